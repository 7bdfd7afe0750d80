"""Pieces of text that stand side by side on a page become the rows of its tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.readers.pdf_paint import Rules

COLUMN_LINES = 15  # a cell taller than this is a column of the page
_SAME_PLACE = 3.0  # points by which the edges of cells in one column may differ
_WIDE_GAP = 6.0  # ems between two cells that need no other sign of a table


@dataclass
class Piece:
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
    longest: int = 0  # characters of the run that gives the size


@dataclass
class Cell:
    """Lines one under the other between the same edges."""

    pieces: list[Piece]

    @property
    def text(self) -> str:
        """Its lines, joined."""
        return " ".join(piece.text.strip() for piece in self.pieces)

    @property
    def left(self) -> float:
        """Where its text begins."""
        return min(piece.x for piece in self.pieces)

    @property
    def right(self) -> float:
        """Where its text ends."""
        return max(piece.end for piece in self.pieces)


@dataclass
class Row:
    """One line, or several cells; `table` counts tables on all pages."""

    cells: list[Cell]
    table: int | None = None
    texts: list[str] = field(default_factory=list)

    @property
    def first(self) -> Piece:
        """The piece it opens with."""
        return self.cells[0].pieces[0]

    @property
    def top(self) -> float:
        """The highest baseline of its cells' first lines."""
        return max(cell.pieces[0].y for cell in self.cells)

    @property
    def bottom(self) -> float:
        """The lowest baseline of its cells' last lines."""
        return min(cell.pieces[-1].y for cell in self.cells)


def rows_of(pieces: Sequence[Piece], rules: Rules) -> list[Row]:
    """Pieces that stand side by side become the cells of a row; all others a line each."""
    rows: list[Row] = []
    for piece in pieces:
        row = rows[-1] if rows else None
        if row is None or piece.angle or row.first.angle or piece.hidden or row.first.hidden:
            rows.append(Row([Cell([piece])]))
            continue
        last = row.cells[-1]
        below = last.pieces[-1].y - piece.y
        if len(row.cells) > 1 and _continues_cell(last, piece, below, rules):
            last.pieces.append(piece)
        elif piece.x > last.right + 0.5 * piece.size and below < 0.45 * piece.size:
            if len(row.cells) > 1 or _gather_first_cell(rows, piece, rules):
                rows[-1].cells.append(Cell([piece]))
            else:
                rows.append(Row([Cell([piece])]))
        else:
            rows.append(Row([Cell([piece])]))
    return rows


def _continues_cell(cell: Cell, piece: Piece, below: float, rules: Rules) -> bool:
    last = cell.pieces[-1]
    size = max(piece.size, last.size)
    within = piece.x >= cell.left - 1.5 * size - 1 and piece.x <= cell.right
    if not within or below <= 0.45 * size:
        return False
    if rules.covers(piece.x):
        return not rules.crosses(piece.x, last.y, piece.y + piece.size)
    return below < 2.2 * size


def _gather_first_cell(rows: list[Row], piece: Piece, rules: Rules) -> bool:
    """Make the lines level with or below `piece`, to its left, the row's first cell; False when
    there are none, or so many that `piece` is the top of the page's next column."""
    count = 0
    for row in reversed(rows):
        aligned = abs(row.first.x - rows[-1].first.x) < 4 * piece.size
        if len(row.cells) > 1 or row.top > piece.y + 0.45 * piece.size or not aligned:
            break
        if row.cells[0].right >= piece.x or row.first.hidden or row.first.angle:
            break
        if count and row.bottom <= rows[-count].top:
            break
        if count and rules.crosses(row.first.x, row.first.y, rows[-count].top + piece.size / 2):
            break
        count += 1
    if not 0 < count < COLUMN_LINES:
        return False
    pieces = [row.first for row in rows[-count:]]
    rows[-count:] = [Row([Cell(pieces)])]
    return True


def number_tables(rows: list[Row], first_table: int, rules: Rules) -> int:
    """Give the rows of each table its number, and every row the table's columns; make lines again
    of rows that are no table's, such as a justified line with a wide space in it."""
    number = first_table
    group: list[Row] = []
    for row in [*rows, None]:
        if row is not None and len(row.cells) > 1:
            group.append(row)
            continue
        for member in [member for member in group if not _is_supported(member, group, rules)]:
            group.remove(member)
            _flatten(member)
        if group:
            _align(group)
            for member in group:
                member.table = number
            number += 1
            group = []
    return number


def _is_supported(row: Row, group: Sequence[Row], rules: Rules) -> bool:
    """True when something besides white space says that the row's cells are cells."""
    for before, cell in pairwise(row.cells):
        size = max(row.first.size, 1.0)
        if cell.left - before.right > _WIDE_GAP * size or len(cell.pieces) > 1:
            return True
        if rules.parts(before.right, cell.left, row.first.y + size / 3) or rules.covers(cell.left):
            return True
        others = [c for other in group if other is not row for c in other.cells[1:]]
        if any(
            min(abs(cell.left - other.left), abs(cell.right - other.right)) <= _SAME_PLACE
            for other in others
        ):
            return True
    return False


def _flatten(row: Row) -> None:
    pieces = [piece for cell in row.cells for piece in cell.pieces]
    first = pieces[0]
    first.text = " ".join(piece.text.strip() for piece in pieces)
    first.end = pieces[-1].end
    first.bold = all(piece.bold for piece in pieces)
    row.cells = [Cell([first])]


def _align(group: list[Row]) -> None:
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
