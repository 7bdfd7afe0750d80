"""The declaration: its exact words, a tick, and one's own name under it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256

import streamlit as st

from assistant.induction.visits import Visitor, Visits
from assistant.induction.way import Way
from assistant.web.induction.frame import draw_back, heading_html
from assistant.web.induction.place import attempt
from assistant.web.induction.quiz import passed_html
from assistant.web.induction.screens import Screen
from assistant.web.markup import tag, text
from assistant.web.theme import trouble_html

INTRO = (
    "Please read it to the end. It is kept with today’s date, word for word, and can’t be changed "
    "afterwards."
)
NO_QUIZ = "No quiz is in use here for what you have read, so this comes next."
TICK = "I have read this declaration, and it is true."
NOTHING = "Nothing was declared yet."
NOT_TICKED = "Tick the box first: without it there is no declaration."
OTHER_NAME = "Type your name as it stands in the declaration: {person}."
OVERTAKEN = "The declaration reads differently now."
AGAIN = (
    "A policy, a name or the date in it has changed since it was shown to you. Nothing was "
    "declared. Please read it again."
)
_SHOWN = "induction_wording"
_APOSTROPHES = str.maketrans("’‘ʼ`", "''''")


def draw_declaring(
    visits: Visits, visitor: Visitor, way: Way, shown: Sequence[Screen], at: int
) -> None:
    """The words to declare, and the form to declare them with."""
    words = visits.declaration(visitor, datetime.now(UTC))
    st.html(heading_html(shown, at) + before_html(way, visits.settings.pass_mark))
    st.html(wording_html(words))
    if overtaken(words):
        st.html(trouble_html(OVERTAKEN, AGAIN))
    # Other words come with a form of their own: no tick is carried over to them.
    which = sha256(words.encode()).hexdigest()[:12]
    with st.form(f"induction-declare-{which}", border=True):
        ticked = st.checkbox(TICK, key=f"induction_tick_{which}")
        name = st.text_input(
            "Your name, as it stands above", autocomplete="name", key=f"induction_name_{which}"
        )
        sent = st.form_submit_button("I declare this", type="primary", width="stretch")
    if sent and not ticked:
        st.html(trouble_html(NOTHING, NOT_TICKED))
    elif sent and not same_name(name or "", way.link.person):
        st.html(trouble_html(NOTHING, OTHER_NAME.format(person=way.link.person)))
    elif sent:
        attempt(lambda: _declare(visits, visitor, words))
        st.rerun()
    draw_back(shown, at)


def overtaken(words: str) -> bool:
    """Whether this session was shown other words before; told once."""
    before = st.session_state.get(_SHOWN)
    st.session_state[_SHOWN] = words
    return before is not None and before != words


def _declare(visits: Visits, visitor: Visitor, words: str) -> None:
    visits.declare(visitor, words, datetime.now(UTC))
    st.session_state.pop(_SHOWN, None)


def before_html(way: Way, pass_mark: float) -> str:
    """How the quiz went, or that there is none; then what a declaration is."""
    told = passed_html(way, pass_mark)
    if not told and not way.has_quiz:
        told = tag("p", text(NO_QUIZ), class_="pa-quiet")
    return told + tag("p", text(INTRO), class_="pa-intro")


def wording_html(words: str) -> str:
    """The declaration to the letter, with its own line breaks."""
    paragraphs = [tag("p", text(part)) for part in words.split("\n\n")]
    return tag("div", *paragraphs, class_="pa-declaration")


def same_name(typed: str, person: str) -> bool:
    """Whether it is the same name, whatever its case, spaces and kind of apostrophe."""
    return bool(typed.strip()) and _plain(typed) == _plain(person)


def _plain(name: str) -> str:
    folded = unicodedata.normalize("NFKC", name).translate(_APOSTROPHES).casefold()
    return " ".join(folded.replace(".", " ").split())
