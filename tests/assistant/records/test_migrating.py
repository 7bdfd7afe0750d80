"""The tables are those of this version, however old the records are, and never newer."""

from __future__ import annotations

import sqlite3
import threading
from datetime import timedelta

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, inspect, text

from assistant.records import migrations
from assistant.records.database import Database
from assistant.records.entries import PersonalLink
from assistant.records.errors import RecordsDamaged, RecordsNewer
from assistant.records.induction_entries import InductionRole, LeftClause
from assistant.records.induction_tables import induction_paths, metadata
from assistant.records.migrating import VERSION_TABLE
from assistant.records.plain import row_of
from assistant.records.store import Records, open_records
from assistant.records.tables import links
from tests.assistant.records.made import begun, claim, declared, link, path


def test_the_migrations_make_the_tables_that_the_code_speaks_of(records, url):
    engine = create_engine(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def at_version(url, clock, version: str) -> Database:
    """Records as an earlier version of the program made and knew them."""
    database = Database(url, 2, clock)
    database.make()
    config = Config()
    config.set_main_option("script_location", migrations.__path__[0].replace("%", "%%"))
    with database.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, version)
    return database


def insert(url, table, entry) -> None:
    """Keeps an entry as a version before did, which had fewer columns."""
    engine = create_engine(url)
    with engine.begin() as connection:
        has = {column["name"] for column in inspect(connection).get_columns(table.name)}
        row = {name: value for name, value in row_of(entry).items() if name in has}
        connection.execute(table.insert().values(row))
    engine.dispose()


@pytest.fixture
def old(url, clock):
    """Records as the version before inductions made and knew them."""
    database = at_version(url, clock, "0001")
    with database.reading() as connection:
        assert "inductions" not in inspect(connection).get_table_names()
    with Records(database) as records:
        yield records


def test_records_of_the_version_before_are_brought_up_with_everything_in_them(
    old, url, question, signed, guidance, jane, now
):
    sent = question()
    old.inbox.add(sent, jane)
    reply = signed(old, question_ids=(sent.question_id,))
    old.guidance.publish(guidance(reply), jane)
    expiry = now + timedelta(days=30)
    link = PersonalLink("link", "Zoë Ray", "staff", "ef" * 32, "Jane Smith", now, expiry)
    insert(url, links, link)
    trail = old.audit.entries()
    with open_records(url) as records:
        assert records.inbox.list()[0].text == sent.text
        assert records.replies.list() == [reply] and len(records.guidance.current()) == 1
        assert records.links.list() == [link] and records.audit.entries() == trail
        assert records.audit.verify() is None
        records.links.claim(claim(link), jane)
        record = declared(records, begun(records))
        assert records.induction_records.list() == [record]
        assert records.audit.verify() is None


@pytest.mark.parametrize("version", ["0002", "0003"])
def test_paths_and_links_of_a_version_before_read_on_and_are_gone_on_with(
    url, clock, version, jane
):
    at_version(url, clock, version).close()
    made, theirs = path(), link()
    insert(url, induction_paths, made)
    insert(url, links, theirs)
    with open_records(url, clock=clock) as records:
        assert records.paths.current(InductionRole.VOLUNTEER) == made and made.left_out == ()
        assert records.links.list() == [theirs] and theirs.goes_on_from == ()
        left = (LeftClause("media", "media-7", "ab" * 32),)
        records.paths.add(path(2, left_out=left), jane)
        assert records.paths.current(InductionRole.VOLUNTEER).left_out == left
        assert declared(records, begun(records)) in records.induction_records.list()
        assert records.audit.verify() is None


@pytest.mark.parametrize(
    "change", ["UPDATE replies SET question = 'x'", "UPDATE audit SET action = 'x'"]
)
def test_what_could_not_be_changed_before_still_cannot(old, url, signed, change):
    signed(old)
    open_records(url).close()
    engine = create_engine(url)
    with pytest.raises(Exception, match="never changed"), engine.begin() as connection:
        connection.execute(text(change))
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
