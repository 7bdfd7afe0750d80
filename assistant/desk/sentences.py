"""Sentences that people read, from a file of prompts/, checked whole when they are loaded."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Any

from assistant.desk.errors import TemplateError

PROMPTS = Path(__file__).parents[2] / "prompts"


@dataclass(frozen=True)
class Sentences:
    """Sentences by dotted name with their variables still in braces; `file` is where they are."""

    file: str
    version: str
    sentences: Mapping[str, str]

    def say(self, name: str, /, **values: object) -> str:
        """One sentence with its variables filled in; TemplateError when it needs another."""
        try:
            return self.sentences[name].format_map(values)
        except KeyError as error:
            raise TemplateError(f"{self.file}: {name} lacks {error}. Restore the file.") from error


def read_sentences(
    path: Path,
    plain: Mapping[str, Iterable[str]],
    filled: Mapping[str, str],
    may_be_empty: Collection[str] = (),
) -> Sentences:
    """The sentences of a file that has nothing else but a version.

    `plain` names those without variables by section; `filled` gives the variables of the others,
    by full name, separated by spaces. TemplateError names what is missing, unknown, empty or has
    other variables.
    """
    data = read_file(path)
    version = data.pop("version", None)
    if not isinstance(version, str) or not version.strip():
        raise TemplateError(f"{path.name} needs a version at the top.")
    return Sentences(path.name, version, checked(path.name, data, plain, filled, may_be_empty))


def read_file(path: Path) -> dict[str, Any]:
    """The file as TOML has it; TemplateError when it can't be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TemplateError(f"{path.name} can’t be read: {error}. Restore the file.") from error


def checked(
    file: str,
    data: Mapping[str, Any],
    plain: Mapping[str, Iterable[str]],
    filled: Mapping[str, str],
    may_be_empty: Collection[str] = (),
) -> dict[str, str]:
    """The sentences of `data` by dotted name, exactly those that `plain` and `filled` name."""
    sentences = _flat(data)
    variables = {f"{section}.{name}": "" for section, names in plain.items() for name in names}
    variables |= filled
    if odd := sorted(sentences.keys() ^ variables.keys()):
        raise TemplateError(f"{file}: missing or unknown sentences: {', '.join(odd)}.")
    for name, sentence in sentences.items():
        _check(file, name, sentence, frozenset(variables[name].split()), name in may_be_empty)
    return sentences


def _check(
    file: str, name: str, sentence: Any, variables: frozenset[str], may_be_empty: bool
) -> None:
    if not isinstance(sentence, str) or not (sentence.strip() or may_be_empty):
        raise TemplateError(f"{file}: {name} must be text in quotes, and not empty.")
    try:
        used = {field for _, field, _, _ in Formatter().parse(sentence) if field is not None}
    except ValueError as error:
        raise TemplateError(f"{file}: {name}: {error} in “{sentence}”.") from error
    if used != variables:
        told = ", ".join(sorted(used ^ variables))
        raise TemplateError(f"{file}: {name} has unknown or missing variables: {told}.")


def _flat(data: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in data.items():
        if isinstance(value, dict):
            found.update(_flat(value, f"{prefix}{name}."))
        else:
            found[prefix + name] = value
    return found
