"""What has become of a declaration's clauses since it was made, as HTML; pure."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.desk.differences import Change, Run
from assistant.desk.resting import ClauseState, Fate
from assistant.induction.path.phrases import load_phrases
from assistant.induction.record.changes import Changes, told, told_version
from assistant.records.entries import KeptQuote
from assistant.web.desk.record_view import kept_quote_html, runs_html
from assistant.web.induction.rule_view import MARKS
from assistant.web.markup import items, tag, text


def changes_html(changes: Changes) -> str:
    """Which documents were replaced, then each clause that changed, went or came."""
    editions = items("ul", [told_version(change) for change in changes.policies])
    if changes.nothing_binding:
        nothing = load_phrases().say("documents.nothing_binding")
        return tag("div", editions, tag("p", text(nothing)), class_="pa-changes")
    shown = [_state_html(state) for state in changes.states]
    shown += [_added_html(item.kept) for item in changes.added]
    marks = tag("p", text(MARKS), class_="pa-quiet") if changes.states else ""
    return tag("div", editions, marks, *shown, class_="pa-changes")


def runs_by_clause(states: Sequence[ClauseState]) -> dict[str, tuple[Run, ...]]:
    """The changed words of each clause that is read otherwise now, by its id now."""
    return {
        state.current.clause_id: state.words
        for state in states
        if state.current is not None and state.fate is Fate.CHANGED
    }


def _state_html(state: ClauseState) -> str:
    """One clause that isn't as it was: its changed words marked, or all of it struck through."""
    quote = state.kept.quote
    runs = state.words
    if state.fate is not Fate.CHANGED:
        whole = " ".join(filter(None, (quote.lead_in, quote.text)))
        runs = (Run(Change.REMOVED, whole),)
    where = " › ".join((quote.policy_title, *quote.section))
    return tag(
        "section",
        tag("h3", text(told(state)), class_="pa-small-heading"),
        tag("p", runs_html(runs)),
        tag("p", text(where), class_="pa-quiet"),
    )


def _added_html(kept: KeptQuote) -> str:
    new = load_phrases().say("changed.added")
    return tag("section", tag("h3", text(new), class_="pa-small-heading"), kept_quote_html(kept))
