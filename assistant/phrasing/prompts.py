"""The prompts for chat models, from files in prompts/, checked whole when they are loaded."""

from __future__ import annotations

import tomllib
from collections.abc import Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter

from assistant.phrasing.errors import PromptError

FOLDER = Path(__file__).parents[2] / "prompts"
PHRASE_ANSWER = FOLDER / "phrase_answer.toml"
PHRASE_DRAFT = FOLDER / "phrase_draft.toml"
REWORD_QUESTION = FOLDER / "reword_question.toml"
MAKE_QUESTIONS = FOLDER / "make_questions.toml"
_TEXTS = ("name", "version", "purpose", "system", "user")
_VARIABLES = {
    "phrase_answer": frozenset({"question", "clauses", "ruling", "force"}),
    "phrase_draft": frozenset({"question", "clauses", "ruling", "force"}),
    "reword_question": frozenset({"question"}),
    "make_questions": frozenset({"clauses"}),
}


@dataclass(frozen=True)
class Prompt:
    """A prompt with its variables still in braces; the system's part has none."""

    name: str
    version: str
    purpose: str
    system: str
    user: str

    @property
    def label(self) -> str:
        """Its name and version, as shown by `--explain` and kept with the usage."""
        return f"{self.name} {self.version}"

    def filled(self, **values: str) -> str:
        """The user's part with its variables filled in; PromptError when one is missing or has no
        place. What stands in the values stays as it is, braces too."""
        missing = _VARIABLES[self.name] ^ set(values)
        if missing:
            raise PromptError(f"{self.name}: not filled in as it should be: {_told(missing)}.")
        return self.user.format(**values)


@cache
def load_prompt(path: Path = PHRASE_ANSWER) -> Prompt:
    """A prompt, checked. PromptError names a key that is missing or unknown, or variables that
    aren't exactly those the program fills in."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PromptError(f"{path.name}: can't be read as TOML ({error}).") from error
    if wrong := {*_TEXTS, "variables"} ^ set(data):
        raise PromptError(f"{path.name}: missing or unknown: {_told(wrong)}.")
    for key in _TEXTS:
        if not isinstance(data[key], str) or not data[key].strip():
            raise PromptError(f"{path.name}: {key} must be text.")
    expected = _VARIABLES.get(data["name"])
    if expected is None:
        known = ", ".join(sorted(_VARIABLES))
        raise PromptError(f"{path.name}: unknown prompt {data['name']}; known: {known}.")
    if not isinstance(data["variables"], list) or set(data["variables"]) != expected:
        raise PromptError(f"{path.name}: variables must be {_told(expected)}.")
    try:
        used = {field for _, field, _, _ in Formatter().parse(data["user"]) if field is not None}
    except ValueError as error:
        raise PromptError(f"{path.name}: user has a brace too many or too few.") from error
    if wrong := used ^ expected:
        raise PromptError(f"{path.name}: user must use each variable, and uses: {_told(wrong)}.")
    texts = {key: data[key].strip() for key in _TEXTS}
    return Prompt(**texts)


def as_data(text: str) -> str:
    """Text for between tags: it can't close them, nor open others."""
    return text.replace("<", "‹").replace(">", "›")


def _told(names: Set[str]) -> str:
    return ", ".join(sorted(names))
