"""What a clause says about doing something: its force, its conditions, whom it binds; pure."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from ingest.documents import Clause

DATA = Path(__file__).parent / "data" / "modality.toml"


class Modal(StrEnum):
    """The modality of one sentence; STATES when it only tells."""

    MUST = "must"
    MUST_NOT = "must_not"
    MUST_NOT_UNLESS = "must_not_unless"
    SHOULD = "should"
    SHOULD_NOT = "should_not"
    MAY = "may"
    MAY_ONLY_IF = "may_only_if"
    STATES = "states"

    @property
    def is_ban(self) -> bool:
        """It speaks against doing the thing, outright or with an exception."""
        return self in (Modal.MUST_NOT, Modal.MUST_NOT_UNLESS, Modal.SHOULD_NOT)

    @property
    def is_advice(self) -> bool:
        """Advised, not required."""
        return self in (Modal.SHOULD, Modal.SHOULD_NOT)


@dataclass(frozen=True)
class Sentence:
    """One sentence of a clause: `start` in the clause's text, its modality and conditions.

    `exceptions` lift the rule (unless, except), `provisos` limit when it holds (if, only when);
    both are verbatim.
    """

    text: str
    start: int
    modal: Modal
    exceptions: tuple[str, ...] = ()
    provisos: tuple[str, ...] = ()
    approver: str | None = None


@dataclass(frozen=True)
class Reading:
    """A clause, read: its sentences in order, and the audiences it binds."""

    sentences: tuple[Sentence, ...]
    binds: tuple[str, ...]

    @property
    def conditions(self) -> tuple[str, ...]:
        """The conditions and exceptions of all sentences, verbatim, in order."""
        return tuple(c for s in self.sentences for c in (*s.exceptions, *s.provisos))

    @property
    def approvers(self) -> tuple[str, ...]:
        """Who can give the approval that the clause speaks of, verbatim."""
        return tuple(dict.fromkeys(s.approver for s in self.sentences if s.approver))

    @property
    def modals(self) -> frozenset[Modal]:
        """All the modalities that occur in the clause."""
        return frozenset(s.modal for s in self.sentences)


# Where one statement ends and another begins: sentences, semicolons, and a second modal verb after
# "but" or "and" ("may be used for rotas but must not contain names").
_BREAKS = re.compile(
    r"(?<=[.!?])[\"'”’)]*\s+(?=[A-Z“\"'(])|(?<=;)\s+"
    r"|,?\s+(?=(?:but|and|though)\s+(?:(?:they|it|this|these|staff|you|we)\s+)?"
    r"(?:may|must|should|will|shall|can|cannot|are|do)\b)"
)


@dataclass(frozen=True)
class _Cues:
    forces: tuple[tuple[Modal, re.Pattern[str]], ...]
    exception: re.Pattern[str]
    proviso: re.Pattern[str]
    approvers: tuple[re.Pattern[str], ...]
    audiences: tuple[tuple[str, re.Pattern[str]], ...]
    spoken_of: tuple[tuple[str, re.Pattern[str]], ...]


def read_clause(clause: Clause) -> Reading:
    """The modality of each sentence and whom the clause binds.

    A list item without a verb of its own takes the force of its lead-in ("they should:").
    """
    lead = clause.lead_in or ""
    sentences = tuple(
        read_sentence(text, start, lead) for text, start in split_sentences(clause.text)
    )
    return Reading(sentences, audiences_bound(clause))


def read_sentence(text: str, start: int = 0, lead_in: str = "") -> Sentence:
    """The modality and conditions of one sentence."""
    cues = _cues()
    exceptions = _spans(cues.exception, text)
    # A proviso inside an exception is part of it.
    provisos = tuple(p for p in _spans(cues.proviso, text) if not any(p in e for e in exceptions))
    main = _without(text, (*exceptions, *provisos)) or text
    modal = _modal(main)
    if modal is Modal.STATES and lead_in:
        modal = _modal(lead_in) if not _modal(main).is_ban else modal
    elif lead_in and re.match(r"\W*(not|never)\b", text, re.IGNORECASE):
        # "they should: … Not engage in …": the force is the lead-in's, the polarity the item's.
        modal = Modal.SHOULD_NOT if _modal(lead_in).is_advice else Modal.MUST_NOT
    if exceptions and modal is Modal.MUST_NOT:
        modal = Modal.MUST_NOT_UNLESS
    if modal is Modal.MUST_NOT and any(p.lower().startswith(("until", "only")) for p in provisos):
        modal = Modal.MUST_NOT_UNLESS
    if modal is Modal.MAY and (provisos or exceptions):
        modal = Modal.MAY_ONLY_IF
    if modal in (Modal.STATES, Modal.MUST) and re.search(
        r"\bonly\b.*\b(may|can|permitted|allowed|used?)\b|\b(may|can|permitted|allowed) only\b",
        text,
        re.IGNORECASE,
    ):
        modal = Modal.MAY_ONLY_IF
    approver = next(
        (_who(found.group("who")) for p in cues.approvers if (found := p.search(text))), None
    )
    return Sentence(text, start, modal, exceptions, provisos, approver)


def split_sentences(text: str) -> list[tuple[str, int]]:
    """(sentence, start) pairs that cover the text; abbreviations and numbers don't end one."""
    pieces, at = [], 0
    for found in _BREAKS.finditer(text):
        before = text[at : found.start()]
        if re.search(r"\b(e\.g|i\.e|etc|Mr|Mrs|Ms|Dr|St|No|p\.m|a\.m)\.$", before):
            continue
        pieces.append((before, at))
        at = found.end()
    pieces.append((text[at:], at))
    return [(piece, start) for piece, start in pieces if piece.strip()]


def audiences_bound(clause: Clause) -> tuple[str, ...]:
    """Whom a clause binds: the subject of its first sentence, else its lead-in's, else what its
    headings name; ("everyone",) when nothing tells."""
    subject = re.split(
        r"\b(must|will|should|shall|may|can|cannot|is|are|has|have|need|needs|not|to)\b",
        clause.text,
        maxsplit=1,
    )[0]
    for source in (subject, clause.lead_in or "", *reversed(clause.section)):
        if found := audiences_named(source):
            return found
    return ("everyone",)


def audiences_named(text: str) -> tuple[str, ...]:
    """The canonical audiences that a text names, in the order of the data file."""
    return tuple(name for name, pattern in _cues().audiences if pattern.search(text))


def spoken_of(text: str) -> frozenset[str]:
    """Which of parents and pupils a text speaks of, in whatever words."""
    return frozenset(name for name, pattern in _cues().spoken_of if pattern.search(text))


def audience_words() -> tuple[str, ...]:
    """All patterns that name an audience."""
    data = tomllib.loads(DATA.read_text(encoding="utf-8"))
    return tuple(word for words in data["audiences"].values() for word in words)


def _modal(text: str) -> Modal:
    """The force whose cue comes first in the text; of two that start together, the one that stands
    earlier in the data file ("will not" before "will")."""
    found = [(m.start(), modal) for modal, p in _cues().forces if (m := p.search(text))]
    return min(found, key=lambda hit: hit[0])[1] if found else Modal.STATES


def _spans(cue: re.Pattern[str], text: str) -> tuple[str, ...]:
    """Verbatim from the first cue to the end of the sentence, or to the comma that closes an
    opening condition ("If you are ill, you must ring")."""
    found = cue.search(text)
    if not found:
        return ()
    if found.start() <= 2:
        comma = text.find(",", found.end())
        if comma > 0:
            return (text[found.start() : comma].strip(),)
    return (text[found.start() :].rstrip(" .;\n"),)


def _without(text: str, spans: tuple[str, ...]) -> str:
    for span in spans:
        text = text.replace(span, " ", 1)
    return text.strip(" ,.;")


def _who(text: str) -> str:
    return re.split(
        r"\b(?:who|which|that|and must|before|first|in writing|in advance|for|to|has|have|is|are|on|at)\b",
        text,
        maxsplit=1,
    )[0].strip(" ,.;")


@cache
def _cues() -> _Cues:
    data = tomllib.loads(DATA.read_text(encoding="utf-8"))

    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern, re.IGNORECASE)

    return _Cues(
        tuple((Modal(c["force"]), compiled(p)) for c in data["cue"] for p in c["patterns"]),
        compiled(data["conditions"]["exception"]),
        compiled(data["conditions"]["proviso"]),
        tuple(compiled(p) for p in data["conditions"]["approver"]),
        tuple(
            (name, compiled(r"\b(?:" + "|".join(words) + r")\b"))
            for name, words in data["audiences"].items()
        ),
        tuple((name, compiled(pattern)) for name, pattern in data["spoken_of"].items()),
    )
