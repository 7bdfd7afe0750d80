"""The main clause of a sentence, told from the clauses within it; pure.

No parser: a walk over the words that keeps count of finite verbs. A subordinate clause opens with
its word (who, that, whether, if, …), takes one finite verb, and ends at a comma, or before the verb
that the main clause still lacks. "Staff who must travel may …" is "Staff may …".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.modality.orders import is_instruction
from assistant.modality.sentence_words import SentenceWords

# "Should it fail, …", "Had she known, …": a condition by its order alone.
_INVERTED = ("should", "were", "had")
_NOT_INVERTED = ("not", "be", "never")
# "Use of …", "Contact with …": a noun that could be an order's verb.
_NOUN = re.compile(r"\w+ (?:of|with|between|by)\b")


@dataclass(frozen=True)
class Parts:
    """`main` is the text with everything subordinate blanked out, so that places stay the same;
    `within` are the subordinate clauses as (start, end), in order; `verb` is the place of the main
    verb, the text's length where none is found."""

    main: str
    within: tuple[tuple[int, int], ...]
    verb: int


@dataclass
class _Open:
    start: int
    first: bool  # nothing of the main clause stands before it
    adverbial: bool
    verb: bool  # its own verb has passed
    asks: bool  # whether, how: its first verb is its own


def parts_of(text: str, phrases: Iterable[int] = ()) -> Parts:
    """The main clause and what is subordinate to it. At `phrases` further conditions begin that
    need no verb ("without permission", "subject to …")."""
    walk = _Walk(text, frozenset(phrases))
    walk.run()
    main = list(text)
    for start, end in walk.within:
        main[start:end] = " " * (end - start)
    return Parts("".join(main), tuple(walk.within), walk.verb)


class _Walk(SentenceWords):
    def __init__(self, text: str, phrases: frozenset[int]) -> None:
        super().__init__(text)
        self.phrases = phrases
        self.within: list[tuple[int, int]] = []
        self.verb = len(text)
        self.open: _Open | None = None
        self.said = False  # a word of the main clause has passed
        if is_instruction(text) and not _NOUN.match(text):
            self.verb = 0

    def run(self) -> None:
        at = 0
        while at < len(self.tokens):
            at = self._outside(at) if self.open is None else self._inside(at)
        if self.open:
            self.within.append((self.open.start, len(self.text.rstrip(" .;:!?\n"))))

    def _outside(self, at: int) -> int:
        token = self.tokens[at]
        if token.word == "(":
            close = next((i for i in range(at, len(self.tokens)) if self.word(i) == ")"), at)
            self.within.append((token.start, self.tokens[close].end))
            return close + 1
        if self._opens(at):
            adverbial = token.word not in self.words.relative | {"that"}
            phrase = token.start in self.phrases and not self._is_clause(at)
            own = phrase or (at == 0 and token.word in _INVERTED) or self.reduced(at)
            asks = token.word in self.words.asking or (token.word == "that" and self.speaks(at - 1))
            self.open = _Open(token.start, not self.said, adverbial, own, asks)
            return at + 1
        if self.finite(at) and self.verb == len(self.text):
            self.verb = token.start
        self.said = self.said or (token.word[0].isalpha() and token.word not in self.words.joins)
        return at + 1

    def _inside(self, at: int) -> int:
        inner, token = self.open, self.tokens[at]
        assert inner is not None
        unseen = self.verb == len(self.text)
        if token.word in (";", ":", "–", "—"):
            return self._close(at, token.start)
        if token.word == ",":
            if self.tokens[at - 1].start == inner.start:  # "where, in an emergency, staff …"
                later = range(at + 1, len(self.tokens))
                closing = next((i for i in later if self.word(i) == ","), at)
                return closing + 1
            if inner.first and inner.adverbial:
                return self._close(at + 1, token.end) if self._main_after(at) else at + 1
            return self._close(at, token.start) if inner.verb or not unseen else at + 1
        if self._opens(at):
            if inner.verb:
                inner.verb, inner.asks = self.reduced(at), token.word in self.words.asking
            return at + 1
        if not self.finite(at):
            if self.word(at - 1) in self.words.pronouns and token.word not in self.words.negators:
                inner.verb = True
            return at + 1
        owned = not inner.verb and (inner.asks or self.tokens[at - 1].start == inner.start)
        joined = self.word(at - 1) in self.words.joins or owned
        commas = inner.first and inner.adverbial and self._main_later(at)
        if unseen and not joined and not commas and self._is_last(at):
            subject = at - 1 if self.word(at - 1) in self.words.pronouns else at
            self.verb = token.start
            self._close(subject, self.tokens[subject].start)
            self.said = True
            return at + 1
        inner.verb = True
        return at + 1

    def _close(self, at: int, end: int) -> int:
        assert self.open is not None
        self.within.append((self.open.start, end))
        self.open = None
        return at

    def _opens(self, at: int) -> bool:
        word, before, after = self.word(at), self.word(at - 1), self.word(at + 1)
        if self.tokens[at].start in self.phrases:
            return True
        if at == 0 and word in _INVERTED and after not in _NOT_INVERTED:
            return self._main_later(at)
        if word in self.words.relative or word in self.words.asking:
            return True
        if word == "that":
            fixed = before in self.words.prepositions and before != "than"
            return bool(before) and not fixed and not (before == "in" or after == "of")
        if word in ("where", "when", "once", "until", "except", "save", "provided", "providing"):
            return word not in ("until", "once", "except", "save") or self._is_clause(at)
        if word in self.words.adverbial:
            return True
        if word == "so":
            return after == "that" or (after in self.words.pronouns and before in (",", ""))
        return word in self.words.either and self._is_clause(at)

    def _is_clause(self, at: int) -> bool:
        """True when a subject and a finite verb come next, or a participle ("once given")."""
        after = self.word(at + 1)
        if after in self.words.pronouns or after == "there":
            return True
        if self.word(at) in ("once", "until") and after.endswith(("ed", "en")):
            return True
        for i in range(at + 2, min(at + 9, len(self.tokens))):
            if self.word(i) in (",", ";", ":") or self.word(i) in self.words.relative:
                return False
            if self.finite(i):
                # The main clause's own verb, where that has none yet.
                return self.verb < len(self.text) or not self._is_last(i, marks=";:")
        return False

    def _is_last(self, at: int, marks: str = ",;:") -> bool:
        """True when no finite verb after this one, and before one of the marks, can be the main
        clause's."""
        owed = 0
        for i in range(at + 1, len(self.tokens)):
            if self.word(i) in marks:
                return True
            if self.word(i) in self.words.relative | self.words.asking | self.words.adverbial | {
                "that",
                "so",
                "than",
            }:
                owed += not self.reduced(i)
            elif self.finite(i) and self.word(i - 1) not in self.words.joins:
                if not owed:
                    return False
                owed -= 1
        return True

    def _main_after(self, comma: int) -> bool:
        """True when the main clause begins after the comma that may end an opening condition."""
        if self._orders(comma):
            return True
        if not self._main_later(comma):
            return True
        if self.word(comma + 1) in self.words.joins:
            return False
        for i in range(comma + 1, len(self.tokens)):
            if self.word(i) in (",", ";", ":"):
                break
            if self.finite(i):
                return True
        return self.word(comma + 1) in self.words.adverbial

    def _orders(self, comma: int) -> bool:
        """True when an order follows the comma: "If late, ring the office"."""
        return is_instruction(self.text[self.tokens[comma].end :].lstrip())

    def _main_later(self, at: int) -> bool:
        """True when a comma from here on has a finite verb or an order after it."""
        for comma in range(at, len(self.tokens)):
            if self.word(comma) == ",":
                verbs = any(self.finite(i) for i in range(comma, len(self.tokens)))
                return verbs or any(
                    self.word(i) == "," and self._orders(i) for i in range(comma, len(self.tokens))
                )
        return False
