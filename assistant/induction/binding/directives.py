"""What a clause tells somebody to do or not to do, sentence by sentence, and whom; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from assistant.induction.binding.audiences import audiences_of
from assistant.induction.binding.forces import force, is_done_to
from assistant.induction.binding.fragments import (
    FINITE,
    asks,
    has_own_force,
    is_fragment,
    joined,
    own_lead_in,
    sentences,
)
from assistant.induction.binding.lexicon import CARED_FOR, NO_AUDIENCE, load_lexicon
from assistant.induction.binding.subjects import Doer, Subject, subject_of
from assistant.induction.binding.telling import tells_an_officer
from assistant.modality.reading import Modal, Sentence
from ingest.documents import Clause, ClauseKind

_TO_FILL_IN = re.compile(r"(?:…\s*){2,}|\.{4,}|_{4,}")
_ROW = re.compile(r"\t| \| ")
_YOUR_CHILD = re.compile(r"\byour (?:own )?(?:child|children|son|daughter|baby)\b", re.IGNORECASE)
_ONE_PERSON = re.compile(r"\W*(?:he|she)\b", re.IGNORECASE)
_TOLD = re.compile(
    r"(?:must|should|shall|is to|are to)(?: \w+)? be (?:told|informed|notified|consulted|asked|"
    r"contacted|alerted)\b",
    re.IGNORECASE,
)
_AGENT = re.compile(r"\bbe (?:\w+ly )?\w+ by (?P<who>[^,.;]{3,50})", re.IGNORECASE)
_GOES_ON = re.compile(r"\W*(?:and|but|though)\b", re.IGNORECASE)


class Says(StrEnum):
    """What a clause does, taken as a whole."""

    RULES = "rules"  # tells somebody to do or not to do something
    ABOUT = "about"  # speaks of the document: scope, version, definitions, review
    INSTITUTION = "institution"  # what officers or the institution itself do
    STATES = "states"  # only tells


@dataclass(frozen=True)
class Directive:
    """One sentence that asks something: its force, and whom. `to` is empty when the sentence and
    its surroundings name nobody. `named` is true when the sentence or its lead-in names them;
    `reports` when it is a duty to tell an officer; `thing` when its subject is no person
    ("Photographs must not be taken")."""

    sentence: Sentence
    modal: Modal
    to: frozenset[str]
    named: bool
    reports: bool
    thing: bool


@dataclass(frozen=True)
class ClauseSays:
    """A clause, read for what it asks; the directives are in its order, and empty but for RULES."""

    says: Says
    directives: tuple[Directive, ...] = ()


def read_directives(
    clause: Clause, context: frozenset[str] = frozenset(), you: frozenset[str] = frozenset()
) -> ClauseSays:
    """What the clause asks, and of whom; `context` are those whom the place speaks to where a
    sentence names nobody, `you` those whom the document calls so."""
    lexicon, lead = load_lexicon(), own_lead_in(clause)
    if not _stands_by_itself(clause):
        return ClauseSays(Says.STATES)
    headed = any(lexicon.sections.search(heading.strip()) for heading in clause.section[-1:])
    told_apart = headed or _TO_FILL_IN.search(clause.text)
    if clause.kind is ClauseKind.FACT or told_apart or lexicon.about_lead_in.search(lead):
        return ClauseSays(Says.ABOUT)
    found: list[Directive] = []
    said: set[Says] = set()
    before, about = frozenset[str](), False  # whom "they" are
    led = last = subject_of(lead) if lead else None
    for sentence in sentences(clause):
        subject = subject_of(sentence.text)
        if sentence.start == 0 and clause.lead_in and is_fragment(sentence.text, subject):
            led_nowhere = led and led.doer is Doer.THING and not led.opening and not asks(lead)
            if led_nowhere and not has_own_force(sentence.text):
                said.add(Says.STATES)  # "Bullying can be: verbal, such as …"
                continue
            sentence = joined(sentence, clause.lead_in)
            subject = _led(subject, subject_of(sentence.text), lead)
        elif subject.doer in (Doer.THING, Doer.THEY) and last and _GOES_ON.match(sentence.text):
            subject = replace(last, rest=subject.rest)  # "You get it in writing | and may …"
        last = subject
        told = subject.doer is Doer.OTHERS and bool(_TOLD.match(subject.rest))
        if told:
            subject = replace(subject, doer=Doer.THING)  # "The lead must be told": by the reader
        before = subject.audiences or subject.opening or before
        if about and _GOES_ON.match(sentence.text):
            continue  # "This policy is for all staff | and must be read by them"
        if other := _asks_nobody(sentence, subject, before):
            about = other is Says.ABOUT
            said.add(other)
            continue
        about = False
        modal = force(sentence, subject, leans=bool(before))
        if modal is Modal.STATES:
            said.add(Says.STATES)
            continue
        to, named = _whom(subject, before, led, context)
        if not named and subject.doer is Doer.READER and (you or _YOUR_CHILD.search(clause.text)):
            to = context or you or frozenset({"parents"})
        asked = modal in (Modal.MUST, Modal.SHOULD)
        reports = asked and (told or tells_an_officer(sentence.text))
        thing = subject.doer is Doer.THING
        found.append(Directive(sentence, modal, to, named, reports, thing))
    if found and (any(d.named for d in found) or not _is_form(clause)):
        return ClauseSays(Says.RULES, tuple(found))
    if found:
        return ClauseSays(Says.ABOUT)
    first = next((says for says in (Says.INSTITUTION, Says.ABOUT) if says in said), Says.STATES)
    return ClauseSays(first)


def _stands_by_itself(clause: Clause) -> bool:
    """False for what only its surroundings make a rule: a row of a table without a verb, a lead-in
    whose list comes after it, a list item whose lead-in wasn't found."""
    if _ROW.search(clause.text) and not FINITE.search(clause.text):
        return False
    if clause.text.rstrip().endswith(":"):
        return False
    return bool(clause.lead_in) or not clause.text.lstrip(" \t•-–(“‘\"'")[:1].islower()


def _led(item: Subject, whole: Subject, lead: str) -> Subject:
    """The subject of a list item read with its lead-in."""
    if whole.doer is Doer.THING and item.instruction:
        whole = replace(item, opening=whole.opening)
    return replace(whole, instruction=item.instruction or asks(lead))


def _asks_nobody(sentence: Sentence, subject: Subject, before: frozenset[str]) -> Says | None:
    if subject.doer is Doer.OTHERS:
        return Says.INSTITUTION
    if load_lexicon().about_document.search(sentence.text):
        return Says.ABOUT
    if subject.doer is Doer.THEY and not before and _ONE_PERSON.match(sentence.text):
        return Says.INSTITUTION  # "She decides …": an officer spoken of before
    return None


def _whom(
    subject: Subject, before: frozenset[str], led: Subject | None, context: frozenset[str]
) -> tuple[frozenset[str], bool]:
    """The audiences that a sentence speaks to, and whether it names them itself."""
    if subject.audiences:
        if subject.audiences <= CARED_FOR and is_done_to(subject):
            return context, False
        return subject.audiences, True
    if subject.doer is Doer.THEY and before:
        return before, True
    agent = _AGENT.search(subject.rest) if subject.doer is Doer.THING else None
    if agent and (people := audiences_of(agent["who"]) - NO_AUDIENCE):
        return people, True  # "Watches may not be worn by pupils"
    if led and (people := led.audiences or led.opening):
        return people, True
    if subject.doer is not Doer.READER and subject.opening - CARED_FOR:
        return subject.opening - CARED_FOR, True
    return context, False


def _is_form(clause: Clause) -> bool:
    return any(load_lexicon().forms.search(heading) for heading in clause.section)
