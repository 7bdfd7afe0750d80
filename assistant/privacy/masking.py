"""A message with its names and case details replaced; pure.

Offsets are into the message as it was written, so that what was found can be shown to the writer
in place before anything is stored.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a masked word is; the value stands in its place in brackets."""

    NAME = "name"
    EMAIL = "e-mail"
    PHONE = "phone number"
    ADDRESS = "address"
    POSTCODE = "postcode"
    ACCOUNT = "account"
    LINK = "link"
    DATE_OF_BIRTH = "date of birth"
    CLASS = "class"
    NHS_NUMBER = "NHS number"
    NI_NUMBER = "National Insurance number"
    BANK = "bank details"
    PUPIL_NUMBER = "pupil number"
    VEHICLE = "car registration"


@dataclass(frozen=True)
class Found:
    """One thing to mask: `word` is what stands at `start` to `end` of the message."""

    kind: Kind
    start: int
    end: int
    word: str

    @property
    def placeholder(self) -> str:
        """What stands in its place, such as "[name]"."""
        return f"[{self.kind}]"


@dataclass(frozen=True)
class Masked:
    """The message with what was found replaced, and what was found, in order, not overlapping."""

    text: str
    found: tuple[Found, ...]


def masked(message: str, found: Iterable[Found]) -> Masked:
    """The message with everything in `found` replaced. What overlaps is replaced as one, by the
    kind of its longest piece, so that no part of it stays behind."""
    kept = _joined(message, found)
    pieces, at = [], 0
    for one in kept:
        pieces += [message[at : one.start], one.placeholder]
        at = one.end
    return Masked("".join([*pieces, message[at:]]), kept)


def restore(masked: Masked, index: int) -> Masked:
    """The same with `found[index]` put back, for a word that was masked by mistake.

    IndexError when there is no such one.
    """
    found = masked.found
    back = found[index]
    index %= len(found)
    at = back.start + sum(len(f.placeholder) - len(f.word) for f in found[:index])
    text = masked.text[:at] + back.word + masked.text[at + len(back.placeholder) :]
    return Masked(text, found[:index] + found[index + 1 :])


def _joined(message: str, found: Iterable[Found]) -> tuple[Found, ...]:
    joined: list[Found] = []
    # Every piece of a heap touches the one before; the heap's kind is its longest piece's.
    longest = 0
    for one in sorted(found, key=lambda f: (f.start, f.start - f.end)):
        if not joined or one.start >= joined[-1].end:
            joined.append(one)
            longest = one.end - one.start
            continue
        last = joined[-1]
        kind = one.kind if one.end - one.start > longest else last.kind
        longest = max(longest, one.end - one.start)
        end = max(last.end, one.end)
        joined[-1] = Found(kind, last.start, end, message[last.start : end])
    return tuple(joined)
