"""Words of a text and where two texts first part; pure."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"\w+(?:['’\-]\w+)*")
SHOWN = 6  # words on either side


def words_of(text: str) -> list[str]:
    """The words, without case and punctuation."""
    return [word.casefold().replace("’", "'") for word in _WORD.findall(text)]


def first_difference(stored: str, found: str) -> tuple[str, str]:
    """The words of each text from the word in which they first differ; ('', '') when equal. Where
    they look alike (a space, a letter of another alphabet) the characters are named."""
    if stored == found:
        return "", ""
    at = next(
        (i for i, (a, b) in enumerate(zip(stored, found, strict=False)) if a != b),
        min(len(stored), len(found)),
    )
    start = max(stored.rfind(mark, 0, at) for mark in " \n\t") + 1
    here, there = _words_from(stored, start), _words_from(found, start)
    if _looks(here) == _looks(there):
        here += _named(stored, at)
        there += _named(found, at)
    return here, there


def _words_from(text: str, start: int) -> str:
    words = text[start:].split()
    return " ".join(words[:SHOWN]) or "(nothing)"


def _looks(text: str) -> str:
    """As it looks on the page, near enough: letters of other alphabets as the Latin ones."""
    folded = unicodedata.normalize("NFKC", text).translate(_LOOK_ALIKE)
    return "".join(c for c in folded if unicodedata.category(c)[0] not in "CZ").casefold()


# The Cyrillic and Greek letters that are drawn like a Latin one.
_LOOK_ALIKE = str.maketrans(
    "аеорсхуіјѕһԁԛԝАВЕКМНОРСТХІЈЅοαινρΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcxyijshdqwABEKMHOPCTXIJSoaivpABEZHIKMNOPTYX",
)


def _named(text: str, at: int) -> str:
    if at >= len(text):
        return " (the text ends here)"
    name = unicodedata.name(text[at], f"U+{ord(text[at]):04X}").lower()
    return f" (here: {name})"
