"""Runs of text become lines and table rows, by where they stand on the page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from ingest.documents import Line, LineStyle, Page
from ingest.markers import bullet_of, is_lone_bullet, number_of
from ingest.readers.pdf_paint import Rules
from ingest.readers.pdf_runs import Run
from ingest.readers.pdf_tables import COLUMN_LINES, Piece, Row, number_tables, rows_of

_MARKER_REACH = 5.0  # ems from a bullet or number to its text, at most
_CELL_GAP = 1.6  # ems of white between two cells of a row, at least
_BROKEN_CELL_GAP = 0.6  # the same, where the library too saw two lines
_PARAGRAPH_GAP = 1.28  # times the usual line distance makes a gap between paragraphs
_NARROWEST_COLUMN = 150.0  # points
_DISORDER = 0.25  # of a page's pieces that stand above the one drawn before


def page_of(
    number: int, runs: Sequence[Run], rules: Rules, first_table: int
) -> tuple[Page, list[Line], int]:
    """The page's text, its lines with their hints, and the number of the next table."""
    rows = rows_of(_in_order(_pieces(runs, rules)), rules)
    next_table = number_tables(rows, first_table, rules)
    leading = _usual_leading(rows)
    second = _second_column(rows)
    left = min((row.first.x for row in rows), default=0.0)
    lines: list[Line] = []
    texts: list[str] = []
    offset = 0
    for index, row in enumerate(rows):
        previous = rows[index - 1] if index else None
        line = _line(row, previous, number, offset, leading, rules)
        if second is not None:
            right = row.first.x >= second - 1
            line = _in_column(line, second if right else left, int(right))
        lines.append(line)
        texts.append(line.text)
        offset += len(line.text) + 1
    return Page(number, "\n".join(texts)), lines, next_table


def _in_column(line: Line, left: float, column: int) -> Line:
    """The line with its edges measured from the left of its column."""
    indent, reach = line.indent or 0.0, line.reach or 0.0
    return replace(line, indent=indent - left, reach=reach - left, column=column)


def _pieces(runs: Sequence[Run], rules: Rules) -> list[Piece]:
    pieces: list[Piece] = []
    broken = True
    for run in runs:
        last = pieces[-1] if pieces else None
        size = run.size or 1.0
        aligned = (
            last is not None
            and last.angle == run.angle
            and last.hidden == run.hidden
            and abs(run.y - last.y) <= 0.45 * max(size, last.size)
            # Text set tight is narrower than its font says; the library then sees one line.
            and run.x >= (last.end - 0.5 * size - 1 if broken else (last.x + last.end) / 2)
        )
        if aligned and last is not None:
            gap = run.x - last.end
            limit = _BROKEN_CELL_GAP if broken else _CELL_GAP
            near = gap < limit * max(size, last.size)
            ruled = rules.parts(last.end, run.x, run.y + size / 3)
            text = last.text.strip()
            marker = is_lone_bullet(text) or _is_lone_number(text)
            if not ruled and (near or (marker and gap < _MARKER_REACH * size)):
                spaced = last.text.endswith(" ") or run.text.startswith(" ")
                wide = gap > 0.15 * size
                separator = " " if not spaced and (marker or (broken and wide)) else ""
                if marker and not last.marker:
                    last.marker, last.longest = True, len(run.text)
                    last.size, last.bold = run.size, run.bold
                elif len(run.text) > last.longest:
                    last.size, last.longest = run.size, len(run.text)
                last.text += separator + run.text
                last.end = run.end
                last.bold = last.bold and run.bold
                broken = run.ends_line
                continue
        pieces.append(
            Piece(
                run.text,
                run.x,
                run.y,
                run.end,
                size,
                run.bold,
                run.hidden,
                run.angle,
                longest=len(run.text),
            )
        )
        broken = run.ends_line
    return [piece for piece in pieces if piece.text.strip()]


def _in_order(pieces: list[Piece]) -> list[Piece]:
    """The pieces as drawn, or from top to bottom where they were drawn in no sane order."""
    climbs = sum(
        1
        for before, piece in pairwise(pieces)
        if piece.y > before.y + 1.5 * piece.size and piece.x < before.end and before.x < piece.end
    )
    # A header and a footer drawn first, or last, climb twice at most.
    if climbs < 2 or (climbs < 5 and climbs < _DISORDER * len(pieces)):
        return pieces
    if climbs < _DISORDER * len(pieces) / 3:
        return pieces
    return sorted(pieces, key=lambda piece: (-round(piece.y / 3), piece.x))


def _is_lone_number(text: str) -> bool:
    marker = number_of(text)
    version = text.endswith(".0")
    return marker is not None and marker.end >= len(text) and not version


def _second_column(rows: Sequence[Row]) -> float | None:
    """Where the right one of two columns of text starts, or None."""
    lines = [row.cells[0] for row in rows if len(row.cells) == 1 and not row.first.angle]
    starts = sorted(cell.left for cell in lines)
    for start in starts:
        right = [cell for cell in lines if cell.left >= start - 1]
        left = [cell for cell in lines if cell.right <= start]
        if start - starts[0] < _NARROWEST_COLUMN or len(left) < COLUMN_LINES // 3:
            continue
        # Only a title or a footer may run across.
        if len(right) >= COLUMN_LINES // 3 and len(lines) - len(left) - len(right) <= 3:
            wide = [cell for cell in right if cell.right - cell.left > _NARROWEST_COLUMN / 2]
            return start if len(wide) >= 3 else None
    return None


def _usual_leading(rows: Sequence[Row]) -> float:
    """The distance of two wrapped lines' baselines, in ems: the least common one on the page."""
    steps = []
    for above, below in pairwise(rows):
        if len(above.cells) == len(below.cells) == 1:
            step = (above.first.y - below.first.y) / max(below.first.size, 1.0)
            if 0.9 < step < 2.6 and abs(above.first.size - below.first.size) < 0.6:
                steps.append(step)
    if not steps:
        return 1.25
    steps.sort()
    low = steps[: max(1, len(steps) // 3)]
    return median(low)


def _line(
    row: Row, previous: Row | None, number: int, offset: int, leading: float, rules: Rules
) -> Line:
    piece = row.first
    gap = True
    if previous is not None:
        size = max(piece.size, 1.0)
        step = previous.bottom - row.top
        limit = leading * _PARAGRAPH_GAP * size
        gap = step > limit or step < -size
    hidden = piece.hidden or ("rotated text" if piece.angle else "")
    if len(row.cells) > 1:
        text = "\t".join(row.texts).rstrip()
        cells = tuple(row.texts)
        return Line(
            text,
            number,
            offset,
            LineStyle.TABLE_ROW,
            cells=cells,
            wrapped=True,
            size=round(piece.size, 1),
            bold=all(p.bold for cell in row.cells for p in cell.pieces),
            indent=piece.x,
            reach=row.cells[-1].right,
            gap=gap,
            table=row.table,
            hidden=hidden,
        )
    text = re.sub(r"\s+", " ", piece.text).strip()
    marked = bullet_of(text, sure=piece.marker) is not None or rules.has_bullet(
        piece.x, piece.y, piece.size
    )
    return Line(
        text,
        number,
        offset,
        LineStyle.BULLET if marked else LineStyle.BODY,
        wrapped=True,
        size=round(piece.size, 1),
        bold=piece.bold,
        indent=round(piece.x, 1),
        reach=round(piece.end, 1),
        gap=gap,
        hidden=hidden,
    )
