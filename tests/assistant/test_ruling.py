"""Question and clause become a verdict; a table that a person can check by hand."""

from __future__ import annotations

import pytest

from assistant.answers import Force, Verdict
from assistant.modality import read_clause
from assistant.questions import question_form
from assistant.ruling import VerdictLimits, blend, rule
from ingest.documents import Clause

LIMITS = VerdictLimits(alone=0.6, agreed=0.4, verdict_model=0.5)


def ruled(question: str, text: str, probabilities=None):
    clause = Clause("c", "p", text, 0, len(text), (), 1, 1)
    return rule(question, question_form(question), read_clause(clause), probabilities, LIMITS)


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


def test_two_models_are_blended_and_one_alone_is_taken_as_it_is():
    yes, no = sure(Verdict.YES), sure(Verdict.NO)
    both = blend(yes, no, 0.75)
    assert both is not None
    assert sum(both.values()) == pytest.approx(1.0)
    assert both[Verdict.NO] > both[Verdict.YES]
    assert blend(None, no, 0.2) is no
    assert blend(yes, None, 0.8) is yes
    assert blend(None, None, 0.5) is None


def test_an_unsure_model_gives_no_verdict():
    assert ruled("Does this apply to photos?", BAN, sure(Verdict.YES, 0.4)).withdrawn


def test_advice_and_rules_keep_their_force():
    assert ruled("Can I post photos of pupils?", BAN).force is Force.RULE
    advised = ruled("Can I post details?", "Staff are advised not to post details.")
    assert advised.force is Force.ADVICE
    assert advised.verdict is Verdict.NO
