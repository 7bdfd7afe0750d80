"""What was seen and left out of a path, so that it isn't told as new at every version; pure.

A clause's id covers its policy, section and text, so that the same words under another heading have
another id, and another lead-in leaves it: words are compared, and ids tell doubles apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from assistant.answers import Quote
from assistant.induction.binding.scope import scope_of
from assistant.induction.path.selecting import Bound, select
from assistant.induction.words import words_sha256
from assistant.records.induction_entries import InductionPath, InductionRole, LeftClause
from ingest.documents import Clause, Policy, PolicyStatus


def binding(clauses: Sequence[Clause], policy: Policy, role: InductionRole) -> list[Clause]:
    """Those of a policy's clauses that bind a role. `clauses` are all of the policy's, since what
    it says of whom it covers decides it."""
    scope = scope_of(policy.title, clauses)
    return [clause for clause in clauses if isinstance(select(clause, role, scope), Bound)]


def as_left(clause: Clause | Quote) -> LeftClause:
    """What is kept of a clause that is left out."""
    return LeftClause(clause.policy_id, clause.clause_id, words_sha256(clause))


def left_clauses(
    role: InductionRole,
    seen: Sequence[Quote],
    clauses_now: Mapping[str, Clause],
    policies: Mapping[str, Policy],
    before: InductionPath | None,
) -> tuple[LeftClause, ...]:
    """What a path keeps as left out: the clauses `seen` that bind the role and still read so. What
    was left out `before` of a policy that isn't in use just now stays left out: nobody could look
    at it."""
    in_use = {name for name, p in policies.items() if p.status is PolicyStatus.ADOPTED}
    binds: set[str] = set()
    for name in {quote.policy_id for quote in seen} & in_use:
        clauses = [clause for clause in clauses_now.values() if clause.policy_id == name]
        binds |= {clause.clause_id for clause in binding(clauses, policies[name], role)}
    now = [
        as_left(quote)
        for quote in seen
        if quote.clause_id in binds
        and words_sha256(clauses_now[quote.clause_id]) == words_sha256(quote)
    ]
    away = [left for left in (before.left_out if before else ()) if left.policy_id not in in_use]
    return tuple(dict.fromkeys((*now, *away)))


def left_ids(left_out: Iterable[LeftClause], clauses_now: Mapping[str, Clause]) -> frozenset[str]:
    """The ids that clauses once left out have now, where they read as they did. One that moved has
    another id; a clause that stands is nobody's successor."""
    same = {
        left.clause_id
        for left in left_out
        if left.clause_id in clauses_now
        and words_sha256(clauses_now[left.clause_id]) == left.words_sha256
    }
    gone = {
        (left.policy_id, left.words_sha256)
        for left in left_out
        if left.clause_id not in clauses_now
    }
    if not gone:
        return frozenset(same)
    moved = {
        clause.clause_id
        for clause in clauses_now.values()
        if (clause.policy_id, words_sha256(clause)) in gone
    }
    return frozenset(same | moved)
