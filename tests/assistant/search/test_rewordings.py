"""What rewordings of a question find beside what it finds itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.search.ranking import READ, rank
from assistant.search.rewordings import MORE, found_by_all
from tests.assistant.search.test_ranking import LIMITS, TableReader, passage


def ids(passages) -> list[str]:
    return [p.clause.clause_id for p in passages]


def test_similarity_is_the_mean_and_a_clause_not_found_counts_as_the_last_that_was():
    first = [passage(1, 0.8, 0), passage(2, 0.4, 0)]
    second = [passage(3, 0.9, 0), passage(2, 0.6, 0)]
    found = found_by_all("formal", [first, second])
    assert ids(found.passages) == ["c1", "c3", "c2"]
    assert [p.score for p in found.passages] == pytest.approx([0.7, 0.65, 0.5])


def test_what_the_question_finds_is_read_whatever_a_rewording_finds():
    own = [passage(n, 0.9 - n / 100, 0) for n in range(READ)]
    strays = [passage(50 + n, 0.99, 0) for n in range(10)]
    reader = TableReader()
    ranking = rank("q", own, "staff", reader, LIMITS, found_by_all("r", [own, strays]))
    read = set(ids(r.passage for r in ranking.ranked))
    assert {p.clause.clause_id for p in own} <= read
    assert len(read) == READ + MORE
    assert len(reader.read_texts) == 2 * (READ + MORE)  # with the question and with its rewording


def test_relevance_is_the_mean_over_question_and_rewording():
    class Two(TableReader):
        def read(self, question, texts):
            readings = super().read(question, texts)
            shift = 2.0 if question == "r" else 0.0
            return replace(readings, relevance=readings.relevance + shift)

    own = [passage(1, 0.5, 0.0)]
    alone = rank("q", own, "staff", Two(), LIMITS)
    helped = rank("q", own, "staff", Two(), LIMITS, found_by_all("r", [own]))
    assert helped.ranked[0].score == pytest.approx(alone.ranked[0].score + 1.0)
