"""The held-out organisations: what is written out is read back, clause by clause."""

from __future__ import annotations

import pytest

from eval import organisations
from eval.questions import gold_clauses
from ingest.reading import read_document


@pytest.mark.parametrize("name", organisations.names())
def test_each_answerable_question_finds_its_clause_in_the_files(name, tmp_path):
    files = organisations.write_policies(name, tmp_path)
    clauses = [c for file in files for c in read_document(file).clauses]
    questions = organisations.read_questions(name)
    lost = [q.id for q in questions if q.gold and not gold_clauses(q, clauses)]
    assert len(lost) <= len(questions) / 100, lost


@pytest.mark.parametrize("name", organisations.names())
def test_questions_without_an_answer_have_no_gold_and_no_verdict(name):
    for question in organisations.read_questions(name):
        answered = question.status == "answered"
        assert bool(question.gold) is answered
        assert (question.verdict is not None) is answered
