"""What is counted of an answer: no words of the question; pure."""

from __future__ import annotations

from datetime import datetime

from assistant.answers import Answer, Status
from assistant.records.entries import Asked


def asked_of(answer: Answer, role: str, at: datetime) -> Asked:
    """Status, role, topic (the heading of the clause that came first, or nearest), and the clauses
    that pull in two directions. Of a live concern the time alone, not even who asked."""
    if answer.status is Status.LIVE_CONCERN:
        return Asked(at, answer.status.value, "")
    first = next(iter((*answer.quotes, *answer.nearest)), None)
    if first is None:
        return Asked(at, answer.status.value, role)
    heading = first.section[-1] if first.section else first.policy_title
    conflict = any(notice.kind == "conflict" for notice in answer.notices)
    ids = tuple(quote.clause_id for quote in answer.quotes) if conflict else ()
    return Asked(at, answer.status.value, role, heading, first.policy_title, ids)
