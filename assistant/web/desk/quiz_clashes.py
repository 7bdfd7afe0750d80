"""Clauses that the DSL marks as in conflict, so that nothing is asked about them: marking, and the
marks that stand with the way to take each back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from assistant.induction.marking import WHY_MARKED, WHY_TAKEN_BACK, mark, marks, take_back
from assistant.induction.now import LibraryNow, look
from assistant.induction.quiz.clashing import StandingClash, touching
from assistant.records.entries import KeptQuote
from assistant.records.induction_entries import QuizItem
from assistant.web.desk.path_view import clause_html
from assistant.web.desk.place import Place, go_to
from assistant.web.desk.quiz_form import pick_clause
from assistant.web.desk.quiz_view import clash_html
from assistant.web.markup import tag, text
from assistant.web.sign_in import current_actor
from ingest.documents import PolicyStatus

if TYPE_CHECKING:
    from assistant.induction.office import Office
    from assistant.settings import Settings

ALONE = "No other clause: this one alone"
ANOTHER = "Another reason"
NOTE = "In your own words, if you like (leave out names)"
MARKING = (
    "Every question on these clauses goes out of use at once, and stays so when the policies are "
    "read in again, as long as their words stay the same. You can take it back."
)
MARKED = "Marked as in conflict. Nothing is asked about it."
TAKEN_BACK = "Taken back. The questions that were approved on it can be asked again."
NO_MARKS = (
    "No clause is marked. Where you see that a clause clashes with another, mark it at one of its "
    "questions."
)


def draw_marking(item: QuizItem, office: Office, settings: Settings) -> None:
    """The marks on a question's clause, or the way to mark it, alone or with another."""
    library = look(office.desk.source)
    found = touching(marks(office.desk, current_actor(settings.access)), item.kept, library.clauses)
    for one in found:
        with st.container(border=True, key=f"quiz-mark-{one.clash.clash_id}"):
            others = _without(one, item.kept)
            st.html(clash_html(one, library.policies, date.today(), others))
            _draw_taking_back(one, office, settings)
    label = "It clashes with a further clause" if found else "It clashes: don’t ask about it"
    # A key of its own for each mark to come: what was chosen for the last one isn't left over.
    key = f"{item.item_id}-{len(found)}"
    with st.expander(label, key=f"quiz-clash-{key}"):
        _draw_new(item, key, library, office, settings)


def draw_marks(office: Office, settings: Settings) -> None:
    """All marks that stand."""
    found = marks(office.desk, current_actor(settings.access))
    if not found:
        st.html(tag("p", text(NO_MARKS)))
        return
    policies = look(office.desk.source).policies
    for one in found:
        with st.container(border=True, key=f"quiz-mark-{one.clash.clash_id}"):
            st.html(clash_html(one, policies, date.today(), one.clash.clauses))
            _draw_taking_back(one, office, settings)


def _draw_new(
    item: QuizItem, key: str, library: LibraryNow, office: Office, settings: Settings
) -> None:
    st.html(tag("p", text(MARKING), class_="pa-quiet"))
    clauses = _draw_clauses(item, key, library)
    with st.form(f"quiz-clashing-{key}"):
        why, note = _draw_reason(WHY_MARKED)
        if st.form_submit_button("Mark as in conflict"):
            mark(office.desk, current_actor(settings.access), clauses, why, note)
            go_to(Place.QUIZ, MARKED)


def _draw_clauses(item: QuizItem, key: str, library: LibraryNow) -> tuple[KeptQuote, ...]:
    """What is to be marked: the question's clause, alone or with the other that is chosen; nothing
    while that is still to be chosen."""
    titles = {
        name: policy.title
        for name, policy in library.policies.items()
        if policy.status is PolicyStatus.ADOPTED
    }
    policy_id = st.selectbox(
        "Clashes with a clause of",
        [ALONE, *titles],
        format_func=lambda name: titles.get(name, name),
        key=f"quiz-other-{key}",
    )
    if policy_id == ALONE:
        return (item.kept,)
    found = pick_clause(
        library, policy_id, f"quiz-other-find-{key}", without=item.kept.quote.clause_id
    )
    if found is None:
        return ()
    (kept,) = library.quotes([found])
    st.html(clause_html(kept, library.policies, date.today()))
    return item.kept, kept


def _draw_taking_back(one: StandingClash, office: Office, settings: Settings) -> None:
    key = one.clash.clash_id
    with (
        st.expander("Take it back", key=f"quiz-unmark-{key}"),
        st.form(f"quiz-unmarking-{key}"),
    ):
        why, note = _draw_reason(WHY_TAKEN_BACK)
        if st.form_submit_button("Take the mark back"):
            take_back(office.desk, current_actor(settings.access), key, why, note)
            go_to(Place.QUIZ, TAKEN_BACK)


def _draw_reason(whys: Sequence[str]) -> tuple[str, str]:
    """The reason that is chosen, '' for another, and what is typed."""
    why = st.selectbox("Why? This is kept.", [*whys, ANOTHER])
    note = st.text_input(NOTE, max_chars=200)
    return ("" if why == ANOTHER else why), note


def _without(one: StandingClash, kept: KeptQuote) -> tuple[KeptQuote, ...]:
    """The clauses of a mark but for the one that is shown already."""
    here = kept.quote.clause_id
    return tuple(other for other in one.clash.clauses if other.quote.clause_id != here)
