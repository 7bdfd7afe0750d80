"""Pairs of clauses that pull in two directions, and pairs that only look like it."""

from __future__ import annotations

import pytest

from assistant.conflicts import conflicting
from ingest.documents import Clause
from ingest.onnx_encoder import OnnxEncoder


@pytest.fixture(scope="module")
def encoder() -> OnnxEncoder:
    return OnnxEncoder()


def clause(number: int, text: str) -> Clause:
    return Clause(f"c{number}", "p", text, 0, len(text), ("Staff",), 1, 1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Staff must not give lifts to pupils in their own cars.",
            "Staff may give lifts to pupils in their own cars.",
        ),
        (
            "Volunteers must not take photographs of children.",
            "Volunteers may take photographs of children where the headteacher has agreed.",
        ),
    ],
)
def test_ban_beside_a_leave_for_the_same_people_is_found(encoder, one, other):
    pair = conflicting([clause(1, one), clause(2, other)], encoder)
    assert pair == frozenset({("c1", "c2")})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Staff must not give lifts to pupils in their own cars.",
            "Parents may give lifts to pupils in their own cars.",
        ),
        (
            "Staff must not give lifts to pupils in their own cars.",
            "Staff may bring a dog to the staff room on Fridays.",
        ),
        (
            "Staff must not give lifts to pupils in their own cars.",
            "Staff must not lend their own cars to pupils.",
        ),
    ],
)
def test_other_people_other_matters_and_two_bans_are_not(encoder, one, other):
    assert conflicting([clause(1, one), clause(2, other)], encoder) == frozenset()


def test_one_clause_or_none_has_no_conflict(encoder):
    assert conflicting([], encoder) == frozenset()
    assert conflicting([clause(1, "Staff may not run.")], encoder) == frozenset()
