"""Wrong options that look right: a detail changed, an excuse, another person; pure.

Each is wrong by the clause alone: an excuse isn't offered where the clause, or another on the like
matter, speaks of what it names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.induction.quiz.quiz_wording import Mistake, QuizWords
from assistant.induction.quiz.rule_words import Role, rule_words

_NUMBERS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
    "twenty",
)
_AT_LEAST = re.compile(
    r"\b(?P<cue>at\s+least|a\s+minimum\s+of|not\s+fewer\s+than)\s+(?P<n>\w+)\b", re.I
)
_AT_MOST = re.compile(
    r"\b(?P<cue>at\s+most|up\s+to|no\s+more\s+than|a\s+maximum\s+of)\s+(?P<n>\w+)\b", re.I
)
_MONEY = re.compile(r"£(?P<n>\d+)\b")
# Somebody is told, asked or decides; "the death of a parent" is another matter.
_TO = re.compile(
    r"\b(?:to|by|from|with|through|tell|inform|notify|ask|ring|contact|telephone|consent of|"
    r"approval of|agreement of|permission of)\s+$",
    re.IGNORECASE,
)
_DECIDES = re.compile(
    r"(?:['’]s?)?\s+(?:(?:has|have)\b|agrees?|approves?|consents?|gives?|allows?|authorises?|decides?|"
    r"(?:prior|written)\b|permission|consent|approval|agreement)",
    re.IGNORECASE,
)
# To tell the DSL, the police or children's services is never marked as wrong.
_NEVER_WRONG = frozenset({"safeguarding"})
_DECIDING = frozenset({"leading", "governing"})
_ARTICLE = r"(?:(?:the|a|an|their|your|our)\s+)?"


def fitting(
    mistakes: Sequence[Mistake], act: str, near: str, count: int, turn: int = 0
) -> tuple[str, ...]:
    """Up to `count` mistakes that are made about an act and that no word of `near` speaks of: those
    for such acts first, then those for any; `turn` varies which of the latter."""
    possible = [m for m in mistakes if m.about.search(act) and not m.unless.search(near)]
    special = [m.text for m in possible if m.about.pattern != "."]
    general = [m.text for m in possible if m.about.pattern == "."]
    if general:
        turn %= len(general)
        general = general[turn:] + general[:turn]
    if len(special) > 1 and general:
        special = special[:1] + general[:1] + special[1:]
    return tuple(dict.fromkeys(special + general))[:count]


def changed_details(text: str, words: QuizWords) -> tuple[str, ...]:
    """The text with one detail changed: a time, a number, how it is done. Empty when it has none,
    or states a time twice (the one would give the other away)."""
    found = [(d, m) for d in words.details for m in d.pattern.finditer(text)]
    if len(found) > 1:
        return ()
    changed = [_put(text, at, _numbered(instead, at)) for d, at in found for instead in d.instead]
    return tuple(changed) or tuple(_changed_numbers(text))


def changed_person(text: str, instead: Sequence[Role], leaders: bool = True) -> tuple[str, ...]:
    """The text with the one person or office that it names put as another; empty when it names
    none or several. Without `leaders` nobody is put who may well decide for others."""
    named = list(named_in(text))
    if len(named) != 1:
        return ()
    role, at = named[0]
    if not (_TO.search(text[: at.start()]) or _DECIDES.match(text[at.end() :])):
        return ()
    if role.kin == "family":
        return ()
    others = [r for r in instead if r.kin not in (role.kin, "family", *_NEVER_WRONG)]
    return tuple(_put(text, at, r.say) for r in others if leaders or r.kin not in _DECIDING)


def named_in(text: str) -> Iterator[tuple[Role, re.Match[str]]]:
    """The persons and offices that a text names, with the place of each, in the text's order."""
    found: list[tuple[Role, re.Match[str]]] = []
    for role in rule_words().roles:
        pattern = rf"\b{_ARTICLE}(?:{role.pattern.pattern})"
        found += [(role, at) for at in re.finditer(pattern, text, re.IGNORECASE)]
    found.sort(key=lambda hit: (hit[1].start(), -hit[1].end()))
    end = 0
    for role, at in found:
        if at.start() >= end:
            yield role, at
            end = at.end()


def _changed_numbers(text: str) -> Iterator[str]:
    found = [
        (m, factors)
        for pattern, factors in ((_AT_LEAST, (0.5, 0.75)), (_AT_MOST, (2, 4)), (_MONEY, (2, 4)))
        for m in pattern.finditer(text)
    ]
    if len({m.start("n") for m, _ in found}) != 1:
        return
    at, factors = found[0]
    value = _value(at["n"])
    if value is None:
        return
    for factor in factors:
        other = int(value * factor)
        if other and other != value:
            said = _NUMBERS[other - 1] if at["n"].isalpha() and other <= 20 else str(other)
            yield f"{text[: at.start('n')]}{said}{text[at.end('n') :]}"


def _value(written: str) -> int | None:
    if written.isdecimal():
        return int(written)
    return _NUMBERS.index(written.casefold()) + 1 if written.casefold() in _NUMBERS else None


def _numbered(instead: str, at: re.Match[str]) -> str:
    if "{n}" not in instead:
        return instead
    if at["n"].casefold() in ("a", "an", "one"):
        return instead.format(n="one").removesuffix("s")
    return instead.format(n=at["n"])


def _put(text: str, at: re.Match[str], instead: str) -> str:
    return f"{text[: at.start()]}{instead}{text[at.end() :]}"
