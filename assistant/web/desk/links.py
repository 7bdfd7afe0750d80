"""Personal links for people without an account: making one, and ending one before its day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import streamlit as st

from assistant.access.links import LINK_ROLES, MOST_DAYS
from assistant.desk.administering import make_link, revoke_link
from assistant.induction.going_on import links_before, make_link_after
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
_WANTED = "desk_link_wanted"
_UNSAID = "desk_link_unsaid"
ONCE = "Copy it now and send it to that person alone: it is shown once, and not kept here."
AFRESH = "Begins afresh"
UNSAID = "Say whether the new link goes on from one before. Nothing was made yet."
BEFORE = "{person} has had a link as {role} already. Is this the same person?"
GOING_ON = (
    "A link that goes on opens what was read, answered and declared by the link before. That one "
    "ends now, and whoever opens the new one chooses a new number. Choose it only when you are "
    "sure that it is the same person: two people may bear one name."
)


@dataclass(frozen=True)
class Wanted:
    """A link that somebody asked for, while it is to be said whether it goes on from another."""

    person: str
    role: str
    days: int


def draw_links(desk: Desk, settings: Settings, office: Office | None = None) -> None:
    """The link just made, the form for another, and those that there are. Without `office` no
    number can be freed."""
    if _MADE in st.session_state:
        st.html(tag("p", text(ONCE), class_="pa-done", role="status"))
        st.code(st.session_state.pop(_MADE), language=None)
    if _WANTED in st.session_state:
        _draw_choice(st.session_state[_WANTED], desk, settings)
    else:
        _draw_form(desk, settings)
    links = desk.records.links.list()
    by_id = {link.link_id: link for link in links}
    followers = {before: link for link in reversed(links) for before in link.goes_on_from[:1]}
    for link in links:
        with st.container(border=True, key=f"link-{link.link_id}"):
            chain = chain_html(link, by_id, followers)
            st.html(tag("p", tag("strong", text(link.person))) + standing_html(link) + chain)
            if link.revoked_at is not None or link.link_id in followers:
                continue
            with st.container(horizontal=True):
                if st.button("Withdraw", key=f"revoke-{link.link_id}"):
                    revoke_link(desk.records, current_actor(settings.access), link.link_id)
                    go_to(Place.LINKS, f"The link of {link.person} is withdrawn.")
                if office and (freed := draw_free_number(link, office, settings)):
                    go_to(Place.LINKS, freed)


def _draw_form(desk: Desk, settings: Settings) -> None:
    with st.form("new-link"):
        person = st.text_input("Name of the person", max_chars=80)
        role = st.selectbox("Is here as", list(LINK_ROLES), format_func=link_role_words)
        days = st.number_input("Days until it runs out", 1, MOST_DAYS, 30)
        if not st.form_submit_button("Make a link", type="primary"):
            return
    wanted = Wanted(person, role, int(days))
    if links_before(desk.records, current_actor(settings.access), person, role):
        st.session_state[_WANTED] = wanted
        st.rerun()
    _make(wanted, None, desk, settings)


def _draw_choice(wanted: Wanted, desk: Desk, settings: Settings) -> None:
    """Whether the new link goes on from one before: neither is chosen for the person."""
    actor = current_actor(settings.access)
    before = links_before(desk.records, actor, wanted.person, wanted.role)
    with st.form("link-choice"):
        told = BEFORE.format(person=wanted.person, role=link_role_words(wanted.role).lower())
        st.html(tag("p", tag("strong", text(told))))
        words = {link.link_id: goes_on_words(link) for link in before} | {AFRESH: AFRESH}
        chosen = st.radio("The new link", list(words), index=None, format_func=words.__getitem__)
        if _UNSAID in st.session_state:
            del st.session_state[_UNSAID]
            st.html(tag("p", text(UNSAID), class_="pa-changed", role="alert"))
        st.html(tag("p", text(GOING_ON), class_="pa-quiet"))
        with st.container(horizontal=True):
            made = st.form_submit_button("Make the link", type="primary")
            cancelled = st.form_submit_button("Cancel")
    if cancelled:
        del st.session_state[_WANTED]
        st.rerun()
    if made and chosen is None:
        st.session_state[_UNSAID] = True
        st.rerun()
    if made:
        _make(wanted, None if chosen == AFRESH else chosen, desk, settings)


def _make(wanted: Wanted, before: str | None, desk: Desk, settings: Settings) -> None:
    """Makes the link; `before` is the id of the one that it goes on from."""
    actor = current_actor(settings.access)
    st.session_state.pop(_WANTED, None)
    if before is None:
        token = make_link(desk.records, actor, wanted.person, wanted.role, wanted.days)
    else:
        token = make_link_after(desk.records, actor, before, wanted.days)
    st.session_state[_MADE] = induction_address(st.context.url or "", token)
    st.rerun()


def induction_address(here: str, token: str) -> str:
    """The address of the induction for a link's holder, beside the page whose address is `here`."""
    return f"{here.rsplit('/', 1)[0]}/{INDUCTION}?{PARAMETER}={token}"


def goes_on_words(before: PersonalLink, now: datetime | None = None) -> str:
    """'Goes on from the link of 3 November 2026, 10:04 (ran out 10 November 2026, 10:04)'."""
    return f"Goes on from the link of {day(before.made_at)} ({_state(before, now)})"


def standing_html(link: PersonalLink, now: datetime | None = None) -> str:
    """Whom the link is for, who made it, and until when it holds."""
    role = link_role_words(link.role)
    told = f"{role}, {_state(link, now)}; made by {link.made_by}"
    return tag("p", text(told), class_="pa-quiet")


def chain_html(
    link: PersonalLink,
    by_id: Mapping[str, PersonalLink],
    followers: Mapping[str, PersonalLink],
) -> str:
    """From which link it goes on, and which goes on from it; '' for neither. `followers` are those
    that go on, by the id of the link before."""
    said = []
    if link.goes_on_from:
        before = by_id.get(link.goes_on_from[0])
        said.append(f"Goes on from {_of(before, 'a link that is no longer kept')}.")
    if after := followers.get(link.link_id):
        said.append(f"Gone on with by {_of(after)}.")
    return tag("p", text(" ".join(said)), class_="pa-quiet") if said else ""


def _of(link: PersonalLink | None, otherwise: str = "") -> str:
    return f"the link of {day(link.made_at)}" if link else otherwise


def _state(link: PersonalLink, now: datetime | None) -> str:
    if link.revoked_at is not None:
        return f"withdrawn {day(link.revoked_at)}"
    if (now or datetime.now(UTC)) >= link.expires_at:
        return f"ran out {day(link.expires_at)}"
    return f"until {day(link.expires_at)}"
