"""Fits the weighted word list: a linear model on words, pairs and triples, kept as plain data."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from assistant.triage.types import TriageLabel
from assistant.triage.words import WordListClassifier, features
from training.triage_data import Message

LABELS = tuple(TriageLabel)
KEPT_FEATURES = 6000
PENALTY = 20.0  # scikit-learn's C


def fit_words(rows: Sequence[Message]) -> WordListClassifier:
    """A word list fitted on the rows, each label weighing by the square root of its share."""
    bias, weights = _fit(rows)
    return WordListClassifier(bias, weights)


def write_words(rows: Sequence[Message], path: Path) -> None:
    """Fits and writes the word list, its weights to two decimals."""
    bias, weights = _fit(rows)
    path.write_text(
        json.dumps({"bias": bias, "weights": weights}, ensure_ascii=False, separators=(",", ":")),
        encoding="utf-8",
    )


def _fit(rows: Sequence[Message]) -> tuple[dict[TriageLabel, float], dict[str, list[float]]]:
    counts = Counter(feature for row in rows for feature in set(features(row.text)))
    vocabulary = sorted(feature for feature, count in counts.items() if count >= 3)
    first = _regression(rows, vocabulary)
    strength = np.abs(first.coef_).max(axis=0)
    kept = sorted(vocabulary[i] for i in np.argsort(-strength)[:KEPT_FEATURES])
    model = _regression(rows, kept)
    order = [list(model.classes_).index(label) for label in LABELS]
    bias = {
        label: round(float(model.intercept_[i]), 3) for label, i in zip(LABELS, order, strict=True)
    }
    weights = {
        feature: [round(float(model.coef_[i, column]), 2) for i in order]
        for column, feature in enumerate(kept)
    }
    return bias, weights


def _regression(rows: Sequence[Message], vocabulary: Sequence[str]) -> LogisticRegression:
    index = {feature: column for column, feature in enumerate(vocabulary)}
    data, columns, starts = [], [], [0]
    for row in rows:
        found = sorted({index[feature] for feature in features(row.text) if feature in index})
        columns += found
        data += [1 / np.sqrt(len(found))] * len(found)
        starts.append(len(columns))
    matrix = csr_matrix((data, columns, starts), shape=(len(rows), len(vocabulary)))
    labels = [row.label.value for row in rows]
    share = Counter(labels)
    weight = {label: (len(rows) / count) ** 0.5 for label, count in share.items()}
    mean = sum(weight[label] for label in labels) / len(labels)
    balance = {label: value / mean for label, value in weight.items()}
    return LogisticRegression(C=PENALTY, max_iter=400, class_weight=balance).fit(matrix, labels)
