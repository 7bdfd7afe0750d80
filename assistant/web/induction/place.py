"""What a browser session holds of an induction: who was let in, where they are, what to tell them.

The rest is kept in the records. Nothing of it is written into the browser.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from assistant.access.errors import LinkError
from assistant.errors import AssistantError
from assistant.induction.visits import Visitor
from assistant.records.induction_entries import QuizItem
from assistant.web import session
from assistant.web.theme import trouble_html
from ingest.errors import IngestError

NOT_KEPT = "That didn’t work, and nothing of it was kept."
_PREFIX = "induction_"
_VISITOR = "induction_visitor"
_TOKEN = "induction_token"
_AT = "induction_at"
_GIVEN = "induction_given"
_TROUBLE = "induction_trouble"
_STOPPED = "induction_stopped"


@dataclass(frozen=True)
class Given:
    """An answer just given, until its giver has seen whether it was right. `of` counts the
    questions of the go."""

    item: QuizItem
    chosen: int
    position: int
    of: int

    @property
    def is_right(self) -> bool:
        """Whether it was the right one."""
        return self.chosen == self.item.right


def visitor() -> Visitor | None:
    """Who told the number of their link in this session."""
    found: Visitor | None = st.session_state.get(_VISITOR)
    return found


def link_token() -> str | None:
    """The token of the link that the visitor came by."""
    found: str | None = st.session_state.get(_TOKEN)
    return found


def let_in(entered: Visitor, token: str) -> None:
    """Notes that somebody may go on by their link."""
    leave()
    st.session_state[_VISITOR] = entered
    st.session_state[_TOKEN] = token


def leave() -> None:
    """Forgets who was here and everything they saw; what they had finished is in the records."""
    for key in [key for key in st.session_state if str(key).startswith(_PREFIX)]:
        del st.session_state[key]


def stop() -> None:
    """Forgets who was here and what they asked, at their own wish."""
    leave()
    session.start_again()
    st.session_state[_STOPPED] = True


def has_stopped() -> bool:
    """Whether somebody has just stopped here; told once."""
    return bool(st.session_state.pop(_STOPPED, False))


def turned_to() -> str | None:
    """The screen that the visitor turned to; None for the one that comes next."""
    key: str | None = st.session_state.get(_AT)
    return key


def turn_to(key: str | None) -> None:
    """Turns to a screen; None is the one that comes next."""
    st.session_state[_AT] = key


def given() -> Given | None:
    """The answer that is being shown as right or wrong."""
    found: Given | None = st.session_state.get(_GIVEN)
    return found


def note_given(answer: Given | None) -> None:
    """Shows an answer as right or wrong until None is noted."""
    st.session_state[_GIVEN] = answer


def tell(title: str, words: str) -> None:
    """Leaves words for the next drawing of the page."""
    st.session_state[_TROUBLE] = (title, words)


def draw_told() -> None:
    """Draws what was left to tell, once."""
    if _TROUBLE in st.session_state:
        title, words = st.session_state.pop(_TROUBLE)
        st.html(trouble_html(title, words))


def attempt(action: Callable[[], None]) -> None:
    """Does what a button asks for, before the page is drawn again; what goes wrong is told there.
    When the link has ended, its visitor is let out."""
    try:
        action()
    except LinkError as error:
        leave()
        tell("This link doesn’t open anything now.", str(error))
    except (AssistantError, IngestError) as error:
        tell(NOT_KEPT, str(error))
