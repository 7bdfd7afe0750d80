"""A question's misspelt words, put right for the models: they know words, people mistype them.

Only a word that neither the library nor common English knows is touched, and a word of the library
is preferred. What was typed stays in the answer's `question`; `standalone_question` shows what was
understood.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from threading import Lock

from symspellpy import SymSpell, Verbosity

from ingest.documents import Policy

DATA = Path(__file__).parents[1] / "data" / "spelling.toml"
DICTIONARY = "frequency_dictionary_en_82_765.txt"  # in the package: word and count, commonest first
COMMON = 30_000  # words of it that a misspelt word can stand for
PREFIX = 5  # SymSpell's index: .5 s to build instead of 1
SHORTEST = 4  # letters; shorter words have too many neighbours
SHORT = 4  # letters up to which only a word of the library is near enough: many are names
TWO_SLIPS = 6  # letters from which two slips are allowed, and then only to a word of the library
BONUS = 0.6  # of a slip, for a word of the library and for a negation
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_APOSTROPHES = str.maketrans("’‘`´′", "'''''")
_NEGATING = ("un", "in", "im", "il", "ir", "dis", "non", "mis")


class Speller:
    """Corrects questions against common English and the words of one library."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._library = frozenset(w for text in texts for w in re.findall(r"[a-z]+", text.lower()))
        self._known = _counts().keys() | self._library | _kept()
        self._index: SymSpell | None = None
        self._building = Lock()  # a web server's sessions share one speller

    def corrected(self, question: str) -> str:
        """The question with each unknown word replaced by the likeliest known one near it, if any.

        A word with a capital may be a name and stays. No word that may negate loses that: "musnt"
        never becomes "must", nor "ilegal" "legal".
        """
        return _WORD.sub(self._word, question.translate(_APOSTROPHES))

    def _word(self, match: re.Match[str]) -> str:
        word = match.group()
        judged = word.islower() and word.isascii() and word.isalpha() and len(word) >= SHORTEST
        if not judged or any(stem in self._known for stem in _stems(word)):
            return word
        return self._nearest(word) or word

    def _nearest(self, word: str) -> str | None:
        slips = 2 if len(word) >= TWO_SLIPS else 1
        found = []
        for near in self._built().lookup(word, Verbosity.ALL, max_edit_distance=slips):
            preferred = near.term in self._library or near.term in _negations()
            near_enough = preferred or (near.distance == 1 and len(word) > SHORT)
            if near_enough and near.term[0] == word[0] and negates_alike(word, near.term):
                found.append((near.distance - BONUS * preferred, -near.count, near.term))
        return min(found)[2] if found else None

    def _built(self) -> SymSpell:
        with self._building:
            if self._index is None:
                index = SymSpell(max_dictionary_edit_distance=2, prefix_length=PREFIX)
                for known in list(_counts())[:COMMON]:
                    if known not in _never():
                        index.create_dictionary_entry(known, _counts()[known])
                for known in (self._library | _negations()) - index.words.keys():
                    index.create_dictionary_entry(known, 1)
                self._index = index
            return self._index


def negates_alike(typed: str, term: str) -> bool:
    """True unless a correction might take a "not" away or put one in."""
    if typed.endswith(("n", "nt")) != term.endswith(("n", "nt")):
        return False
    begins = [word.startswith(_NEGATING) for word in (typed, term)]
    return begins[0] == begins[1] and (not begins[0] or typed[:2] == term[:2])


class Spelling:
    """The speller of the library as it is now: made afresh when a policy changes."""

    def __init__(self) -> None:
        self._made: tuple[tuple[str, ...], Speller] | None = None

    def speller(self, policies: Iterable[Policy]) -> Speller:
        """The speller that knows these policies' words."""
        held = list(policies)
        key = tuple(p.sha256 for p in held)
        made = self._made
        if made is None or made[0] != key:
            made = self._made = (key, Speller(p.text for p in held))
        return made[1]


def _stems(word: str) -> Iterator[str]:
    """The word, and what it is inflected or derived from."""
    yield from (word, f"{word}s")
    for start in ("un", "re"):
        if word.startswith(start):
            yield word.removeprefix(start)
    for end in ("s", "es", "d", "ed", "er", "ing", "ly", "y"):
        if word.endswith(end) and len(word) >= len(end) + 3:
            stem = word.removesuffix(end)
            yield stem
            yield stem + "e"
            if stem[-1] == stem[-2]:
                yield stem[:-1]


@cache
def _counts() -> dict[str, int]:
    """English words with their counts, commonest first."""
    text = (files("symspellpy") / DICTIONARY).read_text(encoding="utf-8-sig")
    return {word: int(count) for word, count in (line.split() for line in text.splitlines())}


@cache
def _lists() -> dict[str, list[str]]:
    return tomllib.loads(DATA.read_text(encoding="utf-8"))


@cache
def _kept() -> frozenset[str]:
    return frozenset(w for name, words in _lists().items() if name != "never" for w in words)


@cache
def _negations() -> frozenset[str]:
    return frozenset(_lists()["negations"])


@cache
def _never() -> frozenset[str]:
    """Words that nothing is corrected to: vulgar ones."""
    return frozenset(_lists()["never"])
