"""Induction paths: what each role reads, proposed from the policies and put in use by the DSL."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import streamlit as st

from assistant.induction.now import look
from assistant.induction.path.roles import ROLE_WORDS
from assistant.induction.path.timing import load_timing
from assistant.records.entries import Actor
from assistant.records.induction_entries import InductionPath, InductionRole, QuizState
from assistant.web.desk.path_editing import Working, from_path, from_proposal, is_changed
from assistant.web.desk.path_lines import draw_groups, draw_off
from assistant.web.desk.path_view import (
    apart_html,
    gone_html,
    head_html,
    marked_words,
    time_words,
    whole_html,
)
from assistant.web.desk.place import Place, go_to
from assistant.web.desk.words import day
from assistant.web.markup import tag, text
from assistant.web.sign_in import current_actor
from assistant.web.theme import trouble_html

if TYPE_CHECKING:
    from assistant.induction.office import Office
    from assistant.induction.path.paths import Proposal
    from assistant.settings import Settings

_OPEN = "paths_open"  # by role: what was changed outlives a look at another role
EMPTY = "A path needs a clause at least. Put one on it from those that are left out."
PUTTING = (
    "Everyone of this role reads this path from then on. Those who are under way go on with it, "
    "and nothing that they have read is lost. Those who have declared already are asked again only "
    "where a policy that they haven’t declared on is now on it."
)
LEAVING = "count as seen and left out: they come up as new again only when their words change."
LEAVING_ONE = "counts as seen and left out: it comes up as new again only when its words change."
ANEW = (
    "What you left out, added, moved and wrote is dropped on this page. The path in use stays in "
    "use until you put another one in use."
)
POLICIES_CHANGED = (
    "The policies have changed since you opened this path. Bring it up to date first: what you "
    "changed here is kept, and clauses whose words changed are marked."
)


@dataclass(frozen=True)
class Opened:
    """A path as it was opened and as it is by now. `library` are the policies that it rests on,
    each with its file's hash."""

    start: Working
    working: Working
    library: tuple[tuple[str, str, str], ...]

    @property
    def is_touched(self) -> bool:
        """Whether anything was changed on the page."""
        return self.working != self.start


def draw_paths(office: Office, settings: Settings) -> None:
    """Draws one role's path, to read, change and put in use."""
    role = st.selectbox(
        "Path for", [*InductionRole], format_func=ROLE_WORDS.__getitem__, key="paths-role"
    )
    actor = current_actor(settings.access)
    path = office.path(actor, role)
    opened = _opened(office, actor, role, path)
    working = opened.working
    policies = {policy.policy_id: policy for policy in office.desk.source.policies()}
    today = date.today()
    changed = is_changed(working, path)
    st.html(head_html(working, path, changed, opened.is_touched))
    st.html(tag("p", text(_time(office, working))))
    if working.gone:
        with st.expander("No longer read, since the policies changed", expanded=True):
            st.html(gone_html(working.gone, policies, today))
    for told in (marked_words(working, office.groups), _new_words(working)):
        if told:
            st.html(tag("p", text(told), class_="pa-changed"))
    if opened.library != _library(office):
        st.html(trouble_html("The policies have changed.", POLICIES_CHANGED))
        if st.button("Bring it up to date", type="primary", key="paths-refresh"):
            _keep(_refreshed(office, actor, opened))
        return
    if path is not None and path.revision != working.made_from:
        _draw_conflict(opened, path, office, settings)
        return
    with st.expander("Read the whole path", key="paths-whole"):
        st.html(whole_html(working, office.groups, policies, today))
    draw_groups(opened.working, office, policies, today, lambda w: _keep_working(opened, w))
    with st.expander("Clauses that are left out", key="paths-off"):
        draw_off(opened.working, office, policies, today, lambda w: _keep_working(opened, w))
    _draw_putting(opened, path, changed, office, settings)
    if path is not None:
        _draw_anew(opened, path, office, settings)


def _opened(
    office: Office, actor: Actor | None, role: InductionRole, path: InductionPath | None
) -> Opened:
    """The path as it stands on this page. One that nobody touched follows what is in use and what
    the policies say."""
    known: Opened | None = st.session_state.setdefault(_OPEN, {}).get(role)
    revision = path.revision if path else 0
    library = _library(office)
    if known and (
        known.is_touched or (known.library == library and known.start.made_from == revision)
    ):
        return known
    with st.spinner("Reading the policies…"):
        proposal = office.proposal(actor, role)
        path_now = path and _of_today(office, actor, path, proposal)
        start = path_now or from_proposal(role, proposal)
    opened = Opened(start, start, library)
    st.session_state[_OPEN][role] = opened
    return opened


def _of_today(
    office: Office, actor: Actor | None, path: InductionPath, proposal: Proposal
) -> Working:
    state = office.state(actor, path)
    here = look(office.desk.source)
    standing = [fate.current for fate in state.items if fate.current]
    quotes = {kept.quote.clause_id: kept for kept in here.quotes(standing)}
    keys = [group.key for group in office.groups]
    return from_path(path, state, proposal, quotes, keys)


def _refreshed(office: Office, actor: Actor | None, opened: Opened) -> Opened:
    """What is on the page in the words of today; still changed, so that it isn't given up."""
    working = opened.working
    as_path = InductionPath(
        working.role, working.made_from, working.items, "", datetime.now(UTC), working.left_out
    )
    now = _of_today(office, actor, as_path, office.proposal(actor, working.role))
    return Opened(opened.start, now, _library(office))


def _library(office: Office) -> tuple[tuple[str, str, str], ...]:
    held = office.desk.source.policies()
    return tuple(sorted((p.policy_id, p.sha256, p.status.value) for p in held))


def _keep(opened: Opened, message: str = "") -> None:
    st.session_state[_OPEN][opened.working.role] = opened
    go_to(Place.PATHS, message)


def _keep_working(opened: Opened, working: Working) -> None:
    _keep(replace(opened, working=working))


def _time(office: Office, working: Working) -> str:
    plan, timing = load_timing().plans[working.role], load_timing()
    on_it = {line.clause_id for line in working.lines}
    approved = [
        item
        for item in office.records.quiz.list(QuizState.APPROVED)
        if working.role in item.roles and item.kept.quote.clause_id in on_it
    ]
    questions = min(plan.questions, len(approved))
    minutes = timing.minutes(working.items, questions)
    return time_words(len(working.lines), questions, minutes, plan.minutes)


def _new_words(working: Working) -> str:
    new = len(working.new)
    if new == 0:
        return ""
    if new == 1:
        return "One clause binds this role and is new: it is first among those left out."
    return f"{new} clauses bind this role and are new: they are first among those left out."


def _leaving_words(working: Working) -> str:
    """What putting it in use says of the clauses that are new and not on it; '' for none."""
    new = len(working.new)
    if new == 0:
        return ""
    if new == 1:
        return f"One new clause isn’t on it. Put in use like this, it {LEAVING_ONE}"
    return f"{new} new clauses aren’t on it. Put in use like this, they {LEAVING}"


def _draw_conflict(opened: Opened, path: InductionPath, office: Office, settings: Settings) -> None:
    """Somebody else put a path in use while this one was being changed: both, and what to do."""
    told = (
        f"{path.made_by} put another path in use on {day(path.made_at)}, after you opened this "
        "one. What you changed is kept on this page."
    )
    st.html(trouble_html("Yours isn’t in use.", told))
    with st.expander("What differs", expanded=True):
        st.html(apart_html(opened.working.items, path.items))
    with st.container(horizontal=True):
        if st.button("Give mine up and open theirs", key="paths-theirs"):
            del st.session_state[_OPEN][path.role]
            go_to(Place.PATHS)
        if st.button("Put mine in use instead", key="paths-mine"):
            _put(replace(opened.working, made_from=path.revision), office, settings)


def _draw_putting(
    opened: Opened, path: InductionPath | None, changed: bool, office: Office, settings: Settings
) -> None:
    working = opened.working
    with st.container(border=True, key="paths-putting"):
        if path is not None and not changed:
            st.html(tag("p", "This is the path in use. Nothing is changed here."))
            return
        st.html(tag("p", text(PUTTING), class_="pa-quiet"))
        for told in (_leaving_words(working), "" if working.lines else EMPTY):
            if told:
                st.html(tag("p", text(told), class_="pa-changed"))
        with st.container(horizontal=True):
            if st.button("Put in use", type="primary", key="paths-put", disabled=not working.lines):
                _put(working, office, settings)
            if opened.is_touched and st.button("Give my changes up", key="paths-undo"):
                del st.session_state[_OPEN][working.role]
                go_to(Place.PATHS, "Your changes are given up.")


def _draw_anew(opened: Opened, path: InductionPath, office: Office, settings: Settings) -> None:
    """The way to a path made from the policies as they are now, without what was chosen before."""
    with st.expander("Begin again from a new proposal", key="paths-anew"):
        st.html(tag("p", text(ANEW), class_="pa-quiet"))
        if st.button("Propose it anew", key="paths-propose"):
            proposal = office.proposal(current_actor(settings.access), path.role)
            working = from_proposal(path.role, proposal, path.revision)
            _keep(replace(opened, working=working), "Proposed anew. It isn’t in use yet.")


def _put(working: Working, office: Office, settings: Settings) -> None:
    actor = current_actor(settings.access)
    path = office.put_in_use(actor, working.role, working.items, working.made_from, working.seen)
    del st.session_state[_OPEN][working.role]
    go_to(Place.PATHS, f"In use from now on, as edition {path.revision}.")
