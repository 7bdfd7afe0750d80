"""Reading: the clauses of one group, or one clause, and “I have read this”."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

import streamlit as st

from assistant.desk.differences import Run
from assistant.induction.visits import Visitor, Visits
from assistant.induction.words import words_sha256
from assistant.web.induction.frame import draw_back, draw_onward, heading_html
from assistant.web.induction.place import attempt, tell, turn_to
from assistant.web.induction.rule_view import rule_html
from assistant.web.induction.screens import Kind, Screen, rules_before
from assistant.web.markup import tag, text

OVERTAKEN = "A policy was changed while you were reading."
READ_AGAIN = (
    "So that isn’t kept as read. Please read what is there now. What you had read before is kept."
)


def draw_reading(
    shown: Sequence[Screen],
    at: int,
    easy: bool,
    today: date,
    changed: Mapping[str, Sequence[Run]],
) -> None:
    """The clauses of the screen, whole. `changed` are the words of those that a top-up is about,
    by the clause's id."""
    screen = shown[at]
    first, of = rules_before(shown, at) + 1, rules_before(shown, len(shown))
    st.html(heading_html(shown, at))
    for number, step in enumerate(screen.steps, first):
        runs = changed.get(step.clause.clause_id, ())
        st.html(rule_html(step, today, number, of, gloss_first=easy, changed=runs))


def draw_reading_actions(
    visits: Visits, visitor: Visitor, shown: Sequence[Screen], at: int
) -> None:
    """“I have read this”, or the way on where it was read before; the way back."""
    screen = shown[at]
    if screen.is_read:
        if len(screen.steps) > 0:
            st.html(tag("p", text("You have read this."), class_="pa-quiet"))
        draw_onward(shown, at)
    else:
        # What was shown goes with the button: a policy may be replaced before it is pressed.
        words = {s.clause.clause_id: words_sha256(s.clause) for s in screen.steps}
        st.button(
            "I have read this",
            key="induction-read",
            type="primary",
            width="stretch",
            on_click=_mark,
            args=(visits, visitor, words, _after(shown, at)),
        )
    draw_back(shown, at)


def _after(shown: Sequence[Screen], at: int) -> str | None:
    """The screen to turn to next; what comes next is found afresh when reading ends."""
    following = shown[at + 1]
    return following.key if following.kind is Kind.READ else None


def _mark(
    visits: Visits, visitor: Visitor, words: Mapping[str, str], following: str | None
) -> None:
    def mark() -> None:
        overtaken = visits.mark_read(visitor, words, datetime.now(UTC))
        if overtaken:
            tell(OVERTAKEN, READ_AGAIN)
        turn_to(None if overtaken else following)

    attempt(mark)
