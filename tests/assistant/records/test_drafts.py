"""A draft is saved on the revision that was read, or not at all."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from assistant.records.entries import DraftPart, DraftState, InboxState, Paragraph, Part
from assistant.records.errors import RecordClosed, SaveConflict, UnknownRecord

EDIT = (DraftPart(Part.ADVICE, (Paragraph("Ask the head first. ☕"),)),)
OTHER = (DraftPart(Part.ADVICE, (Paragraph("Ask your line manager."),)),)


def test_a_draft_comes_back_exactly(records, draft, jane):
    made = draft()
    records.drafts.add(made, jane)
    assert records.drafts.get(made.draft_id) == made
    assert records.drafts.list(DraftState.DRAFT) == [made] and records.drafts.list() == [made]
    assert records.drafts.list(DraftState.SIGNED) == []


def test_a_save_keeps_the_generated_text_and_counts(records, draft, jane, clock):
    made = draft()
    records.drafts.add(made, jane)
    clock.pass_days(1)
    saved = records.drafts.save(made.draft_id, 1, EDIT, jane)
    assert saved == replace(made, edited=EDIT, revision=2, changed_at=clock.now)
    assert records.drafts.get(made.draft_id) == saved


def test_a_save_on_an_older_revision_names_who_saved_and_when(records, draft, jane, sam):
    made = draft()
    records.drafts.add(made, jane)
    records.drafts.save(made.draft_id, 1, EDIT, sam)
    with pytest.raises(
        SaveConflict, match="Sam Okafor saved this draft on 22 November 2026, 09:30 UTC"
    ) as caught:
        records.drafts.save(made.draft_id, 1, OTHER, jane)
    assert caught.value.current == records.drafts.get(made.draft_id)
    assert caught.value.current.edited == EDIT
    assert [entry.action for entry in records.audit.entries()] == ["add", "save"]


def test_of_many_who_save_at_once_one_is_kept_and_the_others_are_told(records, draft, jane):
    made = draft()
    records.drafts.add(made, jane)
    start, results = threading.Barrier(6), []

    def save() -> None:
        start.wait()
        try:
            results.append(records.drafts.save(made.draft_id, 1, EDIT, jane).revision)
        except SaveConflict as conflict:
            results.append(conflict.saved_by)

    threads = [threading.Thread(target=save) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, results)) == ["2", *["Jane Smith"] * 5]
    assert records.audit.verify() is None


def test_a_draft_takes_its_open_questions_along(records, question, draft, jane):
    opened, answered = question(), question(state=InboxState.ANSWERED)
    records.inbox.add(opened, jane)
    records.inbox.add(answered, jane)
    records.drafts.add(draft(question_ids=(opened.question_id, answered.question_id)), jane)
    assert records.inbox.get(opened.question_id).state is InboxState.DRAFTED
    assert records.inbox.get(answered.question_id).state is InboxState.ANSWERED


def test_a_draft_for_a_question_that_is_gone_is_refused(records, draft, jane):
    with pytest.raises(UnknownRecord, match="gone"):
        records.drafts.add(draft(question_ids=("gone",)), jane)
    assert records.drafts.list() == []


def test_discarding_the_last_draft_opens_its_questions_again(records, question, draft, jane):
    sent = question()
    records.inbox.add(sent, jane)
    first, second = (draft(question_ids=(sent.question_id,)) for _ in range(2))
    records.drafts.add(first, jane)
    records.drafts.add(second, jane)
    records.drafts.discard(first.draft_id, 1, jane, "Two of us began.")
    assert records.inbox.get(sent.question_id).state is InboxState.DRAFTED
    records.drafts.discard(second.draft_id, 1, jane, "Not ours to answer.")
    assert records.inbox.get(sent.question_id).state is InboxState.OPEN
    last = records.audit.entries()[-1]
    assert last.detail["reason"] == "Not ours to answer."
    assert last.detail["reopened"] == [sent.question_id]


def test_a_discarded_draft_says_who_discarded_it(records, draft, jane, sam):
    made = draft()
    records.drafts.add(made, jane)
    records.drafts.discard(made.draft_id, 1, sam, "")
    with pytest.raises(RecordClosed, match="Sam Okafor discarded"):
        records.drafts.save(made.draft_id, 2, EDIT, jane)


def test_a_draft_that_is_not_kept_is_told(records, jane):
    with pytest.raises(UnknownRecord, match="draft with the id gone"):
        records.drafts.get("gone")
