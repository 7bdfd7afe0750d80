"""How a question is put, in both polarities."""

from __future__ import annotations

import pytest

from assistant.question.form import Form, question_form


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
        ("Am I alright to leave my bike in the hall?", Form.PERMISSION),
        ("Is leaving a wet tent in the drying room overnight acceptable?", Form.PERMISSION),
        ("I'd put it in the hall, thats ok isnt it", Form.PERMISSION),
        ("Kettle in the hut?", Form.PERMISSION),
        ("She wants to help. Fine?", Form.PERMISSION),
        ("shud i ring the office", Form.DUTY),
        ("hav i got to sign the book", Form.DUTY),
        ("Is it a problem if I leave early?", Form.WRONG),
        ("Would I be breaking the rules by leaving early?", Form.WRONG),
        ("Could I get sacked for leaving early?", Form.WRONG),
        ("dose the rule apply to guests", Form.FACT),
        ("When I see her in town, can I say hello?", Form.PERMISSION),
        ("If I am late, who do I ring?", Form.OPEN),
        ("What happens if I am late?", Form.OPEN),
        ("Kettle limit?", Form.OPEN),
        ("I sent it to the wrong house. Who do I tell?", Form.OPEN),
    ],
)
def test_the_form_of_a_question(question, form):
    assert question_form(question).form is form


def test_asking_about_not_doing_it_is_negated():
    assert question_form("Can I refuse a friend request?").negated
    assert question_form("So I don't have to report it?").negated
    assert not question_form("Can I accept a friend request?").negated


def test_should_i_asks_for_advice_and_do_i_have_to_does_not():
    assert question_form("Should I reply?").advice
    assert not question_form("Do I have to reply?").advice


def test_asking_whether_somebody_must_agree_is_told():
    assert question_form("Do I need permission to camp here?").consent
    assert not question_form("Do I need a hat?").consent


def test_a_question_without_a_verb_that_asks_is_loose():
    assert question_form("Kettle in the hut?").loose
    assert not question_form("Can I bring a kettle?").loose
