"""The labelled sentences: the checks let no more wrong ones through than when measured."""

from __future__ import annotations

import pytest

from assistant.phrasing.checking import Checker
from eval.phrasing import PARTS, measure, read_cases


@pytest.mark.parametrize("part", PARTS)
def test_of_the_wrong_sentences_hardly_one_passes(part):
    figures = measure(Checker(), read_cases(part))
    rejected = sum(n for n, _ in figures.caught.values())
    wrong = sum(n for _, n in figures.caught.values())
    assert rejected / wrong >= 0.96
    passed, right = figures.passed
    assert passed / right >= 0.35


def test_there_are_enough_to_tell():
    cases = [case for part in PARTS for case in read_cases(part)]
    assert sum(case.kind != "supported" for case in cases) >= 120
