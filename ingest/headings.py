"""Which lines are headings, judged by their look and by the words around them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest import facts
from ingest.documents import Line, LineStyle
from ingest.furniture import title_key
from ingest.markers import Marker, bullet_of, follows, number_of
from ingest.stored_text import normalised

# Words that make a short line a rule or a sentence rather than a heading.
_SENTENCE_WORDS = re.compile(
    r"\b(?:must|should|shall|will|may not|cannot|can't|don't|do not|never|is|are|was|were|has|have|had|"
    r"please|ensure|ensures|expected|required|requires|need|needs|am|be)\b",
    re.IGNORECASE,
)
_OPEN_END = re.compile(
    r"\b(?:to|by|of|for|with|and|or|the|a|an|in|on|at|from|that|which|who|must|should|will|shall|may|"
    r"can|are|is|be|contact|following|include|includes|including|not|below|as|if|when)\s*:?$",
    re.IGNORECASE,
)
_KEYWORD = re.compile(r"^(?:appendix|annex|annexe|schedule|section|part|chapter)\s+(?:[A-Z]|\d{1,2}|[ivx]+)\b", re.I)
_SMALL_WORDS = frozenset("a an and as at by for from in into is of on or our out the to up with vs your".split())


@dataclass(frozen=True)
class Entry:
    """A line with what it starts with; `text` is its normalised wording without bullet or number."""

    line: Line
    text: str
    start: int  # where the wording begins in the raw line
    bullet: Marker | None = None
    number: Marker | None = None

    @property
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
    margin: dict[int, float] = field(default_factory=dict)  # page -> right edge of full lines
    has_typography: bool = False


def entry_of(line: Line) -> Entry:
    """The line with its bullet or number told apart from its wording."""
    if line.style == LineStyle.TABLE_ROW:
        return Entry(line, normalised(line).text, 0)
    bullet = bullet_of(line.text)
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
    reaches: dict[int, list[float]] = {}
    for line in lines:
        length = len(line.text)
        total += length
        bold += length if line.bold else 0
        if line.size is not None:
            sizes[line.size] += length
        if line.wrapped and not line.cells:
            reaches.setdefault(line.page, []).append(_reach(line))
    everywhere = sorted(reach for found in reaches.values() for reach in found)
    usual = everywhere[int(len(everywhere) * 0.98)] if everywhere else 0.0
    margin = {}
    for page, found in reaches.items():
        margin[page] = max(usual, max(found)) if len(found) < 12 else max(found)
    body = sizes.most_common(1)[0][0] if sizes else None
    bold_is_usual = total > 0 and bold > 0.4 * total
    marked = sum(
        1
        for line in lines
        if line.style == LineStyle.HEADING
        or (line.bold and not bold_is_usual and len(line.text) < 100)
        or (body is not None and (line.size or 0) > body * 1.12)
    )
    return Look(body, bold_is_usual, contents, margin, marked >= 3)


def _reach(line: Line) -> float:
    return line.reach if line.reach is not None else float(len(line.text))


def room_left(line: Line, following: str, look: Look) -> float:
    """How many times over the next line's first word would have fitted after this line: below 1,
    the line was full and the paragraph goes on."""
    margin = look.margin.get(line.page)
    if margin is None or not following:
        return 0.0
    per_char = 1.0
    if line.reach is not None and line.indent is not None and line.size is not None:
        per_char = max(0.3 * line.size, (line.reach - line.indent) / max(len(line.text), 1))
    return (margin - _reach(line)) / ((len(following.split()[0]) + 1) * per_char)


def is_heading(
    entry: Entry,
    before: Entry | None,
    after: Entry | None,
    look: Look,
    siblings: dict[str, tuple[Marker, bool]],
) -> bool:
    """True when the line is a heading. `siblings` tells, for each shape of number, the last one
    seen and whether it was a heading."""
    text, line = entry.text, entry.line
    if line.style == LineStyle.HEADING:
        return bool(text)
    if not re.search(r"[^\W\d_]", text) or line.cells or entry.bullet is not None:
        return False
    if entry.words > 20 or len(text) > 130:
        return False
    if facts.is_contact(text) or facts.is_form_line(text) or facts.is_salutation(text):
        return False
    larger = look.body_size is not None and (line.size or 0) > look.body_size * 1.12
    bolder = line.bold and not look.bold_is_usual
    if title_key(text) in look.contents and not re.search(r"[.;,]$", text):
        return True
    if larger and not re.search(r"[;,]$", text) and not (text.endswith(".") and entry.words > 8):
        return not facts.is_signatory(text)
    if re.search(r"[.;,!]$", text) and not (bolder and entry.number and entry.words <= 6):
        return False
    if facts.is_fact(text) and not _stands_over_body(after):
        return False
    if text[0].islower():
        return False
    if bolder:
        runs_on = after is not None and not after.line.gap and after.text[:1].islower()
        label = re.match(r"^[^:]{1,40}:\s+\S", text)
        return entry.words <= 16 and not runs_on and not label and not facts.is_signatory(text)
    if facts.is_signed_by(text) or facts.is_signatory(text) and not _KEYWORD.match(text):
        return False
    return _reads_as_heading(entry, before, after, look, siblings)


def _reads_as_heading(
    entry: Entry,
    before: Entry | None,
    after: Entry | None,
    look: Look,
    siblings: dict[str, tuple[Marker, bool]],
) -> bool:
    """The judgement on wording alone, for lines that look like any other."""
    text = entry.text
    if after is None:
        return False
    if _KEYWORD.match(text) and entry.words <= 12 and not _SENTENCE_WORDS.search(text):
        return True
    if entry.number is not None:
        return _numbered_heading(entry, entry.number, after, siblings)
    letters = [char for char in text if char.isalpha()]
    if text.isupper() and len(letters) >= 4 and entry.words <= 12:
        return True
    separate = _starts_afresh(entry, before, look)
    ends_here = after.line.gap or not after.line.wrapped or room_left(entry.line, after.text, look) > 1.6
    if not separate or not ends_here:
        return False
    if text.endswith("?"):
        return entry.words <= 18 and not after.full.rstrip().endswith("?") and after.bullet is None
    if text.endswith(":"):
        prose = after.bullet is None and after.number is None and after.text[:1].isupper()
        return (
            prose and entry.words <= 9 and after.words >= 8 and not _OPEN_END.search(text)
            and not facts.is_label(text)
        )
    if entry.words > 9 or len(text) > 70 or ":" in text or _OPEN_END.search(text):
        return False
    if _SENTENCE_WORDS.search(text) and not _is_title_case(text):
        return False
    if re.search(r"\d{4}|@|www\.", text) or not _stands_over_body(after):
        return False
    return True


def _numbered_heading(
    entry: Entry, number: Marker, after: Entry, siblings: dict[str, tuple[Marker, bool]]
) -> bool:
    text = entry.text
    short = entry.words <= 10 and not text.endswith((".", ";", ",")) and text[0].isupper()
    if not short or (_SENTENCE_WORDS.search(text) and not _is_title_case(text)):
        return False
    if text.endswith(":"):
        return False
    last = siblings.get(number.shape)
    if last is not None and follows(last[0], number):
        return last[1] or (_stands_over_body(after) and not _is_sibling(number, after))
    return not _is_sibling(number, after)


def _is_sibling(number: Marker, after: Entry) -> bool:
    return (
        after.number is not None
        and after.number.shape == number.shape
        and follows(number, after.number)
    )


def _starts_afresh(entry: Entry, before: Entry | None, look: Look) -> bool:
    if before is None or entry.line.gap or not entry.line.wrapped:
        return True
    if before.line.page != entry.line.page:
        return bool(re.search(r"[.!?:;]$", before.full))
    finished = bool(re.search(r"[.!?][\"'”’)]*$", before.full))
    return finished and room_left(before.line, entry.text, look) > 1.2


def _stands_over_body(after: Entry | None) -> bool:
    """True when what follows is a list, a table, a sentence, or a heading by its look."""
    if after is None:
        return False
    if after.bullet or after.number or after.line.cells or after.line.style != LineStyle.BODY:
        return True
    if facts.is_contact(after.text) or facts.is_fact(after.text):
        return False
    return after.words >= 7 or bool(re.search(r"[.:?!]$", after.text)) or _is_title_case(after.text)


def _is_title_case(text: str) -> bool:
    words = [word for word in re.findall(r"[^\W\d_][\w'’-]*", text)]
    main = [word for word in words if word.lower() not in _SMALL_WORDS]
    return len(main) >= 1 and all(word[0].isupper() for word in main)


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
    if entry.number is not None and entry.number.number:
        digits = re.fullmatch(r"[\d.]+", entry.number.number)
        depth = len([part for part in entry.number.number.split(".") if part]) if digits else 3
    return Rank(
        entry.line.level if entry.line.style == LineStyle.HEADING else None,
        depth,
        entry.line.size or 0.0,
        entry.line.bold,
        entry.text.isupper(),
        bool(_KEYWORD.match(entry.text)),
    )


def is_under(lower: Rank, upper: Rank) -> bool:
    """True when a heading of rank `lower` belongs below one of rank `upper` that came before it."""
    if lower.level is not None and upper.level is not None:
        return lower.level > upper.level
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
        return bool(upper.depth) and upper.depth < 3 or lower.depth >= 3
    return False
