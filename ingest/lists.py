"""Which list an item belongs to, how deep, and what introduces it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.blocks import Block, BlockKind
from ingest.words import words

# A lead-in whose sentence goes on in its items.
_INDENT = {True: 4.0, False: 1.0}  # points or columns that make a level
_OPEN = re.compile(
    r"\b(?:must|should|will|shall|to|may|not|can|by|never|always|are|is|be|for):?$", re.I
)
# … and words that begin a sentence of its own, not such an item.


@dataclass
class _Level:
    shape: str
    indent: float | None
    style_level: int | None
    step: float


@dataclass
class Lists:
    """The lists open at one point of a document, outermost first."""

    levels: list[_Level] = field(default_factory=list)
    introduced: str | None = None
    introduced_indent: float | None = None
    nested: dict[int, str | None] = field(default_factory=dict)
    lost: int = 0  # items so far that had no bullet
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
        self.lost = 0
        self._depth = 0

    def place(self, block: Block) -> int:
        """Put an item into the list it belongs to; its depth, 0 outermost."""
        placed = _features(block)
        depth = self._depth_of(placed)
        if depth == 0 and self.levels and not self._belongs(placed):
            self.end()
        del self.levels[depth:]
        self.levels.append(placed)
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
        opens = block.text.text.endswith(":")
        return self._depth_of(_features(following), opens=opens) > self._depth

    def takes_paragraph(self, block: Block) -> bool:
        """True for an item that lost its bullet: the list is introduced, and all its items so far
        are such."""
        if self.introduced is None or self.levels:
            return False
        return _is_lost_item(block, self.introduced, self.introduced_indent)

    def loses(self, lead: Block, following: Block) -> bool:
        """True when `following` is the first item, its bullet lost, of a list that `lead` opens."""
        if following.kind != BlockKind.PARAGRAPH or not lead.text.text.endswith(":"):
            return False
        return _is_lost_item(following, lead.text.text, lead.first.line.indent)

    def _belongs(self, item: _Level) -> bool:
        """False for an item that can't be of the outermost list: another kind of mark, or left of
        it."""
        first = self.levels[0]
        left = (
            item.style_level is None
            and item.indent is not None
            and first.indent is not None
            and item.indent < first.indent - item.step
        )
        return not left and _alike(item.shape, first.shape)

    def _depth_of(self, item: _Level, *, opens: bool = False) -> int:
        for depth in range(len(self.levels) - 1, -1, -1):
            known = self.levels[depth]
            if item.style_level is not None and known.style_level is not None:
                if item.style_level >= known.style_level:
                    return depth + (item.style_level > known.style_level)
            elif item.indent is not None and known.indent is not None:
                if item.indent > known.indent + item.step:
                    return depth + 1
                if abs(item.indent - known.indent) <= item.step and _alike(item.shape, known.shape):
                    return depth
            elif item.shape == known.shape:
                return depth
        strange = all(known.shape != item.shape for known in self.levels)
        # A numbered paragraph has no level of the format's own, the bullets below it may have one.
        unlevelled = not self.levels or self.levels[-1].style_level is None
        if strange and self.levels and (item.style_level is None or unlevelled):
            last = self.levels[-1]
            level_with = (
                item.indent is None
                or last.indent is None
                or (abs(item.indent - last.indent) <= item.step)
            )
            # Bullets go under a number as a matter of course, numbers under a bullet only where it
            # introduces them.
            nests = opens or len(self.levels) in self.nested or not re.search(r"\w", item.shape)
            return len(self.levels) if level_with and nests else 0
        return 0


def _is_lost_item(block: Block, lead_in: str, lead_indent: float | None) -> bool:
    text, indent = block.text.text, block.first.line.indent
    if len(text.split()) > 40:
        return False
    if text[0].islower() or text.endswith((";", ",")):
        return True
    tolerance = 2 * _INDENT[block.first.line.size is not None]
    if indent is not None and lead_indent is not None and indent > lead_indent + tolerance:
        return True
    first = text.split()[0].lower().strip("\"'“‘(")
    return bool(_OPEN.search(lead_in)) and first not in words("sentence-openers")


def _features(block: Block) -> _Level:
    marker, line = block.marker, block.first.line
    shape = marker.shape if marker else ("" if block.number is None else "1")
    return _Level(shape, line.indent, line.level, _INDENT[line.size is not None])


def _alike(one: str, other: str) -> bool:
    """True for bullets of one list; numbers and bullets at one indent are two lists."""
    return one == other or not (re.search(r"\w", one) or re.search(r"\w", other))
