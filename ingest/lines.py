"""Lines become blocks: headings, paragraphs, list items and table rows, wrapped lines joined."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.blocks import Block, BlockKind
from ingest.documents import Line, LineStyle
from ingest.entries import Entry, Look, entry_of, look_of
from ingest.headings import is_heading
from ingest.markers import Marker, follows, is_lone_bullet, opens
from ingest.stored_text import normalised, unwrapped, vocabulary_of
from ingest.wrapping import FINISHED, continues, ends_title, stands_out


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
        expected = entry.number is not None and _is_next(entry.number, siblings)
        if block is not None and (
            continues(block, entry, look, expected)
            or (len(blocks) == 1 and ends_title(block, entry, after))
        ):
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
            [
                normalised(e.line, 0 if block.kind == BlockKind.HEADING else e.start)
                for e in block.entries
            ],
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
        and not stands_out(entry, look)
        and not (
            entry.line.gap and after is not None and after.line.gap and after.full.endswith(".")
        )
    )
    if not introduced and is_heading(entry, before, after, look, siblings):
        return BlockKind.HEADING
    if entry.bullet or entry.number or entry.line.style == LineStyle.BULLET:
        return BlockKind.ITEM
    return BlockKind.PARAGRAPH


def _is_number(
    entry: Entry, before: Entry | None, siblings: dict[str, tuple[Marker, bool]], look: Look
) -> bool:
    """False when a wrapped sentence merely goes on with a number ("under the age of / 13.")."""
    number = entry.number
    if number is None or not entry.line.wrapped:
        return True
    last = siblings.get(number.shape)
    expected = opens(number) or _is_next(number, siblings)
    if before is None or entry.line.gap or expected:
        return True
    return bool(FINISHED.search(before.full)) and last is not None


def _is_next(number: Marker, siblings: dict[str, tuple[Marker, bool]]) -> bool:
    return any(follows(seen, number) for seen, _ in siblings.values())
