"""How a question is put, in both polarities."""

from __future__ import annotations

import pytest

from assistant.questions import Form, question_form


@pytest.mark.parametrize(
    ("question", "form"),
    [
        ("Can I accept a parent's friend request?", Form.PERMISSION),
        ("am i allowed to post this", Form.PERMISSION),
        ("is it ok to tag the school", Form.PERMISSION),
        ("Do I have to sign the agreement?", Form.DUTY),
        ("must we report it", Form.DUTY),
        ("Is it wrong to like a pupil's post?", Form.WRONG),
        ("is posting this against the rules?", Form.WRONG),
        ("Does the policy apply to governors?", Form.FACT),
        ("Who investigates incidents?", Form.OPEN),
        ("whats the review date", Form.OPEN),
        ("A mum added me. What do I do now?", Form.OPEN),
    ],
)
def test_the_form_of_a_question(question, form):
    assert question_form(question).form is form


def test_asking_about_not_doing_it_is_negated():
    assert question_form("Can I refuse a friend request?").negated
    assert question_form("So I don't have to report it?").negated
    assert not question_form("Can I accept a friend request?").negated
