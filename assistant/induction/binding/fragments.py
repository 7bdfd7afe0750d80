"""The sentences of a clause, a list item read with its lead-in, and slips of the sentence reader
put right; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.induction.binding.subjects import Doer, Subject
from assistant.modality.reading import Modal, Sentence, read_clause, read_sentence
from ingest.documents import Clause

FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|do|does|must|should|will|shall|may|can|cannot)\b"
)
RECOMMENDS = re.compile(
    r"\W*(?:it is|we)(?: strongly| also)? (?:recommend|advise|suggest)\w*(?: that)?\b",
    re.IGNORECASE,
)
# From where a lead-in tells its force ("If they comment online, staff | should not:").
_FORCE = re.compile(
    r"\b(?:must|should|shall|will|may|can(?:not)?|do not|don['’]t|never|please|do|need to|"
    r"ha(?:s|ve) to|(?:is|are|will be) (?:\w+ly )?(?:advised|recommended|encouraged|asked|urged|"
    r"requested|expected|required|reminded|allowed|permitted|not))\b",
    re.IGNORECASE,
)
_ADVISED = re.compile(r"\b(?:advised|recommended|encouraged|asked|urged|requested)$", re.IGNORECASE)
_ASKS = re.compile(
    r"\b(?:must|should|do not|don['’]t|never|please|do|always|will|shall|need to|have to)\b"
    r"[^.]*[:–-]?$",
    re.IGNORECASE,
)
_AS_ADVICE = {
    Modal.MUST_NOT: Modal.SHOULD_NOT,
    Modal.MUST_NOT_UNLESS: Modal.SHOULD_NOT,
    Modal.MUST: Modal.SHOULD,
}


def sentences(clause: Clause) -> Iterator[Sentence]:
    """The clause's sentences, in order; advice goes on where a sentence does."""
    advised = False
    for sentence in read_clause(clause).sentences:
        text = sentence.text
        if advised and text[:1].islower() and sentence.modal in _AS_ADVICE:
            # "It is recommended that heads | and staff do not …": the advice goes on.
            sentence = replace(sentence, modal=_AS_ADVICE[sentence.modal])
        else:
            advised = bool(RECOMMENDS.match(text))
        yield sentence


def joined(sentence: Sentence, lead_in: str) -> Sentence:
    """A list item as one sentence with its lead-in: the lead-in's "must not" comes before whatever
    verb stands in the item ("promise a pupil that they will …"). Place, exceptions and provisos
    stay the item's own."""
    lead = lead_in.strip().rstrip(":–—- ")
    if _ADVISED.search(lead) and not re.match(r"\W*(?:not )?to\b", sentence.text, re.IGNORECASE):
        lead += " to"
    item = sentence.text[:1].lower() + sentence.text[1:]
    whole = f"{lead} {item}"
    modal = sentence.modal
    if _FORCE.match(item):
        modal = read_sentence(f"They {item}").modal
    elif modal is Modal.STATES:
        modal = read_sentence(whole).modal
    return replace(sentence, text=whole, modal=modal)


def is_fragment(text: str, subject: Subject) -> bool:
    """True for a list item that leans on its lead-in: an instruction, or no sentence by itself."""
    if subject.doer in (Doer.PEOPLE, Doer.OTHERS):
        own_force = re.search(r"\b(?:must|should|shall|may|will|can|cannot|never)\b", text)
        return not own_force and bool(re.match(r"\W*[a-z]", text))
    return (
        subject.instruction
        or not re.match(r"\W*[A-Z]", text)
        or bool(re.match(r"\W*(?:not|never|to|always)\b", text, re.IGNORECASE))
        or not FINITE.search(text)
    )


def has_own_force(item: str) -> bool:
    """True for a list item that opens with its own verb of force ("must keep it out of sight")."""
    return bool(_FORCE.match(item.lstrip(" \t•-–")))


def own_lead_in(clause: Clause) -> str:
    """The lead-in, '' when it merely repeats the heading."""
    lead = (clause.lead_in or "").strip()
    return "" if lead.rstrip(": ") in {h.rstrip(": ") for h in clause.section[-1:]} else lead


def asks(lead_in: str) -> bool:
    """True when a lead-in makes orders of its items ("In a chat, please:", "Don't:")."""
    return bool(_ASKS.search(lead_in))
