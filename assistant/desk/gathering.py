"""The leadership report's material, out of the library and the records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time

from assistant.answers import Notice
from assistant.desk.guidance import staleness
from assistant.desk.leadership import LeadershipReport, Released, summary
from assistant.library_links import overview as linked_overview
from assistant.records.entries import Asked, InboxQuestion
from assistant.records.store import Records
from ingest.documents import Clause, Policy, clauses_by_id
from ingest.library import Library

_EVER = datetime(1970, 1, 1, tzinfo=UTC)


def gathered(
    library: Library, records: Records, start: date, end: date, today: date
) -> LeadershipReport:
    """The report from what is held and kept."""
    policies = library.policies()
    clauses = clauses_by_id(c for p in policies for c in library.clauses(p.policy_id))
    asked = records.asked.since(datetime.combine(start, time.min, UTC))
    # A clause may have changed before the report begins.
    ingests = records.ingests.since(_EVER)
    return summary(
        asked=asked,
        feedback=records.feedback.since(datetime.combine(start, time.min, UTC)),
        ingests=ingests,
        guidance=[staleness(g, clauses, policies, ingests) for g in records.guidance.current()],
        policies=policies,
        links=linked_overview(policies),
        start=start,
        end=end,
        today=today,
        conflicts=list(conflicts_met(asked, clauses, policies)),
        released=list(released_words(records.inbox.list())),
    )


def conflicts_met(
    asked: Sequence[Asked], clauses: Mapping[str, Clause], policies: Sequence[Policy]
) -> Iterator[Notice]:
    """The clauses that pulled in two directions for somebody, as they stand now, once each."""
    titles = {policy.policy_id: policy.title for policy in policies}
    for ids in dict.fromkeys(question.conflict for question in asked if question.conflict):
        told = [
            f"“{clauses[i].text}” ({titles[clauses[i].policy_id]}, page {clauses[i].page})"
            for i in ids
            if i in clauses
        ]
        if len(told) > 1:  # one alone conflicts with nothing any more
            yield Notice("conflict", " – and – ".join(told))


def released_words(questions: Sequence[InboxQuestion]) -> Iterator[Released]:
    """The questions that the DSL has released, under the topic of their nearest clause, by either
    name that a topic can have in the report."""
    for question in questions:
        if question.released and question.nearest:
            quote = question.nearest[0].quote
            heading = quote.section[-1] if quote.section else quote.policy_title
            yield Released(heading, question.text)
            yield Released(f"{heading} ({quote.policy_title})", question.text)


def school_year_start(on: date) -> date:
    """The 1 September that `on` comes after."""
    return date(on.year if on.month >= 9 else on.year - 1, 9, 1)
