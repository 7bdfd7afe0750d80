"""Every change is in the trail, in the same transaction, and a later edit shows."""

from __future__ import annotations

import sqlite3
import threading
from datetime import timedelta

import psycopg
import pytest

from assistant.records.entries import InboxState
from assistant.records.errors import AuditDetailRefused
from assistant.records.store import open_records

MIDDLE = "at, actor_id, action, kind, record_id, detail, entry_hash"
TRIGGERS = ("audit_no_update", "audit_no_delete")


@pytest.fixture
def trail(sqlite_url, file, question, jane, clock):
    """Five entries in a SQLite file, and a connection that goes behind the program's back."""
    with open_records(sqlite_url, clock=clock) as records:
        sent = [question() for _ in range(4)]
        for one in sent:
            records.inbox.add(one, jane)
        records.inbox.set_state([sent[0].question_id], InboxState.CLOSED, jane, "Spoken to.")
        behind = sqlite3.connect(file, isolation_level=None)
        yield records, behind
        behind.close()


def test_a_trail_that_nobody_touched_stands(trail):
    records, _ = trail
    assert records.audit.verify() is None
    last = records.audit.entries()[-1]
    assert records.audit.head() == (5, last.entry_hash)
    assert last.previous_hash == records.audit.entries()[-2].entry_hash


@pytest.mark.parametrize("change", ["UPDATE audit SET action = 'x'", "DELETE FROM audit"])
def test_the_database_itself_refuses_changes(trail, change):
    records, behind = trail
    with pytest.raises(sqlite3.IntegrityError, match="never"):
        behind.execute(change)
    assert len(records.audit.entries()) == 5


@pytest.mark.parametrize(
    ("edit", "found_at"),
    [
        ("UPDATE audit SET detail = '{}' WHERE number = 3", 3),
        ("UPDATE audit SET at = 'never' WHERE number = 2", 2),
        ("UPDATE audit SET actor_id = 'nobody' WHERE number = 4", 4),
        ("UPDATE audit SET record_id = x'00ff' WHERE number = 4", 4),
        ("DELETE FROM audit WHERE number = 2", 2),
        ("DELETE FROM audit WHERE number >= 4", 4),
        ("DELETE FROM audit", 1),
        ("UPDATE audit SET number = 9 WHERE number = 1", 1),
        (f"INSERT INTO audit SELECT 6, {MIDDLE}, 'h' FROM audit WHERE number = 5", 6),
        ("UPDATE audit_head SET entry_hash = 'x'", 5),
        ("DELETE FROM audit_head", 1),
        ("UPDATE audit_reasons SET reason = 'Not spoken to.'", 5),
    ],
)  # fmt: skip
def test_an_edit_behind_the_programs_back_is_found_where_it_was_made(trail, edit, found_at):
    records, behind = trail
    for trigger in TRIGGERS:
        behind.execute(f"DROP TRIGGER {trigger}")
    behind.execute(edit)
    assert records.audit.verify() == found_at


def test_postgresql_refuses_changes_too(postgresql_url, jane):
    with open_records(postgresql_url) as records:
        records.audit.append(jane, "sign_in", "session", "s1")
        for change in (
            "UPDATE audit SET action = 'x'",
            "DELETE FROM audit",
            "TRUNCATE audit CASCADE",
        ):
            with (
                psycopg.connect(postgresql_url) as behind,
                pytest.raises(psycopg.errors.RaiseException, match="never"),
            ):
                behind.execute(change)
        assert records.audit.verify() is None


def test_entries_since_a_moment(records, jane, clock):
    records.audit.append(jane, "sign_in", "session", "s1", {"way": "passphrase"})
    clock.pass_days(1)
    records.audit.append(jane, "export", "report", "r1", {"rows": 12, "ids": ["a", "b"]})
    assert len(records.audit.entries()) == 2
    (entry,) = records.audit.entries(clock.now - timedelta(microseconds=1))
    assert (entry.number, entry.at, entry.actor) == (2, clock.now, "Jane Smith")
    assert entry.detail == {"rows": 12, "ids": ["a", "b"]}


@pytest.mark.parametrize(
    "detail",
    [
        {"text": "Tom was seen"},
        {"texts": ["a b"]},
        {"score": 0.5},
        {"who": {"name": "Tom"}},
        {"long": "y" * 201},
    ],
)
def test_texts_are_refused_in_the_trail(records, jane, detail):
    with pytest.raises(AuditDetailRefused, match=next(iter(detail))):
        records.audit.append(jane, "note", "draft", "d1", detail)
    with pytest.raises(AuditDetailRefused):
        records.audit.append(jane, "said something", "draft", "d1")
    assert records.audit.entries() == []


def test_writers_at_once_do_not_fork_the_chain(url, records, jane):
    start = threading.Barrier(4)

    def write() -> None:
        with open_records(url, patience_s=60) as own:
            start.wait()
            for number in range(8):
                own.audit.append(jane, "sign_in", "session", f"s{number}")

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [entry.number for entry in records.audit.entries()] == list(range(1, 33))
    assert records.audit.verify() is None
