"""Where sentences end, and how a long paragraph is cut without parting a rule and its exception."""

from __future__ import annotations

import re

from ingest.words import words

WORDS_IN_A_CLAUSE = 120  # a paragraph up to this long is quoted whole

_END = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9])")
# A sentence that begins so limits the one before it.
_BOUND = re.compile(
    r"""[\"'“‘(]*(?:however|except|unless|but|although|though|nevertheless|otherwise|instead|only|
    this\s+(?:does|do|is|will|must|applies|includes|means|rule|exception|excludes|can|may|should)\b|
    these\s|those\s|that\s|such\s|it\s|they\s|he\s|she\s|
    the\s+(?:only\s+)?exceptions?|an\s+exception|exceptions|in\s+(?:exceptional|such|this|these|those)\b|
    where\s+this|if\s+(?:this|so|not|they|it)\b|provided|in\s+that\s+case|in\s+either|by\s+exception|
    for\s+(?:example|instance)|no\s+other|none\s+of|nor\b|and\b|or\b|also\b|similarly|likewise|
    conversely|in\s+addition|subject\s+to)""",
    re.IGNORECASE | re.VERBOSE,
)


def sentence_starts(text: str) -> list[int]:
    """The offsets at which the text's sentences begin; 0 is the first."""
    starts = [0]
    for match in _END.finditer(text):
        if not _is_abbreviation(text, match.start()):
            starts.append(match.end())
    return starts


def last_sentence_start(text: str) -> int:
    """The offset of the text's last sentence."""
    return sentence_starts(text)[-1]


def cuts(text: str, limit: int = WORDS_IN_A_CLAUSE) -> list[tuple[int, int]]:
    """Spans that cover the text, each whole sentences; one span if it has at most `limit` words.

    A sentence that limits or explains the one before ("However, …") is never parted from it, so a
    span may be longer than `limit`.
    """
    if len(text.split()) <= limit:
        return [(0, len(text))]
    starts = sentence_starts(text)
    pieces = [(start, end) for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    bound: list[tuple[int, int]] = []
    for start, end in pieces:
        if bound and _BOUND.match(text[start:end]):
            bound[-1] = (bound[-1][0], end)
        else:
            bound.append((start, end))
    total = len(text.split())
    parts = -(-total // limit)
    target = total / parts
    spans: list[tuple[int, int]] = []
    for start, end in bound:
        if spans:
            held = len(text[spans[-1][0] : spans[-1][1]].split())
            size = len(text[start:end].split())
            if held + size / 2 <= target:
                spans[-1] = (spans[-1][0], end)
                continue
        spans.append((start, end))
    return spans


def _is_abbreviation(text: str, stop: int) -> bool:
    if text[stop] != ".":
        return False
    word = re.search(r"[\w.]*$", text[:stop])
    token = word.group().lower() if word else ""
    if token in words("abbreviations"):
        return True
    # One letter is an initial ("J. Smith"); "a." and "i." at the start are numbers.
    return len(token) == 1 and token.isalpha() and text[stop - 1].isupper()
