"""A number keeps others out of somebody's link, and can't be found by trying."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from assistant.access.errors import PinLocked, TooManyTries, WeakPin, WrongPin
from assistant.access.pins import (
    MOST_WRONG,
    PinTries,
    check_pin,
    check_shape,
    check_try,
    hash_pin,
)
from assistant.access.throttle import LOCKED
from assistant.records.induction_entries import LinkClaim

PIN = "7294"
HOUR = 3600.0


@pytest.fixture(scope="module")
def hashed() -> str:
    return hash_pin(PIN)


class Kept:
    """One claim and its count, as the records keep them."""

    def __init__(self, hashed: str) -> None:
        self.claim = LinkClaim("link", hashed, datetime(2026, 11, 22, tzinfo=UTC))

    def begin_try(self, link_id: str) -> LinkClaim:
        assert link_id == "link"
        self.claim = replace(self.claim, wrong_tries=self.claim.wrong_tries + 1)
        return self.claim

    def try_was_right(self, link_id: str) -> None:
        assert link_id == "link"
        self.claim = replace(self.claim, wrong_tries=0)


@pytest.fixture
def kept(hashed) -> Kept:
    return Kept(hashed)


@pytest.mark.parametrize("pin", ["7294", "83051", "406172", " 72 94 ", "７２９４"])
def test_four_to_six_digits_can_be_chosen(pin):
    check_shape(pin)


@pytest.mark.parametrize("pin", ["", "729", "7294061", "72a4", "-729", "7.94", "٧٢٩٤", "seven"])
def test_anything_else_says_what_is_needed(pin):
    with pytest.raises(WeakPin, match="4 to 6 digits"):
        check_shape(pin)


@pytest.mark.parametrize(
    "pin",
    [
        *("0000", "111111", "1212", "123123", "1122", "112233"),
        *("1234", "456789", "67890", "9876", "3210", "543210"),
        *("1221", "12321", "2580", "0852", "147258"),
    ],
)
def test_what_anyone_would_try_first_cannot_be_chosen(pin):
    with pytest.raises(WeakPin, match="first numbers that anyone would try"):
        hash_pin(pin)


@pytest.mark.parametrize("pin", ["1987", "2019", "2026"])
def test_a_year_cannot_be_chosen(pin):
    with pytest.raises(WeakPin, match="looks like a year"):
        check_shape(pin)


def test_the_hash_is_slow_salted_and_tells_nothing(hashed):
    assert hashed.startswith("$argon2id$") and PIN not in hashed
    assert hash_pin(PIN) != hashed


def test_only_the_number_fits_its_hash(hashed):
    assert check_pin(PIN, hashed) and check_pin(" 72 94", hashed)
    for other in ("7295", "", "72940", "x" * 10_000):
        assert not check_pin(other, hashed)
    assert not check_pin(PIN, "no hash")


def test_the_right_number_opens_and_starts_the_count_afresh(kept):
    tries = PinTries()
    with pytest.raises(WrongPin, match="You can try again in 1 second"):
        check_try("7295", "link", kept, tries, now=0.0)
    check_try(PIN, "link", kept, tries, now=1.0)
    assert kept.claim.wrong_tries == 0
    check_try(PIN, "link", kept, tries, now=1.0)  # without a wait


def test_a_try_that_comes_too_soon_is_neither_looked_at_nor_counted(kept):
    tries = PinTries()
    with pytest.raises(WrongPin):
        check_try("7295", "link", kept, tries, now=0.0)
    with pytest.raises(TooManyTries, match="the right number is not taken"):
        check_try(PIN, "link", kept, tries, now=0.5)
    assert kept.claim.wrong_tries == 1


def test_wrong_tries_at_one_link_do_not_slow_down_another(kept):
    tries = PinTries()
    with pytest.raises(WrongPin):
        check_try("7295", "link", kept, tries, now=0.0)
    assert tries.of("another") is not tries.of("link")
    assert tries.of("another").begin(0.0) == 0.0


def test_a_link_is_closed_after_so_many_wrong_numbers_even_to_the_right_one(kept):
    tries = PinTries()  # a restart forgets the waits, and not the count
    for number in range(MOST_WRONG):
        if number == 10:
            tries = PinTries()
        with pytest.raises(WrongPin):
            check_try("7295", "link", kept, tries, now=number * (LOCKED + 1))
    for at in (HOUR * 24, HOUR * 48):
        with pytest.raises(PinLocked, match="after 20 wrong numbers"):
            check_try(PIN, "link", kept, tries, now=at)
