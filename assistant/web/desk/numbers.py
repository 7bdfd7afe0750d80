"""Freeing the number of a personal link, for a holder who has forgotten it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from assistant.records.entries import PersonalLink
from assistant.web.markup import tag, text
from assistant.web.sign_in import current_actor

if TYPE_CHECKING:
    from assistant.induction.office import Office
    from assistant.settings import Settings

FREEING = (
    "For when {person} has forgotten the number, or it was locked after wrong tries. Whoever opens "
    "the link next chooses a new one and goes on as {person}: do it only when {person} has asked "
    "you in person. What was read and answered is kept."
)
FREED = "The number is free: {person} chooses a new one at the next visit."


def draw_free_number(link: PersonalLink, office: Office, settings: Settings) -> str:
    """Draws the way to free a number where one was chosen; returns what to tell when it was freed
    just now, else ''."""
    if office.records.links.claim_of(link.link_id) is None:
        return ""
    with st.popover("Free the number", key=f"free-{link.link_id}"):
        st.html(tag("p", text(FREEING.format(person=link.person))))
        if st.button("Yes, free it", key=f"freed-{link.link_id}"):
            office.free_number(current_actor(settings.access), link.link_id)
            return FREED.format(person=link.person)
    return ""
