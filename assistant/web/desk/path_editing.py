"""An induction path in the making: what is on it, in which order, and what was left out; pure.

Nothing here is in use. Every change gives a new value, so that what was chosen outlives a refusal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.desk.quoting import clause_of
from assistant.desk.resting import ClauseState, Fate
from assistant.induction.path.glossing import gloss_of
from assistant.induction.path.leaving_out import as_left
from assistant.induction.path.paths import Proposal
from assistant.induction.path.selecting import Why
from assistant.induction.words import words_sha256
from assistant.records.entries import KeptQuote
from assistant.records.induction_entries import (
    InductionPath,
    InductionRole,
    LeftClause,
    PathItem,
)

if TYPE_CHECKING:
    from assistant.induction.record.changes import PathState

# What somebody may want on the path after all comes first.
_FIRST = (Why.BUDGET, Why.FOR_STAFF, Why.NOT_COVERED, Why.DUPLICATE, Why.OTHERS, Why.INSTITUTION)
LEFT_OUT_HERE = "You left it out just now."
NOT_CHOSEN = "It is proposed for this role, and isn’t on the path in use."
NEW = (
    "It binds this role and is new here: its policy is new on this path, or it was added or its "
    "words changed since."
)
LEFT_OUT = "It binds this role, and was left out when the path was put in use."


@dataclass(frozen=True)
class Line:
    """A clause on the path. `was` tells what became of it since the path was put in use; None when
    it stands as it did, or wasn't on it."""

    item: PathItem
    was: ClauseState | None = None

    @property
    def clause_id(self) -> str:
        """The clause's id, which is on a path once at most."""
        return self.item.kept.quote.clause_id


@dataclass(frozen=True)
class Off:
    """A clause that isn't on the path, and why, in a sentence; `proposal` says why it wasn't
    proposed either, where that is another reason, else ''."""

    kept: KeptQuote
    reason: str
    is_new: bool = False
    proposal: str = ""

    @property
    def clause_id(self) -> str:
        """The clause's id."""
        return self.kept.quote.clause_id

    @property
    def reasons(self) -> tuple[str, ...]:
        """All that keeps it off the path."""
        return (self.reason, self.proposal) if self.proposal else (self.reason,)


@dataclass(frozen=True)
class Working:
    """A role's path in the making. `made_from` is the revision in use when it was opened, 0 for
    none; `gone` are clauses of that one which no longer stand in a policy; `left_before` are those
    that were left out of it."""

    role: InductionRole
    made_from: int
    lines: tuple[Line, ...]
    off: tuple[Off, ...] = ()
    gone: tuple[ClauseState, ...] = ()
    left_before: tuple[LeftClause, ...] = ()

    @property
    def items(self) -> tuple[PathItem, ...]:
        """What is to be put in use."""
        return tuple(line.item for line in self.lines)

    @property
    def new(self) -> tuple[Off, ...]:
        """The clauses that bind the role, are new, and aren't on the path."""
        return tuple(one for one in self.off if one.is_new)

    @property
    def seen(self) -> tuple[KeptQuote, ...]:
        """Every clause that is shown as left out."""
        return tuple(one.kept for one in self.off)

    @property
    def left_out(self) -> tuple[LeftClause, ...]:
        """What was left out before, and on this page, for bringing the path up to date."""
        here = [as_left(one.kept.quote) for one in self.off if one.reason == LEFT_OUT_HERE]
        return (*self.left_before, *here)

    def of_group(self, key: str) -> tuple[Line, ...]:
        """The lines of one group, in order."""
        return tuple(line for line in self.lines if line.item.group == key)

    def line(self, clause_id: str) -> Line:
        """The line with this clause; KeyError when it isn't on the path."""
        return {line.clause_id: line for line in self.lines}[clause_id]


def from_proposal(role: InductionRole, proposal: Proposal, made_from: int = 0) -> Working:
    """The path as it is proposed."""
    lines = tuple(Line(item) for item in proposal.items)
    return Working(role, made_from, lines, tuple(_off(proposal)))


def from_path(
    path: InductionPath,
    state: PathState,
    proposal: Proposal,
    quotes: Mapping[str, KeptQuote],
    groups: Sequence[str],
) -> Working:
    """The path in use in today's words, clauses that no longer stand set apart. `quotes` are the
    clauses of today by id, `groups` the keys of the groups: the last takes what is in none of them.
    A gloss of other words than today's is made anew: it spoke of those."""
    lines, gone = [], []
    for item, fate in zip(path.items, state.items, strict=True):
        now = quotes.get(fate.current.clause_id) if fate.current else None
        if now is None or fate.fate is Fate.SUPERSEDED:
            gone.append(fate)
            continue
        same = words_sha256(now.quote) == words_sha256(item.kept.quote)
        gloss = item.gloss if same else gloss_of(clause_of(now.quote))
        group = item.group if item.group in groups else groups[-1]
        was = None if same and fate.fate is Fate.UNCHANGED else fate
        lines.append(Line(PathItem(group, now, gloss), was))
    # Two clauses may have become one: it is read once.
    once = tuple({line.clause_id: line for line in reversed(lines)}.values())[::-1]
    on_it = {line.clause_id for line in once}
    new = {clause.clause_id for clause in state.new}
    rest = [*(Off(item.kept, NOT_CHOSEN) for item in proposal.items), *_off(proposal)]
    off = [
        _since(one, one.clause_id in new, one.clause_id in state.left_out)
        for one in rest
        if one.clause_id not in on_it
    ]
    off.sort(key=lambda one: (not one.is_new, one.reason != LEFT_OUT))
    return Working(path.role, path.revision, once, tuple(off), tuple(gone), path.left_out)


def moved(working: Working, clause_id: str, step: int) -> Working:
    """The clause one place up (-1) or down (1) within its group; as it was at either end."""
    line = working.line(clause_id)
    group = [other.clause_id for other in working.of_group(line.item.group)]
    at = group.index(clause_id) + step
    if not 0 <= at < len(group):
        return working
    lines, other = list(working.lines), working.line(group[at])
    here, there = lines.index(line), lines.index(other)
    lines[here], lines[there] = other, line
    return replace(working, lines=tuple(lines))


def changed(working: Working, clause_id: str, group: str, gloss: str) -> Working:
    """The clause with another plain-English line, or in another group: there it takes the place
    that it has in its document."""
    line = working.line(clause_id)
    new = replace(line, item=replace(line.item, gloss=" ".join(gloss.split()), group=group))
    if group == line.item.group:
        lines = tuple(new if other is line else other for other in working.lines)
        return replace(working, lines=lines)
    rest = tuple(other for other in working.lines if other is not line)
    return replace(working, lines=_inserted(rest, new))


def left_out(working: Working, clause_id: str) -> Working:
    """The path without the clause, which can be put back."""
    line = working.line(clause_id)
    lines = tuple(other for other in working.lines if other is not line)
    return replace(working, lines=lines, off=(Off(line.item.kept, LEFT_OUT_HERE), *working.off))


def put_on(working: Working, clause_id: str, group: str, gloss: str) -> Working:
    """The path with a clause that wasn't on it, at the place that it has in its document; as it
    was when the clause isn't among those left out."""
    found = next((one for one in working.off if one.clause_id == clause_id), None)
    if found is None:
        return working
    off = tuple(one for one in working.off if one is not found)
    line = Line(PathItem(group, found.kept, " ".join(gloss.split())))
    return replace(working, lines=_inserted(working.lines, line), off=off)


def is_changed(working: Working, path: InductionPath | None) -> bool:
    """Whether putting it in use would change what is read, or what counts as left out."""
    if path is None or working.new:
        return True
    return list(map(_read_as, working.items)) != list(map(_read_as, path.items))


def found(off: Sequence[Off], words: str = "", reason: str = "") -> tuple[Off, ...]:
    """Those with all the words in clause, headings or the policy's title, in part at least, that
    are left out for this reason ('' for any); case doesn't matter."""
    wanted = words.casefold().split()
    return tuple(
        one
        for one in off
        if reason in ("", *one.reasons) and all(word in _text(one).casefold() for word in wanted)
    )


def _inserted(lines: Sequence[Line], line: Line) -> tuple[Line, ...]:
    """The lines with one more: before the first of its group that comes later in its document,
    else after the last of the group, else at the end."""
    quote, group = line.item.kept.quote, line.item.group
    same = [n for n, other in enumerate(lines) if other.item.group == group]
    later = (
        n
        for n in same
        if (other := lines[n].item.kept.quote).policy_id == quote.policy_id
        and other.start > quote.start
    )
    at = next(later, same[-1] + 1 if same else len(lines))
    return (*lines[:at], line, *lines[at:])


def _since(one: Off, is_new: bool, is_left: bool) -> Off:
    """A clause that isn't on the path in use, with what that path knows of it."""
    proposal = "" if one.reason == NOT_CHOSEN else one.reason
    if is_new:
        return replace(one, reason=NEW, is_new=True, proposal=proposal)
    return replace(one, reason=LEFT_OUT, proposal=proposal) if is_left else one


def _off(proposal: Proposal) -> list[Off]:
    ranked = sorted(
        proposal.left_out,
        key=lambda left: _FIRST.index(left.why) if left.why in _FIRST else len(_FIRST),
    )
    return [Off(left.kept, left.reason) for left in ranked]


def _read_as(item: PathItem) -> tuple[str, str, str, str]:
    quote = item.kept.quote
    return item.group, quote.clause_id, words_sha256(quote), item.gloss


def _text(one: Off) -> str:
    quote = one.kept.quote
    return " ".join((quote.policy_title, *quote.section, quote.lead_in or "", quote.text))
