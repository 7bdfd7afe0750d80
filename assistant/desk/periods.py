"""Weeks and months, for reports; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

# Up to this many days a report counts by weeks, beyond by months.
LONGEST_BY_WEEKS = 62


@dataclass(frozen=True)
class Period:
    """From `start` to `end`, both included."""

    start: date
    end: date
    label: str


def day(at: date) -> str:
    """ "5 November 2026"."""
    return f"{at.day} {at:%B %Y}"


def periods(start: date, end: date) -> tuple[Period, ...]:
    """The weeks (from Monday) or calendar months that make up a time, the first and last cut to
    it. ValueError when it ends before it begins."""
    if end < start:
        raise ValueError(f"The report would end on {day(end)}, before it begins.")
    by_weeks = (end - start).days < LONGEST_BY_WEEKS
    found: list[Period] = []
    at = start
    while at <= end:
        last = min(end, at + timedelta(days=6 - at.weekday()) if by_weeks else _month_end(at))
        found.append(Period(at, last, f"{at.day} {at:%b}" if by_weeks else f"{at:%b %Y}"))
        at = last + timedelta(days=1)
    return tuple(found)


def place_of(at: date, among: Sequence[Period]) -> int | None:
    """Which of the periods a day is in, None outside them all."""
    return next((i for i, period in enumerate(among) if period.start <= at <= period.end), None)


def _month_end(at: date) -> date:
    return (at.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
