"""The words of a sentence, and which of them are finite verbs; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.modality.words import clause_words

_SPEAKS = re.compile(
    r"(?:agree|accept|understand|know|think|believe|suspect|hear|learn|say|said|state|mean|ensure|"
    r"suggest|find|realise|fear|show|report|confirm|sure|aware|told|remember|require|ask)"
)
_TOKEN = re.compile(r"[A-Za-z][\w'’-]*|\d[\w.,%]*\w|\d|[,;:()–—]")


@dataclass(frozen=True)
class Token:
    """A word in lower case, or a mark of punctuation, with its place in the text."""

    word: str
    start: int
    end: int


class SentenceWords:
    """The words and marks of a sentence, by number."""

    def __init__(self, text: str) -> None:
        self.text, self.words = text, clause_words()
        self.tokens = [
            Token(m.group().lower().replace("’", "'"), m.start(), m.end())
            for m in _TOKEN.finditer(text)
        ]

    def word(self, at: int) -> str:
        """The word in lower case, or the mark; '' outside the sentence."""
        return self.tokens[at].word if 0 <= at < len(self.tokens) else ""

    def reduced(self, at: int) -> bool:
        """True when the clause opens with its verb ("who work", "that damage"), or has none
        ("if asked", "when using", "where possible")."""
        i = at + 1
        while self.word(i) in self.words.negators or self.word(i).endswith("ly"):
            i += 1
        word = self.word(i)
        if (
            not word
            or word in self.words.pronouns
            or word in self.words.determiners
            or self.finite(i)
        ):
            return False
        if self.word(at) in ("who", "which", "that"):
            return word[0].isalpha() and not self._noun_follows(i)
        return word.endswith(("ed", "en", "ing", "ible", "able", "ary", "iate"))

    def speaks(self, at: int) -> bool:
        """True for a verb of saying or knowing, after which "that" opens what is said."""
        return bool(_SPEAKS.match(self.word(at)))

    def _noun_follows(self, i: int) -> bool:
        """True for "that staff use": a noun and its verb, which is the next word."""
        return self.word(i).endswith("s") and self.finite(i + 1)

    def finite(self, at: int) -> bool:
        """True for a modal, a form of be, have or do, and "needs to", where it is finite."""
        word, before = self.word(at), self.word(at - 1)
        if word == "may" and re.match(r"May \d", self.text[self.tokens[at].start :]):
            return False
        if word in self.words.modals:
            return True
        if word in ("need", "needs"):
            return (
                self.word(at + 1) in ("to", "not", "no", "never")
                and before not in self.words.modals
            )
        if word in ("have", "do", "had"):
            return (
                before not in self.words.modals | {"to", "not"}
                and self.word(at - 2) not in self.words.modals
            )
        return word in self.words.auxiliaries
