"""The models that read question and text together, run by onnxruntime from shipped weights."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.answers import Verdict
from assistant.pipeline import Models
from assistant.search.ranking import PairReadings
from assistant.triage.model import OnnxMessageClassifier
from ingest.documents import Clause, embedding_text
from ingest.onnx_encoder import open_session, open_tokenizer

WEIGHTS = Path(__file__).parent / "weights"
BATCH = 16


class PairModel:
    """An exported cross-encoder: a folder with model.onnx, tokenizer.json and config.json."""

    def __init__(self, folder: Path) -> None:
        self.config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        self._session = open_session(folder)
        self._tokenizer = open_tokenizer(folder, self.config["max_length"])

    def logits(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """An array of shape (len(pairs), outputs of the model), in the order given."""
        tokens = self._tokenizer.encode_batch(list(pairs))
        order = sorted(range(len(tokens)), key=lambda i: sum(tokens[i].attention_mask))
        rows: dict[int, NDArray[np.float32]] = {}
        for at in range(0, len(order), BATCH):
            chosen = order[at : at + BATCH]
            longest = max(sum(tokens[i].attention_mask) for i in chosen)
            outputs = self._session.run(
                None,
                {
                    name: np.array([getattr(tokens[i], field)[:longest] for i in chosen], np.int64)
                    for name, field in (
                        ("input_ids", "ids"),
                        ("attention_mask", "attention_mask"),
                        ("token_type_ids", "type_ids"),
                    )
                },
            )[0]
            rows.update(zip(chosen, outputs.astype(np.float32), strict=True))
        return np.stack([rows[i] for i in range(len(tokens))])


class OnnxReader:
    """The policy reader: how well a clause answers a question, and with what verdict."""

    def __init__(self, folder: Path) -> None:
        self._model = PairModel(folder)
        self._verdicts = [Verdict(label) for label in self._model.config["verdicts"]]

    def read(self, question: str, texts: Sequence[str]) -> PairReadings:
        """The readings of the texts, in the order given."""
        logits = self._model.logits([(question, text) for text in texts]).astype(np.float64)
        return PairReadings(logits[:, 0], tuple(_shares(logits[:, 1:], self._verdicts)))


class OnnxVerdictModel:
    """The verdict model: yes, no, conditional or information, for a question on a clause."""

    def __init__(self, folder: Path) -> None:
        self._model = PairModel(folder)
        self._labels = [Verdict(label) for label in self._model.config["labels"]]

    def probabilities(self, question: str, clauses: Sequence[Clause]) -> list[dict[Verdict, float]]:
        """For each clause the probability of each verdict, adding up to 1."""
        if not clauses:
            return []
        pairs = [(question, verdict_text(clause)) for clause in clauses]
        return _shares(self._model.logits(pairs).astype(np.float64), self._labels)


def verdict_text(clause: Clause) -> str:
    """The clause as the verdict model reads it: headings, lead-in, text."""
    return embedding_text("", clause).removeprefix(" > ").removeprefix(": ")


def _shares(logits: NDArray[np.float64], labels: Sequence[Verdict]) -> list[dict[Verdict, float]]:
    """The softmax of each row, by label."""
    weights = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares = weights / weights.sum(axis=1, keepdims=True)
    return [dict(zip(labels, map(float, row), strict=True)) for row in shares]


def load_models() -> Models:
    """The models whose weights are installed."""
    triage, reader, verdicts = (WEIGHTS / name for name in ("triage", "policy-reader", "verdict"))
    return Models(
        classifier=OnnxMessageClassifier(triage) if (triage / "model.onnx").is_file() else None,
        reader=OnnxReader(reader) if (reader / "model.onnx").is_file() else None,
        verdicts=OnnxVerdictModel(verdicts) if (verdicts / "model.onnx").is_file() else None,
    )
