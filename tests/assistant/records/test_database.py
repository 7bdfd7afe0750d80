"""What the database can do to us: each is told clearly, and nothing is lost."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import event
from sqlalchemy.pool import Pool

from assistant.records.entries import DraftPart, Paragraph, Part
from assistant.records.errors import (
    RecordsDamaged,
    RecordsFull,
    RecordsLocked,
    RecordsLost,
    RecordsMissing,
    UnkeepableText,
)
from assistant.records.store import open_records

ROOT = Path(__file__).parents[3]
EDIT = (DraftPart(Part.ADVICE, (Paragraph("word " * 20_000),)),)


@pytest.fixture
def kept(sqlite_url, draft, jane):
    """SQLite records with one draft, and an impatient writer."""
    made = draft()
    with open_records(sqlite_url, patience_s=0.3) as records:
        records.drafts.add(made, jane)
        yield records, made


def test_a_locked_file_is_told_in_time_and_loses_nothing(kept, file, jane):
    records, made = kept
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    began = time.monotonic()
    with pytest.raises(RecordsLocked, match="held by another program"):
        records.drafts.save(made.draft_id, 1, EDIT, jane)
    assert 0.25 < time.monotonic() - began < 3
    assert records.drafts.get(made.draft_id) == made  # readers don't wait
    other.execute("ROLLBACK")
    other.close()
    assert records.drafts.save(made.draft_id, 1, EDIT, jane).edited == EDIT
    assert records.audit.verify() is None


def test_a_held_server_lock_is_told_in_time(postgresql_url, draft, jane):
    made = draft()
    with (
        open_records(postgresql_url, patience_s=0.3) as records,
        psycopg.connect(postgresql_url) as other,
    ):
        records.drafts.add(made, jane)
        other.execute("LOCK TABLE drafts IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(RecordsLocked):
            records.drafts.save(made.draft_id, 1, EDIT, jane)
        other.rollback()
        assert records.drafts.save(made.draft_id, 1, EDIT, jane).edited == EDIT


def test_a_full_disk_is_told_and_loses_nothing(kept, jane):
    records, made = kept

    def no_more_room(connection, _) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages}")

    event.listen(Pool, "connect", no_more_room)
    try:
        with pytest.raises(RecordsFull, match="no room left"):
            records.drafts.save(made.draft_id, 1, EDIT, jane)
        assert records.drafts.get(made.draft_id) == made
    finally:
        event.remove(Pool, "connect", no_more_room)
    assert records.drafts.save(made.draft_id, 1, EDIT, jane).revision == 2
    assert records.audit.verify() is None


@pytest.mark.parametrize("garbage", [b"garbage " * 2000, b"SQLite format 3\0" + b"\xff" * 9000])
def test_a_file_replaced_by_garbage_is_told_and_left_as_it_is(kept, sqlite_url, file, garbage):
    records, made = kept
    file.write_bytes(garbage)
    with pytest.raises(RecordsDamaged, match="newest backup"):
        records.drafts.get(made.draft_id)
    with pytest.raises(RecordsDamaged):
        open_records(sqlite_url)
    assert file.read_bytes() == garbage


def test_a_file_emptied_while_it_is_used_is_told(kept, file, jane):
    records, made = kept
    file.write_bytes(b"")
    with pytest.raises(RecordsDamaged):
        records.drafts.save(made.draft_id, 1, EDIT, jane)


def test_a_text_that_is_none_is_told(kept, file):
    records, _ = kept
    with sqlite3.connect(file) as behind:
        behind.execute("UPDATE drafts SET question = CAST(x'ff' AS TEXT)")
    behind.close()
    with pytest.raises(RecordsDamaged):
        records.drafts.list()


def test_a_damaged_page_is_told(kept, file):
    records, _ = kept
    pages = bytearray(file.read_bytes())
    pages[4096:] = b"\xff" * len(pages[4096:])
    file.write_bytes(pages)
    with pytest.raises(RecordsDamaged):
        records.drafts.list()


def test_a_file_moved_away_is_missed_and_not_made_anew(kept, file, jane):
    records, made = kept
    file.rename(file.with_suffix(".away"))
    with pytest.raises(RecordsMissing, match="moved or deleted"):
        records.drafts.save(made.draft_id, 1, EDIT, jane)
    assert not file.exists()
    file.with_suffix(".away").rename(file)
    assert records.drafts.get(made.draft_id) == made


def test_a_writer_killed_in_the_middle_leaves_whole_records(kept, sqlite_url):
    records, _ = kept
    wait = random.Random(4)
    for _ in range(6):
        writer = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("writer.py")), sqlite_url],
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT)},
        )
        assert writer.stdout and writer.stdout.readline() == b"begun\n"
        time.sleep(wait.uniform(0.02, 0.2))
        writer.kill()
        writer.wait()
        writer.stdout.close()
        assert records.audit.verify() is None
    in_trail = [entry.record_id for entry in records.audit.entries() if entry.kind == "question"]
    assert sorted(in_trail) == sorted(q.question_id for q in records.inbox.list())
    assert len(in_trail) > 6


def test_a_server_lost_in_the_middle_is_told_and_nothing_is_half_kept(
    postgresql_url, draft, jane, monkeypatch
):
    made = draft()
    with (
        open_records(postgresql_url) as records,
        psycopg.connect(postgresql_url, autocommit=True) as other,
    ):
        records.drafts.add(made, jane)

        def cut_off() -> object:
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
            )
            return made.changed_at

        # The clock is read in the middle of the transaction.
        monkeypatch.setattr(records._database, "now", cut_off)
        with pytest.raises(RecordsLost, match="can’t be reached"):
            records.drafts.save(made.draft_id, 1, EDIT, jane)
        monkeypatch.undo()
        assert records.drafts.get(made.draft_id) == made
        assert records.audit.verify() is None


@pytest.mark.parametrize("way", ["jane:hidden@/kept?", "/kept?user=jane&password=hidden&"])
def test_a_server_that_is_not_there_is_told_without_the_password(tmp_path, way):
    with pytest.raises(RecordsLost, match="/kept") as caught:
        open_records(f"postgresql://{way}host={tmp_path}")
    assert "hidden" not in str(caught.value)


def test_a_null_character_is_refused_where_the_server_cannot_keep_it(postgresql_url, draft, jane):
    with open_records(postgresql_url) as records:
        with pytest.raises(UnkeepableText):
            records.drafts.add(draft(question="a\0b"), jane)
        assert records.drafts.list() == []
