"""Which clauses the DSL has marked as in conflict, as the library stands now; pure.

The finder of conflicts misses some, and a question on a clause that clashes teaches one side of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assistant.induction.path.leaving_out import as_left, left_ids
from assistant.records.entries import KeptQuote
from assistant.records.induction_entries import QuizClash
from ingest.documents import Clause


@dataclass(frozen=True)
class StandingClash:
    """A mark as it stands today: `lapsed` are those of its clauses that read otherwise by now, or
    are gone, so that it no longer holds for them."""

    clash: QuizClash
    lapsed: tuple[KeptQuote, ...]


def set_aside(clashes: Iterable[QuizClash], clauses_now: Mapping[str, Clause]) -> frozenset[str]:
    """The ids of the clauses that nothing is asked about: those marked, as long as their own words
    stay. One whose counterpart has changed stays marked until the DSL has looked at it again."""
    marked = [as_left(kept.quote) for clash in clashes for kept in clash.clauses]
    return left_ids(marked, clauses_now)


def standing_clashes(
    clashes: Iterable[QuizClash], clauses_now: Mapping[str, Clause]
) -> tuple[StandingClash, ...]:
    """The marks, each with what of it no longer holds."""
    return tuple(
        StandingClash(
            clash,
            tuple(
                kept for kept in clash.clauses if not left_ids([as_left(kept.quote)], clauses_now)
            ),
        )
        for clash in clashes
    )


def touching(
    clashes: Iterable[StandingClash], kept: KeptQuote, clauses_now: Mapping[str, Clause]
) -> tuple[StandingClash, ...]:
    """The marks that hold for a clause."""
    return tuple(
        one for one in clashes if kept.quote.clause_id in set_aside([one.clash], clauses_now)
    )
