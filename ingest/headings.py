"""Which lines are headings, judged by their look and by the words around them."""

from __future__ import annotations

import re

from ingest import facts
from ingest.documents import LineStyle
from ingest.entries import Entry, Look
from ingest.furniture import title_key
from ingest.markers import Marker, follows
from ingest.ranks import KEYWORD
from ingest.words import pattern, words

# Words that make a short line a rule or a sentence rather than a heading.
_SENTENCE_WORDS = re.compile(
    r"\b(?:must|should|shall|will|may not|cannot|can't|don't|do not|never|is|are|was|"
    r"were|has|have|had|"
    r"please|ensure|ensures|expected|required|requires|need|needs|am|be)\b",
    re.IGNORECASE,
)
_OPEN_END = re.compile(
    r"\b(?:to|by|of|for|with|and|or|the|a|an|in|on|at|from|that|which|who|must|should|will|shall|may|"
    r"can|are|is|be|contact|following|include|includes|including|not|below|as|if|when)\s*:?$",
    re.IGNORECASE,
)


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
    if before is not None and facts.is_person(before.text) and facts.is_signatory(text):
        return False
    if entry.words > 20 or len(text) > 130:
        return False
    if facts.is_contact(text) or facts.is_form_line(text) or facts.is_salutation(text):
        return False
    larger = look.body_size is not None and (line.size or 0) > look.body_size * 1.12
    bolder = line.bold and not look.bold_is_usual
    listed = {title_key(entry.full), title_key(entry.full, numbered=True)} & look.contents
    if listed and not re.search(r"[.;,]$", text):
        return True
    if larger and not re.search(r"[;,]$", text) and not (text.endswith(".") and entry.words > 8):
        return not facts.is_person(text)
    if re.search(r"[.;,!]$", text) and not (bolder and entry.number and entry.words <= 6):
        return False
    if facts.is_fact(text) and not _stands_over_body(after):
        return False
    if text[0].islower():
        return False
    if bolder:
        runs_on = after is not None and not after.line.gap and after.text[:1].islower()
        label = re.match(r"^[^:]{1,40}:\s+\S", text)
        return entry.words <= 16 and not runs_on and not label and not facts.is_person(text)
    valued = after is not None and not after.line.cells and after.words <= 8
    if valued and after is not None and facts.is_label(text) and not after.full.endswith("."):
        return False  # its value stands on the next line
    if facts.is_signed_by(text) or (facts.is_person(text) and not KEYWORD.match(text)):
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
    if KEYWORD.match(text) and entry.words <= 12 and not _SENTENCE_WORDS.search(text):
        return True
    if entry.number is not None:
        return _numbered_heading(entry, entry.number, after, siblings)
    letters = [char for char in text if char.isalpha()]
    if text.isupper() and len(letters) >= 4 and entry.words <= 12:
        return True
    separate = _starts_afresh(entry, before, look)
    ends_here = (
        after.line.gap or not after.line.wrapped or look.margins.room(entry.line, after.text) > 1.6
    )
    if not separate or not ends_here:
        return False
    if text.endswith("?"):
        return entry.words <= 18 and not after.full.rstrip().endswith("?") and after.bullet is None
    if text.endswith(":"):
        prose = after.bullet is None and after.number is None and after.text[:1].isupper()
        return (
            prose
            and entry.words <= 9
            and after.words >= 8
            and not _OPEN_END.search(text)
            and not facts.is_label(text)
        )
    if re.fullmatch(pattern("notice-headings"), text, re.IGNORECASE):
        return True
    if entry.words > 9 or len(text) > 70 or ":" in text or _OPEN_END.search(text):
        return False
    if _SENTENCE_WORDS.search(text) and not _is_title_case(text):
        return False
    return not (re.search(r"\d{4}|@|www\.", text) or not _stands_over_body(after))


def _numbered_heading(
    entry: Entry, number: Marker, after: Entry, siblings: dict[str, tuple[Marker, bool]]
) -> bool:
    text = entry.text
    short = entry.words <= 10 and not text.endswith((".", ";", ",")) and text[0].isupper()
    if not short or (_SENTENCE_WORDS.search(text) and not _is_title_case(text)):
        return False
    if text.endswith(":") or _OPEN_END.search(text):
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
    room = look.margins.room(before.line, entry.text)
    finished = bool(re.search(r"[.!?][\"'”’)]*$", before.full))
    titled = before.words <= 6 and _is_title_case(before.text) and before.bullet is None
    return room > 1.2 if finished else titled and room > 3


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
    main = [
        word
        for word in re.findall(r"[^\W\d_][\w'’-]*", text)
        if word.lower() not in words("small-words")
    ]
    return len(main) >= 1 and all(word[0].isupper() for word in main)
