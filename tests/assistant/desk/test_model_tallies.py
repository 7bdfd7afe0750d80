"""A month's calls, counted by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from assistant.desk.model_tallies import by_month
from assistant.records.model_entries import ModelCall


def call(
    day: datetime,
    outcome: str,
    seconds: float = 2.0,
    cost: float | None = 0.01,
    kind="answer",
    **more,
):
    fields = {"tokens_in": 100, "tokens_out": 20, "currency": "GBP", **more}
    return ModelCall(
        at=day,
        kind=kind,
        service="ollama:m",
        prompt="p 1",
        outcome=outcome,
        attempts=1,
        seconds=seconds,
        cost=cost,
        **fields,
    )


OCTOBER, NOVEMBER = datetime(2026, 10, 9, tzinfo=UTC), datetime(2026, 11, 9, tzinfo=UTC)


def test_no_calls_make_no_months():
    assert by_month([]) == ()


def test_a_month_counts_what_was_worded_left_out_and_failed():
    outcomes = ["phrased", "phrased", "unsupported", "disagrees", "malformed", "slow", "down"]
    (month,) = by_month([call(NOVEMBER, outcome) for outcome in outcomes])
    assert (month.calls, month.phrased, month.left_out, month.failed) == (7, 2, 3, 2)
    assert (month.tokens_in, month.tokens_out) == (700, 140)
    assert month.costs == pytest.approx({"GBP": 0.07})


def test_newest_month_comes_first_and_time_is_the_median():
    times = (1.0, 2.0, 9.0)
    calls = [call(OCTOBER, "phrased"), *(call(NOVEMBER, "phrased", time) for time in times)]
    newest, oldest = by_month(calls)
    assert (newest.month, newest.seconds) == (date(2026, 11, 1), 2.0)
    assert oldest.month == date(2026, 10, 1)


def test_currencies_are_not_added_up_and_calls_without_a_price_cost_nothing():
    calls = [
        call(NOVEMBER, "phrased", cost=0.5),
        call(NOVEMBER, "phrased", cost=0.25, currency="EUR"),
        call(NOVEMBER, "slow", cost=None),
    ]
    (month,) = by_month(calls)
    assert month.costs == {"GBP": 0.5, "EUR": 0.25}


def test_calls_for_drafts_searching_and_made_up_questions_are_counted_among_all():
    kinds = ("draft", "search", "search", "questions")
    calls = [call(NOVEMBER, "phrased"), *(call(NOVEMBER, "slow", kind=kind) for kind in kinds)]
    (month,) = by_month(calls)
    assert (month.calls, month.drafts, month.searches, month.questions) == (5, 1, 2, 1)
