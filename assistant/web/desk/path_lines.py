"""The clauses of an induction path one group at a time, with what can be done to each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from assistant.desk.quoting import clause_of
from assistant.induction.path.glossing import gloss_of
from assistant.induction.path.groups import assign
from assistant.web.desk.naming import draw_sure, named_in
from assistant.web.desk.path_editing import (
    Line,
    Working,
    changed,
    found,
    left_out,
    moved,
    put_on,
)
from assistant.web.desk.path_view import line_html, off_html
from assistant.web.markup import tag, text
from ingest.documents import Policy

if TYPE_CHECKING:
    from assistant.induction.office import Office

Keep = Callable[[Working], None]

SHOWN = 10  # clauses that are left out and not new; the search finds the others
LONGEST_GLOSS = 300  # characters
ANY = "Any reason"
_EDITED = "paths_edited"  # the id of the clause whose form is open
_NAMED = "paths_named"
_GROUP = "paths_group"
_GO = "paths_group_next"


def draw_groups(
    working: Working, office: Office, policies: Mapping[str, Policy], today: date, keep: Keep
) -> None:
    """The clauses of the group that is chosen. `keep` takes the path with a change and draws the
    page again."""
    titles = {group.key: group.title for group in office.groups}
    held = [key for key in titles if working.of_group(key)]
    if not held:
        return
    if _GO in st.session_state:
        st.session_state[_GROUP] = st.session_state.pop(_GO)
    if st.session_state.get(_GROUP) not in held:
        st.session_state[_GROUP] = held[0]
    key = st.selectbox("Group", held, format_func=titles.__getitem__, key=_GROUP)
    lines = working.of_group(key)
    told = f"Group {held.index(key) + 1} of {len(held)}; clauses in it: {len(lines)}"
    st.html(tag("p", text(told), class_="pa-quiet"))
    for number, line in enumerate(lines):
        with st.container(border=True, key=f"line-{line.clause_id}"):
            st.html(line_html(line, policies, today))
            if st.session_state.get(_EDITED) == line.clause_id:
                _draw_form(working, line, office, keep)
            else:
                _draw_actions(working, line, (number > 0, number < len(lines) - 1), keep)
    if len(held) > 1:
        _draw_next(held, key, titles)


def _draw_actions(working: Working, line: Line, can_move: tuple[bool, bool], keep: Keep) -> None:
    key = line.clause_id
    with st.container(horizontal=True, key=f"line-actions-{key}"):
        if st.button("Change", key=f"change-{key}"):
            st.session_state[_EDITED] = key
            st.session_state.pop(_NAMED, None)
            st.rerun()
        if st.button("Leave out", key=f"leave-{key}"):
            keep(left_out(working, key))
        if can_move[0] and st.button("Move up", key=f"up-{key}"):
            keep(moved(working, key, -1))
        if can_move[1] and st.button("Move down", key=f"down-{key}"):
            keep(moved(working, key, 1))


def _draw_form(working: Working, line: Line, office: Office, keep: Keep) -> None:
    """The plain-English line and the group; the clause itself can't be changed."""
    titles = {group.key: group.title for group in office.groups}
    key = line.clause_id
    with st.form(f"line-form-{key}"):
        gloss = st.text_area(
            "In plain English (beside the policy’s words, never in their place; it can be empty)",
            line.item.gloss,
            max_chars=LONGEST_GLOSS,
            key=f"gloss-{key}",
        )
        group = st.selectbox(
            "Group",
            list(titles),
            index=list(titles).index(line.item.group),
            format_func=titles.__getitem__,
            key=f"group-{key}",
        )
        sure = draw_sure(st.session_state.get(_NAMED, ()), f"sure-{key}")
        with st.container(horizontal=True):
            done = st.form_submit_button("Keep", type="primary")
            if st.form_submit_button("Cancel"):
                _close()
                st.rerun()
    if not done:
        return
    named = named_in(office.desk, (gloss,)) if gloss != line.item.gloss else ()
    if set(named) - (set(st.session_state.get(_NAMED, ())) if sure else set()):
        st.session_state[_NAMED] = named
        st.rerun()
    _close()
    if group != line.item.group:
        st.session_state[_GO] = group
    keep(changed(working, key, group, gloss))


def _close() -> None:
    st.session_state.pop(_EDITED, None)
    st.session_state.pop(_NAMED, None)


def _draw_next(held: list[str], key: str, titles: Mapping[str, str]) -> None:
    """On to the next group, so that all are read in turn."""
    at = held.index(key)
    if at + 1 == len(held):
        st.html(tag("p", "That was the last group.", class_="pa-quiet"))
        return
    following = held[at + 1]
    if st.button(f"Next group: {titles[following]}", key="paths-next"):
        st.session_state[_GO] = following
        st.rerun()


def draw_off(
    working: Working, office: Office, policies: Mapping[str, Policy], today: date, keep: Keep
) -> None:
    """The clauses that aren't on the path, each with the reason and the way on to it."""
    reasons = list(dict.fromkeys(reason for one in working.off for reason in one.reasons))
    words = st.text_input(
        "Find by words of the clause or its policy", key="paths-find", max_chars=100
    )
    reason = st.selectbox("Why it is left out", [ANY, *reasons], key="paths-reason")
    shown = found(working.off, words, "" if reason == ANY else reason)
    if not shown:
        st.html(tag("p", "No clause is left out that fits."))
    # What is new is shown whole: putting the path in use says that it was seen.
    most = max(SHOWN, sum(one.is_new for one in shown))
    for one in shown[:most]:
        with st.container(border=True, key=f"off-{one.clause_id}"):
            st.html(off_html(one, policies, today))
            if st.button("Put on the path", key=f"put-{one.clause_id}"):
                clause = clause_of(one.kept.quote)
                group = assign([clause], office.desk.encoder, office.groups)[0]
                st.session_state[_GO] = group
                keep(put_on(working, one.clause_id, group, gloss_of(clause)))
    if len(shown) > most:
        rest = len(shown) - most
        st.html(tag("p", text(f"{rest} more are left out: find them by their words.")))
