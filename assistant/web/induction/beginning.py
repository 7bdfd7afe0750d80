"""The first screen of all: what comes, who the DSL is, and the beginning."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from assistant.induction.path.timing import load_timing
from assistant.induction.visits import Visitor, Visits
from assistant.induction.way import Way
from assistant.triage.cards import SchoolContacts
from assistant.web.induction.arriving import title_html
from assistant.web.induction.place import attempt, turn_to
from assistant.web.induction.screens import TELL_TITLE
from assistant.web.induction.telling import telling_html
from assistant.web.markup import tag, text
from assistant.web.wording import link_role_words

WHAT_COMES = (
    "This takes about {minutes} minutes. You read the rules that bind you, answer a few questions "
    "on them if the school has any ready, and declare that you have read and understood them. "
    "There is no time limit. You can stop at any time and go on later by the same link."
)
FIRST = "First of all"
NO_PATH_TITLE = "Your induction isn’t ready just now"
NO_PATH = (
    "There is nothing here for you to read: it has not been put together yet, or its policies were "
    "taken out. Tell the person who sent you the link, or the school office, and open your link "
    "again later. What you had finished is kept."
)


def draw_beginning(visits: Visits, visitor: Visitor, way: Way, school: SchoolContacts) -> None:
    """What comes, and who to tell, before anything is begun."""
    minutes = load_timing().plans[way.role].minutes
    st.html(
        title_html("Your induction")
        + tag("p", text(f"{way.link.person}, {link_role_words(way.role)}"), class_="pa-quiet")
        + tag("p", text(WHAT_COMES.format(minutes=minutes)), class_="pa-intro")
    )
    st.html(
        tag("h2", text(f"{FIRST}: {TELL_TITLE.lower()}"), class_="pa-heading")
        + telling_html(school, "h3")
    )
    begin_button(visits, visitor, "I know who to tell. Start reading")


def draw_not_ready(school: SchoolContacts) -> None:
    """That the DSL has put no path in use for this role; who to tell holds all the same."""
    st.html(title_html(NO_PATH_TITLE) + tag("p", text(NO_PATH), class_="pa-intro"))
    st.html(tag("h2", text(TELL_TITLE), class_="pa-heading") + telling_html(school, "h3"))


def begin_button(visits: Visits, visitor: Visitor, label: str) -> None:
    """The button that begins the induction, or the top-up."""
    st.button(
        label,
        key="induction-begin",
        type="primary",
        width="stretch",
        on_click=_begin,
        args=(visits, visitor),
    )


def _begin(visits: Visits, visitor: Visitor) -> None:
    attempt(lambda: visits.begin(visitor, datetime.now(UTC)))
    turn_to(None)
