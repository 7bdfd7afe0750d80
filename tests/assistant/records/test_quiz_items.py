"""A question is asked only as somebody approved it; an edit has to be approved again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.records.errors import DuplicateRecord, RecordClosed, SaveConflict, UnknownRecord
from assistant.records.induction_entries import QuizState
from tests.assistant.records.made import item

PROPOSED, APPROVED, RETIRED = QuizState.PROPOSED, QuizState.APPROVED, QuizState.RETIRED


@pytest.fixture
def kept(records, jane):
    return records.quiz.add(item(), jane)


def test_an_item_is_proposed_whatever_it_says_of_itself(records, jane, now):
    bold = item(state=APPROVED, revision=7, approved_by="Nobody", approved_at=now)
    kept = records.quiz.add(bold, jane)
    assert kept == replace(bold, state=PROPOSED, revision=1, approved_by=None, approved_at=None)
    assert records.quiz.list() == [kept] and records.quiz.list(APPROVED) == []


def test_approval_names_who_and_when(records, kept, sam, clock):
    clock.pass_days(1)
    approved = records.quiz.approve(kept.item_id, 1, sam)
    assert approved == replace(
        kept, state=APPROVED, approved_by="Sam Okafor", approved_at=clock.now
    )
    assert records.quiz.list(APPROVED) == [approved] and records.quiz.list(PROPOSED) == []
    with pytest.raises(RecordClosed, match="Sam Okafor approved this question on 23 November"):
        records.quiz.approve(kept.item_id, 1, sam)


def test_an_edit_has_to_be_approved_again_and_the_revision_before_stands(records, kept, jane, sam):
    approved = records.quiz.approve(kept.item_id, 1, jane)
    saved = records.quiz.save(kept.item_id, 1, replace(approved, question="May I?"), sam)
    assert (saved.revision, saved.state, saved.approved_by) == (2, PROPOSED, None)
    assert (saved.question, saved.changed_by) == ("May I?", "Sam Okafor")
    assert records.quiz.find([kept.item_id, "gone"]) == {kept.item_id: saved}
    assert records.quiz.list() == [saved] and records.quiz.list(APPROVED) == []
    assert records.quiz.at_revision(kept.item_id, 1) == approved
    with pytest.raises(UnknownRecord):
        records.quiz.at_revision(kept.item_id, 3)


@pytest.mark.parametrize("change", ["save", "approve"])
def test_a_change_on_what_somebody_else_has_changed_is_refused(records, kept, jane, sam, change):
    theirs = records.quiz.save(kept.item_id, 1, replace(kept, question="Theirs"), sam)
    with pytest.raises(SaveConflict, match="Sam Okafor saved this question") as caught:
        if change == "save":
            records.quiz.save(kept.item_id, 1, replace(kept, question="Mine"), jane)
        else:
            records.quiz.approve(kept.item_id, 1, jane)
    assert caught.value.current == theirs and records.quiz.list() == [theirs]


def test_a_retired_item_is_kept_and_takes_no_more_changes(records, kept, jane):
    records.quiz.approve(kept.item_id, 1, jane)
    records.quiz.retire(kept.item_id, jane, "Nobody understands it.")
    (retired,) = records.quiz.list(RETIRED)
    assert retired.approved_by == "Jane Smith" and records.quiz.list(APPROVED) == []
    for change in (
        lambda: records.quiz.retire(kept.item_id, jane, ""),
        lambda: records.quiz.approve(kept.item_id, 1, jane),
        lambda: records.quiz.save(kept.item_id, 1, kept, jane),
    ):
        with pytest.raises(RecordClosed, match="retired"):
            change()
    assert records.audit.entries()[-1].detail["reason"] == "Nobody understands it."


def test_proposing_again_leaves_what_was_made_of_the_first(records, kept, jane):
    edited = records.quiz.save(kept.item_id, 1, replace(kept, question="Better"), jane)
    new = item()
    before = len(records.audit.entries())
    assert records.quiz.add_all([item(item_id=kept.item_id), new, new], jane) == (new,)
    assert {found.item_id: found for found in records.quiz.list()} == {
        kept.item_id: edited,
        new.item_id: new,
    }
    assert len(records.audit.entries()) == before + 1
    with pytest.raises(DuplicateRecord):
        records.quiz.add(item(item_id=kept.item_id), jane)


def test_an_item_that_is_not_kept_is_told(records, jane):
    for change in (
        lambda: records.quiz.save("gone", 1, item(), jane),
        lambda: records.quiz.approve("gone", 1, jane),
        lambda: records.quiz.retire("gone", jane, ""),
    ):
        with pytest.raises(UnknownRecord, match="quiz_item with the id gone"):
            change()
    assert records.audit.entries() == []


def test_the_trail_has_ids_and_no_words(records, kept, jane):
    records.quiz.approve(kept.item_id, 1, jane)
    added, approved = records.audit.entries()
    assert (added.action, added.detail) == ("add", {"revision": 1, "clause": "media-1"})
    assert (approved.action, approved.detail) == ("approve", {"revision": 1})
