from __future__ import annotations

from datetime import UTC, date, datetime

from assistant.induction.office import JudgedItem
from assistant.induction.quiz.clashing import StandingClash
from assistant.induction.quiz.statistics import ItemStatistic
from assistant.records.induction_entries import InductionRole, QuizClash, QuizState
from assistant.web.desk.quiz_editing import Shown
from assistant.web.desk.quiz_view import (
    LAPSED,
    clash_html,
    item_html,
    options_html,
    roles_words,
    standing_words,
    statistics_html,
    summary,
)

TODAY = date(2026, 11, 25)
HOSTILE = "<script>alert(1)</script>"


def test_which_option_is_right_is_said_in_words(item):
    shown = options_html(item())
    assert shown.count("Right: ") == 1
    assert "Right: </strong>No" in shown
    assert shown.count("Wrong: ") == 2


def test_a_question_is_shown_with_its_whole_clause_and_its_faults(item):
    shown = item_html(JudgedItem(item(), ("Options 1 and 2 say the same.",)), {}, TODAY)
    assert item().kept.quote.text in shown
    assert "Before it can be approved" in shown and "say the same" in shown
    approved = item(state=QuizState.APPROVED)
    assert "Why it isn’t asked today" in item_html(JudgedItem(approved, ("Gone.",)), {}, TODAY)
    retired = item(state=QuizState.RETIRED)
    assert "Gone." not in item_html(JudgedItem(retired, ("Gone.",)), {}, TODAY)


def test_where_a_question_comes_from_and_who_approved_it_is_told(item):
    at = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
    approved = item(state=QuizState.APPROVED, approved_by="Ms Dee", approved_at=at)
    assert "Made by the program" in standing_words(item())
    assert "Approved by Ms Dee" in standing_words(approved)
    assert "Written by Mr Ess" in standing_words(item(source="Mr Ess"))
    assert "Changed by the assistant" in standing_words(item(revision=2))


def test_a_mark_says_why_and_by_whom_and_what_of_it_no_longer_holds(kept):
    pair = (kept(1), kept(2))
    at = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
    clash = QuizClash("c", pair, at, "Ms Dee", "One forbids what the other allows.")
    shown = clash_html(StandingClash(clash, ()), {}, TODAY, pair)
    assert "One forbids what the other allows. Marked by Ms Dee, 25 November 2026" in shown
    assert shown.count("<figure") == 2 and LAPSED not in shown
    shown = clash_html(StandingClash(clash, pair[1:]), {}, TODAY, pair)
    assert shown.index("thing 2") < shown.index(LAPSED) and shown.count(LAPSED) == 1
    hostile = QuizClash("c", (kept(1, HOSTILE),), at, HOSTILE, HOSTILE)
    assert "<script>" not in clash_html(StandingClash(hostile, ()), {}, TODAY, hostile.clauses)


def test_roles_are_told_in_words():
    assert roles_words(tuple(InductionRole)) == "everyone"
    assert roles_words((InductionRole.VOLUNTEER, InductionRole.GOVERNOR)) == "volunteer, governor"


def test_the_summary_counts_what_there_is():
    counts = dict.fromkeys(Shown, 0)
    assert summary(counts) == "0 questions in use."
    counts |= {Shown.ASKED: 1, Shown.TO_APPROVE: 12, Shown.RETIRED: 2}
    assert summary(counts) == "1 question in use, 12 to approve, 2 retired."


def test_few_answers_are_withheld(item):
    shown = statistics_html(
        [
            ItemStatistic(item(question="Hard?"), 20, 8),
            ItemStatistic(item(question="Rare?"), None, None),
        ]
    )
    assert "40%: 8 of 20" in shown
    assert "too few answers to tell" in shown and "fewer than 5" in shown
    assert "Nobody has answered" in statistics_html([])


def test_markup_in_any_text_is_shown_and_never_obeyed(item):
    hostile = item(question=HOSTILE, options=(HOSTILE, HOSTILE), right=0, source=HOSTILE)
    for shown in (
        item_html(JudgedItem(hostile, (HOSTILE,)), {}, TODAY),
        statistics_html([ItemStatistic(hostile, 20, 8)]),
    ):
        assert "<script>" not in shown and "&lt;script&gt;" in shown
