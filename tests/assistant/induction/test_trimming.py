"""What fits into the time: the weightiest, of every group."""

from __future__ import annotations

from assistant.induction.binding.scope import Scope
from assistant.induction.path.selecting import bound_to
from assistant.induction.path.trimming import trim
from assistant.induction.path.units import units
from assistant.records.induction_entries import InductionRole
from tests.assistant.induction.reading import written

# A rule a line; its place is the line's number.
RULES = [
    "Staff must not smoke.",  # 0, rank 1
    "Staff should wear a coat.",  # 1, rank 7
    "Staff must wear a badge.",  # 2, rank 3
    "Staff must not run.",  # 3, rank 1
    "Staff may park here.",  # 4, rank 9
    "Staff should be kind.",  # 5, rank 7
]
GROUPS = ("a", "b", "other")


def kept(tmp_path, group_of, budget, words=10):
    body = "# Rules\n\n## All\n\n" + "\n\n".join(RULES) + "\n"
    document = written(tmp_path, "rules", body)
    bound, _ = bound_to(document.clauses, InductionRole.TEACHING, Scope())
    found = units(document.policy, bound)
    assert len(found) == len(RULES)
    costs = dict.fromkeys(range(len(RULES)), words)
    taken, dropped = trim(found, dict(enumerate(group_of)), costs, GROUPS, budget)
    assert len(taken) + len(dropped) == len(RULES)
    return [unit.place for unit in taken]


def test_the_weightiest_are_read_in_their_order(tmp_path):
    assert kept(tmp_path, "aaaaaa", 30) == [0, 2, 3]


def test_no_group_is_dropped_whole(tmp_path):
    assert kept(tmp_path, "aaaabb", 20) == [0, 5]


def test_even_a_budget_of_nothing_leaves_one_of_each(tmp_path):
    assert kept(tmp_path, "aaaabb", 0) == [0, 5]


def test_the_last_group_is_no_matter_of_its_own(tmp_path):
    group_of = ["a", "a", "a", "a", "other", "other"]
    assert kept(tmp_path, group_of, 20) == [0, 3]
    assert kept(tmp_path, group_of, 60) == [0, 1, 2, 3, 4, 5]


def test_groups_take_turns_where_weights_are_equal(tmp_path):
    # 1 and 5 weigh the same: the second of group a waits until group b has had its turn.
    assert kept(tmp_path, "aabbbb", 50) == [0, 1, 2, 3, 5]
