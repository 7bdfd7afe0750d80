"""A visit by a personal link: who it is for, or why it no longer lets anyone in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from assistant.access.links import LINK_WORDS, LinkStanding, chat_role
from assistant.desk.administering import visitor
from assistant.errors import AssistantError
from assistant.web import session
from assistant.web.induction.place import link_token
from assistant.web.markup import tag, text
from assistant.web.theme import trouble_html

if TYPE_CHECKING:
    from assistant.desk.service import Desk

PARAMETER = "link"
INDUCTION = "induction"  # the page that a link opens
BACK = "Go on with your induction"
_SEEN = "link_seen"


def draw_visitor(desk: Desk | AssistantError) -> None:
    """Draws a line for someone who came by a personal link, and asks in its role from the start.
    The induction says itself whose it is; from the other pages there is a way back to it."""
    if _is_induction(st.context.url or ""):
        return
    if entered := link_token():
        page = st.Page(_elsewhere, title=BACK, url_path=INDUCTION)
        st.page_link(page, label=BACK, query_params={PARAMETER: entered})
    token = st.query_params.get(PARAMETER)
    if not token:
        return
    if isinstance(desk, AssistantError):
        st.html(trouble_html("Your link can’t be looked up now.", str(desk)))
        return
    try:
        standing, link = visitor(desk.records, token)
    except AssistantError as error:
        st.html(trouble_html("Your link can’t be looked up now.", str(error)))
        return
    if standing is not LinkStanding.OK or link is None:
        st.html(trouble_html("This link doesn’t open anything.", LINK_WORDS[standing]))
        return
    if st.session_state.get(_SEEN) != link.link_id:
        st.session_state[_SEEN] = link.link_id
        st.session_state[session.ROLE] = chat_role(link.role)
    st.html(tag("p", text(f"Welcome, {link.person}. {LINK_WORDS[standing]}"), class_="pa-quiet"))


def _is_induction(address: str) -> bool:
    return address.split("?")[0].rstrip("/").rsplit("/", 1)[-1] == INDUCTION


def _elsewhere() -> None:
    """Stands for the induction's page, which is drawn by its own."""
