"""Several readings of one verdict, weighed together; pure.

A conditional logit: each model's log-probabilities count by a weight, and what the rules say adds a
number to each verdict. The numbers are fitted on policies held out (`python -m eval.calibrate`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.answers import Verdict

Probabilities = Mapping[Verdict, float]
LEAST = 1e-6  # a probability of nothing would outweigh every other reading


@dataclass(frozen=True)
class Weights:
    """What each reading counts: the models' log-probabilities times `reader` and `verdict_model`,
    plus `rules[what the rules say][verdict]`, where None is their silence."""

    reader: float
    verdict_model: float
    rules: Mapping[Verdict | None, Mapping[Verdict, float]]


def weighed(
    by_rules: Verdict | None,
    reader: Probabilities | None,
    verdict_model: Probabilities | None,
    weights: Weights,
) -> Probabilities | None:
    """The probability (0..1, adding up to 1) of each verdict by all readings; None without a model.

    Where one model is missing, the other counts for both.
    """
    both = weights.reader + weights.verdict_model
    if reader is None and verdict_model is None:
        return None
    if reader is None or verdict_model is None:
        counted = [(both, reader or verdict_model or {})]
    else:
        counted = [(weights.reader, reader), (weights.verdict_model, verdict_model)]
    scores = {
        v: weights.rules[by_rules][v] + sum(w * math.log(max(p[v], LEAST)) for w, p in counted)
        for v in Verdict
    }
    top = max(scores.values())
    powers = {v: math.exp(score - top) for v, score in scores.items()}
    total = sum(powers.values())
    return {v: power / total for v, power in powers.items()}
