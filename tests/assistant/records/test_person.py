"""One person's data is found, given out and erased; the policy's words and signatures stand."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.records.entries import (
    Actor,
    DraftPart,
    InboxState,
    IngestEvent,
    KeptFeedback,
    Paragraph,
    Part,
    PersonalLink,
)
from assistant.records.errors import PersonRefused, SaveConflict
from assistant.records.ids import new_id
from assistant.records.store import open_records

ZOE = Actor("Zoë Ray", "zoe@school.example", ("dsl",))


@pytest.fixture
def filled(records, question, draft, reply, guidance, jane, now):
    """Zoë Ray in every place that a name can be in."""
    sent = question(text="zoë  ray asked, says Zoë Ray’s mum; Zoë Raymond didn’t.")
    records.inbox.add(sent, ZOE)
    records.inbox.add(question(text="Another question"), jane)
    records.inbox.set_state([sent.question_id], InboxState.CLOSED, jane, "Told Zoë Ray.")
    quoted = "Zoë Ray must be told."  # as a policy might have it
    parts = (DraftPart(Part.SIGN_OFF, (Paragraph("Zoë Ray"), Paragraph(quoted, ("c",), "c"))),)
    made = draft(edited=parts, created_by="Zoë Ray")
    records.drafts.add(made, ZOE)
    other = draft(question="Of Zoë Ray")
    records.drafts.add(other, jane)
    signed = records.replies.sign(other, reply(other, signed_by="Zoë Ray"), ZOE)
    records.guidance.publish(guidance(signed, published_by="Zoë Ray"), ZOE)
    expiry = now + timedelta(days=1)
    for token, person, by in (("1", "Zoë Ray", "Jane Smith"), ("2", "Kit", "Zoë Ray")):
        records.links.add(PersonalLink(new_id(), person, "volunteer", token, by, now, expiry), jane)
    records.feedback.add(KeptFeedback(now, "answered", None, (), "up", "other", "ask Zoë Ray"))
    records.ingests.add(IngestEvent(now, "Zoë Ray", "added", "p", "P", "00"), ZOE)
    return records, made, quoted


def test_everything_of_a_person_is_given_out_by_name_or_identity(filled):
    records, made, _ = filled
    for given in ("Zoë Ray", " zoë  RAY ", unicodedata.normalize("NFD", "Zoë Ray"), ZOE.identity):
        found = records.person.export(given)
        assert {kind: len(rows) for kind, rows in found.items() if rows} == {
            "inbox": 1,
            "drafts": 2,
            "replies": 1,
            "guidance": 1,
            "links": 2,
            "feedback": 1,
            "ingests": 1,
            "reasons": 1,
            "actors": 1,
            "audit": 5,
        }
        assert made.draft_id in json.dumps(found)


def test_erasure_takes_the_name_out_wherever_it_may(filled, jane):
    records, made, quoted = filled
    counts = records.person.erase("Zoë Ray", jane)
    assert {kind: number for kind, number in counts.items() if number} == {
        "inbox": 1,
        "drafts": 2,
        "replies_kept": 1,
        "guidance_kept": 1,
        "links": 2,
        "feedback": 1,
        "ingests": 1,
        "reasons": 1,
        "actors": 1,
    }
    texts = {sent.text for sent in records.inbox.list()}
    assert "[erased] asked, says [erased]’s mum; Zoë Raymond didn’t." in texts
    erased = records.drafts.get(made.draft_id)
    assert [p.text for p in erased.edited[0].paragraphs] == ["[erased]", quoted]
    assert erased.quotes == made.quotes and erased.created_by == "[erased]"
    assert [(link.person, link.made_by) for link in records.links.list()] == [("Kit", "[erased]")]
    assert records.replies.list()[0].signed_by == "Zoë Ray"


def test_the_trail_keeps_what_was_done_without_the_name_and_still_stands(filled, jane):
    records, _, _ = filled
    records.person.erase(ZOE.identity, jane)
    entries = records.audit.entries()
    assert "Zoë" not in str(entries) and ZOE.identity not in str(entries)
    actors = {entry.actor for entry in entries}
    assert len(actors) == 2 and "Jane Smith" in actors
    assert all(actor.startswith("[erased] ") for actor in actors - {"Jane Smith"})
    assert records.audit.verify() is None
    again = records.person.export("Zoë Ray")
    assert {kind for kind, rows in again.items() if rows} == {"replies", "guidance"}


def test_who_has_the_draft_open_cannot_save_the_name_back(filled, jane):
    records, made, _ = filled
    records.person.erase("Zoë Ray", jane)
    with pytest.raises(SaveConflict, match="Jane Smith"):
        records.drafts.save(made.draft_id, 1, made.edited, ZOE)


def test_an_actor_without_a_name_takes_no_other_word_along(records, question, jane):
    sent = question()
    records.inbox.add(sent, Actor("", "nobody@school.example"))
    records.person.erase("nobody@school.example", jane)
    assert records.inbox.get(sent.question_id) == sent


def test_who_erases_themselves_is_gone_too(records):
    records.person.erase("Zoë Ray", ZOE)
    (entry,) = records.audit.entries()
    assert entry.action == "erase" and "Zoë" not in str(entry)


def test_a_name_of_one_word_is_found_in_its_own_case(records, question, jane):
    sent = question(text="May may not come, says MAY.")
    records.inbox.add(sent, jane)
    records.person.erase("May", jane)
    assert records.inbox.get(sent.question_id) == replace(
        sent, text="[erased] may not come, says MAY."
    )


@pytest.mark.parametrize("given", ["", " ", "J", "passphrase", "System"])
def test_who_is_meant_must_be_clear(records, jane, given):
    with pytest.raises(PersonRefused):
        records.person.export(given)
    with pytest.raises(PersonRefused):
        records.person.erase(given, jane)


def test_an_erased_name_is_not_in_the_file_any_more(sqlite_url, file, question, jane):
    with open_records(sqlite_url) as records:
        records.inbox.add(question(text="zebra person " * 900), jane)
        records.person.erase("Zebra Person", jane)
    assert not any(b"zebra" in path.read_bytes() for path in file.parent.iterdir())
