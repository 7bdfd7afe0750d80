"""Thumbs up or down with a reason, kept as JSON lines. The question itself is never kept."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.answers import Answer
from assistant.web.answer_view import is_concern, sections

FILE_NAME = "feedback.jsonl"
LONGEST_NOTE = 200  # characters
REASONS = {
    "up": {
        "right_clause": "It quoted the clause I needed",
        "clear": "It was clear",
        "quick": "It saved me time",
        "other": "Something else",
    },
    "down": {
        "wrong_clause": "It quoted the wrong clause",
        "wrong_verdict": "The verdict doesn’t fit the clause",
        "incomplete": "A rule I know of is missing",
        "not_covered": "It said “not covered”, but a policy covers it",
        "unclear": "It was hard to understand",
        "other": "Something else",
    },
}

_writing = threading.Lock()


class FeedbackNotKept(Exception):
    """The file can't be written to."""


@dataclass(frozen=True)
class Feedback:
    """One rating of one answer. `note` is what the rater typed, '' as a rule."""

    rating: str
    reason: str
    note: str = ""


def record(answer: Answer, feedback: Feedback, now: datetime) -> dict[str, Any]:
    """What is kept: when, what kind of reply, which clauses, the rating. For a live concern
    neither clauses nor the note."""
    concern = is_concern(answer)
    quoted = [quote.clause_id for part in sections(answer) for quote in part.quotes]
    kept: dict[str, Any] = {
        "time": now.astimezone(UTC).isoformat(timespec="seconds"),
        "status": answer.status.value,
        "verdict": answer.verdict.value if answer.verdict else None,
        "clause_ids": [] if concern else quoted,
        "rating": feedback.rating,
        "reason": feedback.reason,
    }
    note = feedback.note.strip()[:LONGEST_NOTE]
    if note and not concern:
        kept["note"] = note
    return kept


def keep(folder: Path, entry: dict[str, Any]) -> None:
    """Appends one line to the folder's feedback file. FeedbackNotKept when that fails."""
    line = json.dumps(entry, ensure_ascii=False) + "\n"
    try:
        with _writing:
            folder.mkdir(parents=True, exist_ok=True)
            with (folder / FILE_NAME).open("a", encoding="utf-8") as file:
                file.write(line)
    except OSError as error:
        raise FeedbackNotKept(f"{FILE_NAME} can't be written to: {error.strerror}.") from error
