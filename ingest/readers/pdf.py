"""PDF files; the only importer of pypdf."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pypdf
from pypdf.errors import PyPdfError

from ingest.documents import Extraction, Finding, Line, Page
from ingest.errors import EncryptedFile, NoText, TooLarge, UnreadableFile
from ingest.readers.pdf_lines import page_of
from ingest.readers.pdf_paint import Box, States
from ingest.readers.pdf_runs import Collector, Widths

MAX_PAGES = 2000

# What pypdf lets through of a damaged file besides its own errors.
_BROKEN = (
    PyPdfError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    AssertionError,
    NotImplementedError,
    OSError,
    EOFError,
    OverflowError,
    ZeroDivisionError,
    RecursionError,
)
_T = TypeVar("_T")


def read(path: Path) -> Extraction:
    """The file's pages and lines. Raises EncryptedFile, NoText, TooLarge or UnreadableFile."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = _guarded(path, lambda: pypdf.PdfReader(path))
    if reader.is_encrypted and not _guarded(path, lambda: reader.decrypt("")):
        raise EncryptedFile(
            path.name,
            "it needs a password to open.",
            "Save a copy without the password and load that.",
        )
    count = _guarded(path, lambda: len(reader.pages))
    if count > MAX_PAGES:
        raise TooLarge(
            path.name,
            f"it has {count:,} pages; a policy has at most {MAX_PAGES:,}.",
            "Split it, or load only the policy.",
        )
    if count == 0:
        raise NoText(path.name, "it has no pages.", "Save the document as PDF again and load that.")
    widths = Widths(_widths_of)
    pages: list[Page] = []
    lines: list[Line] = []
    findings: list[Finding] = []
    tables = 0
    for index in range(count):
        content = _guarded(path, partial(_content_of, reader, index, widths))
        page, page_lines, tables = page_of(index + 1, content.runs(), content.rules(), tables)
        if not page_lines:
            findings.append(
                Finding(
                    "no-text-layer",
                    f"Page {index + 1} has no text that can be read; it may be a picture or blank.",
                    index + 1,
                )
            )
        pages.append(page)
        lines.extend(page_lines)
    if not lines:
        raise NoText(
            path.name,
            "its pages are pictures without text.",
            "Run text recognition on it (for example: ocrmypdf in.pdf out.pdf), then "
            "load the result.",
        )
    return Extraction(tuple(pages), tuple(lines), tuple(findings), _properties(reader))


def _guarded(path: Path, step: Callable[[], _T]) -> _T:
    try:
        return step()
    except pypdf.errors.DependencyError as error:
        raise EncryptedFile(
            path.name,
            "it is encrypted in a way that can't be opened here.",
            "Save a copy without encryption and load that.",
        ) from error
    except PermissionError as error:
        raise UnreadableFile(
            path.name, "it can't be opened: permission denied.", "Check who may read the file."
        ) from error
    except _BROKEN as error:
        raise UnreadableFile(
            path.name,
            "it is a broken or incomplete PDF.",
            "Get a fresh copy, or open it and save it as PDF again.",
        ) from error


def _content_of(reader: pypdf.PdfReader, index: int, widths: Widths) -> Collector:
    page = reader.pages[index]
    collector = Collector(widths, _seen_of(page), _states_of(page))
    page.extract_text(visitor_operand_before=collector.before, visitor_text=collector.text)
    return collector


def _seen_of(page: Any) -> Box | None:
    """The part of the sheet that is shown and printed."""
    try:
        box = page.cropbox
        return float(box.left), float(box.bottom), float(box.right), float(box.top)
    except _BROKEN:
        return None


def _states_of(page: Any) -> States:
    """Name -> how opaque the page's settings make what is filled, and whether it hides what lies
    under it (no blending, no mask); None where a setting leaves that as it was."""
    found: dict[str, tuple[float | None, bool | None]] = {}
    try:
        states = page["/Resources"].get("/ExtGState", {})
        for name in states:
            state = states[name].get_object()
            alpha, blend, mask = state.get("/ca"), state.get("/BM"), state.get("/SMask")
            plain = blend in (None, "/Normal", "/Compatible") and mask in (None, "/None")
            told = blend is not None or mask is not None
            found[str(name)] = (None if alpha is None else float(alpha), plain if told else None)
    except _BROKEN:
        return found
    return found


def _widths_of(resource: Any) -> dict[str, float] | None:
    """Character -> width in ems, '' -> the usual width; None where the font can't be read."""
    try:
        # pypdf measures text with this class but exports no way to ask for a width.
        from pypdf.generic._font import Font

        font = Font.from_font_resource(resource)
        table = {
            font.character_map.get(raw, raw): width / 1000
            for raw, width in font.character_widths.items()
            if len(raw) == 1
        }
        if not isinstance(font.encoding, str):
            for code, char in font.encoding.items():
                shown = font.character_map.get(char, char)
                if chr(code) in font.character_widths:
                    table[shown] = font.character_widths[chr(code)] / 1000
        table.setdefault(" ", font.space_width / 1000)
    except (ImportError, *_BROKEN):
        return None
    known = [width for char, width in table.items() if char.strip() and width > 0]
    if len(known) < 3:
        return None
    table[""] = sum(known) / len(known)
    return table


def _properties(reader: Any) -> dict[str, str]:
    try:
        information = reader.metadata or {}
        found = {
            name: str(information.get(key) or "").strip()
            for name, key in (
                ("title", "/Title"),
                ("subject", "/Subject"),
                ("keywords", "/Keywords"),
                ("author", "/Author"),
                ("created", "/CreationDate"),
            )
        }
    except _BROKEN:
        return {}
    return {name: value for name, value in found.items() if value}
