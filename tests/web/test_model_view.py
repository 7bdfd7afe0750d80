"""What administrators see of the chat model: no key, no markup, plain words for every outcome."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from assistant.answers import Outcome, Phrasing, RejectedWording
from assistant.desk.model_tallies import ModelMonth
from assistant.phrasing.settings import ChatModelSettings
from assistant.records.model_entries import ModelSwitching
from assistant.web.model_view import (
    OUTCOMES,
    history_html,
    sent_html,
    settings_html,
    switch_html,
    trial_html,
    usage_html,
)

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
MODEL = ChatModelSettings("openai:m", "https://api.example/v1", "in the UK", "SCHOOL_KEY")


@pytest.mark.parametrize(
    ("is_set", "told"), [(True, "<dd>set</dd>"), (False, "environment variable SCHOOL_KEY")]
)
def test_of_the_key_is_said_whether_it_is_set(is_set, told):
    shown = settings_html(MODEL, is_set, "phrase_answer 1")
    assert told in shown and "api.example" in shown and "in the UK" in shown


def test_with_made_up_questions_the_clauses_are_said_to_be_sent():
    assert "whole policies" in sent_html(MODEL) and "names in it too" not in sent_html(MODEL)
    shown = sent_html(replace(MODEL, questions=True))
    assert "names in it too" in shown and "whole policies" not in shown
    assert "yes, for some clauses a call" in settings_html(replace(MODEL, questions=True), True, "")


def test_every_outcome_has_plain_words():
    assert set(OUTCOMES) == set(Outcome)


def test_switch_says_since_when_by_whom_and_why():
    assert "as it is configured" in switch_html(None)
    shown = switch_html(ModelSwitching(AT, "Ms <Dee>", False, "Not yet."))
    assert "Off" in shown and "22 November 2026" in shown and "Ms &lt;Dee&gt;" in shown
    assert "Reason: Not yet." in shown


def test_an_erased_reason_is_said_to_be_erased():
    shown = history_html([ModelSwitching(AT, "[erased]", True, "")])
    assert ">erased<" in shown and "<th" in shown


def test_a_month_shows_counts_shares_and_why():
    month = ModelMonth(
        month=date(2026, 11, 1),
        calls=4,
        outcomes={"phrased": 2, "unsupported": 1, "slow": 1},
        tokens_in=1_234,
        tokens_out=56,
        costs={"GBP": 1.5},
        seconds=2.25,
    )
    shown = usage_html([month])
    for part in ("November 2026", "2 (50 %)", "1 (25 %)", "1,234, 56", "1.50 GBP", "2.2 s"):
        assert part in shown
    assert "1 too slow; 1 no sentence passed the checks" in shown


def test_no_calls_are_said_to_be_none():
    assert "asked yet" in usage_html([])


def test_what_was_left_out_is_literal_text(make_answer):
    rejected = (RejectedWording("explanation", "<script>1</script>", "markup, a link"),)
    phrasing = Phrasing("openai:m", "in the UK", Outcome.UNSUPPORTED, rejected=rejected)
    shown = trial_html(make_answer(phrasing=phrasing))
    assert "<script>" not in shown and "&lt;script&gt;" in shown and "markup, a link" in shown
    assert "No sentence passed the checks." in shown and "the assistant’s own" in shown
