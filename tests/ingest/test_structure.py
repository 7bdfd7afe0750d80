"""Lines become clauses: small texts beside what they should give."""

from __future__ import annotations

import pytest

from ingest.reading import read_document


@pytest.fixture
def read(tmp_path):
    def read_text(text):
        path = tmp_path / "policy.txt"
        path.write_text(text, encoding="utf-8")
        return read_document(path)

    return read_text


def told(document):
    return [(c.lead_in, c.text) for c in document.clauses]


def test_a_parent_bullet_introduces_its_children(read):
    document = read(
        "Key Policy\n\nStaff must not:\n- lend keys to:\n  - pupils\n  - visitors, "
        "unless the head agrees\n- copy keys\n"
    )
    assert told(document) == [
        ("Staff must not: lend keys to:", "pupils"),
        ("Staff must not: lend keys to:", "visitors, unless the head agrees"),
        ("Staff must not:", "copy keys"),
    ]


def test_a_lead_in_without_a_list_stays_a_clause(read):
    document = read(
        "Key Policy\n\nStaff are reminded of the following:\n\nMoney\n\nCash is counted "
        "by two people.\n"
    )
    assert told(document) == [
        (None, "Staff are reminded of the following:"),
        (None, "Cash is counted by two people."),
    ]


def test_a_paragraph_after_a_list_has_no_lead_in(read):
    document = read(
        "Key Policy\n\nStaff must:\n- sign for keys\n- hand them back\n\nPupils may not "
        "hold keys.\n"
    )
    assert told(document)[-1] == (None, "Pupils may not hold keys.")


def test_numbers_after_bullets_are_another_list(read):
    document = read(
        "Key Policy\n\nStaff must:\n- sign for keys\n\n2.1 Keys are kept in the "
        "office.\n2.2 Doors are shut.\n"
    )
    assert told(document)[1:] == [(None, "Keys are kept in the office."), (None, "Doors are shut.")]


def test_a_sentence_that_wraps_before_a_number_is_not_a_list(read):
    document = read(
        "Age Policy\n\nMany sites are not for children under the age of\n13. Parents "
        "should check before they agree to an\naccount being opened.\n"
    )
    assert told(document) == [
        (
            None,
            "Many sites are not for children under the age of 13. Parents should check "
            "before they agree to an account being opened.",
        )
    ]


def test_clause_ids_survive_a_change_elsewhere(read):
    before = read(
        "Key Policy\n\nLocks\n\nDoors are locked at six.\n\nThe office holds the spare key.\n"
    )
    after = read(
        "Key Policy\n\nLocks\n\nDoors are locked at seven.\n\nThe office holds the spare key.\n"
    )
    assert before.clauses[1].clause_id == after.clauses[1].clause_id
    assert before.clauses[0].clause_id != after.clauses[0].clause_id


def test_the_same_words_twice_have_two_ids(read):
    document = read("Key Policy\n\nDoors are locked.\n\nDoors are locked.\n")
    assert len({c.clause_id for c in document.clauses}) == 2


def test_definitions_are_told(read):
    document = read(
        'Key Policy\n\nDefinitions\n\n"Key" means any key or fob.\n\nFob: a small electronic key.'
        "\n\nRules\n\nKeys are counted.\n"
    )
    assert [c.kind for c in document.clauses] == ["definition", "definition", "paragraph"]


def test_an_unbolded_heading_is_not_a_short_rule(read):
    document = read(
        "Pool Policy\n\nNo running at the poolside\n\nVisits\n\nVisitors must wear "
        "overshoes at all times.\n"
    )
    assert [(c.section, c.text) for c in document.clauses][-1] == (
        ("Visits",),
        "Visitors must wear overshoes at all times.",
    )


def test_roman_and_lettered_items_nest(read):
    document = read(
        "Rules\n\n1. A pupil may be sent home if:\n   (a) the head agrees; and\n   (b) "
        "either:\n       (i) a parent is told; or\n       (ii) the governors agree.\n2. "
        "The head keeps a note.\n"
    )
    first = "A pupil may be sent home if:"
    assert told(document) == [
        (first, "the head agrees; and"),
        (f"{first} either:", "a parent is told; or"),
        (f"{first} either:", "the governors agree."),
        (None, "The head keeps a note."),
    ]
