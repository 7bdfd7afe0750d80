"""The chat page: a role, starter questions, the conversation, the box to ask in."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from assistant.errors import AssistantError
from assistant.web import session
from assistant.web.answer_view import View, is_concern
from assistant.web.asking import Asking
from assistant.web.conversation import Turn, history
from assistant.web.export import answer_text, wording_text
from assistant.web.markup import tag, text
from assistant.web.reply import draw_next, draw_reply
from assistant.web.rewording import Rewording
from assistant.web.sending import guidance_on, published_now
from assistant.web.source import Source
from assistant.web.theme import SEEN_BY, announce, trouble_html
from assistant.web.wording import ROLES
from ingest.documents import Policy
from ingest.errors import IngestError

if TYPE_CHECKING:
    from assistant.desk.service import Desk
    from assistant.settings import Settings

STARTERS = Path(__file__).with_name("starters.toml")
PLACEHOLDER = "Your question (no names)"
AT_ONCE = 0.1  # seconds
TITLE = "What would you like to know?"
INTRO = (
    "Ask in your own words. You get the rule as the policy words it, where it stands, and the page "
    "to check it on. Where no policy covers it, this says so."
)


def draw_chat(source: Source, settings: Settings, desk: Desk | AssistantError) -> None:
    """Draws the page, and answers what was just asked."""
    policies: dict[str, Policy] = {}
    trouble = "Add them on the Library page."
    try:
        policies = {policy.policy_id: policy for policy in source.policies()}
    except (AssistantError, IngestError) as error:
        trouble = str(error)
    session.take_reworded()
    turns, going_on = session.turns(), session.rewordings()
    published = published_now(desk) if turns else ()
    now = View(policies, settings.school, session.role(), date.today())
    views = [replace(now, guidance_on=partial(guidance_on, desk, t.role, published)) for t in turns]
    picked = None
    if turns:
        st.html(tag("h1", text(TITLE), class_="pa-only-read-out"))
        for turn, view in zip(turns, views, strict=True):
            draw_reply(turn, source, desk, view, going_on.get(turn.number))
        if turns[-1].answer is not None:
            draw_next(turns[-1].answer)
        picked = session.take_next()
        _draw_going_on(settings)
    else:
        picked = _draw_start(None if policies else trouble)
    pending = st.container()
    if session.DRAFT in st.session_state:
        st.session_state["question"] = st.session_state.pop(session.DRAFT)
    if seen_by := source.seen_by():
        with st.bottom:
            st.html(tag("p", text(seen_by), id=SEEN_BY, class_="pa-seen-by"))
    typed = st.chat_input(PLACEHOLDER, key="question")
    _announce(turns, views, not going_on)
    question = (typed or picked or "").strip()
    if question:
        with pending:
            _ask(question, source, settings, desk, turns)


def _draw_start(trouble: str | None) -> str | None:
    """An empty page: the title, the role, the starters. Returns a picked starter."""
    with st.container(key="start"):
        st.html(
            tag("h1", text(TITLE), class_="pa-title") + tag("p", text(INTRO), class_="pa-intro")
        )
        _draw_role()
        if trouble:
            st.html(trouble_html("No policies can be looked in yet.", trouble))
            return None
    with st.container(key="starters"):
        st.html(tag("h2", "For example", class_="pa-heading"))
        for number, question in enumerate(starters()[session.role()]):
            if st.button(question, key=f"starter-{session.role()}-{number}", width="stretch"):
                return question
    return None


def _draw_role() -> None:
    st.pills(
        "I’m asking as",
        list(ROLES),
        default=session.role(),
        format_func=ROLES.__getitem__,
        required=True,
        key=session.ROLE,
        persist_state="session",
    )


def _draw_going_on(settings: Settings) -> None:
    """Below the conversation: who asks next, whether samples are left out, a new start."""
    with st.container(key="again"):
        _draw_role()
        if not session.include_samples(settings.include_samples):
            st.html(tag("p", "Sample policies are left out of the answers.", class_="pa-quiet"))
        st.button(
            "New conversation",
            key="new-conversation",
            icon=":material/restart_alt:",
            on_click=session.start_again,
        )


def _ask(
    question: str,
    source: Source,
    settings: Settings,
    desk: Desk | AssistantError,
    turns: list[Turn],
) -> None:
    count = None if isinstance(desk, AssistantError) else desk.count
    asking = Asking(source, settings.school, (session.rate(), session.everyone()), count)
    with st.spinner("Looking in the policies…"):
        turn = asking.turn(
            session.next_number(),
            question,
            history(turns),
            session.role(),
            session.include_samples(settings.include_samples),
        )
    if turn.problem:  # nothing was kept: the asker gets the words back
        st.session_state[session.DRAFT] = question
    session.add(turn)
    _begin_rewording(turn, source, settings)
    st.rerun()


def _begin_rewording(turn: Turn, source: Source, settings: Settings) -> None:
    """Has the answer worded meanwhile, where the school has a chat model; never a concern's."""
    model = settings.chat_model
    if turn.answer is None or model is None or is_concern(turn.answer):
        return
    if source.seen_by() is None:
        return
    rewording = Rewording(model.name, turn.answer, source.phrase_stream)
    rewording.start()
    rewording.wait(AT_ONCE)  # what isn't sent is settled by then, and nothing flickers
    session.reword(turn.number, rewording)


def _announce(turns: list[Turn], views: list[View], is_whole: bool) -> None:
    """The answer is read out once, complete, when it is there; what a model adds, once, complete,
    when its last word is."""
    if not turns:
        announce(0, "")
        return
    last, view = turns[-1], views[-1]
    told = answer_text(last.answer, view) if last.answer else last.problem or ""
    announce(last.number, told, wording_text(last.answer) if last.answer and is_whole else "")


@lru_cache(maxsize=1)
def starters() -> dict[str, list[str]]:
    """The starter questions for each role."""
    return {
        role: [str(question) for question in questions]
        for role, questions in tomllib.loads(STARTERS.read_text(encoding="utf-8")).items()
    }
