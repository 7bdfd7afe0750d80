from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from assistant.access.throttle import FORGOTTEN, LOCKED, Throttle, delay


def test_each_wrong_try_makes_the_next_wait_longer_and_then_locks():
    assert [delay(n) for n in range(10)] == [0, 1, 2, 4, 8, 16, 32, 64, LOCKED, LOCKED]


def test_try_within_the_wait_is_not_taken_and_does_not_lengthen_it():
    throttle = Throttle()
    assert throttle.begin(100.0) == 0.0
    assert throttle.begin(100.25) == 0.75
    assert throttle.begin(100.5) == 0.5
    assert throttle.begin(101.0) == 0.0
    assert throttle.until_next() == 2.0


def test_guessing_all_day_gets_no_more_than_a_hundred_tries():
    throttle, now, tries = Throttle(), 0.0, 0
    while now < 86_400:
        wait = throttle.begin(now)
        tries += wait == 0.0
        now += wait or 0.1
    assert tries < 105


def test_right_try_starts_the_count_afresh():
    throttle = Throttle()
    throttle.begin(0.0)
    throttle.succeeded()
    assert throttle.begin(0.1) == 0.0
    assert throttle.until_next() == 1.0


def test_wrong_tries_are_forgotten_after_a_quiet_day():
    throttle = Throttle()
    throttle.begin(0.0)
    throttle.begin(1.0)
    assert throttle.begin(3.0 + FORGOTTEN + 1) == 0.0
    assert throttle.until_next() == 1.0


def test_many_at_once_get_one_try():
    throttle = Throttle()
    with ThreadPoolExecutor(16) as pool:
        waits = list(pool.map(lambda _: throttle.begin(5.0), range(64)))
    assert waits.count(0.0) == 1
