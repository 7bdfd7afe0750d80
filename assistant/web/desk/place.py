"""Where on the desk the person is, and the words that greet the next drawing of the page."""

from __future__ import annotations

from enum import StrEnum

import streamlit as st

from assistant.web.markup import tag, text

_PLACE = "desk_place"
_GO = "desk_go"
_MESSAGE = "desk_message"


class Place(StrEnum):
    """A part of the desk."""

    INBOX = "Inbox"
    DRAFTS = "Drafts"
    SIGNED = "Signed replies"
    GUIDANCE = "Guidance"
    LINKS = "Personal links"
    PATHS = "Induction paths"
    QUIZ = "Quiz"


def place() -> Place:
    """Draws the choice and returns what is chosen."""
    st.session_state[_PLACE] = st.session_state.pop(
        _GO, st.session_state.get(_PLACE) or Place.INBOX
    )
    chosen = st.pills(
        "Part of the desk",
        list(Place),
        required=True,
        key=_PLACE,
        label_visibility="collapsed",
    )
    return Place(chosen or Place.INBOX)


def go_to(where: Place, message: str = "") -> None:
    """Draws the page again at another part, with a message over it."""
    st.session_state[_GO] = where
    if message:
        st.session_state[_MESSAGE] = message
    st.rerun()


def draw_message() -> None:
    """The message left for this drawing, once."""
    if _MESSAGE in st.session_state:
        message = st.session_state.pop(_MESSAGE)
        st.html(tag("p", tag("strong", text(message)), role="status", class_="pa-done"))
