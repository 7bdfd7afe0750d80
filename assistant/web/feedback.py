"""Thumbs up or down with a reason, as it is kept. The question itself never is; pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from assistant.answers import Answer
from assistant.records.entries import KeptFeedback
from assistant.web.answer_view import is_concern, sections

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


@dataclass(frozen=True)
class Rating:
    """One rating of one answer. `note` is what the rater typed, masked; '' as a rule."""

    rating: str
    reason: str
    note: str = ""


def kept_feedback(answer: Answer, given: Rating, now: datetime) -> KeptFeedback:
    """What is kept: when, what kind of reply, which clauses, the rating. For a live concern
    neither clauses nor the note."""
    concern = is_concern(answer)
    quoted = () if concern else tuple(q.clause_id for p in sections(answer) for q in p.quotes)
    return KeptFeedback(
        at=now.astimezone(UTC),
        status=answer.status.value,
        verdict=answer.verdict.value if answer.verdict else None,
        clause_ids=quoted,
        rating=given.rating,
        reason=given.reason,
        note="" if concern else given.note.strip()[:LONGEST_NOTE],
    )
