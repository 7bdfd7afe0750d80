"""The number that a link's holder chooses at the first visit, so that nobody else who gets hold of
the link can go on with it.

Four digits are few: 10,000. A wrong try makes the next one wait, as with the passphrase, and after
`MOST_WRONG` since the last right one the number is locked until the school frees the link. Whoever
has a lost link then finds a number that was chosen at random with a chance of about 1 in 500. The
numbers that would be tried first can't be chosen: repeats, runs, years, lines on the keypad.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Protocol

from argon2 import PasswordHasher

from assistant.access.errors import PinLocked, TooManyTries, WeakPin, WrongPin, waiting
from assistant.access.passphrase import matches
from assistant.access.throttle import Throttle
from assistant.records.induction_entries import LinkClaim

SHORTEST, LONGEST = 4, 6  # digits
MOST_WRONG = 20
_REPEATED = re.compile(r"(.+?)\1+|(?:(.)\2)+")  # 0000, 1212, 123123; 1122
_YEAR = re.compile(r"(?:19|20)\d\d")
_KEYPAD = ("2580", "0852", "147258", "147369", "159753", "357951")  # lines on a phone's keypad
_UP = "01234567890"


class Claims(Protocol):
    """Where claims are kept and tries counted: `Records.links`."""

    def begin_try(self, link_id: str) -> LinkClaim:
        """The claim of a link, with this try counted as a wrong one."""

    def try_was_right(self, link_id: str) -> None:
        """The count starts afresh."""


@dataclass
class PinTries:
    """The tries of a whole process, each link by itself. Safe to share between threads."""

    _throttles: defaultdict[str, Throttle] = field(default_factory=lambda: defaultdict(Throttle))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def of(self, link_id: str) -> Throttle:
        """What slows down the tries for a link."""
        with self._lock:
            return self._throttles[link_id]


def check_shape(pin: str) -> None:
    """Nothing when a number can be chosen; WeakPin says what is wrong with it and what to do."""
    plain = _plain(pin)
    if not re.fullmatch(rf"[0-9]{{{SHORTEST},{LONGEST}}}", plain):
        raise WeakPin(
            f"Choose a number of {SHORTEST} to {LONGEST} digits, 0 to 9, and nothing else in it."
        )
    run = plain in _UP or plain in _UP[::-1]
    if run or _REPEATED.fullmatch(plain) or plain in _KEYPAD or plain == plain[::-1]:
        raise WeakPin(
            "That is one of the first numbers that anyone would try. Choose digits that don’t "
            "follow or repeat one another."
        )
    if _YEAR.fullmatch(plain):
        raise WeakPin("That looks like a year, which is soon guessed. Choose another number.")


def hash_pin(pin: str) -> str:
    """The argon2id hash of a number, to be kept in its place. WeakPin when it can't be chosen."""
    check_shape(pin)
    return PasswordHasher().hash(_plain(pin))


def check_pin(pin: str, hashed: str) -> bool:
    """Whether this is the number; as much work for a wrong one as for the right one."""
    return matches(_plain(pin), hashed)


def check_try(pin: str, link_id: str, claims: Claims, tries: PinTries, now: float) -> None:
    """Nothing when this is the number chosen for a link; `now` is in seconds of one clock.

    WrongPin; TooManyTries when it wasn't even looked at; PinLocked when it was wrong too often;
    UnknownRecord when no number was chosen.
    """
    throttle = tries.of(link_id)
    wait = throttle.begin(now)
    if wait > 0:
        raise TooManyTries(wait, "number")
    claim = claims.begin_try(link_id)
    if claim.wrong_tries > MOST_WRONG:
        raise PinLocked(
            f"This link was closed after {MOST_WRONG} wrong numbers, to be safe. Ask the person "
            "who sent it to you, or the school office, to open it again. What you had finished is "
            "kept."
        )
    if not check_pin(pin, claim.pin_hash):
        raise WrongPin(
            "That is not the number that was chosen for this link, and nothing was opened. You "
            f"can try again in {waiting(throttle.until_next())}. If you have forgotten it, the "
            "person who sent you the link can let you choose another."
        )
    throttle.succeeded()
    claims.try_was_right(link_id)


def _plain(pin: str) -> str:
    """The same digits from every keyboard, without spaces."""
    return "".join(unicodedata.normalize("NFKC", pin).split())
