"""Plain text files, in whichever of the usual encodings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from ingest.documents import Extraction, Finding, Line, LineStyle, Page
from ingest.errors import UnreadableFile
from ingest.markers import bullet_of, number_of

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_TAB = 4
_WIDE = r" {3,}"


def read(path: Path) -> Extraction:
    """The file's lines; form feeds part its pages. Raises UnreadableFile."""
    text, findings = decoded(path)
    pages: list[Page] = []
    lines: list[Line] = []
    table = 0
    for number, page in enumerate(text.split("\f"), start=1):
        pages.append(Page(number, page))
        offset, gap, in_table = 0, True, False
        rows = page.split("\n")
        for index, raw in enumerate(rows):
            body = raw.strip()
            if body:
                cells = _cells(rows, index)
                table += 1 if cells and (not in_table or gap) else 0
                in_table = bool(cells)
                indent = len(raw.expandtabs(_TAB)) - len(raw.expandtabs(_TAB).lstrip())
                lines.append(
                    Line(
                        body,
                        number,
                        offset + raw.index(body),
                        LineStyle.TABLE_ROW if cells else LineStyle.BODY,
                        cells=cells,
                        wrapped=True,
                        indent=float(indent),
                        reach=float(indent + len(body)),
                        gap=gap,
                        table=table if cells else None,
                    )
                )
            gap = not body
            offset += len(raw) + 1
    return Extraction(tuple(pages), tuple(lines), findings)


def _cells(rows: Sequence[str], index: int) -> tuple[str, ...]:
    """The line's cells: parted by tabs, or by wide gaps where a line beside it has them at the same
    places or every part is a label with its value."""
    body = rows[index].strip()
    if "\t" in body:
        return tuple(cell.strip() for cell in body.split("\t"))
    parts = re.split(_WIDE, body)
    if len(parts) < 2 or bullet_of(body) or number_of(body):
        return ()
    if all(re.match(r"[A-Z][\w ]{2,30}: *\S", part) for part in parts):
        return tuple(parts)
    places = _gap_ends(rows[index])
    beside = [rows[i] for i in (index - 1, index + 1) if 0 <= i < len(rows)]
    if any(places and _gap_ends(other) == places for other in beside):
        return tuple(parts)
    return ()


def _gap_ends(raw: str) -> list[int]:
    return [match.end() for match in re.finditer(rf"(?<=\S){_WIDE}(?=\S)", raw)]


def decoded(path: Path) -> tuple[str, tuple[Finding, ...]]:
    """The file's text with line ends made "\\n", and a finding where characters were lost."""
    raw = path.read_bytes()
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return _decode(path, raw, encoding)
    if raw[:4000].count(0) * 4 > len(raw[:4000]):
        return _decode(path, raw, "utf-16-le" if raw[1:2] == b"\0" else "utf-16-be")
    try:
        return _tidy(raw.decode("utf-8")), ()
    except UnicodeDecodeError:
        return _decode(path, raw, "cp1252")


def _decode(path: Path, raw: bytes, encoding: str) -> tuple[str, tuple[Finding, ...]]:
    text = _tidy(raw.decode(encoding, errors="replace"))
    odd = sum(1 for char in text if char == "\ufffd" or (ord(char) < 32 and char not in "\n\t\f"))
    if odd > 0.02 * max(len(text), 1):
        raise UnreadableFile(
            path.name,
            "it isn't readable text.",
            "Check that it is the right file, or save it as plain text (UTF-8) and load that.",
        )
    lost = text.count("\ufffd")
    if not lost:
        return text, ()
    return text, (
        Finding("replaced-characters", f"{lost} characters could not be read and show as \ufffd."),
    )


def _tidy(text: str) -> str:
    return re.sub(r"\r\n?", "\n", text.lstrip("\ufeff"))
