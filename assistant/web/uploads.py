"""Who may change the library from the page, and uploaded files on their way to it."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

FILE_TYPES = ("pdf", "docx", "html", "htm", "md", "txt")
LOCAL_HOSTS = {"localhost", "127.0.0.1", "[::1]"}
FORWARDED = ("x-forwarded-for", "x-forwarded-host", "x-real-ip", "forwarded")
LONGEST_NAME = 120


class Upload(Protocol):
    """A file as the browser sent it."""

    name: str

    def getvalue(self) -> bytes:
        """Its bytes."""
        ...


def is_local(headers: Mapping[str, str], address: str | None) -> bool:
    """Whether the request comes from this machine itself, by no proxy on the way.

    `address` is the browser's, None when it is this machine's. A proxy here makes every visitor
    look local, so its headers count against it; the host's name keeps out a page elsewhere that
    has its own name pointed here.
    """
    lowered = {name.lower(): value for name, value in headers.items()}
    if any(name in lowered for name in FORWARDED):
        return False
    host = re.sub(r":\d+$", "", lowered.get("host", "").lower())
    return address in (None, "127.0.0.1", "::1") and host in LOCAL_HOSTS


def safe_name(name: str) -> str:
    """The file's own name without folders or characters that file systems mind."""
    last = re.split(r"[\\/]", name)[-1]
    plain = re.sub(r'[\x00-\x1f<>:"|?*]', "_", last).strip(" .") or "file"
    stem, dot, suffix = plain.rpartition(".")
    return f"{stem[:LONGEST_NAME]}{dot}{suffix}" if stem else plain[:LONGEST_NAME]


@contextmanager
def on_disk(uploads: Sequence[Upload]) -> Iterator[list[Path]]:
    """The uploads as files under their own names, gone again afterwards. Each lies in a folder of
    its own, so that two of one name are both there."""
    with tempfile.TemporaryDirectory(prefix="policy-upload-") as folder:
        paths = []
        for number, upload in enumerate(uploads):
            path = Path(folder) / str(number) / safe_name(upload.name)
            path.parent.mkdir()
            path.write_bytes(upload.getvalue())
            paths.append(path)
        yield paths
