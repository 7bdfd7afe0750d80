"""Files that can't be read say which file it is and what to do."""

from __future__ import annotations

import contextlib
import importlib.util
import random
import zipfile
from pathlib import Path

import pytest

from ingest.errors import (
    DocumentError,
    EncryptedFile,
    NoText,
    TooLarge,
    UnreadableFile,
    UnsupportedFile,
)
from ingest.filetypes import check, sniffed
from ingest.reading import read_document

SAMPLES = Path(__file__).parent / "samples"
_spec = importlib.util.spec_from_file_location("makers", Path(__file__).parent / "makers.py")
makers = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(makers)

PDF = b"%PDF-1.7\n%\xe2\xe3\n"
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
LOCKED = OLD + "EncryptedPackage".encode("utf-16-le")

TABLE = [
    # name, bytes, error, words of the message
    ("empty.pdf", b"", NoText, "0 bytes"),
    ("blank.txt", b"  \n \n", NoText, "no text"),
    ("policy.pdf", b"Staff must sign in.", UnreadableFile, "named .pdf but is plain text"),
    ("policy.txt", PDF, UnreadableFile, "Rename it to end in .pdf"),
    ("policy.docx", PDF, UnreadableFile, "named .docx but is a PDF"),
    ("policy.docx", OLD, UnreadableFile, "save it as .docx or PDF"),
    ("policy.docx", LOCKED, EncryptedFile, "password"),
    ("policy.docx", b"PK\x03\x04 rubbish", UnreadableFile, "broken or incomplete Word document"),
    ("policy.doc", OLD, UnsupportedFile, "save it as .docx or PDF"),
    ("policy.rtf", b"{\\rtf1 Staff}", UnsupportedFile, "save it as .docx or PDF"),
    ("policy.odt", b"PK\x03\x04 rubbish", UnsupportedFile, "isn't read|aren't read"),
    ("policy.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, UnsupportedFile, "ocrmypdf"),
    ("policy", PDF, UnsupportedFile, "Rename it to end in .pdf"),
    ("junk.txt", bytes(range(256)) * 20, UnreadableFile, "not a readable document"),
    ("broken.pdf", PDF + b"nothing more", UnreadableFile, "fresh copy"),
]


@pytest.mark.parametrize(
    ("name", "content", "error", "words"), TABLE, ids=[f"{r[0]}-{i}" for i, r in enumerate(TABLE)]
)
def test_a_bad_file_is_named_with_a_remedy(tmp_path, name, content, error, words):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(error, match=words) as caught:
        read_document(path)
    assert str(caught.value).startswith(f"{name}: ")
    assert caught.value.remedy.endswith(".")


def test_damage_anywhere_gives_a_document_error_or_a_document(tmp_path):
    """Bytes overwritten at random, a file cut short: never another kind of error."""
    chance = random.Random(7)
    whole = [
        makers.pdf(
            tmp_path / "p.pdf", [("h1", "Rules"), ("p", "Staff must sign in."), ("b", "One")]
        ),
        makers.word(tmp_path / "w.docx", [("Heading 1", "Rules"), ("p", "Staff must sign in.")]),
        *(SAMPLES / name for name in ("nursery.html", "food.md", "noise.txt")),
    ]
    for turn in range(60):
        source = whole[turn % len(whole)]
        content = bytearray(source.read_bytes())
        for _ in range(chance.choice([1, 10, 100])):
            content[chance.randrange(len(content))] = chance.randrange(256)
        damaged = tmp_path / f"damaged{source.suffix}"
        damaged.write_bytes(
            content[: chance.randrange(1, len(content) + 1)] if turn % 3 else content
        )
        with contextlib.suppress(DocumentError):
            read_document(damaged)


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    for path in (tmp_path / "gone.pdf", tmp_path):
        with pytest.raises(UnreadableFile, match=path.name):
            read_document(path)


def test_a_huge_file_is_refused_before_it_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr("ingest.filetypes.MAX_BYTES", 10)
    path = tmp_path / "big.txt"
    path.write_text("Staff must sign in at reception.")
    with pytest.raises(TooLarge, match=r"big\.txt"):
        read_document(path)


def test_an_upload_is_called_by_its_own_name(tmp_path):
    path = tmp_path / "tmp8x2"
    path.write_text("Visitor Policy\n\nVisitors must sign in at reception.\n")
    document = read_document(path, known_source="Visitor Policy 2024.txt")
    assert (document.policy.source, document.policy.policy_id) == (
        "Visitor Policy 2024.txt",
        "visitor-policy-2024",
    )
    path.write_bytes(b"")
    with pytest.raises(NoText, match=r"^Visitor Policy 2024\.txt: "):
        read_document(path, known_source="Visitor Policy 2024.txt")


def test_a_web_page_saved_as_text_and_a_note_saved_as_html_are_let_through(tmp_path):
    page = tmp_path / "page.txt"
    page.write_text("<html><body><p>Hello there.</p></body></html>")
    assert check(page, ".txt") == "text"
    note = tmp_path / "note.html"
    note.write_text("Visitors must sign in.")
    assert check(note, ".html") == "html"


def test_a_word_document_is_told_from_other_archives(tmp_path):
    for inside, kind in (("word/document.xml", "docx"), ("xl/workbook.xml", "zip")):
        path = tmp_path / "a.bin"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(inside, "<x/>")
        assert sniffed(path) == kind


def test_every_document_error_takes_a_file_a_problem_and_a_remedy():
    for kind in DocumentError.__subclasses__():
        error = kind("a.pdf", "it is odd.", "Look at it.")
        assert str(error) == "a.pdf: it is odd. Look at it."
