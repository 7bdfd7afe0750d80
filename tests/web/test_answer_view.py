from __future__ import annotations

from dataclasses import replace

from assistant.answers import (
    ConcernKind,
    Escalation,
    Force,
    LinkedReference,
    Notice,
    Status,
)
from assistant.triage.cards import SchoolContacts, card_for
from assistant.web.answer_view import (
    after_quotes_html,
    answer_html,
    is_concern,
    quotes_html,
    verdict_html,
)
from assistant.web.card_view import card_html, card_text


def _concern(make_answer):
    card = card_for(ConcernKind.CHILD, SchoolContacts(dsl="Ms Dee"))
    return make_answer(
        question="",
        status=Status.LIVE_CONCERN,
        verdict=None,
        quotes=(),
        conditions=(),
        escalation=Escalation(ConcernKind.CHILD, card),
    )


def test_verdict_is_told_in_words_with_conditions_and_whom_it_binds(make_answer):
    shown = verdict_html(make_answer(force=Force.RULE))
    for part in (
        "It depends on a condition",
        "A rule",
        "except where the headteacher has approved",
        "<dt>Binds</dt><dd>staff, volunteers</dd>",
        "<dt>Approval</dt><dd>the headteacher</dd>",
    ):
        assert part in shown


def test_advice_is_never_called_a_rule(make_answer):
    shown = verdict_html(make_answer(force=Force.ADVICE))
    assert "Advice, not a rule" in shown


def test_condition_is_emphasised_within_the_untouched_clause(make_answer, view):
    shown = quotes_html(make_answer(), view)
    assert (
        'contact, <strong class="pa-condition">except where the headteacher has approved</strong>.'
        in shown
    )


def test_clauses_in_conflict_stand_side_by_side(make_answer, make_quote, view):
    both = make_answer(
        quotes=(make_quote(), make_quote(clause_id="media-2")),
        notices=(Notice("conflict", "Ask the headteacher."),),
    )
    assert "pa-side-by-side" in quotes_html(both, view)
    assert "pa-side-by-side" not in quotes_html(replace(both, notices=()), view)


def test_nearest_clause_is_labelled_as_no_answer_and_someone_is_named(
    make_answer, make_quote, view
):
    none = make_answer(
        status=Status.NOT_COVERED, verdict=None, quotes=(), nearest=(make_quote(),), conditions=()
    )
    shown = answer_html(none, view)
    assert "Not covered" in shown and "Nearest – not an answer" in shown
    assert "Ms Dee (Designated Safeguarding Lead)" in shown


def test_linked_policy_that_is_missing_is_said_once(make_answer, view):
    link = LinkedReference("Code of Conduct", loaded=False, named_in="media-1")
    assert "Code of Conduct" in after_quotes_html(make_answer(linked_policies=(link,)), view)
    told = make_answer(
        linked_policies=(link,), notices=(Notice("linked_missing", "It isn’t held."),)
    )
    assert "Code of Conduct" not in after_quotes_html(told, view)


def test_several_questions_get_a_section_each(make_answer, view):
    both = make_answer(
        parts=(make_answer(standalone_question="May I <a>?"), make_answer(headline="Second."))
    )
    shown = answer_html(both, view)
    assert "Question 1: May I &lt;a&gt;?" in shown and "Question 2" in shown
    assert shown.count("pa-verdict") == 2


def test_concern_in_any_part_leaves_the_card_alone(make_answer, view):
    mixed = make_answer(parts=(make_answer(), _concern(make_answer)))
    assert is_concern(mixed)
    shown = answer_html(mixed, view)
    assert "Ms Dee" in shown and "blockquote" not in shown


def test_card_has_all_its_words_and_says_what_is_not_set():
    card = card_for(ConcernKind.ADULT, SchoolContacts(head="Mr <Head>"))
    shown, plain = card_html(card), card_text(card)
    for line in (*card.steps, *card.rules, *(role for role, _ in card.contacts)):
        assert line in plain
    assert "Mr &lt;Head&gt;" in shown and "not set" in shown
    assert shown.index(card.title) < shown.index("<ol")
