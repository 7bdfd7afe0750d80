"""What a clause says about doing something, on sentences a person can check."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.modality.reading import Modal, audiences_bound, read_clause, read_sentence
from ingest.documents import Clause

# What each sentence must be read as, and its conditions: invented for this table.
TABLE = [
    json.loads(line)
    for line in Path(__file__).with_name("modality_sentences.jsonl").read_text("utf-8").splitlines()
]


def clause(text: str, section: tuple[str, ...] = (), lead_in: str | None = None) -> Clause:
    return Clause("c", "p", text, 0, len(text), section, 1, 1, lead_in=lead_in)


@pytest.mark.parametrize(
    ("text", "modal"),
    [
        ("Staff must wear a badge.", Modal.MUST),
        ("Pupils will not bring phones to school.", Modal.MUST_NOT),
        ("The use of social media on school devices is not permitted.", Modal.MUST_NOT),
        ("Staff must not accept gifts unless the headteacher has agreed.", Modal.MUST_NOT_UNLESS),
        ("Dogs are not allowed, except assistance dogs.", Modal.MUST_NOT_UNLESS),
        ("Staff should keep profiles private.", Modal.SHOULD),
        ("Staff are advised not to post details.", Modal.SHOULD_NOT),
        ("It is recommended that staff do not name the school.", Modal.SHOULD_NOT),
        ("Parents may film the play.", Modal.MAY),
        ("Parents may film the play if the headteacher agrees.", Modal.MAY_ONLY_IF),
        ("Volunteers need not sign in twice.", Modal.MAY),
        ("The office opens at eight.", Modal.STATES),
        ("No one may use the pool alone.", Modal.MUST_NOT),
    ],
)
def test_the_modality_of_a_sentence(text, modal):
    assert read_sentence(text).modal is modal


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["text"])
def test_a_sentence_is_read_by_its_main_clause(row):
    sections = (row["heading"],) if "heading" in row else ()
    reading = read_clause(clause(row["text"], sections, row.get("lead_in")))
    assert reading.sentences[0].modal is Modal(row["modal"])
    assert reading.sentences[0].averts == row.get("averts", False)
    if "conditions" in row:
        assert list(reading.conditions) == row["conditions"]


def test_conditions_are_words_of_the_clause():
    for row in TABLE:
        assert all(c in row["text"] for c in read_clause(clause(row["text"])).conditions)


def test_a_sentence_after_a_list_item_stands_by_itself():
    item = clause("Take photographs. The head keeps a list.", lead_in="Visitors must not:")
    assert [s.modal for s in read_clause(item).sentences] == [Modal.MUST_NOT, Modal.STATES]


def test_leave_after_a_ban_is_a_statement_of_its_own():
    reading = read_clause(clause("Eating in the boat is not allowed, though water is fine."))
    assert [s.modal for s in reading.sentences] == [Modal.MUST_NOT, Modal.MAY]


def test_advice_is_never_read_as_a_rule():
    assert read_sentence("Staff are advised to use strong passwords.").modal.is_advice
    assert not read_sentence("Staff must use strong passwords.").modal.is_advice


def test_an_exception_is_kept_verbatim_to_its_end():
    text = (
        "Staff will not contact parents, nor should any contact be accepted, except in "
        "circumstances whereby prior approval has been given by the headteacher."
    )
    reading = read_clause(clause(text))
    assert reading.conditions == (
        "except in circumstances whereby prior approval has been given by the headteacher",
    )
    assert reading.approvers == ("the headteacher",)


def test_a_list_item_takes_the_force_of_its_lead_in():
    item = clause("Always act within the law.", lead_in="If staff comment they should:")
    assert read_clause(item).sentences[0].modal is Modal.SHOULD
    negative = clause("Not engage in private messaging.", lead_in="If staff comment they should:")
    assert read_clause(negative).sentences[0].modal is Modal.SHOULD_NOT


def test_two_rules_in_one_sentence_are_two_statements():
    reading = read_clause(clause("Groups may be used for rotas but must not contain names."))
    assert [s.modal for s in reading.sentences] == [Modal.MAY, Modal.MUST_NOT]


def test_whom_a_clause_binds_is_read_from_its_subject_then_its_headings():
    assert audiences_bound(clause("Parents and pupils will not post comments.")) == (
        "pupils",
        "parents",
    )
    assert audiences_bound(clause("Use strong passwords.", ("Students will be advised:",))) == (
        "pupils",
    )
    assert audiences_bound(clause("The sky is blue.")) == ("everyone",)
