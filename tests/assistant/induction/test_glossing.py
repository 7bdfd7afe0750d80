"""The plain line beside a clause: right, or none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.induction.errors import WordListError
from assistant.induction.path.glossing import gloss, gloss_of, shipped_glosses
from assistant.induction.words import words_sha256
from assistant.modality.reading import Modal, read_clause, read_sentence
from tests.assistant.induction.reading import clause

MADE = [
    ("Staff must not send requests to pupils.", "You must not do this."),
    ("Cameras and phones are prohibited in the changing rooms.", "You must not do this."),
    (
        "Staff must not smoke on site. Staff must not drink alcohol on a visit.",
        "You must not do any of this.",
    ),
    (
        "Staff must not send private messages to parents, except where the headteacher has given "
        "approval in writing.",
        "You must not do this. One exception: the headteacher has agreed in writing.",
    ),
    (
        "Staff must not join the group without the prior agreement of their line manager.",
        "You must not do this. One exception: your line manager has agreed beforehand.",
    ),
    (
        "Staff must not give a pupil a lift unless it is an emergency.",
        "You must not do this, apart from the exception that the rule itself names.",
    ),
    (
        "Officers must not comment on a case until it has been closed.",
        "You must not do this unless the condition in the rule is met.",
    ),
    (
        "Staff must not start work until the check has been made.",
        "You must not do this unless the condition in the rule is met.",
    ),
    (
        "Staff must not post pictures without approval of the head and of both parents.",
        "You must not do this, apart from the exception that the rule itself names.",
    ),
    (
        "Staff must not smoke; vaping is allowed behind the hall.",
        "This says what you must not do, and what the policy allows.",
    ),
    ("Staff must wear their badge.", "You must do what this says."),
    (
        "Staff who drive for us must show their licence.",
        "If this applies to you, you must do what it says.",
    ),
    ("Any breach must be reported to the DSL.", "You must tell the DSL about this."),
    ("Staff should tell their line manager.", "You should tell your line manager about this."),
    (
        "Screens should be turned away from the window.",
        "You should do what this says. It is worded as advice.",
    ),
    ("A leader must be over 21.", ""),
    ("Staff must be over 21.", "This is a rule, not advice."),
    (
        "Staff should not park by the gate.",
        "You should not do this. It is worded as advice.",
    ),
    ("Staff may park by the gate.", "The policy allows this."),
    (
        "Staff may keep a phone on them with the prior agreement of the headteacher.",
        "The policy allows this only if the headteacher has agreed beforehand.",
    ),
    (
        "Staff may use the hall. They must not move the piano.",
        "This says what you must not do, and what the policy allows.",
    ),
    (
        "Staff must never promise secrecy. They should explain who will be told.",
        "Part of this is a rule and part is advice: “must” and “should” tell which.",
    ),
]
NONE = [
    "Parents must not send requests to staff.",  # for others
    "The Headteacher will decide.",
    "Staff must not answer it. They keep it and tell the lead.",  # a duty in other words
    "Staff must not delete it, and tell the lead the same day.",
    "Staff must not babysit for pupils. Tutoring needs the head's agreement.",
    "Staff must share it with the lead and with nobody else.",
    "Volunteers must sign in. Staff must not.",  # two audiences
    "Staff should always act within the law.",  # no advice, however it is worded
    "Staff should report any worry to someone they trust.",  # nothing may make less of it
    "Anyone may tell the police if a child is in danger.",
    "Concerns should be reported to the DSL. Concerns about the DSL go to the head.",
    "Staff must have two adults present and should tell the office.",
    "Staff will normally be expected to work on site.",
    "Staff need not disclose it, unless they work in the same room.",
    "Late claims will not be paid.",
    "publish any matter during working hours;",
    "Visitors are asked to sign in.",
]


@pytest.mark.parametrize(("text", "line"), MADE)
def test_a_clause_that_points_one_way_gets_its_line(text, line):
    assert gloss(clause(text)) == line


@pytest.mark.parametrize("text", NONE)
def test_a_clause_that_one_line_cannot_tell_gets_none(text):
    assert gloss(clause(text)) == ""


def test_a_list_item_takes_the_direction_of_its_lead_in():
    assert gloss(clause("share a picture.", "Staff must not:")) == "You must not do this."
    assert gloss(clause("lock the door.", "Staff must:")) == "You must do what this says."


def test_a_verb_within_a_list_item_leaves_the_lead_ins_ban():
    item = clause("promise that they will keep a secret.", "Adults must not:")
    assert gloss(item) == "You must not do this."


def test_a_gloss_never_points_the_other_way():
    """Every clause of an invented library, by the reading that knows nothing of glosses."""
    file = Path(__file__).parents[3] / "eval" / "organisations" / "nine-policies.library.json"
    policies = json.loads(file.read_text(encoding="utf-8"))
    bans = {Modal.MUST_NOT, Modal.MUST_NOT_UNLESS}
    glossed = 0
    for entry in (entry for policy in policies for entry in policy["clauses"]):
        rule = clause(entry["text"], entry["lead_in"], *(entry["section"] or "").split(" > "))
        line = gloss(rule)
        glossed += bool(line)
        said = read_sentence(line.split(". ")[0]).modal if line else Modal.STATES
        read = read_clause(rule).modals - {Modal.STATES}
        same = bans if said in bans else {said}
        if read and said in (*bans, Modal.MUST, Modal.SHOULD, Modal.SHOULD_NOT):
            assert read & same, entry["text"]
    assert glossed > 30


def test_a_shipped_gloss_holds_while_the_words_are_identical(tmp_path, monkeypatch):
    rule = clause("Staff must wear their badge.")
    file = tmp_path / "glosses.jsonl"
    entry = {"words_sha256": words_sha256(rule), "gloss": "Wear your badge."}
    file.write_text(json.dumps(entry) + "\n", encoding="utf-8")
    monkeypatch.setattr("assistant.induction.path.glossing.SHIPPED", file)
    monkeypatch.setattr(
        "assistant.induction.path.glossing.shipped_glosses", lambda: shipped_glosses(file)
    )
    assert gloss_of(rule) == "Wear your badge."
    assert gloss_of(clause("Staff must wear a badge.")) == "You must do what this says."


def test_a_shipped_line_that_cannot_be_used_is_told_by_its_number(tmp_path):
    file = tmp_path / "glosses.jsonl"
    file.write_text('{"words_sha256": "a", "gloss": "b"}\n{"gloss": "c"}\n', encoding="utf-8")
    with pytest.raises(WordListError, match="line 2"):
        shipped_glosses(file)


def test_without_shipped_glosses_there_are_none(tmp_path):
    assert shipped_glosses(tmp_path / "none.jsonl") == {}
