"""Whom a document is for, by its own words."""

from __future__ import annotations

import pytest

from assistant.induction.binding.scope import Scope, heading_audiences, scope_of
from tests.assistant.induction.reading import clause


def of(*texts: str, title: str = "Conduct Policy") -> Scope:
    return scope_of(title, [clause(text) for text in texts])


def test_a_document_says_whom_it_covers_and_whom_not():
    found = of(
        "This Code binds all employees, agency workers and trainee teachers. Governors and "
        "volunteers are covered by the separate Agreement."
    )
    assert found.covers == {"staff", "supply"}
    assert found.excludes == {"governors", "volunteers"}


def test_a_sentence_about_it_goes_on_from_the_policy():
    found = of("This policy is about phones. It does not cover parents. It covers volunteers.")
    assert found.excludes == {"parents"}


def test_sections_are_for_those_whom_the_document_names():
    found = of("Sections 3 to 4 are for staff and volunteers. Section 6 is for members.")
    assert found.of_part(clause("x", None, "4 Calls", "Video")) == {"staff", "volunteers"}
    assert found.of_part(clause("x", None, "6 For members")) == {"others"}
    assert found.of_part(clause("x", None, "5 Posts")) == frozenset()


@pytest.mark.parametrize(
    ("title", "people"),
    [
        ("Volunteer Handbook", {"volunteers"}),
        ("Elm Academy: Staff Code of Conduct", {"staff"}),
        ("Acceptable Use Agreement (Staff)", {"staff"}),
        ("Social Media: Staff, Volunteers and Governors", {"staff", "volunteers", "governors"}),
        ("Visitors, Site Security and Lone Working", set()),
        ("Communication with Parents Policy", set()),
        ("Photography Policy", set()),
    ],
)
def test_a_title_speaks_to_those_it_opens_with(title, people):
    assert scope_of(title, []).titled == people


@pytest.mark.parametrize(
    ("heading", "people"),
    [
        ("Staff are advised:", {"staff"}),
        ("3.2 Volunteers and students", {"volunteers", "supply"}),
        ("What parents should do", {"parents"}),
        ("Rules for pupils", {"pupils"}),
        ("Appendix A: Parental Agreement", {"parents"}),
        ("Contact with pupils", set()),
        ("Former pupils", set()),
        ("Pupils' own devices", set()),
        ("Everyone", set()),
    ],
)
def test_a_heading_speaks_to_people_or_is_about_them(heading, people):
    assert heading_audiences(heading) == people


def test_parents_under_staff_are_the_matter_not_those_spoken_to():
    assert Scope().context(clause("x", None, "3. Staff", "Parents")) == {"staff"}
    assert Scope().context(clause("x", None, "8. Parents", "Group chats")) == {"parents"}


def test_where_nothing_tells_it_is_for_those_whom_its_rules_name():
    parents = of("Parents must ring.", "Parents must not park here.", "Hoods are not worn.")
    assert parents.spoken_to == {"parents"}
    staff = of("Staff must ring.", "Staff must not park here.", "Nobody may smoke.")
    assert staff.spoken_to == {"staff", "everyone"}


def test_a_document_that_speaks_of_your_child_calls_parents_you():
    found = of(*(f"Ring us if your child is late, {n}." for n in range(3)))
    assert found.you == {"parents"}
