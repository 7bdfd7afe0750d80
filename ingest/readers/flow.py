"""A page written down paragraph by paragraph, for formats that know their paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.documents import Extraction, Finding, Line, LineStyle, Page


class Flow:
    """Collects paragraphs in reading order and gives each its offset in the page's text."""

    def __init__(self) -> None:
        self._lines: list[Line] = []
        self._texts: list[str] = []
        self._length = 0
        self._tables = 0
        self.findings: list[Finding] = []
        self.properties: dict[str, str] = {}

    def paragraph(
        self,
        text: str,
        style: LineStyle = LineStyle.BODY,
        *,
        level: int | None = None,
        number: str | None = None,
        bold: bool = False,
        size: float | None = None,
        hidden: str = "",
    ) -> None:
        """Write one paragraph; line breaks inside it part it where a new line begins afresh."""
        for index, part in enumerate(_parts(text)):
            self._add(
                part,
                # What follows a line break in a heading or item is its text, not another of it.
                style if index == 0 or style == LineStyle.HEADING else LineStyle.BODY,
                level=level if index == 0 or style == LineStyle.HEADING else None,
                number=number if index == 0 else None,
                bold=bold,
                size=size,
                hidden=hidden,
            )

    def begin_table(self) -> None:
        """The rows that follow are another table's."""
        self._tables += 1

    def row(
        self, cells: Sequence[str], *, header: bool = False, bold: bool = False, hidden: str = ""
    ) -> None:
        """Write one row of the table begun last."""
        tidy = tuple(re.sub(r"\s+", " ", cell).strip() for cell in cells)
        text = "\t".join(tidy).rstrip("\t")
        if text.strip():
            self._add(
                text,
                LineStyle.TABLE_ROW,
                cells=tidy[: text.count("\t") + 1],
                table=self._tables,
                header=header,
                bold=bold,
                hidden=hidden,
            )

    def extraction(self) -> Extraction:
        """Everything written, as one page."""
        page = Page(1, "\n".join(self._texts))
        return Extraction((page,), tuple(self._lines), tuple(self.findings), self.properties)

    @property
    def is_empty(self) -> bool:
        """True when nothing was written."""
        return not self._lines

    def _add(
        self,
        text: str,
        style: LineStyle,
        *,
        level: int | None = None,
        number: str | None = None,
        cells: tuple[str, ...] = (),
        table: int | None = None,
        header: bool = False,
        bold: bool = False,
        size: float | None = None,
        hidden: str = "",
    ) -> None:
        self._lines.append(
            Line(
                text,
                1,
                self._length,
                style,
                level,
                cells,
                size=size,
                bold=bold,
                gap=True,
                number=number,
                table=table,
                header=header,
                hidden=hidden,
            )
        )
        self._texts.append(text)
        self._length += len(text) + 1


def _parts(text: str) -> list[str]:
    """The text cut at those line breaks after which something new begins."""
    parts: list[str] = []
    for piece in (part.strip() for part in text.split("\n")):
        if not piece:
            continue
        if parts and piece[0].islower() and not re.search(r"[.!?:;]$", parts[-1]):
            parts[-1] += "\n" + piece
        else:
            parts.append(piece)
    return parts
