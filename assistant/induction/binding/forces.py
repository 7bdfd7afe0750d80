"""The force that a sentence has for people, STATES when it asks nothing of anyone; pure.

`assistant.modality.reading` reads the force of a sentence by its words alone. This asks further:
whether a "not" bans or describes, a "may" allows or fears, a "will" binds or promises, and whose
verb it is.
"""

from __future__ import annotations

import re

from assistant.induction.binding.lexicon import CARED_FOR, load_lexicon
from assistant.induction.binding.subjects import NO_DOER, Doer, Subject
from assistant.modality.reading import Modal, Sentence, read_sentence

_ORDERS_NOT = re.compile(
    r"\W*(?:please |also |and |or |then )*(?:do not|don['’]t|never|not)\b", re.IGNORECASE
)
_ORDERS = (Modal.MUST, Modal.SHOULD, Modal.STATES)
_TELLS = (Modal.MAY, Modal.MAY_ONLY_IF, Modal.STATES)
# "… that a child may have sent it": no leave, but what somebody learns.
_WITHIN = re.compile(
    r"\b(?:aware|learns?|knows?|thinks?|believes?|suspects?|hears?|told|find\w*|reali\w+|fears?|"
    r"suggests?|sees?|discovers?|worr\w+|concern\w*|chance|risk)\s+(?:that |if )?(?:an? |the )?"
    r"(?:\w+ ){1,3}?(?:may|might|could|can) ",
    re.IGNORECASE,
)
# "Adults are role models, and families have to …": the first verb only tells.
_DESCRIBES = re.compile(
    r"(?:are|is|was|were)\b(?! (?:\w+ly |all |always |also |not |both )*(?:asked|advised|expected|"
    r"required|encouraged|requested|reminded|obliged|trusted|instructed|to|responsible|accountable|"
    r"under|bound|free|welcome|invited|urged|recommended)\b)|"
    r"(?:have|has)\b(?! (?:\w+ ){0,3}(?:to|duty|duties|responsib\w+|obligation)\b)",
    re.IGNORECASE,
)
# What makes a "must" of a thing; "the duty goes on" doesn't.
_DEMANDS = re.compile(
    r"\bmust\b|\b(?:is|are|has|have|needs?) to\b|\b(?:required|mandatory|compulsory|expected|"
    r"shall)\b|\bresponsib(?:le|ility) (?:of|for)\b",
    re.IGNORECASE,
)
# A thing that may be done.
_LEAVE = re.compile(
    r"\b(?:may|can)(?: only| also)? be \w+|\b(?:is|are)(?: \w+ly)? (?:permitted|allowed|acceptable|"
    r"fine|welcome)\b|\bonly\b.{0,80}\b(?:may|can|will|must) be\b|\bmust be\b.{0,60}\bonly\b|"
    r"^(?:will|must|shall) be \w+\W*$",
    re.IGNORECASE,
)
_BANS = re.compile(
    r"\bnever\b|\b(?:must|should|shall|may|will)(?: only)? not\b|"
    r"\b(?:no|nothing)\b.*\b(?:may|must|should|can|will|shall|is to|are to)\b|"
    r"\b(?:prohibited|forbidden|banned|barred|unacceptable|against the rules)\b|"
    r"\bnot (?:permitted|allowed|acceptable|tolerated)\b|"
    r"^\W*(?:never|not|nor|do not|don['’]t|no \w+ing)\b",
    re.IGNORECASE,
)
_MAY_SUFFER = re.compile(
    r"(?:may|can|might|could)(?: also)? be \w+(?:ed|en|held|told)\b", re.IGNORECASE
)
_DONE_TO = re.compile(
    r"\s*(?:must|should|may|shall|will|can|are|is)(?: \w+ly| not| never| only)* "
    r"(?:be |to be )?(?P<verb>\w+)",
    re.IGNORECASE,
)
_PROMISES = re.compile(
    r"\s*will\s+(?:also |always |then |usually |normally )*(?P<what>.*)", re.IGNORECASE | re.DOTALL
)


def force(sentence: Sentence, subject: Subject, leans: bool) -> Modal:
    """What the sentence asks of people. `leans` is true when a "they" has people to stand for."""
    lexicon = load_lexicon()
    text, modal = sentence.text, sentence.modal
    if lexicon.states.search(text):
        return Modal.STATES
    people = subject.doer in (Doer.PEOPLE, Doer.READER) or (subject.doer is Doer.THEY and leans)
    if subject.audiences and subject.audiences <= CARED_FOR and is_done_to(subject):
        people = False  # "Families are given copies"
    describes = modal.is_ban and bool(lexicon.no_ban.search(text))
    if describes:
        modal = read_sentence(lexicon.no_ban.sub(" ", text)).modal
    if modal is Modal.MAY and lexicon.no_ban.search(text):
        modal, describes = Modal.STATES, True  # "Staff are not expected to …"
    if modal in _TELLS and _WITHIN.search(text):
        if people and lexicon.telling.search(text):
            return Modal.MUST  # "Staff who learn that a child may have … tell the DSL"
        modal = Modal.STATES
    order = subject.doer is Doer.READER and subject.instruction
    if order and not _ORDERS_NOT.match(subject.rest) and modal not in _ORDERS:
        modal = Modal.MUST  # "Park as near as you can", "Hide addresses, so that nobody can …"
    if modal is Modal.STATES and (subject.instruction or (people and _is_custom(subject))):
        modal = Modal.MUST  # "Ring the office"; "Staff ring the office", a rule told as a custom
    if modal is Modal.STATES and not describes and NO_DOER.match(text):
        modal = Modal.MUST_NOT  # "No adult drinks alcohol", a ban told as a custom
    return modal if _asks_something(modal, text, subject, people) else Modal.STATES


def is_done_to(subject: Subject) -> bool:
    """True for "Pupils must not be carried in a car", not for "Pupils are not allowed to …"."""
    found = _DONE_TO.match(subject.rest)
    if not found:
        return False
    lexicon, verb = load_lexicon(), found["verb"].lower()
    if verb in ("within", "under", "in", "with", "out"):
        return True  # "Children must be within sight of staff"
    asked = lexicon.asked_of.fullmatch(verb) or verb in ("allowed", "permitted")
    return bool(lexicon.undergone.fullmatch(verb) and not asked)


def _asks_something(modal: Modal, text: str, subject: Subject, people: bool) -> bool:
    lexicon = load_lexicon()
    if modal.is_ban:
        return people or bool(
            _BANS.search(text) or NO_DOER.match(text) or lexicon.copula_ban.search(text)
        )
    if modal in (Modal.MAY, Modal.MAY_ONLY_IF):
        if subject.doer is Doer.PEOPLE and _MAY_SUFFER.match(subject.rest):
            return False  # "An employee may be asked to pay": no leave
        told = lexicon.no_leave.search(text) or not _LEAVE.search(subject.rest or text)
        return people or not told
    if _is_promised(subject, people) or (people and _DESCRIBES.match(subject.rest)):
        return False
    return modal is not Modal.MUST or people or bool(_DEMANDS.search(text))


def _is_promised(subject: Subject, people: bool) -> bool:
    """True for what the institution will do ("Parents will be told", "Accounts will be monitored")
    and for what follows of itself ("Publishing it will lead to suspension")."""
    found = _PROMISES.match(subject.rest)
    if not found or not people:
        return bool(found)
    passive = re.match(r"be\s+(?:\w+ly )?(?P<verb>\w+)", found["what"], re.IGNORECASE)
    lexicon = load_lexicon()
    if not passive or lexicon.asked_of.fullmatch(passive["verb"]):
        return False
    return bool(lexicon.undergone.fullmatch(passive["verb"]))


def _is_custom(subject: Subject) -> bool:
    found = re.match(r"\W*(?:(?:never|always|only|also)\s+)?(?P<verb>\w+)", subject.rest)
    lexicon = load_lexicon()
    return bool(
        found
        and lexicon.base.fullmatch(found["verb"])
        and not lexicon.tells_only.fullmatch(found["verb"])
    )
