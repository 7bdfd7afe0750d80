from __future__ import annotations

from datetime import date

import pytest

from assistant.access.links import LINK_ROLES, chat_role
from assistant.answers import Force, Notice, Status, Verdict
from assistant.triage.cards import SchoolContacts
from assistant.web.wording import (
    ROLES,
    link_role_words,
    months_overdue,
    notices_around,
    pages,
    policy_badge,
    review_words,
    verdict_label,
    who_to_ask,
)


@pytest.mark.parametrize("verdict", [*Verdict, None])
def test_every_verdict_has_words_and_a_sign_of_its_own(make_answer, verdict):
    labels = [verdict_label(make_answer(verdict=other)) for other in (*Verdict, None)]
    mine = verdict_label(make_answer(verdict=verdict, force=Force.RULE))
    assert mine.words and mine.sign
    assert len({label.words for label in labels}) == len({label.sign for label in labels}) == 5


@pytest.mark.parametrize("status", [s for s in Status if s is not Status.ANSWERED])
def test_a_reply_that_is_no_answer_shows_no_verdict(make_answer, status):
    shown = verdict_label(make_answer(status=status, verdict=Verdict.YES))
    assert shown.words not in {"Yes", "No"}


@pytest.mark.parametrize(
    ("due", "today", "months"),
    [
        (date(2025, 2, 28), date(2025, 2, 28), 0),
        (date(2025, 2, 28), date(2025, 3, 27), 0),
        (date(2025, 2, 28), date(2025, 3, 28), 1),
        (date(2025, 2, 28), date(2026, 11, 22), 20),
        (date(2024, 8, 31), date(2024, 9, 30), 1),
        (date(2027, 1, 31), date(2026, 11, 22), 0),
    ],
)
def test_months_overdue_are_whole_months(due, today, months):
    assert months_overdue(due, today) == months


def test_review_date_is_shown_as_printed_and_overdue_in_words():
    today = date(2026, 11, 22)
    due = date(2025, 2, 28)
    assert (
        review_words("February 2025", due, today)
        == "Review date February 2025: overdue by 20 months"
    )
    assert review_words("May 2027", date(2027, 5, 31), today) == "Review date May 2027"
    assert review_words(None, None, today) == "Review date not stated"
    late = review_words("1 November 2026", date(2026, 11, 1), today)
    assert late.endswith("overdue by less than a month")


def test_pages_are_named_only_where_the_format_has_them(make_quote):
    assert pages(make_quote()) == "Page 5"
    assert pages(make_quote(page=3, page_end=4)) == "Pages 3–4"
    assert pages(make_quote(source="conduct.DOCX", page=1)) == "Word document, no fixed pages"


def test_only_an_adopted_policy_has_no_badge():
    assert policy_badge("adopted") is None
    sample, old = policy_badge("sample"), policy_badge("superseded")
    assert sample and sample.words == "SAMPLE – not adopted"
    assert old and "SUPERSEDED" in old.words


def test_notices_that_change_how_a_quote_is_read_come_first():
    notices = [Notice("sample_policy", "b"), Notice("conflict", "a"), Notice("unheard_of", "c")]
    before, after = notices_around(notices)
    assert [n.text for n in before] == ["a"]
    assert [n.text for n in after] == ["b", "c"]


@pytest.mark.parametrize("asker", ["staff", "volunteer", "governor", "parent"])
def test_whom_to_ask_is_named_from_the_settings_or_said_to_be_missing(asker):
    unset = " ".join(who_to_ask(asker, SchoolContacts()))
    named = " ".join(who_to_ask(asker, SchoolContacts(dsl="Ms Dee")))
    assert "not set" in unset
    assert "Ms Dee (Designated Safeguarding Lead)" in named


def test_whom_a_link_is_for_is_told_in_words_and_asks_in_a_role_of_the_chat():
    told = [link_role_words(role) for role in LINK_ROLES]
    assert len(set(told)) == len(LINK_ROLES) and not set(told) & set(LINK_ROLES)
    assert {chat_role(role) for role in LINK_ROLES} <= set(ROLES)
    assert link_role_words("staff") == "Staff"  # of a link made before there were inductions
