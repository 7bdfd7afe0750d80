"""The offline assistant's own sentences, from assistant/data/sentences.toml, checked at load."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter

from assistant.answers import Force, Verdict
from assistant.errors import SettingsError

FILE = Path(__file__).parents[1] / "data" / "sentences.toml"
VARIABLES = frozenset(
    [
        *("approver", "audience", "policy", "section", "dsl", "count", "date", "months", "role"),
        *("service", "where"),
    ]
)


@dataclass(frozen=True)
class Wording:
    """Sentences by group and name, with their variables still in braces."""

    groups: dict[str, dict[str, str]]

    def say(self, group: str, name: str, **values: str) -> str:
        """One sentence with its variables filled in; SettingsError when one is missing."""
        try:
            return self.groups[group][name].format(**values)
        except KeyError as error:
            raise SettingsError(f"{FILE.name}: [{group}] {name} lacks {error}.") from error

    def headline(
        self, verdict: Verdict, force: Force | None, approver: str | None, **values: str
    ) -> str:
        """The sentence for a verdict of a rule, of advice, or of a clause that only tells."""
        group = f"headline.{force.value if force else 'told'}"
        if verdict is Verdict.CONDITIONAL and approver:
            return self.say(group, "conditional_approval", approver=approver, **values)
        return self.say(group, verdict.value, **values)


@cache
def load_wording() -> Wording:
    """All sentences; SettingsError names a sentence with a variable that isn't known."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    groups: dict[str, dict[str, str]] = {}
    for group, content in data.items():
        nested = {k: v for k, v in content.items() if isinstance(v, dict)}
        plain = {k: v for k, v in content.items() if isinstance(v, str)}
        groups[group] = plain
        groups.update({f"{group}.{name}": sentences for name, sentences in nested.items()})
    for group, sentences in groups.items():
        for name, sentence in sentences.items():
            used = {field for _, field, _, _ in Formatter().parse(sentence) if field}
            if unknown := used - VARIABLES:
                raise SettingsError(
                    f"{FILE.name}: [{group}] {name} uses unknown variables: "
                    f"{', '.join(sorted(unknown))}."
                )
    return Wording(groups)
