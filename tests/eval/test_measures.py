"""The measures on tables small enough to check by hand."""

from __future__ import annotations

import pytest

from assistant.answers import Answer, Quote, Status, Verdict
from eval.measures import (
    area_under_risk,
    calibration_error,
    conditions_kept,
    inverted,
    mean_of,
    quoted_right,
    retrieval_measures,
    risk_coverage,
    verdict_right,
)
from eval.questions import EvalQuestion, plain
from eval.run import Outcome


def question(**changes) -> EvalQuestion:
    fields = {
        "id": "q1",
        "question": "Can I?",
        "history": (),
        "role": "staff",
        "status": "answered",
        "verdict": "no",
        "force": "rule",
        "gold": ("Staff must",),
        "conditions": (),
        "linked": (),
        "escalation": None,
        "kind": "plain",
        "group": "g",
        "part": "dev",
    }
    return EvalQuestion(**{**fields, **changes})


def quote(clause_id: str, text: str = "Staff must not.") -> Quote:
    return Quote(text, None, clause_id, "p", "P", None, None, (), 1, 1, 0, 1, "p.pdf", "adopted")


def outcome(
    verdict=None, quoted=(), retrieved=(), confidence=0.5, status=Status.ANSWERED, **changes
):
    answer = Answer(
        "Can I?",
        "Can I?",
        status,
        "h",
        verdict,
        quotes=tuple(quote(c) for c in quoted),
        confidence=confidence,
    )
    return Outcome(question(**changes), answer, frozenset({"right"}), tuple(retrieved), True)


def test_a_yes_for_a_no_is_an_inversion_and_a_withheld_verdict_is_not():
    assert inverted(outcome(Verdict.YES))
    assert not inverted(outcome(Verdict.NO))
    assert not inverted(outcome(None))
    assert not inverted(outcome(Verdict.CONDITIONAL))
    assert not inverted(outcome(Verdict.YES, also_verdict=("yes",)))


def test_a_defensible_verdict_counts_only_when_asked_for():
    told = outcome(Verdict.INFORMATION, also_verdict=("information",))
    assert verdict_right(told) == 0.0
    assert verdict_right(told, also=True) == 1.0


def test_the_right_clause_counts_anywhere_among_the_quotes():
    assert quoted_right(outcome(quoted=("wrong", "right"))) == 1.0
    assert quoted_right(outcome(quoted=("wrong",))) == 0.0
    assert quoted_right(outcome()) == 0.0


def test_retrieval_measures_by_hand():
    found = [
        outcome(id="a", retrieved=[("right", 0.9), ("x", 0.5)]),
        outcome(id="b", retrieved=[("x", 0.9), ("right", 0.5)]),
        outcome(id="c", retrieved=[]),
    ]
    measures = {m.name: m.value for m in retrieval_measures(found)}
    assert measures["retrieval Success@1"] == pytest.approx(1 / 3)
    assert measures["retrieval Success@4"] == pytest.approx(2 / 3)
    assert measures["retrieval MRR"] == pytest.approx((1 + 0.5 + 0) / 3)


def test_the_interval_of_a_mean_lies_around_it():
    measure = mean_of("x", [0.0, 1.0, 1.0, 1.0])
    assert measure.value == 0.75
    assert measure.low <= 0.75 <= measure.high


def test_risk_and_coverage_by_hand():
    outcomes = [
        outcome(quoted=("right",), confidence=0.9),
        outcome(quoted=("wrong",), confidence=0.6),
    ]
    assert risk_coverage(outcomes) == [(0.5, 0.0), (1.0, 0.5)]
    assert area_under_risk(risk_coverage(outcomes)) == 0.25


def test_calibration_error_by_hand():
    outcomes = [
        outcome(quoted=("right",), confidence=0.95),
        outcome(quoted=("wrong",), confidence=0.95),
    ]
    assert calibration_error(outcomes).value == pytest.approx(0.45)


def test_a_condition_must_stand_whole_in_a_quote():
    assert conditions_kept(outcome(quoted=("right",), conditions=("must not",))) == 1.0
    assert conditions_kept(outcome(quoted=("right",), conditions=("must not, unless",))) == 0.0


def test_texts_are_compared_without_case_space_and_quote_marks():
    assert plain("The  school’s\npage") == plain("the school's page")
