"""The limit a minute and the rest of a failing service, by a clock that a test turns."""

from __future__ import annotations

from assistant.phrasing.pacing import AFTER, LONGEST_REST, REST, Breaker, RateLimit


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_no_more_than_so_many_in_any_minute():
    clock = Clock()
    limit = RateLimit(2, clock)
    assert [limit.take() for _ in range(3)] == [True, True, False]
    clock.now += 59.9
    assert not limit.take()
    clock.now += 0.1
    assert limit.take()


def test_what_nobody_waits_for_leaves_half_of_a_minute_to_people():
    clock = Clock()
    limit = RateLimit(4, clock)
    assert limit.spare_in() == 0.0
    assert limit.take()
    clock.now += 10
    assert limit.spare_in() == 0.0
    assert limit.take()
    assert limit.spare_in() == 50.0
    assert limit.take()  # a person's
    assert limit.spare_in() == 60.0
    clock.now += 60
    assert limit.spare_in() == 0.0
    assert RateLimit(1, clock).spare_in() == 0.0


def test_it_rests_after_failures_in_a_row_and_then_lets_one_through():
    clock = Clock()
    breaker = Breaker(clock)
    for _ in range(AFTER):
        assert not breaker.rests()
        breaker.failed()
    assert breaker.rests()
    clock.now += REST
    assert not breaker.rests()
    assert breaker.rests()  # the others wait for how that goes
    breaker.succeeded()
    assert not breaker.rests()


def test_a_success_between_starts_the_count_again():
    breaker = Breaker(Clock())
    for _ in range(AFTER * 2):
        breaker.failed()
        breaker.succeeded()
    assert not breaker.rests()


def test_it_rests_as_long_as_the_service_asks_within_reason():
    clock = Clock()
    breaker = Breaker(clock)
    breaker.failed(wait=20.0)
    assert breaker.rests()
    clock.now += 20.0
    assert not breaker.rests()
    breaker.failed(wait=1e9)
    clock.now += LONGEST_REST
    assert not breaker.rests()
