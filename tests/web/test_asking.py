from __future__ import annotations

import logging

import pytest

from assistant.triage.cards import SchoolContacts
from assistant.web.asking import FAILED, Asking
from assistant.web.limits import RateLimit
from assistant.web.source import Unavailable
from ingest.errors import LibraryLocked

SCHOOL = SchoolContacts(dsl="Ms Dee")
CONCERN = "A girl in my class told me that her stepdad hits her with a zebra-striped belt"


class Fake:
    """Answers with what it is given, or raises it."""

    def __init__(self, outcome):
        self.outcome = outcome
        self.asked = []

    def answer(self, question, history=(), role="staff", include_samples=None, search_help=False):
        self.asked.append((question, tuple(history), role, include_samples))
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome


def _ask(source, question="May I?", limits=()):
    return Asking(source, SCHOOL, limits).turn(1, question, ("Earlier?",), "parent", False)


def test_question_goes_on_with_its_history_role_and_choice_of_samples(make_answer):
    source = Fake(make_answer())
    turn = _ask(source)
    assert source.asked == [("May I?", ("Earlier?",), "parent", False)]
    assert turn.answer and turn.question == "May I?"


def test_error_meant_for_people_is_shown_and_the_question_not_kept():
    turn = _ask(Fake(LibraryLocked("Another process is writing. Try again.")))
    assert turn.problem == "Another process is writing. Try again."
    assert turn.question is None


def test_any_other_error_is_told_calmly_and_logged_without_the_words(caplog):
    with caplog.at_level(logging.ERROR):
        turn = _ask(Fake(RuntimeError("zebra")), "Is zebra allowed?")
    assert turn.problem == FAILED
    assert "RuntimeError" in caplog.text and "zebra" not in caplog.text


@pytest.mark.parametrize(
    "source",
    [Fake(RuntimeError("x")), Unavailable(LibraryLocked("x"))],
    ids=["failing", "unavailable"],
)
def test_disclosure_gets_the_card_though_the_assistant_fails(source):
    turn = _ask(source, CONCERN)
    assert turn.problem is None and turn.answer and turn.answer.escalation
    assert "zebra" not in repr(turn)


def test_too_many_questions_are_refused_but_no_disclosure_is(make_answer):
    limit = RateLimit(limit=1)
    source = Fake(make_answer())
    first, second = _ask(source, limits=(limit,)), _ask(source, limits=(limit,))
    third = _ask(source, CONCERN, limits=(limit,))
    assert first.answer and second.problem and "wait" in second.problem
    assert third.answer and third.answer.escalation
    assert len(source.asked) == 1


def test_places_come_free_again():
    limit = RateLimit(limit=2, window=10)
    assert [limit.wait(0), limit.wait(1), limit.wait(2)] == [0, 0, 8]
    assert limit.wait(10.5) == 0
