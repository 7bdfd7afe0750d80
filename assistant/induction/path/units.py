"""Clauses that are read together: the cases of one list, or one clause by itself; pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.induction.path.selecting import Bound, Tie
from ingest.documents import Clause, Policy

_ENDS_IN_VERB = re.compile(
    r"\b(?:must|should|shall|will|may|can|cannot|do|don['’]t|not|never|always|please|have|"
    r"(?:advised|asked|expected|required|encouraged)(?: to)?|"
    r"(?:needs?|have|has|ought|is|are|agrees?|undertakes?) to)$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Unit:
    """One clause, or all the cases of a list ("Bullying must be recorded when it is linked to: …"):
    one case by itself would read as the only one. `place` is its place among all units."""

    policy: Policy
    bound: tuple[Bound, ...]
    place: int

    @property
    def rank(self) -> int:
        """The rank of its weightiest clause; 0 weighs most."""
        return min(bound.rank for bound in self.bound)

    @property
    def tie(self) -> Tie:
        """The closest tie of its clauses."""
        return min(bound.tie for bound in self.bound)


def units(policy: Policy, bound: Sequence[Bound], start: int = 0) -> list[Unit]:
    """The clauses of one document as units, in its order; places count on from `start`."""
    found: list[Unit] = []
    for _, members in groupby(enumerate(bound), key=lambda pair: _list_of(pair[0], pair[1].clause)):
        found.append(Unit(policy, tuple(b for _, b in members), start + len(found)))
    return found


def _list_of(number: int, clause: Clause) -> tuple[object, ...]:
    """What the cases of one list have in common, and nothing else has. A lead-in that repeats the
    heading makes a section, and one that ends in its verb ("Staff must not:") makes of every item
    a whole rule."""
    lead = (clause.lead_in or "").strip().rstrip(":–—- ")
    if not lead or lead == clause.heading.rstrip(": ") or _ENDS_IN_VERB.search(lead):
        return (number,)
    return (lead, clause.section)
