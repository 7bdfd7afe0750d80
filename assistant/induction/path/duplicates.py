"""Rules that two policies tell in nearly the same words; pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from assistant.desk.words import words_of
from assistant.induction.path.selecting import Bound
from assistant.induction.path.units import Unit
from assistant.induction.words import whole_words
from ingest.documents import PolicyStatus

# Share of words in common, in order, from which two rules are one: high, for a word may turn a
# rule. No two policies of the invented libraries reach it, so it is for what a trust's policy and a
# school's copy of it say alike.
ALIKE = 0.85
_TELLING = re.compile(
    r"\d[\d.,:]*|\b(?:not|never|no|nor|unless|except|only|must|should|may|will|can|cannot|all|any|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|first|same|next|hours?|days?|weeks?|"
    r"head\w*|dsl|lead|chair|manager|principal|office|governors?|parents?|pupils?|former|staff|"
    r"volunteers?)\b",
    re.IGNORECASE,
)


def without_duplicates(units: Sequence[Unit]) -> tuple[list[Unit], list[tuple[Unit, Unit]]]:
    """The units without those that another policy says as well, and (left out, kept) pairs.

    An adopted policy is kept before a sample; of equals, the one that comes first. Units of one
    policy are never compared: it says things twice on purpose, or not at all.
    """
    order = sorted(units, key=lambda u: (u.policy.status is not PolicyStatus.ADOPTED, u.place))
    kept: list[Unit] = []
    dropped: list[tuple[Unit, Unit]] = []
    for unit in order:
        same = next((other for other in kept if _same(unit, other)), None)
        if same is None:
            kept.append(unit)
        else:
            dropped.append((unit, same))
    return sorted(kept, key=lambda u: u.place), dropped


def _same(unit: Unit, other: Unit) -> bool:
    if unit.policy.policy_id == other.policy.policy_id or len(unit.bound) != len(other.bound):
        return False
    return all(_alike(a, b) for a, b in zip(unit.bound, other.bound, strict=True))


def _alike(bound: Bound, other: Bound) -> bool:
    mine, theirs = whole_words(bound.clause), whole_words(other.clause)
    if sorted(_telling(mine)) != sorted(_telling(theirs)):
        return False  # another number, officer, force or "not" makes another rule
    first, second = words_of(mine), words_of(theirs)
    shared = len(set(first) & set(second))
    if 2 * shared < ALIKE * (len(set(first)) + len(set(second))) - 2:
        return False
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= ALIKE


def _telling(text: str) -> list[str]:
    return [found.casefold() for found in _TELLING.findall(text)]
