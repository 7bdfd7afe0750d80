"""Words as the checks compare them: stems, words that mean the same, those that must be matched."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).parents[2] / "data" / "phrasing.toml"
_TOKEN = re.compile(r"[A-Za-zÀ-ÿ]+(?:['’][A-Za-z]+)?")
_ENDINGS = ("ings", "ing", "ies", "ied", "ers", "ed", "es", "er", "ly", "s", "e", "y")


@dataclass(frozen=True)
class WordLists:
    """The data file, ready to use. `stop` are words without content; `same` maps a stem to the
    first of its line; `strict` and `roles` hold stems in that form."""

    stop: frozenset[str]
    same: dict[str, str]
    strict: frozenset[str]
    roles: frozenset[str]
    rewrites: tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]
    patterns: dict[str, re.Pattern[str]]


@cache
def word_lists() -> WordLists:
    """The word lists of assistant/data/phrasing.toml."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    same: dict[str, str] = {}
    for line in (*data["same"], *data["strict"], *data["roles"]):
        stems = [stem(word) for word in line.split()]
        first = next((same[s] for s in stems if s in same), stems[0])
        for one in stems:
            same.setdefault(one, first)
    patterns = {
        "gets_approval": data["gets_approval"],
        "universal": data["universal"],
        "universal_in_clause": data["universal_in_clause"],
        "hedge": data["hedge"],
        "only": data["only"],
        "imperative": data["imperative"]["begins"],
        **{f"never.{name}": pattern for name, pattern in data["never"].items()},
    }
    return WordLists(
        frozenset(data["stop"].split()),
        same,
        _grouped(data["strict"], same),
        _grouped(data["roles"], same),
        tuple(
            (entry["to"], tuple(re.compile(p, re.IGNORECASE) for p in entry["patterns"]))
            for entry in data["rewrite"]
        ),
        {name: re.compile(pattern, re.IGNORECASE) for name, pattern in patterns.items()},
    )


def tokens(text: str) -> list[str]:
    """The words of a text in small letters, without possessive endings."""
    return [re.sub(r"['’]s$", "", word.lower()) for word in _TOKEN.findall(text)]


def stem(word: str) -> str:
    """A rough stem: enough to see "reported" and "reporting" as one."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            rest = word[: -len(ending)]
            # "posting" and "banned": one letter of a pair that the ending doubled.
            if ending in ("ing", "ed", "er") and len(rest) > 3 and rest[-1] == rest[-2]:
                rest = rest[:-1] if rest[-1] not in "sl" else rest
            return rest
    return word


def meaning(word: str) -> str:
    """The stem of a word, or of the one that stands for all that mean the same."""
    found = stem(word)
    return word_lists().same.get(found, found)


def content(text: str) -> list[str]:
    """The meanings of the words with content, in order."""
    stop = word_lists().stop
    return [meaning(word) for word in tokens(text) if word not in stop and len(word) > 1]


def meanings(*texts: str | None) -> frozenset[str]:
    """The meanings of all words of some texts, those without content too."""
    return frozenset(meaning(word) for text in texts if text for word in tokens(text))


def _grouped(lines: Sequence[str], same: dict[str, str]) -> frozenset[str]:
    return frozenset(same[stem(word)] for line in lines for word in line.split())
