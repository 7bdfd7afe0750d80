"""Several questions in one message become single questions; pure."""

from __future__ import annotations

import re

from assistant.followups import leans_on_history

MOST_QUESTIONS = 4
_ASKS = re.compile(
    r"\b(can|could|may|must|should|do|does|did|is|are|am|was|will|would|have|has|who|whose|what|which"
    r"|when|where|how|why)\b",
    re.IGNORECASE,
)


def separate_questions(message: str) -> tuple[str, ...]:
    """The message's questions, or the message alone when it asks one thing.

    A message is split at its question marks when at least two parts ask something that stands by
    itself. Statements go with the question after them; a part that leans on the one before
    ("and if not?") stays with it.
    """
    parts = [part.strip() for part in re.split(r"(?<=\?)\s*", message) if part.strip()]
    if len(parts) < 2:
        return (message,)
    questions: list[str] = []
    for part in parts:
        asks = part.endswith("?") and _ASKS.search(part) and len(part.split()) >= 4
        if asks and (not questions or not leans_on_history(part)):
            questions.append(part)
        elif questions:
            questions[-1] = f"{questions[-1]} {part}"
        else:
            questions.append(part)
    if len(questions) < 2 or len(questions) > MOST_QUESTIONS:
        return (message,)
    return tuple(questions)
