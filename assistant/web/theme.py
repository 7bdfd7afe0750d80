"""The frame of every page: style sheets, name and school, the standing safeguarding line."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import streamlit as st
from PIL import Image, ImageDraw
from streamlit.navigation.page import StreamlitPage

from assistant.triage.cards import SchoolContacts
from assistant.web.markup import tag, text
from assistant.web.wording import DSL

PRODUCT = "Policy Assistant"
HERE = Path(__file__).parent
STYLES = ("answer.css", "pages.css", "desk.css", "induction.css")
SCRIPT = HERE / "page.js"
SEEN_BY = "pa-seen-by"  # the line that says which service sees a question; page.js knows it too


@lru_cache(maxsize=8)
def _read(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def favicon() -> Image.Image:
    """A small page with a marked line. Drawn here: Streamlit would fetch a named icon."""
    icon = Image.new("RGB", (64, 64), "#17566b")
    draw = ImageDraw.Draw(icon)
    draw.rectangle((14, 10, 49, 53), fill="white")
    for top, colour in ((18, "#17566b"), (27, "#e0a800"), (36, "#17566b"), (45, "#17566b")):
        draw.rectangle((20, top, 43, top + 4), fill=colour)
    return icon


def draw_frame(school: SchoolContacts, pages: Mapping[str, StreamlitPage]) -> None:
    """Styles, then the head of the page with its links, by their labels."""
    st.html("".join(tag("style", _read(name)) for name in STYLES))
    with st.container(key="masthead", horizontal=True, vertical_alignment="center"):
        st.html(masthead_html(school))
        with st.container(key="pages", horizontal=True, width="content"):
            for label, page in pages.items():
                st.page_link(page, label=label)
    st.html(standing_html(school))


def masthead_html(school: SchoolContacts) -> str:
    """The product's name and the school's."""
    name = school.name or "School name not set yet"
    return tag(
        "div",
        tag("span", "§", class_="pa-mark", aria_hidden="true"),
        tag("p", tag("strong", PRODUCT), tag("span", text(name)), class_="pa-brand"),
        class_="pa-masthead",
    )


def standing_html(school: SchoolContacts) -> str:
    """What stands over every page: it is automated, it reports nothing, whom to go to."""
    names = [name for name in (school.dsl, school.deputy_dsl) if name]
    dsl = f"{DSL} ({' or '.join(names)})" if names else f"{DSL} (name not set here yet)"
    return tag(
        "p",
        tag("strong", "Automated. Typing here reports nothing to anyone."),
        text(f" Worried about a child? Tell the {dsl} now. In immediate danger, call 999."),
        class_="pa-standing",
        role="note",
    )


def announce(number: int, announcement: str, addition: str = "") -> None:
    """Tells screen readers of answer `number`, once, and brings it into view; 0 clears. `addition`
    is what came to it later, told once too."""
    component = st.components.v2.component(
        "policy_assistant_page", js=_read(SCRIPT.name), isolate_styles=False
    )
    component(
        key="announcer",
        data={"number": number, "announcement": announcement, "addition": addition},
    )


def trouble_html(title: str, explanation: str) -> str:
    """Something that went wrong, in a calm box."""
    return tag(
        "div",
        tag("p", tag("strong", text(title))),
        tag("p", text(explanation)),
        class_="pa-trouble",
        role="alert",
    )
