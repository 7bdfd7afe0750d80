"""Which quiz items can be asked today: approved, on a clause that stands and clashes with none, as
far as the program finds and the DSL says."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import lru_cache
from typing import Any, cast

from assistant.conflicts.finding import conflicting
from assistant.induction.now import LibraryNow
from assistant.induction.quiz.checking import faults
from assistant.induction.quiz.clashing import set_aside
from assistant.records.induction_entries import QuizItem, QuizState
from assistant.records.store import Records
from ingest.documents import Clause, PolicyStatus
from ingest.encoder import Encoder


def conflicts_in(library: LibraryNow, encoder: Encoder) -> frozenset[tuple[str, str]]:
    """The pairs of clauses in the school's own policies that pull in two directions; what a sample
    says is no rule here, and takes nothing away from one."""
    return _conflicts(own_clauses(library), cast("Hashable", encoder))


def own_clauses(library: LibraryNow) -> tuple[Clause, ...]:
    """The clauses of the policies that the school has adopted: those that anyone can be asked."""
    policies = library.policies
    return tuple(
        clause
        for clause in library.clauses.values()
        if policies[clause.policy_id].status is PolicyStatus.ADOPTED
    )


@lru_cache(maxsize=4)  # a page asks at every drawing, and a library stays the same for weeks
def _conflicts(clauses: tuple[Clause, ...], encoder: Any) -> frozenset[tuple[str, str]]:
    return conflicting(clauses, encoder)


def askable(records: Records, library: LibraryNow, encoder: Encoder) -> Sequence[QuizItem]:
    """The approved items with no fault today, in the order they are kept."""
    approved = records.quiz.list(QuizState.APPROVED)
    if not approved:
        return ()
    conflicts = conflicts_in(library, encoder)
    marked = set_aside(records.quiz_clashes.standing(), library.clauses)
    return tuple(item for item in approved if not faults(item, library.clauses, conflicts, marked))
