"""Which lines on the first page are the document's title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.furniture import title_key
from ingest.lines import Block, BlockKind

_NAMES_A_DOCUMENT = re.compile(
    r"\b(?:policy|policies|procedures?|agreement|code|statement|guidance|guidelines|handbook|plan|"
    r"strategy|protocol|charter|rules|framework|terms|notice|scheme)\b",
    re.IGNORECASE,
)
_LOOKED_AT = 6  # blocks from the start among which a title stands


def mark_title(blocks: list[Block], property_title: str | None) -> str | None:
    """Mark the title's block and return its text, or None where no line reads as a title."""
    best = _best(blocks, property_title)
    if best is None:
        return None
    blocks[best].kind = BlockKind.TITLE
    return re.sub(r"\s+", " ", blocks[best].text.text).strip()


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
        if _NAMES_A_DOCUMENT.search(text):
            score += 2
        if block.kind == BlockKind.HEADING:
            score += 1
            if block.rank.level == 1 or block.rank.size > _largest(blocks[index + 1 :]) + 0.6:
                score += 2
        if block.first.number is not None:
            score -= 3
        score -= index * 0.1
        candidates.append((score, -index))
    if not candidates:
        return None
    score, negative = max(candidates)
    return -negative if score >= 1.5 else None


def _largest(blocks: Sequence[Block]) -> float:
    return max((block.rank.size for block in blocks), default=0.0)
