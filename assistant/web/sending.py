"""“Send to the DSL’s inbox”: from an answer, with the masked text shown first; guidance below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from assistant.answers import Answer, Quote, Status
from assistant.desk.guidance import Staleness
from assistant.errors import AssistantError
from assistant.privacy.masking import Masked
from assistant.records.entries import Arrival
from assistant.web.answer_view import is_concern, sections
from assistant.web.conversation import Turn
from assistant.web.markup import tag, text
from assistant.web.masking_view import draw_masked
from assistant.web.theme import trouble_html
from ingest.errors import IngestError

if TYPE_CHECKING:
    from assistant.desk.service import Desk

SENT = (
    "Sent to the DSL’s inbox, without your name. There is no reply in this chat: ask the DSL in "
    "person if it can’t wait. If it is about a child’s safety, don’t wait: tell them now."
)
ABOUT = "The DSL sees the question below, that it came from the chat, and who you are asking as."


def published_now(desk: Desk | AssistantError) -> tuple[Staleness, ...]:
    """All guidance as it stands; none where that can't be told (the desk's page says why)."""
    if isinstance(desk, AssistantError):
        return ()
    try:
        return tuple(desk.published())
    except (AssistantError, IngestError):
        return ()


def guidance_on(
    desk: Desk | AssistantError, role: str, published: Sequence[Staleness], answer: Answer
) -> Staleness | None:
    """The DSL's published guidance on the same question, asked in this role; None for none."""
    asked = answer.status in (Status.ANSWERED, Status.NOT_COVERED)
    if isinstance(desk, AssistantError) or not asked:
        return None
    try:
        matched = desk.guidance_on(answer, role, published)
    except (AssistantError, IngestError):
        return None  # the policy's own words have been shown
    return matched.staleness if matched else None


@st.fragment
def draw_sending(turn: Turn, answer: Answer, desk: Desk | AssistantError) -> None:
    """The button; once pressed, the masked text to look at; once sent, that it was."""
    if isinstance(desk, AssistantError) or turn.question is None or is_concern(answer):
        return
    open_key, done_key = f"sending-{turn.number}", f"sent-{turn.number}"
    if st.session_state.get(done_key):
        st.html(tag("p", text(SENT), class_="pa-quiet", role="status"))
        return
    if open_key not in st.session_state:
        if st.button(
            "Send to the DSL’s inbox",
            key=f"send-{turn.number}",
            icon=":material/outgoing_mail:",
            type="primary" if answer.status is Status.NOT_COVERED else "secondary",
        ):
            try:
                st.session_state[open_key] = desk.prepared(_whole(turn, answer))
            except AssistantError as error:
                st.html(trouble_html("It was not sent.", str(error)))
                return
            st.rerun(scope="fragment")
        return
    masked: Masked = st.session_state[open_key]
    with st.container(border=True, key=f"to-send-{turn.number}"):
        st.html(tag("p", text(ABOUT), class_="pa-quiet"))
        shown = draw_masked(masked, str(turn.number))
        with st.container(horizontal=True):
            sent = st.button("Send it", type="primary", key=f"send-yes-{turn.number}")
            if st.button("Don’t send", key=f"send-no-{turn.number}"):
                del st.session_state[open_key]
                st.rerun(scope="fragment")
    if sent:
        try:
            desk.send(shown, turn.role, _arrival(answer), _quotes(answer))
        except (AssistantError, IngestError) as error:
            st.html(trouble_html("It was not sent. Your question is kept above.", str(error)))
            return
        st.session_state[done_key] = True
        del st.session_state[open_key]
        st.rerun(scope="fragment")


def _whole(turn: Turn, answer: Answer) -> str:
    """The question as it can be understood without the conversation."""
    asked = [p.standalone_question or p.question for p in sections(answer)]
    return asked[0] if len(asked) == 1 else turn.question or " ".join(asked)


def _arrival(answer: Answer) -> Arrival:
    answered = answer.status is Status.ANSWERED
    return Arrival.ASKED_FOR_A_PERSON if answered else Arrival.NOT_COVERED


def _quotes(answer: Answer) -> tuple[Quote, ...]:
    return tuple(q for p in sections(answer) for q in (*p.quotes, *p.nearest))
