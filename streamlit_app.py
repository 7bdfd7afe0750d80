"""The web pages: `streamlit run streamlit_app.py`, or `policy-assistant chat`."""

from __future__ import annotations

import streamlit as st

from assistant.access.roles import Permission, allowed
from assistant.bootstrap import Assistant, build
from assistant.desk.bootstrap import build_desk
from assistant.desk.chat_model import on_records
from assistant.desk.service import Desk
from assistant.errors import AssistantError
from assistant.induction.bootstrap import Inductions, build_induction
from assistant.settings import Settings, load_settings
from assistant.web.chat import draw_chat
from assistant.web.desk.page import draw_desk
from assistant.web.induction.certificate_page import draw_certificate
from assistant.web.induction.page import draw_induction
from assistant.web.induction.register_page import draw_register
from assistant.web.leadership_page import draw_leadership
from assistant.web.library_page import draw_library
from assistant.web.link_visit import draw_visitor
from assistant.web.links_page import draw_office_links
from assistant.web.model_page import draw_model
from assistant.web.records_page import draw_records
from assistant.web.sign_in import current_actor
from assistant.web.sign_in_events import record_sign_ins
from assistant.web.source import Unavailable
from assistant.web.theme import PRODUCT, draw_frame, favicon
from ingest.errors import IngestError


@st.cache_resource(show_spinner="Getting ready…", max_entries=1)
def _built(known_by: str, _settings: Settings) -> Assistant:
    """Built once, and again when the settings change: `known_by` tells them apart. What it knows
    of the library it reads afresh for each question."""
    if _settings.chat_model is None:
        return build(_settings)
    return build(_settings, *on_records(_settings.records))


@st.cache_resource(show_spinner=False, max_entries=1)
def _desk(known_by: str, _settings: Settings, _assistant: Assistant) -> Desk:
    """Opened once; when it can't be, it is tried again at the next drawing."""
    return build_desk(_settings, _assistant)


@st.cache_resource(show_spinner=False, max_entries=1)
def _inductions(known_by: str, _settings: Settings, _desk: Desk) -> Inductions:
    """Opened once, as the desk is: wrong numbers are counted in it."""
    return build_induction(_settings, _desk)


def main() -> None:
    """One run of the script: one drawing of one page."""
    st.set_page_config(page_icon=favicon(), layout="centered")
    settings = Settings()
    assistant: Assistant | Unavailable
    try:
        settings = load_settings()
        assistant = _built(repr(settings), settings)
    except (AssistantError, IngestError) as error:
        assistant = Unavailable(error)

    desk: Desk | AssistantError
    try:
        if isinstance(assistant, Unavailable):
            raise AssistantError(assistant.problem)
        desk = _desk(repr(settings), settings, assistant)
    except AssistantError as error:
        desk = error

    inductions: Inductions | AssistantError
    try:
        if isinstance(desk, AssistantError):
            raise desk
        inductions = _inductions(repr(settings), settings, desk)
    except AssistantError as error:
        inductions = error

    def ask() -> None:
        draw_chat(assistant, settings, desk)

    def library() -> None:
        draw_library(assistant, settings, desk)

    def dsl() -> None:
        draw_desk(desk, inductions, settings)

    def induction() -> None:
        draw_induction(inductions, desk, assistant, settings)

    def certificate() -> None:
        draw_certificate(inductions)

    def register() -> None:
        draw_register(inductions, settings)

    def links() -> None:
        draw_office_links(desk, inductions, settings)

    def leadership() -> None:
        draw_leadership(desk, settings)

    def records() -> None:
        draw_records(desk, settings)

    def model() -> None:
        draw_model(desk, settings)

    pages = {
        "Ask": st.Page(ask, title=f"Ask – {PRODUCT}", default=True),
        "Library": st.Page(library, title=f"Library – {PRODUCT}", url_path="library"),
        "DSL desk": st.Page(dsl, title=f"DSL desk – {PRODUCT}", url_path="desk"),
    }
    for_some = {
        "Register": (Permission.READ_REGISTER, register),
        "Links": (Permission.MANAGE_LINKS, links),
        "Leadership": (Permission.READ_LEADERSHIP, leadership),
        "Records": (Permission.READ_RECORDS, records),
    }
    if settings.chat_model is not None:
        for_some["Chat model"] = (Permission.ADMINISTER, model)
    hidden = {
        label: st.Page(draw, title=f"{label} – {PRODUCT}", url_path=label.lower().replace(" ", "-"))
        for label, (_, draw) in for_some.items()
    }
    # Reached by a link or a printed address, not from the top of the page.
    reached = [
        st.Page(draw, title=f"{name} – {PRODUCT}", url_path=name.lower())
        for name, draw in (("Induction", induction), ("Certificate", certificate))
    ]
    page = st.navigation([*pages.values(), *hidden.values(), *reached], position="hidden")
    actor = current_actor(settings.access)
    shown = {label: hidden[label] for label in hidden if allowed(actor, for_some[label][0])}
    if allowed(actor, Permission.USE_DESK):  # links are a part of the desk
        shown.pop("Links", None)
    draw_frame(settings.school, pages | shown)
    draw_visitor(desk)
    try:
        page.run()
    finally:
        record_sign_ins(desk)


main()
