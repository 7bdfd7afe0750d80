"""Which clauses bind a role, and how closely."""

from __future__ import annotations

import pytest

from assistant.induction.binding.scope import Scope, scope_of
from assistant.induction.path.selecting import Bound, Tie, Why, select
from assistant.records.induction_entries import InductionRole
from tests.assistant.induction.reading import clause

VOLUNTEER, TEACHING, SUPPORT = (
    InductionRole.VOLUNTEER,
    InductionRole.TEACHING,
    InductionRole.SUPPORT,
)
SUPPLY, GOVERNOR = InductionRole.SUPPLY, InductionRole.GOVERNOR
FOR_ALL = scope_of("x", [clause("This policy applies to staff, volunteers and governors.")])
FOR_STAFF = scope_of("x", [clause("This policy applies to all employees.")])
NOT_VOLUNTEERS = scope_of("x", [clause("This policy does not apply to volunteers.")])


def tie(text: str, role: InductionRole, scope: Scope) -> Tie | Why:
    found = select(clause(text), role, scope)
    return found.tie if isinstance(found, Bound) else found


@pytest.mark.parametrize(
    ("text", "role", "scope", "expected"),
    [
        ("Volunteers must sign in.", VOLUNTEER, FOR_ALL, Tie.NAMED),
        ("Volunteers must sign in.", TEACHING, FOR_ALL, Why.OTHERS),
        ("Staff must sign in.", VOLUNTEER, FOR_ALL, Tie.AS_STAFF),
        ("Staff must sign in.", VOLUNTEER, Scope(), Tie.MAYBE),
        ("Staff must sign in.", VOLUNTEER, FOR_STAFF, Why.FOR_STAFF),
        ("Staff must sign in.", VOLUNTEER, NOT_VOLUNTEERS, Why.NOT_COVERED),
        ("Staff must sign in.", GOVERNOR, FOR_ALL, Tie.AS_STAFF),
        ("Staff must sign in.", GOVERNOR, Scope(), Why.FOR_STAFF),
        ("Staff must sign in.", SUPPLY, FOR_STAFF, Tie.ALL),
        ("Teachers must sign in.", SUPPLY, FOR_STAFF, Tie.ALL),
        ("Teachers must sign in.", SUPPORT, FOR_STAFF, Why.OTHERS),
        ("Teachers must sign in.", VOLUNTEER, Scope(), Why.OTHERS),
        ("Teaching assistants must sign in.", SUPPORT, FOR_STAFF, Tie.NAMED),
        ("Nobody may smoke.", VOLUNTEER, Scope(), Tie.ALL),
        ("Nobody may smoke.", VOLUNTEER, FOR_STAFF, Why.NOT_COVERED),
        ("Doors must be locked.", GOVERNOR, FOR_ALL, Tie.ALL),
        ("Doors must be locked.", VOLUNTEER, FOR_STAFF, Why.FOR_STAFF),
        ("Parents must sign in.", TEACHING, FOR_ALL, Why.OTHERS),
        ("The Headteacher must sign it.", TEACHING, FOR_ALL, Why.INSTITUTION),
        ("Signing in is quick.", TEACHING, FOR_ALL, Why.STATES),
        ("This policy must be read with another.", TEACHING, FOR_ALL, Why.ABOUT),
    ],
)
def test_a_clause_is_tied_to_a_role_by_its_own_words(text, role, scope, expected):
    assert tie(text, role, scope) is expected


def test_bans_and_reports_weigh_more_than_rules_and_rules_more_than_advice():
    order = [
        "Staff must not smoke.",
        "Staff must wear a badge.",
        "Staff should not park here.",
        "Staff should wear a coat.",
        "Staff may park here.",
    ]
    ranks = [select(clause(text), TEACHING, Scope()) for text in order]
    assert [bound.rank for bound in ranks if isinstance(bound, Bound)] == [1, 3, 5, 7, 9]
    report = select(clause("Staff should report it to the DSL."), TEACHING, Scope())
    assert isinstance(report, Bound) and report.rank == 1


def test_a_clause_for_several_is_tied_by_its_closest_sentence():
    text = "Staff must not babysit. Volunteers and students may not do so in any circumstances."
    assert tie(text, VOLUNTEER, FOR_ALL) is Tie.NAMED
