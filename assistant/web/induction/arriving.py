"""The way in by a personal link: whose it is, and the number that keeps it theirs."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from assistant.access.links import chat_role
from assistant.access.pins import LONGEST, SHORTEST
from assistant.errors import AssistantError
from assistant.induction.visits import Visitor, Visits
from assistant.records.entries import PersonalLink
from assistant.records.errors import RecordClosed
from assistant.web import session
from assistant.web.induction.place import has_stopped, let_in
from assistant.web.markup import tag, text
from assistant.web.theme import trouble_html

WITHOUT_LINK = (
    "Your induction is opened by a personal link. Open it from the message that it came in. If you "
    "have none, ask the Designated Safeguarding Lead or the school office: they can make you one."
)
NOT_ME = (
    "Please don’t go on: this link is for {person} alone, and what is declared with it is "
    "kept under that name. Tell the person who sent it to you, or the school office. They can "
    "withdraw it and make one for you. Nothing was opened, and nothing was kept."
)
WHY_A_NUMBER = (
    f"Now choose a number of {SHORTEST} to {LONGEST} digits. It keeps your induction yours: "
    "whoever else gets hold of the link can’t go on with it. You type it each time you open the "
    "link, so choose one that you will remember, and tell it to nobody."
)
FORGOTTEN = (
    "If you have forgotten it, the person who sent you the link, or the school office, can let you "
    "choose another. What you had finished is kept."
)
STOPPED = "You have stopped here. What you had finished is kept: open your link to go on."
DIFFERENT = "The two numbers are not the same. Type the one that you want in both boxes."
_SURE = "induction_is_me"


def title_html(title: str, before: str = "") -> str:
    """The heading of a screen, to which the focus goes when it comes up; `before` is HTML."""
    return tag("h1", before, text(title), class_="pa-title", tabindex="-1")


def draw_without_link() -> None:
    """How to get a link."""
    st.html(
        title_html("Your induction") + tag("p", text(WITHOUT_LINK), class_="pa-intro"),
    )


def draw_arrival(visits: Visits, token: str, link: PersonalLink, claimed: bool) -> str:
    """Asks for the number of a link, or lets its holder choose one; lets them in once it is right.
    Nothing of the person is shown but the name. Returns a name for the screen."""
    if has_stopped():
        st.html(tag("p", text(STOPPED), class_="pa-done", role="status"))
    if claimed:
        _draw_entering(visits, token, link)
        return "entering"
    said = st.session_state.get(_SURE)
    if said == link.link_id:
        _draw_choosing(visits, token, link)
        return "choosing"
    is_not = said == f"not {link.link_id}"
    _draw_whose(link, is_not)
    return "not-theirs" if is_not else "whose"


def _draw_whose(link: PersonalLink, is_not: bool) -> None:
    question = f"Are you {link.person}?"
    if is_not:
        words = NOT_ME.format(person=link.person)
        st.html(title_html(question) + trouble_html("This link isn’t yours.", words))
        st.button("Back", on_click=_say_who, args=("",))
        return
    only = f"This link is for {link.person} alone. Please don’t pass it on."
    st.html(title_html(question) + tag("p", text(only), class_="pa-intro"))
    with st.container(key="induction-who"):
        st.button(
            "Yes, that’s me",
            type="primary",
            on_click=_say_who,
            args=(link.link_id,),
            width="stretch",
        )
        st.button(
            "No, that’s not me", on_click=_say_who, args=(f"not {link.link_id}",), width="stretch"
        )


def _say_who(answer: str) -> None:
    st.session_state[_SURE] = answer


def _draw_choosing(visits: Visits, token: str, link: PersonalLink) -> None:
    intro = tag("p", text(WHY_A_NUMBER), class_="pa-intro")
    st.html(title_html(f"Welcome, {link.person}") + intro)
    with st.container(key="induction-number"), st.form("induction-choose", border=False):
        first = _number("Your number")
        again = _number("The same number again")
        sent = st.form_submit_button("Go on", type="primary", width="stretch")
    if not sent:
        return
    if "".join(first.split()) != "".join(again.split()):
        st.html(trouble_html("Nothing was kept.", DIFFERENT))
        return
    try:
        _let_in(visits.claim(token, first, datetime.now(UTC)), token, link)
    except RecordClosed as error:  # chosen just now, in another window or by somebody else
        st.session_state.pop(_SURE, None)
        st.html(trouble_html("A number was chosen already.", str(error)))
    except AssistantError as error:
        st.html(trouble_html("Nothing was kept.", str(error)))
    else:
        st.rerun()


def _draw_entering(visits: Visits, token: str, link: PersonalLink) -> None:
    intro = f"Type the number that you chose for this link. It is for {link.person} alone."
    st.html(title_html(f"Welcome back, {link.person}") + tag("p", text(intro), class_="pa-intro"))
    with st.container(key="induction-number"), st.form("induction-enter", border=False):
        typed = _number("Your number")
        sent = st.form_submit_button("Go on", type="primary", width="stretch")
    if sent:
        try:
            _let_in(visits.enter(token, typed, datetime.now(UTC)), token, link)
        except AssistantError as error:
            st.html(trouble_html("Your induction stays closed.", str(error)))
        else:
            st.rerun()
    st.html(tag("p", text(FORGOTTEN), class_="pa-quiet"))


def _let_in(visitor: Visitor, token: str, link: PersonalLink) -> None:
    let_in(visitor, token)
    st.session_state[session.ROLE] = chat_role(link.role)  # on the chat's own page too


def _number(label: str) -> str:
    return st.text_input(label, type="password", autocomplete="off", max_chars=12) or ""
