"""The files that policies were read from, kept beside the library under their checksums."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from pathlib import Path

from ingest.documents import Policy


class Originals:
    """A folder of files, each named by its SHA-256."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, file: Path, policy: Policy) -> None:
        """Copies a policy's file in; whole or not at all."""
        kept = self._place(policy)
        kept.parent.mkdir(parents=True, exist_ok=True)
        part = kept.with_name(f"{kept.stem}.part")
        shutil.copyfile(file, part)
        part.replace(kept)

    def find(self, policy: Policy) -> Path | None:
        """The file that a policy was read from; None when it isn't here."""
        file = self._place(policy)
        return file if file.is_file() else None

    def sweep(self, kept: Collection[str]) -> None:
        """Deletes the files whose checksums aren't among those kept."""
        for file in self._folder.iterdir() if self._folder.is_dir() else ():
            if file.stem not in kept:
                file.unlink(missing_ok=True)

    def _place(self, policy: Policy) -> Path:
        return self._folder / f"{policy.sha256}{Path(policy.source).suffix.lower()}"
