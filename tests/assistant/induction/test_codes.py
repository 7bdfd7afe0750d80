"""A certificate's code can't be guessed, and forgives how people type it but no wrong character."""

from __future__ import annotations

import re

import pytest

from assistant.induction.record.codes import new_code, normalised

CODE = "7K3MQ-XP9TR-4W2HB-Z8D58"  # worked out once; its check character is the last
SHAPE = re.compile(r"(?:[0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}")


def test_codes_have_the_shape_and_never_come_twice():
    codes = [new_code() for _ in range(2_000)]
    assert len(set(codes)) == 2_000
    assert all(SHAPE.fullmatch(code) for code in codes)
    assert all(normalised(code) == code for code in codes)


def test_check_character_is_crockfords():
    value = 0
    for character in CODE.replace("-", "")[:-1]:
        value = value * 32 + "0123456789ABCDEFGHJKMNPQRSTVWXYZ".index(character)
    assert "0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U"[value % 37] == CODE[-1]


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        CODE.lower(),
        CODE.replace("-", ""),
        f"  {CODE.replace('-', ' ')}\n",
        CODE.replace("-", "–"),
        CODE.replace("-", "\u2011"),
        " ".join(CODE.replace("-", "")),
        f"\ufeff{CODE}\u200b",
        "".join(chr(ord(c) + 0xFEE0) if c.isalnum() else c for c in CODE),  # full width
    ],
)
def test_ways_of_typing_a_code_come_to_the_same(typed):
    assert normalised(typed) == CODE


def test_letters_that_look_like_digits_are_read_as_those():
    code = next(c for c in iter(new_code, "") if "0" in c and c.count("1") >= 2)
    typed = code.replace("1", "I", 1).replace("1", "l").replace("0", "o")
    assert normalised(typed) == code


def test_one_wrong_character_is_always_noticed():
    letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    for at, character in enumerate(CODE):
        for other in letters:
            if character != "-" and other != character:
                assert normalised(CODE[:at] + other + CODE[at + 1 :]) is None


def test_two_neighbours_that_changed_places_are_always_noticed():
    plain = CODE.replace("-", "")
    for at in range(len(plain) - 2):  # the check character itself is not part of the number
        swapped = plain[:at] + plain[at + 1] + plain[at] + plain[at + 2 :]
        assert swapped == plain or normalised(swapped) is None


@pytest.mark.parametrize(
    "typed",
    ["", " ", "-", CODE[:-1], CODE + "7", "U" * 20, "A" * 10_000, CODE.replace("K", "🙂"), "é" * 20,
     "' OR 1=1 --", "<script>alert(1)</script>", "\x00" * 20],
)  # fmt: skip
def test_what_cannot_be_a_code_is_none(typed):
    assert normalised(typed) is None
