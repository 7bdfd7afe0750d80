"""Text becomes vectors, by an exported model that onnxruntime runs: .3 s to the first, not 5."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from ingest.errors import EncoderUnavailable

POLICY_ENCODER = Path(__file__).parent / "weights" / "policy-encoder"
BATCH = 32


def open_session(folder: Path, threads: int = 2) -> onnxruntime.InferenceSession:
    """The model of a folder, ready to run on the CPU."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    file = folder / "model.onnx"
    if not file.is_file():
        raise EncoderUnavailable(f"{file.parent.name}: model.onnx is missing. Install again.")
    return onnxruntime.InferenceSession(
        str(file), sess_options=options, providers=["CPUExecutionProvider"]
    )


def open_tokenizer(folder: Path, max_length: int) -> Tokenizer:
    """The tokenizer of a folder, cutting at `max_length` tokens and padding to the longest."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(max_length)
    tokenizer.enable_padding()
    return tokenizer


class OnnxEncoder:
    """An encoder whose graph pools and normalises; its folder holds model.onnx, tokenizer.json
    and config.json with `max_length`."""

    def __init__(self, folder: Path = POLICY_ENCODER) -> None:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        self._session = open_session(folder)
        self._tokenizer = open_tokenizer(folder, config["max_length"])
        with (folder / "model.onnx").open("rb") as weights:
            digest = hashlib.file_digest(weights, "sha256").hexdigest()
        self.name = f"{folder.name}-{digest[:8]}"

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """An array of shape (len(texts), dimensions), each row of length 1."""
        # Texts of like length share a batch: padding is then small, and the order is restored.
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        rows: list[NDArray[np.float32]] = [np.empty(0, np.float32)] * len(texts)
        for at in range(0, len(order), BATCH):
            chosen = order[at : at + BATCH]
            tokens = self._tokenizer.encode_batch([texts[i] for i in chosen])
            vectors = self._session.run(
                None,
                {
                    "input_ids": np.array([t.ids for t in tokens], dtype=np.int64),
                    "attention_mask": np.array([t.attention_mask for t in tokens], dtype=np.int64),
                },
            )[0]
            for i, vector in zip(chosen, vectors, strict=True):
                rows[i] = vector.astype(np.float32)
        return np.vstack(rows) if rows else np.empty((0, 0), np.float32)
