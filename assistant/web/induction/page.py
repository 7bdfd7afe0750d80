"""The induction, as the holder of a personal link meets it: the way in, then what comes next."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assistant.access.errors import LinkError
from assistant.access.links import LINK_WORDS, LinkStanding
from assistant.errors import AssistantError
from assistant.induction.path.roles import CHAT_ROLE
from assistant.induction.visits import Visitor, Visits
from assistant.induction.way import Stage, Way
from assistant.records.induction_entries import InductionRole
from assistant.web.induction import place
from assistant.web.induction.arriving import draw_arrival, draw_without_link, title_html
from assistant.web.induction.asking import draw_asking
from assistant.web.induction.beginning import draw_beginning, draw_not_ready
from assistant.web.induction.changes_view import runs_by_clause
from assistant.web.induction.comfort import draw_comfort, is_easy, settle
from assistant.web.induction.declaring import draw_declaring
from assistant.web.induction.done import draw_done, draw_stale
from assistant.web.induction.frame import draw_onward, heading_html
from assistant.web.induction.quiz import draw_quiz
from assistant.web.induction.reading import draw_reading, draw_reading_actions
from assistant.web.induction.screens import Kind, due, screens
from assistant.web.induction.screens import place as place_of
from assistant.web.induction.telling import telling_html
from assistant.web.link_visit import PARAMETER
from assistant.web.source import Source
from assistant.web.theme import trouble_html
from ingest.errors import IngestError

if TYPE_CHECKING:
    from assistant.desk.service import Desk
    from assistant.induction.bootstrap import Inductions
    from assistant.settings import Settings

CLOSED = "The induction can’t be opened now."
CHAT_ONLY = (
    "This link opens the chat and no induction. Ask the person who sent it to you for one that "
    "does."
)
LINK_ENDED = "This link doesn’t open anything now."


def draw_induction(
    inductions: Inductions | AssistantError,
    desk: Desk | AssistantError,
    source: Source,
    settings: Settings,
) -> None:
    """Draws what comes next for the holder of the link that the page was opened with."""
    draw_comfort()
    # What is drawn in here is what is read aloud.
    screen = st.container(key="induction-screen")
    with screen:
        place.draw_told()
        visitor = _draw_way_in(inductions)
    if visitor is not None and not isinstance(inductions, AssistantError):
        _draw_inside(screen, inductions.visits, visitor, desk, source, settings)


def _draw_way_in(inductions: Inductions | AssistantError) -> Visitor | None:
    """Whoever was let in; None when the page shows the way in, or why there is none."""
    token = st.query_params.get(PARAMETER)
    if not token:
        draw_without_link()
        return None
    try:
        if isinstance(inductions, AssistantError):
            raise inductions
        return _let_in(inductions.visits, token)
    except AssistantError as error:
        st.html(title_html("Your induction") + trouble_html(CLOSED, str(error)))
        return None


def _let_in(visits: Visits, token: str) -> Visitor | None:
    """Whoever told this link's number in this session; else draws the way in."""
    standing, link, claimed = visits.arrive(token, datetime.now(UTC))
    if standing is not LinkStanding.OK or link is None:
        place.leave()
        st.html(title_html("Your induction"))
        st.html(trouble_html("This link doesn’t open anything.", LINK_WORDS[standing]))
        settle("closed")
        return None
    if link.role not in tuple(InductionRole):
        st.html(title_html("Your induction") + trouble_html("No induction.", CHAT_ONLY))
        return None
    visitor = place.visitor()
    if visitor is not None and visitor.link_id == link.link_id and claimed:
        return visitor
    settle(draw_arrival(visits, token, link, claimed))
    return None


def _draw_inside(
    screen: DeltaGenerator,
    visits: Visits,
    visitor: Visitor,
    desk: Desk | AssistantError,
    source: Source,
    settings: Settings,
) -> None:
    """What comes next, the chat at hand, and the way to stop."""
    with screen:
        try:
            way = visits.way(visitor, datetime.now(UTC))
            shown = _draw_screen(visits, visitor, way, settings)
        except LinkError as error:
            place.leave()
            place.tell(LINK_ENDED, str(error))
            st.rerun()
        except (AssistantError, IngestError) as error:
            st.html(title_html("Your induction") + trouble_html(CLOSED, str(error)))
            return
    draw_asking(shown, CHAT_ROLE[way.role], source, desk, settings)
    st.button(
        "Stop here for now",
        key="induction-stop",
        type="tertiary",
        icon=":material/logout:",
        on_click=place.stop,
    )
    settle(shown)


def _draw_screen(visits: Visits, visitor: Visitor, way: Way, settings: Settings) -> str:
    """Draws the screen, and returns a name for it."""
    if way.stage is Stage.NO_PATH:
        draw_not_ready(settings.school)
    elif way.stage is Stage.BEGIN:
        draw_beginning(visits, visitor, way, settings.school)
    elif way.stage is Stage.STALE and way.record:
        draw_stale(visits, visitor, way, way.record, settings.school)
    elif way.stage is Stage.DONE and way.record:
        draw_done(visits, visitor, way, way.record)
    else:
        return _draw_under_way(visits, visitor, way, settings)
    return way.stage.value


def _draw_under_way(visits: Visits, visitor: Visitor, way: Way, settings: Settings) -> str:
    """The screen that the visitor is at, of an induction or a top-up that was begun."""
    easy, today = is_easy(), date.today()
    shown = screens(way, easy)
    furthest = due(shown, way.stage)
    given = place.given()
    at = place_of(shown, place.turned_to(), furthest)
    if given is not None:  # until its giver has seen whether it was right
        at = next((n for n, s in enumerate(shown) if s.kind is Kind.QUIZ), furthest)
        return draw_quiz(visits, visitor, way, given, shown, at, today)
    screen = shown[at]
    if screen.kind is Kind.TELL:
        st.html(heading_html(shown, at) + telling_html(settings.school))
        draw_onward(shown, at)
    elif screen.kind is Kind.READ:
        changed = runs_by_clause(way.changes.states) if way.changes and way.is_top_up else {}
        draw_reading(shown, at, easy, today, changed)
        draw_reading_actions(visits, visitor, shown, at)
    elif screen.kind is Kind.QUIZ:
        return draw_quiz(visits, visitor, way, None, shown, at, today)
    else:
        draw_declaring(visits, visitor, way, shown, at)
    return screen.key
