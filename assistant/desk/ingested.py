"""What an ingest changed, as events to keep."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from assistant.records.entries import IngestEvent
from ingest.documents import Clause, Policy
from ingest.pipeline import FileStatus, IngestReport

Held = Mapping[str, frozenset[str]]  # the clause ids of each policy
REMOVED = "removed"
_TOLD = {FileStatus.ADDED, FileStatus.REPLACED, FileStatus.FAILED}


class Shelf(Protocol):
    """What holds policies: the library, or the assistant over it."""

    def policies(self) -> list[Policy]:
        """What is loaded now."""
        ...

    def clauses(self, policy_id: str) -> list[Clause]:
        """A policy's clauses in document order."""
        ...


def held(shelf: Shelf) -> Held:
    """The ids of all clauses as they stand now."""
    return {
        policy.policy_id: frozenset(c.clause_id for c in shelf.clauses(policy.policy_id))
        for policy in shelf.policies()
    }


def ingest_events(
    report: IngestReport, before: Held, shelf: Shelf, actor: str, now: datetime
) -> tuple[IngestEvent, ...]:
    """An event for every file that was added, replaced or failed, with the ids of the clauses that
    are gone. `before` are those of before the ingest."""
    events = []
    after, policies = held(shelf), {policy.policy_id: policy for policy in shelf.policies()}
    for file in report.files:
        if file.status not in _TOLD:
            continue
        policy_id = file.policy_id or ""
        policy = policies.get(policy_id)
        gone = before.get(policy_id, frozenset()) - after.get(policy_id, frozenset())
        events.append(
            IngestEvent(
                at=now,
                actor=actor,
                outcome=file.status.value,
                policy_id=policy_id,
                title=file.title or file.source,
                sha256=policy.sha256 if policy else "",
                clauses_changed=tuple(sorted(gone)),
            )
        )
    return tuple(events)


def removal_event(policy: Policy, before: Held, actor: str, now: datetime) -> IngestEvent:
    """The event of a policy that was taken out."""
    gone = tuple(sorted(before.get(policy.policy_id, frozenset())))
    return IngestEvent(now, actor, REMOVED, policy.policy_id, policy.title, policy.sha256, gone)
