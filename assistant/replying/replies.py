"""Messages that no policy is needed for: greetings, thanks, gibberish, out of scope; pure."""

from __future__ import annotations

import re

from assistant.answers import Status
from assistant.replying.wording import Wording
from assistant.triage.deciding import TriageLabel

_THANKS = re.compile(
    r"\b(thank|thanks|thx|ta|cheers|bye|great|perfect|lovely|got it|understood)\b", re.I
)
_GREETING = re.compile(
    r"^\W*(hi|hiya|hello|hey|morning|good (morning|afternoon|evening)|yo)\b", re.I
)
_WORD = re.compile(r"[a-z]{2,}", re.I)


def reply_to(message: str, label: TriageLabel, wording: Wording) -> tuple[Status, str] | None:
    """A fixed reply, or None when the message is a policy question."""
    if is_gibberish(message):
        return Status.CLARIFY, wording.say("reply", "gibberish")
    if len(message.split()) <= 3 and "?" not in message:
        if _GREETING.search(message):
            return Status.CLARIFY, wording.say("reply", "greeting")
        if _THANKS.search(message):
            return Status.CLARIFY, wording.say("reply", "thanks")
    if label is TriageLabel.CHITCHAT:
        if _GREETING.search(message):
            return Status.CLARIFY, wording.say("reply", "greeting")
        if _THANKS.search(message):
            return Status.CLARIFY, wording.say("reply", "thanks")
        return Status.CLARIFY, wording.say("reply", "clarify")
    if label is TriageLabel.OUT_OF_SCOPE:
        return Status.OUT_OF_SCOPE, wording.say("reply", "out_of_scope")
    if label is TriageLabel.MANIPULATION:
        return Status.OUT_OF_SCOPE, wording.say("reply", "manipulation")
    if label is TriageLabel.PERSONAL_DATA:
        return Status.OUT_OF_SCOPE, wording.say("reply", "personal_data")
    return None


def is_gibberish(message: str) -> bool:
    """True when no run of letters in the message could be a word: no vowel, or keys in a row."""
    words = _WORD.findall(message)
    if not words:
        return True
    return all(_unlikely(word.lower()) for word in words)


def _unlikely(word: str) -> bool:
    if len(word) <= 4:
        return not re.search(r"[aeiouy]", word) and word not in {
            "pls",
            "tbh",
            "dsl",
            "slt",
            "pta",
            "fb",
        }
    rows = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
    in_row = any(word[i : i + 4] in row for row in rows for i in range(len(word) - 3))
    return in_row or not re.search(r"[aeiouy]", word) or bool(re.search(r"[^aeiouy]{6,}", word))
