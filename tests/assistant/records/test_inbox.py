"""Questions come back as they were sent, and move on together."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta, timezone

import pytest

from assistant.records.entries import InboxState
from assistant.records.errors import DuplicateRecord, UnkeepableText, UnknownRecord


def test_a_question_comes_back_exactly_with_its_nearest_clauses(records, question, jane):
    sent = question()
    records.inbox.add(sent, jane)
    assert records.inbox.get(sent.question_id) == sent
    assert records.inbox.list() == [sent]


def test_a_time_in_another_zone_comes_back_as_the_same_moment_in_utc(records, question, jane, now):
    tokyo = now.astimezone(timezone(timedelta(hours=9)))
    sent = question(asked_at=tokyo)
    records.inbox.add(sent, jane)
    back = records.inbox.get(sent.question_id).asked_at
    assert back == now and back.utcoffset() == timedelta(0)


def test_a_time_without_a_zone_is_refused(records, question, jane, now):
    with pytest.raises(Exception, match="no time zone"):
        records.inbox.add(question(asked_at=now.replace(tzinfo=None)), jane)
    assert records.inbox.list() == [] and records.audit.entries() == []


def test_questions_are_listed_by_state_oldest_first(records, question, jane, now):
    late, early = question(), question(asked_at=now - timedelta(hours=1))
    closed = question(state=InboxState.CLOSED)
    for sent in (late, early, closed):
        records.inbox.add(sent, jane)
    assert records.inbox.list(InboxState.OPEN) == [early, late]
    assert records.inbox.list(InboxState.CLOSED, InboxState.ANSWERED) == [closed]


def test_a_group_is_closed_together_with_who_and_why_in_the_trail(records, question, jane, sam):
    group = [question(), question()]
    for sent in group:
        records.inbox.add(sent, jane)
    ids = [sent.question_id for sent in group]
    records.inbox.set_state(ids, InboxState.CLOSED, sam, "Said at the staff meeting.")
    assert {sent.state for sent in records.inbox.list()} == {InboxState.CLOSED}
    for entry in records.audit.entries()[2:]:
        assert (entry.actor, entry.action, entry.kind) == ("Sam Okafor", "set_state", "question")
        assert entry.detail["reason"] == "Said at the staff meeting."
        assert (entry.detail["from"], entry.detail["to"]) == ("open", "closed")


def test_none_is_closed_when_one_of_them_is_not_kept(records, question, jane):
    sent = question()
    records.inbox.add(sent, jane)
    with pytest.raises(UnknownRecord, match="gone"):
        records.inbox.set_state([sent.question_id, "gone"], InboxState.CLOSED, jane)
    assert records.inbox.get(sent.question_id).state is InboxState.OPEN
    assert len(records.audit.entries()) == 1


def test_the_same_id_twice_is_refused_and_the_first_stands(records, question, jane):
    sent = question()
    records.inbox.add(sent, jane)
    with pytest.raises(DuplicateRecord):
        records.inbox.add(replace(sent, text="other"), jane)
    assert records.inbox.list() == [sent] and len(records.audit.entries()) == 1


def test_half_a_pair_is_refused_with_what_to_do(records, question, jane):
    with pytest.raises(UnkeepableText, match="Take it out"):
        records.inbox.add(question(text="half \ud83d"), jane)
    assert records.inbox.list() == []


def test_an_enormous_paste_is_kept_whole(records, question, jane):
    sent = question(text="é" * 2_000_000)
    records.inbox.add(sent, jane)
    assert records.inbox.get(sent.question_id).text == sent.text
