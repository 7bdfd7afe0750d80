"""Stretches of stored text that remember which characters of which page they come from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.documents import Line, Segment
from ingest.words import words

_LIGATURES = {
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    "ﬅ": "st",
    "ﬆ": "st",
}
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
_WIDE_GAP = 3  # spaces between two cells of a table in plain text, at least
_SOFT_HYPHEN = "\u00ad"
_PLAIN = re.compile(
    rf"[^\s{''.join(_LIGATURES)}{_INVISIBLE}]+(?: [^\s{''.join(_LIGATURES)}{_INVISIBLE}]+)*"
)
_ODD = re.compile(f"[{''.join(_LIGATURES)}{_INVISIBLE}]")

_LAST_WORD = re.compile(r"([^\W\d_]+)-$")
_FIRST_WORD = re.compile(r"([^\W\d_]+)")


@dataclass(frozen=True)
class Stretch:
    """A piece of stored text with `segments` whose starts count from its own beginning."""

    text: str
    segments: tuple[Segment, ...] = ()

    def cut(self, start: int, end: int) -> Stretch:
        """The part from `start` to `end`, its origins cut to match."""
        kept = []
        for segment in self.segments:
            low = max(segment.start, start)
            high = min(segment.start + segment.length, end)
            if low >= high:
                continue
            if segment.length == segment.page_length:
                skipped = low - segment.start
                kept.append(
                    Segment(
                        low - start,
                        high - low,
                        segment.page,
                        segment.page_start + skipped,
                        high - low,
                    )
                )
            else:
                kept.append(
                    Segment(
                        low - start,
                        high - low,
                        segment.page,
                        segment.page_start,
                        segment.page_length,
                    )
                )
        return Stretch(self.text[start:end], tuple(kept))

    def trimmed(self) -> Stretch:
        """The same without white space at either end."""
        left = len(self.text) - len(self.text.lstrip())
        right = len(self.text.rstrip())
        if left == 0 and right == len(self.text):
            return self
        return self.cut(left, max(left, right))

    @property
    def pages(self) -> tuple[int, int]:
        """The first and the last page it stands on; (1, 1) when empty."""
        if not self.segments:
            return 1, 1
        numbers = [segment.page for segment in self.segments]
        return min(numbers), max(numbers)


def normalised(line: Line, start: int = 0, end: int | None = None) -> Stretch:
    """The line's text from `start` to `end` as it is stored: ligatures spelled out, invisible
    characters gone, every run of spaces one space; tabs between a table row's cells stay."""
    raw = line.text[start : len(line.text) if end is None else end]
    if _PLAIN.fullmatch(raw):
        return Stretch(raw, (Segment(0, len(raw), line.page, line.start + start, len(raw)),))
    out: list[str] = []
    segments: list[Segment] = []
    length = 0

    def put(text: str, at: int, raw_length: int) -> None:
        nonlocal length
        if not text:
            return
        page_start = line.start + start + at
        last = segments[-1] if segments else None
        exact = len(text) == raw_length
        if (
            exact
            and last is not None
            and last.length == last.page_length
            and last.page_start + last.page_length == page_start
        ):
            segments[-1] = Segment(
                last.start,
                last.length + len(text),
                line.page,
                last.page_start,
                last.page_length + len(text),
            )
        else:
            segments.append(Segment(length, len(text), line.page, page_start, raw_length))
        out.append(text)
        length += len(text)

    position = 0
    keeps_tabs = bool(line.cells)
    while position < len(raw):
        char = raw[position]
        if char in _LIGATURES:
            put(_LIGATURES[char], position, 1)
            position += 1
        elif char in _INVISIBLE:
            if char == _SOFT_HYPHEN and not raw[position + 1 :].strip():
                put(char, position, 1)  # `unwrapped` needs to know that the word goes on
            position += 1
        elif char.isspace():
            stop = position
            while stop < len(raw) and (raw[stop].isspace() or raw[stop] in _INVISIBLE):
                stop += 1
            blank = raw[position:stop]
            # Empty cells leave several tabs in a row; each stays. A wide gap parts cells too.
            tabs = max(blank.count("\t"), len(blank) >= _WIDE_GAP) if keeps_tabs else 0
            put("\t" * tabs or " ", position, len(blank))
            position = stop
        else:
            stop = position
            while stop < len(raw) and not raw[stop].isspace() and not _ODD.match(raw[stop]):
                stop += 1
            put(raw[position:stop], position, stop - position)
            position = stop
    return Stretch("".join(out), tuple(segments)).trimmed()


def joined(stretches: Iterable[Stretch], separator: str) -> Stretch:
    """The stretches one after another with `separator` (of no page) between them."""
    texts: list[str] = []
    segments: list[Segment] = []
    length = 0
    for index, stretch in enumerate(stretches):
        if index:
            texts.append(separator)
            length += len(separator)
        segments.extend(
            Segment(s.start + length, s.length, s.page, s.page_start, s.page_length)
            for s in stretch.segments
        )
        texts.append(stretch.text)
        length += len(stretch.text)
    return Stretch("".join(texts), tuple(segments))


def unwrapped(lines: Sequence[Stretch], vocabulary: frozenset[str]) -> Stretch:
    """Wrapped lines as running text: joined by one space, a line-end hyphen undone only where
    `vocabulary` (the document's words, lower case) says that it isn't part of the word."""
    result = lines[0] if lines else Stretch("")
    for following in lines[1:]:
        keep, separator = _seam(result.text, following.text, vocabulary)
        if keep < len(result.text):
            result = result.cut(0, keep)
        result = joined((result, following), separator)
    return result.cut(0, len(result.text.rstrip(_SOFT_HYPHEN)))


def vocabulary_of(texts: Iterable[str]) -> frozenset[str]:
    """The words (letters, inner hyphens and apostrophes) of the texts, lower case; words cut by a
    line's end are left out."""
    found: set[str] = set()
    for text in texts:
        for match in re.finditer(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*", text):
            if not (
                text[match.end() : match.end() + 1] == "-" and match.end() + 1 == len(text.rstrip())
            ):
                found.add(match.group().lower())
    return frozenset(found)


def _seam(before: str, after: str, vocabulary: frozenset[str]) -> tuple[int, str]:
    """How many characters of `before` to keep, and what to put between it and `after`."""
    if before.endswith(_SOFT_HYPHEN):
        return len(before) - 1, ""
    first = _LAST_WORD.search(before)
    if first is None:
        # "and/\nor", "2024-\n25" and web addresses continue without a space.
        tight = re.search(r"\w[/-]$", before) and after[:1].isalnum()
        return len(before), "" if tight else " "
    second = _FIRST_WORD.match(after)
    if second is None:
        return len(before), "" if after[:1].isdigit() else " "
    head, tail = first.group(1).lower(), second.group(1).lower()
    if tail in {"and", "or", "to"}:  # "pre- and post-", "short-\nor long-term"
        return len(before), " "
    if second.group(1)[0].isupper() or f"{head}-{tail}" in vocabulary:
        return len(before), ""
    if head + tail in vocabulary:
        return len(before) - 1, ""
    if head in words("prefixes") or head in vocabulary:
        return len(before), ""
    return len(before) - 1, ""
