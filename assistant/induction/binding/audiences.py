"""Whom a noun phrase names as people, not what is theirs; pure."""

from __future__ import annotations

import re

from assistant.induction.binding.lexicon import load_lexicon

_DETERMINERS = re.compile(
    r"^(?:(?:all|any|the|our|other|no|an?|every|each|these|those|both|some|only|either|neither|new|"
    r"one of|any of|all of|most|such|named|individual|another|in particular)\s+)+",
    re.IGNORECASE,
)
# Where the head of a phrase ends ("Staff | who run an account", "Photographs | of pupils").
_TAIL = re.compile(
    r"\s+(?:who|that|which|whose|whom|with|in|on|at|from|for|under|of|about|against|regarding|concerning|between|to|by|as|"
    r"not|working|being|acting|using|having|present|responsible|authorised|concerned|involved|"
    r"alike|included|themselves|\w+(?:ing|ed)\s+(?:to|by|in|on|for|with|from|at|of|an?|the))\b",
    re.IGNORECASE,
)
_LIST = re.compile(r"\s*(?:,|/|&|\band/or\b|\band\b|\bor\b|\bas well as\b)\s*", re.IGNORECASE)
_STUDENTS = re.compile(r"\bstudents?\b(?!.*\b(?:pupils?|child|children)\b)", re.IGNORECASE)
# People at the end of a phrase that doesn't do something to them ("Messaging pupils") and isn't
# about them ("With parents", "Former pupils").
_ENDS_NAMED = re.compile(
    r"^(?:(?!\w+ing\b(?<!visiting)(?<!teaching)(?<!remaining)|(?:with|to|from|about|on|of|by|"
    r"against|between|for|former|ex|past)\b)[\w'’-]+\s+)*@(?P<who>\w+)(?:\s+\w+(?:ing|ed)\b.*)?$",
    re.IGNORECASE,
)


def audiences_of(phrase: str, whole: bool = False) -> frozenset[str]:
    """The names of `lexicon.PEOPLE` and `lexicon.OTHERS` that a phrase stands for ("Staff and
    volunteers who …"); empty for a thing, though it be somebody's ("pupils' phones"). `whole`
    asks that every part of a list be people ("Visitors, security and keys" is not)."""
    marked = phrase.strip(" ,;:")
    for name, pattern in load_lexicon().names:
        marked = pattern.sub(f"@{name}", marked)
    head = _TAIL.split(_DETERMINERS.sub("", marked), maxsplit=1)[0]
    parts = [part.strip() for part in _LIST.split(head) if part.strip()]
    found = [_ENDS_NAMED.match(part) for part in parts]
    if whole and not all(found):
        return frozenset()
    named = frozenset(match["who"] for match in found if match)
    if named & {"volunteers", "supply"} and "pupils" in named and _STUDENTS.search(phrase):
        return named - {"pupils"} | {"supply"}  # "Volunteers and students": those on placement
    return named
