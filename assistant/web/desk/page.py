"""The DSL desk: the gate, then one of its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from assistant.access.roles import Permission
from assistant.errors import AssistantError
from assistant.web.desk.draft import draw_drafts
from assistant.web.desk.guidance import draw_guidance
from assistant.web.desk.inbox import draw_inbox
from assistant.web.desk.links import draw_links
from assistant.web.desk.paths import draw_paths
from assistant.web.desk.place import Place, draw_message, place
from assistant.web.desk.quiz import draw_quiz
from assistant.web.desk.signed import draw_signed
from assistant.web.markup import tag
from assistant.web.sign_in import admit
from assistant.web.theme import trouble_html
from ingest.errors import IngestError

if TYPE_CHECKING:
    from assistant.desk.service import Desk
    from assistant.induction.bootstrap import Inductions
    from assistant.settings import Settings

_DRAW = {
    Place.INBOX: draw_inbox,
    Place.DRAFTS: draw_drafts,
    Place.SIGNED: draw_signed,
    Place.GUIDANCE: draw_guidance,
}
_DRAW_INDUCTION = {
    Place.PATHS: draw_paths,
    Place.QUIZ: draw_quiz,
}


def draw_desk(
    desk: Desk | AssistantError, inductions: Inductions | AssistantError, settings: Settings
) -> None:
    """Draws the desk for someone who may use it, the way in for anyone else."""
    st.html(tag("h1", "DSL desk", class_="pa-title"))
    actor = admit(settings.access, Permission.USE_DESK)
    if actor is None:
        return
    if isinstance(desk, AssistantError):
        st.html(trouble_html("The desk can’t be opened.", str(desk)))
        return
    draw_message()
    try:
        _draw(place(), desk, inductions, settings)
    except (AssistantError, IngestError) as error:
        st.html(trouble_html("That didn’t work, and nothing was changed.", str(error)))


def _draw(
    where: Place, desk: Desk, inductions: Inductions | AssistantError, settings: Settings
) -> None:
    office = None if isinstance(inductions, AssistantError) else inductions.office
    if where is Place.LINKS:
        draw_links(desk, settings, office)
    elif where in _DRAW:
        _DRAW[where](desk, settings)
    elif office is not None:
        _DRAW_INDUCTION[where](office, settings)
    else:
        st.html(trouble_html("Inductions can’t be opened.", str(inductions)))
