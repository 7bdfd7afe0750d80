"""What is this message? Decided before anything is retrieved, so that harm goes to a person.

A rule that fires always diverts. Otherwise the message in its conversation, the message by
itself, and every part of a long message are scored; any of them over its threshold diverts.
The model and the weighted word list score together; with no model, the word list alone does.
No word of the message is kept or logged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.answers import ConcernKind
from assistant.triage.rules import RuleSet, load_rules
from assistant.triage.types import (
    CONCERNS,
    KIND_OF_LABEL,
    LABEL_OF_KIND,
    ClassifierError,
    MessageClassifier,
    TriageLabel,
    TriageResult,
    concern_score,
)
from assistant.triage.words import BlendedClassifier, load_word_list

__all__ = [
    "ClassifierError",
    "MessageClassifier",
    "TriageLabel",
    "TriageResult",
    "triage",
]

RECENT_TURNS = 2  # an older turn says little about this one, and a disclosure must not linger
LONG_MESSAGE_WORDS = 45
WINDOW_SENTENCES = 2
_SENTENCE_END = re.compile(r"(?<=[.!?…;])\s+|\n+")
EMERGENCY_SHARE = 0.35  # of the concern score: 999 is named early rather than late


@dataclass(frozen=True)
class _Reading:
    """One scored text and the threshold it is held to."""

    probabilities: Mapping[TriageLabel, float]
    threshold: float

    @property
    def score(self) -> float:
        return concern_score(self.probabilities)

    @property
    def margin(self) -> float:
        return self.score - self.threshold


def triage(
    message: str, history: Sequence[str], classifier: MessageClassifier | None
) -> TriageResult:
    """What the message is, and which card it needs, if any. `history` is oldest first.

    Works with `classifier` None, and when the classifier fails.
    """
    rules = load_rules()
    parts = (message, *windows(message))
    rule = next((found for part in parts if (found := rules.first_match(part))), None)
    if rule:
        kind = rules.sharpen(rule.kind, message, history)
        return TriageResult(LABEL_OF_KIND[kind], kind, 1.0, f"rule: {rule.name}")
    words = load_word_list()
    if classifier is not None:
        try:
            both = BlendedClassifier(classifier, words, rules.thresholds["words_share"])
            return _decide(message, history, both, rules, "model")
        except ClassifierError:
            pass
    return _decide(message, history, words, rules, "words")


def _decide(
    message: str, history: Sequence[str], scorer: MessageClassifier, rules: RuleSet, name: str
) -> TriageResult:
    readings = list(_readings(message, history, scorer, rules, name))
    strongest = max(readings, key=lambda reading: reading.margin)
    if strongest.margin >= 0:
        kind = rules.sharpen(_kind(strongest.probabilities), message, history)
        return TriageResult(LABEL_OF_KIND[kind], kind, strongest.score, name)
    whole = readings[0].probabilities
    label = max((label for label in whole if label not in CONCERNS), key=lambda each: whole[each])
    watch = strongest.score >= rules.thresholds["watch"]
    return TriageResult(label, None, strongest.score, name, watch)


def _readings(
    message: str,
    history: Sequence[str],
    scorer: MessageClassifier,
    rules: RuleSet,
    name: str,
) -> Iterator[_Reading]:
    """The message in its conversation first, then by itself, then part by part if it is long."""
    thresholds = rules.thresholds
    whole = thresholds["ordinary" if rules.ordinary_situation(message) else name]
    recent = tuple(history[-RECENT_TURNS:])
    yield _Reading(scorer.probabilities(message, recent), whole)
    if recent:
        yield _Reading(scorer.probabilities(message, ()), whole)
    for window in windows(message):
        yield _Reading(scorer.probabilities(window, ()), thresholds[f"{name}_window"])


def windows(message: str) -> tuple[str, ...]:
    """Overlapping pairs of sentences of a long message; none for a message of ordinary length.

    A sentence too long for one window is cut into runs of words that overlap by half.
    """
    if len(message.split()) <= LONG_MESSAGE_WORDS:
        return ()
    sentences = [part for part in _SENTENCE_END.split(message) if part.strip()]
    found: list[str] = []
    for start in range(max(1, len(sentences) - WINDOW_SENTENCES + 1)):
        words = " ".join(sentences[start : start + WINDOW_SENTENCES]).split()
        step = LONG_MESSAGE_WORDS // 2
        for first in range(0, max(1, len(words) - step), step):
            found.append(" ".join(words[first : first + LONG_MESSAGE_WORDS]))
    return tuple(dict.fromkeys(found))


def _kind(probabilities: Mapping[TriageLabel, float]) -> ConcernKind:
    """The likeliest kind of concern; an emergency that is nearly as likely comes first."""
    if probabilities[TriageLabel.EMERGENCY] >= EMERGENCY_SHARE * concern_score(probabilities):
        return ConcernKind.EMERGENCY
    return KIND_OF_LABEL[max(CONCERNS, key=lambda label: probabilities[label])]
