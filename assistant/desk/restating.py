"""A question told back in indirect speech, where fixed rules can do that safely; pure.

Anything that the rules don't know gives None: the question is then quoted, or left for a person.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST = 200  # characters


@dataclass(frozen=True)
class _Person:
    """What the asker's "I" becomes: first as the subject, then further on."""

    subject: str
    later: str
    object: str
    possessive: str
    possessive_alone: str
    reflexive: str


_ASKER = _Person("you", "you", "you", "your", "yours", "yourself")
_STAFF = _Person("staff", "they", "them", "their", "theirs", "themselves")

_OPENING = re.compile(r"^(?:(?:hi|hiya|hello|please|so|also|ok|okay)\b[,!]?\s+)+", re.IGNORECASE)
# More than one sentence, quotation, or a masked word: too much to turn round.
_UNSAFE = re.compile(r"[.!?;:\n\[\]\"“”]")
# "You" and "we" may be anyone; "am I" further on is a second question.
_UNCLEAR = re.compile(
    r"\b(?:you|your|yours|yourself|u|ur|we|we['’]\w+|us|our|ours"
    r"|(?:am|can|do|should|may|must|could|would) i)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(r"\b(?:they|them|their|theirs|themselves)\b", re.IGNORECASE)
_OWN = re.compile(r"\b(?:my|mine|myself)\b", re.IGNORECASE)
_FIRST_PERSON = re.compile(
    r"\b(?:i(?!-)|i['’]\w+|me|my|mine|myself|we|us|our|ours)\b", re.IGNORECASE
)

_MODAL = re.compile(
    r"(?P<modal>can|could|may|might|must|should|shall|will|would) i (?!not\b)(?P<rest>.+)", re.I
)
_AM = re.compile(r"am i (?!not\b)(?P<rest>.+)", re.IGNORECASE)
_NEED = re.compile(r"do i (?P<rest>(?:need|have)\b.+)", re.IGNORECASE)
_IS_IT = re.compile(
    r"is it (?P<rest>(?:ok|okay|all ?right|alright|fine|allowed|acceptable|permitted|appropriate"
    r"|wrong|against|compulsory|mandatory|necessary|safe)\b.*)",
    re.IGNORECASE,
)
_WH_MODAL = re.compile(
    r"(?P<wh>what|who|where|when|how) (?P<modal>can|could|may|must|should) i (?!not\b)(?P<rest>.+)",
    re.IGNORECASE,
)
_WH_NEED = re.compile(
    r"(?P<wh>what|who|where|when|how) do i (?P<rest>(?:need|have)\b.+)", re.IGNORECASE
)
_WH_DO = re.compile(r"(?P<wh>what|who|where|when|how) do i (?P<rest>.+)", re.IGNORECASE)


def asked_by_one(question: str) -> str | None:
    """ "Can I message a parent?" -> "whether you can message a parent"; None when unsafe."""
    return _restated(question, _ASKER)


def asked_of_staff(question: str) -> str | None:
    """ "Can I message a parent?" -> "whether staff can message a parent"; None when unsafe, or
    when it could show who asked ("my son") or get two groups mixed up ("they")."""
    if _OTHERS.search(question) or _OWN.search(question):
        return None
    return _restated(question, _STAFF)


def names_no_asker(question: str) -> bool:
    """True when a question can be shown to others as it is: short, no first person, no masks."""
    return (
        0 < len(question) <= LONGEST
        and not _FIRST_PERSON.search(question)
        and not re.search(r"[\[\]\n]", question)
    )


def _restated(question: str, person: _Person) -> str | None:
    text = _OPENING.sub("", " ".join(question.split())).rstrip(" ?.!")
    if len(text) > LONGEST or _UNSAFE.search(text):
        return None
    if found := _MODAL.fullmatch(text):
        lead = f"whether {person.subject} {found['modal'].lower()}"
    elif found := _AM.fullmatch(text):
        lead = f"whether {person.subject} are"
    elif found := _NEED.fullmatch(text):
        lead = f"whether {person.subject}"
    elif found := _IS_IT.fullmatch(text):
        lead = "whether it is"
    elif found := _WH_MODAL.fullmatch(text):
        lead = f"{found['wh'].lower()} {person.subject} {found['modal'].lower()}"
    elif found := _WH_NEED.fullmatch(text):
        lead = f"{found['wh'].lower()} {person.subject}"
    elif found := _WH_DO.fullmatch(text):
        lead = f"{found['wh'].lower()} to"
    else:
        return None
    rest = found["rest"]
    if _UNCLEAR.search(rest):
        return None
    if person is _STAFF and person.subject not in lead and _FIRST_PERSON.search(rest):
        return None  # "they" would have nobody to stand for
    return f"{lead} {_turned(rest, person)}"


def _turned(text: str, person: _Person) -> str:
    """First person made second or third, with the verb "to be" agreeing."""
    turns = (
        (r"\bi am\b|\bi['’]?m\b", f"{person.later} are"),
        (r"\bi was\b", f"{person.later} were"),
        (r"\bi\b(?!-)", person.later),
        (r"\bmyself\b", person.reflexive),
        (r"\bmine\b", person.possessive_alone),
        (r"\bmy\b", person.possessive),
        (r"\bme\b", person.object),
    )
    for pattern, word in turns:
        text = re.sub(pattern, word, text, flags=re.IGNORECASE)
    return text
