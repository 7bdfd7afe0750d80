"""The form for a question of the quiz: changing one, or writing one on a chosen clause."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import streamlit as st

from assistant.induction.now import LibraryNow, look
from assistant.induction.office import JudgedItem
from assistant.induction.path.roles import ROLE_WORDS
from assistant.induction.quiz.checking import LONGEST_OPTION, LONGEST_QUESTION, MOST
from assistant.records.errors import SaveConflict
from assistant.records.ids import new_id
from assistant.records.induction_entries import InductionRole, QuizItem, QuizKind
from assistant.web.desk.naming import draw_sure, named_in
from assistant.web.desk.path_view import clause_html
from assistant.web.desk.place import Place, go_to
from assistant.web.desk.quiz_editing import (
    Typed,
    blank_item,
    new_words,
    problems,
    typed_of,
    with_typed,
)
from assistant.web.desk.quiz_view import KINDS, item_html
from assistant.web.markup import items, tag
from assistant.web.sign_in import current_actor
from assistant.web.theme import trouble_html
from ingest.documents import Clause

if TYPE_CHECKING:
    from assistant.induction.office import Office
    from assistant.settings import Settings

EDITED = "quiz_edited"
ONE_RIGHT = (
    "The clause alone must decide which option is right, and only one may be. Leave out names: "
    "everybody who comes to an induction may be asked this."
)


@dataclass(frozen=True)
class Editing:
    """A question in the form: as it was when it was opened, whether it is a new one, the words in
    it that look like names, and what somebody else saved in between."""

    item: QuizItem
    is_new: bool = False
    named: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    conflict: SaveConflict | None = None


def editing() -> Editing | None:
    """What is in the form now, None when it is closed."""
    found: Editing | None = st.session_state.get(EDITED)
    return found


def open_form(item: QuizItem, is_new: bool = False) -> None:
    """Opens the form and draws the page again."""
    st.session_state[EDITED] = Editing(item, is_new)
    st.rerun()


def draw_form(opened: Editing, office: Office, settings: Settings) -> None:
    """The form in place of the list, with the clause in view."""
    policies = {policy.policy_id: policy for policy in office.desk.source.policies()}
    heading = "Write a question" if opened.is_new else "Change a question"
    st.html(tag("h2", heading, class_="pa-heading"))
    if opened.conflict is not None:
        st.html(trouble_html("Your changes are not saved yet.", _told(opened.conflict)))
        with st.expander("The question as it is saved now", expanded=True):
            st.html(item_html(JudgedItem(opened.conflict.current, ()), policies, date.today()))
    st.html(clause_html(opened.item.kept, policies, date.today()))
    key = opened.item.item_id
    with st.form(f"quiz-form-{key}"):
        typed = _draw_fields(opened.item, key)
        sure = draw_sure(opened.named, f"quiz-sure-{key}")
        if opened.problems:
            heading = tag("p", tag("strong", "Not kept yet."))
            found = items("ul", opened.problems, class_="pa-faults")
            st.html(tag("div", heading, found, role="alert"))
        with st.container(horizontal=True):
            label = "Save mine over it" if opened.conflict else "Save"
            saved = st.form_submit_button(label, type="primary")
            cancelled = st.form_submit_button("Give my changes up" if opened.conflict else "Cancel")
    if cancelled:
        del st.session_state[EDITED]
        st.rerun()
    if saved:
        _save(opened, typed, sure, office, settings)


def _draw_fields(item: QuizItem, key: str) -> Typed:
    before = typed_of(item)
    st.html(tag("p", ONE_RIGHT, class_="pa-quiet"))
    question = st.text_area(
        "Question", before.question, max_chars=LONGEST_QUESTION, key=f"quiz-question-{key}"
    )
    kind = st.selectbox(
        "Kind",
        [*QuizKind],
        index=list(QuizKind).index(before.kind),
        format_func=KINDS.__getitem__,
        key=f"quiz-kind-{key}",
    )
    options = tuple(
        st.text_input(
            f"Option {n + 1}" + ("" if n < 2 else " (may stay empty)"),
            before.options[n],
            max_chars=LONGEST_OPTION,
            key=f"quiz-option-{n}-{key}",
        )
        for n in range(MOST)
    )
    right = st.radio(
        "Which option is right?",
        list(range(MOST)),
        index=before.right,
        format_func=lambda n: f"Option {n + 1}",
        horizontal=True,
        key=f"quiz-right-{key}",
    )
    roles = st.multiselect(
        "Who is asked",
        list(InductionRole),
        default=list(before.roles),
        format_func=ROLE_WORDS.__getitem__,
        key=f"quiz-roles-{key}",
    )
    return Typed(QuizKind(kind), question, options, right, tuple(map(InductionRole, roles)))


def _save(opened: Editing, typed: Typed, sure: bool, office: Office, settings: Settings) -> None:
    found = problems(typed)
    words = () if found else new_words(typed_of(opened.item), typed)
    named = named_in(office.desk, words)
    ticked = set(opened.named) if sure else set()
    if found or set(named) - ticked:
        st.session_state[EDITED] = replace(opened, problems=found, named=named)
        st.rerun()
    actor = current_actor(settings.access)
    made = with_typed(opened.item, typed)
    try:
        if opened.is_new:
            office.add(actor, made)
        else:
            office.edit(actor, opened.item, made)
    except SaveConflict as conflict:
        # What was typed stays in the form; saving once more names the revision that is there now.
        newer = replace(opened.item, revision=conflict.current.revision)
        st.session_state[EDITED] = replace(opened, item=newer, conflict=conflict)
        st.rerun()
    del st.session_state[EDITED]
    go_to(Place.QUIZ, "Saved. It is among the questions to approve.")


def _told(conflict: SaveConflict) -> str:
    return f"{conflict.saved_by} saved this question after you opened it. It is shown below."


def draw_choice_of_clause(office: Office, settings: Settings) -> None:
    """The way to a new question: the clause that is to decide it."""
    library = look(office.desk.source)
    titles = {name: policy.title for name, policy in library.policies.items()}
    if not titles:
        st.html(tag("p", "No policy is held here yet. Add one in the library."))
        return
    policy_id = st.selectbox("Policy", list(titles), format_func=titles.__getitem__)
    clause = pick_clause(library, policy_id, "quiz-find")
    if clause is not None:
        _draw_new(library, clause.clause_id, office, settings)


def pick_clause(
    library: LibraryNow, policy_id: str, key: str, without: str | None = None
) -> Clause | None:
    """One clause of a policy, found by its words; None when none has them. With `without`, the id
    of a clause that isn't among them, none is chosen before somebody chooses it."""
    words = st.text_input("Find by words of the clause", key=key, max_chars=100)
    clauses = {
        clause.clause_id: clause
        for clause in library.of_policy(policy_id)
        if clause.clause_id != without
        and all(
            word in f"{clause.lead_in or ''} {clause.text}".casefold()
            for word in words.casefold().split()
        )
    }
    if not clauses:
        st.html(tag("p", "No clause of this policy has these words."))
        return None
    chosen = st.selectbox(
        "Clause",
        list(clauses),
        index=0 if without is None else None,
        format_func=lambda name: _label(clauses[name]),
        placeholder="Choose the clause",
        key=f"{key}-clause",
    )
    return clauses.get(chosen or "")


def _label(clause: Clause) -> str:
    words = f"{clause.lead_in or ''} {clause.text}".strip()
    return " › ".join((*clause.section[-1:], words))


def _draw_new(library: LibraryNow, clause_id: str, office: Office, settings: Settings) -> None:
    (kept,) = library.quotes([library.clauses[clause_id]])
    st.html(clause_html(kept, library.policies, date.today()))
    if st.button("Write a question on this clause", key="quiz-write"):
        actor = current_actor(settings.access)
        writer = actor.name if actor else ""
        open_form(blank_item(new_id(), kept, writer, datetime.now(UTC)), is_new=True)
