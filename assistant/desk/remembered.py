"""Vectors of texts that come again: the inbox asks for the same ones at every drawing."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.encoder import Encoder

MOST = 4_000  # texts; 1.5 kB each


class RememberedEncoder:
    """An encoder that encodes a text once, as long as it is among the last `most` asked for. It
    keeps no text, only its SHA-256. Safe to share between threads."""

    def __init__(self, encoder: Encoder, most: int = MOST) -> None:
        self._encoder = encoder
        self._most = most
        self._known: OrderedDict[bytes, NDArray[np.float32]] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        """The name of the encoder behind it: the vectors are the same."""
        return self._encoder.name

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """An array of shape (len(texts), dimensions), each row of length 1."""
        keys = [hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest() for text in texts]
        with self._lock:
            found = {key: self._known[key] for key in keys if key in self._known}
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in found}
        if new or not texts:
            vectors = self._encoder.encode(list(new.values()))
            if not texts:
                return vectors
            found.update(zip(new, vectors, strict=True))
        with self._lock:
            for key in dict.fromkeys(keys):
                self._known[key] = found[key]
                self._known.move_to_end(key)
            while len(self._known) > self._most:
                self._known.popitem(last=False)
        return np.stack([found[key] for key in keys])
