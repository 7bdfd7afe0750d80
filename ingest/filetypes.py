"""What kind of file it really is, whatever its name says."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from ingest.errors import EncryptedFile, NoText, TooLarge, UnreadableFile, UnsupportedFile

MAX_BYTES = 200 * 1024 * 1024

_KINDS = {
    ".pdf": "pdf",
    ".docx": "docx",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".text": "text",
}
_NAMES = {"pdf": "a PDF", "docx": "a Word document (.docx)", "html": "a web page (HTML)"}
_EXTENSIONS = {"pdf": ".pdf", "docx": ".docx", "html": ".html"}
_TEXTS = {"html", "markdown", "text"}
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_SAVE = "Open it and save it as .docx or PDF, then load that."
_RECOGNISE = (
    "Run text recognition on it (for example: ocrmypdf --image-dpi 300 in.png out.pdf), then "
    "load the PDF."
)


def check(path: Path, extension: str) -> str:
    """The reader for the file: "pdf", "docx", "html", "markdown" or "text".

    Raises EncryptedFile, NoText, TooLarge, UnreadableFile or UnsupportedFile.
    """
    name = path.name
    if not path.exists():
        raise UnreadableFile(name, "there is no such file.", "Check the name and the folder.")
    if path.is_dir():
        raise UnreadableFile(name, "it is a folder.", "Name the files in it.")
    size = path.stat().st_size
    if size == 0:
        raise NoText(name, "it is empty (0 bytes).", "Get a fresh copy of the document.")
    if size > MAX_BYTES:
        raise TooLarge(
            name,
            f"it has {size / 1024 / 1024:,.0f} MB; a policy has at most "
            f"{MAX_BYTES // 1024 // 1024} MB.",
            "Save it with smaller pictures, or load only the policy.",
        )
    expected = _KINDS.get(extension.lower())
    real = sniffed(path)
    if real == "encrypted docx":
        raise EncryptedFile(
            name, "it needs a password to open.", "Save a copy without the password and load that."
        )
    if expected is None:
        raise UnsupportedFile(
            name, f"files of the kind “{extension or 'no extension'}” aren't read.", _advice(real)
        )
    if real == expected or (expected in _TEXTS and real in {"text", "html"}):
        return expected
    if real in _EXTENSIONS:
        raise UnreadableFile(
            name,
            f"it is named {extension} but is {_NAMES[real]}.",
            f"Rename it to end in {_EXTENSIONS[real]}, then load it again.",
        )
    raise UnreadableFile(name, f"it is named {extension} but is {_called(real)}.", _advice(real))


def sniffed(path: Path) -> str:
    """What the file's first bytes say it is."""
    with path.open("rb") as file:
        head = file.read(8192)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return _zip_kind(path)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return "encrypted docx" if _holds_encrypted_package(path) else "old word"
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith(_PICTURES):
        return "picture"
    if re.match(
        rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
        head,
        re.I | re.S,
    ):
        return "html"
    return "text" if _is_text(head) else "binary"


def _zip_kind(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return "docx" if path.suffix.lower() == ".docx" else "binary"
    return "docx" if "word/document.xml" in names else "zip"


def _holds_encrypted_package(path: Path) -> bool:
    return "EncryptedPackage".encode("utf-16-le") in path.read_bytes()


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    zeros = head.count(0)
    if zeros:
        # UTF-16 without a mark: nearly every other byte is zero, and hardly any between them.
        return zeros > 0.3 * len(head) and min(head[1::2].count(0), head[::2].count(0)) == 0
    odd = sum(1 for byte in head if byte < 32 and byte not in b"\t\n\r\f\v\x1b")
    return odd <= 0.02 * len(head)


def _called(real: str) -> str:
    return {
        "old word": "an old Office file",
        "rtf": "a rich text file (RTF)",
        "picture": "a picture",
        "zip": "an archive or another kind of Office file",
        "text": "plain text",
        "binary": "not a readable document",
    }.get(real, "another kind of file")


def _advice(real: str) -> str:
    if real == "picture":
        return _RECOGNISE
    if real in {"pdf", "docx", "html"}:
        return f"Rename it to end in {_EXTENSIONS[real]}, then load it again."
    if real == "text":
        return "If it is plain text, rename it to end in .txt; otherwise save it as .docx or PDF."
    return "Check that it is the right file." if real == "binary" else _SAVE
