"""The arithmetic of the audit chain; pure.

Each entry's hash covers its own fields and the hash of the entry before, over one canonical JSON.
Whoever changes, removes, adds or swaps an entry must recompute every later hash and the head.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any, NamedTuple

GENESIS = "0" * 64  # what the first entry follows


class Link(NamedTuple):
    """One entry as it is kept: text for text what was hashed."""

    number: int
    at: str  # ISO 8601, UTC, microseconds
    actor_id: str
    action: str
    kind: str
    record_id: str
    detail: str  # canonical JSON
    previous_hash: str
    entry_hash: str = ""

    def hashed(self) -> str:
        """The SHA-256 that this entry should have, in hexadecimal."""
        return _sha256(canonical([str(value) for value in self[:-1]]))


class Head(NamedTuple):
    """The last entry: its number (0 when there is none) and its hash."""

    number: int
    entry_hash: str


def canonical(value: Any) -> str:
    """One text for one JSON value: sorted keys, no spaces, ASCII only."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)


def reason_hash(salt: str, reason: str) -> str:
    """What the chain keeps of a reason. The salt goes with the reason, so that a deleted one can't
    be guessed from its hash."""
    return _sha256(canonical([salt, reason]))


def first_misfit(links: Iterable[Link], head: Head) -> int | None:
    """The number of the first entry that is changed, missing or added; None when all fit. `links`
    come in the order of their numbers."""
    number, previous = 0, GENESIS
    for link in links:
        if link.number != number + 1 or link.previous_hash != previous:
            return number + 1
        if link.entry_hash != link.hashed():
            return number + 1
        number, previous = link.number, link.entry_hash
    if head.number == number:
        return None if head.entry_hash == previous else number
    return min(head.number, number) + 1  # cut off at the end, or put on


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("ascii")).hexdigest()
