"""Lines with what they start with, and the look that a document's lines share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ingest.documents import Line, LineStyle
from ingest.margins import Margins
from ingest.markers import Marker, bullet_of, number_of
from ingest.stored_text import normalised


@dataclass(frozen=True)
class Entry:
    """A line with what it starts with; `text` is the wording without bullet or number."""

    line: Line
    text: str
    start: int  # where the wording begins in the raw line
    bullet: Marker | None = None
    number: Marker | None = None

    @cached_property
    def full(self) -> str:
        """The normalised wording, number included."""
        return normalised(self.line).text

    @property
    def words(self) -> int:
        """How many words the wording has."""
        return len(self.text.split())


@dataclass
class Look:
    """What a document's lines have in common, against which one line stands out."""

    body_size: float | None
    bold_is_usual: bool
    contents: frozenset[str]
    margins: Margins


def entry_of(line: Line) -> Entry:
    """The line with its bullet or number told apart from its wording."""
    if line.style == LineStyle.TABLE_ROW:
        return Entry(line, normalised(line).text, 0)
    bullet = bullet_of(line.text, sure=line.style == LineStyle.BULLET and line.wrapped)
    if bullet is not None and line.style != LineStyle.HEADING:
        rest = line.text[bullet.end :]
        inner = number_of(rest)
        return Entry(line, normalised(line, bullet.end).text, bullet.end, bullet, inner and None)
    number = number_of(line.text)
    if number is not None and line.text[number.end :].strip():
        return Entry(line, normalised(line, number.end).text, number.end, None, number)
    return Entry(line, normalised(line).text, 0)


def look_of(lines: Sequence[Line], contents: frozenset[str]) -> Look:
    """Measure the document's usual size and weight, and how far its lines reach."""
    sizes: Counter[float] = Counter()
    bold = total = 0
    for line in lines:
        length = len(line.text)
        total += length
        bold += length if line.bold else 0
        if line.size is not None:
            sizes[line.size] += length
    body = sizes.most_common(1)[0][0] if sizes else None
    return Look(body, total > 0 and bold > 0.4 * total, contents, Margins(lines))
