"""What can be done with an answer: rate it, print it, save it."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from assistant.answers import Answer
from assistant.errors import AssistantError
from assistant.web.answer_view import View, is_concern
from assistant.web.conversation import Turn
from assistant.web.export import file_name, saved_html, saved_text
from assistant.web.feedback import LONGEST_NOTE, REASONS, Rating, kept_feedback
from assistant.web.markup import tag, text
from assistant.web.safety import concern_answer
from assistant.web.theme import trouble_html

if TYPE_CHECKING:
    from assistant.desk.service import Desk

SENT = "Thank you. Your rating and the clauses it is about were kept; your question was not."
NOTE_LEFT_OUT = (
    "Thank you. Your rating was kept. Your note was not, because it reads like a worry about "
    "someone, and nobody has been told of it: please tell a person, as it says on this page."
)


@st.fragment
def draw_actions(turn: Turn, answer: Answer, desk: Desk | AssistantError, view: View) -> None:
    """Draws the buttons, the form once a thumb is chosen, the thanks once it is sent. A live
    concern can be printed and saved and is not rated."""
    rating_key, done_key = f"rating-{turn.number}", f"rated-{turn.number}"
    done = st.session_state.get(done_key)
    with st.container(key=f"actions-{turn.number}", horizontal=True):
        if not done and not is_concern(answer) and not isinstance(desk, AssistantError):
            _draw_thumbs(turn, rating_key)
        _draw_saving(turn, answer, view)
    if done:
        st.html(tag("p", text(done), class_="pa-quiet", role="status"))
    elif rating_key in st.session_state and not isinstance(desk, AssistantError):
        _draw_form(turn, answer, desk, view, st.session_state[rating_key], done_key)


def _draw_thumbs(turn: Turn, rating_key: str) -> None:
    for rating, label in (("up", "Helpful"), ("down", "Not helpful")):
        chosen = st.session_state.get(rating_key) == rating
        if st.button(
            label,
            key=f"thumb-{rating}-{turn.number}",
            icon=f":material/thumb_{rating}:",
            type="primary" if chosen else "secondary",
        ):
            st.session_state[rating_key] = rating
            st.rerun(scope="fragment")


def _draw_saving(turn: Turn, answer: Answer, view: View) -> None:
    made = (turn.question, answer, view, turn.asked_at)
    st.html(
        tag("button", "Print", type="button", class_="pa-print", data_print=str(turn.number)),
        width="content",
    )
    for label, make, suffix, mime in (
        ("Save", saved_html, "html", "text/html"),
        ("Save as text", saved_text, "txt", "text/plain"),
    ):
        st.download_button(
            label,
            partial(make, *made),
            file_name(turn.asked_at, suffix),
            mime,
            key=f"save-{suffix}-{turn.number}",
            on_click="ignore",
        )


def _draw_form(
    turn: Turn, answer: Answer, desk: Desk, view: View, rating: str, done_key: str
) -> None:
    reasons = REASONS[rating]
    note_key = f"note-{rating}-{turn.number}"
    with st.form(f"reason-{rating}-{turn.number}", border=True):
        reason = st.radio("Why?", list(reasons), format_func=reasons.__getitem__)
        note = st.text_input(
            "Anything else? Leave out names and anything about a person.",
            max_chars=LONGEST_NOTE,
            key=note_key,
        )
        sent = st.form_submit_button("Send")
    if not sent:
        return
    left_out = bool(note) and concern_answer(note, view.school) is not None
    given = Rating(rating, str(reason), "" if left_out else desk.masker.mask(note).text)
    try:
        desk.rate(kept_feedback(answer, given, datetime.now(UTC)))
    except AssistantError as error:
        st.html(trouble_html("Your rating wasn’t kept.", str(error)))
        return
    st.session_state.pop(note_key, None)
    st.session_state[done_key] = NOTE_LEFT_OUT if left_out else SENT
    st.rerun(scope="fragment")
