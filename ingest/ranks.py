"""How high a heading stands among a document's headings."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.documents import LineStyle
from ingest.entries import Entry

KEYWORD = re.compile(
    r"^(?:appendix|annex|annexe|schedule|section|part|chapter)\s+(?:[A-Z]|\d{1,2}|[ivx]+)\b", re.I
)


@dataclass(frozen=True)
class Rank:
    """How high a heading stands, by whatever the document gives."""

    level: int | None
    depth: int  # parts of its number, 0 without
    size: float
    bold: bool
    capitals: bool
    keyword: bool  # Appendix, Section, …


def rank_of(entry: Entry) -> Rank:
    """The heading's rank."""
    depth = 0
    counted = re.match(
        r"(?:section\s+|part\s+)?(\d{1,2}(?:\.\d{1,3})*)[.):]?\s", entry.full, re.IGNORECASE
    )
    if counted:
        depth = counted.group(1).count(".") + 1
        depth -= counted.group(1).endswith(".0")
    elif entry.number is not None:
        depth = 3
    return Rank(
        entry.line.level if entry.line.style == LineStyle.HEADING else None,
        depth,
        entry.line.size or 0.0,
        entry.line.bold,
        entry.text.isupper(),
        bool(KEYWORD.match(entry.text)),
    )


def is_under(lower: Rank, upper: Rank) -> bool:
    """True when a heading of rank `lower` belongs below one of rank `upper` that came before it."""
    if lower.level is not None and upper.level is not None:
        return lower.level > upper.level
    if lower.level != upper.level:
        return lower.level is None  # a heading by its look alone stands below a declared one
    if lower.keyword != upper.keyword:
        return upper.keyword
    if abs(lower.size - upper.size) > 0.6:
        return lower.size < upper.size
    if lower.depth and upper.depth and lower.depth != upper.depth:
        return lower.depth > upper.depth
    if lower.bold != upper.bold:
        return upper.bold
    if lower.capitals != upper.capitals:
        return upper.capitals
    if bool(lower.depth) != bool(upper.depth):
        return (bool(upper.depth) and upper.depth < 3) or lower.depth >= 3
    return False
