"""Blocks become clauses with their section, lead-in and place in the stored text."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.blocks import BlockKind
from ingest.documents import Clause, Dropped, Extraction, Segment
from ingest.furniture import cleared
from ingest.lines import blocks_of
from ingest.tables import tables_of
from ingest.titles import mark_title
from ingest.writing import Writer


@dataclass(frozen=True)
class Structure:
    """The stored text, its clauses, and what became no clause. `title` is the printed title."""

    text: str
    clauses: tuple[Clause, ...]
    segments: tuple[Segment, ...]
    dropped: tuple[Dropped, ...]
    title: str | None
    headings: tuple[str, ...]


def structure_of(extraction: Extraction, policy_id: str) -> Structure:
    """Cut a document into clauses."""
    clear = cleared(extraction.lines)
    blocks = blocks_of(clear.lines, clear.contents)
    title = mark_title(blocks, extraction.properties.get("title"))
    writer = Writer(policy_id)
    writer.dropped.extend(clear.dropped)
    tables = tables_of(blocks)
    index = 0
    while index < len(blocks):
        table = tables.get(index)
        if table is not None:
            writer.table(table)
            index += len(table.rows)
            continue
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        index += writer.take(blocks, index, following)
    text, segments, clauses = writer.finished()
    headings = tuple(b.text.text for b in blocks if b.kind == BlockKind.HEADING)
    return Structure(text, clauses, segments, tuple(writer.dropped), title, headings)
