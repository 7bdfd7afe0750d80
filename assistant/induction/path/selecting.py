"""Which clauses bind a role, how closely, and why the others don't; pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from assistant.induction.binding.directives import ClauseSays, Directive, Says, read_directives
from assistant.induction.binding.lexicon import CARED_FOR
from assistant.induction.binding.scope import Scope
from assistant.modality.reading import Modal
from assistant.records.induction_entries import InductionRole
from ingest.documents import Clause


class Tie(IntEnum):
    """How closely a clause is tied to a role; the lower, the closer."""

    NAMED = 0  # it names the role
    ALL = 1  # everybody; for those who are staff, staff as a whole
    AS_STAFF = 2  # worded for staff (or visitors), in a document that covers the role too
    MAYBE = 3  # worded for staff, in a document that doesn't say whom it covers


class Why(StrEnum):
    """Why a clause is left out of a path."""

    ABOUT = "about"
    INSTITUTION = "institution"
    STATES = "states"
    OTHERS = "others"
    NOT_COVERED = "not_covered"
    FOR_STAFF = "for_staff"
    SAMPLE = "sample"
    SUPERSEDED = "superseded"
    DUPLICATE = "duplicate"
    BUDGET = "budget"


@dataclass(frozen=True)
class Bound:
    """A clause that binds the role: how closely, and by which of its sentences."""

    clause: Clause
    tie: Tie
    directives: tuple[Directive, ...]

    @property
    def rank(self) -> int:
        """Its importance, 0 the greatest: bans and duties to report, other rules, advice against,
        advice, leave; each step is worth two of a looser tie."""
        return 2 * min(_tier(directive) for directive in self.directives) + self.tie


_OWN = {
    InductionRole.VOLUNTEER: "volunteers",
    InductionRole.TEACHING: "teaching",
    InductionRole.SUPPORT: "support",
    InductionRole.SUPPLY: "supply",
    InductionRole.GOVERNOR: "governors",
}
_EMPLOYED = (InductionRole.TEACHING, InductionRole.SUPPORT, InductionRole.SUPPLY)
_ADULTS = re.compile(r"\badults?\b|\bwork(?:s|ing)?\b", re.IGNORECASE)


def select(clause: Clause, role: InductionRole, scope: Scope) -> Bound | Why:
    """The clause as it binds the role, or why it doesn't."""
    context = scope.context(clause)
    read: ClauseSays = read_directives(clause, context, scope.you)
    if read.says is not Says.RULES:
        return {
            Says.ABOUT: Why.ABOUT,
            Says.INSTITUTION: Why.INSTITUTION,
            Says.STATES: Why.STATES,
        }[read.says]
    tied = [(_tie(directive, role, scope, clause), directive) for directive in read.directives]
    binding = [(tie, directive) for tie, directive in tied if isinstance(tie, Tie)]
    if not binding:
        whys = [tie for tie, _ in tied if isinstance(tie, Why)]
        return next((why for why in (Why.FOR_STAFF, Why.NOT_COVERED) if why in whys), Why.OTHERS)
    return Bound(clause, min(t for t, _ in binding), tuple(d for _, d in binding))


def _tie(directive: Directive, role: InductionRole, scope: Scope, clause: Clause) -> Tie | Why:
    own, to = _OWN[role], directive.to
    of_part = scope.of_part(clause)
    if own in to and (directive.named or own in scope.of_headings(clause)):
        return Tie.NAMED
    if own in scope.excludes and own not in of_part:
        return Why.NOT_COVERED
    if own in to:
        return Tie.ALL
    if role in _EMPLOYED:
        ours = {"everyone", "staff"} | ({"teaching"} if role is InductionRole.SUPPLY else set())
        if to and not to & ours:
            return Why.OTHERS
        return Why.NOT_COVERED if "staff" in scope.excludes else Tie.ALL
    stated = scope.covers | scope.titled | of_part
    if not to or "everyone" in to:
        covered = _among_everyone(role, stated, scope.spoken_to, directive if to else None)
        return Tie.ALL if covered else Why.NOT_COVERED
    if role is InductionRole.VOLUNTEER:
        if "visitors" in to and directive.named:
            return Tie.AS_STAFF
        if "staff" in to:
            covered = bool({own, "everyone"} & stated)
            return Tie.AS_STAFF if covered else Why.FOR_STAFF if stated else Tie.MAYBE
    elif "staff" in to:
        return Tie.AS_STAFF if own in stated else Why.FOR_STAFF
    return Why.OTHERS


def _among_everyone(
    role: InductionRole,
    stated: frozenset[str],
    spoken_to: frozenset[str],
    naming: Directive | None,
) -> bool:
    """Whether a rule for everybody is for the role as well: by what the document says of whom it
    is for, else by whom its rules name. `naming` is a rule that says "everybody" in some word."""
    if {_OWN[role], "everyone"} & stated or _OWN[role] in spoken_to:
        return True
    if stated:
        return False
    named = naming is not None and naming.named
    if spoken_to and spoken_to <= CARED_FOR:  # "No adult may promise …", among rules for pupils
        return named and naming is not None and bool(_ADULTS.search(naming.sentence.text))
    if named:  # "Nobody may smoke", in a document that doesn't say whom it is for
        return True
    return role is InductionRole.VOLUNTEER and (not spoken_to or "everyone" in spoken_to)


def _tier(directive: Directive) -> int:
    if directive.reports or directive.modal in (Modal.MUST_NOT, Modal.MUST_NOT_UNLESS):
        return 0
    if directive.modal in (Modal.MUST, Modal.MAY_ONLY_IF):
        return 1
    return {Modal.SHOULD_NOT: 2, Modal.SHOULD: 3}.get(directive.modal, 4)


def bound_to(
    clauses: Sequence[Clause], role: InductionRole, scope: Scope
) -> tuple[list[Bound], list[tuple[Clause, Why]]]:
    """The clauses of one document that bind the role, and the rest with the reason, each in
    document order."""
    bound: list[Bound] = []
    rest: list[tuple[Clause, Why]] = []
    for clause in clauses:
        found = select(clause, role, scope)
        if isinstance(found, Bound):
            bound.append(found)
        else:
            rest.append((clause, found))
    return bound, rest
