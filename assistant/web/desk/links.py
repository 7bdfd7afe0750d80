"""Personal links for people without an account: making one, and ending one before its day."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import streamlit as st

from assistant.access.links import LINK_ROLES, MOST_DAYS
from assistant.desk.administering import make_link, revoke_link
from assistant.records.entries import PersonalLink
from assistant.web.desk.numbers import draw_free_number
from assistant.web.desk.place import Place, go_to
from assistant.web.desk.words import day
from assistant.web.link_visit import INDUCTION, PARAMETER
from assistant.web.markup import tag, text
from assistant.web.sign_in import current_actor
from assistant.web.wording import link_role_words

if TYPE_CHECKING:
    from assistant.desk.service import Desk
    from assistant.induction.office import Office
    from assistant.settings import Settings

_MADE = "desk_link"
ONCE = "Copy it now and send it to that person alone: it is shown once, and not kept here."


def draw_links(desk: Desk, settings: Settings, office: Office | None = None) -> None:
    """The link just made, the form for another, and those that there are. Without `office` no
    number can be freed."""
    if _MADE in st.session_state:
        st.html(tag("p", text(ONCE), class_="pa-done", role="status"))
        st.code(st.session_state.pop(_MADE), language=None)
    with st.form("new-link"):
        person = st.text_input("Name of the person", max_chars=80)
        role = st.selectbox("Is here as", list(LINK_ROLES), format_func=link_role_words)
        days = st.number_input("Days until it runs out", 1, MOST_DAYS, 30)
        if st.form_submit_button("Make a link", type="primary"):
            token = make_link(desk.records, current_actor(settings.access), person, role, int(days))
            st.session_state[_MADE] = induction_address(st.context.url or "", token)
            st.rerun()
    for link in desk.records.links.list():
        with st.container(border=True, key=f"link-{link.link_id}"):
            st.html(tag("p", tag("strong", text(link.person))) + standing_html(link))
            if link.revoked_at is not None:
                continue
            with st.container(horizontal=True):
                if st.button("Withdraw", key=f"revoke-{link.link_id}"):
                    revoke_link(desk.records, current_actor(settings.access), link.link_id)
                    go_to(Place.LINKS, f"The link of {link.person} is withdrawn.")
                if office and (freed := draw_free_number(link, office, settings)):
                    go_to(Place.LINKS, freed)


def induction_address(here: str, token: str) -> str:
    """The address of the induction for a link's holder, beside the page whose address is `here`."""
    return f"{here.rsplit('/', 1)[0]}/{INDUCTION}?{PARAMETER}={token}"


def standing_html(link: PersonalLink, now: datetime | None = None) -> str:
    """Whom the link is for, who made it, and until when it holds."""
    if link.revoked_at is not None:
        state = f"withdrawn {day(link.revoked_at)}"
    elif (now or datetime.now(UTC)) >= link.expires_at:
        state = f"ran out {day(link.expires_at)}"
    else:
        state = f"until {day(link.expires_at)}"
    role = link_role_words(link.role)
    return tag("p", text(f"{role}, {state}; made by {link.made_by}"), class_="pa-quiet")
