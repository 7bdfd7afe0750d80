"""What makes the pages easier to use: text size, the easy-read layout, reading aloud."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import streamlit as st

from assistant.web.markup import tag

SCRIPT = Path(__file__).parents[1] / "induction.js"
SIZES = {"normal": "Normal", "large": "Large", "largest": "Largest"}
_SIZE = "comfort_size"
_EASY = "comfort_easy"


def is_easy() -> bool:
    """Whether the easy-read layout is chosen: one rule on a screen, in larger type."""
    return bool(st.session_state.get(_EASY, False))


def size() -> str:
    """The text size that is chosen."""
    chosen = st.session_state.get(_SIZE)
    return chosen if chosen in SIZES else next(iter(SIZES))


def draw_comfort() -> None:
    """The choices, and the marks by which the style sheet knows what is chosen."""
    with st.container(key="induction-comfort", horizontal=True):
        st.html(comfort_html(), width="content")
        with st.popover("Text size, easy read", icon=":material/text_fields:"):
            st.pills(
                "Text size",
                list(SIZES),
                default=size(),
                format_func=SIZES.__getitem__,
                required=True,
                key=_SIZE,
                persist_state="session",
            )
            st.toggle(
                "Easy read: one rule at a time, in larger type, plain English first",
                key=_EASY,
                persist_state="session",
            )
    st.html(marks_html(size(), is_easy()))


def comfort_html() -> str:
    """The button that reads the screen aloud, and where it says what it can't do."""
    button = tag("button", "Read aloud", type="button", class_="pa-print", data_aloud="read")
    told = tag("p", class_="pa-quiet", data_aloud="told", role="status")
    return tag("div", button, told, class_="pa-aloud")


def marks_html(chosen: str, easy: bool) -> str:
    """What is chosen, for the style sheet alone."""
    return tag(
        "span",
        class_=f"pa-marks pa-size-{chosen}" + (" pa-easy-read" if easy else ""),
        aria_hidden="true",
    )


def settle(screen: str) -> None:
    """Sets the page up in the browser: a new `screen` is brought into view and focused on, and
    what is being read aloud stops."""
    component = st.components.v2.component(
        "policy_assistant_induction", js=_script(), isolate_styles=False
    )
    component(key="induction-settler", data={"screen": screen})


@lru_cache(maxsize=1)
def _script() -> str:
    return SCRIPT.read_text(encoding="utf-8")
