"""Readings weighed together; numbers that a person can check by hand."""

from __future__ import annotations

import pytest

from assistant.answers import Verdict
from assistant.verdict.weighing import Weights, weighed

SILENT = dict.fromkeys(Verdict, 0.0)
WEIGHTS = Weights(1.0, 1.0, {None: SILENT, Verdict.NO: {**SILENT, Verdict.NO: 1.0}})
EVEN = dict.fromkeys(Verdict, 0.25)
MOSTLY_YES = {
    Verdict.YES: 0.4,
    Verdict.NO: 0.2,
    Verdict.CONDITIONAL: 0.2,
    Verdict.INFORMATION: 0.2,
}


def test_two_that_agree_are_surer_than_one():
    # .4 * .4 against three times .2 * .2
    both = weighed(None, MOSTLY_YES, MOSTLY_YES, WEIGHTS)
    assert both is not None
    assert both[Verdict.YES] == pytest.approx(0.16 / 0.28)
    assert sum(both.values()) == pytest.approx(1.0)


def test_one_that_is_missing_is_stood_in_for_by_the_other():
    alone = weighed(None, None, MOSTLY_YES, WEIGHTS)
    assert alone == weighed(None, MOSTLY_YES, MOSTLY_YES, WEIGHTS)


def test_without_a_model_there_is_no_probability():
    assert weighed(Verdict.NO, None, None, WEIGHTS) is None


def test_what_the_rules_say_is_added():
    told = weighed(Verdict.NO, EVEN, EVEN, WEIGHTS)
    assert told is not None
    assert told[Verdict.NO] / told[Verdict.YES] == pytest.approx(2.718, abs=1e-3)


def test_a_probability_of_nothing_breaks_nothing():
    certain = {**dict.fromkeys(Verdict, 0.0), Verdict.NO: 1.0}
    told = weighed(None, certain, EVEN, WEIGHTS)
    assert told is not None
    assert told[Verdict.NO] > 0.999
