"""The word lists that tell names from other words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path

from assistant.question.spelling import DICTIONARY

DATA = Path(__file__).parent / "data"
COMMON = 30_000  # words of English that a misspelt word can stand for
LONGEST = 24  # letters of a word that is looked up with a slip
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class WordLists:
    """The lists of words.toml, which says what each is for. All in lower case."""

    doers: frozenset[str]
    things: frozenset[str]
    dates: frozenset[str]
    titles: frozenset[str]
    words_as_titles: frozenset[str]
    relations: frozenset[str]
    people: frozenset[str]
    belongings: frozenset[str]
    acts: frozenset[str]
    states: frozenset[str]
    asking: frozenset[str]
    joining: frozenset[str]
    objects: frozenset[str]
    reaching: frozenset[str]
    giving: frozenset[str]
    places: frozenset[str]
    greeting: frozenset[str]
    settings: frozenset[str]
    companies: frozenset[str]
    groups: frozenset[str]
    numbered: frozenset[str]
    particles: frozenset[str]
    abbreviations: frozenset[str]
    not_names: frozenset[str]


@dataclass(frozen=True)
class Lexicon(WordLists):
    """The lists with names and English. `given` and `surnames` hold no everyday word, `english`
    and its commoner part `common` no name; `public` finds whole phrases that are nobody's."""

    given: frozenset[str]
    surnames: frozenset[str]
    word_surnames: frozenset[str]
    english: frozenset[str]
    common: frozenset[str]
    public: re.Pattern[str]

    @cached_property
    def words_as_names(self) -> frozenset[str]:
        """The given names that are also everyday words."""
        return self.doers | self.things

    @cached_property
    def verbs(self) -> frozenset[str]:
        """Words that follow a title or a person without being a name."""
        return self.asking | self.joining | self.objects | self.acts | self.states

    @cached_property
    def roles(self) -> frozenset[str]:
        """What a person is to somebody, or does at the school."""
        return self.people | self.relations

    def is_known(self, word: str) -> bool:
        """True for a word of English, one made of such, or one that is no name."""
        if word.endswith("n't"):
            return True
        parts = filter(None, re.split(r"[-']", word.removeprefix("ex-")))
        return all(
            p in self.english or p.removesuffix("s") in self.english or p in self.not_names
            for p in parts
        )

    def is_slip(self, word: str) -> bool:
        """True when one letter more, fewer, other, or two swapped make a common word of it."""
        return len(word) <= LONGEST and any(near in self.common for near in _near(word))


@cache
def lexicon() -> Lexicon:
    """The shipped lists, read once in about .2 s."""
    lists = tomllib.loads((DATA / "words.toml").read_text(encoding="utf-8"))
    given = frozenset(_words((DATA / "given-names.txt").read_text(encoding="utf-8")))
    text = (DATA / "surnames.txt").read_text(encoding="utf-8")
    plain, heading, words = text.partition("# also everyday words")
    surnames = frozenset(_words(plain))
    dictionary = (files("symspellpy") / DICTIONARY).read_text(encoding="utf-8-sig").splitlines()
    english = [line.split()[0] for line in dictionary]  # commonest first
    names = given | surnames
    return Lexicon(
        **{field.name: frozenset(lists[field.name].split()) for field in fields(WordLists)},
        given=given,
        surnames=surnames,
        word_surnames=frozenset(_words(heading + words)),
        english=frozenset(english) - names,
        common=frozenset(english[:COMMON]) - names,
        public=phrases(lists["public"]),
    )


def phrases(wanted: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of these phrases whole, in any case and with either apostrophe."""
    body = "|".join(
        re.sub("['’]", "['’]", re.escape(phrase))
        for phrase in sorted(wanted, key=len, reverse=True)
    )
    return re.compile(rf"(?<!\w)(?:{body})(?!\w)" if body else r"(?!)", re.IGNORECASE)


def _words(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if not line.startswith("#"):
            yield from line.split()


def _near(word: str) -> Iterator[str]:
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in _LETTERS)
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        yield from (head + letter + tail for letter in _LETTERS)
