"""What belongs to a name that was found: surnames, initials, the others of a list; pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.privacy.signs import SHORTEST, SINGLE, Signs

_LISTED = re.compile(r"\s?[,&/+]\s?")


def with_neighbours(signs: Signs, candidates: Sequence[int], names: set[int]) -> set[int]:
    """The indices of `names` with those of the candidates that belong to one of them."""
    found, size = set(names), -1
    while size != len(found):
        size = len(found)
        said = {signs.tokens[i].lower for i in found if len(signs.tokens[i].text) > 1}
        # Both ways, so that a long list is followed to its end in one round.
        for i in (*candidates, *reversed(candidates)):
            if i not in found and (
                _leads_to(signs, i, found)
                or _follows(signs, i, found)
                or _stands_in_list(signs, i, found)
                or _is_repeated(signs, i, said)
            ):
                found.add(i)
    return found


def _leads_to(signs: Signs, i: int, found: set[int]) -> bool:
    """ "N Pickering", "grace okoro", "Jun Ho"."""
    token, lex = signs.tokens[i], signs.lex
    if i + 1 not in found or not signs.joined(i + 1) or token.possessive:
        return False
    if token.initial:
        return token.text not in SINGLE or signs.titled(i)
    if token.lower in lex.words_as_names:
        called = token.lower not in lex.asking and token.lower not in lex.not_names
        return called and (token.capital or signs.begins(i))
    if token.capital and not token.opens and len(token.text) <= SHORTEST and not token.acronym:
        return token.lower not in lex.titles and token.lower not in lex.verbs
    return token.lower in lex.particles and i - 1 in found


def _follows(signs: Signs, i: int, found: set[int]) -> bool:
    """ "jayden smith", "Jaxon P", "Callum Dreyfus"."""
    token, before, lex = signs.tokens[i], signs.at(i - 1), signs.lex
    if before is None or i - 1 not in found or before.possessive or not signs.joined(i):
        return False
    if token.initial:
        return token.text not in SINGLE
    if token.acronym or token.lower in lex.not_names:
        return False
    if token.lower in lex.surnames:
        return True
    if token.lower in lex.word_surnames or token.lower in lex.words_as_names:
        follows = token.lower in lex.word_surnames and signs.lower(i + 1) not in lex.objects
        return token.capital or follows
    if token.capital and before.capital and not token.opens:
        return token.lower not in lex.roles and token.lower not in lex.verbs
    return not (lex.is_known(token.lower) or lex.is_slip(token.lower))


def _stands_in_list(signs: Signs, i: int, found: set[int]) -> bool:
    """ "Heather, Ivy and Violet"."""
    if not _may_be_listed(signs, i):
        return False
    for other, later in ((i - 1, i), (i + 1, i + 1)):
        if other in found and _LISTED.fullmatch(signs.tokens[later].gap):
            return True
    return (signs.lower(i - 1) in ("and", "or") and i - 2 in found) or (
        signs.lower(i + 1) in ("and", "or") and i + 2 in found
    )


def _may_be_listed(signs: Signs, i: int) -> bool:
    token, lex = signs.tokens[i], signs.lex
    if token.initial:
        return token.text not in SINGLE
    if token.lower in lex.doers:
        return True
    if token.lower in lex.not_names:
        return token.capital and token.lower in lex.things
    if token.lower in lex.things or (token.capital and not token.opens and not token.acronym):
        return True
    if token.shaped:
        return token.lower not in lex.common
    return not (token.acronym or lex.is_known(token.lower) or lex.is_slip(token.lower))


def _is_repeated(signs: Signs, i: int, said: set[str]) -> bool:
    token = signs.tokens[i]
    return token.lower in said and (token.capital or not signs.lex.is_known(token.lower))
