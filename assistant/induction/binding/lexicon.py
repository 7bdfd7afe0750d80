"""The words that tell whom a clause addresses and whether it tells somebody to do something."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from assistant.induction.errors import WordListError
from assistant.modality.words import modal_words

DATA = Path(__file__).parents[2] / "data" / "induction_binding.toml"
PEOPLE = (
    "supply", "support", "teaching", "staff", "volunteers", "governors",
    "visitors", "parents", "pupils", "everyone",
)  # fmt: skip
# Those who are cared for: what is done to them is asked of the adults around them.
CARED_FOR = frozenset({"pupils", "parents", "visitors"})
OTHERS = ("officers", "institution", "strangers")
NO_AUDIENCE = frozenset(OTHERS)
# The order in which names are looked for: "safeguarding lead" before "person", "key person" too.
_ORDER = (*PEOPLE[:6], "officers", *PEOPLE[6:], "institution", "strangers")
_KEYS = {
    "people": PEOPLE,
    "others": OTHERS,
    "verbs": ("asked_of", "undergone", "telling"),
    "statements": (
        *(
            "no_ban",
            "copula_ban",
            "no_leave",
            "states",
            "tells_only",
            "about_document",
            "about_lead_in",
        ),
        *("sections", "forms"),
    ),
    "scope": ("covers", "covers_it", "excludes", "sections"),
}


@dataclass(frozen=True)
class Lexicon:
    """The patterns of induction_binding.toml, which says what each is for. `names` are (name,
    pattern) of all people and bodies in the order in which they are tried, `people` those of
    audiences alone."""

    names: tuple[tuple[str, re.Pattern[str]], ...]
    base: re.Pattern[str]  # a whole word, from modality.toml
    asked_of: re.Pattern[str]
    undergone: re.Pattern[str]
    telling: re.Pattern[str]
    no_ban: re.Pattern[str]
    copula_ban: re.Pattern[str]
    no_leave: re.Pattern[str]
    states: re.Pattern[str]
    tells_only: re.Pattern[str]
    about_document: re.Pattern[str]
    about_lead_in: re.Pattern[str]
    sections: re.Pattern[str]
    forms: re.Pattern[str]
    covers: re.Pattern[str]
    covers_it: re.Pattern[str]
    excludes: tuple[re.Pattern[str], ...]
    scope_sections: re.Pattern[str]

    @property
    def people(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """The audiences, without officers, institution and strangers."""
        return tuple((name, pattern) for name, pattern in self.names if name in PEOPLE)


@cache
def load_lexicon(path: Path = DATA) -> Lexicon:
    """All patterns. WordListError names a key that is missing, unknown or no pattern."""
    data = _read(path)
    words, said, scope = data["verbs"], data["statements"], data["scope"]
    try:
        return Lexicon(
            names=_named({**data["people"], **data["others"]}, _ORDER),
            base=modal_words().base,
            asked_of=_words(words["asked_of"]),
            undergone=_compiled(rf"\b(?:\w+ed|{'|'.join(words['undergone'])})\b"),
            telling=_any(words["telling"]),
            no_ban=_any(said["no_ban"]),
            copula_ban=_compiled(said["copula_ban"]),
            no_leave=_compiled(said["no_leave"]),
            states=_any(said["states"]),
            tells_only=_words(said["tells_only"]),
            about_document=_any(said["about_document"]),
            about_lead_in=_compiled(said["about_lead_in"]),
            sections=_compiled(said["sections"]),
            forms=_compiled(said["forms"]),
            covers=_compiled(scope["covers"]),
            covers_it=_compiled(scope["covers_it"]),
            excludes=tuple(_compiled(p) for p in scope["excludes"]),
            scope_sections=_compiled(scope["sections"]),
        )
    except (TypeError, re.error) as error:
        raise WordListError(f"{path.name}: {error}. Restore the file.") from error


def _read(path: Path) -> dict[str, Any]:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WordListError(f"{path.name} can’t be read: {error}. Restore the file.") from error
    if odd := sorted(data.keys() ^ _KEYS.keys()):
        raise WordListError(f"{path.name}: missing or unknown tables: {', '.join(odd)}.")
    for table, keys in _KEYS.items():
        if odd := sorted(set(data[table]) ^ set(keys)):
            raise WordListError(f"{path.name}: missing or unknown in [{table}]: {', '.join(odd)}.")
    return data


def _named(
    table: Mapping[str, Iterable[str]], names: Iterable[str]
) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Whole words that stand for people by themselves, not for what is theirs ("pupils' data")."""
    return tuple(
        (name, _compiled(rf"(?<![\w@-])(?:{'|'.join(table[name])})(?![\w-]|['’]s?\b|s?['’])"))
        for name in names
    )


def _words(words: Iterable[str]) -> re.Pattern[str]:
    return _compiled(rf"\b(?:{'|'.join(words)})\b")


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return _compiled("|".join(f"(?:{pattern})" for pattern in patterns))


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
