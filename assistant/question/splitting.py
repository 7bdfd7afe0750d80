"""Several questions in one message become single questions; pure."""

from __future__ import annotations

import re

from assistant.question.followups import leans_on_history

MOST_QUESTIONS = 4
_ASKS = re.compile(
    r"\b(can|could|may|must|should|do|does|did|is|are|am|was|will|would|have|has|who|whose|what|which"
    r"|when|where|how|why)\b",
    re.IGNORECASE,
)
_WHO = (
    r"(?:i|we|you|they|he|she|it|there|staff|pupils?|children|kids|parents?|teachers?|volunteers?"
    r"|governors?)"
)
# "do the form" and "have the meeting" are no questions: those take a person.
_ASKING = (
    rf"(?:(?:do|did|have|has)\s+{_WHO}"
    r"|(?:can|could|may|must|should|does|is|are|am|was|will|would)\s+"
    rf"(?:{_WHO}|the|this|my|our|your|their|an?|any|school))\b"
)
# Where a second question begins within a sentence: "…, and can I tag them", "… and who do I ask".
_JOINED = re.compile(
    r"\s*(?:,\s*(?:and|or|also|then)?|\s(?:and|also|plus)|;)\s+(?:also |then )?"
    rf"(?=(?:(?:what|where|when|how|why|who|which)(?: \w+)? )?{_ASKING})",
    re.IGNORECASE,
)
# "When I meet a parent, can I …?" and "I'm new, do I …?" ask one thing.
_OPENS = re.compile(
    r"^\W*(?:(?:so|and|or|also|then|ok|hi|hello|please)\W+)*"
    rf"(?:{_ASKING}|(?:what|who|whose|which|how|why)\b|(?:where|when)\s+{_ASKING})",
    re.IGNORECASE,
)
SHORTEST = 4  # words of a question that stands by itself


def separate_questions(message: str) -> tuple[str, ...]:
    """The message's questions, or the message alone when it asks one thing.

    A message is split at its question marks when at least two parts ask something that stands by
    itself, and a sentence where a second question is joined to the first. Statements go with the
    question after them; a part that leans on the one before ("and if not?") stays with it.
    """
    parts = [part.strip() for part in re.split(r"(?<=\?)\s*", message) if part.strip()]
    if len(parts) < 2:
        return _joined_questions(message) or (message,)
    questions: list[str] = []
    for part in parts:
        asks = part.endswith("?") and _ASKS.search(part) and len(part.split()) >= SHORTEST
        if asks and (not questions or not leans_on_history(part)):
            questions.append(part)
        elif questions:
            questions[-1] = f"{questions[-1]} {part}"
        else:
            questions.append(part)
    if len(questions) < 2 or len(questions) > MOST_QUESTIONS:
        return (message,)
    return tuple(questions)


def _joined_questions(sentence: str) -> tuple[str, ...]:
    """The questions joined in one sentence; none unless each of them asks and stands by itself."""
    parts = [part.strip() for part in _JOINED.split(sentence) if part.strip()]
    stand = all(_OPENS.match(part) and len(part.split()) >= SHORTEST for part in parts)
    if not 2 <= len(parts) <= MOST_QUESTIONS or not stand:
        return ()
    return () if any(leans_on_history(part) for part in parts[1:]) else tuple(parts)
