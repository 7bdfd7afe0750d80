"""The whole evaluation of the shipped policy: a floor that falls fails the tests.

The floors lie under the figures of this release by about the width of their intervals; quotes have
no such width.
"""

from __future__ import annotations

import pytest

from eval.__main__ import run
from eval.measures import all_measures

# The whole evaluation runs before the first test: minutes on a laptop, more on a busy machine.
pytestmark = pytest.mark.timeout(1800)
FLOORS = {
    "quotes verbatim": 1.0,
    "retrieval Success@1": 0.58,
    "retrieval Success@4": 0.83,
    "right clause among the quotes": 0.65,
    "answer rate": 0.74,
    "abstention": 0.38,
    "triage recall": 0.88,
    "verdict right": 0.35,
}
CEILINGS = {"inversions (yes for no)": 0.035, "triage false alarms": 0.05}


@pytest.fixture(scope="module")
def measured() -> dict[str, float]:
    return {m.name: m.value for m in all_measures(run("shipped"))}


@pytest.mark.parametrize("name", FLOORS)
def test_no_floor_has_fallen(measured, name):
    assert measured[name] >= FLOORS[name]


@pytest.mark.parametrize("name", CEILINGS)
def test_no_ceiling_is_passed(measured, name):
    assert measured[name] <= CEILINGS[name]
