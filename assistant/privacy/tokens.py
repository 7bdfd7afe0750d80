"""A message as words with what stands round them; pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

_TOKEN = re.compile(r"[^\W_]+(?:['’‘`´-][^\W_]+)*")
_ENDING = re.compile(r"['’‘`´](?:s|d|ll|ve|re|m)$", re.IGNORECASE)
_ENDS_SENTENCE = re.compile(r"[.?!…:;\n\"“”(\[•*]")
_ABBREVIATED = frozenset(["mr", "mrs", "ms", "mx", "dr", "prof", "rev", "revd", "fr", "st", "cllr"])
_APOSTROPHES = str.maketrans("’‘`´", "''''")
# Letters that have no accent to take off.
_PLAIN = _APOSTROPHES | str.maketrans("łøđıß", "lodis")
# As a name is written: one capital, or a second one after Mc, O', De and the like.
_PART = r"(?:(?:Mc|Mac|De|Di|La|Le|Fitz|Van|[A-Z]['’])?[^\W\d_a-z][^\W\d_A-Z]+)"
_NAME_SHAPE = re.compile(rf"{_PART}(?:-{_PART})*")
SHOUTED = 0.7  # share of capitals from which a message is one of capitals


@dataclass(frozen=True)
class Token:
    """A word without its possessive or contracted ending. `gap` is what stands between it and the
    word before; `opens` tells that a sentence, line or bracket begins with it."""

    text: str
    start: int
    end: int
    ending: str  # "'s", "'" after an s, "'m", "'ll"; '' as a rule
    opens: bool
    gap: str

    @cached_property
    def lower(self) -> str:
        """In lower case, with plain apostrophes and without accents, as the lists are written."""
        letters = unicodedata.normalize("NFKD", self.text.lower().translate(_PLAIN))
        return "".join(c for c in letters if not unicodedata.combining(c))

    @property
    def accented(self) -> bool:
        """True when a letter bears an accent, or is none of the English ones."""
        return self.lower != self.text.lower().translate(_APOSTROPHES)

    @property
    def possessive(self) -> bool:
        """True for what may be a possessive, "it's" among them."""
        return self.ending in ("'s", "'")

    @property
    def capital(self) -> bool:
        """True when it begins with a capital letter."""
        return self.text[:1].isupper()

    @property
    def initial(self) -> bool:
        """True for one capital letter by itself."""
        return len(self.text) == 1 and self.capital

    @property
    def acronym(self) -> bool:
        """True when all its letters are capitals, and there are several."""
        return len(self.text) > 1 and self.text.isupper()

    @cached_property
    def shaped(self) -> bool:
        """True when it is written as a name is."""
        return self.capital and bool(_NAME_SHAPE.fullmatch(self.text))

    @property
    def is_word(self) -> bool:
        """True when it has no digit."""
        return not any(c.isdigit() for c in self.text)


def tokens_of(message: str) -> list[Token]:
    """The words of the message, in order. In a message of capitals none counts as a capital."""
    letters = [c for c in message if c.isalpha()]
    shouted = len(letters) > 12 and sum(map(str.isupper, letters)) > SHOUTED * len(letters)
    tokens: list[Token] = []
    at = 0
    for match in _TOKEN.finditer(message):
        text, end = match.group(), match.end()
        found = _ENDING.search(text)
        ending = found.group().lower().translate(_APOSTROPHES) if found else ""
        if found:
            end -= len(ending)
            text = text[: found.start()]
        elif text[-1] in "sS" and message[end : end + 1] in ("'", "’"):
            ending = "'"
        gap = message[at : match.start()]
        opens = not tokens or _opens(tokens[-1], gap)
        text = text.lower() if shouted else text
        tokens.append(Token(text, match.start(), end, ending, opens, gap))
        at = match.end()
    return tokens


def _opens(before: Token, gap: str) -> bool:
    """A point after a title or an initial ends no sentence."""
    if gap.strip() == "." and (before.lower in _ABBREVIATED or before.initial):
        return False
    return bool(_ENDS_SENTENCE.search(gap))
