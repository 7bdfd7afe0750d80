"""Which list an item belongs to, how deep, and what introduces it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.lines import Block, BlockKind


@dataclass
class _Level:
    shape: str
    indent: float | None
    style_level: int | None
    lead_in: str | None


@dataclass
class Lists:
    """The lists open at one point of a document, outermost first."""

    levels: list[_Level] = field(default_factory=list)
    introduced: str | None = None
    introduced_indent: float | None = None
    nested: dict[int, str | None] = field(default_factory=dict)
    _depth: int = 0

    @property
    def lead_in(self) -> str | None:
        """The words that introduce the list the last placed item is in."""
        for depth in range(self._depth, 0, -1):
            if depth in self.nested:
                return self.nested[depth]
        return self.introduced

    def open(self, lead_in: str, indent: float | None) -> None:
        """Start a list that `lead_in` introduces."""
        self.end()
        self.introduced, self.introduced_indent = lead_in, indent

    def end(self) -> None:
        """Close every list: a heading or a paragraph has come."""
        self.levels = []
        self.nested = {}
        self.introduced = self.introduced_indent = None
        self._depth = 0

    def place(self, block: Block) -> int:
        """Put an item into the list it belongs to; its depth, 0 outermost."""
        shape, indent, level = _features(block)
        depth = self._depth_of(shape, indent, level)
        del self.levels[depth:]
        self.levels.append(_Level(shape, indent, level, None))
        for stale in [key for key in self.nested if key > depth]:
            del self.nested[stale]
        self._depth = depth
        return depth

    def nest(self, depth: int, lead_in: str | None) -> None:
        """Say what introduces the items one level below `depth`."""
        self.nested[depth + 1] = lead_in

    def is_deeper(self, following: Block, block: Block) -> bool:
        """True when the next block is an item of a list inside this item."""
        if following.kind != BlockKind.ITEM:
            return False
        shape, indent, level = _features(following)
        return self._depth_of(shape, indent, level, _features(block)) > self._depth

    def takes_paragraph(self, block: Block) -> bool:
        """True for an item that lost its bullet: the list is introduced but has no items yet, or
        all its items so far are such."""
        return False

    def _depth_of(
        self,
        shape: str,
        indent: float | None,
        level: int | None,
        current: tuple[str, float | None, int | None] | None = None,
    ) -> int:
        if not self.levels:
            return 0
        for depth in range(len(self.levels) - 1, -1, -1):
            known = self.levels[depth]
            if level is not None and known.style_level is not None:
                if level == known.style_level:
                    return depth
                if level > known.style_level:
                    return depth + 1
                continue
            if indent is not None and known.indent is not None:
                if abs(indent - known.indent) <= 4 and _compatible(shape, known.shape):
                    return depth
                if indent > known.indent + 4:
                    return depth + 1
                continue
            if shape == known.shape:
                return depth
        if all(known.shape != shape for known in self.levels):
            last = self.levels[-1]
            same_place = indent is None or last.indent is None or abs(indent - last.indent) <= 4
            return len(self.levels) if same_place and level is None else 0
        return 0


def _features(block: Block) -> tuple[str, float | None, int | None]:
    marker = block.marker
    line = block.first.line
    return (marker.shape if marker else "", line.indent, line.level)


def _compatible(one: str, other: str) -> bool:
    """True for bullets of one list; numbers and bullets at one indent are two lists."""
    return one == other or not (re.search(r"\w", one) or re.search(r"\w", other))
