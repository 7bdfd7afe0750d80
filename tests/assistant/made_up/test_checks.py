"""Which made-up questions are kept, by a table to check by hand."""

from __future__ import annotations

import pytest

from assistant.made_up.checks import LONGEST, MOST, found_again, well_formed
from ingest.documents import Clause
from ingest.pipeline import ingest
from tests.assistant.made_up.conftest import ANIMALS, policy

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


def test_a_question_that_does_not_find_its_clause_again_is_dropped(library, encoder, tmp_path):
    file = tmp_path / "pets.md"
    file.write_text(policy([f"{a}{n}" for n in range(5) for a in ANIMALS]), encoding="utf-8")
    ingest([file], library, encoder)
    dogs, cats = library.clauses("pets")[:2]
    asked = ["Can I take my dogs0 to class?", "What is the boiling point of nitrogen?"]
    assert found_again([asked, []], [dogs, cats], library, encoder) == [(asked[0],), ()]
    farthest = library.nearest(encoder.encode(asked[:1])[0].tolist(), 40)[-1].clause
    assert found_again([asked], [farthest], library, encoder) == [()]
    assert found_again([asked], [dogs], library, encoder, frozenset({"pets"})) == [()]
