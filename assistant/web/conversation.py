"""What a session keeps of its conversation. A live concern's words are not among it; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.answers import Answer
from assistant.pipeline import LONGEST_QUESTION
from assistant.web.answer_view import is_concern

EARLIER_TURNS = 6  # how many of them a follow-up may refer to


@dataclass(frozen=True)
class Turn:
    """One message and its reply. `question` is None where the message must not be kept; `problem`
    is what went wrong when there is no answer."""

    number: int
    question: str | None
    role: str
    asked_at: datetime
    answer: Answer | None = None
    problem: str | None = None


def answered(number: int, question: str, role: str, asked_at: datetime, answer: Answer) -> Turn:
    """The turn to keep. For a live concern neither the message nor any echo of it is kept."""
    if is_concern(answer):
        return Turn(number, None, role, asked_at, without_words(answer))
    return Turn(number, question, role, asked_at, answer)


def without_words(answer: Answer) -> Answer:
    """A live concern's answer without what was typed: its status and its card are left."""
    concerns = tuple(without_words(part) for part in answer.parts if is_concern(part))
    return Answer(
        question="",
        standalone_question="",
        status=answer.status,
        headline=answer.headline if answer.escalation else "",
        escalation=answer.escalation,
        parts=concerns,
    )


def history(turns: Sequence[Turn]) -> tuple[str, ...]:
    """The earlier questions that a new one may refer to, oldest first; never a live concern."""
    kept = [turn.question for turn in turns if turn.question is not None and turn.answer]
    return tuple(kept[-EARLIER_TURNS:])


def too_long(question: str) -> str | None:
    """What to tell the asker when the message is over the limit; None when it isn't."""
    if len(question) <= LONGEST_QUESTION:
        return None
    return (
        f"Your message has {len(question):,} characters and the limit is {LONGEST_QUESTION:,}. "
        "Nothing was looked up. Please shorten it to one question about a policy; it is back in "
        "the box below."
    )
