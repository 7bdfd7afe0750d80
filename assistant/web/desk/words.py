"""The words that the desk's pages show for values of the records; pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from assistant.records.entries import Arrival, Audience, Length, Part, Tone

PARTS = {
    Part.THANKS: "Thanks",
    Part.QUESTION: "The question",
    Part.POLICY: "What the policy says",
    Part.NOT_SETTLED: "What the policy doesn’t settle",
    Part.ADVICE: "Advice",
    Part.ACTION: "What happens next",
    Part.CONFIDENTIALITY: "Confidentiality",
    Part.RECORD: "Where to record it",
    Part.SIGN_OFF: "Sign-off",
}
AUDIENCES = {
    Audience.STAFF_MEMBER: "One member of staff",
    Audience.VOLUNTEER: "A volunteer",
    Audience.PARENT: "A parent or carer",
    Audience.ALL_STAFF: "All staff",
}
TONES = {Tone.WARM: "Warm", Tone.PLAIN: "Plain", Tone.FIRM: "Firm"}
LENGTHS = {Length.SHORT: "Short", Length.FULL: "Full"}
ARRIVALS = {
    Arrival.NOT_COVERED: "no policy answered",
    Arrival.ASKED_FOR_A_PERSON: "wanted the DSL’s view",
    Arrival.PASTED: "reached the DSL otherwise",
}
_FOR_ROLE = {"volunteer": Audience.VOLUNTEER, "parent": Audience.PARENT, "pupil": Audience.PARENT}


def audience_for(role: str) -> Audience:
    """Whom a reply is most likely written to, by who asked."""
    return _FOR_ROLE.get(role, Audience.STAFF_MEMBER)


def day(at: datetime) -> str:
    """'25 November 2026, 14:03', in this machine's time."""
    local = at.astimezone()
    return f"{local.day} {local:%B %Y, %H:%M}"


def counted(pairs: Sequence[tuple[str, int]]) -> str:
    """'3 staff, 1 volunteer'."""
    return ", ".join(f"{number} {words}" for words, number in pairs)


def askers(number: int) -> str:
    """'Asked once', 'Asked 10 times'."""
    return "Asked once" if number == 1 else f"Asked {number} times"


def waiting_words(questions: int, rows: int) -> str:
    """'1 question waiting.', '12 questions waiting, in 3 rows of like ones.'"""
    if questions == 1:
        return "1 question waiting."
    return f"{questions} questions waiting, in {rows} row{'s' if rows > 1 else ''} of like ones."
