"""A clause taken apart, on sentences that a person can check."""

from __future__ import annotations

import pytest

from assistant.induction.errors import WordListError
from assistant.induction.quiz.rule_words import rule_words
from assistant.induction.quiz.rules import is_people, rules_of
from assistant.modality.reading import Modal
from ingest.documents import Clause


def clause(text: str, lead_in: str | None = None) -> Clause:
    return Clause("c", "p", text, 0, len(text), (), 1, 1, lead_in=lead_in)


@pytest.mark.parametrize(
    ("text", "subject", "modal", "act"),
    [
        ("Staff must not lend a key to pupils.", "Staff", Modal.MUST_NOT, "lend a key to pupils"),
        ("No adult may smoke on the site.", "any adult", Modal.MUST_NOT, "smoke on the site"),
        ("Staff may use a kettle.", "Staff", Modal.MAY, "use a kettle"),
        (
            "It is recommended that staff do not name the school.",
            "staff",
            Modal.SHOULD_NOT,
            "name the school",
        ),
        (
            "The use of a kettle in class is not permitted.",
            "The use of a kettle in class",
            Modal.MUST_NOT,
            "allowed",
        ),
        (
            "Anyone who learns that a child may be at risk must tell the DSL.",
            "Anyone who learns that a child may be at risk",
            Modal.MUST,
            "tell the DSL",
        ),
    ],
)
def test_who_may_or_must_do_what(text, subject, modal, act):
    (rule,) = rules_of(clause(text))
    assert (rule.subject, rule.modal, rule.act) == (subject, modal, act)


def test_exceptions_conditions_and_concessions_stay_verbatim_and_apart():
    ban, leave, flat = (
        rules_of(clause(text))[0]
        for text in (
            "Staff must not lend a key, nor copy one, unless the headteacher has agreed.",
            "Staff may lend a key to a colleague if the office has been told.",
            "Staff must not write about pupils, even where no name is given.",
        )
    )
    assert (ban.act, ban.exception) == ("lend a key", "unless the headteacher has agreed")
    assert (leave.act, leave.proviso) == (
        "lend a key to a colleague",
        "if the office has been told",
    )
    assert (flat.act, flat.concession) == ("write about pupils", "even where no name is given")
    assert flat.exception == flat.proviso == ""


def test_a_list_item_is_read_with_its_lead_in():
    lead = "If a member of staff comments online, they should:"
    (rule,) = rules_of(clause("Not disclose a pupil's name.", lead))
    assert (rule.modal, rule.act) == (Modal.SHOULD_NOT, "disclose a pupil's name")
    assert rule.occasion == "If a member of staff comments online"


@pytest.mark.parametrize(
    "text",
    [
        "Keys are kept in the office.",  # only tells
        "The school will keep a spare key.",  # the institution's doing
        "Staff should act responsibly.",  # vague
        "Staff must normally lock the door.",  # leaves room
        "Staff must not lend keys as set out in section 4.",  # sends the reader on
        "They must not be lent.",  # leans on what stands before
        "Staff must not promise secrecy, and tell the DSL.",  # where does the ban end?
        "Staff must not shout (other than in sport) at pupils.",  # an aside may limit it
        "Staff must ensure that keys are safe.",  # nothing that is done
    ],
)
def test_what_does_not_decide_by_itself_is_passed_over(text):
    assert rules_of(clause(text)) == ()


def test_who_acts_and_what_is_acted_on_are_told_apart():
    assert is_people("Staff and volunteers")
    assert is_people("A member of staff who runs a club")
    assert not is_people("Staff meetings")
    assert not is_people("A pupil's picture")


def test_a_damaged_word_list_is_named(tmp_path):
    damaged = tmp_path / "quiz_rules.toml"
    damaged.write_text("[words]\npeople = '('\n", encoding="utf-8")
    with pytest.raises(WordListError, match=r"quiz_rules\.toml"):
        rule_words(damaged)
