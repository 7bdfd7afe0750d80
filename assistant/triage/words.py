"""The weighted word list: scores a message with no model and no runtime, in plain Python.

A linear reading of words, pairs and triples of words; the weights are fitted by
`training/triage.py` and kept as data. It stands in whenever the model is stopped.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from assistant.triage.rules import plain
from assistant.triage.types import MessageClassifier, TriageLabel

WORDS_FILE = Path(__file__).parents[1] / "data" / "triage-words.json"
_WORD = re.compile(r"[a-z0-9£?!]+")
LONGEST = 3


def features(text: str) -> Iterator[str]:
    """The words, pairs and triples of the message, its start and end marked."""
    words = ["<", *_WORD.findall(plain(text)), ">"]
    for length in range(1, LONGEST + 1):
        for start in range(len(words) - length + 1):
            yield " ".join(words[start : start + length])


class WordListClassifier:
    """A MessageClassifier made of one weight a label for each listed feature."""

    def __init__(
        self, bias: Mapping[TriageLabel, float], weights: Mapping[str, Sequence[float]]
    ) -> None:
        self._labels = tuple(bias)
        self._bias = [bias[label] for label in self._labels]
        self._weights = weights

    def probabilities(self, text: str, history: Sequence[str]) -> Mapping[TriageLabel, float]:
        """A probability for every label, from the listed words found. The history isn't read."""
        found = {feature for feature in features(text) if feature in self._weights}
        # L2-normalised presence, as in training: a long message isn't surer for being long.
        scale = 1 / math.sqrt(len(found)) if found else 0.0
        totals = list(self._bias)
        for feature in found:
            for index, weight in enumerate(self._weights[feature]):
                totals[index] += weight * scale
        top = max(totals)
        powers = [math.exp(total - top) for total in totals]
        return {
            label: power / sum(powers) for label, power in zip(self._labels, powers, strict=True)
        }


class BlendedClassifier:
    """A MessageClassifier that weighs two: `share` of the second, the rest of the first."""

    def __init__(self, first: MessageClassifier, second: MessageClassifier, share: float) -> None:
        self._first, self._second, self._share = first, second, share

    def probabilities(self, text: str, history: Sequence[str]) -> Mapping[TriageLabel, float]:
        """The weighted mean of the two for every label."""
        first = self._first.probabilities(text, history)
        second = self._second.probabilities(text, history)
        return {
            label: (1 - self._share) * first[label] + self._share * second[label]
            for label in TriageLabel
        }


@lru_cache(maxsize=2)
def load_word_list(path: Path = WORDS_FILE) -> WordListClassifier:
    """The shipped word list."""
    data = json.loads(path.read_text(encoding="utf-8"))
    bias = {TriageLabel(label): float(value) for label, value in data["bias"].items()}
    return WordListClassifier(bias, data["weights"])
