"""What a clause says about doing something: its force, its conditions, whom it binds; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from assistant.modality.addressees import (
    audience_words,
    audiences_bound,
    audiences_named,
    spoken_of,
)
from assistant.modality.main_clause import Parts, parts_of
from assistant.modality.orders import is_instruction
from assistant.modality.predicates import Modal, averts, force
from assistant.modality.words import compiled, modal_words, modality_data
from assistant.question.form import Form, question_form
from ingest.documents import Clause

__all__ = [
    "Modal",
    "Reading",
    "Sentence",
    "audience_words",
    "audiences_bound",
    "audiences_named",
    "read_clause",
    "read_sentence",
    "split_sentences",
    "spoken_of",
]


@dataclass(frozen=True)
class Sentence:
    """One sentence of a clause: `start` in the clause's text, its modality and conditions.

    `exceptions` lift the rule (unless, except), `provisos` limit when it holds (if, only when);
    both are verbatim. `averts` is true for a duty to keep something from being done ("must ensure
    that no photograph is shared"); `doubtful` where a question may be about another sentence of the
    clause, which points the other way.
    """

    text: str
    start: int
    modal: Modal
    exceptions: tuple[str, ...] = ()
    provisos: tuple[str, ...] = ()
    approver: str | None = None
    averts: bool = False
    doubtful: bool = False


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
    r"|,\s+(?=(?:but|though|although|whereas|while|and)\s+(?!(?:who|which|that|not|only|if|when|where)\b)"
    r"(?:[\w’'-]+\s+){1,6}?(?:may|must|should|shall|can|cannot|is|are|need)\b)"
)
_ABBREVIATED = re.compile(r"\b(?:e\.g|i\.e|etc|Mr|Mrs|Ms|Dr|St|p\.m|a\.m)\.$")
_ANSWER = re.compile(r"\W*(?P<said>yes|no)\b\W*(?=$|[\s,;:–—.]|if\b|unless\b)", re.IGNORECASE)
# What "yes" and "no" say to a heading that asks.
_ANSWERED = {
    (Form.PERMISSION, "yes"): Modal.MAY,
    (Form.PERMISSION, "no"): Modal.MUST_NOT,
    (Form.DUTY, "yes"): Modal.MUST,
    (Form.DUTY, "no"): Modal.MAY,
    (Form.WRONG, "yes"): Modal.MUST_NOT,
    (Form.WRONG, "no"): Modal.MAY,
}


@dataclass(frozen=True)
class _Cues:
    exception: re.Pattern[str]
    ban_exception: re.Pattern[str]
    proviso: re.Pattern[str]
    approvers: tuple[re.Pattern[str], ...]


def read_clause(clause: Clause) -> Reading:
    """The modality of each sentence and whom the clause binds.

    A list item without a verb of its own takes the force of its lead-in ("they should:"); "Yes" and
    "No" that of the question which its heading asks.
    """
    lead = clause.lead_in or ""
    sentences = []
    for text, start in split_sentences(clause.text):
        leads = start == 0 or text[:1].islower()
        sentence = read_sentence(text, start, lead if leads else "")
        if sentence.modal is Modal.STATES and (found := _ANSWER.match(text)):
            sentence = _answering(sentence, found["said"].lower(), clause.heading)
        sentences.append(sentence)
    return Reading(tuple(sentences), audiences_bound(clause))


def read_sentence(text: str, start: int = 0, lead_in: str = "") -> Sentence:
    """The modality and conditions of one sentence."""
    cues = _cues()
    starts = [m.start() for cue in (cues.exception, cues.proviso) if (m := cue.search(text))]
    if opening := modal_words().whole.match(text):
        inner = read_sentence(text[opening.end() :])
        modal = _told(inner.modal, bool(opening["advice"]), bool(opening["rule"]))
        return Sentence(text, start, modal, inner.exceptions, inner.provisos, inner.approver)
    parts = parts_of(text, (at for at in starts if text[at : at + 4].lower() != "only"))
    modal = force(parts.main)
    if lead_in:
        modal = _led(modal, parts, text, lead_in)
    exceptions = _conditions(cues.exception, text, parts)
    if modal in (Modal.MUST_NOT, Modal.SHOULD_NOT) and not exceptions:
        exceptions = _conditions(cues.ban_exception, text, parts)
    if modal is Modal.MAY:
        exceptions = tuple(e for e in exceptions if not e.lower().startswith("without"))
    # A proviso inside an exception is part of it.
    provisos = tuple(
        p for p in _conditions(cues.proviso, text, parts) if not any(p in e for e in exceptions)
    )
    modal = _conditioned(modal, exceptions, provisos)
    approver = next(
        (_who(found.group("who")) for p in cues.approvers if (found := p.search(text))), None
    )
    keeps = modal in (Modal.MUST, Modal.SHOULD) and _averts(text, parts)
    return Sentence(text, start, modal, exceptions, provisos, approver, keeps)


def split_sentences(text: str) -> list[tuple[str, int]]:
    """(sentence, start) pairs that cover the text; abbreviations and numbers don't end one."""
    pieces, at = [], 0
    for found in _BREAKS.finditer(text):
        before = text[at : found.start()]
        if _ABBREVIATED.search(before):
            continue
        pieces.append((before, at))
        at = found.end()
    pieces.append((text[at:], at))
    return [(piece, start) for piece, start in pieces if piece.strip()]


def _led(modal: Modal, parts: Parts, text: str, lead_in: str) -> Modal:
    """The force of a list item: its lead-in's, unless it has a main verb of its own; the polarity
    may be the item's ("they should: … Not engage in …")."""
    lead = read_sentence(lead_in.rstrip(" :–—-")).modal
    if lead is Modal.STATES:
        return modal
    leans = parts.verb == len(text) or is_instruction(parts.main.strip())
    if not leans and modal is not Modal.STATES:
        return modal
    if modal.is_ban and not lead.is_ban:
        return Modal.SHOULD_NOT if lead.is_advice else Modal.MUST_NOT
    return lead


def _told(inner: Modal, advice: bool, rule: bool) -> Modal:
    """The force of what stands after "It is recommended that" or "It is essential that"."""
    if advice:
        return Modal.SHOULD_NOT if inner.is_ban else Modal.SHOULD
    if rule and inner in (Modal.STATES, Modal.SHOULD):
        return Modal.MUST
    return inner


def _conditioned(modal: Modal, exceptions: tuple[str, ...], provisos: tuple[str, ...]) -> Modal:
    if modal is Modal.MUST_NOT:
        until = any(p.lower().startswith(("until", "only")) for p in provisos)
        return Modal.MUST_NOT_UNLESS if exceptions or until else modal
    if modal is Modal.MAY and (provisos or exceptions):
        return Modal.MAY_ONLY_IF
    return modal


def _conditions(cue: re.Pattern[str], text: str, parts: Parts) -> tuple[str, ...]:
    """Verbatim from the first cue to the end of the sentence; where the main clause is still to
    come ("If you are ill, you must ring"), to the end of the condition."""
    found = cue.search(text)
    if not found:
        return ()
    at, end = found.start(), len(text)
    if parts.verb > at and not _ANSWER.match(text):
        end = next((e for s, e in parts.within if s <= at < e), end)
        if end == len(text) and parts.verb < end:
            end = parts.verb
    return (text[at:end].strip(" ,.;\n"),)


def _averts(text: str, parts: Parts) -> bool:
    found = modal_words().ensures.search(text, max(parts.verb - 1, 0))
    if not found or not averts(parts.main):
        return False
    kept = re.sub(r"^\s*(?:to it\s+)?(?:that\s+)?", "", text[found.end() :])
    return force(parts_of(kept).main).is_ban


def _answering(sentence: Sentence, said: str, heading: str) -> Sentence:
    modal = _ANSWERED.get((question_form(heading).form, said)) if heading.endswith("?") else None
    if modal is None:
        return sentence
    modal = _conditioned(modal, sentence.exceptions, sentence.provisos)
    return Sentence(
        sentence.text,
        sentence.start,
        modal,
        sentence.exceptions,
        sentence.provisos,
        sentence.approver,
    )


def _who(text: str) -> str:
    return re.split(
        r"\b(?:who|which|that|and must|before|first|in writing|in advance|for|to|has|have|is|are|on|at)\b",
        text,
        maxsplit=1,
    )[0].strip(" ,.;")


@cache
def _cues() -> _Cues:
    conditions = modality_data()["conditions"]
    return _Cues(
        compiled(conditions["exception"]),
        compiled(conditions["ban_exception"]),
        compiled(conditions["proviso"]),
        tuple(compiled(p) for p in conditions["approver"]),
    )
