"""The cases of one list are read together; the rules of one list each stand by themselves."""

from __future__ import annotations

from assistant.induction.binding.scope import Scope
from assistant.induction.path.selecting import bound_to
from assistant.induction.path.units import units
from assistant.records.induction_entries import InductionRole
from tests.assistant.induction.reading import written

BODY = """# Records Policy

## Recording

Staff must record any bullying that is linked to:

- race or religion;
- a disability.

Staff must not:

- take records home;
- show them to visitors.

Staff must lock the cabinet.
"""


def test_cases_stay_together_and_rules_do_not(tmp_path):
    document = written(tmp_path, "records", BODY)
    bound, _ = bound_to(document.clauses, InductionRole.TEACHING, Scope())
    found = units(document.policy, bound)
    assert [len(unit.bound) for unit in found] == [2, 1, 1, 1]
    assert [unit.place for unit in found] == [0, 1, 2, 3]


def test_places_count_on_over_documents(tmp_path):
    document = written(tmp_path, "records", BODY)
    bound, _ = bound_to(document.clauses, InductionRole.TEACHING, Scope())
    assert [unit.place for unit in units(document.policy, bound, 7)] == [7, 8, 9, 10]
