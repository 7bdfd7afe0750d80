"""The report-now cards: fixed words from `prompts/cards.toml`, names from the school settings.

No model writes, chooses or reorders any of it. The file is checked whole when it is loaded: a
kind without a card, an unknown variable or a missing line is an error, never a half-empty card.
"""

from __future__ import annotations

import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from assistant.answers import Card, ConcernKind
from assistant.errors import AssistantError

CARDS_FILE = Path(__file__).parents[2] / "prompts" / "cards.toml"
NOT_SET = "not set"
EMERGENCY_NUMBER = "999"

_LINES = ("title", "lead", "steps", "rules", "contacts")


class CardError(AssistantError):
    """The cards file can't be used: says which card, and what to mend."""


@dataclass(frozen=True)
class SchoolContacts:
    """Who is who at the school, from its settings; None where the school hasn't said."""

    name: str | None = None
    dsl: str | None = None
    deputy_dsl: str | None = None
    head: str | None = None
    chair_of_governors: str | None = None
    lado: str | None = None
    office: str | None = None


_SETTINGS = tuple(field.name for field in fields(SchoolContacts) if field.name != "name")
_VARIABLES = frozenset({*_SETTINGS, "school"})
# What each card must name, whoever rewords it.
_REQUIRED = {
    ConcernKind.CHILD: {"dsl", "deputy_dsl"},
    ConcernKind.ADULT: {"head", "chair_of_governors", "lado", "dsl", "deputy_dsl"},
    ConcernKind.HEAD: {"chair_of_governors", "lado"},
    ConcernKind.EMERGENCY: {"dsl", "deputy_dsl", "lado"},
    ConcernKind.WELFARE: {"head", "dsl", "deputy_dsl"},
}
# Never named on the card about that person.
_FORBIDDEN = {ConcernKind.HEAD: {"head", "office"}}


@dataclass(frozen=True)
class CardTemplate:
    """One card's words with its variables still in braces."""

    title: str
    lead: str
    steps: tuple[str, ...]
    rules: tuple[str, ...]
    contacts: tuple[tuple[str, str], ...]
    version: str

    def texts(self) -> tuple[str, ...]:
        """Every sentence on the card, in the order shown."""
        return (
            self.title,
            self.lead,
            *self.steps,
            *self.rules,
            *(role for role, _ in self.contacts),
        )


def card_for(kind: ConcernKind, school: SchoolContacts) -> Card:
    """The card for this kind of concern, with the school's names filled in or "not set"."""
    template = load_cards()[kind]
    values = {name: _shown(getattr(school, name)) for name in _SETTINGS}
    values["school"] = (school.name or "").strip() or "your school"
    return Card(
        title=template.title.format_map(values),
        lead=template.lead.format_map(values),
        steps=tuple(step.format_map(values) for step in template.steps),
        rules=tuple(rule.format_map(values) for rule in template.rules),
        contacts=tuple(
            (role, EMERGENCY_NUMBER if setting == EMERGENCY_NUMBER else values[setting])
            for role, setting in template.contacts
            if not _is_the_person(kind, setting, school)
        ),
        version=template.version,
    )


def _shown(value: str | None) -> str:
    return (value or "").strip() or NOT_SET


def _is_the_person(kind: ConcernKind, setting: str, school: SchoolContacts) -> bool:
    """In a small school the headteacher is often the DSL too: the card about the head then names
    neither. Only the same name in full counts; a shared surname says nothing."""
    if kind is not ConcernKind.HEAD or setting == EMERGENCY_NUMBER or not school.head:
        return False
    value = getattr(school, setting)
    return bool(value) and _person(value) == _person(school.head)


def _person(name: str) -> str:
    return " ".join(name.casefold().replace(".", " ").split())


@lru_cache(maxsize=4)
def load_cards(path: Path = CARDS_FILE) -> Mapping[ConcernKind, CardTemplate]:
    """All five cards, checked. Raises CardError on anything missing, unknown or out of place."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as problem:
        raise CardError(f"{path.name} can't be read: {problem}. Restore the file.") from problem
    version = data.pop("version", None)
    if not isinstance(version, str) or not version:
        raise CardError(f'{path.name} has no version: add version = "…" at the top.')
    wanted = {kind.value for kind in ConcernKind}
    if data.keys() != wanted:
        odd = ", ".join(sorted(data.keys() ^ wanted))
        raise CardError(f"{path.name} needs exactly one card for each kind; see: {odd}.")
    return {kind: _template(kind, data[kind.value], version) for kind in ConcernKind}


def _template(kind: ConcernKind, card: Mapping[str, Any], version: str) -> CardTemplate:
    if card.keys() != set(_LINES):
        odd = ", ".join(sorted(card.keys() ^ set(_LINES)))
        raise CardError(f"Card [{kind}]: missing or unknown lines: {odd}.")
    contacts = tuple((role, setting) for role, setting in card["contacts"])
    template = CardTemplate(
        card["title"], card["lead"], tuple(card["steps"]), tuple(card["rules"]), contacts, version
    )
    named = {setting for _, setting in contacts}
    used = set().union(*(_variables(kind, text) for text in template.texts()))
    unknown = (used - _VARIABLES) | (named - set(_SETTINGS) - {EMERGENCY_NUMBER})
    if unknown:
        raise CardError(
            f"Card [{kind}]: unknown names {sorted(unknown)}; use {sorted(_VARIABLES)}."
        )
    missing = _REQUIRED[kind] - named
    if missing:
        raise CardError(f"Card [{kind}] must list {sorted(missing)} among its contacts.")
    forbidden = _FORBIDDEN.get(kind, set()) & (used | named)
    if forbidden:
        raise CardError(f"Card [{kind}] must not send anyone to {sorted(forbidden)}.")
    if not all(text.strip() for text in template.texts()):
        raise CardError(f"Card [{kind}] has an empty line.")
    return template


def _variables(kind: ConcernKind, text: str) -> set[str]:
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError as problem:
        raise CardError(f"Card [{kind}]: {problem} in “{text}”.") from problem
