"""A model's sentences are always marked, always numbered, never markup."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from assistant.answers import Notice, Outcome, PhrasedSentence, Phrasing
from assistant.web.answer_view import after_quotes_html, before_quotes_html
from assistant.web.explanation_view import explanation_html, model_of
from assistant.web.export import answer_text, saved_html, saved_text, wording_text

MARK = "In other words, by llama3.2 – not a quote"
ASKED_AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@pytest.fixture
def worded(make_answer):
    def make(text: str = "The headteacher decides.", **changes):
        phrasing = Phrasing("ollama:llama3.2", "on this machine", Outcome.PHRASED, headline=True)
        fields = {
            "headline": "Only with approval.",
            "explanation": (PhrasedSentence(text, ("media-1",)),),
            "follow_up_questions": ("Who can approve it?",),
            "phrasing": phrasing,
        }
        return make_answer(**{**fields, **changes})

    return make


def test_sentences_stand_under_their_mark_with_links_to_their_clauses(worded):
    shown = explanation_html(worded(), "llama3.2", "clause-1-1")
    assert MARK in shown and "The headteacher decides." in shown
    assert 'href="#clause-1-1-1"' in shown and 'aria-label="Clause 1, quoted below"' in shown


def test_markup_in_a_sentence_or_a_name_stays_literal(worded):
    shown = explanation_html(worded("<img src=x>"), "<b>m</b>", "clause-1-1")
    assert "<img" not in shown and "<b>" not in shown and "&lt;img src=x&gt;" in shown


def test_answer_without_sentences_is_drawn_as_ever(make_answer, view):
    answer = make_answer()
    assert explanation_html(answer, "m") == "" and wording_text(answer) == ""
    for drawn in (before_quotes_html(answer, "h2", "clause-1-1"), answer_text(answer, view)):
        assert "other words" not in drawn and "Worded" not in drawn and "Clause 1" not in drawn


def test_headline_of_the_model_is_marked(worded, make_answer):
    assert "Worded by llama3.2" in before_quotes_html(worded())
    assert "Worded by" not in before_quotes_html(make_answer())


def test_saved_and_read_out_answers_have_the_sentences_under_their_mark(worded, view):
    answer = worded()
    page = saved_html("May I?", answer, view, ASKED_AT)
    for saved in (page, saved_text("May I?", answer, view, ASKED_AT), answer_text(answer, view)):
        assert MARK in saved and "The headteacher decides." in saved
        assert "clause 1" in saved and "Clause 1" in saved
    assert "href=" not in page
    assert page.index(MARK) < page.index("Staff will not accept contact")


def test_what_was_added_is_read_out_by_itself(worded):
    told = wording_text(worded())
    assert told.splitlines()[0] == "Only with approval."
    assert MARK in told and "You could ask next: Who can approve it?" in told
    assert "Staff will not accept contact" not in told


def test_failure_is_a_quiet_line_and_no_warning(make_answer, view):
    notice = Notice("model_unavailable", "The chat model couldn't be asked.")
    answer = make_answer(notices=(notice,))
    assert after_quotes_html(answer, view) == (
        '<p class="pa-quiet">The chat model couldn&#x27;t be asked.</p>'
    )
    assert wording_text(answer) == notice.text


def test_model_without_a_name_is_a_chat_model(make_answer):
    assert model_of(make_answer()) == "a chat model"
