"""Whom a sentence addresses."""

from __future__ import annotations

import pytest

from assistant.induction.binding.subjects import Doer, subject_of

TABLE = [
    ("Staff must not share passwords.", Doer.PEOPLE, {"staff"}),
    ("Staff who have finished the course may post.", Doer.PEOPLE, {"staff"}),
    ("Anyone who is worried about a picture should speak to the head.", Doer.PEOPLE, {"everyone"}),
    ("Adults never share a room with children.", Doer.PEOPLE, {"everyone"}),
    ("No adult drinks alcohol on a trip.", Doer.PEOPLE, {"everyone"}),
    ("When using their own account, staff and governors must not post.", Doer.PEOPLE,
     {"staff", "governors"}),
    ("In an emergency any adult may help.", Doer.PEOPLE, {"everyone"}),
    ("It is recommended that staff do not name the school.", Doer.PEOPLE, {"staff"}),
    ("We ask volunteers to sign in.", Doer.PEOPLE, {"volunteers"}),
    ("You must ring the office.", Doer.READER, set()),
    ("If a device is lost you must ring the manager.", Doer.READER, set()),
    ("Ring the office by eight.", Doer.READER, set()),
    ("Do not reply.", Doer.READER, set()),
    ("They must keep it.", Doer.THEY, set()),
    ("Contact with former pupils is not permitted.", Doer.THING, set()),
    ("Open letters from relatives are not accepted.", Doer.THING, set()),
    ("Photographs must not be taken.", Doer.THING, set()),
    ("An allegation that an adult may have harmed a child must be reported.", Doer.THING, set()),
    ("The Headteacher will decide.", Doer.OTHERS, set()),
    ("We publish nothing without consent.", Doer.OTHERS, set()),
    ("No account, page or group may be opened.", Doer.THING, set()),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "doer", "audiences"), TABLE)
def test_the_doer_is_found(sentence, doer, audiences):
    subject = subject_of(sentence)
    assert (subject.doer, subject.audiences) == (doer, audiences)


def test_a_condition_tells_who_they_are():
    found = subject_of("If a member of staff comments there, they should be polite.")
    assert (found.doer, found.opening) == (Doer.THEY, {"staff"})


def test_of_a_child_and_an_adult_in_a_condition_they_are_the_adult():
    found = subject_of("If a pupil writes to a member of staff, they must not answer.")
    assert found.opening == {"staff"}
