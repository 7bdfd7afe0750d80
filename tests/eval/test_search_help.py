"""Made-up questions from a file come into the library as those of a service do."""

from __future__ import annotations

from assistant.made_up.making import make_up
from assistant.made_up.standing import standing
from eval.search_help import FromFile
from ingest.pipeline import ingest
from tests.assistant.made_up.conftest import policy


def test_questions_of_a_file_are_stored_with_their_clauses(library, encoder, tmp_path):
    file = tmp_path / "pets.md"
    file.write_text(policy(), encoding="utf-8")
    ingest([file], library, encoder)
    rows = [
        ("1. Staff must not bring dogs  into a classroom.", ["Can I take my dog in?"]),
        ("Staff must not bring cats into a classroom.", ["Can I take my cat in?", "Cats OK here?"]),
    ]
    report = make_up(library, encoder, FromFile(rows))
    assert (report.asked, report.questions, report.none_fit, report.left) == (2, 3, 6, 0)
    assert standing(library).by_model == {"by hand": 2}
