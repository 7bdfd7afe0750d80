"""The report-now card for a message that the assistant itself doesn't get to see.

A message that is too long, comes too fast, or meets a broken library is still looked at for a
live concern, by rules and words alone: a disclosure never meets an error text first.
"""

from __future__ import annotations

from assistant.answers import Answer, Escalation, Status
from assistant.triage.cards import SchoolContacts, card_for
from assistant.triage.deciding import triage


def concern_answer(message: str, school: SchoolContacts) -> Answer | None:
    """The card's answer when the message is a live concern, without a word of it; else None."""
    kind = triage(message, (), None).concern
    if kind is None:
        return None
    card = card_for(kind, school)
    return Answer(
        question="",
        standalone_question="",
        status=Status.LIVE_CONCERN,
        headline=card.title,
        escalation=Escalation(kind, card),
    )
