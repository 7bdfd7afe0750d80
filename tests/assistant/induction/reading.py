"""Policies written to real files and read back, for the tests of paths."""

from __future__ import annotations

from pathlib import Path

from ingest.documents import Clause, ClauseKind, ReadDocument
from ingest.reading import read_document

HEAD = "---\nversion: {version}\nreview_date: September 2027\n---\n\n"


def written(folder: Path, name: str, body: str, version: str = "1.0") -> ReadDocument:
    """A Markdown policy, written and read; its id is made of `name`."""
    path = folder / f"{name}.md"
    path.write_text(HEAD.format(version=version) + body, encoding="utf-8")
    return read_document(path)


def clause(text: str, lead_in: str | None = None, *section: str) -> Clause:
    """A clause by itself, as a reader would make it."""
    return Clause(
        "c1", "p", text, 0, len(text), section, 1, 1, ClauseKind.PARAGRAPH, lead_in=lead_in
    )


def holding(document: ReadDocument, words: str) -> Clause:
    """The clause of a document that has the words."""
    return next(c for c in document.clauses if words in c.text)
