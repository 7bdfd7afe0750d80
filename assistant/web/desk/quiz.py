"""The questions of the quiz: proposed, looked at one by one, approved, changed, retired."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

import streamlit as st

from assistant.induction.office import JudgedItem
from assistant.induction.path.roles import ROLE_WORDS
from assistant.records.induction_entries import InductionRole, QuizKind, QuizState
from assistant.web.desk.place import Place, go_to
from assistant.web.desk.quiz_clashes import draw_marking, draw_marks
from assistant.web.desk.quiz_editing import Shown, chosen, counted
from assistant.web.desk.quiz_form import draw_choice_of_clause, draw_form, editing, open_form
from assistant.web.desk.quiz_view import KINDS, item_html, statistics_html, summary
from assistant.web.markup import tag, text
from assistant.web.sign_in import current_actor

if TYPE_CHECKING:
    from assistant.induction.office import Office
    from assistant.settings import Settings

_AT = "quiz_at"  # the id of the question that is looked at
_PLACE = "quiz_place"  # and which in the list it is: the next one comes to its place
ANY = "Any"
NOTHING = {
    Shown.TO_APPROVE: "No question waits to be approved. Have some proposed, or write one.",
    Shown.ASKED: "No question is in use: nobody is asked anything until you have approved some.",
    Shown.NOT_ASKED: "Every question that was approved is asked.",
    Shown.RETIRED: "No question was retired.",
}
PROPOSING = (
    "Questions are made from the clauses that are held here now, and nothing is asked before you "
    "have approved it."
)
HARDEST = (
    "A rule that few get right is one that isn’t understood: explain it, or mend its question. "
    "Small numbers are withheld, so that nobody can be known by an answer."
)


class _Part(StrEnum):
    QUESTIONS = "Questions"
    WRITE = "Write one"
    CLASHES = "In conflict"
    ANSWERS = "How they are answered"


def draw_quiz(office: Office, settings: Settings) -> None:
    """Draws the questions, the form for one, or how they are answered."""
    if (opened := editing()) is not None:
        draw_form(opened, office, settings)
        return
    part = st.segmented_control(
        "Part of the quiz",
        list(_Part),
        default=_Part.QUESTIONS,
        required=True,
        key="quiz-part",
        label_visibility="collapsed",
    )
    if part == _Part.WRITE:
        draw_choice_of_clause(office, settings)
    elif part == _Part.CLASHES:
        draw_marks(office, settings)
    elif part == _Part.ANSWERS:
        st.html(tag("p", text(HARDEST), class_="pa-quiet"))
        st.html(statistics_html(office.statistics(current_actor(settings.access))))
    else:
        _draw_questions(office, settings)


def _draw_questions(office: Office, settings: Settings) -> None:
    judged = office.quiz(current_actor(settings.access))
    st.html(tag("p", tag("strong", text(summary(counted(judged))))))
    if st.button("Propose questions", key="quiz-propose"):
        with st.spinner("Reading the policies…"):
            new = office.propose_items(current_actor(settings.access))
        go_to(Place.QUIZ, _proposed(new))
    st.html(tag("p", text(PROPOSING), class_="pa-quiet"))
    shown, kind, role = _draw_filters()
    found = chosen(judged, shown, kind, role)
    if not found:
        st.html(tag("p", text(NOTHING[shown])))
        return
    one = _draw_jump(found)
    with st.container(border=True, key="quiz-item"):
        policies = {policy.policy_id: policy for policy in office.desk.source.policies()}
        st.html(item_html(one, policies, date.today()))
        if one.item.state is not QuizState.RETIRED:
            _draw_actions(one, found, office, settings)
            draw_marking(one.item, office, settings)


def _proposed(new: int) -> str:
    if new == 0:
        return "Nothing new: what can be asked on these clauses is proposed already."
    return "One new question is proposed." if new == 1 else f"{new} new questions are proposed."


def _draw_filters() -> tuple[Shown, QuizKind | None, InductionRole | None]:
    shown = st.selectbox("Show", [*Shown], key="quiz-shown")
    with st.container(horizontal=True):
        kind = st.selectbox(
            "Kind", [ANY, *QuizKind], format_func=lambda k: KINDS.get(k, k), key="quiz-kind"
        )
        role = st.selectbox(
            "For", [ANY, *InductionRole], format_func=lambda r: ROLE_WORDS.get(r, r), key="quiz-for"
        )
    return (
        Shown(shown),
        None if kind == ANY else QuizKind(kind),
        None if role == ANY else InductionRole(role),
    )


def _draw_jump(found: Sequence[JudgedItem]) -> JudgedItem:
    """The list to choose from. When the question that was looked at has left it, the one that came
    to its place is chosen."""
    by_id = {one.item.item_id: one for one in found}
    ids = list(by_id)
    if st.session_state.get(_AT) not in by_id:
        st.session_state[_AT] = ids[min(st.session_state.get(_PLACE, 0), len(ids) - 1)]
    at = st.selectbox(
        "Question",
        ids,
        format_func=lambda item_id: by_id[item_id].item.question,
        key=_AT,
    )
    place = ids.index(at)
    st.session_state[_PLACE] = place
    st.html(tag("p", text(f"{place + 1} of {len(ids)}"), class_="pa-quiet"))
    return by_id[at]


def _draw_actions(
    one: JudgedItem, found: Sequence[JudgedItem], office: Office, settings: Settings
) -> None:
    item = one.item
    at = found.index(one)
    with st.container(horizontal=True, key="quiz-actions"):
        if item.state is QuizState.PROPOSED and st.button(
            "Approve",
            type="primary",
            key="quiz-approve",
            disabled=bool(one.faults),
        ):
            office.approve(current_actor(settings.access), item)
            go_to(Place.QUIZ, f"Approved: {item.question}")
        if st.button("Change", key="quiz-change"):
            open_form(item)
        for label, to in (("Previous", at - 1), ("Next", at + 1)):
            if 0 <= to < len(found):
                st.button(label, key=f"quiz-{label}", on_click=_go, args=(found[to].item.item_id,))
    with (
        st.expander("Retire this question", key=f"quiz-retire-{item.item_id}"),
        st.form(f"quiz-retiring-{item.item_id}"),
    ):
        reason = st.text_input("Why? This is kept; leave out names.", max_chars=200)
        if st.form_submit_button("Retire"):
            office.retire(current_actor(settings.access), item, reason)
            go_to(Place.QUIZ, "Retired. It isn’t asked any more; the answers to it are kept.")


def _go(item_id: str) -> None:
    st.session_state[_AT] = item_id
