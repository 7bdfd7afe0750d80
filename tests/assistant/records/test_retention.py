"""What is past its time goes, for good; what was signed stays unless it is named."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assistant.records.entries import Asked, InboxState, IngestEvent, KeptFeedback, PersonalLink
from assistant.records.errors import RetentionRefused
from assistant.records.ids import new_id
from assistant.records.store import open_records

USUAL = {"asked": 30, "feedback": 30, "inbox": 30, "drafts": 30, "links": 30, "ingests": 30}


@pytest.fixture
def filled(records, question, draft, guidance, signed, jane, now):
    """One of everything, from NOW: what may go, and beside it what may not."""
    records.asked.add(Asked(now, "answered", "staff"))
    records.feedback.add(KeptFeedback(now, "answered", "yes", (), "up", "clear"))
    records.ingests.add(IngestEvent(now, "Jane", "added", "p", "P", "00"), jane)
    waiting, closed = question(), question()
    for sent in (waiting, closed):
        records.inbox.add(sent, jane)
    records.inbox.set_state([closed.question_id], InboxState.CLOSED, jane, "Spoken to.")
    open_draft, discarded = draft(), draft()
    for made in (open_draft, discarded):
        records.drafts.add(made, jane)
    records.drafts.discard(discarded.draft_id, 1, jane, "Not needed.")
    for number, days in enumerate((0, 3650)):
        expiry = now + timedelta(days=days)
        token = f"{number:064}"
        records.links.add(PersonalLink(new_id(), "Z", "volunteer", token, "J", now, expiry), jane)
    reply = signed(records)
    records.guidance.publish(guidance(reply), jane)
    return records


def test_what_is_past_its_time_goes_and_what_waits_or_was_signed_stays(filled, jane, now):
    later = now + timedelta(days=31)
    counts = filled.retention.purge(USUAL, later, jane)
    assert counts == dict.fromkeys(USUAL, 1)
    assert [sent.state for sent in filled.inbox.list()] == [InboxState.OPEN]
    assert len(filled.drafts.list()) == 2 and len(filled.links.list()) == 1
    assert len(filled.replies.list()) == 1 and len(filled.guidance.current()) == 1
    assert filled.asked.since(now) == [] and filled.ingests.since(now) == []


def test_one_entry_in_the_trail_has_the_counts_and_the_reasons_are_gone(filled, jane, now):
    before = len(filled.audit.entries())
    filled.retention.purge(USUAL, now + timedelta(days=31), jane)
    (entry,) = filled.audit.entries()[before:]
    assert (entry.action, entry.kind) == ("purge", "retention")
    assert entry.detail["inbox_deleted"] == 1 and entry.detail["inbox_days"] == 30
    assert not any("reason" in entry.detail for entry in filled.audit.entries())
    assert filled.audit.verify() is None


def test_nothing_goes_before_its_time(filled, jane, now):
    counts = filled.retention.purge(USUAL, now + timedelta(days=30), jane)
    assert counts == dict.fromkeys(USUAL, 0)


def test_replies_and_guidance_go_when_they_are_named(filled, jane, now):
    later = now + timedelta(days=400)
    assert filled.retention.purge({"replies": 365}, later, jane) == {"replies": 0}  # in force
    both = {"replies": 365, "guidance": 365}
    assert filled.retention.purge(both, later, jane) == {"guidance": 1, "replies": 1}
    assert filled.replies.list() == [] and len(filled.drafts.list()) == 2


@pytest.mark.parametrize("days", [{"audit": 1}, {"asked": -1}, {"asked": 10**9}])
def test_what_retention_does_not_know_is_refused(filled, jane, now, days):
    before = len(filled.audit.entries())
    with pytest.raises(RetentionRefused, match=next(iter(days))):
        filled.retention.purge({**USUAL, **days}, now + timedelta(days=99), jane)
    assert len(filled.audit.entries()) == before


def test_what_was_deleted_is_not_in_the_file_any_more(sqlite_url, file, question, jane, now):
    with open_records(sqlite_url) as records:
        records.inbox.add(question(text="zebra " * 3000, state=InboxState.CLOSED), jane)
        records.retention.purge({"inbox": 0}, now + timedelta(days=1), jane)
    assert not any(b"zebra" in path.read_bytes() for path in file.parent.iterdir())
