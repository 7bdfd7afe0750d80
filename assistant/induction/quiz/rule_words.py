"""The patterns by which rules are taken apart, from assistant/data/quiz_rules.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from assistant.induction.errors import WordListError
from assistant.modality.reading import Modal, audience_words

DATA = Path(__file__).parents[2] / "data" / "quiz_rules.toml"


@dataclass(frozen=True)
class Role:
    """Somebody who is told or gives leave: as a quiz says it, how policies say it, its kin."""

    say: str
    pattern: re.Pattern[str]
    kin: str


@dataclass(frozen=True)
class RuleWords:
    """The patterns of the data file, compiled."""

    modals: tuple[tuple[Modal, re.Pattern[str]], ...]
    people: re.Pattern[str]
    words: dict[str, re.Pattern[str]]
    cuts: dict[str, re.Pattern[str]]
    roles: tuple[Role, ...]
    stop: frozenset[str]


@cache
def rule_words(path: Path = DATA) -> RuleWords:
    """All patterns. WordListError names the file when it can't be read or lacks something."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        return _compiled(data)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, re.error) as error:
        raise WordListError(f"{path.name}: {error!r}. Restore the file.") from error


def _compiled(data: dict[str, Any]) -> RuleWords:

    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern, re.IGNORECASE)

    who = rf"(?:{'|'.join(audience_words())}|{data['words']['people']})"
    several = rf"{who}(?:\s*(?:,|/|\band\b|\bor\b|&)+\s*(?:[\w’'-]+\s+){{0,3}}?{who})*"
    ending = (
        r"(?:$|\s*,?\s+(?:who|whose|working|with|in|on|at|using|including|from|either|that|employed"
        r"|other than|taking)\b)"
    )
    return RuleWords(
        modals=tuple(
            (Modal(name), compiled(rf"(?<![\w’'-])(?:{pattern})(?=\s)"))
            for name, pattern in data["modals"].items()
        ),
        people=compiled(
            r"^(?:(?:all|any|every|each|the|an?|our|other|no|both|local)\s+)*"
            rf"(?:[\w’'-]+\s+){{0,2}}?{several}{ending}"
        ),
        words={
            name: compiled(pattern) for name, pattern in data["words"].items() if name != "stop"
        },
        stop=frozenset(data["words"]["stop"].split()),
        cuts={name: compiled(pattern) for name, pattern in data["cuts"].items()},
        roles=tuple(
            Role(r["say"], compiled(rf"\b(?:{r['pattern']})\b"), r["kin"]) for r in data["role"]
        ),
    )
