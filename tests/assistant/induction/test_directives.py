"""What a clause tells somebody to do or not to do."""

from __future__ import annotations

import pytest

from assistant.induction.binding.directives import Says, read_directives
from assistant.modality.reading import Modal
from tests.assistant.induction.reading import clause

# Text, lead-in -> the forces of the sentences that ask something.
FORCES = [
    ("Staff must not smoke.", None, [Modal.MUST_NOT]),
    ("Staff will keep phones in a locker.", None, [Modal.MUST]),
    ("All employees will sign the agreement before they start.", None, [Modal.MUST]),
    ("Ring the office by eight.", None, [Modal.MUST]),
    ("Adults stay out of changing rooms.", None, [Modal.MUST]),
    ("No adult drinks alcohol on a trip.", None, [Modal.MUST_NOT]),
    ("Nobody should question the child.", None, [Modal.SHOULD_NOT]),
    ("Nothing may be posted about a pupil.", None, [Modal.MUST_NOT]),
    ("Staff must neither send nor accept a request.", None, [Modal.MUST_NOT]),
    ("A volunteer shall offer no gift to a pupil.", None, [Modal.MUST_NOT]),
    ("Nor shall an image be published.", None, [Modal.MUST_NOT]),
    ("Should it fail, staff may use their own.", None, [Modal.MAY]),
    ("No. You must tell the lead the same day.", None, [Modal.MUST]),
    ("Staff who learn that a child may have sent a picture tell the DSL.", None, [Modal.MUST]),
    ("Staff on medicine that might affect them must tell the manager.", None, [Modal.MUST]),
    ("Park as near to the door as you can.", None, [Modal.MUST]),
    ("Staff will be advised to be polite.", None, [Modal.SHOULD]),
    ("Pupils must not be carried in a private car.", None, [Modal.MUST_NOT]),
    ("promise a pupil that they will keep a secret;", "Adults must not:", [Modal.MUST_NOT]),
    ("Not engage in private messaging.", "If staff comment there they should:", [Modal.SHOULD_NOT]),
    ("Say that they do not necessarily speak for the school.", "Staff should:", [Modal.SHOULD]),
    ("do not name a child;", "In a chat, please:", [Modal.MUST_NOT]),
    ("ask leading questions.", "Don't:", [Modal.MUST_NOT]),
    ("Keep your account private.", "Staff are advised:", [Modal.SHOULD]),
    ("must keep phones out of sight;", "During the day staff:", [Modal.MUST]),
]
NOTHING = [
    ("Accounts will be monitored regularly.", Says.STATES),  # a promise
    ("Parents will be told the same day.", Says.STATES),
    ("Staff are not expected to read messages at night.", Says.STATES),
    ("No employee is obliged to answer.", Says.STATES),
    ("Nobody who speaks up in good faith will be treated badly.", Says.STATES),
    ("Agreement will not be unreasonably withheld.", Says.STATES),
    ("A breach may lead to dismissal.", Says.STATES),
    ("A list of children who must not be pictured is kept in the office.", Says.STATES),
    ("A single quarrel is not bullying.", Says.STATES),
    ("Adults are role models.", Says.STATES),
    ("Support follows a plan.", Says.STATES),
    ("Can I bring a friend?", Says.STATES),
    ("disparaging a colleague, by name or by allusion;", Says.STATES),  # its lead-in is lost
    ("Contact may be proper where the member of staff is:", Says.STATES),
    ("The Headteacher will look into it.", Says.INSTITUTION),
    ("We will answer within five days.", Says.INSTITUTION),
    ("This policy applies to all staff and must be read by them.", Says.ABOUT),
    ("I will follow the rules. Signed ……… Date ………", Says.ABOUT),
]


@pytest.mark.parametrize(("text", "lead_in", "forces"), FORCES)
def test_the_force_is_that_of_what_is_asked(text, lead_in, forces):
    found = read_directives(clause(text, lead_in))
    assert found.says is Says.RULES
    assert [directive.modal for directive in found.directives] == forces


@pytest.mark.parametrize(("text", "says"), NOTHING)
def test_what_asks_nothing_is_no_rule(text, says):
    assert read_directives(clause(text)).says is says


def test_advice_that_runs_on_stays_advice():
    text = "It is recommended that management and staff do not identify their organisation."
    found = read_directives(clause(text))
    assert {d.modal for d in found.directives} == {Modal.SHOULD, Modal.SHOULD_NOT}


@pytest.mark.parametrize(
    ("text", "to"),
    [
        ("Volunteers must sign in.", {"volunteers"}),
        ("Pupils must be within sight of staff.", {"staff"}),  # done to them, by the place's people
        ("Watches may not be worn by pupils.", {"pupils"}),
        ("They must keep it.", {"staff"}),
        ("Photographs must not be taken.", {"staff"}),
    ],
)
def test_a_rule_is_for_whom_it_names_else_for_whom_the_place_speaks_to(text, to):
    (directive,) = read_directives(clause(text), frozenset({"staff"})).directives
    assert directive.to == to


def test_what_is_for_your_child_is_for_parents():
    (directive,) = read_directives(clause("Ring us if your child is ill.")).directives
    assert directive.to == {"parents"}


@pytest.mark.parametrize(
    ("text", "reports"),
    [
        ("Any concern must be reported to the Designated Safeguarding Lead.", True),
        ("The safeguarding lead must be told the same morning.", True),
        ("Staff should tell their line manager.", True),
        ("Staff must tell the truth.", False),
        ("Staff must not speak to the DSL.", False),
    ],
)
def test_a_duty_to_tell_an_officer_is_a_report(text, reports):
    assert any(d.reports for d in read_directives(clause(text)).directives) is reports


def test_headings_for_definitions_and_forms_hold_no_rules():
    rule = "A password must be kept secret."
    assert read_directives(clause(rule, None, "2. Definitions")).says is Says.ABOUT
    assert read_directives(clause("Please return it.", None, "Reply slip")).says is Says.ABOUT
    named = read_directives(clause("Staff must sign it.", None, "Appendix: consent form"))
    assert named.says is Says.RULES
