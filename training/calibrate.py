"""Fits when to answer and how sure to be, on policies that no model was fitted on.

Answerable: the held-out policies' questions, over a library of one policy and of all of them.
Unanswerable: the questions their writers marked so, those of none.jsonl over the held-out library
where it isn't part of theirs, and every third answerable question with its clause taken out.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from assistant.ranking import Reader
from assistant.readers import WEIGHTS, OnnxReader
from assistant.retrieval import CANDIDATES
from ingest.encoder import PACKAGED, Encoder, SentenceTransformerEncoder
from ingest.onnx_encoder import OnnxEncoder
from training.data import ClauseRow, clauses_by_policy, read_jsonl, read_questions

READ = 12  # candidates that the reader sees
WITHOUT_EVERY = 3


@dataclass(frozen=True)
class Case:
    """A question over a library: the scores of its candidates, best by similarity first."""

    similar: np.ndarray
    read: np.ndarray
    right: np.ndarray  # bool, which candidates answer
    answerable: bool


def read_cases(folder: Path, encoder: Encoder, reader: Reader | None) -> list[Case]:
    """All cases over the held-out policies."""
    rows = [r for r in read_questions(folder) if r.clause.held_out]
    grouped = clauses_by_policy(rows)
    clauses = [c for group in grouped.values() for c in group]
    vectors = encoder.encode([text_of(c) for c in clauses])
    everything = np.arange(len(clauses))
    of_policy = {p: np.array([i for i, c in enumerate(clauses) if c.policy == p]) for p in grouped}
    asked: list[tuple[str, np.ndarray, frozenset[tuple[str, str]], bool]] = []
    for number, row in enumerate(rows):
        right = frozenset({row.clause.key, *((row.clause.policy, o) for o in row.also)})
        pool = everything if number % 2 else of_policy[row.clause.policy]
        if row.verdict == "none":
            asked.append((row.question, of_policy[row.clause.policy], frozenset(), False))
            continue
        if number % WITHOUT_EVERY == 0:
            left = np.array([i for i in pool if clauses[i].key not in right])
            asked.append((row.question, left, frozenset(), False))
        else:
            asked.append((row.question, pool, right, True))
    for record in read_jsonl(folder / "none.jsonl"):
        theirs = [p for p in record["policies"] if p in of_policy]
        if theirs:
            pool = np.concatenate([of_policy[p] for p in theirs])
            asked.append((record["question"], pool, frozenset(), False))
    questions = encoder.encode([q for q, *_ in asked])
    cases = []
    for (question, pool, right, answerable), vector in zip(asked, questions, strict=True):
        similar = vectors[pool] @ vector
        order = np.argsort(-similar)[: READ if reader else CANDIDATES]
        chosen = [clauses[pool[i]] for i in order]
        read = (
            reader.scores(question, [text_of(c) for c in chosen])
            if reader
            else np.zeros(len(chosen), np.float32)
        )
        mine = np.array([c.key in right for c in chosen])
        cases.append(Case(similar[order], read, mine, answerable))
    return cases


def text_of(clause: ClauseRow) -> str:
    """The clause as the library embeds it."""
    return f"{clause.policy} > {clause.section}: {clause.text}"


def success(cases: Sequence[Case], similarity: float, weight: float, k: int) -> float:
    """Success@k of the mixed scores over the answerable cases."""
    hits = [
        bool(c.right[np.argsort(-(similarity * c.similar + weight * c.read))[:k]].any())
        for c in cases
        if c.answerable
    ]
    return float(np.mean(hits))


def features(case: Case, similarity: float, weight: float) -> list[float]:
    """Best similarity, the reader's score of the best, gap to the second: as `rank` sees them."""
    mixed = similarity * case.similar + weight * case.read
    order = np.argsort(-mixed)
    gap = mixed[order[0]] - mixed[order[1]] if len(order) > 1 else 0.0
    return [float(case.similar.max()), float(case.read[order[0]]), float(gap)]


def fit(cases: Sequence[Case], similarity: float, weight: float) -> None:
    """Prints the logistic function, the floor with the best balance, and what it gives."""
    x = np.array([features(c, similarity, weight) for c in cases])
    y = np.array([c.answerable for c in cases])
    model = LogisticRegression(class_weight="balanced", C=10.0).fit(x, y)
    probability = model.predict_proba(x)[:, 1]
    floors = np.linspace(0.05, 0.95, 91)
    balance = [(np.mean(probability[y] >= f) + np.mean(probability[~y] < f)) / 2 for f in floors]
    print("intercept", round(float(model.intercept_[0]), 3))
    print("coefficients", [round(float(c), 3) for c in model.coef_[0]])
    for floor in (0.3, 0.4, 0.5, 0.6, float(floors[int(np.argmax(balance))])):
        print(
            f"floor {floor:.2f}: answers kept {np.mean(probability[y] >= floor):.3f}, "
            f"declined {np.mean(probability[~y] < floor):.3f}"
        )


def main() -> None:
    """Prints the numbers for assistant/data/thresholds.toml."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path("../shared/training-data"))
    options.add_argument("--packaged", action="store_true", help="for the packaged encoder")
    options.add_argument("--no-reader", action="store_true")
    options.add_argument("--reader", type=Path, default=WEIGHTS / "policy-reader")
    args = options.parse_args()
    encoder: Encoder = SentenceTransformerEncoder(PACKAGED) if args.packaged else OnnxEncoder()
    use_reader = (args.reader / "model.onnx").is_file() and not (args.no_reader or args.packaged)
    cases = read_cases(args.data, encoder, OnnxReader(args.reader) if use_reader else None)
    print(len(cases), "cases,", sum(c.answerable for c in cases), "answerable")
    if not use_reader:
        print(f"@1 {success(cases, 1, 0, 1):.3f} @4 {success(cases, 1, 0, 4):.3f}")
        fit(cases, 20.0, 0.0)
        return
    for similarity in (0.0, 4.0, 8.0, 12.0, 16.0, 24.0, 1000.0):
        figures = " ".join(f"@{k} {success(cases, similarity, 1.0, k):.3f}" for k in (1, 2, 4))
        print(f"similarity x {similarity}: {figures}")
    best = max((4.0, 8.0, 12.0, 16.0, 24.0), key=lambda s: success(cases, s, 1.0, 1))
    print("similarity_scale", best)
    fit(cases, best, 1.0)


if __name__ == "__main__":
    main()
