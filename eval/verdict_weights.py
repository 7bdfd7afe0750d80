"""What the rules, the reader and the verdict model weigh in a verdict, fitted on policies held out.

Clauses are given right, so that what is fitted is the reading of a clause and not its finding.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.special import logsumexp

from assistant.answers import Verdict
from assistant.modality.reading import read_clause
from assistant.question.form import question_form
from assistant.verdict.rules import speaking_sentence, verdict_by_rules
from assistant.verdict.ruling import OPPOSITE
from assistant.verdict.weighing import LEAST, Probabilities, Weights, weighed
from eval.cases import Case, Floats
from eval.questions import EvalQuestion

PENALTY = 0.5  # of the rules' weights, squared


def report_verdicts(cases: Sequence[Case], scale: float) -> None:
    """Prints, where the first clause is right, what each organisation gets from weights fitted on
    the others, by how likely the opposite may be; then the weights fitted on all."""
    rows = [row for case in cases if (row := _verdict_row(case, scale)) is not None]
    asked = [row.asked for row in rows]
    found: dict[int, Probabilities] = {}
    for name in sorted({row.organisation for row in rows}):
        weights = fitted_weights([row for row in rows if row.organisation != name])
        mine = [(i, row) for i, row in enumerate(rows) if row.organisation == name]
        found |= {i: row.weighed(weights) for i, row in mine}
    probabilities = [found[i] for i in range(len(rows))]
    for opposite in (1.0, 0.3, 0.25, 0.2, 0.18, 0.15, 0.12, 0.1):
        given = [_given(p, opposite) for p in probabilities]
        print(f"opposite {opposite}: {_told(asked, given)}")
    weights = fitted_weights(rows)
    print("reader", round(weights.reader, 2), "verdict_model", round(weights.verdict_model, 2))
    for said, added in weights.rules.items():
        print(said.value if said else "silent", [round(number, 2) for number in added.values()])


@dataclass(frozen=True)
class VerdictRow:
    """What the rules, the reader and the verdict model say of one question on its right clause."""

    organisation: str
    asked: EvalQuestion
    by_rules: Verdict | None
    reader: Probabilities | None
    verdict_model: Probabilities

    def weighed(self, weights: Weights) -> Probabilities:
        """The probability of each verdict."""
        return weighed(self.by_rules, self.reader, self.verdict_model, weights) or {}


def fitted_weights(rows: Sequence[VerdictRow]) -> Weights:
    """The weights of greatest likelihood, those of the rules drawn a little towards nothing."""
    verdicts = [v.value for v in Verdict]
    said = [*Verdict, None]
    labelled = [row for row in rows if row.asked.verdict in verdicts]
    target = np.array([verdicts.index(row.asked.verdict or "") for row in labelled])
    models = np.array(
        [[_logs(row.reader or row.verdict_model), _logs(row.verdict_model)] for row in labelled]
    )
    ruled = np.array([[row.by_rules is s for s in said] for row in labelled], dtype=float)

    def loss(numbers: Floats) -> float:
        scores = np.tensordot(models, numbers[:2], axes=(1, 0)) + ruled @ numbers[2:].reshape(-1, 4)
        norms = logsumexp(scores, axis=1)
        missed = norms - scores[np.arange(len(target)), target]
        return float(missed.sum() + PENALTY * (numbers[2:] ** 2).sum())

    start = np.concatenate([[0.5, 0.5], np.zeros(4 * len(said))])
    numbers = minimize(loss, start, method="L-BFGS-B").x
    rules = {
        s: dict(zip(Verdict, map(float, row), strict=True))
        for s, row in zip(said, numbers[2:].reshape(-1, 4), strict=True)
    }
    return Weights(float(numbers[0]), float(numbers[1]), rules)


def _logs(probabilities: Probabilities) -> list[float]:
    return [math.log(max(probabilities[v], LEAST)) for v in Verdict]


def _verdict_row(case: Case, scale: float) -> VerdictRow | None:
    first = int(np.argmax(case.mixed(scale)))
    if not case.answerable or not case.right[first]:
        return None
    form = question_form(case.question)
    sentence = speaking_sentence(case.question, read_clause(case.clauses[first]))
    reader = case.readings.verdicts[first] if case.readings else None
    by_rules = verdict_by_rules(form, sentence)
    return VerdictRow(case.organisation, case.asked, by_rules, reader, case.verdicts[first])


def _given(probabilities: Probabilities, most: float) -> Verdict | None:
    best = max(probabilities, key=lambda v: probabilities[v])
    opposite = OPPOSITE.get(best)
    return None if opposite and probabilities[opposite] > most else best


def _told(asked: Sequence[EvalQuestion], given: Sequence[Verdict | None]) -> str:
    pairs = list(zip(asked, given, strict=True))
    right = np.mean([v in (q.verdict, *q.also_verdict) for q, v in pairs])
    withheld = np.mean([v is None for _, v in pairs])
    turned = np.mean(
        [v not in q.also_verdict and {v, q.verdict} == {"yes", "no"} for q, v in pairs]
    )
    return f"right {right:.3f} withheld {withheld:.3f} turned {turned:.3f} of {len(pairs)}"
