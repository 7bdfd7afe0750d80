"""A clause is the same while its words and its lead-in are."""

from __future__ import annotations

from assistant.induction.words import whole_words, words_sha256
from assistant.replying.composition import quote_of
from ingest.library import Passage
from tests.assistant.induction.reading import clause, written


def test_white_space_and_place_make_no_other_words():
    assert words_sha256(clause("Staff must\n not  smoke.")) == words_sha256(
        clause("Staff must not smoke.", None, "Conduct")
    )


def test_another_word_or_another_lead_in_is_another_clause():
    plain = words_sha256(clause("share a picture", "Staff must not:"))
    assert plain != words_sha256(clause("share a picture", "Staff must:"))
    assert plain != words_sha256(clause("share a film", "Staff must not:"))


def test_a_quote_has_the_words_of_its_clause(tmp_path):
    document = written(tmp_path, "phones", "# Phones\n\nStaff must:\n\n- hand in their phones;\n")
    (found,) = [c for c in document.clauses if c.lead_in]
    quote = quote_of(Passage(found, document.policy, 1.0))
    assert whole_words(found) == "Staff must: hand in their phones;"
    assert words_sha256(quote) == words_sha256(found)
