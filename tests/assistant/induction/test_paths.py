"""A path proposed from real policies: what binds the role, in their own words, in time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.bootstrap import Assistant
from assistant.induction.path.groups import load_groups
from assistant.induction.path.paths import Proposal, propose
from assistant.induction.path.selecting import Why
from assistant.induction.path.timing import load_timing
from assistant.records.induction_entries import InductionRole
from assistant.replying.guard import equals_storage
from ingest.documents import ReadDocument
from ingest.encoder import Encoder
from tests.assistant.induction.reading import written

VOLUNTEER, GOVERNOR, TEACHING = (
    InductionRole.VOLUNTEER,
    InductionRole.GOVERNOR,
    InductionRole.TEACHING,
)
CODE = """# Code of Conduct

## 1. Scope

This Code applies to staff and volunteers. It does not apply to governors.

## 2. Safeguarding

Any worry about a child must be reported to the Designated Safeguarding Lead the same day.

Staff must not give a pupil their private telephone number.

Volunteers must sign in at the office and wear a badge.

Parents must not park at the gate.

The Headteacher will review the Code each year.

Staff should dress for active work.

## 3. Pictures

No one may photograph a pupil on a private phone, except that the headteacher may allow it on a
trip.
"""


def proposed(
    documents: list[ReadDocument],
    role: InductionRole,
    encoder: Encoder,
    budget: int | None = None,
    **options: bool,
) -> Proposal:
    policies = [document.policy for document in documents]
    clauses = {document.policy.policy_id: document.clauses for document in documents}
    return propose(role, policies, clauses, encoder, load_groups(), budget, **options)


@pytest.fixture
def code(tmp_path: Path) -> ReadDocument:
    return written(tmp_path, "code-of-conduct", CODE)


@pytest.fixture(scope="module")
def of_shipped(assistant_with_samples: Assistant) -> Callable[..., Proposal]:
    """The path over everything in policies/, as its library holds it."""
    policies = assistant_with_samples.policies()
    clauses = {p.policy_id: assistant_with_samples.clauses(p.policy_id) for p in policies}
    encoder = assistant_with_samples.encoder

    def make(role: InductionRole, **options: bool) -> Proposal:
        return propose(role, policies, clauses, encoder, load_groups(), **options)

    return make


def texts(proposal: Proposal) -> list[str]:
    return [item.kept.quote.text for item in proposal.items]


def why(proposal: Proposal, words: str) -> Why:
    return next(left.why for left in proposal.left_out if words in left.kept.quote.text)


def test_a_path_has_what_binds_the_role_by_group_in_reading_order(code, encoder):
    found = proposed([code], VOLUNTEER, encoder)
    assert [item.group for item in found.items] == sorted(
        (item.group for item in found.items),
        key=[group.key for group in load_groups()].index,
    )
    assert texts(found)[0].startswith("Any worry about a child")
    assert any("wear a badge" in text for text in texts(found))
    assert why(found, "park at the gate") is Why.OTHERS
    assert why(found, "The Headteacher will") is Why.INSTITUTION
    assert why(found, "This Code applies") is Why.ABOUT


def test_every_clause_is_on_the_path_or_left_out_with_a_reason(code, encoder):
    found = proposed([code], VOLUNTEER, encoder)
    ids = [item.kept.quote.clause_id for item in found.items]
    ids += [left.kept.quote.clause_id for left in found.left_out]
    assert sorted(ids) == sorted(clause.clause_id for clause in code.clauses)
    assert all(left.reason for left in found.left_out)


def test_quotes_are_copied_whole_from_storage(code, encoder):
    found = proposed([code], VOLUNTEER, encoder)
    policies = {code.policy.policy_id: code.policy}
    assert all(equals_storage(item.kept.quote, policies) for item in found.items)
    assert all(item.kept.policy_sha256 == code.policy.sha256 for item in found.items)
    (picture,) = [text for text in texts(found) if "photograph" in text]
    assert "except that the headteacher may allow it on a" in picture


def test_a_rule_worded_for_staff_says_so_on_a_volunteers_path(code, encoder):
    found = proposed([code], VOLUNTEER, encoder)
    (item,) = [i for i in found.items if "private telephone" in i.kept.quote.text]
    assert item.gloss == "You must not do this. Worded for staff; the policy is for volunteers too."
    (same,) = [
        i for i in proposed([code], TEACHING, encoder).items if "telephone" in i.kept.quote.text
    ]
    assert same.gloss == "You must not do this."


def test_who_is_not_covered_has_no_path(code, encoder):
    found = proposed([code], GOVERNOR, encoder)
    assert found.items == ()
    assert why(found, "Any worry") is Why.NOT_COVERED


def test_a_budget_keeps_the_weightiest_of_every_group(code, encoder):
    whole = proposed([code], TEACHING, encoder)
    cut = proposed([code], TEACHING, encoder, 40)
    assert {item.group for item in cut.items} == {item.group for item in whole.items}
    left = [left for left in cut.left_out if left.why is Why.BUDGET]
    assert len(cut.items) + len(left) == len(whole.items)
    assert all("25 minutes planned for teaching staff" in one.reason for one in left)


def test_samples_are_left_out_unless_the_school_says_so(tmp_path, code, encoder):
    sample = written(tmp_path, "sample", "# SAMPLE Phone Policy\n\n## Phones\n\nStaff must ring.\n")
    found = proposed([sample, code], TEACHING, encoder)
    assert why(found, "Staff must ring") is Why.SAMPLE
    assert "Staff must ring." in texts(
        proposed([sample, code], TEACHING, encoder, include_samples=True)
    )


def test_what_is_no_longer_in_force_is_never_proposed(tmp_path, encoder):
    old = written(
        tmp_path, "old", "# Phone Policy\n\nStatus: SUPERSEDED\n\n## Phones\n\nStaff must ring.\n"
    )
    found = proposed([old], TEACHING, encoder, include_samples=True)
    assert found.items == ()
    assert why(found, "Staff must ring") is Why.SUPERSEDED


def test_what_two_policies_say_alike_is_read_once(tmp_path, code, encoder):
    rule = "Staff must not give a pupil their private telephone number."
    other = written(tmp_path, "trust", f"# Trust Policy\n\n## Contact\n\n{rule}\n")
    found = proposed([code, other], TEACHING, encoder)
    assert texts(found).count(rule) == 1
    (left,) = [left for left in found.left_out if left.why is Why.DUPLICATE]
    assert left.kept.quote.policy_title == "Trust Policy"
    assert "“Code of Conduct” says the same" in left.reason


def test_no_policy_makes_no_path(encoder):
    assert proposed([], VOLUNTEER, encoder) == Proposal((), ())


@pytest.mark.parametrize("role", InductionRole)
def test_the_shipped_policy_gives_every_role_its_rules_in_time(of_shipped, role):
    found = of_shipped(role)
    timing = load_timing()
    plan = timing.plans[role]
    assert timing.minutes(found.items, plan.questions) <= plan.minutes
    read = "\n".join(texts(found))
    assert "must not communicate with pupils via social networking" in read
    assert "except in circumstances whereby prior approval" in read
    assert "should be reported to the DSL" in read
    # Parents' and pupils' rules, promises, front matter and samples stay off.
    for words in (
        "Parents and pupils will not",
        "To use age-appropriate",
        "will be monitored regularly",
        "Review date",
        "should be read in conjunction",
    ):
        assert words not in read
    assert {item.kept.quote.status for item in found.items} == {"adopted"}
    assert all(left.why is not Why.BUDGET for left in found.left_out) or (
        role is InductionRole.VOLUNTEER
    )


def test_contact_comes_before_what_one_says_in_public(of_shipped):
    groups = [item.group for item in of_shipped(VOLUNTEER).items]
    assert groups[0] == "contact"
    assert groups.index("accounts") < groups.index("speaking")
