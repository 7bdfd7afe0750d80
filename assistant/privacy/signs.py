"""What stands beside a word and tells whether it is somebody's name; pure.

Each sign is a question about the word with the index i; a docstring gives what it is to find.
"""

from __future__ import annotations

import re

from assistant.privacy.lexicon import lexicon
from assistant.privacy.tokens import Token, tokens_of

SINGLE = frozenset("AIX")  # capitals that are words or an app when they stand alone
SHORTEST = 3  # letters; a shorter word in lower case is rather a slip than a name
_CLASS = re.compile(r"(?:[1-9]|1[0-3])[a-z]")
_CLASS_OR_YEAR = re.compile(r"(?:[1-9]|1[0-3])[a-z]|(?:y|yr|year)\d{1,2}")
_CHURCH = re.compile(r"\bSt\.? [A-Z][\w'’]+")  # a school's or a church's name
_STOP = re.compile(r"\s*(?:[,\n!.]|$)")
_LAST_LINES = re.compile(r"\s*(?:\n.{0,80})?\Z", re.DOTALL)
_MINE = frozenset(["my", "our", "his", "her", "their", "the"])


class Signs:
    """One message with the questions that can be asked about its words."""

    def __init__(self, message: str) -> None:
        self.message = message
        self.lex = lexicon()
        self.tokens = tokens_of(message)
        self._public = {
            at
            for pattern in (self.lex.public, _CHURCH)
            for match in pattern.finditer(message)
            for at in range(*match.span())
        }

    def at(self, i: int) -> Token | None:
        """The word with that index, if there is one."""
        return self.tokens[i] if 0 <= i < len(self.tokens) else None

    def lower(self, i: int) -> str | None:
        """The same in lower case."""
        token = self.at(i)
        return token.lower if token else None

    def is_public(self, token: Token) -> bool:
        """True within what belongs to the public or a church: "Sarah's Law", "St Anne's"."""
        return token.start in self._public

    def joined(self, i: int) -> bool:
        """True when only a space, or an initial's point, parts the word from the one before."""
        gap = self.tokens[i].gap
        return gap == " " or (gap in (". ", ".") and self.tokens[i - 1].initial)

    def titled(self, i: int) -> bool:
        """ "mrs khan", "Miss F", "Dr Nowicki"."""
        before, token, lex = self.at(i - 1), self.tokens[i], self.lex
        if before is None or before.possessive or token.gap not in (" ", ". ", "."):
            return False
        if before.lower in lex.titles:
            return token.initial or token.lower not in lex.verbs | lex.titles
        if before.lower not in lex.words_as_titles or token.gap != " ":
            return False
        if token.initial:
            return token.text != "I"
        if token.capital and not token.acronym and token.lower not in lex.verbs:
            if token.lower in lex.word_surnames or token.lower in lex.words_as_names:
                return True
            return token.lower not in lex.english and token.lower not in lex.not_names
        if token.lower in lex.surnames:
            return True
        strange = not (lex.is_known(token.lower) or lex.is_slip(token.lower))
        return strange and len(token.text) >= SHORTEST

    def belongs(self, i: int, things_too: bool) -> bool:
        """ "grace's mum"; with `things_too` also "Rose's account", "Rose's dance page"."""
        token, after = self.tokens[i], self.at(i + 1)
        if not token.possessive or after is None or after.gap != " ":
            return False
        if after.lower in self.lex.relations:
            return True
        if not things_too:
            return False
        second = self.lower(i + 2)
        return after.lower in self.lex.belongings or (
            token.capital and second in self.lex.belongings | self.lex.relations
        )

    def lacks_apostrophe(self, i: int) -> bool:
        """ "graces mum", "Bellas account"."""
        token, after, lex = self.tokens[i], self.at(i + 1), self.lex
        stem = token.lower.removesuffix("s")
        if stem == token.lower or len(stem) < SHORTEST or token.lower in lex.objects:
            return False
        if after is None or after.gap != " ":
            return False
        if stem in lex.given and after.lower in lex.belongings:
            return True
        names = (lex.given, lex.surnames, lex.words_as_names)
        return after.lower in lex.relations and any(stem in some for some in names)

    def introduced(self, i: int) -> bool:
        """ "my niece summer", "our caretaker derek", "a boy called ellis"."""
        token, before, lex = self.tokens[i], self.at(i - 1), self.lex
        if before is None or token.gap != " " or before.possessive:
            return False
        if before.lower in ("called", "named"):
            return token.lower not in lex.objects
        if before.lower not in lex.roles:
            return False
        if token.capital:  # but "the Volunteer Manager"
            return not before.capital or before.opens or not lex.is_known(token.lower)
        if token.lower in lex.verbs or before.lower.endswith("s"):
            return False
        named = token.lower in lex.words_as_names or not lex.is_slip(token.lower)
        return named and self.lower(i - 2) in _MINE

    def reached(self, i: int) -> bool:
        """ "message kestutis", "told rose", "give ruby a lift"; not "my phone bill"."""
        token, before = self.tokens[i], self.lower(i - 1)
        if token.opens or (token.lower in self.lex.asking and not token.capital):
            return False
        if before in self.lex.giving:
            return self.lower(i + 1) in self.lex.objects
        return before in self.lex.reaching and self.lower(i - 2) not in self.lex.objects

    def presented(self, i: int) -> bool:
        """ "this is kestutis from the kitchen", "hi its kestutis", "I'm kestutis"."""
        before, token = self.at(i - 1), self.tokens[i]
        if before is None or token.gap != " " or token.lower.endswith("ing"):
            return False
        if before.lower == "is":
            return self.lower(i - 2) in ("this", "name", "names")
        said = before.lower + before.ending
        return said in ("its", "it's", "im", "i'm")

    def bracketed(self, i: int) -> bool:
        """ "one of my form (Ruby)"."""
        token = self.tokens[i]
        return token.gap.endswith("(") and self.message[token.end : token.end + 1] == ")"

    def greeted(self, i: int) -> bool:
        """ "Hi mark,", "Thanks, Joy", a name alone at the end of the message."""
        token = self.tokens[i]
        stops = bool(_STOP.match(self.message, token.end))
        last = i + 1 == len(self.tokens) and i > 3
        if last and token.opens and token.capital and not token.gap.endswith("("):
            return stops
        if self.lower(i - 1) in self.lex.greeting and re.fullmatch(r",?\s{1,3}", token.gap):
            return stops
        return "\n" in token.gap and bool(_LAST_LINES.match(self.message, token.end))

    def in_class(self, i: int, loosely: bool) -> bool:
        """ "Summer 5H", "ffion (yr1)", "Hami, 9,"; `loosely` also "mark in year 4"."""
        after, second = self.at(i + 1), self.lower(i + 2)
        if after is None:
            return False
        if after.gap in (" ", " (") and _CLASS_OR_YEAR.fullmatch(after.lower):
            return True
        if after.gap == ", " and after.lower.isdecimal() and len(after.text) < 3:
            return True
        if "(" in after.gap and after.lower in ("year", "yr", "y", "age", "aged", "born"):
            return True
        if not loosely or second is None or after.gap != " " or after.lower not in ("in", "from"):
            return False
        if second in self.lex.settings or _CLASS.fullmatch(second):
            return True
        return second in ("my", "our") and self.lower(i + 3) in self.lex.companies

    def of_group(self, i: int) -> bool:
        """ "Robin class", "Gift Aid": a group's or an institution's name."""
        token, after, lex = self.tokens[i], self.at(i + 1), self.lex
        if after is None or after.gap != " ":
            return False
        if token.lower in lex.things and after.capital and lex.is_known(after.lower):
            return after.lower not in lex.word_surnames
        return after.lower in lex.groups

    def with_surname(self, i: int) -> bool:
        """ "Grace Okoro", "Mark Thwaite"."""
        token, after, lex = self.tokens[i], self.at(i + 1), self.lex
        if after is None or after.gap != " " or not (token.capital and after.capital):
            return False
        if token.lower in lex.asking or after.lower in lex.not_names:
            return False
        return after.lower in lex.surnames or not lex.is_known(after.lower)

    def pairs(self, i: int) -> bool:
        """ "Wei Ling asked", "Wei Ling's mum": two capitals, one of them on no common word."""
        return self._is_pair(i) or self._is_pair(i - 1)

    def _is_pair(self, i: int) -> bool:
        one, other, after, lex = self.at(i), self.at(i + 1), self.lower(i + 2), self.lex
        if one is None or other is None or other.gap != " " or one.possessive:
            return False
        words = {one.lower, other.lower}
        if not (one.shaped and other.shaped) or words <= lex.common:
            return False
        if words & lex.not_names or words & lex.roles:
            return False
        owned = after in lex.relations or after in lex.belongings
        return after in lex.acts or (other.possessive and owned)

    def begins(self, i: int) -> bool:
        """True where a clause begins with this word."""
        return self.tokens[i].opens or self.lower(i - 1) in self.lex.joining

    def acts(self, i: int, loosely: bool) -> bool:
        """ "dawn said", "Faith has put"; `loosely` also "frank is 84"."""
        token, after, second, lex = self.tokens[i], self.at(i + 1), self.lower(i + 2), self.lex
        if after is None or after.gap != " " or not self.begins(i):
            return False
        if after.lower in lex.acts:
            return True
        if after.lower.endswith("ed") and after.lower in lex.english:
            return token.lower not in lex.asking
        if after.lower not in lex.states:
            return False
        doing = second is not None and after.lower in ("keeps", "was") and second.endswith("ing")
        return loosely or doing or second in lex.acts

    def asked_about(self, i: int) -> bool:
        """ "can peter film", "did carol sign": the word stands where the one who acts does."""
        before, after = self.at(i - 1), self.lower(i + 1)
        if before is None or self.tokens[i].gap != " " or after in self.lex.objects:
            return False
        return before.lower in self.lex.asking and self.begins(i - 1)

    def sent_from(self, i: int) -> bool:
        """ "can joy from the office", "Hope from the council"."""
        if self.lower(i + 1) != "from" or self.lower(i + 2) not in self.lex.objects:
            return False
        return self.asked_about(i) or (self.tokens[i].capital and self.begins(i))
