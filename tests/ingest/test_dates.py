"""Dates as printed and the last day they can mean."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.dates import dates_in, last_day

TABLE = [
    ("February 2025", date(2025, 2, 28)),
    ("Feb 2024", date(2024, 2, 29)),
    ("14/08/2023", date(2023, 8, 14)),
    ("03.04.24", date(2024, 4, 3)),
    ("2026-03-01", date(2026, 3, 1)),
    ("1st May 2024", date(2024, 5, 1)),
    ("May 2, 2024", date(2024, 5, 2)),
    ("Sept 2026", date(2026, 9, 30)),
    ("Sep-25", date(2025, 9, 30)),
    ("Autumn 2025", date(2025, 12, 31)),
    ("Spring term 2026", date(2026, 4, 30)),
    ("Summer Term 2025/26", date(2026, 8, 31)),
    ("Winter 2027", date(2028, 2, 29)),
    ("2025/26", date(2026, 8, 31)),
    ("09/2025", date(2025, 9, 30)),
    ("2027", date(2027, 12, 31)),
    ("annually", None),
    ("31/02/2025", None),
    ("you may 20 times", None),
]


@pytest.mark.parametrize(("printed", "expected"), TABLE)
def test_a_date_means_the_last_day_it_can(printed, expected):
    assert last_day(printed) == expected


def test_dates_come_in_the_order_they_stand_in():
    assert [printed for printed, _ in dates_in("From 1 May 2024 to June 2025, then 2030.")] == [
        "1 May 2024",
        "June 2025",
        "2030",
    ]
