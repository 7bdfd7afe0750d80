"""The chat model's switch: who, when and why are kept, and nothing of it is changed."""

from __future__ import annotations

import pytest
from sqlalchemy import create_engine, text

from assistant.records.model_entries import ModelSwitching


def test_nobody_has_switched_it_in_new_records(records):
    assert records.model_switch.last() is None and records.model_switch.all() == []


def test_each_switching_is_kept_with_who_when_and_why(records, jane, sam, clock, now):
    records.model_switch.add(False, "Until the governors have met.", jane)
    clock.pass_days(1)
    records.model_switch.add(True, "They agreed.", sam)
    newest, oldest = records.model_switch.all()
    assert oldest == ModelSwitching(now, "Jane Smith", False, "Until the governors have met.")
    assert newest == records.model_switch.last()
    assert (newest.actor, newest.is_on, newest.reason) == ("Sam Okafor", True, "They agreed.")


def test_a_switching_is_in_the_audit_trail_with_its_reason(records, jane):
    records.model_switch.add(False, "Until the governors have met.", jane)
    (entry,) = records.audit.entries()
    assert (entry.action, entry.kind, entry.actor) == ("switch_off", "chat_model", "Jane Smith")
    assert entry.detail["reason"] == "Until the governors have met."
    assert records.audit.verify() is None


def test_who_switched_can_be_erased_and_the_switching_stays(records, jane, sam):
    records.model_switch.add(False, "Jane Smith will ask the trust.", jane)
    records.person.erase("Jane Smith", sam)
    last = records.model_switch.last()
    assert last is not None and not last.is_on
    assert "Jane" not in last.actor and last.reason == ""
    assert records.audit.verify() is None


@pytest.mark.parametrize(
    "change", ["UPDATE model_switch SET is_on = NULL", "DELETE FROM model_switch"]
)
def test_a_switching_is_never_changed_or_deleted(records, url, jane, change):
    records.model_switch.add(False, "Until the governors have met.", jane)
    engine = create_engine(url)
    with pytest.raises(Exception, match="is never"), engine.begin() as connection:
        connection.execute(text(change))
    engine.dispose()
