"""The words by which a predicate's force is told, from modality.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from assistant.errors import SettingsError

DATA = Path(__file__).parents[1] / "data" / "modality.toml"


@dataclass(frozen=True)
class ModalWords:
    """The patterns of [denial], [asked] and [words], which the file explains, case ignored.
    `asked` are (kind, pattern), in the file's order; `base` a whole verb that can open an order."""

    asked: tuple[tuple[str, re.Pattern[str]], ...]
    base: re.Pattern[str]
    negator: re.Pattern[str]
    denying: re.Pattern[str]
    fronted: re.Pattern[str]
    no_object: re.Pattern[str]
    shuns: re.Pattern[str]
    not_to: re.Pattern[str]
    orders_not: re.Pattern[str]
    frees: re.Pattern[str]
    no_rule: re.Pattern[str]
    opening: re.Pattern[str]
    counsel: re.Pattern[str]
    advises: re.Pattern[str]
    polite: re.Pattern[str]
    only: re.Pattern[str]
    opens_only: re.Pattern[str]
    the_only: re.Pattern[str]
    only_when: re.Pattern[str]
    participle: re.Pattern[str]
    duty: re.Pattern[str]
    no_need: re.Pattern[str]
    need_nothing: re.Pattern[str]
    consent: re.Pattern[str]
    somebody: re.Pattern[str]
    aim: re.Pattern[str]
    finite: re.Pattern[str]
    ensures: re.Pattern[str]
    tells: re.Pattern[str]
    possible: re.Pattern[str]
    treated: re.Pattern[str]
    custom_ban: re.Pattern[str]
    whole: re.Pattern[str]
    about: re.Pattern[str]


@dataclass(frozen=True)
class ClauseWords:
    """The words of [clauses], in lower case."""

    modals: frozenset[str]
    auxiliaries: frozenset[str]
    pronouns: frozenset[str]
    determiners: frozenset[str]
    prepositions: frozenset[str]
    relative: frozenset[str]
    asking: frozenset[str]
    adverbial: frozenset[str]
    either: frozenset[str]
    joins: frozenset[str]
    negators: frozenset[str]


@cache
def modality_data(path: Path = DATA) -> dict[str, Any]:
    """The file as it stands. SettingsError when it can't be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path.name}: {error!r}. Restore the file.") from error


@cache
def modal_words(path: Path = DATA) -> ModalWords:
    """The patterns, compiled. SettingsError when one is missing, unknown or no pattern."""
    data = modality_data(path)
    try:
        return ModalWords(
            asked=tuple((kind, compiled(p)) for kind, p in data["asked"].items()),
            base=compiled(rf"\b(?:{'|'.join(data['verbs']['base'])})\b"),
            **{name: compiled(p) for name, p in (data["denial"] | data["words"]).items()},
        )
    except (KeyError, TypeError, re.error) as error:
        raise SettingsError(f"{path.name}: {error!r}. Restore the file.") from error


@cache
def clause_words(path: Path = DATA) -> ClauseWords:
    """The words that tell clauses apart. SettingsError when a list is missing or unknown."""
    data = modality_data(path)
    try:
        return ClauseWords(**{name: frozenset(ws.split()) for name, ws in data["clauses"].items()})
    except (KeyError, TypeError, AttributeError) as error:
        raise SettingsError(f"{path.name}: {error!r}. Restore the file.") from error


def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern, case ignored."""
    return re.compile(pattern, re.IGNORECASE)
