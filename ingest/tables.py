"""Rows become tables: which row is the header, and what a small table states as a whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest import facts
from ingest.blocks import Block, BlockKind

_CONTROL = re.compile(
    r"\b(?:version|revision|issue|edition|author|approved|approval|effective|amend|change|review|status)",
    re.IGNORECASE,
)
_SMALL = 60  # words in a table that is stated as one fact


@dataclass(frozen=True)
class Table:
    """Rows of one table. `header` is the heading row's stored text, '' without one."""

    rows: tuple[Block, ...]
    header: str
    is_fact: bool = False
    is_whole: bool = False
    is_contents_of_form: bool = False


def tables_of(blocks: Sequence[Block]) -> dict[int, Table]:
    """The document's tables by the index of their first block."""
    found: dict[int, Table] = {}
    index = 0
    while index < len(blocks):
        if blocks[index].kind != BlockKind.ROW:
            index += 1
            continue
        stop = index + 1
        while (
            stop < len(blocks)
            and blocks[stop].kind == BlockKind.ROW
            and blocks[stop].first.line.table == blocks[index].first.line.table
        ):
            stop += 1
        found[index] = _table(blocks[index:stop])
        index = stop
    return found


def cells_of(row: Block) -> list[str]:
    """The row's cells as stored, empty ones included."""
    return [cell.strip() for cell in row.text.text.split("\t")]


def _table(rows: Sequence[Block]) -> Table:
    if all(facts.is_form_line(row.text.text) for row in rows):
        return Table(tuple(rows), "", is_contents_of_form=True)
    header = rows[0].text.text if _is_header(rows) else ""
    words = sum(len(row.text.text.split()) for row in rows)
    control = bool(header) and len(_CONTROL.findall(header)) >= 2
    body = rows[1:] if header else rows
    labels = sum(facts.is_fact(_as_line(row)) for row in body)
    pairs = len(cells_of(body[0])) == 2 and labels > 0.6 * len(body) if body else False
    return Table(
        tuple(rows),
        header,
        is_fact=control or pairs,
        is_whole=control and words <= _SMALL and len(rows) <= 4,
    )


def _as_line(row: Block) -> str:
    cells = cells_of(row)
    return f"{cells[0].rstrip(':')}: {' '.join(cells[1:])}"


def _is_header(rows: Sequence[Block]) -> bool:
    first = rows[0]
    if first.first.line.header:
        return True
    if len(rows) < 2 or any(row.first.line.header for row in rows):
        return False
    cells = cells_of(first)
    if any(not cell for cell in cells[:-1]) or (facts.is_fact(_as_line(first)) and len(cells) == 2):
        return False
    if first.first.line.bold and not all(row.first.line.bold for row in rows):
        return True
    short = all(len(cell.split()) <= 5 and not re.search(r"[.;!\d]", cell) for cell in cells)
    below = [cell for row in rows[1:] for cell in cells_of(row)]
    longer = any(len(cell.split()) > 5 or re.search(r"[\d.]", cell) for cell in below)
    return short and longer
