"""Fits when to answer, how sure to be and when to give a verdict, on organisations held out.

No model was fitted on these policies, and none is the shipped one. The floor is chosen on all but
one organisation and reported on that one, so the figures printed are not those it was fitted to.
"""

from __future__ import annotations

import argparse
import pickle
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from assistant.replying.composition import MOST_QUOTES
from assistant.search.ranking import READ
from eval import organisations
from eval.cases import Case, Floats, left_out, read_cases
from eval.verdict_weights import report_verdicts

SCALES = (2.0, 5.0, 10.0, 15.0, 20.0, 30.0)


def success(cases: Sequence[Case], scale: float, k: int) -> float:
    """Success@k over the answerable cases."""
    hits = [c.right[np.argsort(-c.mixed(scale))[:k]].any() for c in cases if c.answerable]
    return float(np.mean(hits))


def probabilities(model: LogisticRegression, cases: Sequence[Case], scale: float) -> Floats:
    """The probability of an answer, one a case."""
    return model.predict_proba(np.array([c.features(scale) for c in cases]))[:, 1]


def fitted(cases: Sequence[Case], scale: float) -> LogisticRegression:
    """The probability that the library answers; answerable or not weigh the same."""
    x = np.array([c.features(scale) for c in cases])
    y = np.array([c.answerable for c in cases])
    return LogisticRegression(class_weight="balanced", C=10.0, max_iter=1000).fit(x, y)


def rates(probability: Floats, cases: Sequence[Case], floor: float) -> tuple[float, float]:
    """Answer rate and abstention at a floor."""
    y = np.array([c.answerable for c in cases])
    return float(np.mean(probability[y] >= floor)), float(np.mean(probability[~y] < floor))


def best_floor(probability: Floats, cases: Sequence[Case]) -> float:
    """The floor with the greatest mean of answer rate and abstention."""
    floors = np.linspace(0.05, 0.95, 91)
    return float(max(floors, key=lambda f: sum(rates(probability, cases, f))))


def report_answering(cases: Sequence[Case], scale: float) -> None:
    """Prints what the other organisations' floor gives each, then the function fitted on all."""
    for name, others, own in left_out(cases):
        model = fitted(others, scale)
        floor = best_floor(probabilities(model, others, scale), others)
        kept, declined = rates(probabilities(model, own, scale), own, floor)
        print(f"{name}: floor {floor:.2f}: answers kept {kept:.3f}, declined {declined:.3f}")
    model = fitted(cases, scale)
    probability = probabilities(model, cases, scale)
    print("intercept", round(float(model.intercept_[0]), 3))
    print("coefficients", [round(float(c), 3) for c in model.coef_[0]])
    for floor in (0.3, 0.4, 0.5, 0.6, best_floor(probability, cases)):
        kept, declined = rates(probability, cases, floor)
        print(f"floor {floor:.2f}: answers kept {kept:.3f}, declined {declined:.3f}")


def report_quotes(cases: Sequence[Case], scale: float) -> None:
    """Prints, by the least share of the first clause's relevance that a further one must have, how
    often a right clause is among the quotes, and how many are shown."""
    asked = [c for c in cases if c.answerable]
    for least in (0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.0):
        counts, hits = [], []
        for case in asked:
            scores = case.mixed(scale)
            order = np.argsort(-scores)[:MOST_QUOTES]
            shown = order[np.exp(scores[order] - scores[order[0]]) >= least]
            counts.append(len(shown))
            hits.append(case.right[shown].any())
        print(f"share {least}: right {np.mean(hits):.3f}, {np.mean(counts):.2f} quotes")


def main() -> None:
    """Prints the numbers for assistant/data/thresholds.toml."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument(
        "--cache",
        type=Path,
        help="keep the readings here and reuse them: only while the models stay the same",
    )
    options.add_argument(
        "--most", type=int, help="questions of each organisation, for a quick look"
    )
    args = options.parse_args()
    if args.cache and args.cache.is_file():
        cases = pickle.loads(args.cache.read_bytes())
    else:
        cases = [c for name in organisations.names() for c in read_cases(name, args.most)]
        if args.cache:
            args.cache.parent.mkdir(parents=True, exist_ok=True)
            args.cache.write_bytes(pickle.dumps(cases))
    print(len(cases), "cases,", sum(c.answerable for c in cases), "answerable")
    reach = np.mean([c.right.any() for c in cases if c.answerable])
    print(f"right clause among the {READ} read: {reach:.3f}")
    for scale in SCALES:
        figures = " ".join(f"@{k} {success(cases, scale, k):.3f}" for k in (1, 2, 4))
        print(f"similarity x {scale}: {figures}")
    best = max(SCALES, key=lambda s: success(cases, s, 1) + success(cases, s, 4))
    print("similarity_scale", best)
    report_answering(cases, best)
    report_quotes(cases, best)
    report_verdicts(cases, best)


if __name__ == "__main__":
    main()
