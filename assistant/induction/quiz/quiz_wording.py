"""The words of the quiz, from prompts/quiz.toml, checked whole when they are loaded."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from assistant.induction.errors import WordListError

FILE = Path(__file__).parents[3] / "prompts" / "quiz.toml"

_SENTENCES = {  # by section: each sentence and its variables
    "questions": {
        "topic": "topic question",
        "situation": "who act",
        "situation_you": "act",
        "leave": "subject act",
        "leave_when": "occasion subject act",
        "allowed": "be subject act",
        "who_may": "act",
        "do_when": "occasion",
        "do_who": "subject verb",
        "which": "",
        "who_to_tell": "verb subject act",
        "who_to_tell_when": "occasion verb subject act",
        "to_whom": "verb subject act",
        "to_whom_when": "occasion verb subject act",
        "with_whom": "verb subject act",
        "with_whom_when": "occasion verb subject act",
        **dict.fromkeys(("who_to_tell_of", "to_whom_of", "with_whom_of"), "subject verb act"),
        "who_is_told": "verb act",
        "who_is_told_when": "occasion verb act",
    },
    "answers": {
        **dict.fromkeys(("no", "no_advice", "no_ever", "yes", "yes_ever"), ""),
        **dict.fromkeys(
            ("no_condition", "no_without", "advice_condition", "yes_condition"), "condition"
        ),
        "yes_excuse": "excuse",
        "only": "subject",
    },
    "people": dict.fromkeys(("staff", "volunteers", "governors", "visitors", "everyone"), ""),
    "faults": {
        **dict.fromkeys(("no_question", "right_index", "answer_in_question", "no_roles"), ""),
        **dict.fromkeys(("clause_gone", "clause_changed", "clause_conflict"), ""),
        "clause_set_aside": "",
        **dict.fromkeys(("empty_option", "also_right"), "number"),
        "long_question": "count most",
        "few_options": "count least",
        "many_options": "count most",
        "long_option": "number count most",
        "same_options": "first second",
        "near_options": "first second words",
    },
}
_LISTS = {  # lists of tables: their keys
    "excuse": {"text", "about", "unless"},
    "limit": {"text", "about", "unless"},
    "instead": {"text", "about", "unless"},
}
_DETAILS = ("time", "manner")


@dataclass(frozen=True)
class Mistake:
    """A wrong option: `about` matches what it is made for, `unless` the words by which it might be
    right after all."""

    text: str
    about: re.Pattern[str]
    unless: re.Pattern[str]


@dataclass(frozen=True)
class Detail:
    """A part of a rule and what may stand in its place in a wrong option."""

    pattern: re.Pattern[str]
    instead: tuple[str, ...]


@dataclass(frozen=True)
class QuizWords:
    """Sentences by "section.name" with variables in braces, and the lists of wrong options."""

    version: str
    sentences: Mapping[str, str]
    anybody: tuple[str, ...]
    excuses: tuple[Mistake, ...]
    limits: tuple[Mistake, ...]
    instead: tuple[Mistake, ...]
    concern: re.Pattern[str]
    concern_options: tuple[str, ...]
    details: tuple[Detail, ...]

    def say(self, name: str, /, **values: object) -> str:
        """One sentence with its variables filled in; WordListError when it needs another."""
        try:
            return self.sentences[name].format_map(values)
        except KeyError as error:
            raise WordListError(f"{FILE.name}: {name} lacks {error}. Restore the file.") from error


@cache
def load_quiz_words(path: Path = FILE) -> QuizWords:
    """All words, checked. WordListError names what is missing, unknown, empty or no pattern."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WordListError(f"{path.name} can’t be read: {error}. Restore the file.") from error
    expected = {"version", "anybody", "concern", "details", *_SENTENCES, *_LISTS}
    if odd := sorted(data.keys() ^ expected):
        raise WordListError(f"{path.name}: missing or unknown: {', '.join(odd)}.")
    try:
        return QuizWords(
            version=str(data["version"]),
            sentences=_sentences(path.name, data),
            anybody=_texts(path.name, "anybody.options", data["anybody"]["options"]),
            excuses=_mistakes(path.name, "excuse", data["excuse"]),
            limits=_mistakes(path.name, "limit", data["limit"]),
            instead=_mistakes(path.name, "instead", data["instead"]),
            concern=re.compile(data["concern"]["matter"], re.IGNORECASE),
            concern_options=_texts(path.name, "concern.options", data["concern"]["options"]),
            details=tuple(
                Detail(re.compile(entry["pattern"], re.IGNORECASE), tuple(entry["instead"]))
                for kind in _DETAILS
                for entry in data["details"][kind]
            ),
        )
    except (KeyError, TypeError, re.error) as error:
        raise WordListError(f"{path.name}: {error!r}. Restore the file.") from error


def _sentences(file: str, data: Mapping[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for section, expected in _SENTENCES.items():
        if odd := sorted(data[section].keys() ^ expected.keys()):
            raise WordListError(f"{file}: missing or unknown in [{section}]: {', '.join(odd)}.")
        for name, sentence in data[section].items():
            if not isinstance(sentence, str) or not sentence.strip():
                raise WordListError(f"{file}: {section}.{name} must be text, and not empty.")
            used = {field for _, field, _, _ in Formatter().parse(sentence) if field is not None}
            if odd := sorted(used ^ set(expected[name].split())):
                raise WordListError(
                    f"{file}: {section}.{name} has unknown or missing variables: {', '.join(odd)}."
                )
            found[f"{section}.{name}"] = sentence
    return found


def _mistakes(file: str, name: str, entries: list[dict[str, str]]) -> tuple[Mistake, ...]:
    for entry in entries:
        if odd := sorted(entry.keys() ^ _LISTS[name]):
            raise WordListError(f"{file}: missing or unknown in [[{name}]]: {', '.join(odd)}.")
        _texts(file, f"{name}.text", [entry["text"]])
    return tuple(
        Mistake(
            entry["text"],
            re.compile(entry["about"], re.IGNORECASE),
            re.compile(entry["unless"], re.IGNORECASE),
        )
        for entry in entries
    )


def _texts(file: str, name: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or not all(isinstance(t, str) and t for t in value):
        raise WordListError(f"{file}: {name} must be a list of texts.")
    return tuple(value)
