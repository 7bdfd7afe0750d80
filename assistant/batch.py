"""A file of questions becomes a file of answers, line by line; a bad line stops nothing."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import AssistantError, QuestionError
from assistant.settings import ROLES
from ingest.errors import IngestError

if TYPE_CHECKING:
    from assistant.bootstrap import Assistant


def answer_batch(assistant: Assistant, questions: Path, out: Path) -> int:
    """Writes one JSON line a question, in order; returns how many lines could not be answered.

    A line is {"id", "question", "history"?, "role"?}; blank lines are passed over. QuestionError
    when the file can't be opened, AssistantError when the output can't be written.
    """
    try:
        lines = questions.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionError(f"{questions}: can't be read ({error}).") from error
    failed = 0
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with out.open("w", encoding="utf-8") as answers:
            for number, line in enumerate(lines, start=1):
                if not line.strip():
                    continue
                result = _answer_line(assistant, line, number)
                failed += "error" in result
                answers.write(json.dumps(result, ensure_ascii=False) + "\n")
                answers.flush()
    except OSError as error:
        raise AssistantError(f"{out}: can't be written ({error}).") from error
    if failed:
        print(f"{failed} of the lines could not be answered; see {out}.", file=sys.stderr)
    return failed


def _answer_line(assistant: Assistant, line: str, number: int) -> dict[str, Any]:
    name: Any = f"line {number}"
    try:
        record = json.loads(line)
        if not isinstance(record, dict):
            raise QuestionError('a line must be an object like {"id": …, "question": …}.')
        name = record.get("id", name)
        question, history = record.get("question"), record.get("history") or []
        role = record.get("role") or "staff"
        if not isinstance(question, str):
            raise QuestionError('"question" is missing or isn\'t text.')
        if not isinstance(history, list) or not all(isinstance(turn, str) for turn in history):
            raise QuestionError('"history" must be a list of texts.')
        if role not in ROLES:
            raise QuestionError(f'"role" must be one of {", ".join(ROLES)}.')
        return {"id": name, **assistant.answer(question, history, role).to_json()}
    except (AssistantError, IngestError) as error:
        return {"id": name, "error": str(error)}
    except ValueError as error:
        return {"id": name, "error": f"line {number} isn't JSON ({error})."}
