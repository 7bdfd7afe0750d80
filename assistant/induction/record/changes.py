"""What has changed since a path was put in use, or since somebody read and declared it; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.desk.resting import ClauseState, Fate, clause_state
from assistant.desk.sentences import Sentences
from assistant.induction.path.leaving_out import binding, left_ids
from assistant.induction.path.phrases import load_phrases
from assistant.records.entries import KeptQuote, PolicyVersion
from assistant.records.induction_entries import InductionPath, InductionRecord, PathItem
from ingest.documents import Clause, Policy, PolicyStatus

# What is to be read again, and what is no longer asked. Merely moved words still stand.
_READ_AGAIN = (Fate.CHANGED,)
_GONE = (Fate.REMOVED, Fate.POLICY_REMOVED, Fate.SUPERSEDED)
_WITH_POLICY = (Fate.POLICY_REMOVED, Fate.SUPERSEDED)


@dataclass(frozen=True)
class PathState:
    """A path against the library today: what became of each item, in the path's order; the clauses
    that bind its role and aren't on it, from documents changed or added since; and the ids of those
    that were left out of it and read as they did then."""

    items: tuple[ClauseState, ...]
    new: tuple[Clause, ...]
    left_out: frozenset[str] = frozenset()

    @property
    def stands(self) -> bool:
        """True when every clause stands as it was kept, and nothing new binds the role."""
        return not self.new and not any(s.fate in (*_READ_AGAIN, *_GONE) for s in self.items)


@dataclass(frozen=True)
class VersionChange:
    """A document then and now: `before` is None for one that is new on the path, `after` for one
    that is no longer held."""

    title: str
    before: PolicyVersion | None
    after: PolicyVersion | None


@dataclass(frozen=True)
class Changes:
    """What changed since a record was made: clauses that were read and are changed or gone, items
    of today's path that weren't read, and the documents."""

    states: tuple[ClauseState, ...]
    added: tuple[PathItem, ...]
    policies: tuple[VersionChange, ...]

    @property
    def is_stale(self) -> bool:
        """True when a document that the record rests on isn't the same file any more, or a further
        one is on the path. A path that was merely edited makes no record stale."""
        return bool(self.policies)

    @property
    def clause_ids(self) -> tuple[str, ...]:
        """What a top-up reads: the changed clauses as they are now, then the added ones."""
        changed = [s.current.clause_id for s in self.states if s.fate in _READ_AGAIN and s.current]
        added = [item.kept.quote.clause_id for item in self.added]
        return tuple(dict.fromkeys((*changed, *added)))

    @property
    def nothing_binding(self) -> bool:
        """True when a document changed and nothing that was read did: the top-up is one line."""
        return self.is_stale and not self.states and not self.added


def states_of_path(
    path: InductionPath, clauses_now: Mapping[str, Clause], policies: Mapping[str, Policy]
) -> tuple[ClauseState, ...]:
    """What became of each of the path's items, alone: all that somebody on it needs."""
    return tuple(_states([item.kept for item in path.items], clauses_now, policies))


def state_of_path(
    path: InductionPath,
    clauses_now: Mapping[str, Clause],
    policies: Mapping[str, Policy],
) -> PathState:
    """The path's items against all clauses of the library now, by id, and its policies, by id. What
    was left out of the path is new again only when its words have changed."""
    items = states_of_path(path, clauses_now, policies)
    on_path = {state.current.clause_id for state in items if state.current}
    used = {item.kept.quote.policy_id: item.kept.policy_sha256 for item in path.items}
    left_out = left_ids(path.left_out, clauses_now)
    new: list[Clause] = []
    for policy in policies.values():
        if used.get(policy.policy_id) == policy.sha256 or policy.status is not PolicyStatus.ADOPTED:
            continue
        clauses = [
            clause for clause in clauses_now.values() if clause.policy_id == policy.policy_id
        ]
        new += [
            clause
            for clause in binding(clauses, policy, path.role)
            if clause.clause_id not in on_path | left_out
        ]
    return PathState(items, tuple(new), left_out)


def since(
    record: InductionRecord,
    path_now: InductionPath | None,
    clauses_now: Mapping[str, Clause],
    policies: Mapping[str, Policy],
) -> Changes:
    """What changed since somebody declared: by the clauses read then, the path in use now (None
    when the role has none) and the library now, clauses and policies by id."""
    states = tuple(_states(record.clauses, clauses_now, policies))
    read = {kept.quote.clause_id for kept in record.clauses}
    read |= {state.current.clause_id for state in states if state.current}
    added = tuple(
        item
        for item in (path_now.items if path_now else ())
        if item.kept.quote.clause_id not in read and item.kept.quote.clause_id in clauses_now
    )
    return Changes(
        tuple(state for state in states if state.fate in (*_READ_AGAIN, *_GONE)),
        added,
        _version_changes(record.policies, added, policies),
    )


def told(state: ClauseState, phrases: Sentences | None = None) -> str:
    """What became of one clause, as a sentence for the reader."""
    say = (phrases or load_phrases()).say
    if state.fate in _WITH_POLICY:
        return say(f"changed.{state.fate}", policy=state.kept.quote.policy_title)
    return say(f"changed.{state.fate}")


def told_version(change: VersionChange, phrases: Sentences | None = None) -> str:
    """What became of one document, as a sentence for the reader."""
    say = (phrases or load_phrases()).say

    def edition(version: PolicyVersion) -> str:
        if not version.version:
            return say("documents.no_version")
        return say("documents.version", version=version.version)

    if change.after is None:
        return say("documents.gone", policy=change.title)
    if change.before is None:
        return say("documents.new", policy=change.title, after=edition(change.after))
    before, after = edition(change.before), edition(change.after)
    after = say("documents.same_version") if before == after else after
    return say("documents.replaced", policy=change.title, before=before, after=after)


def _states(
    kept_quotes: Sequence[KeptQuote],
    clauses_now: Mapping[str, Clause],
    policies: Mapping[str, Policy],
) -> list[ClauseState]:
    """Each quote's fate. A clause that stands is nobody's successor, and none succeeds two."""
    taken = {kept.quote.clause_id for kept in kept_quotes if kept.quote.clause_id in clauses_now}
    states = []
    for kept in kept_quotes:
        free = [clause for clause in clauses_now.values() if clause.clause_id not in taken]
        state = clause_state(kept, clauses_now, free, policies)
        if state.current:
            taken.add(state.current.clause_id)
        states.append(state)
    return states


def _version_changes(
    before: Sequence[PolicyVersion], added: Sequence[PathItem], now: Mapping[str, Policy]
) -> tuple[VersionChange, ...]:
    found = []
    for version in before:
        policy = now.get(version.policy_id)
        if policy is None:
            found.append(VersionChange(version.title, version, None))
        elif policy.sha256 != version.sha256:
            found.append(VersionChange(policy.title, version, _version(policy)))
    known = {version.policy_id for version in before}
    further = dict.fromkeys(item.kept.quote.policy_id for item in added)
    for policy_id in further:
        if policy_id not in known and policy_id in now:
            found.append(VersionChange(now[policy_id].title, None, _version(now[policy_id])))
    return tuple(found)


def _version(policy: Policy) -> PolicyVersion:
    return PolicyVersion(
        policy.policy_id, policy.title, policy.version, policy.review_date, policy.sha256
    )
