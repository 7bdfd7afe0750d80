"""What a browser session holds: its conversation, who asks, and whether samples are left out."""

from __future__ import annotations

import streamlit as st

from assistant.web.conversation import Turn
from assistant.web.limits import PER_PROCESS, PER_SESSION, RateLimit
from assistant.web.wording import ROLES

ROLE = "role"
SAMPLES_OUT = "leave_samples_out"
DRAFT = "draft"
_TURNS = "turns"
_LAST_NUMBER = "last_number"
_RATE = "rate"


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
    st.session_state.pop(DRAFT, None)


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
