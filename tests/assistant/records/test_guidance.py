"""Guidance is in force once, until it is withdrawn; then it is still kept."""

from __future__ import annotations

import pytest

from assistant.records.errors import AlreadyPublished, RecordClosed, UnknownRecord


def test_published_guidance_comes_back_exactly(records, signed, guidance, jane):
    made = guidance(signed(records))
    records.guidance.publish(made, jane)
    assert records.guidance.current() == [made] and records.guidance.list() == [made]


def test_withdrawn_guidance_is_kept_with_the_time_and_the_reason(
    records, signed, guidance, jane, sam, clock
):
    made = guidance(signed(records))
    records.guidance.publish(made, jane)
    clock.pass_days(3)
    records.guidance.withdraw(made.guidance_id, sam, "The clause changed.")
    assert records.guidance.current() == []
    assert records.guidance.list()[0].withdrawn_at == clock.now
    last = records.audit.entries()[-1]
    assert (last.actor, last.action) == ("Sam Okafor", "withdraw")
    assert last.detail["reason"] == "The clause changed."
    with pytest.raises(RecordClosed, match="25 November 2026"):
        records.guidance.withdraw(made.guidance_id, jane, "")


def test_a_reply_is_published_once_and_anew_after_withdrawal(records, signed, guidance, jane, sam):
    reply = signed(records)
    first, second = guidance(reply), guidance(reply)
    records.guidance.publish(first, jane)
    with pytest.raises(AlreadyPublished, match="Jane Smith published"):
        records.guidance.publish(second, sam)
    records.guidance.withdraw(first.guidance_id, jane, "")
    records.guidance.publish(second, sam)
    assert records.guidance.current() == [second]


def test_only_a_signed_reply_is_published(records, draft, reply, guidance, jane):
    with pytest.raises(UnknownRecord, match="reply"):
        records.guidance.publish(guidance(reply(draft())), jane)
    with pytest.raises(UnknownRecord, match="guidance"):
        records.guidance.withdraw("gone", jane, "")
