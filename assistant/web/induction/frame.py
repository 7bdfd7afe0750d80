"""What stands around each screen: how far somebody is, the heading, the way back; mostly pure."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from assistant.web.induction.arriving import title_html
from assistant.web.induction.place import turn_to
from assistant.web.induction.screens import Screen
from assistant.web.markup import tag, text


def progress_html(at: int, of: int, note: str = "") -> str:
    """'Step 2 of 9', in words and as a bar; `at` counts from 0."""
    words = f"Step {at + 1} of {of}" + (f", {note}" if note else "")
    share = round(100 * (at + 1) / of)
    bar = tag("span", tag("span", style=f"width: {share}%"), class_="pa-bar", aria_hidden="true")
    return tag("div", tag("p", text(words)), bar, class_="pa-progress")


def heading_html(shown: Sequence[Screen], at: int, title: str | None = None, note: str = "") -> str:
    """How far somebody is, over the screen's heading."""
    return progress_html(at, len(shown), note) + title_html(title or shown[at].title)


def draw_back(shown: Sequence[Screen], at: int) -> None:
    """The button to the screen before; none on the first."""
    if at > 0:
        st.button(
            _named("Back to", shown[at - 1], shown[at], "Back to the rule before"),
            key="induction-back",
            type="tertiary",
            icon=":material/arrow_back:",
            on_click=turn_to,
            args=(shown[at - 1].key,),
        )


def draw_onward(shown: Sequence[Screen], at: int) -> None:
    """The button to the next screen, from one that is finished."""
    st.button(
        _named("Go on to", shown[at + 1], shown[at], "Go on to the next rule"),
        key="induction-onward",
        type="primary",
        width="stretch",
        on_click=turn_to,
        args=(shown[at + 1].key,),
    )


def _named(way: str, there: Screen, here: Screen, within: str) -> str:
    return within if there.title == here.title else f"{way}: {there.title}"
