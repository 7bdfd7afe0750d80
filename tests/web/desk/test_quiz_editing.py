from __future__ import annotations

from datetime import UTC, datetime

from assistant.induction.office import JudgedItem
from assistant.records.induction_entries import InductionRole, QuizKind, QuizState
from assistant.web.desk.quiz_editing import (
    Shown,
    Typed,
    blank_item,
    chosen,
    counted,
    new_words,
    problems,
    shown_as,
    typed_of,
    with_typed,
)

VOLUNTEER = (InductionRole.VOLUNTEER,)


def typed(**changes) -> Typed:
    fields = {
        "kind": QuizKind.WHAT_TO_DO,
        "question": "What do you do?",
        "options": ("Tell", "", "Wait", ""),
        "right": 2,
        "roles": VOLUNTEER,
    }
    return Typed(**{**fields, **changes})


def test_an_approved_question_with_a_fault_is_not_asked(item):
    approved = item(state=QuizState.APPROVED)
    assert shown_as(JudgedItem(item(), ("Fault.",))) is Shown.TO_APPROVE
    assert shown_as(JudgedItem(approved, ())) is Shown.ASKED
    assert shown_as(JudgedItem(approved, ("Fault.",))) is Shown.NOT_ASKED
    assert shown_as(JudgedItem(item(state=QuizState.RETIRED), ("Fault.",))) is Shown.RETIRED


def test_questions_are_chosen_by_standing_kind_and_role_and_follow_their_documents(item, kept):
    judged = [
        JudgedItem(item(item_id="late", kept=kept(5)), ()),
        JudgedItem(item(item_id="early", kept=kept(1)), ()),
        JudgedItem(item(item_id="tell", kind=QuizKind.WHO_TO_TELL), ()),
        JudgedItem(item(item_id="supply", roles=(InductionRole.SUPPLY,)), ()),
        JudgedItem(item(item_id="old", state=QuizState.RETIRED), ()),
    ]
    found = chosen(judged, Shown.TO_APPROVE, QuizKind.ALLOWED, InductionRole.VOLUNTEER)
    assert [one.item.item_id for one in found] == ["early", "late"]
    assert counted(judged)[Shown.TO_APPROVE] == 4
    assert counted(judged)[Shown.ASKED] == 0


def test_the_form_shows_four_options_and_the_question_comes_back_the_same(item):
    shown = typed_of(item())
    assert shown.options == ("Yes", "No", "On Fridays", "")
    assert with_typed(item(), shown) == item()


def test_empty_options_are_dropped_and_the_right_one_stays_right(item):
    made = with_typed(item(), typed())
    assert made.options == ("Tell", "Wait")
    assert made.options[made.right] == "Wait"
    assert made.kind is QuizKind.WHAT_TO_DO and made.roles == VOLUNTEER


def test_what_cannot_be_kept_is_told(item):
    assert problems(typed()) == ()
    assert len(problems(typed(question=" "))) == 1
    assert len(problems(typed(roles=()))) == 1
    assert any("marked as right" in told for told in problems(typed(right=1)))
    assert any("2 options" in told for told in problems(typed(options=("", "", "Wait", ""))))


def test_a_new_question_is_for_everyone_until_said_otherwise(kept):
    blank = blank_item("id", kept(1), "Ms Dee", datetime(2026, 11, 25, tzinfo=UTC))
    assert blank.source == "Ms Dee" and blank.state is QuizState.PROPOSED
    assert blank.roles == tuple(InductionRole)
    assert typed_of(blank).options == ("", "", "", "")


def test_only_words_that_were_not_there_are_looked_through_for_names(item):
    before = typed_of(item())
    after = typed(options=("Yes", "Ask Jayden", "", ""), right=0)
    assert new_words(before, after) == ("What do you do?", "Ask Jayden")
