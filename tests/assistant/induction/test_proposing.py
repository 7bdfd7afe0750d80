"""Items proposed from the clauses of two real policies."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from assistant.induction.checking import faults
from assistant.induction.proposing import propose
from assistant.induction.quiz_wording import load_quiz_words
from assistant.records.induction_entries import QuizState

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def library(read_policies):
    clauses = [c for document in read_policies for c in document.clauses]
    return clauses, {d.policy.policy_id: d.policy for d in read_policies}


def test_each_item_is_on_a_clause_copied_whole_and_waits_for_approval(library):
    clauses, policies = library
    by_id = {c.clause_id: c for c in clauses}
    items = propose(clauses, policies, frozenset(), load_quiz_words(), NOW)
    assert len(items) >= 2
    for item in items:
        clause = by_id[item.kept.quote.clause_id]
        assert (item.kept.quote.text, item.kept.quote.lead_in) == (clause.text, clause.lead_in)
        assert item.state is QuizState.PROPOSED and item.roles
        assert faults(item, by_id, frozenset()) == ()


def test_ban_with_an_exception_keeps_it_in_the_right_answer(library):
    clauses, policies = library
    items = propose(clauses, policies, frozenset(), load_quiz_words(), NOW)
    mine = [i for i in items if "private messages" in i.kept.quote.text]
    for item in mine:
        right = item.options[item.right]
        assert "approval" in right or "headteacher" in right or "approval" in item.question


def test_same_clauses_give_the_same_items_again(library):
    clauses, policies = library
    first = propose(clauses, policies, frozenset(), load_quiz_words(), NOW)
    second = propose(clauses, policies, frozenset(), load_quiz_words(), NOW)
    assert [i.item_id for i in first] == [i.item_id for i in second]


def test_clauses_that_clash_give_none(library):
    clauses, policies = library
    items = propose(clauses, policies, frozenset(), load_quiz_words(), NOW)
    clause_id = items[0].kept.quote.clause_id
    clash = frozenset({(clause_id, "another")})
    left = propose(clauses, policies, clash, load_quiz_words(), NOW)
    assert clause_id not in {i.kept.quote.clause_id for i in left}
