"""The fixed form of a reply, and its reading, whole or while it is still coming; pure."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from langchain_core.utils.json import parse_partial_json

from assistant.answers import Verdict

MOST_SENTENCES = 4
MOST_QUESTIONS = 3


def _object(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


_CLAUSES = {
    "type": "array",
    "items": {"type": "integer"},
    "description": "numbers of the clauses that the sentence rests on",
}
_SENTENCE = _object(text={"type": "string"}, clauses=_CLAUSES)
# The verdict comes first, so that nothing is shown before it is known to be the ruling's.
SCHEMA: dict[str, Any] = {
    "title": "wording",
    "description": "A policy answer put into plain English",
    **_object(
        verdict={"type": "string", "enum": [v.value for v in Verdict]},
        headline=_SENTENCE,
        sentences={"type": "array", "items": _SENTENCE},
        questions={"type": "array", "items": {"type": "string"}},
    ),
}

# The question's form first: clauses are read with it too.
REWORDED: dict[str, Any] = {
    "title": "rewording",
    "description": "A question as a policy would put the matter",
    **_object(question={"type": "string"}, matter={"type": "string"}),
}

_QUESTIONS = _object(
    number={"type": "integer"}, questions={"type": "array", "items": {"type": "string"}}
)
MADE_UP: dict[str, Any] = {
    "title": "questions",
    "description": "Questions that each numbered clause answers",
    **_object(clauses={"type": "array", "items": _QUESTIONS}),
}


@dataclass(frozen=True)
class Worded:
    """A sentence as the model wrote it, and the numbers of the clauses it names, from 1."""

    text: str
    clauses: tuple[int, ...]


@dataclass(frozen=True)
class Reply:
    """What has come so far and is finished; `whole` when the reply itself is."""

    verdict: str | None = None
    headline: Worded | None = None
    sentences: tuple[Worded, ...] = ()
    questions: tuple[str, ...] = ()
    whole: bool = False


def read_reply(text: str) -> Reply | None:
    """What is finished of a reply; None for what is not of the form. A part is finished when the
    next has begun, or the reply has ended: a cut sentence never counts."""
    text = _unfenced(text)
    whole = True
    try:
        data = json.loads(text)
    except ValueError:
        whole = False
        try:
            data = parse_partial_json(text)
        except ValueError:
            return None
    if not isinstance(data, dict):
        return None
    keys = list(data)
    sentences = _worded_list(data.get("sentences", []))
    questions = data.get("questions", [])
    if sentences is None or not isinstance(questions, list):
        return None
    if not whole and keys and keys[-1] == "sentences":
        sentences = sentences[:-1]
    verdict = data.get("verdict")
    known = isinstance(verdict, str) and (whole or keys[-1] != "verdict")
    headline = None
    if "headline" in data and (whole or keys[-1] != "headline"):
        headline = _worded(data["headline"])
    if whole and (headline is None or not known or any(s is None for s in sentences)):
        return None
    return Reply(
        verdict if known else None,
        headline,
        tuple(s for s in sentences if s is not None)[:MOST_SENTENCES],
        tuple(q for q in questions if isinstance(q, str))[:MOST_QUESTIONS] if whole else (),
        whole,
    )


def read_rewordings(text: str) -> tuple[str, ...] | None:
    """The wordings of a whole reply in the order of the form; None for what is not of the form."""
    try:
        data = json.loads(_unfenced(text))
    except ValueError:
        return None
    if not isinstance(data, dict):
        return None
    found = [data.get(name) for name in ("question", "matter")]
    return tuple(" ".join(f.split()) for f in found if isinstance(f, str) and f.strip())


def read_made_up(text: str) -> dict[int, tuple[str, ...]] | None:
    """The questions of a whole reply by the number of their clause, the first time it is named;
    None for what is not of the form. An entry that isn't is passed over."""
    try:
        data = json.loads(_unfenced(text))
    except ValueError:
        return None
    clauses = data.get("clauses") if isinstance(data, dict) else None
    if not isinstance(clauses, list):
        return None
    found: dict[int, tuple[str, ...]] = {}
    for entry in clauses:
        number = entry.get("number") if isinstance(entry, dict) else None
        questions = entry.get("questions") if isinstance(entry, dict) else None
        if isinstance(number, int) and not isinstance(number, bool) and isinstance(questions, list):
            found.setdefault(number, tuple(q for q in questions if isinstance(q, str)))
    return found


def _worded_list(value: Any) -> list[Worded | None] | None:
    return [_worded(item) for item in value] if isinstance(value, list) else None


def _worded(value: Any) -> Worded | None:
    if not isinstance(value, dict):
        return None
    text, clauses = value.get("text"), value.get("clauses")
    if not isinstance(text, str) or not isinstance(clauses, list):
        return None
    # True is an int to Python and no number to anybody else.
    numbers = (n for n in clauses if isinstance(n, int) and not isinstance(n, bool))
    return Worded(" ".join(text.split()), tuple(dict.fromkeys(numbers)))


def _unfenced(text: str) -> str:
    """Without the fence that some servers put around JSON."""
    return re.sub(r"^\s*```(?:json)?\s*|\s*```\s*$", "", text)
