"""The local passphrase: argon2id with the library's defaults, and what a good one must have."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from importlib import resources

from argon2 import PasswordHasher, Type, extract_parameters
from argon2.exceptions import InvalidHashError, VerificationError

from assistant.access.errors import WeakPassphrase

SHORTEST = 14  # characters; four words are always as long
LONGEST = 512
COMMON = "common-passphrases.txt"
_REPEATED = re.compile(r"(.+?)\1+")
_STAND_INS = str.maketrans("@431!0$57", "aaeiiosst")


def make_hash(passphrase: str) -> str:
    """The hash to put in school.toml. WeakPassphrase says what is wrong with the passphrase."""
    if reason := weakness(passphrase):
        raise WeakPassphrase(reason)
    return PasswordHasher().hash(_plain(passphrase))


def is_hash(text: str) -> bool:
    """Whether a text is the hash of a passphrase, of the kind that `make_hash` makes."""
    try:
        return extract_parameters(text).type is Type.ID
    except InvalidHashError:
        return False


def matches(passphrase: str, hashed: str) -> bool:
    """Whether this is the passphrase; as much work for a wrong one as for the right one."""
    try:
        return PasswordHasher().verify(hashed, _plain(passphrase[: 4 * LONGEST]))
    except (VerificationError, InvalidHashError):
        return False


def weakness(passphrase: str) -> str | None:
    """What is wrong with a new passphrase and what to do, or None when it will do."""
    plain = _plain(passphrase)
    if len(plain) > LONGEST:
        return f"That is longer than {LONGEST} characters. Choose a shorter one."
    if len(plain) < SHORTEST:
        return (
            f"That is too short: {len(plain)} characters. Take at least {SHORTEST}, best four "
            "or more words that have nothing to do with each other."
        )
    if not re.search(r"[^\W\d_]", plain):
        return "That has no letters in it: dates and numbers are guessed first. Add words."
    stems = _stems(plain)
    if stems & _common() or any(_REPEATED.fullmatch(stem) for stem in stems):
        return (
            "That is one of the first that anyone would guess. Take four or more words that have "
            "nothing to do with each other, with your school, or with safeguarding."
        )
    return None


def _plain(passphrase: str) -> str:
    """The same text from every keyboard: one form for each character, no space around it."""
    return unicodedata.normalize("NFKC", passphrase).strip()


def _stems(plain: str) -> set[str]:
    """What a passphrase comes down to without capitals, padding and stand-ins: 'P@ssword 2024!'
    is 'password'."""
    core = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", plain.casefold())
    return {_letters(core), _letters(core.translate(_STAND_INS))}


def _letters(text: str) -> str:
    return re.sub(r"[\W\d_]+", "", text)


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    listed = resources.files(__package__).joinpath(COMMON).read_text(encoding="utf-8")
    lines = (line.strip() for line in listed.splitlines())
    return frozenset(_letters(line) for line in lines if line and not line.startswith("#"))
