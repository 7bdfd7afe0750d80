"""Brings the records' tables up to this program's version, by Alembic."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from assistant.records.database import Database
from assistant.records.errors import RecordsDamaged, RecordsNewer

VERSION_TABLE = "records_version"  # not Alembic's own name, which another program may use
_FOLDER = Path(__file__).parent / "migrations"


def migrate(database: Database) -> None:
    """Runs the migrations that `database` lacks, all or none. RecordsNewer when it is ahead of
    this program; RecordsDamaged when a SQLite file holds another program's tables."""
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    scripts = ScriptDirectory.from_config(config)
    with database.reading() as connection:
        if revision(connection) == scripts.get_current_head():
            return
    with database.writing() as connection:
        found = revision(connection)  # again: another process may have been first
        known = {script.revision for script in scripts.walk_revisions()}
        if found is not None and found not in known:
            raise RecordsNewer(
                f"The records ({database.where}) were written by a newer version of this program "
                f"(schema {found}). Install that version; this one would lose what it doesn’t know."
            )
        if found is None and database.is_sqlite and inspect(connection).get_table_names():
            raise RecordsDamaged(
                f"{database.where} holds another program’s tables and no records. Name another "
                "file in the settings."
            )
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def revision(connection: Connection) -> str | None:
    """The version of the tables, or None when there are none yet."""
    context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
    return context.get_current_revision()
