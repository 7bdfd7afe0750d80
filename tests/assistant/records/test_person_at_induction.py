"""A person's induction is given out whole and erased whole; what they did for others stands."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from assistant.records.entries import Actor
from assistant.records.induction_entries import InductionRole, PathItem
from tests.assistant.records.conftest import QUOTE
from tests.assistant.records.made import (
    approved,
    begun,
    claim,
    declared,
    holder,
    item,
    path,
    quizzed,
    read,
    verification,
)

ROY = Actor("Asha Roy", "asha@school.example", ("dsl",))
KINDS = (
    "links",
    "link_claims",
    "inductions",
    "clause_reads",
    "quiz_attempts",
    "quiz_answers",
    "induction_records",
    "induction_verifications",
    "induction_paths",
    "quiz_items",
)


@pytest.fixture
def inducted(records):
    """Zoë Ray's whole induction, which Asha Roy prepared and confirmed, and Kit Orr's half of one;
    both name Asha Roy as the DSL."""
    gloss = PathItem("contact", QUOTE, "Ask Asha Roy first.")
    records.paths.add(path(items=(gloss,), made_by="Asha Roy"), ROY)
    items = approved(records)
    hers = records.quiz.add(
        item(source="Asha Roy", changed_by="Asha Roy", options=("Tell Asha Roy.", "Nobody.")), ROY
    )
    records.quiz.approve(hers.item_id, 1, ROY)
    for person in ("Zoë Ray", "Kit Orr"):
        made = begun(records, person)
        records.links.claim(claim(records.links.get(made.link_id)), holder(made))
        records.inductions.mark_read([read(made), read(made, "media-2")], holder(made))
        quizzed(records, made, items)
        if person == "Zoë Ray":
            record = declared(records, made)
            records.induction_records.verify(verification(record, verified_by="Asha Roy"), ROY)
    return records


def counted(found):
    return {kind: len(found[kind]) for kind in KINDS if found[kind]}


def test_all_of_an_induction_is_given_out(inducted):
    found = inducted.person.export("zoë ray")
    assert counted(found) == {
        "links": 1,
        "link_claims": 1,
        "inductions": 1,
        "clause_reads": 2,
        "quiz_attempts": 1,
        "quiz_answers": 2,
        "induction_records": 1,
    }
    told = json.dumps(found, ensure_ascii=False)
    assert "I, Zoë Ray, have read this." in told
    assert "Kit" not in told and "pin_hash" not in told


def test_erasure_takes_a_volunteers_induction_away_whole(inducted, jane):
    counts = inducted.person.erase("Zoë Ray", jane)
    assert {kind: number for kind, number in counts.items() if number} == {
        "links": 1,
        "link_claims": 1,
        "inductions": 1,
        "clause_reads": 2,
        "quiz_attempts": 1,
        "quiz_answers": 2,
        "induction_records": 1,
        "actors": 1,
    }
    assert (
        inducted.induction_records.list() == [] == list(inducted.induction_records.verifications())
    )
    (left,) = inducted.inductions.list()
    assert left.person == "Kit Orr" and len(inducted.inductions.reads(left.induction_id)) == 2
    assert len(inducted.inductions.all_answers()) == 2
    assert inducted.links.claim_of(left.link_id) is not None
    assert not any(inducted.person.export("Zoë Ray").values())
    assert "Zoë" not in str(inducted.audit.entries()) and inducted.audit.verify() is None


def test_what_somebody_did_for_others_is_given_out(inducted):
    assert counted(inducted.person.export(ROY.identity)) == {
        "induction_records": 1,  # in which she is named as the DSL
        "induction_verifications": 1,
        "induction_paths": 1,
        "quiz_items": 1,
    }


def test_erasure_leaves_the_declarations_of_others_as_they_were_made(inducted, jane):
    (record,) = inducted.induction_records.list()
    verified = inducted.induction_records.verifications()
    counts = inducted.person.erase("Asha Roy", jane)
    assert {kind: number for kind, number in counts.items() if number} == {
        "induction_paths": 1,
        "quiz_items": 1,
        "induction_records_kept": 1,
        "induction_verifications_kept": 1,
        "actors": 1,
    }
    assert inducted.induction_records.list() == [record]
    assert inducted.induction_records.verifications() == verified
    (made,) = inducted.paths.list()
    assert made.made_by == "[erased]"
    assert made.items == (PathItem("contact", QUOTE, "Ask [erased] first."),)
    (hers,) = (kept for kept in inducted.quiz.list() if len(kept.options) == 2)
    assert hers.options == ("Tell [erased].", "Nobody.")
    assert (hers.changed_by, hers.source) == ("[erased]", "[erased]")


def test_who_confirms_their_own_declaration_is_gone_with_it(records, jane):
    record = declared(records, begun(records))
    records.induction_records.verify(verification(record, verified_by="Zoë Ray"), jane)
    counts = records.person.erase("Zoë Ray", jane)
    assert (counts["induction_records"], counts["induction_verifications_kept"]) == (1, 0)
    assert not any(records.person.export("Zoë Ray").values())


def test_every_revision_of_a_question_is_searched(records, jane):
    kept = records.quiz.add(item(question="Does Zoë Ray know?"), jane)
    records.quiz.save(kept.item_id, 1, replace(kept, question="Who knows?"), jane)
    records.paths.add(path(role=InductionRole.SUPPLY, made_by="Zoë Ray"), jane)
    assert len(records.person.export("Zoë Ray")["quiz_items"]) == 1
    records.person.erase("Zoë Ray", jane)
    assert records.quiz.at_revision(kept.item_id, 1).question == "Does [erased] know?"
    assert records.quiz.at_revision(kept.item_id, 2).question == "Who knows?"
