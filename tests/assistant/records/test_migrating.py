"""The tables are those of this version, however old the records are, and never newer."""

from __future__ import annotations

import sqlite3
import threading

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine

from assistant.records.errors import RecordsDamaged, RecordsNewer
from assistant.records.migrating import VERSION_TABLE
from assistant.records.store import open_records
from assistant.records.tables import metadata


def test_the_migrations_make_the_tables_that_the_code_speaks_of(records, url):
    engine = create_engine(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_records_open_again_with_everything_in_them(records, url, question, jane):
    sent = question()
    records.inbox.add(sent, jane)
    with open_records(url) as again:
        assert again.inbox.list() == [sent] and again.audit.verify() is None


def test_many_who_open_new_records_at_once_make_them_once(url):
    start, failures = threading.Barrier(5), []

    def open_them() -> None:
        start.wait()
        try:
            open_records(url, patience_s=60).close()
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=open_them) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_records_of_a_newer_program_are_left_alone(sqlite_url, file):
    open_records(sqlite_url).close()
    with sqlite3.connect(file) as behind:
        behind.execute(f"UPDATE {VERSION_TABLE} SET version_num = '9999'")
    behind.close()
    before = file.read_bytes()
    with pytest.raises(RecordsNewer, match="schema 9999"):
        open_records(sqlite_url)
    assert file.read_bytes() == before


def test_another_programs_file_is_refused_and_left_alone(sqlite_url, file):
    file.parent.mkdir()
    with sqlite3.connect(file) as behind:
        behind.execute("CREATE TABLE songs (title TEXT)")
    behind.close()
    with pytest.raises(RecordsDamaged, match="another program’s tables"):
        open_records(sqlite_url)
    with sqlite3.connect(file) as behind:
        assert behind.execute("SELECT name FROM sqlite_master").fetchall() == [("songs",)]
    behind.close()
