"""Which made-up questions are kept, by a table to check by hand."""

from __future__ import annotations

import pytest

from assistant.made_up.checks import LONGEST, MOST, near, well_formed
from ingest.documents import Clause

TEXT = "Staff must not accept friend requests from parents. May staff do so? Not without approval."
CLAUSE = Clause("c1", "p", TEXT, 0, len(TEXT), ("Friends",), 1, 1)
GOOD = "Can I add a mum on Facebook?"


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "May staff do so?",  # stands in the clause
        "Staff may accept friend requests from parents.",  # no question
        "Why not?",
        f"Can I {'really ' * 40}do that?",
        "Can I add\x1b[31m a mum on Facebook?",
        "",
    ],
)
def test_what_is_no_short_question_is_dropped(text):
    assert well_formed([text, GOOD], CLAUSE) == (GOOD,)
    assert len(GOOD) < LONGEST


def test_each_is_kept_once_and_no_more_than_the_most():
    again = ["can I add a mum on facebook ?", GOOD, f"  {GOOD}  "]
    many = [f"Can I add mum number {n}?" for n in range(9)]
    assert well_formed(again, CLAUSE) == ("can I add a mum on facebook ?",)
    assert well_formed(many, CLAUSE) == tuple(many[:MOST])


def test_a_question_that_has_nothing_to_do_with_its_clause_is_dropped(encoder):
    other = "What is the boiling point of nitrogen in Kelvin?"
    assert near([[GOOD, other], []], [("Media", CLAUSE), ("Media", CLAUSE)], encoder) == [
        (GOOD,),
        (),
    ]
    assert near([[]], [("Media", CLAUSE)], encoder) == [()]
