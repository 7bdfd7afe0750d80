"""Lines become blocks: headings, paragraphs, list items and table rows, wrapped lines joined."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from ingest import facts
from ingest.documents import Line, LineStyle
from ingest.headings import Entry, Look, Rank, entry_of, is_heading, look_of, rank_of, room_left
from ingest.markers import Marker, follows, is_lone_bullet, opens
from ingest.stored_text import Stretch, normalised, unwrapped, vocabulary_of

_UNFINISHED = re.compile(
    r"(?:[,;(/&–-]|\b(?:and|or|the|a|an|of|to|in|on|at|by|for|with|from|that|which|who|as|is|are|be|"
    r"must|should|will|may|not|their|our|your|any|all|this|these|if|when|where))$",
    re.IGNORECASE,
)
_FINISHED = re.compile(r"[.!?:;][\"'”’)\]]*$")


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


def blocks_of(lines: Sequence[Line], contents: frozenset[str]) -> list[Block]:
    """The document's blocks in reading order."""
    look = look_of(lines, contents)
    entries = _entries(lines)
    vocabulary = vocabulary_of(line.text for line in lines)
    siblings: dict[str, tuple[Marker, bool]] = {}
    blocks: list[Block] = []
    for index, entry in enumerate(entries):
        before = entries[index - 1] if index else None
        after = entries[index + 1] if index + 1 < len(entries) else None
        block = blocks[-1] if blocks else None
        if block is not None and _continues(block, entry, look):
            block.entries.append(_plain(entry))
            continue
        if entry.number is not None and not _is_number(entry, before, siblings, look):
            entry = _plain(entry)
        kind = _kind(entry, before, after, look, siblings, block)
        if entry.number is not None:
            siblings[entry.number.shape] = (entry.number, kind == BlockKind.HEADING)
        blocks.append(Block(kind, [entry]))
    for block in blocks:
        block.text = unwrapped(
            [normalised(e.line, 0 if block.kind == BlockKind.HEADING else e.start) for e in block.entries],
            vocabulary,
        )
    return [block for block in blocks if block.text.text]


def _entries(lines: Sequence[Line]) -> list[Entry]:
    """Every line as an entry; a bullet that stands alone is given to the line after it."""
    entries: list[Entry] = []
    lone: Entry | None = None
    for line in lines:
        entry = entry_of(line)
        if line.style != LineStyle.TABLE_ROW and is_lone_bullet(line.text) and not entry.text:
            lone = entry
            continue
        if lone is not None and entry.bullet is None:
            entry = Entry(line, entry.text, entry.start, lone.bullet, None)
        lone = None
        entries.append(entry)
    return entries


def _plain(entry: Entry) -> Entry:
    """The entry with what looked like a number counted as wording."""
    if entry.number is None:
        return entry
    return Entry(entry.line, normalised(entry.line).text, 0)


def _kind(
    entry: Entry,
    before: Entry | None,
    after: Entry | None,
    look: Look,
    siblings: dict[str, tuple[Marker, bool]],
    block: Block | None,
) -> BlockKind:
    if entry.line.cells:
        return BlockKind.ROW
    introduced = (
        block is not None
        and block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM)
        and block.entries[-1].full.endswith(":")
        and not _stands_out(entry, look)
    )
    if not introduced and is_heading(entry, before, after, look, siblings):
        return BlockKind.HEADING
    if entry.bullet or entry.number or entry.line.style == LineStyle.BULLET:
        return BlockKind.ITEM
    return BlockKind.PARAGRAPH


def _stands_out(entry: Entry, look: Look) -> bool:
    line = entry.line
    return (
        line.style == LineStyle.HEADING
        or (line.bold and not look.bold_is_usual)
        or (look.body_size is not None and (line.size or 0) > look.body_size * 1.12)
        or (entry.text.isupper() and len(entry.text) > 4)
    )


def _is_number(
    entry: Entry, before: Entry | None, siblings: dict[str, tuple[Marker, bool]], look: Look
) -> bool:
    """False when a wrapped sentence merely goes on with a number ("under the age of / 13.")."""
    number = entry.number
    if number is None or not entry.line.wrapped:
        return True
    last = siblings.get(number.shape)
    expected = opens(number) or any(follows(seen, number) for seen, _ in siblings.values())
    if before is None or entry.line.gap or expected:
        return True
    return bool(_FINISHED.search(before.full)) and last is not None


def _continues(block: Block, entry: Entry, look: Look) -> bool:
    """True when the line goes on with the block's last sentence or paragraph."""
    line, last = entry.line, block.entries[-1]
    if not line.wrapped or line.cells or last.line.cells or entry.bullet is not None:
        return False
    if line.style == LineStyle.HEADING or last.line.style == LineStyle.HEADING:
        return False
    if line.hidden != last.line.hidden or _differs(last.line, line, look):
        return False
    if block.kind == BlockKind.HEADING:
        return _continues_heading(block, entry, look)
    ended = bool(_FINISHED.search(last.full))
    if entry.number is not None and (ended or line.gap or not _UNFINISHED.search(last.full)):
        return False
    if facts.is_contact(entry.full) and not facts.is_contact(last.full) and not line.gap:
        return room_left(last.line, entry.text, look) < 1.0 or not ended and len(entry.text.split()) == 1
    if facts.is_fact(entry.full) or facts.is_contact(entry.full) or facts.is_signed_by(entry.full):
        return False
    lower = entry.full[:1].islower()
    room = room_left(last.line, entry.full, look)
    if line.page != last.line.page:
        return _continues_over_page(block, entry, ended, lower, room)
    hanging = block.kind == BlockKind.ITEM and _hangs(block, line)
    if line.gap:
        # Only a sentence that plainly goes on crosses white space.
        return not ended and room < 1.0 and (lower or bool(_UNFINISHED.search(last.full)))
    if hanging and (lower or room < 3 or not ended):
        return True
    if block.kind == BlockKind.ITEM and _leaves(block, line):
        return lower and not ended
    if room < 1.25:
        return True
    return not ended and (bool(_UNFINISHED.search(last.full)) or (lower and room < 4))


def _continues_heading(block: Block, entry: Entry, look: Look) -> bool:
    """A heading runs on when it was full, or looks unlike the body and the next line looks alike."""
    line, last = entry.line, block.entries[-1]
    if line.gap or line.page != last.line.page or entry.number is not None or len(block.entries) > 2:
        return False
    if not _stands_out(entry, look) and not _stands_out(last, look):
        return False
    if last.full.endswith((":", "?", ".")):
        return False
    larger = look.body_size is not None and (line.size or 0) > look.body_size * 1.5
    return entry.full[:1].islower() or room_left(last.line, entry.full, look) < 1.25 or larger


def _continues_over_page(
    block: Block, entry: Entry, ended: bool, lower: bool, room: float
) -> bool:
    if block.kind == BlockKind.ITEM and _hangs(block, entry.line) and not _leaves(block, entry.line):
        return True
    if ended:
        return False
    return lower or room < 1.25 or bool(_UNFINISHED.search(block.entries[-1].full))


def _differs(before: Line, line: Line, look: Look) -> bool:
    """True when size or weight tells two lines apart."""
    if before.size is not None and line.size is not None and abs(before.size - line.size) > 0.9:
        return True
    body = look.body_size
    stands_out = body is not None and (line.size or body) > body * 1.12
    if before.bold != line.bold and not look.bold_is_usual:
        # A bold word may begin or end a wrapped line; a wholly bold line is told apart only where
        # the sentence before is finished or the bold line is a heading by itself.
        return bool(_FINISHED.search(before.text)) or stands_out or line.text[:1].isupper()
    return False


def _text_indent(block: Block) -> float | None:
    """Where the block's wording starts on its later lines, if a later line has shown it."""
    for entry in block.entries[1:]:
        if entry.line.indent is not None:
            return entry.line.indent
    return None


def _hangs(block: Block, line: Line) -> bool:
    """True when the line stands under an item's wording, right of its bullet."""
    first = block.first.line.indent
    if first is None or line.indent is None:
        return False
    tolerance = 2.0 if line.size is not None else 0.5
    return line.indent > first + tolerance


def _leaves(block: Block, line: Line) -> bool:
    """True when the line stands left of where the item's wording goes on."""
    if line.indent is None:
        return False
    established = _text_indent(block)
    tolerance = 3.0 if line.size is not None else 0.5
    if established is not None:
        return line.indent < established - tolerance
    first = block.first.line.indent
    return first is not None and line.indent < first - tolerance
