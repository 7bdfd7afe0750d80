"""What a path keeps as left out, and what of it still stands when the policies are read again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from assistant.desk.quoting import kept_clause
from assistant.induction.path.leaving_out import as_left, left_clauses, left_ids
from assistant.records.induction_entries import InductionPath, InductionRole, LeftClause
from ingest.documents import PolicyStatus, ReadDocument
from tests.assistant.induction.reading import holding, written

TEACHING = InductionRole.TEACHING
RULES = """# Phones Policy

## Staff

Staff must not use a personal phone in class.

Staff should choose a strong password.

Pupils must hand in their phones.
"""


def library(*documents: ReadDocument):
    clauses = {c.clause_id: c for document in documents for c in document.clauses}
    return clauses, {document.policy.policy_id: document.policy for document in documents}


def quotes(document: ReadDocument):
    return [kept_clause(clause, document.policy).quote for clause in document.clauses]


def test_only_what_binds_the_role_is_kept_as_left_out(tmp_path):
    phones = written(tmp_path, "phones", RULES)
    left = left_clauses(TEACHING, quotes(phones), *library(phones), None)
    assert {one.clause_id for one in left} == {
        holding(phones, "in class").clause_id,
        holding(phones, "password").clause_id,
    }
    assert left_ids(left, library(phones)[0]) == {one.clause_id for one in left}


def test_what_changed_after_it_was_looked_at_is_not_kept_as_left_out(tmp_path):
    phones = written(tmp_path, "phones", RULES)
    seen = [replace(quote, lead_in="Unless told otherwise:") for quote in quotes(phones)]
    assert left_clauses(TEACHING, seen, *library(phones), None) == ()


def test_the_same_words_under_another_heading_are_still_left_out(tmp_path):
    before = written(tmp_path, "phones", RULES)
    after = written(tmp_path, "phones", RULES.replace("## Staff", "## What staff do"))
    left = [as_left(holding(before, "password"))]
    now = holding(after, "password").clause_id
    assert now != left[0].clause_id
    assert left_ids(left, library(after)[0]) == {now}


def test_a_second_clause_in_the_same_words_is_new_while_the_first_stands(tmp_path):
    before = written(tmp_path, "phones", RULES)
    more = RULES + "\n## Visits\n\nStaff should choose a strong password.\n"
    after = written(tmp_path, "phones", more)
    left = [as_left(holding(before, "password"))]
    assert left_ids(left, library(after)[0]) == {left[0].clause_id}


def test_another_lead_in_is_other_words(tmp_path):
    listed = "# Phones\n\n## Staff\n\nStaff must not:\n\n- lend a phone\n- sell a phone\n"
    before = written(tmp_path, "phones", listed)
    after = written(tmp_path, "phones", listed.replace("must not:", "may:"))
    left = [as_left(holding(before, "lend"))]
    assert left[0].clause_id in library(after)[0]
    assert left_ids(left, library(after)[0]) == frozenset()


def test_what_was_left_out_of_a_policy_that_is_away_goes_on(tmp_path):
    phones = written(tmp_path, "phones", RULES)
    clauses, policies = library(phones)
    away = (LeftClause("doors", "doors-1", "ab" * 32), as_left(holding(phones, "password")))
    before = InductionPath(TEACHING, 1, (), "Asha Roy", datetime(2026, 11, 26, tzinfo=UTC), away)
    # The policy that is here was looked at: what is no longer left out of it isn't kept.
    assert left_clauses(TEACHING, [], clauses, policies, before) == away[:1]
    sample = {n: replace(p, status=PolicyStatus.SAMPLE) for n, p in policies.items()}
    assert left_clauses(TEACHING, quotes(phones), clauses, sample, before) == away
