"""Blocks: headings, paragraphs, list items and table rows, each by itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from ingest.entries import Entry
from ingest.markers import Marker
from ingest.ranks import Rank, rank_of
from ingest.stored_text import Stretch


class BlockKind(StrEnum):
    """What a block is, before anything is known of its neighbours."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"


@dataclass
class Block:
    """A heading, paragraph, item or row: its lines, and its wording as it will be stored."""

    kind: BlockKind
    entries: list[Entry]
    text: Stretch = field(default_factory=lambda: Stretch(""))

    @property
    def first(self) -> Entry:
        """The entry it opens with."""
        return self.entries[0]

    @property
    def marker(self) -> Marker | None:
        """Its bullet or number, if any."""
        return self.first.bullet or self.first.number

    @property
    def number(self) -> str | None:
        """Its number as printed, if any."""
        if self.first.line.number:
            return self.first.line.number
        return self.first.number.number if self.first.number else None

    @property
    def rank(self) -> Rank:
        """How high it stands, for a heading."""
        return rank_of(self.first)
