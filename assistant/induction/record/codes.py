"""The code on a certificate: too long to guess, and readable down a telephone; pure but for chance.

Crockford's base 32 (crockford.com/base32.html): no I, L, O or U, and the check character of the
whole number modulo 37, which catches a wrong character and two that changed places.
"""

from __future__ import annotations

import secrets
import unicodedata

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CHARACTERS = 19  # of 5 random bits; with the check character, four groups of five
_GROUP = 5
_LONGEST = 200  # characters of what somebody typed that are looked at
_READ_AS = str.maketrans("ILO", "110")


def new_code() -> str:
    """A new code with 94 random bits: four groups of five, "7K3MQ-XP9TR-4W2HB-Z8D5F"."""
    while True:
        characters = "".join(secrets.choice(_ALPHABET) for _ in range(_CHARACTERS))
        # Five of the 37 check characters are signs that few can name; one draw in seven has one.
        if (check := _check(characters)) < len(_ALPHABET):
            return _grouped(characters + _ALPHABET[check])


def normalised(text: str) -> str | None:
    """The code that somebody typed, as `new_code` writes it; None when it can't be one.

    Case, spaces and dashes don't matter, nor O for 0, I or L for 1.
    """
    if len(text) > _LONGEST:
        return None
    typed = unicodedata.normalize("NFKC", text).upper()
    characters = "".join(c for c in typed if not _passed_over(c)).translate(_READ_AS)
    if len(characters) != _CHARACTERS + 1 or any(c not in _ALPHABET for c in characters):
        return None
    if _check(characters[:-1]) != _ALPHABET.index(characters[-1]):
        return None
    return _grouped(characters)


def _check(characters: str) -> int:
    """Below 37: the remainder of the number that the characters write."""
    value = 0
    for character in characters:
        value = value * len(_ALPHABET) + _ALPHABET.index(character)
    return value % 37


def _grouped(characters: str) -> str:
    starts = range(0, len(characters), _GROUP)
    return "-".join(characters[at : at + _GROUP] for at in starts)


def _passed_over(character: str) -> bool:
    """Spaces, dashes, and what nobody sees."""
    return (
        character.isspace() or unicodedata.category(character) in ("Pd", "Cf") or character == "−"
    )
