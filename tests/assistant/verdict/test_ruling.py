"""Question and clause become a verdict; a table that a person can check by hand."""

from __future__ import annotations

import pytest

from assistant.answers import Force, Verdict
from assistant.modality.reading import read_clause
from assistant.question.form import question_form
from assistant.verdict.ruling import VerdictLimits, rule
from assistant.verdict.weighing import Weights
from ingest.documents import Clause

# The models count once, and what the rules say once more.
RULES = {said: {v: float(v is said) for v in Verdict} for said in (*Verdict, None)}
LIMITS = VerdictLimits(Weights(reader=0.5, verdict_model=0.5, rules=RULES), opposite=0.2)


def ruled(question: str, text: str, reader=None, verdict_model=None):
    clause = Clause("c", "p", text, 0, len(text), (), 1, 1)
    form, reading = question_form(question), read_clause(clause)
    return rule(question, form, reading, reader, verdict_model, LIMITS)


def sure(verdict: Verdict, share: float = 0.9) -> dict[Verdict, float]:
    rest = (1 - share) / 3
    return {v: share if v is verdict else rest for v in Verdict}


BAN = "Staff must not post photos of pupils."
UNLESS = "Staff must not post photos unless the headteacher has agreed."
LEAVE = "Staff may post photos of displays."
DUTY = "Staff must report concerns to the DSL."


@pytest.mark.parametrize(
    ("question", "clause", "verdict"),
    [
        ("Can I post photos of pupils?", BAN, Verdict.NO),
        ("Is it wrong to post photos of pupils?", BAN, Verdict.YES),
        ("Can I post photos?", UNLESS, Verdict.CONDITIONAL),
        ("Is it against the rules to post photos?", UNLESS, Verdict.CONDITIONAL),
        ("Can I post photos of displays?", LEAVE, Verdict.YES),
        ("Is it wrong to post photos of displays?", LEAVE, Verdict.NO),
        ("Do I have to report concerns?", DUTY, Verdict.YES),
        ("So I don't have to report concerns?", DUTY, Verdict.NO),
        ("Who do I report concerns to?", DUTY, Verdict.INFORMATION),
    ],
)
def test_the_rules_answer_the_question_as_asked(question, clause, verdict):
    assert ruled(question, clause).verdict is verdict


def test_the_model_decides_where_the_rules_are_silent():
    told = ruled("Does this apply to photos?", BAN, sure(Verdict.YES))
    assert told.verdict is Verdict.YES


def test_a_yes_against_a_no_is_withdrawn():
    told = ruled("Can I post photos of pupils?", BAN, sure(Verdict.YES))
    assert told.withdrawn
    assert "rules say no" in told.reason


def test_a_yes_is_withdrawn_while_a_no_remains_likely():
    torn = {Verdict.YES: 0.6, Verdict.NO: 0.3, Verdict.CONDITIONAL: 0.05, Verdict.INFORMATION: 0.05}
    told = ruled("Does this apply to photos?", BAN, torn)
    assert told.withdrawn
    assert "no 0.30" in told.reason


def test_a_yes_on_a_condition_stays_conditional_whatever_the_asker_says_of_it():
    told = ruled("The head has agreed, can I post photos?", UNLESS, sure(Verdict.YES))
    assert told.verdict is Verdict.CONDITIONAL


def test_the_rules_settle_what_the_models_leave_open():
    torn = {Verdict.NO: 0.5, Verdict.YES: 0.3, Verdict.CONDITIONAL: 0.1, Verdict.INFORMATION: 0.1}
    assert ruled("Does this apply to photos?", BAN, torn).withdrawn
    assert ruled("Can I post photos of pupils?", BAN, torn).verdict is Verdict.NO


def test_advice_and_rules_keep_their_force():
    assert ruled("Can I post photos of pupils?", BAN).force is Force.RULE
    advised = ruled("Can I post details?", "Staff are advised not to post details.")
    assert advised.force is Force.ADVICE
    assert advised.verdict is Verdict.NO
