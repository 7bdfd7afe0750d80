"""A draft or a signed reply as one value that every format draws the same; pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.desk.quoting import edition, place, review
from assistant.desk.templates import Templates, load_templates
from assistant.desk.worded import worded
from assistant.records.entries import Draft, DraftPart, KeptQuote, Paragraph, Reply


@dataclass(frozen=True)
class Block:
    """One paragraph; `quoted` when it is a clause word for word."""

    text: str
    quoted: bool = False


@dataclass(frozen=True)
class Section:
    """A heading, '' for none, and what stands under it."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Source:
    """A clause quoted: its policy, where it stands, which edition, and the hash of its file."""

    policy: str
    place: str
    edition: str
    clause_id: str
    sha256: str

    @property
    def hash_lines(self) -> str:
        """The hash in lines of sixteen, since it has no place to break and is to be compared."""
        return "\n".join(self.sha256[at : at + 16] for at in range(0, len(self.sha256), 16))


@dataclass(frozen=True)
class Document:
    """A reply to be drawn. `banner` stands on every page; `notes` say what couldn't be written as
    it was, what a chat model worded, and how the content can be checked."""

    title: str
    banner: str
    signed: bool
    written_at: datetime
    author: str
    sections: tuple[Section, ...]
    sources_heading: str
    sources: tuple[Source, ...]
    notes_heading: str
    notes: tuple[str, ...]


def document_of(record: Draft | Reply, templates: Templates | None = None) -> Document:
    """The document of a draft, marked as not sent, or of a signed reply, with name and date.

    Characters that no document format can hold are left out, and a note says how many.
    """
    say = (templates := templates or load_templates()).say
    cleaner = _Cleaner()
    if isinstance(record, Reply):
        parts, at, author = record.parts, record.signed_at, cleaner.clean(record.signed_by)
        role, date = cleaner.clean(record.signed_as), day_and_time(at)
        banner = say("document.signed_banner", name=author, role=role, date=date)
        notes = [f"SHA-256 of the signed content: {record.content_sha256}"]
    else:
        parts, at, author = record.edited, record.changed_at, ""
        banner, notes = say("document.draft_banner"), []
    notes += [cleaner.clean(worded_note(p)) for p in worded(parts)]
    sections = tuple(_section(part, cleaner, templates) for part in parts)
    sources = _sources(parts, record.quotes, cleaner, templates)
    if cleaner.removed:
        notes.append(
            f"Characters that a document can’t hold were left out: {cleaner.removed} "
            "(control characters and the like)."
        )
    return Document(
        title=say("document.title"),
        banner=banner,
        signed=isinstance(record, Reply),
        written_at=at,
        author=author,
        sections=sections,
        sources_heading=say("document.sources"),
        sources=sources,
        notes_heading=say("document.notes"),
        notes=tuple(notes),
    )


def worded_note(paragraph: Paragraph) -> str:
    """That a chat model worded a paragraph, and which."""
    return (
        f"Worded by {paragraph.worded_by}, a chat model, and edited by nobody since; checked by "
        f"the program against the clauses that it speaks of, and no quote: “{paragraph.text}”"
    )


def day_and_time(at: datetime) -> str:
    """'3 November 2026 at 14:05 UTC', in the time zone that it carries."""
    return f"{at.day} {at:%B %Y} at {at:%H:%M %Z}".strip()


def file_name(record: Draft | Reply, suffix: str) -> str:
    """A name for the file: it says what it is and when, never what was asked."""
    if isinstance(record, Reply):
        return f"reply-signed-{record.signed_at:%Y-%m-%d}-{record.reply_id[:8]}.{suffix}"
    return f"reply-DRAFT-not-sent-{record.changed_at:%Y-%m-%d}-{record.draft_id[:8]}.{suffix}"


def _section(part: DraftPart, cleaner: _Cleaner, templates: Templates) -> Section:
    blocks = [
        Block(cleaner.clean(paragraph.text), paragraph.quoted is not None)
        for paragraph in part.paragraphs
    ]
    heading = templates.say(f"headings.{part.part}")
    return Section(heading, tuple(block for block in blocks if block.text.strip()))


def _sources(
    parts: Sequence[DraftPart],
    quotes: Sequence[KeptQuote],
    cleaner: _Cleaner,
    templates: Templates,
) -> tuple[Source, ...]:
    """The clauses that are quoted in the parts, in the order of the quotes."""
    quoted = {paragraph.quoted for part in parts for paragraph in part.paragraphs}
    return tuple(
        Source(
            policy=cleaner.clean(quote.policy_title),
            place=cleaner.clean(place(quote, templates)),
            edition=cleaner.clean(f"{edition(quote, templates)}; {review(quote, templates)}"),
            clause_id=quote.clause_id,
            sha256=kept.policy_sha256,
        )
        for kept in quotes
        if (quote := kept.quote).clause_id in quoted
    )


class _Cleaner:
    """Leaves out what XML can't hold (which is what stops a document from opening)."""

    def __init__(self) -> None:
        self.removed = 0

    def clean(self, text: str) -> str:
        """The text with plain line ends and without those characters, which are counted."""
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        kept = "".join(c for c in text if _fits(c))
        self.removed += len(text) - len(kept)
        return kept


def _fits(character: str) -> bool:
    if character in "\n\t":
        return True
    return unicodedata.category(character) not in ("Cc", "Cs") and character not in "\ufffe\uffff"
