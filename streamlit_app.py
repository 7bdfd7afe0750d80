"""The web pages: `streamlit run streamlit_app.py`, or `policy-assistant chat`."""

from __future__ import annotations

import streamlit as st

from assistant.bootstrap import Assistant, build
from assistant.errors import AssistantError
from assistant.settings import Settings, load_settings
from assistant.web.chat import draw_chat
from assistant.web.library_page import draw_library
from assistant.web.source import Unavailable
from assistant.web.theme import PRODUCT, draw_frame, favicon
from ingest.errors import IngestError


@st.cache_resource(show_spinner="Getting ready…", max_entries=1)
def _built(known_by: str, _settings: Settings) -> Assistant:
    """Built once, and again when the settings change: `known_by` tells them apart. What it knows
    of the library it reads afresh for each question."""
    return build(_settings)


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

    def ask() -> None:
        draw_chat(assistant, settings)

    def library() -> None:
        draw_library(assistant, settings)

    pages = {
        "Ask": st.Page(ask, title=f"Ask – {PRODUCT}", default=True),
        "Library": st.Page(library, title=f"Library – {PRODUCT}", url_path="library"),
    }
    page = st.navigation(list(pages.values()), position="hidden")
    draw_frame(settings.school, pages)
    page.run()


main()
