"""The switch and the count of the chat model's calls, on real records; in doubt it is off."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from assistant.answers import Outcome
from assistant.desk.chat_model import (
    REMEMBERED,
    RecordsSwitch,
    RecordsUsageLog,
    on_records,
    on_records_if_any,
)
from assistant.phrasing.seams import SwitchState, Usage
from assistant.records.entries import Actor
from assistant.records.errors import RecordsMissing
from assistant.records.settings import RecordsSettings
from assistant.records.store import file_url, open_records

JANE = Actor("Jane Smith", "jane@school.example", ("admin",))


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def records(tmp_path):
    with open_records(file_url(tmp_path)) as opened:
        yield opened


def test_what_was_never_switched_is_on_as_configured(records):
    assert RecordsSwitch(lambda: records).state() == SwitchState(True)


def test_a_switching_is_obeyed_within_a_second_and_says_why(records):
    clock = Clock()
    switch = RecordsSwitch(lambda: records, clock)
    assert switch.state().on
    records.model_switch.add(False, "Until the governors have met.", JANE)
    clock.now += REMEMBERED
    assert switch.state() == SwitchState(False, "Until the governors have met.")


def test_it_is_not_read_again_and_again(records):
    reads = []
    switch = RecordsSwitch(lambda: reads.append(1) or records, Clock())
    for _ in range(50):
        switch.state()
    assert reads == [1]


@pytest.mark.parametrize("error", [RecordsMissing("gone"), RuntimeError("whatever")])
def test_in_doubt_it_is_off(error):
    def records():
        raise error

    assert not RecordsSwitch(records).state().on


def test_records_that_come_back_are_read_again(records):
    clock, troubles = Clock(), [RecordsMissing("gone")]

    def opened():
        if troubles:
            raise troubles.pop()
        return records

    switch = RecordsSwitch(opened, clock)
    assert not switch.state().on
    clock.now += 60
    assert switch.state().on


def test_a_call_is_counted_with_all_that_is_known_of_it(records):
    at = datetime(2026, 11, 30, 9, tzinfo=UTC)
    usage = Usage(at, "answer", "ollama:m", "p 1", Outcome.SLOW, 2, 8.0, 10, 0, None, "GBP")
    RecordsUsageLog(lambda: records).add(usage)
    (call,) = records.model_calls.since(at)
    assert (call.outcome, call.attempts, call.seconds, call.cost) == ("slow", 2, 8.0, None)


def test_records_are_not_opened_before_they_are_needed(tmp_path):
    folder = tmp_path / "later"
    switch, _ = on_records(RecordsSettings(folder=folder))
    assert not folder.exists()
    assert switch.state().on and folder.exists()


def test_the_command_line_makes_no_records(tmp_path):
    assert on_records_if_any(RecordsSettings(folder=tmp_path / "none")) == (None, None)
    assert list(tmp_path.iterdir()) == []
