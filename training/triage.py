"""Fits, measures and ships the triage: `python -m training.triage --data ../shared/training-data`.

Three readings are compared on messages they weren't fitted on: the word list, a linear model on
frozen embeddings, and the fine-tuned encoder. The thresholds in assistant/data/triage.toml are
read off the same out-of-fold scores; held-out policies and the blind test set play no part.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from assistant.triage.model import OnnxMessageClassifier
from assistant.triage.rules import load_rules
from assistant.triage.types import CONCERNS, MessageClassifier, TriageLabel
from assistant.triage.words import BlendedClassifier, load_word_list
from training.triage_data import (
    SEED,
    Message,
    follow_ups,
    policy_questions,
    read_labelled,
    sample_questions,
    with_histories,
)
from training.triage_fit import CONCERN_COLUMNS, LABELS, begun, embed, export, fit, predict
from training.triage_words import fit_words, write_words

WORDS_FILE = Path("assistant/data/triage-words.json")


def concern_scores(probabilities: np.ndarray) -> np.ndarray:
    """The probability of any concern, one a row."""
    return probabilities[:, CONCERN_COLUMNS].sum(axis=1)


def scored(rows: Sequence[Message], classifier: MessageClassifier) -> np.ndarray:
    """A classifier's probabilities, one row a message and one column a label."""
    found = [classifier.probabilities(row.text, row.history) for row in rows]
    return np.array([[scores[label] for label in LABELS] for scores in found])


def word_scores(rows: Sequence[Message], fitted: Sequence[Message]) -> np.ndarray:
    """What a word list fitted on other rows makes of these."""
    return scored(rows, fit_words(fitted))


def embedding_scores(
    rows: Sequence[Message], fitted: Sequence[Message], vectors: dict[Message, np.ndarray]
) -> np.ndarray:
    """What a linear model on the frozen encoder's vectors makes of these."""
    model = LogisticRegression(C=30.0, max_iter=500, class_weight="balanced")
    model.fit(np.stack([vectors[r] for r in fitted]), [r.label.value for r in fitted])
    order = [list(model.classes_).index(label) for label in LABELS]
    return model.predict_proba(np.stack([vectors[r] for r in rows]))[:, order]


def out_of_fold(
    rows: Sequence[Message], extra: Sequence[Message], folds: int, epochs: int
) -> dict[str, np.ndarray]:
    """Scores for every row by readers that weren't fitted on it. `extra` is split likewise."""
    everything = [*rows, *extra]
    vectors = dict(zip(everything, embed(everything), strict=True))
    names = ("words", "frozen", "tuned")
    found = {name: np.zeros((len(everything), len(LABELS))) for name in names}
    splitter = StratifiedKFold(folds, shuffle=True, random_state=SEED)
    groups = [row.label.value + row.source[:4] for row in everything]
    for number, (fitted_at, tested_at) in enumerate(splitter.split(everything, groups)):
        fitted = [everything[i] for i in fitted_at]
        tested = [everything[i] for i in tested_at]
        found["words"][tested_at] = word_scores(tested, fitted)
        found["frozen"][tested_at] = embedding_scores(tested, fitted, vectors)
        model = fit([*fitted, *with_histories(fitted)], epochs)
        found["tuned"][tested_at] = predict(model, tested)
        at = np.array([row.label is TriageLabel.POLICY_QUESTION for row in tested])
        bound = np.quantile(concern_scores(found["tuned"][tested_at])[at], 0.97)
        caught = np.array([row.concern for row in tested])
        share = (concern_scores(found["tuned"][tested_at])[caught] >= bound).mean()
        print(f"fold {number + 1}: recall {share:.3f} at 3 % false alarms", flush=True)
    return found


def report(name: str, scores: np.ndarray, rows: Sequence[Message]) -> None:
    """Prints recall of concerns by label against false alarms by source, at several thresholds."""
    concern = np.array([row.concern for row in rows])
    ruled = np.array([load_rules().first_match(row.text) is not None for row in rows])
    asked = np.array([row.label is TriageLabel.POLICY_QUESTION for row in rows])
    bulk = np.array([row.source.startswith(("questions", "followups")) for row in rows])
    print(f"\n{name}: threshold, recall of concerns, false alarms on look-alikes and on questions")
    for threshold in (0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.7):
        diverted = (scores >= threshold) | ruled
        shares = [
            diverted[group].mean() if group.any() else float("nan")
            for group in (concern, asked & ~bulk, asked & bulk)
        ]
        by_label = " ".join(
            f"{label.value[:5]} {diverted[[r.label is label for r in rows]].mean():.3f}"
            for label in CONCERNS
            if any(r.label is label for r in rows)
        )
        figures = "  ".join(f"{share:.4f}" for share in shares)
        print(f"  {threshold:.2f}  {figures}  {by_label}", flush=True)


def main() -> None:
    """Cross-validate, report, fit on everything, export, and check the exported model."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path("../shared/training-data"))
    options.add_argument("--out", type=Path, default=Path("assistant/weights/triage"))
    options.add_argument("--scores", type=Path, default=Path("build/triage/out-of-fold.npz"))
    options.add_argument("--epochs", type=int, default=5)
    options.add_argument("--folds", type=int, default=3, help="0: no cross-validation")
    options.add_argument("--questions", type=int, default=3000)
    options.add_argument("--no-fit", action="store_true", help="measure only, ship nothing")
    options.add_argument("--start", type=Path, help="export an earlier run's graph, fit nothing")
    options.add_argument("--threads", type=int, default=1)
    args = options.parse_args()
    torch.set_num_threads(args.threads)
    random.seed(SEED)
    if args.start:
        export(begun(args.start), args.out)
        return

    labelled = read_labelled(args.data)
    questions = policy_questions(args.data, held_out=False)
    extra = [*sample_questions(questions, args.questions), *follow_ups(args.data)[::2]]
    print(f"{len(labelled)} labelled messages, {len(extra)} policy questions", flush=True)
    if args.folds:
        rows = [*labelled, *extra]
        found = out_of_fold(labelled, extra, args.folds, args.epochs)
        args.scores.parent.mkdir(parents=True, exist_ok=True)
        np.savez(args.scores, **found)  # type: ignore[arg-type]
        for name, probabilities in found.items():
            report(name, concern_scores(probabilities), rows)
        report("rules alone", np.zeros(len(rows)), rows)
        share = load_rules().thresholds["words_share"]
        both = (1 - share) * found["tuned"] + share * found["words"]
        report("tuned and words together, as shipped", concern_scores(both), rows)
    if args.no_fit:
        return
    write_words([*labelled, *questions, *follow_ups(args.data)], WORDS_FILE)
    fitted = [*labelled, *extra, *with_histories([*labelled, *extra])]
    model = fit(fitted, args.epochs)
    export(model, args.out)
    unseen = policy_questions(args.data, held_out=True)
    whole = predict(model, unseen)
    exported = OnnxMessageClassifier(args.out)
    bound = load_rules().thresholds["model"]
    halved = concern_scores(scored(unseen, exported))
    moves = np.abs(concern_scores(whole) - halved)
    turned = ((concern_scores(whole) >= bound) != (halved >= bound)).sum()
    print(f"half precision moves a concern score by {moves.mean():.4f}, at most {moves.max():.3f}")
    print(f"and turn {turned} of {len(unseen)} decisions", flush=True)
    share = load_rules().thresholds["words_share"]
    shipped = BlendedClassifier(exported, load_word_list(), share)
    report("held-out policies, as shipped", concern_scores(scored(unseen, shipped)), unseen)


if __name__ == "__main__":
    main()
