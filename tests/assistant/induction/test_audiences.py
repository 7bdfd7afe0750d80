"""Whom a phrase names as people."""

from __future__ import annotations

import pytest

from assistant.induction.binding.audiences import audiences_of

NAMED = [
    ("Staff", {"staff"}),
    ("All employees", {"staff"}),
    ("Any member of staff who", {"staff"}),
    ("Staff, volunteers and governors", {"staff", "volunteers", "governors"}),
    ("Parents/carers", {"parents"}),
    ("Parents and pupils", {"parents", "pupils"}),
    ("Parent helpers", {"volunteers"}),
    ("Teaching assistants", {"support"}),
    ("Agency and supply staff", {"supply"}),
    ("Students on placement", {"supply"}),
    ("Volunteers and students", {"volunteers", "supply"}),
    ("Anyone working in the organisation", {"everyone"}),
    ("No adult", {"everyone"}),
    ("The Headteacher", {"officers"}),
    ("The Designated Safeguarding Lead", {"officers"}),
    ("The key person", {"officers"}),
    ("The school", {"institution"}),
]
THINGS = [
    "Pupils' phones",
    "A staff member's own car",
    "The staff room",
    "Photographs of pupils",
    "Messaging pupils",
    "Contact with parents",
    "Allegations against the Headteacher",
    "Former pupils",
    "Screens",
]


@pytest.mark.parametrize(("phrase", "named"), NAMED)
def test_people_are_named_by_what_they_are(phrase, named):
    assert audiences_of(phrase) == named


@pytest.mark.parametrize("phrase", THINGS)
def test_what_is_theirs_or_about_them_is_no_person(phrase):
    assert audiences_of(phrase) == frozenset()
