"""People's names in a message, by word lists and what stands beside a word; pure.

Staff write in a hurry: lower case, no apostrophes, initials, names that are also words. A word of
the list of given names is a name wherever it stands; any other must be shown to be one by its
capital, its title, whose mother it has, or what it does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.privacy.masking import Found, Kind
from assistant.privacy.neighbours import with_neighbours
from assistant.privacy.signs import SHORTEST, SINGLE, Signs

_INITIALS = re.compile(r"(?<![\w.&])(?:[A-Z](?:\.[A-Z]){1,2}\.?|[A-Z]\. [A-Z]\.)(?!\w)")
_INITIALS_IN_CLASS = re.compile(
    r"(?<![\w.])[A-Z]{2}(?=,?\s\(?(?:(?:in|from)\s)?(?:[1-9]|1[0-3])[A-Z]\b)"
)


def find_names(message: str) -> list[Found]:
    """Every name of a person in the message, titles and possessive endings left out."""
    signs = Signs(message)
    candidates = [i for i, t in enumerate(signs.tokens) if t.is_word and not signs.is_public(t)]
    names = with_neighbours(signs, candidates, {i for i in candidates if _is_name(signs, i)})
    return [*_initials(signs), *_spans(signs, names)]


def plausible(message: str, found: Found) -> bool:
    """True unless what a model takes for a name is a brand, a place, a date or the public's."""
    signs = Signs(message)
    inside = [t for t in signs.tokens if found.start <= t.start and t.end <= found.end]
    return not any(t.lower in signs.lex.not_names or signs.is_public(t) for t in inside)


def _is_name(signs: Signs, i: int) -> bool:
    token, lex = signs.tokens[i], signs.lex
    if signs.titled(i):
        return True
    if token.initial:
        return _initial_is_name(signs, i)
    if len(token.text) < 2 or (token.acronym and token.lower not in lex.given):
        return False
    if _is_listed(signs, i) or signs.lacks_apostrophe(i):
        return True
    if token.lower in lex.words_as_names:
        return _word_is_name(signs, i)
    return token.lower not in lex.not_names and _unlisted_is_name(signs, i)


def _initial_is_name(signs: Signs, i: int) -> bool:
    """ "child J", "K said", "M's mum"; not "plan B"."""
    token, before, after, lex = signs.tokens[i], signs.lower(i - 1), signs.lower(i + 1), signs.lex
    if token.text in SINGLE or before in lex.numbered:
        return False
    if before in lex.roles and token.gap == " ":
        return True
    return after in lex.acts or after in lex.states or signs.belongs(i, False)


def _is_listed(signs: Signs, i: int) -> bool:
    token, lex = signs.tokens[i], signs.lex
    parts = token.lower.split("-")
    if len(parts) > 1 and parts[0] not in lex.not_names:
        return any(len(part) >= SHORTEST and part in lex.given for part in parts)
    if token.lower in lex.given:
        return token.capital or len(token.text) >= SHORTEST
    # "the Okafors" are a family.
    surname = token.lower in lex.surnames or token.lower.removesuffix("s") in lex.surnames
    return token.capital and surname


def _word_is_name(signs: Signs, i: int) -> bool:
    """For a given name that is also a word: does anything say that a person is meant?"""
    token, lex = signs.tokens[i], signs.lex
    doer = token.lower in lex.doers
    dated = token.lower in lex.not_names  # May, Summer, Paris: a capital tells nothing
    if signs.belongs(i, token.lower not in lex.dates) or signs.introduced(i) or signs.greeted(i):
        return True
    if signs.in_class(i, doer) or signs.with_surname(i) or signs.acts(i, doer):
        return True
    if not dated:
        if token.capital and not token.opens and not signs.of_group(i):
            return True
        if signs.bracketed(i) or signs.presented(i) or signs.sent_from(i):
            return True
    return doer and (signs.asked_about(i) or signs.reached(i))


def _unlisted_is_name(signs: Signs, i: int) -> bool:
    """For a word of no list: is it strange to English, and where a name would stand?"""
    token, lex = signs.tokens[i], signs.lex
    word, common = token.lower, token.lower in lex.common
    if token.shaped and signs.pairs(i):
        return True
    # A rarer word of English may be a name in capitals: Persephone, but not "the Ducklings".
    rare = not common and not word.endswith("s") and not signs.of_group(i)
    if lex.is_known(word) and not (rare and token.shaped and not token.opens):
        return _known_is_name(signs, i)
    if token.shaped and not token.opens and signs.lower(i - 1) not in lex.places:
        return True
    if len(token.text) < SHORTEST or (token.capital and not token.shaped):
        return False
    slip = lex.is_slip(word)
    if signs.belongs(i, token.shaped or not slip) or signs.introduced(i) or signs.greeted(i):
        return True
    if signs.in_class(i, True) or token.accented:
        return True
    if slip:  # rather a slip of the pen, unless it did something to somebody
        did = signs.acts(i, False) and (token.shaped or signs.lower(i + 2) in ("me", "us", "my"))
        return did or (token.shaped and signs.bracketed(i))
    if (token.shaped and token.opens) or signs.acts(i, True) or signs.asked_about(i):
        return True
    if signs.presented(i) or signs.reached(i):
        return True
    return word.endswith("s") and signs.lower(i + 1) in lex.relations


def _known_is_name(signs: Signs, i: int) -> bool:
    """For a word of English: only what hardly any other word can have says that it is a name."""
    token, common = signs.tokens[i], signs.tokens[i].lower in signs.lex.common
    if not common and (signs.belongs(i, False) or (token.shaped and signs.greeted(i))):
        return True
    if not token.shaped:
        return False
    if signs.belongs(i, True) and not (token.opens and common):
        return True
    return not token.opens and (signs.introduced(i) or token.accented)


def _spans(signs: Signs, names: set[int]) -> Iterator[Found]:
    order = sorted(names)
    for number, i in enumerate(order):
        if number and order[number - 1] == i - 1 and _continues(signs, i):
            continue
        last = i
        while last + 1 in names and _continues(signs, last + 1):
            last += 1
        start, end = signs.tokens[i].start, signs.tokens[last].end
        yield Found(Kind.NAME, start, end, signs.message[start:end])


def _continues(signs: Signs, i: int) -> bool:
    return signs.joined(i) and not signs.tokens[i - 1].possessive


def _initials(signs: Signs) -> Iterator[Found]:
    for pattern in (_INITIALS, _INITIALS_IN_CLASS):
        for match in pattern.finditer(signs.message):
            letters = re.sub(r"\W", "", match.group()).lower()
            if letters not in signs.lex.abbreviations:
                yield Found(Kind.NAME, *match.span(), match.group())
