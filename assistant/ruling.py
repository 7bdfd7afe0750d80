"""Question and clause become a verdict, its force and its conditions; pure.

Two readings are made that err differently: rules over the clause's modality and the question's
form, and (where their weights are installed) models that read both together. When one says yes and
the other no, the verdict is withdrawn: a verdict withheld is better than one turned round.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.answers import Force, Verdict
from assistant.modality import Modal, Reading, Sentence
from assistant.questions import Form, QuestionForm
from ingest.documents import Clause

# What a question of each form gets from a clause of each modality. Missing: the rules don't know.
_TABLE: dict[tuple[Form, Modal], Verdict] = {
    (Form.PERMISSION, Modal.MUST_NOT): Verdict.NO,
    (Form.PERMISSION, Modal.SHOULD_NOT): Verdict.NO,
    (Form.PERMISSION, Modal.MUST_NOT_UNLESS): Verdict.CONDITIONAL,
    (Form.PERMISSION, Modal.MAY): Verdict.YES,
    (Form.PERMISSION, Modal.MAY_ONLY_IF): Verdict.CONDITIONAL,
    (Form.DUTY, Modal.MUST): Verdict.YES,
    (Form.DUTY, Modal.SHOULD): Verdict.YES,
    (Form.DUTY, Modal.MAY): Verdict.NO,
    (Form.WRONG, Modal.MUST_NOT): Verdict.YES,
    (Form.WRONG, Modal.SHOULD_NOT): Verdict.YES,
    (Form.WRONG, Modal.MUST_NOT_UNLESS): Verdict.CONDITIONAL,
    (Form.WRONG, Modal.MAY): Verdict.NO,
    (Form.WRONG, Modal.MAY_ONLY_IF): Verdict.CONDITIONAL,
}
_OPPOSITE = {Verdict.YES: Verdict.NO, Verdict.NO: Verdict.YES}


@dataclass(frozen=True)
class VerdictLimits:
    """Least probabilities (0..1) for a verdict: where the rules are silent, and where they say the
    same; and what the verdict model weighs beside the reader (0..1)."""

    alone: float
    agreed: float
    verdict_model: float


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


def blend(
    first: Mapping[Verdict, float] | None, second: Mapping[Verdict, float] | None, share: float
) -> Mapping[Verdict, float] | None:
    """The probabilities of two models together, the second's weighing `share` (0..1); one alone
    when the other is missing."""
    if first is None or second is None:
        return first or second
    return {v: (1 - share) * first[v] + share * second[v] for v in Verdict}


def rule(
    question: str,
    form: QuestionForm,
    reading: Reading,
    probabilities: Mapping[Verdict, float] | None,
    limits: VerdictLimits,
) -> Ruling:
    """The ruling of one clause on one question; `probabilities` are the models', if any."""
    sentence = speaking_sentence(question, reading)
    by_rules = verdict_by_rules(form, sentence)
    verdict, reason = _decide(form, by_rules, probabilities, limits)
    return Ruling(
        verdict,
        force_of(sentence.modal),
        reading.conditions,
        reading.binds,
        reading.approvers,
        reason,
    )


def verdict_by_rules(form: QuestionForm, sentence: Sentence) -> Verdict | None:
    """The verdict that modality and form give together; None when they don't decide."""
    if form.form is Form.OPEN:
        return Verdict.INFORMATION
    verdict = _TABLE.get((form.form, sentence.modal))
    if verdict is not None and form.negated:
        return _OPPOSITE.get(verdict, verdict)
    return verdict


def speaking_sentence(question: str, reading: Reading) -> Sentence:
    """The sentence of the clause that shares most words with the question; of equals, the first
    that rules rather than tells."""
    asked = _content_words(question)

    def weight(sentence: Sentence) -> tuple[int, bool]:
        shared = len(asked & _content_words(sentence.text))
        return (shared, sentence.modal is not Modal.STATES)

    return max(reading.sentences, key=weight)


def force_of(modal: Modal) -> Force | None:
    """RULE or ADVICE; None for a sentence that only tells."""
    if modal is Modal.STATES:
        return None
    return Force.ADVICE if modal.is_advice else Force.RULE


def _decide(
    form: QuestionForm,
    by_rules: Verdict | None,
    probabilities: Mapping[Verdict, float] | None,
    limits: VerdictLimits,
) -> tuple[Verdict | None, str]:
    if form.form is Form.OPEN and _is_plain_open(by_rules, probabilities):
        return Verdict.INFORMATION, "not a yes/no question"
    if probabilities is None:
        if by_rules is None:
            return None, "the rules don't decide this form of question"
        return by_rules, "rules"
    best = max(probabilities, key=lambda v: probabilities[v])
    certainty = probabilities[best]
    if by_rules is not None and by_rules is best:
        if certainty >= limits.agreed:
            return best, "rules and model agree"
        return None, f"rules and model agree on {best} but only with {certainty:.2f}"
    if best in _OPPOSITE and by_rules is _OPPOSITE[best]:
        return None, f"the rules say {by_rules}, the model {best}"
    if certainty >= limits.alone:
        return best, "model"
    return None, f"model {best} with {certainty:.2f}"


def _is_plain_open(by_rules: Verdict | None, probabilities: Mapping[Verdict, float] | None) -> bool:
    """An open form is taken at its word unless the model is sure that a yes or no is wanted."""
    if probabilities is None:
        return True
    return probabilities[Verdict.INFORMATION] >= 0.5


_STOP = frozenset(
    [
        "the",
        "a",
        "an",
        "and",
        "or",
        "of",
        "to",
        "in",
        "on",
        "at",
        "by",
        "for",
        "with",
        "is",
        "are",
        "be",
        "been",
        "was",
        "were",
        "it",
        "its",
        "this",
        "that",
        "these",
        "those",
        "i",
        "we",
        "you",
        "they",
        "he",
        "she",
        "my",
        "our",
        "your",
        "their",
        "me",
        "us",
        "them",
        "do",
        "does",
        "did",
        "can",
        "could",
        "may",
        "must",
        "should",
        "will",
        "would",
        "not",
        "no",
        "if",
        "any",
        "what",
        "who",
        "when",
        "where",
        "how",
        "which",
        "have",
        "has",
        "had",
        "so",
        "as",
        "from",
        "about",
        "there",
    ]
)


def _content_words(text: str) -> frozenset[str]:
    words = re.findall(r"[a-z]+", text.lower())
    return frozenset(w[:6] for w in words if w not in _STOP and len(w) > 2)
