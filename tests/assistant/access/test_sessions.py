from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from assistant.access.sessions import SessionLimits, SignIns, still_valid

START = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
LIMITS = SessionLimits()  # 30 minutes, 8 hours


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("last_seen", "now", "valid"),
    [
        (0, 0, True),
        (0, 29.9, True),
        (0, 30, False),
        (470, 479.9, True),
        (479, 480, False),
        (0, -1, True),  # the provider's clock is a minute ahead
        (0, -3, False),
        (10, 9, True),  # our own clock was put back a little
    ],
)
def test_sign_in_holds_within_both_limits(last_seen, now, valid):
    assert still_valid(START, at(last_seen), at(now), LIMITS) is valid


def test_use_keeps_a_sign_in_alive_until_the_absolute_limit():
    sign_ins = SignIns()
    assert all(sign_ins.use("dee", START, at(minute), LIMITS) for minute in range(0, 480, 20))
    assert not sign_ins.use("dee", START, at(480), LIMITS)


def test_one_that_ran_out_cannot_be_brought_back_by_use():
    sign_ins = SignIns()
    assert sign_ins.use("dee", START, at(0), LIMITS)
    assert not sign_ins.use("dee", START, at(31), LIMITS)
    assert not sign_ins.use("dee", START, at(32), LIMITS)


def test_use_in_one_tab_keeps_the_other_alive():
    sign_ins = SignIns()
    for minute in (0, 25, 50):
        assert sign_ins.use("dee", START, at(minute), LIMITS)
    assert sign_ins.use("dee", START, at(75), LIMITS)


def test_old_cookie_in_a_new_process_counts_from_its_start():
    assert SignIns().use("dee", START, at(29), LIMITS)
    assert not SignIns().use("dee", START, at(31), LIMITS)


def test_ended_is_ended_and_others_are_not():
    sign_ins = SignIns()
    sign_ins.end("dee", START)
    assert not sign_ins.use("dee", START, at(1), LIMITS)
    assert sign_ins.use("tee", START, at(1), LIMITS)


def test_what_is_over_by_age_is_not_remembered():
    sign_ins = SignIns()
    sign_ins.end("dee", START)
    sign_ins.use("tee", START, at(1), LIMITS)
    assert sign_ins.use("new", at(1000), at(1000), LIMITS)
    assert list(sign_ins._seen) == ["new"]
    assert not sign_ins.use("dee", START, at(1000), LIMITS)
