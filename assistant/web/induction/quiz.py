"""The quiz: one question on a screen, then whether it was right and the clause that decides it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

import streamlit as st

from assistant.answers import Quote
from assistant.induction.quiz.scoring import passed
from assistant.induction.visits import Visitor, Visits
from assistant.induction.way import Asked, Stage, Way
from assistant.records.induction_entries import AttemptScore
from assistant.replying.composition import quote_of
from assistant.web.induction.arriving import title_html
from assistant.web.induction.frame import draw_back, draw_onward, heading_html, progress_html
from assistant.web.induction.place import Given, attempt, note_given, turn_to
from assistant.web.induction.rule_view import deciding_html
from assistant.web.induction.screens import Screen
from assistant.web.markup import as_label, tag, text
from assistant.web.theme import trouble_html
from ingest.documents import Policy
from ingest.library import Passage

ABOUT = (
    "A few questions on what you have read, one at a time. There is no time limit, and you may go "
    "back to the rules. After each answer you see the rule that decides it."
)
ANOTHER_GO = (
    "Have another go: the rules that you missed come again. You can read them once more first, and "
    "have as many goes as you need."
)
CHOOSE = "Choose an answer first."
_RIGHT = ("✓", "yes", "That is right")
_NOT_RIGHT = ("✕", "no", "That is not right")


def draw_quiz(
    visits: Visits,
    visitor: Visitor,
    way: Way,
    given: Given | None,
    shown: Sequence[Screen],
    at: int,
    today: date,
) -> str:
    """The answer just given, else the question that comes next, else the beginning of a go; returns
    a name for which it was."""
    if given is not None:
        _draw_given(given, way, shown, at, today)
        return f"answered-{given.position}"
    if way.stage is not Stage.QUIZ:
        st.html(heading_html(shown, at) + passed_html(way, visits.settings.pass_mark))
        draw_onward(shown, at)
        draw_back(shown, at)
        return "quiz-passed"
    if way.asked is not None:
        _draw_question(visits, visitor, way.asked, shown, at)
        return f"question-{way.asked.attempt.number}-{way.asked.position}"
    _draw_start(visits, visitor, way, shown, at)
    return f"quiz-{len(way.scores)}"


def _draw_start(
    visits: Visits, visitor: Visitor, way: Way, shown: Sequence[Screen], at: int
) -> None:
    mark = visits.settings.pass_mark
    failed = bool(way.scores) and not passed(way.scores[-1], mark)
    title = "Not passed yet" if failed else None
    words = tag("p", text(ABOUT), class_="pa-intro")
    if failed:
        words = tag("p", tag("strong", text(score_words(way.scores[-1], mark))), role="status")
        words += tag("p", text(ANOTHER_GO), class_="pa-intro")
    st.html(heading_html(shown, at, title) + words)
    st.button(
        "Have another go" if failed else "Begin the quiz",
        key="induction-begin-quiz",
        type="primary",
        width="stretch",
        on_click=_begin,
        args=(visits, visitor),
    )
    draw_back(shown, at)


def _begin(visits: Visits, visitor: Visitor) -> None:
    attempt(lambda: visits.begin_quiz(visitor, datetime.now(UTC)))


def _draw_question(
    visits: Visits, visitor: Visitor, asked: Asked, shown: Sequence[Screen], at: int
) -> None:
    item, position = asked.item, asked.position
    of = len(asked.attempt.item_ids)
    st.html(heading_html(shown, at, f"Question {position + 1} of {of}"))
    key = f"induction_choice_{asked.attempt.attempt_id}_{position}_{item.revision}"
    with st.form("induction-question", border=False):
        chosen = st.radio(
            as_label(item.question),
            list(asked.order),
            index=None,
            format_func=lambda option: as_label(item.options[option]),
            key=key,
        )
        sent = st.form_submit_button("Answer", type="primary", width="stretch")
    if sent and chosen is None:
        st.html(trouble_html("Nothing was answered yet.", CHOOSE))
    elif sent and chosen is not None:
        _answer(visits, visitor, asked, int(chosen))
        st.rerun()
    draw_back(shown, at)


def _answer(visits: Visits, visitor: Visitor, asked: Asked, chosen: int) -> None:
    def answer() -> None:
        attempt_id = asked.attempt.attempt_id
        item = visits.answer(visitor, attempt_id, asked.position, chosen, datetime.now(UTC))
        note_given(Given(item, chosen, asked.position, len(asked.attempt.item_ids)))

    attempt(answer)


def _draw_given(given: Given, way: Way, shown: Sequence[Screen], at: int, today: date) -> None:
    note = f"question {given.position + 1} of {given.of}"
    st.html(progress_html(at, len(shown), note) + given_html(given))
    st.html(deciding_html(deciding_quote(given, way), _policies(way), today))
    last = given.position + 1 == given.of
    st.button(
        "See how you did" if last else "Next question",
        key="induction-next",
        type="primary",
        width="stretch",
        on_click=_go_on,
    )


def _go_on() -> None:
    note_given(None)
    turn_to(None)


def given_html(given: Given) -> str:
    """Whether it was right, in words and with a sign; what was asked, chosen, and is right."""
    item = given.item
    sign, tone, words = _RIGHT if given.is_right else _NOT_RIGHT
    shown = tag("span", sign, class_=f"pa-sign pa-tone-{tone}", aria_hidden="true")
    told = [tag("p", text(item.question), class_="pa-question")]
    if not given.is_right:
        told.append(tag("p", tag("strong", "You chose: "), text(item.options[given.chosen])))
    told.append(tag("p", tag("strong", "The right answer: "), text(item.options[item.right])))
    box = tag("div", *told, class_=f"pa-answer pa-tone-{tone}", role="status")
    return title_html(words, before=shown) + box


def deciding_quote(given: Given, way: Way) -> Quote:
    """The clause that decides the question, where it stands today; as it was kept when it has gone
    in the meantime."""
    kept = given.item.kept.quote
    for step in way.steps:
        if step.clause.clause_id == kept.clause_id:
            return quote_of(Passage(step.clause, step.policy, 1.0))
    return kept


def passed_html(way: Way, pass_mark: float) -> str:
    """That the quiz was passed, and how; '' when it wasn't."""
    best = next((score for score in reversed(way.scores) if passed(score, pass_mark)), None)
    if best is None:
        return ""
    words = f"You passed the quiz: {best.right} of {best.of} right."
    return tag("p", tag("strong", text(words)), class_="pa-done", role="status")


def score_words(score: AttemptScore, pass_mark: float) -> str:
    """'You had 4 of 6 right. 5 are needed.'"""
    needed = next(n for n in range(score.of + 1) if n >= score.of * pass_mark - 1e-9)
    return f"You had {score.right} of {score.of} right. {needed} are needed."


def _policies(way: Way) -> dict[str, Policy]:
    return {step.policy.policy_id: step.policy for step in way.steps}
