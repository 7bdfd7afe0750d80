"""How passages are ordered, and when the first of them counts as an answer."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from assistant.answers import Verdict
from assistant.search.ranking import READ, PairReadings, nearest, rank
from assistant.thresholds import Thresholds
from assistant.verdict.ruling import VerdictLimits
from assistant.verdict.weighing import Weights
from ingest.documents import Clause, Policy, PolicyStatus
from ingest.library import Passage

# The logit of an answer is the relevance of the best passage, minus 1.
LIMITS = Thresholds(
    similarity_scale=10.0,
    reader_weight=1.0,
    intercept=-1.0,
    coefficients=(0.0, 1.0, 0.0),
    answer_floor=0.5,
    quote_share=0.1,
    audience_penalty=1.0,
    counterpart_penalty=0.1,
    sample_penalty=0.1,
    sample_read_penalty=0.1,
    penalty_scale=20.0,
    verdict=VerdictLimits(Weights(0.5, 0.5, {}), 0.2),
)
POLICY = Policy("p", "Policy", "p.txt", "1", "", 1)
EVEN = dict.fromkeys(Verdict, 0.25)


class TableReader:
    """Gives each text the relevance written in it, and remembers how many it read."""

    def __init__(self) -> None:
        self.read_texts: list[str] = []

    def read(self, question: str, texts: Sequence[str]) -> PairReadings:
        self.read_texts += texts
        relevance = np.array([float(text.rsplit(" ", 1)[1]) for text in texts])
        return PairReadings(relevance, tuple(EVEN for _ in texts))


def passage(number: int, similarity: float, relevance: float) -> Passage:
    text = f"Clause {number} {relevance}"
    return Passage(Clause(f"c{number}", "p", text, 0, len(text), (), 1, 1), POLICY, similarity)


def test_relevance_turns_round_what_similarity_says():
    passages = [passage(1, 0.8, -4.0), passage(2, 0.6, 3.0)]
    ranking = rank("q", passages, "staff", TableReader(), LIMITS)
    assert [r.passage.clause.clause_id for r in ranking.ranked] == ["c2", "c1"]
    assert sum(r.share for r in ranking.ranked) == pytest.approx(1.0)
    assert ranking.ranked[0].verdicts == EVEN


def test_the_reader_sees_only_the_most_similar():
    reader = TableReader()
    rank("q", [passage(i, 1 - i / 100, 0.0) for i in range(24)], "staff", reader, LIMITS)
    assert len(reader.read_texts) == READ
    assert all(int(text.split()[2]) < READ for text in reader.read_texts)


def test_what_the_reader_does_not_see_is_kept_as_unread():
    passages = [passage(i, 1 - i / 100, 0.0) for i in range(24)]
    assert len(rank("q", passages, "staff", TableReader(), LIMITS).unread) == 24 - READ
    assert rank("q", passages, "staff", None, LIMITS).unread == ()


def test_a_library_where_nothing_is_relevant_is_less_likely_to_answer():
    near = [passage(i, 0.7, -5.0) for i in range(6)]
    right = [*near[:5], passage(9, 0.7, 4.0)]
    unlikely = rank("q", near, "staff", TableReader(), LIMITS).answerable
    likely = rank("q", right, "staff", TableReader(), LIMITS).answerable
    assert unlikely == pytest.approx(1 / (1 + math.exp(6.0)))
    assert likely == pytest.approx(1 / (1 + math.exp(-3.0)))


def test_one_passage_has_no_lead_and_all_the_share():
    ranking = rank("q", [passage(1, 0.5, 1.0)], "staff", TableReader(), LIMITS)
    assert ranking.answerable == pytest.approx(0.5)
    assert ranking.ranked[0].share == 1.0


def test_a_rule_for_others_comes_last_however_relevant_the_reader_finds_it():
    text = "Pupils must not bring phones 9.0"
    others = Passage(Clause("c9", "p", text, 0, len(text), (), 1, 1), POLICY, 0.9)
    ranking = rank(
        "Can I bring my phone?", [others, passage(1, 0.4, 0.0)], "staff", TableReader(), LIMITS
    )
    assert [r.passage.clause.clause_id for r in ranking.ranked] == ["c1", "c9"]


def test_without_a_reader_similarity_decides():
    ranking = rank("q", [passage(1, 0.3, 9.0), passage(2, 0.9, -9.0)], "staff", None, LIMITS)
    assert ranking.ranked[0].passage.clause.clause_id == "c2"
    assert ranking.ranked[0].verdicts is None


def test_an_empty_library_answers_nothing():
    assert rank("q", [], "staff", TableReader(), LIMITS).answerable == 0.0


def test_a_sample_near_the_question_is_read_and_then_goes_behind():
    limits = replace(LIMITS, sample_penalty=0.3, sample_read_penalty=0.0)
    sample = replace(POLICY, policy_id="s", status=PolicyStatus.SAMPLE)
    others = [passage(n, 0.6 - n / 100, 0.0) for n in range(READ)]
    near = replace(others[0], policy=sample, score=0.7)
    chosen, lost = nearest("?", [*others, near], "staff", limits, READ)
    assert chosen[0] is near
    assert lost[0] == pytest.approx(0.3)
