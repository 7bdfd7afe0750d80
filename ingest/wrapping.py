"""Whether a line goes on with the block above it, across wraps, columns and pages."""

from __future__ import annotations

import re

from ingest import facts
from ingest.blocks import Block, BlockKind
from ingest.documents import Line, LineStyle
from ingest.entries import Entry, Look
from ingest.markers import opens

_UNFINISHED = re.compile(
    r"(?:[,;(/&–-]|\b(?:and|or|the|a|an|of|to|in|on|at|by|for|with|from|that|which|who|as|is|are|be|"
    r"must|should|will|may|not|their|our|your|any|all|this|these|if|when|where))$",
    re.IGNORECASE,
)
FINISHED = re.compile(r"[.!?:;][\"'”’)\]]*$")


def continues(block: Block, entry: Entry, look: Look, expected: bool) -> bool:
    """True when the line goes on with the block's last sentence or paragraph."""
    line, last = entry.line, block.entries[-1]
    if not line.wrapped or line.cells or last.line.cells or entry.bullet is not None:
        return False
    if line.style == LineStyle.BULLET:
        return False
    if line.style == LineStyle.HEADING or last.line.style == LineStyle.HEADING:
        return False
    if line.hidden != last.line.hidden or _differs(last.line, line, look):
        return False
    if block.kind == BlockKind.HEADING:
        return _continues_heading(block, entry, look)
    ended = bool(FINISHED.search(last.full))
    if entry.number is not None:
        lettered = opens(entry.number) and not entry.number.label[0].isdigit()
        if ended or line.gap or expected or lettered or not _UNFINISHED.search(last.full):
            return False
    if facts.is_contact(entry.full) and not facts.is_contact(last.full) and not line.gap:
        return look.margins.room(last.line, entry.text) < 1.0 or (
            not ended and len(entry.text.split()) == 1
        )
    if facts.is_fact(entry.full) or facts.is_contact(entry.full) or facts.is_signed_by(entry.full):
        return False
    lower = entry.full[:1].islower()
    room = look.margins.room(last.line, entry.full)
    if line.page != last.line.page or _is_next_column(last.line, line):
        return _continues_over_page(block, entry, ended, lower, room)
    hanging = block.kind == BlockKind.ITEM and _hangs(block, line)
    if line.gap:
        # Only a sentence that plainly goes on crosses white space.
        return not ended and room < 1.0 and (lower or bool(_UNFINISHED.search(last.full)))
    if hanging and (lower or room < 3 or not ended):
        return True
    if block.kind == BlockKind.ITEM and _leaves(block, line):
        return lower and not ended
    if room < (1.0 if ended else 1.4):
        return True
    return not ended and (bool(_UNFINISHED.search(last.full)) or (lower and room < 4))


def ends_title(block: Block, entry: Entry, after: Entry | None) -> bool:
    """True for a title's second line: "Guidance for Parents / on the use of the Playground"."""
    return (
        len(block.entries) == 1
        and entry.full[:1].islower()
        and not entry.line.gap
        and entry.line.wrapped
        and entry.bullet is None
        and block.first.words <= 12
        and not FINISHED.search(block.first.full)
        and after is not None
        and after.line.gap
    )


def _continues_heading(block: Block, entry: Entry, look: Look) -> bool:
    """True when the heading was full, or is far larger than the body and the next line too."""
    line, last = entry.line, block.entries[-1]
    if (
        line.gap
        or line.page != last.line.page
        or entry.number is not None
        or len(block.entries) > 2
    ):
        return False
    if not stands_out(entry, look) and not stands_out(last, look):
        return False
    if last.full.endswith((":", "?", ".")):
        return False
    larger = look.body_size is not None and (line.size or 0) > look.body_size * 1.5
    return entry.full[:1].islower() or look.margins.room(last.line, entry.full) < 1.25 or larger


def _continues_over_page(block: Block, entry: Entry, ended: bool, lower: bool, room: float) -> bool:
    beside = _is_next_column(block.entries[-1].line, entry.line)
    hangs = _hangs(block, entry.line) and not _leaves(block, entry.line)
    if block.kind == BlockKind.ITEM and hangs and not beside:
        return True
    if ended:
        return False
    return lower or room < 1.25 or bool(_UNFINISHED.search(block.entries[-1].full))


def _is_next_column(before: Line, line: Line) -> bool:
    return before.page == line.page and before.column != line.column


def _differs(before: Line, line: Line, look: Look) -> bool:
    """True when size or weight tells two lines apart."""
    if before.size is not None and line.size is not None and abs(before.size - line.size) > 0.9:
        return True
    body = look.body_size
    stands_out = body is not None and (line.size or body) > body * 1.12
    if before.bold != line.bold and not look.bold_is_usual:
        # A bold word may begin or end a wrapped line; a wholly bold line is told apart only where
        # the sentence before is finished or the bold line is a heading by itself.
        return bool(FINISHED.search(before.text)) or stands_out or line.text[:1].isupper()
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


def stands_out(entry: Entry, look: Look) -> bool:
    """True when the line looks unlike the body."""
    line = entry.line
    return (
        line.style == LineStyle.HEADING
        or (line.bold and not look.bold_is_usual)
        or (look.body_size is not None and (line.size or 0) > look.body_size * 1.12)
        or (entry.text.isupper() and len(entry.text) > 4)
    )
