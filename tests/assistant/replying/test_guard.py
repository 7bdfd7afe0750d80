"""The last step: what isn't equal to storage is dropped, what the clause denies is withdrawn."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answers import Answer, Quote, Status, Verdict
from assistant.modality.reading import read_clause
from assistant.question.form import question_form
from assistant.replying.guard import equals_storage, guard
from assistant.replying.wording import load_wording
from ingest.documents import Clause, Policy

TEXT = "Phones\nStaff must not accept gifts, except from colleagues.\nParents may film."
BAN = Clause("c1", "p", "Staff must not accept gifts, except from colleagues.", 7, 59, (), 1, 1)
POLICY = Policy("p", "Phones", "p.pdf", "0", TEXT, 1)
POLICIES = {"p": POLICY}


def quote(text: str = BAN.text, start: int = BAN.start, end: int = BAN.end, **more) -> Quote:
    fields = {
        "lead_in": None,
        "clause_id": "c1",
        "policy_id": "p",
        "policy_title": "Phones",
        "version": None,
        "review_date": None,
        "section": (),
        "page": 1,
        "page_end": 1,
        "source": "p.pdf",
        "status": "adopted",
    }
    return Quote(text=text, start=start, end=end, **{**fields, **more})


def answered(
    verdict: Verdict, quotes: tuple[Quote, ...], conditions: tuple[str, ...] = ()
) -> Answer:
    return Answer("q", "q", Status.ANSWERED, "h", verdict, quotes=quotes, conditions=conditions)


def guarded(answer: Answer, question: str = "Can I accept gifts?", clause: Clause = BAN) -> Answer:
    form = question_form(question)
    return guard(answer, POLICIES, form, read_clause(clause), load_wording(), "the DSL")


def test_a_quote_equal_to_storage_passes():
    answer = answered(Verdict.CONDITIONAL, (quote(),), ("except from colleagues",))
    assert guarded(answer).quotes == (quote(),)
    assert guarded(answer).verdict is Verdict.CONDITIONAL


@pytest.mark.parametrize(
    "altered",
    [
        BAN.text.replace(" not", ""),
        BAN.text.replace("must", "may"),
        BAN.text.removesuffix(", except from colleagues."),
        BAN.text.upper(),
        "",
    ],
)
def test_a_quote_altered_by_one_word_is_dropped_and_named(altered):
    answer = guarded(answered(Verdict.NO, (quote(altered),)))
    assert answer.quotes == ()
    assert answer.status is Status.NOT_COVERED
    assert answer.verdict is None
    assert answer.rejected[-1].clause_id == "c1"


def test_a_quote_from_a_policy_that_is_not_loaded_is_dropped():
    assert not equals_storage(quote(policy_id="other"), POLICIES)


def test_a_lead_in_must_stand_in_the_policy_too():
    assert equals_storage(quote(lead_in="Phones"), POLICIES)
    assert not equals_storage(quote(lead_in="They should never:"), POLICIES)


def test_a_yes_that_rests_on_a_ban_is_withdrawn():
    ban = replace(BAN, text="Staff must not accept gifts.")
    answer = guarded(answered(Verdict.YES, (quote(),)), clause=ban)
    assert answer.verdict is None
    assert answer.quotes == (quote(),)
    assert [n.kind for n in answer.notices] == ["verdict_withdrawn"]


def test_a_no_to_is_it_wrong_that_rests_on_a_ban_is_withdrawn():
    ban = replace(BAN, text="Staff must not accept gifts.")
    answer = guarded(answered(Verdict.NO, (quote(),)), "Is it wrong to accept gifts?", ban)
    assert answer.verdict is None


def test_a_condition_that_no_quote_holds_withdraws_the_verdict():
    answer = answered(Verdict.CONDITIONAL, (quote(),), ("except on Fridays",))
    assert guarded(answer).verdict is None


def test_nearest_clauses_are_checked_too():
    answer = Answer("q", "q", Status.NOT_COVERED, "h", nearest=(quote("Staff may accept gifts."),))
    assert guarded(answer).nearest == ()
