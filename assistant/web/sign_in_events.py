"""Sign-ins, sign-outs and wrong passphrases on their way to the audit trail.

They happen where no records are at hand, so they wait in the browser's session until the end of the
drawing (`record_sign_ins`). A sign-in counts once, in however many tabs it is used.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import streamlit as st

from assistant.errors import AssistantError
from assistant.records.entries import Actor

if TYPE_CHECKING:
    from assistant.desk.service import Desk

KIND = "sign_in"
SOMEBODY = Actor("somebody at the sign-in", "unknown")
_WAITING = "sign_in_events"


@dataclass(frozen=True)
class SignInEvent:
    """Who signed `in`, `out`, or was `refused`; `key` tells sign-ins apart and opens nothing."""

    action: str
    actor: Actor
    key: str


@dataclass
class _Told:
    """The sign-ins of this process that are on record. Safe to share between threads."""

    keys: set[str] = field(default_factory=set)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def first(self, key: str) -> bool:
        with self.lock:
            new = key not in self.keys
            self.keys.add(key)
            return new


def note_in(actor: Actor, key: str) -> None:
    """Notes that a sign-in is used; from the second time on it does nothing."""
    if _told().first(key):
        _wait(SignInEvent("in", actor, key))


def note_out(actor: Actor, key: str) -> None:
    """Notes that somebody signed out."""
    _wait(SignInEvent("out", actor, key))


def note_refused(key: str) -> None:
    """Notes a wrong passphrase: that there was one, and nothing of what was typed."""
    _wait(SignInEvent("refused", SOMEBODY, key))


def record_sign_ins(desk: Desk | AssistantError) -> None:
    """Puts what waits on record. Without records, or when they can't be written to, it is dropped:
    nobody is kept out of the desk because a line could not be written."""
    events: list[SignInEvent] = st.session_state.pop(_WAITING, [])
    if isinstance(desk, AssistantError):
        return
    for event in events:
        try:
            desk.records.audit.append(event.actor, event.action, KIND, event.key)
        except AssistantError:
            return


def _wait(event: SignInEvent) -> None:
    st.session_state[_WAITING] = [*st.session_state.get(_WAITING, []), event]


@st.cache_resource
def _told() -> _Told:
    return _Told()
