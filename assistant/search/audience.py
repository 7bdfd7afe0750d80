"""Who asks, and whose rule a clause is: parents' rules are not staff rules; pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from assistant.modality.reading import audience_words, audiences_named, spoken_of
from ingest.documents import Clause

# Asker's role -> the audiences whose rules bind that role. Parents ask for their children too.
ROLE_AUDIENCES: Mapping[str, frozenset[str]] = {
    "staff": frozenset({"staff", "head", "leaders", "dsl", "everyone"}),
    "volunteer": frozenset({"volunteers", "staff", "visitors", "everyone"}),
    "governor": frozenset({"governors", "everyone"}),
    "parent": frozenset({"parents", "pupils", "visitors", "everyone"}),
    "pupil": frozenset({"pupils", "everyone"}),
}
_OWN_ACT = re.compile(
    r"\b(?:can|could|may|do|am|should|must|shall|will|would|did|have|had|if|so|when|are|for|that)\s+"
    r"(?:i|we)\b|\b(?:i|we)(?:['’]?(?:m|ve|d|ll))?\b|\bok(?:ay)? to\b|\ballowed to\b",
    re.IGNORECASE,
)

_ITEM = re.compile(r"\W*(?:to|not|never|always|do|don['’]t)\b", re.IGNORECASE)

_I_AM = r"\b(?:i['’]?m|i am|as|speaking as|being)\s+(?:(?:just|only|also|both)\s+)*(?:an?|the|one of the)\s+(?:\w+\s+){0,2}?"
_TOLD = tuple(
    (role, re.compile(pattern, re.IGNORECASE))
    for role, pattern in (
        ("parent", _I_AM + r"(?:parents?|mums?|mothers?|dads?|fathers?|carers?|grand\w+)\b"),
        (
            "parent",
            r"\bmy (?:own )?(?:son|daughter|child|kid|lad|little (?:one|boy|girl)|\d+ ?(?:yr|year))",
        ),
        ("volunteer", _I_AM + r"(?:volunteers?|helpers?)\b"),
        ("governor", _I_AM + r"(?:governors?|trustees?)\b"),
        ("pupil", _I_AM + r"(?:pupils?|students?)\b"),
        ("staff", _I_AM + r"(?:teachers?|tas?|teaching assistants?|members? of staff)\b"),
    )
)


def asks_for_self(question: str) -> bool:
    """True when the question is about what the asker does or may do."""
    return bool(_OWN_ACT.search(question))


def binds_only_others(clause: Clause, role: str, question: str = "") -> bool:
    """True when the grammatical subject of a clause is a list of audiences without the asker's.

    Only a plain subject counts ("Parents and pupils will not …", not "Pupils' data must …"), since
    a rule that merely mentions others may well bind the asker. A list item without a subject has
    its lead-in's ("Students will be advised: To only approve …").
    """
    subject = _subject().match(clause.text)
    if not subject and clause.lead_in and _ITEM.match(clause.text):
        subject = _subject().match(clause.lead_in)
    if not subject:
        return False
    named = audiences_named(subject.group("who"))
    return bool(named) and not set(named) & audiences_of(role, question)


def speaks_of_others(clause: Clause, question: str) -> bool:
    """True when the question is about parents and the clause about pupils alone, or the reverse."""
    asked, told = spoken_of(question), spoken_of(f"{clause.lead_in or ''} {clause.text}")
    return bool(asked and told) and not asked & told


def audiences_of(role: str, question: str) -> frozenset[str]:
    """The audiences whose rules bind the asker: by role, and by what the question itself tells
    ("I'm a governor and my son is in Year 2" adds governors and parents)."""
    mine = ROLE_AUDIENCES.get(role, frozenset({"everyone"}))
    for told, pattern in _TOLD:
        if pattern.search(question):
            mine |= ROLE_AUDIENCES[told]
    return mine


@cache
def _subject() -> re.Pattern[str]:
    words = "|".join(audience_words())
    return re.compile(
        r"^\W*(?:(?:all|any|the|our|other|no|a|an|every|each)\s+)*"
        rf"(?P<who>(?:(?:{words})\b(?:\s*(?:,|/|and|or|&)\s*)*)+)\s*"
        r"(?:must|will|should|shall|may|can|cannot|are|is|do|have|has|need|agree|who|in|at|on|under)\b",
        re.IGNORECASE,
    )
