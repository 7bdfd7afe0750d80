"""The words the triage speaks: labels, the classifier seam, the result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from assistant.answers import ConcernKind
from assistant.errors import ModelError


class TriageLabel(StrEnum):
    """What a message is. Those in CONCERNS divert to a report-now card."""

    POLICY_QUESTION = "policy_question"
    LIVE_CONCERN = "live_concern"
    ADULT_CONCERN = "adult_concern"
    EMERGENCY = "emergency"
    STAFF_WELFARE = "staff_welfare"
    CHITCHAT = "chitchat"
    OUT_OF_SCOPE = "out_of_scope"
    MANIPULATION = "manipulation"
    PERSONAL_DATA = "personal_data"


KIND_OF_LABEL: Mapping[TriageLabel, ConcernKind] = {
    TriageLabel.LIVE_CONCERN: ConcernKind.CHILD,
    TriageLabel.ADULT_CONCERN: ConcernKind.ADULT,
    TriageLabel.EMERGENCY: ConcernKind.EMERGENCY,
    TriageLabel.STAFF_WELFARE: ConcernKind.WELFARE,
}
LABEL_OF_KIND: Mapping[ConcernKind, TriageLabel] = {
    **{kind: label for label, kind in KIND_OF_LABEL.items()},
    ConcernKind.HEAD: TriageLabel.ADULT_CONCERN,
}
CONCERNS = tuple(KIND_OF_LABEL)


class ClassifierError(ModelError):
    """A classifier couldn't score a message; the word list takes over."""


class MessageClassifier(Protocol):
    """Scores what a message is, given the earlier turns, oldest first."""

    def probabilities(self, text: str, history: Sequence[str]) -> Mapping[TriageLabel, float]:
        """A probability for every label; they add up to 1. Raises ClassifierError."""
        ...


@dataclass(frozen=True)
class TriageResult:
    """`concern` is set if and only if the message must be diverted to a card.

    `score` is the concern score that decided, 0 to 1. `reason` names the rule or the scorer and
    never holds any of the message, so it may be recorded. `watch` marks a message that wasn't
    diverted but came near: its answer should also say whom to tell if a child may be at risk.
    """

    label: TriageLabel
    concern: ConcernKind | None
    score: float
    reason: str
    watch: bool = False


def concern_score(probabilities: Mapping[TriageLabel, float]) -> float:
    """How likely the message is a concern of any kind, 0 to 1."""
    return min(1.0, sum(probabilities[label] for label in CONCERNS))
