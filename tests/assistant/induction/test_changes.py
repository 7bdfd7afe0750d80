"""What changed since a path was made, or since somebody declared."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from assistant.desk.quoting import kept_clause as kept
from assistant.desk.resting import Fate
from assistant.induction.path.leaving_out import as_left
from assistant.induction.record.changes import since, state_of_path, told, told_version
from assistant.records.entries import PolicyVersion
from assistant.records.induction_entries import (
    InductionPath,
    InductionRecord,
    InductionRole,
    PathItem,
)
from ingest.documents import Policy, ReadDocument
from tests.assistant.induction.reading import holding, written

NOW = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
RULES = """# Phones Policy

## Staff

Staff must not use a personal phone in class.

Staff must keep their phone in a locker.

Staff should choose a strong password.

Staff may:

- use a phone in the staff room.
"""
ON_PATH = ("in class", "locker", "staff room")


def path(document: ReadDocument, *words: str, revision: int = 1) -> InductionPath:
    items = tuple(
        PathItem("devices", kept(holding(document, each), document.policy)) for each in words
    )
    return InductionPath(InductionRole.TEACHING, revision, items, "Asha Roy", NOW)


def version(policy: Policy) -> PolicyVersion:
    return PolicyVersion(
        policy.policy_id, policy.title, policy.version, policy.review_date, policy.sha256
    )


def record(document: ReadDocument, made_from: InductionPath) -> InductionRecord:
    return InductionRecord(
        "r" * 32,
        "i" * 32,
        "Jo Parker",
        InductionRole.TEACHING,
        NOW,
        "I have read …",
        made_from.revision,
        (version(document.policy),),
        tuple(item.kept for item in made_from.items),
        (),
        "Asha Roy",
        "CODE",
        "0" * 64,
    )


def library(*documents: ReadDocument):
    clauses = {c.clause_id: c for document in documents for c in document.clauses}
    return clauses, {document.policy.policy_id: document.policy for document in documents}


def twice(tmp_path, *changes: tuple[str, str], number: str = "2.0"):
    """The policy as it was, and as it is after some of its words were replaced."""
    before = written(tmp_path, "phones", RULES)
    text = RULES
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return before, written(tmp_path, "phones", text, number)


def test_a_path_stands_while_its_clauses_do(tmp_path):
    before = written(tmp_path, "phones", RULES)
    state = state_of_path(path(before, *ON_PATH), *library(before))
    assert state.stands
    assert [s.fate for s in state.items] == [Fate.UNCHANGED] * 3


def test_a_new_version_brings_up_what_changed_and_what_is_new(tmp_path):
    before, after = twice(
        tmp_path,
        ("in class", "in class or in the hall"),
        ("a locker.", "a locker.\n\nStaff must not lend their phone to a pupil."),
    )
    made = path(before, *ON_PATH)
    left = replace(made, left_out=(as_left(holding(before, "strong password")),))
    state = state_of_path(left, *library(after))
    assert [s.fate for s in state.items] == [Fate.CHANGED, Fate.UNCHANGED, Fate.UNCHANGED]
    assert [clause.text for clause in state.new] == ["Staff must not lend their phone to a pupil."]
    assert not state.stands
    assert state.left_out == {holding(after, "strong password").clause_id}
    again = state_of_path(made, *library(after))  # a path from before that was kept
    assert {clause.text[:14] for clause in again.new} == {"Staff must not", "Staff should c"}


def test_what_was_left_out_is_new_again_once_its_words_have_changed(tmp_path):
    before, after = twice(tmp_path, ("strong password", "password of fifteen letters"))
    left = replace(path(before, *ON_PATH), left_out=(as_left(holding(before, "strong password")),))
    state = state_of_path(left, *library(after))
    assert [clause.text for clause in state.new] == [
        "Staff should choose a password of fifteen letters."
    ]
    assert not state.left_out


def test_a_policy_of_which_all_was_left_out_isn_t_new_for_ever(tmp_path):
    before = written(tmp_path, "phones", RULES)
    other = written(tmp_path, "doors", "# Doors\n\n## Doors\n\nStaff must lock the doors.\n")
    left = (as_left(holding(other, "lock the doors")),)
    state = state_of_path(replace(path(before, *ON_PATH), left_out=left), *library(before, other))
    assert state.stands


def test_a_policy_loaded_since_brings_its_clauses(tmp_path):
    before = written(tmp_path, "phones", RULES)
    other = written(tmp_path, "doors", "# Doors\n\n## Doors\n\nStaff must lock the doors.\n")
    state = state_of_path(path(before, *ON_PATH), *library(before, other))
    assert [clause.text for clause in state.new] == ["Staff must lock the doors."]


def test_nothing_changed_is_not_stale(tmp_path):
    before = written(tmp_path, "phones", RULES)
    made = path(before, *ON_PATH)
    found = since(record(before, made), made, *library(before))
    assert (found.is_stale, found.nothing_binding, found.clause_ids) == (False, False, ())


def test_a_changed_clause_is_read_again_as_it_is_now(tmp_path):
    before, after = twice(tmp_path, ("in class", "in class or in the hall"))
    found = since(record(before, path(before, *ON_PATH)), path(before, *ON_PATH), *library(after))
    assert found.is_stale and not found.nothing_binding
    (state,) = found.states
    assert state.fate is Fate.CHANGED
    assert "hall" in "".join(run.text for run in state.words)
    assert found.clause_ids == (holding(after, "hall").clause_id,)
    assert told(state) == "The words have changed."


def test_a_lead_in_that_turns_the_rule_is_a_change(tmp_path):
    before, after = twice(tmp_path, ("Staff may:", "Staff must not:"))
    found = since(record(before, path(before, *ON_PATH)), None, *library(after))
    (state,) = found.states
    assert state.fate is Fate.CHANGED
    assert found.clause_ids == (holding(after, "staff room").clause_id,)


def test_a_clause_that_is_gone_is_told_and_not_read(tmp_path):
    before, after = twice(tmp_path, ("Staff must keep their phone in a locker.\n\n", ""))
    found = since(record(before, path(before, *ON_PATH)), None, *library(after))
    (state,) = found.states
    assert (state.fate, found.clause_ids) == (Fate.REMOVED, ())
    assert told(state) == "It is no longer in the policy."


def test_moved_words_are_not_read_again(tmp_path):
    before, after = twice(tmp_path, ("## Staff", "## Everyone at work"))
    found = since(record(before, path(before, *ON_PATH)), None, *library(after))
    assert found.nothing_binding
    assert found.clause_ids == ()


def test_a_change_of_other_clauses_is_stale_with_nothing_binding(tmp_path):
    before, after = twice(tmp_path, ("strong password", "long password"))
    found = since(record(before, path(before, *ON_PATH)), None, *library(after))
    assert found.is_stale and found.nothing_binding
    (change,) = found.policies
    assert told_version(change) == "“Phones Policy” was replaced: version 1.0, now version 2.0."


def test_the_same_version_in_a_new_file_is_told_as_such(tmp_path):
    before, after = twice(tmp_path, ("strong password", "long password"), number="1.0")
    (change,) = since(record(before, path(before, *ON_PATH)), None, *library(after)).policies
    assert told_version(change).endswith("version 1.0, now the same version in a new file.")


def test_a_withdrawn_document_makes_stale(tmp_path):
    before = written(tmp_path, "phones", RULES)
    found = since(record(before, path(before, *ON_PATH)), None, {}, {})
    assert found.is_stale
    assert {state.fate for state in found.states} == {Fate.POLICY_REMOVED}
    assert told_version(found.policies[0]).startswith("“Phones Policy” is no longer among")
    assert "“Phones Policy”" in told(found.states[0])


def test_what_the_path_has_gained_is_read_with_a_further_document(tmp_path):
    before = written(tmp_path, "phones", RULES)
    made = path(before, *ON_PATH)
    other = written(tmp_path, "doors", "# Doors\n\n## Doors\n\nStaff must lock the doors.\n")
    more = path(before, *ON_PATH, revision=2)
    item = PathItem("site", kept(holding(other, "doors"), other.policy))
    more = InductionPath(more.role, 2, (*more.items, item), more.made_by, more.made_at)
    found = since(record(before, made), more, *library(before, other))
    assert found.added == (item,)
    assert found.clause_ids == (item.kept.quote.clause_id,)
    assert found.is_stale
    assert told_version(found.policies[0]) == "“Doors” is new: version 1.0."


def test_a_path_that_was_merely_edited_makes_nothing_stale(tmp_path):
    before = written(tmp_path, "phones", RULES)
    more = path(before, *ON_PATH, "strong password", revision=2)
    found = since(record(before, path(before, *ON_PATH)), more, *library(before))
    assert len(found.added) == 1
    assert not found.is_stale


def test_a_changed_clause_on_the_new_path_is_read_once(tmp_path):
    before, after = twice(tmp_path, ("in class", "in class or in the hall"))
    found = since(
        record(before, path(before, *ON_PATH)),
        path(after, "hall", "locker", "staff room", revision=2),
        *library(after),
    )
    assert found.added == ()
    assert len(found.clause_ids) == 1


def test_no_clause_follows_two(tmp_path):
    before, after = twice(
        tmp_path,
        ("Staff must not use a personal phone in class.", "Staff must keep a phone in a locker."),
        ("Staff must keep their phone in a locker.\n\n", ""),
    )
    found = since(record(before, path(before, *ON_PATH)), None, *library(after))
    currents = [s.current.clause_id for s in found.states if s.current]
    assert len(currents) == len(set(currents))
