"""A draft is signed once, by one person, and stands."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from assistant.records.entries import DraftPart, DraftState, InboxState, Paragraph, Part
from assistant.records.errors import (
    AlreadySigned,
    DuplicateRecord,
    RecordClosed,
    SaveConflict,
    UnknownRecord,
)

EDIT = (DraftPart(Part.ADVICE, (Paragraph("Ask the head first."),)),)
ROOT = Path(__file__).parents[3]


def test_signing_keeps_the_reply_locks_the_draft_and_answers_the_questions(
    records, question, draft, reply, jane
):
    sent = question()
    records.inbox.add(sent, jane)
    made = draft(question_ids=(sent.question_id,))
    records.drafts.add(made, jane)
    signed = records.replies.sign(made, reply(made), jane)
    assert records.replies.get(signed.reply_id) == signed and records.replies.list() == [signed]
    assert records.drafts.get(made.draft_id).state is DraftState.SIGNED
    assert records.inbox.get(sent.question_id).state is InboxState.ANSWERED
    entry = records.audit.entries()[-1]
    assert (entry.action, entry.kind, entry.record_id) == ("sign", "reply", signed.reply_id)
    assert entry.detail["content_sha256"] == signed.content_sha256


def test_a_second_signature_names_who_signed_and_when(records, draft, reply, jane, sam):
    made = draft()
    records.drafts.add(made, jane)
    first = records.replies.sign(made, reply(made), jane)
    with pytest.raises(
        AlreadySigned, match="Jane Smith signed this draft on 22 November 2026"
    ) as caught:
        records.replies.sign(made, reply(made, signed_by="Sam Okafor"), sam)
    assert caught.value.reply_id == first.reply_id
    with pytest.raises(AlreadySigned):
        records.drafts.save(made.draft_id, 2, EDIT, sam)
    with pytest.raises(AlreadySigned):
        records.drafts.discard(made.draft_id, 2, sam, "")
    assert records.replies.list() == [first]


def test_what_was_saved_since_it_was_read_is_not_signed(records, draft, reply, jane, sam):
    made = draft()
    records.drafts.add(made, jane)
    records.drafts.save(made.draft_id, 1, EDIT, sam)
    with pytest.raises(SaveConflict, match="Sam Okafor"):
        records.replies.sign(made, reply(made), jane)
    assert records.replies.list() == []


def test_a_discarded_draft_is_not_signed(records, draft, reply, jane):
    made = draft()
    records.drafts.add(made, jane)
    records.drafts.discard(made.draft_id, 1, jane, "")
    with pytest.raises(RecordClosed):
        records.replies.sign(made, reply(made), jane)


def test_nothing_is_signed_when_the_last_step_fails(records, draft, reply, jane):
    first, second = draft(), draft()
    records.drafts.add(first, jane)
    records.drafts.add(second, jane)
    kept = records.replies.sign(first, reply(first), jane)
    with pytest.raises(DuplicateRecord):
        records.replies.sign(second, reply(second, reply_id=kept.reply_id), jane)
    assert records.drafts.get(second.draft_id) == second
    assert records.replies.list() == [kept] and records.audit.verify() is None


def test_two_people_who_sign_in_two_processes_at_once_get_one_reply(
    records, url, draft, jane, tmp_path
):
    made = draft()
    records.drafts.add(made, jane)
    go = tmp_path / "go"
    signers = {
        name: subprocess.Popen(
            [
                sys.executable,
                str(Path(__file__).with_name("signer.py")),
                url,
                made.draft_id,
                name,
                str(go),
            ],
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT)},
        )
        for name in ("Jane", "Sam")
    }
    for process in signers.values():
        assert process.stdout and process.stdout.readline() == "ready\n"
    go.touch()
    said = {name: process.communicate(timeout=60)[0].strip() for name, process in signers.items()}
    (signed,) = records.replies.list()
    other = {"Jane": "Sam", "Sam": "Jane"}[signed.signed_by]
    assert said == {signed.signed_by: "signed", other: signed.signed_by}
    assert [entry.actor for entry in records.audit.entries() if entry.action == "sign"] == [
        signed.signed_by
    ]
    assert records.audit.verify() is None


def test_the_database_itself_refuses_a_change_to_a_signed_reply_and_a_second_one(
    records, url, signed
):
    reply = signed(records)
    engine = create_engine(url)
    changes = (
        "UPDATE replies SET signed_by = 'x'",
        "INSERT INTO replies SELECT 'x', draft_id, question, parts, quotes, policies, audience, "
        "signed_by, signed_as, signed_at, content_sha256 FROM replies",
        "DELETE FROM drafts",
    )
    for change in changes:
        with (
            pytest.raises(Exception, match=r"(?i)never changed|unique|foreign key"),
            engine.begin() as connection,
        ):
            if engine.dialect.name == "sqlite":
                connection.execute(text("PRAGMA foreign_keys=ON"))
            connection.execute(text(change))
    engine.dispose()
    assert records.replies.list() == [reply]


def test_a_reply_that_is_not_kept_is_told(records):
    with pytest.raises(UnknownRecord):
        records.replies.get("gone")
