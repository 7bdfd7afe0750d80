from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.induction.way import Stage
from assistant.records.induction_entries import AttemptScore
from assistant.web.induction.place import Given
from assistant.web.induction.quiz import deciding_quote, given_html, passed_html, score_words
from tests.web.induction.conftest import NOW


def test_right_and_not_right_are_said_in_words_with_the_right_answer(item):
    right = given_html(Given(item, 1, 0, 3))
    wrong = given_html(Given(item, 0, 0, 3))
    assert "That is right" in right and "You chose" not in right
    assert "That is not right" in wrong and "<strong>You chose: </strong>Yes" in wrong
    for shown in (right, wrong):
        assert "No, except where the caretaker has agreed" in shown
        assert 'role="status"' in shown and "&lt;today&gt;" in shown


def test_clause_that_decides_is_the_one_that_stands_today(item, make_way):
    way = make_way(("kites", "porch", "photos"), stage=Stage.QUIZ)
    moved = replace(item.kept.quote, page=9, start=0)
    kept = replace(item, kept=replace(item.kept, quote=moved))
    assert deciding_quote(Given(kept, 1, 0, 3), way).page == 2


def test_clause_that_has_gone_is_shown_as_it_was_kept(item, make_way):
    way = make_way(sections=(), stage=Stage.QUIZ)
    assert deciding_quote(Given(item, 1, 0, 3), way) == item.kept.quote


@pytest.mark.parametrize(
    ("right", "of", "mark", "words"),
    [
        (4, 6, 0.8, "You had 4 of 6 right. 5 are needed."),
        (3, 5, 0.8, "You had 3 of 5 right. 4 are needed."),
        (2, 3, 1.0, "You had 2 of 3 right. 3 are needed."),
        (0, 10, 0.7, "You had 0 of 10 right. 7 are needed."),
    ],
)
def test_score_says_how_many_are_needed(right, of, mark, words):
    assert score_words(AttemptScore(1, right, of, NOW), mark) == words


def test_passing_is_told_once_it_happened(make_way):
    failed, good = AttemptScore(1, 2, 6, NOW), AttemptScore(2, 6, 6, NOW)
    assert passed_html(make_way(scores=(failed,)), 0.8) == ""
    assert "6 of 6 right" in passed_html(make_way(scores=(failed, good)), 0.8)
