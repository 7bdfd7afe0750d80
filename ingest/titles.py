"""Which lines on the first page are the document's title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.blocks import Block, BlockKind
from ingest.furniture import title_key
from ingest.words import pattern

_LOOKED_AT = 6  # blocks from the start among which a title stands


def mark_title(blocks: list[Block], property_title: str | None) -> str | None:
    """Mark the title's block and return its text, or None where no line reads as a title."""
    best = _best(blocks, property_title)
    if best is None:
        return None
    blocks[best].kind = BlockKind.TITLE
    for index, block in enumerate(blocks[: best + 2]):
        above = index < best and block.kind == BlockKind.HEADING
        if index != best and (above or _is_organisation(block, blocks[index + 1 : index + 2])):
            block.kind = BlockKind.TITLE
    return re.sub(r"\s+", " ", blocks[best].text.text).strip()


def _is_organisation(block: Block, following: Sequence[Block]) -> bool:
    """True for "Westbrook Primary School" by itself, but not for a heading over a paragraph."""
    text = block.text.text
    if block.kind not in (BlockKind.HEADING, BlockKind.PARAGRAPH) or len(text.split()) > 8:
        return False
    over_prose = any(f.kind == BlockKind.PARAGRAPH and f.text.text.endswith(".") for f in following)
    ends = re.search(rf"\b(?:{pattern('organisation-names')})$", text, re.IGNORECASE)
    return bool(ends) and not (over_prose and block.kind == BlockKind.HEADING)


def _best(blocks: Sequence[Block], property_title: str | None) -> int | None:
    candidates = []
    for index, block in enumerate(blocks[:_LOOKED_AT]):
        text = block.text.text
        if block.kind in (BlockKind.ROW, BlockKind.ITEM) or len(text.split()) > 20:
            break
        if block.kind == BlockKind.PARAGRAPH and (re.search(r"[.:;]$", text) or index > 2):
            break
        score = 0.0
        if property_title and title_key(text) == title_key(property_title):
            score += 3
        if _names("document-names", text):
            score += 2
        elif _names("organisation-names", text):
            score -= 2
        if block.kind == BlockKind.HEADING:
            score += 1
            if block.rank.level == 1 or block.rank.size > _largest(blocks[index + 1 :]) + 0.6:
                score += 2
        if index == 0 and len(text.split()) <= 14 and not re.search(r"[.,;:]$", text):
            score += 1.5
        if block.first.number is not None:
            score -= 3
        if re.fullmatch(rf"(?:the\s+)?(?:{pattern('section-names')})\s*:?", text, re.IGNORECASE):
            score -= 4
        if text.endswith("?") and block.rank.level != 1:
            score -= 2
        score -= index * 0.1
        candidates.append((score, -index))
    if not candidates:
        return None
    score, negative = max(candidates)
    return -negative if score >= 1.5 else None


def _largest(blocks: Sequence[Block]) -> float:
    return max((block.rank.size for block in blocks), default=0.0)


def _names(what: str, text: str) -> bool:
    return bool(re.search(rf"\b(?:{pattern(what)})\b", text, re.IGNORECASE))
