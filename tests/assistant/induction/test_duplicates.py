"""What two policies tell in nearly the same words is read once."""

from __future__ import annotations

from assistant.induction.binding.scope import Scope
from assistant.induction.path.duplicates import without_duplicates
from assistant.induction.path.selecting import bound_to
from assistant.induction.path.units import units
from assistant.records.induction_entries import InductionRole
from tests.assistant.induction.reading import written

RULE = "Staff must not send friend requests to any pupil of the school, whatever the pupil's age."


def found(tmp_path, first: str, second: str, *titles: str):
    one, two = titles or ("Trust Policy", "School Policy")
    all_units = []
    for title, rule in ((one, first), (two, second)):
        name = title.lower().replace(" ", "-")
        document = written(tmp_path, name, f"# {title}\n\n## Rules\n\n{rule}\n")
        bound, _ = bound_to(document.clauses, InductionRole.TEACHING, Scope())
        all_units += units(document.policy, bound, len(all_units))
    return without_duplicates(all_units)


def test_the_first_of_two_adopted_policies_is_kept(tmp_path):
    kept, dropped = found(tmp_path, RULE, RULE.replace("the school", "this school"))
    assert [unit.policy.title for unit in kept] == ["Trust Policy"]
    assert [(u.policy.title, same.policy.title) for u, same in dropped] == [
        ("School Policy", "Trust Policy")
    ]


def test_an_adopted_policy_is_kept_before_a_sample(tmp_path):
    kept, dropped = found(tmp_path, RULE, RULE, "SAMPLE Trust Policy", "School Policy")
    assert [unit.policy.title for unit in kept] == ["School Policy"]
    assert len(dropped) == 1


def test_a_word_that_turns_the_rule_makes_another_rule(tmp_path):
    for other in (
        RULE.replace("must not", "must"),
        RULE.replace("must not", "should not"),
        RULE.replace("any pupil", "any former pupil"),
        RULE.replace(".", ", except with the headteacher's approval."),
    ):
        kept, dropped = found(tmp_path, RULE, other)
        assert (len(kept), dropped) == (2, []), other


def test_another_number_makes_another_rule(tmp_path):
    rule = "Staff must report a lost laptop to the office within 24 hours of noticing the loss."
    kept, dropped = found(tmp_path, rule, rule.replace("24", "48"))
    assert (len(kept), dropped) == (2, [])


def test_one_policy_may_say_a_thing_twice(tmp_path):
    document = written(tmp_path, "twice", f"# Twice\n\n## One\n\n{RULE}\n\n## Two\n\n{RULE}\n")
    bound, _ = bound_to(document.clauses, InductionRole.TEACHING, Scope())
    kept, dropped = without_duplicates(units(document.policy, bound))
    assert (len(kept), dropped) == (2, [])
