"""What an ingest changed, as events to keep; pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from assistant.records.entries import IngestEvent
from ingest.documents import Policy
from ingest.pipeline import FileStatus, IngestReport

Held = Mapping[str, frozenset[str]]  # the clause ids of each policy
REMOVED = "removed"
_TOLD = {FileStatus.ADDED, FileStatus.REPLACED, FileStatus.FAILED}


def ingest_events(
    report: IngestReport,
    before: Held,
    after: Held,
    policies: Mapping[str, Policy],
    actor: str,
    now: datetime,
) -> tuple[IngestEvent, ...]:
    """An event for every file that was added, replaced or failed, with the ids of the clauses that
    are gone. `policies` are those loaded afterwards, by id."""
    events = []
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


def removal_event(policy: Policy, held: Held, actor: str, now: datetime) -> IngestEvent:
    """The event of a policy that was taken out."""
    gone = tuple(sorted(held.get(policy.policy_id, frozenset())))
    return IngestEvent(now, actor, REMOVED, policy.policy_id, policy.title, policy.sha256, gone)
