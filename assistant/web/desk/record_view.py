"""Drafts, replies, guidance and their changes as HTML; pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from assistant.desk.differences import Change, PartChanges, Run
from assistant.records.entries import AuditEntry, DraftPart, KeptQuote, Paragraph, Reply
from assistant.web.desk.words import PARTS, day
from assistant.web.markup import facts, items, lines, table, tag, text
from assistant.web.wording import pages, version_words

_MARKS = {Change.ADDED: "ins", Change.REMOVED: "del"}


def kept_quote_html(kept: KeptQuote, note: str | None = None) -> str:
    """A clause as it was copied, with where it stood."""
    quote = kept.quote
    lead_in = tag("p", text(quote.lead_in), class_="pa-lead-in") if quote.lead_in else ""
    place = " › ".join((quote.policy_title, *quote.section))
    where = "; ".join((place, pages(quote), version_words(quote.version)))
    return tag(
        "figure",
        tag("blockquote", lead_in, tag("p", text(quote.text), class_="pa-clause")),
        tag("figcaption", text(where)),
        tag("p", text(note), class_="pa-quiet") if note else "",
        class_="pa-quote",
    )


def parts_html(parts: Sequence[DraftPart]) -> str:
    """A reply's parts under their headings, quotes set apart."""
    shown = []
    for part in parts:
        paragraphs = [
            tag("blockquote", tag("p", text(p.text), class_="pa-clause"))
            if p.quoted
            else tag("p", *lines(p.text), by_model_html(p))
            for p in part.paragraphs
        ]
        shown.append(tag("section", tag("h3", text(PARTS[part.part])), *paragraphs))
    return tag("div", *shown, class_="pa-reply")


def by_model_html(paragraph: Paragraph) -> str:
    """The mark of what a chat model worded and nobody has edited; '' for all else."""
    if not paragraph.worded_by:
        return ""
    words = f"Worded by {paragraph.worded_by}, not edited – not a quote"
    return " " + tag("span", text(words), class_="pa-by-model")


def reply_html(reply: Reply) -> str:
    """A signed reply with who signed it, when, and on which policy versions it rests."""
    rests_on = [
        f"{p.title}; {version_words(p.version)}; file {p.sha256[:12]}…" for p in reply.policies
    ]
    return (
        tag("p", tag("strong", text(f"Signed by {reply.signed_by}, {reply.signed_as}")))
        + tag("p", text(day(reply.signed_at)), class_="pa-quiet")
        + parts_html(reply.parts)
        + tag("h3", "Rests on")
        + (items("ul", rests_on) or tag("p", "No policy is quoted in it."))
        + tag("p", text(f"Content SHA-256 {reply.content_sha256}"), class_="pa-quiet pa-hash")
    )


def changes_html(changed: Iterable[PartChanges]) -> str:
    """What was added (underlined) and taken out (struck through), part by part; '' for nothing."""
    shown = []
    for part in changed:
        if part.changed:
            paragraphs = [tag("p", runs_html(runs)) for runs in part.paragraphs]
            shown.append(tag("section", tag("h4", text(PARTS[part.part])), *paragraphs))
    return tag("div", *shown, class_="pa-changes") if shown else ""


def runs_html(runs: Iterable[Run]) -> str:
    """Words kept, added and removed, told apart by more than colour."""
    return "".join(
        tag(_MARKS[run.change], text(run.text)) if run.change in _MARKS else text(run.text)
        for run in runs
    )


def audit_html(entries: Sequence[AuditEntry]) -> str:
    """The audit trail as a table, newest first."""
    rows = [
        {
            "when": text(day(entry.at)),
            "who": text(entry.actor),
            "what": text(f"{entry.action} {entry.kind}"),
            "which": tag("code", text(entry.record_id[:12])),
            "detail": facts([(k, _value(v)) for k, v in entry.detail.items()]),
        }
        for entry in reversed(entries)
    ]
    columns = {"when": "When", "who": "Who", "what": "What", "which": "Record", "detail": "Detail"}
    return table("Audit trail, newest first", columns, rows)


def _value(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
