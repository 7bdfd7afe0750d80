from __future__ import annotations

from datetime import UTC, datetime

from assistant.desk.ingested import ingest_events, removal_event
from ingest.documents import Clause, Policy
from ingest.pipeline import FileReport, FileStatus, IngestReport

NOW = datetime(2026, 11, 25, tzinfo=UTC)
KITES = Policy("kites", "Kite Policy", "kites.md", "f" * 64, "text", 1)


class Shelf:
    def __init__(self, *ids: str) -> None:
        self.ids = ids

    def policies(self) -> list[Policy]:
        return [KITES] if self.ids else []

    def clauses(self, policy_id: str) -> list[Clause]:
        return [Clause(i, policy_id, "text", 0, 4, (), 1, 1) for i in self.ids]


def test_a_replaced_file_names_the_clauses_that_are_gone():
    report = IngestReport(
        (
            FileReport("kites.md", FileStatus.REPLACED, "kites", "Kite Policy"),
            FileReport("same.md", FileStatus.UNCHANGED, "same", "Same"),
        )
    )
    before = {"kites": frozenset({"k-1", "k-2"})}
    events = ingest_events(report, before, Shelf("k-2", "k-3"), "Ms Dee", NOW)
    assert [(e.policy_id, e.outcome, e.clauses_changed) for e in events] == [
        ("kites", "replaced", ("k-1",))
    ]


def test_a_file_that_failed_is_told_under_its_own_name():
    report = IngestReport((FileReport("broken.pdf", FileStatus.FAILED, error="no"),))
    (event,) = ingest_events(report, {}, Shelf(), "Ms Dee", NOW)
    assert (event.title, event.outcome, event.sha256) == ("broken.pdf", "failed", "")


def test_a_removal_takes_all_clauses_along():
    event = removal_event(KITES, {"kites": frozenset({"k-1"})}, "Ms Dee", NOW)
    assert (event.outcome, event.clauses_changed) == ("removed", ("k-1",))
