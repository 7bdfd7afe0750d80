"""The triage model: a small encoder with a classification head, run by onnxruntime.

The folder holds `model.onnx`, `tokenizer.json` and `labels.json`; `training/triage.py` writes it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from assistant.triage.types import ClassifierError, TriageLabel

START, END = 101, 102  # [CLS] and [SEP] of the BERT vocabulary
LONGEST_TOKENS = 128
LONGEST_HISTORY_TOKENS = 40  # the message itself is never cut for the sake of its history


class OnnxMessageClassifier:
    """A MessageClassifier that reads a message and its earlier turns as a pair of texts."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        """Raises ClassifierError if a file is missing or can't be used."""
        try:
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = threads
            options.inter_op_num_threads = 1
            self._session = onnxruntime.InferenceSession(
                str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
            )
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
            self._labels = tuple(TriageLabel(label) for label in labels)
        except Exception as problem:  # onnxruntime and tokenizers raise bare exceptions
            raise ClassifierError(f"The triage model in {folder.name} can't be used.") from problem
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def probabilities(self, text: str, history: Sequence[str]) -> Mapping[TriageLabel, float]:
        """A probability for every label. The start of the text and the end of the history count."""
        try:
            ids, types = encode_pair(self._tokenizer, text, history)
            logits = self._session.run(
                None,
                {
                    "input_ids": np.array([ids], dtype=np.int64),
                    "attention_mask": np.ones((1, len(ids)), dtype=np.int64),
                    "token_type_ids": np.array([types], dtype=np.int64),
                },
            )[0][0]
        except Exception:  # the message must not travel with the error
            raise ClassifierError("The triage model failed on a message.") from None
        powers = np.exp(logits - logits.max())
        shares = powers / powers.sum()
        if not np.isfinite(shares).all():
            raise ClassifierError("The triage model gave no usable scores.")
        return {label: float(share) for label, share in zip(self._labels, shares, strict=True)}


def encode_pair(
    tokenizer: Tokenizer, text: str, history: Sequence[str]
) -> tuple[list[int], list[int]]:
    """Token ids and types of `[CLS] text [SEP] history [SEP]`, at most LONGEST_TOKENS long."""
    earlier: list[int] = []
    if history:
        earlier = tokenizer.encode(" / ".join(history), add_special_tokens=False).ids
        earlier = earlier[-LONGEST_HISTORY_TOKENS:]
    room = LONGEST_TOKENS - 2 - (len(earlier) + 1 if earlier else 0)
    message = tokenizer.encode(text, add_special_tokens=False).ids[:room]
    ids = [START, *message, END]
    types = [0] * len(ids)
    if earlier:
        ids += [*earlier, END]
        types += [1] * (len(earlier) + 1)
    return ids, types
