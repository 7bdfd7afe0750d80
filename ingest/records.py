"""Policies and clauses as the flat records that Chroma keeps, and back; pure."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from ingest.documents import (
    Clause,
    ClauseKind,
    Contact,
    LinkedPolicy,
    Policy,
    PolicyStatus,
    Segment,
)


def policy_to_record(
    policy: Policy, revision: str, clause_count: int, encoder: str
) -> dict[str, Any]:
    """The metadata of a policy; its stored text is the record's document."""
    fields = asdict(policy)
    del fields["text"]
    fields["review_due"] = policy.review_due.isoformat() if policy.review_due else None
    fields["segments"] = [
        [s.start, s.length, s.page, s.page_start, s.page_length] for s in policy.segments
    ]
    return {
        "revision": revision,
        "encoder": encoder,
        "sha256": policy.sha256,
        "clause_count": clause_count,
        "record": json.dumps(fields, ensure_ascii=False),
    }


def policy_from_record(metadata: dict[str, Any], text: str) -> Policy:
    """The policy of a record and its document."""
    fields = json.loads(metadata["record"])
    due = fields["review_due"]
    return Policy(
        **{
            **fields,
            "text": text,
            "review_due": date.fromisoformat(due) if due else None,
            "signatories": tuple(fields["signatories"]),
            "contacts": tuple(Contact(**contact) for contact in fields["contacts"]),
            "linked": tuple(LinkedPolicy(**linked) for linked in fields["linked"]),
            "status": PolicyStatus(fields["status"]),
            "segments": tuple(Segment(*numbers) for numbers in fields["segments"]),
        }
    )


def clause_to_record(clause: Clause, revision: str, ordinal: int) -> dict[str, Any]:
    """The metadata of a clause; its text is the record's document. Chroma keeps no None."""
    record: dict[str, Any] = {
        "revision": revision,
        "ordinal": ordinal,
        "clause_id": clause.clause_id,
        "policy_id": clause.policy_id,
        "start": clause.start,
        "end": clause.end,
        "section": json.dumps(clause.section, ensure_ascii=False),
        "page": clause.page,
        "page_end": clause.page_end,
        "kind": clause.kind.value,
    }
    if clause.lead_in is not None:
        record["lead_in"] = clause.lead_in
    if clause.number is not None:
        record["number"] = clause.number
    return record


def clause_from_record(metadata: dict[str, Any], text: str) -> Clause:
    """The clause of a record and its document."""
    return Clause(
        clause_id=metadata["clause_id"],
        policy_id=metadata["policy_id"],
        text=text,
        start=metadata["start"],
        end=metadata["end"],
        section=tuple(json.loads(metadata["section"])),
        page=metadata["page"],
        page_end=metadata["page_end"],
        kind=ClauseKind(metadata["kind"]),
        lead_in=metadata.get("lead_in"),
        number=metadata.get("number"),
    )
