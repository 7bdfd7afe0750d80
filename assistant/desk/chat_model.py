"""The school's chat model as its records and administrators have it: the switch, the count of its
calls, and one harmless question to try it with."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant.access.roles import Permission, required
from assistant.answers import Answer
from assistant.phrasing.seams import SwitchState, Usage
from assistant.records.entries import Actor
from assistant.records.model_entries import ModelCall
from assistant.records.opening import records_of
from assistant.records.settings import RecordsSettings
from assistant.records.store import FILE_NAME, Records

if TYPE_CHECKING:
    from assistant.desk.service import Desk

# Nobody's own question: it is the first example on the chat's page.
TRIAL = "Can I accept a parent's friend request?"
REMEMBERED = 1.0  # seconds: a switching is obeyed that soon, in every process
UNREADABLE = 10.0  # seconds until records that couldn't be read are tried again
_OFF = SwitchState(False, "the records, which hold the switch, can’t be read")


class LazyRecords:
    """The records, opened when they are first needed, and tried again when they couldn't be."""

    def __init__(self, settings: RecordsSettings) -> None:
        self._settings = settings
        self._records: Records | None = None
        self._lock = threading.Lock()

    def __call__(self) -> Records:
        """The records; RecordsError when they can't be opened."""
        with self._lock:
            if self._records is None:
                self._records = records_of(self._settings)
            return self._records


class RecordsSwitch:
    """The administrator's switch, read from the records. What was never switched is on, as it is
    configured; what can't be read is off."""

    def __init__(
        self, records: Callable[[], Records], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._records = records
        self._clock = clock
        self._state = _OFF
        self._until: float | None = None
        self._lock = threading.Lock()

    def state(self) -> SwitchState:
        """How it stands, at most REMEMBERED seconds ago."""
        with self._lock:
            if self._until is None or self._clock() >= self._until:
                self._state, kept = self._read()
                self._until = self._clock() + kept
            return self._state

    def _read(self) -> tuple[SwitchState, float]:
        try:
            last = self._records().model_switch.last()
        except Exception:  # whatever it is, in doubt nothing is sent
            return _OFF, UNREADABLE
        if last is None:
            return SwitchState(True), REMEMBERED
        return SwitchState(last.is_on, last.reason), REMEMBERED


class RecordsUsageLog:
    """Counts the calls in the records."""

    def __init__(self, records: Callable[[], Records]) -> None:
        self._records = records

    def add(self, usage: Usage) -> None:
        """Keeps one call; RecordsError when it can't be kept."""
        self._records().model_calls.add(
            ModelCall(
                at=usage.at,
                kind=usage.kind,
                service=usage.service,
                prompt=usage.prompt,
                outcome=usage.outcome.value,
                attempts=usage.attempts,
                seconds=usage.seconds,
                tokens_in=usage.tokens_in,
                tokens_out=usage.tokens_out,
                cost=usage.cost,
                currency=usage.currency,
            )
        )


def on_records(settings: RecordsSettings) -> tuple[RecordsSwitch, RecordsUsageLog]:
    """The switch and the usage log of a school's records, which aren't opened before they are
    asked."""
    records = LazyRecords(settings)
    return RecordsSwitch(records), RecordsUsageLog(records)


def on_records_if_any(
    settings: RecordsSettings,
) -> tuple[RecordsSwitch, RecordsUsageLog] | tuple[None, None]:
    """The same, where there are records already: a question at the command line makes none."""
    if settings.url is None and not (settings.folder / FILE_NAME).exists():
        return None, None
    return on_records(settings)


def switch_model(desk: Desk, actor: Actor | None, is_on: bool, reason: str) -> None:
    """Switches the chat model on or off for everybody. ReasonMissing without a reason, or with one
    that tells a worry; names in it are masked."""
    who = required(actor, Permission.ADMINISTER)
    desk.records.model_switch.add(is_on, desk.why(reason), who)


def try_model(desk: Desk, actor: Actor | None) -> Answer:
    """What the chat model makes of TRIAL, with what was rejected, within the time limit."""
    required(actor, Permission.ADMINISTER)
    return desk.source.phrased(desk.source.answer(TRIAL))
