"""Question and clause become a verdict, its force and its conditions; pure.

Readings are made that err differently: rules over the clause's modality and the question's form,
and (where their weights are installed) models that read both together. They are weighed; when the
rules say yes and the models no, or the opposite remains likely, the verdict is withdrawn: a verdict
withheld is better than one turned round.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.answers import Force, Verdict
from assistant.modality.reading import Modal, Reading
from assistant.question.form import QuestionForm
from assistant.verdict.rules import speaking_sentence, verdict_by_rules
from assistant.verdict.weighing import Probabilities, Weights, weighed
from ingest.documents import Clause

OPPOSITE = {Verdict.YES: Verdict.NO, Verdict.NO: Verdict.YES}


@dataclass(frozen=True)
class VerdictLimits:
    """What the readings weigh, and the greatest probability (0..1) that a no may have beside a yes
    that is given, or a yes beside a no."""

    weights: Weights
    opposite: float


class VerdictModel(Protocol):
    """Reads question and clause together."""

    def probabilities(self, question: str, clauses: Sequence[Clause]) -> list[dict[Verdict, float]]:
        """For each clause the probability of each verdict, adding up to 1."""
        ...


@dataclass(frozen=True)
class Ruling:
    """What one clause means for one question. `verdict` is None when it is withdrawn."""

    verdict: Verdict | None
    force: Force | None
    conditions: tuple[str, ...]
    binds: tuple[str, ...]
    approvers: tuple[str, ...]
    reason: str

    @property
    def withdrawn(self) -> bool:
        """True when a yes or no was asked for and none can be given safely."""
        return self.verdict is None


def rule(
    question: str,
    form: QuestionForm,
    reading: Reading,
    reader: Probabilities | None,
    verdict_model: Probabilities | None,
    limits: VerdictLimits,
) -> Ruling:
    """The ruling of one clause on one question, from the rules and what each model makes of it,
    None for a model that isn't installed."""
    sentence = speaking_sentence(question, reading)
    by_rules = verdict_by_rules(form, sentence)
    probabilities = weighed(by_rules, reader, verdict_model, limits.weights)
    verdict, reason = _decide(by_rules, probabilities, limits)
    return Ruling(
        verdict,
        force_of(sentence.modal),
        reading.conditions,
        reading.binds,
        reading.approvers,
        reason,
    )


def force_of(modal: Modal) -> Force | None:
    """RULE or ADVICE; None for a sentence that only tells."""
    if modal is Modal.STATES:
        return None
    return Force.ADVICE if modal.is_advice else Force.RULE


def _decide(
    by_rules: Verdict | None, probabilities: Probabilities | None, limits: VerdictLimits
) -> tuple[Verdict | None, str]:
    if probabilities is None:
        if by_rules is None:
            return None, "the rules don't decide this form of question"
        return by_rules, "rules"
    best = max(probabilities, key=lambda v: probabilities[v])
    if best is Verdict.YES and by_rules is Verdict.CONDITIONAL:
        # "The head has agreed": that a condition is met can't be seen from here.
        return Verdict.CONDITIONAL, f"yes with {probabilities[best]:.2f}, on a condition"
    opposite = OPPOSITE.get(best)
    if opposite is None:
        return best, f"weighed: {probabilities[best]:.2f}"
    if by_rules is opposite:
        return None, f"the rules say {by_rules}, the models {best}"
    if probabilities[opposite] > limits.opposite:
        return (
            None,
            f"{best} with {probabilities[best]:.2f}, {opposite} {probabilities[opposite]:.2f}",
        )
    return best, f"weighed: {probabilities[best]:.2f}"
