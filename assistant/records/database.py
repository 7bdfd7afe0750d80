"""The connection to the records: SQLite's settings, one transaction helper, errors told as ours.

Writers come one after another, on SQLite by BEGIN IMMEDIATE and on PostgreSQL by an advisory lock:
a writer sees everything that was written before it, so what it checks still holds when it commits,
and the audit chain can't fork.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, sleep

from sqlalchemy import URL, Connection, create_engine, event, make_url, text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import NullPool

from assistant.records.errors import RecordsMissing, UnsupportedDatabase
from assistant.records.faults import told_as_ours

PATIENCE_S = 5.0  # how long a writer waits for the one before it
_WRITERS_LOCK = 0x706F6C696379  # any number that no other program on the database would take
_ONE_AFTER_ANOTHER = "records_write"


def utc_now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


class Database:
    """Where the records are. Safe to share between threads and, on SQLite too, processes."""

    def __init__(self, url: str, patience_s: float, clock: Callable[[], datetime]) -> None:
        address = _address(url)
        self.is_sqlite = address.get_backend_name() == "sqlite"
        self.where = _where(address)
        self.now = clock
        self._patience_s = patience_s
        if self.is_sqlite:
            self._engine = _sqlite_engine(Path(self.where), patience_s)
        else:
            self._engine = _postgresql_engine(address, patience_s)

    def make(self) -> None:
        """Makes the SQLite file where there is none yet, for this account's eyes only."""
        if not self.is_sqlite:
            return
        path = Path(self.where)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
        except OSError as error:
            raise RecordsMissing(
                f"The records ({path}) can’t be made: {error.strerror}. Name another folder in the "
                "settings, or correct the permissions."
            ) from error

    def reading(self) -> AbstractContextManager[Connection]:
        """A transaction that sees the records as they are at one moment."""
        return self._transaction(write=False)

    def writing(self) -> AbstractContextManager[Connection]:
        """A transaction that waits for its turn, and is kept whole or not at all."""
        return self._transaction(write=True)

    def close(self) -> None:
        """Lets go of every connection."""
        self._engine.dispose()

    @contextmanager
    def _transaction(self, write: bool) -> Iterator[Connection]:
        with self._errors_as_ours(), self._engine.connect() as connection:
            if self.is_sqlite:
                connection = connection.execution_options(**{_ONE_AFTER_ANOTHER: write})
            elif not write:
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                if write and not self.is_sqlite:
                    _wait_for_turn(connection, self._patience_s)
                yield connection

    @contextmanager
    def _errors_as_ours(self) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, UnicodeEncodeError) as error:
            raise told_as_ours(error, self.where) from error


def _address(url: str) -> URL:
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise UnsupportedDatabase(
            "The records’ address in the settings can’t be read. Write it like "
            "sqlite:///records.sqlite3 or postgresql://user:password@host/database."
        ) from error
    backend = address.get_backend_name()
    if backend not in ("sqlite", "postgresql"):
        raise UnsupportedDatabase(
            f"Records can be kept in SQLite or PostgreSQL, not in {backend}. Correct the records’ "
            "address in the settings."
        )
    if backend == "sqlite" and address.database in (None, "", ":memory:"):
        raise UnsupportedDatabase(
            "A SQLite database in memory is gone when the program stops. Name a file, like "
            "sqlite:///records.sqlite3."
        )
    return address


def _where(address: URL) -> str:
    if address.get_backend_name() == "sqlite":
        return str(Path(address.database or "").absolute())
    return address.difference_update_query(["password"]).render_as_string(hide_password=True)


# In a write-ahead log readers never wait for a writer; what is deleted is overwritten.
_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")


def _sqlite_engine(path: Path, patience_s: float) -> Engine:
    def connect() -> sqlite3.Connection:
        # mode=rw: a file that has been moved away is missed, not made anew and empty.
        # The timeout is SQLite's busy_timeout.
        connection = sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True, timeout=patience_s)
        try:
            connection.isolation_level = None  # transactions are begun below, not by the driver
            for setting in _PRAGMAS:
                _set(connection, setting, patience_s)
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    # No pool: a connection kept open would go on writing to a file that was replaced.
    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool, hide_parameters=True)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_ONE_AFTER_ANOTHER)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _set(connection: sqlite3.Connection, setting: str, patience_s: float) -> None:
    """Two that turn a new file into a write-ahead log at once: one is told "locked" without SQLite
    having waited, so the waiting is done here."""
    deadline = monotonic() + patience_s
    while True:
        try:
            connection.execute(f"PRAGMA {setting}")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or monotonic() >= deadline:
                raise
            sleep(0.02)


def _postgresql_engine(address: URL, patience_s: float) -> Engine:
    return create_engine(
        address,
        pool_pre_ping=True,
        connect_args={"connect_timeout": max(2, round(patience_s))},
        hide_parameters=True,  # no text of a record in an error or a log
    )


def _wait_for_turn(connection: Connection, patience_s: float) -> None:
    limit = f"{max(1, round(patience_s * 1000))}ms"
    connection.execute(text("SELECT set_config('lock_timeout', :limit, true)"), {"limit": limit})
    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _WRITERS_LOCK})
