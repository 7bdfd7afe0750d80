"""The chat at hand: a question asked from any screen of the induction, answered below it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from assistant.errors import AssistantError
from assistant.web import session
from assistant.web.answer_view import View
from assistant.web.asking import Asking
from assistant.web.conversation import Turn, history
from assistant.web.export import answer_text
from assistant.web.markup import tag, text
from assistant.web.reply import draw_reply
from assistant.web.sending import guidance_on, published_now
from assistant.web.source import Source
from assistant.web.theme import announce
from ingest.errors import IngestError

if TYPE_CHECKING:
    from assistant.desk.service import Desk
    from assistant.settings import Settings

LABEL = "Your question (no names)"
HINT = (
    "You get what the policies say, in their own words. This is automated: asking here reports "
    "nothing to anybody."
)
_ASKED = "induction_asked"
_DRAFT = "induction_draft"


@dataclass(frozen=True)
class Asked:
    """A question and its reply, and the screen that it was asked from."""

    screen: str
    turn: Turn


def draw_asking(
    screen: str, role: str, source: Source, desk: Desk | AssistantError, settings: Settings
) -> None:
    """The box to ask in, in a role of the chat; the latest reply asked for on this screen."""
    asked: list[Asked] = st.session_state.get(_ASKED, [])
    here = [one.turn for one in asked if one.screen == screen]
    with st.expander("Ask about this", icon=":material/chat:", key=f"ask-about-{screen}"):
        st.html(tag("p", text(HINT), class_="pa-quiet"))
        # Another key for each reply, so that the box is empty again and keeps no concern's words.
        key = f"induction_question_{screen}_{here[-1].number if here else 0}"
        if _DRAFT in st.session_state:
            st.session_state[key] = st.session_state.pop(_DRAFT)
        with st.form(f"ask-{screen}", border=False):
            question = st.text_area(LABEL, key=key, height=80)
            sent = st.form_submit_button("Ask")
        pending = st.container()
    if here:
        view = _view(source, settings, role, desk)
        draw_reply(here[-1], source, desk, view)
        st.button("Close this answer", key=f"close-{screen}", on_click=_close, args=(screen,))
        announce(here[-1].number, _read_out(here[-1], view))
    else:
        announce(0, "")
    if sent and question and question.strip():
        with pending:
            _ask(screen, question.strip(), role, source, desk, settings, here)


def _ask(
    screen: str,
    question: str,
    role: str,
    source: Source,
    desk: Desk | AssistantError,
    settings: Settings,
    before: list[Turn],
) -> None:
    count = None if isinstance(desk, AssistantError) else desk.count
    asking = Asking(source, settings.school, (session.rate(), session.everyone()), count)
    with st.spinner("Looking in the policies…"):
        turn = asking.turn(
            session.next_number(),
            question,
            history(before),
            role,
            session.include_samples(settings.include_samples),
        )
    if turn.problem:  # nothing was kept: the asker gets the words back
        st.session_state[_DRAFT] = question
    st.session_state[_ASKED] = [*st.session_state.get(_ASKED, []), Asked(screen, turn)]
    st.rerun()


def _close(screen: str) -> None:
    asked: list[Asked] = st.session_state.get(_ASKED, [])
    st.session_state[_ASKED] = [one for one in asked if one.screen != screen]


def _view(source: Source, settings: Settings, role: str, desk: Desk | AssistantError) -> View:
    try:
        policies = {policy.policy_id: policy for policy in source.policies()}
    except (AssistantError, IngestError):
        policies = {}  # the reply says why
    on = partial(guidance_on, desk, role, published_now(desk))
    return View(policies, settings.school, role, date.today(), on)


def _read_out(turn: Turn, view: View) -> str:
    return answer_text(turn.answer, view) if turn.answer else turn.problem or ""
