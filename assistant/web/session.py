"""What a browser session holds: its conversation, who asks, and whether samples are left out."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from assistant.answers import Answer
from assistant.web.conversation import Turn
from assistant.web.limits import PER_PROCESS, PER_SESSION, RateLimit
from assistant.web.rewording import Rewording
from assistant.web.wording import ROLES

ROLE = "role"
SAMPLES_OUT = "leave_samples_out"
DRAFT = "draft"
_TURNS = "turns"
_LAST_NUMBER = "last_number"
_RATE = "rate"
_REWORDINGS = "rewordings"
_NEXT = "next_question"


def turns() -> list[Turn]:
    """The conversation so far, oldest first."""
    return list(st.session_state.get(_TURNS, []))


def next_number() -> int:
    """A number for the next turn; it only ever goes up, also after a new start."""
    number = int(st.session_state.get(_LAST_NUMBER, 0)) + 1
    st.session_state[_LAST_NUMBER] = number
    return number


def add(turn: Turn) -> None:
    """Puts a turn at the end of the conversation."""
    st.session_state[_TURNS] = [*turns(), turn]


def start_again() -> None:
    """Forgets the conversation."""
    st.session_state[_TURNS] = []
    st.session_state.pop(_REWORDINGS, None)
    st.session_state.pop(_NEXT, None)
    st.session_state.pop(DRAFT, None)


def reword(number: int, rewording: Rewording) -> None:
    """Notes that a turn's answer is being worded."""
    st.session_state[_REWORDINGS] = {**rewordings(), number: rewording}


def rewordings() -> dict[int, Rewording]:
    """The wordings that are going on, by the number of their turn."""
    return dict(st.session_state.get(_REWORDINGS, {}))


def take_reworded() -> None:
    """Puts answers whose wording has ended into their turns, for good."""
    going_on = rewordings()
    done: dict[int, Answer] = {n: r.latest for n, r in going_on.items() if r.is_done}
    if done:
        st.session_state[_TURNS] = [
            replace(turn, answer=done[turn.number]) if turn.number in done else turn
            for turn in turns()
        ]
        st.session_state[_REWORDINGS] = {n: r for n, r in going_on.items() if n not in done}


def ask_next(question: str) -> None:
    """Notes a question that was picked, to be asked at the next drawing."""
    st.session_state[_NEXT] = question


def take_next() -> str | None:
    """The question that was picked, once."""
    picked: str | None = st.session_state.pop(_NEXT, None)
    return picked


def role() -> str:
    """Who is asking."""
    chosen = st.session_state.get(ROLE)
    return chosen if chosen in ROLES else next(iter(ROLES))


def include_samples(default: bool) -> bool:
    """Whether sample policies may be quoted: this session's choice, else the setting."""
    return not st.session_state.get(SAMPLES_OUT, not default)


def rate() -> RateLimit:
    """This session's own limit on questions."""
    if _RATE not in st.session_state:
        st.session_state[_RATE] = RateLimit(PER_SESSION)
    limit: RateLimit = st.session_state[_RATE]
    return limit


@st.cache_resource
def everyone() -> RateLimit:
    """One limit on questions for all sessions of this process."""
    return RateLimit(PER_PROCESS)
