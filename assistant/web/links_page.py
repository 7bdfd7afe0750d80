"""Personal links by themselves: for the office, which may make them and has no desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from assistant.access.roles import Permission
from assistant.errors import AssistantError
from assistant.web.desk.links import draw_links
from assistant.web.desk.place import draw_message
from assistant.web.markup import tag
from assistant.web.sign_in import admit
from assistant.web.theme import trouble_html
from ingest.errors import IngestError

if TYPE_CHECKING:
    from assistant.desk.service import Desk
    from assistant.induction.bootstrap import Inductions
    from assistant.settings import Settings


def draw_office_links(
    desk: Desk | AssistantError, inductions: Inductions | AssistantError, settings: Settings
) -> None:
    """Draws the links for someone who may make them, the way in for anyone else."""
    st.html(tag("h1", "Personal links", class_="pa-title"))
    if admit(settings.access, Permission.MANAGE_LINKS) is None:
        return
    if isinstance(desk, AssistantError):
        st.html(trouble_html("The links can’t be opened.", str(desk)))
        return
    draw_message()
    office = None if isinstance(inductions, AssistantError) else inductions.office
    try:
        draw_links(desk, settings, office)
    except (AssistantError, IngestError) as error:
        st.html(trouble_html("That didn’t work, and nothing was changed.", str(error)))
