"""Runs of text become lines and table rows, by where they stand on the page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from ingest.documents import Line, LineStyle, Page
from ingest.markers import bullet_of, is_lone_bullet, number_of
from ingest.readers.pdf_paint import Rules
from ingest.readers.pdf_runs import Run

_MARKER_REACH = 5.0  # ems from a bullet or number to its text, at most
_CELL_GAP = 1.6  # ems of white between two cells of a row, at least
_BROKEN_CELL_GAP = 0.6  # the same, where the library too saw two lines
_PARAGRAPH_GAP = 1.28  # times the usual line distance makes a gap between paragraphs
_COLUMN_LINES = 15  # a cell taller than this is a column of the page


@dataclass
class _Piece:
    """Runs side by side on one baseline."""

    text: str
    x: float
    y: float
    end: float
    size: float
    bold: bool
    hidden: str
    angle: int
    marker: bool = False
    text_x: float = 0.0


@dataclass
class _Cell:
    pieces: list[_Piece]

    @property
    def text(self) -> str:
        return " ".join(piece.text.strip() for piece in self.pieces)

    @property
    def left(self) -> float:
        return min(piece.x for piece in self.pieces)

    @property
    def right(self) -> float:
        return max(piece.end for piece in self.pieces)


@dataclass
class _Row:
    """One line, or several cells; `table` counts tables on all pages."""

    cells: list[_Cell]
    table: int | None = None
    texts: list[str] = field(default_factory=list)

    @property
    def first(self) -> _Piece:
        return self.cells[0].pieces[0]

    @property
    def top(self) -> float:
        return max(cell.pieces[0].y for cell in self.cells)

    @property
    def bottom(self) -> float:
        return min(cell.pieces[-1].y for cell in self.cells)


def page_of(
    number: int, runs: Sequence[Run], rules: Rules, first_table: int
) -> tuple[Page, list[Line], int]:
    """The page's text, its lines with their hints, and the number of the next table."""
    rows = _rows(_pieces(runs, rules), rules)
    next_table = _number_tables(rows, first_table)
    leading = _usual_leading(rows)
    lines: list[Line] = []
    texts: list[str] = []
    offset = 0
    for index, row in enumerate(rows):
        previous = rows[index - 1] if index else None
        line = _line(row, previous, number, offset, leading)
        lines.append(line)
        texts.append(line.text)
        offset += len(line.text) + 1
    return Page(number, "\n".join(texts)), lines, next_table


def _pieces(runs: Sequence[Run], rules: Rules) -> list[_Piece]:
    pieces: list[_Piece] = []
    broken = True
    for run in runs:
        last = pieces[-1] if pieces else None
        size = run.size or 1.0
        aligned = (
            last is not None
            and last.angle == run.angle
            and last.hidden == run.hidden
            and abs(run.y - last.y) <= 0.45 * max(size, last.size)
            and run.x >= last.end - 0.5 * size - 1
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
                    last.marker, last.text_x = True, run.x
                    last.size, last.bold = run.size, run.bold
                last.text += separator + run.text
                last.end = run.end
                last.bold = last.bold and run.bold
                broken = run.ends_line
                continue
        pieces.append(
            _Piece(run.text, run.x, run.y, run.end, size, run.bold, run.hidden, run.angle, text_x=run.x)
        )
        broken = run.ends_line
    return [piece for piece in pieces if piece.text.strip()]


def _is_lone_number(text: str) -> bool:
    marker = number_of(text)
    version = text.endswith(".0")
    return marker is not None and marker.end >= len(text) and not version


def _rows(pieces: Sequence[_Piece], rules: Rules) -> list[_Row]:
    """Pieces that stand side by side become the cells of a row; all others a line each."""
    rows: list[_Row] = []
    for piece in pieces:
        row = rows[-1] if rows else None
        if row is None or piece.angle or row.first.angle or piece.hidden or row.first.hidden:
            rows.append(_Row([_Cell([piece])]))
            continue
        last = row.cells[-1]
        below = last.pieces[-1].y - piece.y
        if len(row.cells) > 1 and _continues_cell(last, piece, below, rules):
            last.pieces.append(piece)
        elif piece.x > last.right + 0.5 * piece.size and below < 0.45 * piece.size:
            if len(row.cells) == 1:
                _gather_first_cell(rows, piece, rules)
            if piece.x > rows[-1].cells[-1].right:
                rows[-1].cells.append(_Cell([piece]))
            else:
                rows.append(_Row([_Cell([piece])]))
        else:
            rows.append(_Row([_Cell([piece])]))
    return rows


def _continues_cell(cell: _Cell, piece: _Piece, below: float, rules: Rules) -> bool:
    last = cell.pieces[-1]
    size = max(piece.size, last.size)
    within = piece.x >= cell.left - 1.5 * size - 1 and piece.x <= cell.right
    if not within or below <= 0.45 * size:
        return False
    if rules.covers(piece.x):
        return not rules.crosses(piece.x, last.y, piece.y + piece.size)
    return below < 2.2 * size


def _gather_first_cell(rows: list[_Row], piece: _Piece, rules: Rules) -> None:
    """Lines level with or below `piece`, to its left, are the row's first cell."""
    count = 0
    for row in reversed(rows):
        aligned = abs(row.first.x - rows[-1].first.x) < 4 * piece.size
        if len(row.cells) > 1 or row.top > piece.y + 0.45 * piece.size or not aligned:
            break
        if row.cells[0].right >= piece.x or row.first.hidden or row.first.angle:
            break
        if count and rules.crosses(row.first.x, row.first.y, rows[-count].top + piece.size / 2):
            break
        count += 1
    if 1 < count < _COLUMN_LINES:
        pieces = [row.first for row in rows[-count:]]
        rows[-count:] = [_Row([_Cell(pieces)])]
    elif count >= _COLUMN_LINES or count == 0:
        rows.append(_Row([_Cell([piece])]))  # the top of the page's next column


def _number_tables(rows: list[_Row], first_table: int) -> int:
    """Give the rows of each table its number, and every row the table's columns."""
    number = first_table
    group: list[_Row] = []
    for row in [*rows, None]:
        if row is not None and len(row.cells) > 1:
            group.append(row)
            continue
        if group:
            _align(group)
            for member in group:
                member.table = number
            number += 1
            group = []
    return number


def _align(group: list[_Row]) -> None:
    """Put each cell under the column it stands in; a column without a cell is empty."""
    widest = max(group, key=lambda row: len(row.cells))
    columns = [(cell.left, cell.right) for cell in widest.cells]
    for row in group:
        slots: dict[int, str] = {}
        for cell in row.cells:
            middle = (cell.left + cell.right) / 2
            best = min(
                range(len(columns)),
                key=lambda i: min(
                    abs(columns[i][0] - cell.left),
                    abs((columns[i][0] + columns[i][1]) / 2 - middle),
                    abs(columns[i][1] - cell.right),
                ),
            )
            if best in slots:
                slots = {}
                break
            slots[best] = cell.text
        if slots and list(slots) == sorted(slots):
            row.texts = [slots.get(i, "") for i in range(max(slots) + 1)]
        else:
            row.texts = [cell.text for cell in row.cells]


def _usual_leading(rows: Sequence[_Row]) -> float:
    """The distance of two wrapped lines' baselines, in ems: the least common one on the page."""
    steps = []
    for above, below in zip(rows, rows[1:], strict=False):
        if len(above.cells) == len(below.cells) == 1:
            step = (above.first.y - below.first.y) / max(below.first.size, 1.0)
            if 0.9 < step < 2.6 and abs(above.first.size - below.first.size) < 0.6:
                steps.append(step)
    if not steps:
        return 1.25
    steps.sort()
    low = steps[: max(1, len(steps) // 3)]
    return median(low)


def _line(row: _Row, previous: _Row | None, number: int, offset: int, leading: float) -> Line:
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
            text, number, offset, LineStyle.TABLE_ROW, cells=cells, wrapped=True, size=round(piece.size, 1),
            bold=all(p.bold for cell in row.cells for p in cell.pieces), indent=piece.x,
            reach=row.cells[-1].right, gap=gap, table=row.table, hidden=hidden,
        )
    text = re.sub(r"\s+", " ", piece.text).strip()
    marked = bullet_of(text) is not None
    return Line(
        text, number, offset, LineStyle.BULLET if marked else LineStyle.BODY, wrapped=True,
        size=round(piece.size, 1), bold=piece.bold, indent=round(piece.x, 1), reach=round(piece.end, 1),
        gap=gap, hidden=hidden,
    )
