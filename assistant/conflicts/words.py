"""The floors and word lists by which clauses are found to pull apart, from conflicts.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from assistant.errors import SettingsError

DATA = Path(__file__).parents[1] / "data" / "conflicts.toml"


@dataclass(frozen=True)
class Floors:
    """What two sentences must reach: the file says what each is."""

    likeness: float
    shared: float
    shared_bans: float
    rare: float
    shared_rare: float
    likeness_rare: float
    likeness_told: float


@dataclass(frozen=True)
class ConflictWords:
    """The floors and word lists of assistant/data/conflicts.toml."""

    floors: Floors
    institution: re.Pattern[str]
    told_verb: re.Pattern[str]
    told_about: re.Pattern[str]
    told_who: tuple[tuple[str, re.Pattern[str]], ...]
    things: tuple[tuple[str, re.Pattern[str]], ...]
    stop: frozenset[str]
    apart: tuple[tuple[str, tuple[tuple[str, re.Pattern[str]], ...]], ...]


@cache
def conflict_words(path: Path = DATA) -> ConflictWords:
    """The floors and word lists, compiled. SettingsError when the file can't be read or lacks
    something."""
    try:
        return _compiled(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, re.error) as error:
        raise SettingsError(f"{path.name}: {error!r}. Restore the file.") from error


def _compiled(data: dict[str, Any]) -> ConflictWords:

    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)

    return ConflictWords(
        floors=Floors(**data["floors"]),
        institution=re.compile(data["subjects"]["institution"], re.IGNORECASE),
        told_verb=compiled(data["told"]["verb"]),
        told_about=compiled(data["told"]["about"]),
        told_who=tuple((name, compiled(p)) for name, p in data["told"]["who"].items()),
        things=tuple((name, compiled(p)) for name, p in data["things"].items()),
        stop=frozenset(data["subjects"]["stop"].split()),
        apart=tuple(
            (group, tuple((name, compiled(p)) for name, p in kinds.items()))
            for group, kinds in data["apart"].items()
        ),
    )
