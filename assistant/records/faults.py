"""A database's own errors, told as ours."""

from __future__ import annotations

import sqlite3
from typing import Any

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError

from assistant.records.errors import (
    DuplicateRecord,
    RecordsDamaged,
    RecordsError,
    RecordsFull,
    RecordsLocked,
    RecordsLost,
    RecordsMissing,
    RecordsUnavailable,
    UnkeepableText,
)

# SQLite's primary result codes, https://www.sqlite.org/rescode.html, and PostgreSQL's states,
# https://www.postgresql.org/docs/current/errcodes-appendix.html (whole, or by their class).
_KINDS: dict[type[RecordsError], set[str]] = {
    RecordsLocked: {"BUSY", "LOCKED", "55P03", "40P01", "40001", "57014"},
    RecordsFull: {"FULL", "53100"},
    RecordsMissing: {"CANTOPEN", "PERM", "READONLY", "AUTH"},
    # ERROR and 42: a table or column of ours isn't there.
    RecordsDamaged: {"CORRUPT", "NOTADB", "ERROR", "UNDECODABLE", "XX001", "XX002", "42"},
    RecordsLost: {"IOERR", "08", "28", "3D", "53", "57", "58"},
    UnkeepableText: {"22"},
}
_TEXTS: dict[type[RecordsError], str] = {
    RecordsLocked: "The records ({where}) are held by another program, and nothing was saved. Try "
    "again in a moment; if it stays so, close the other program that has them open.",
    RecordsFull: "There is no room left for the records ({where}), and nothing was saved. Make "
    "room on that disk, then try again.",
    RecordsMissing: "The records ({where}) can’t be opened or written to. They were moved or "
    "deleted, or this account may not write there: put them back, or correct the permissions, and "
    "start again.",
    RecordsDamaged: "{where} isn’t a records file of this program, or it is damaged. Leave it as "
    "it is, put the newest backup in its place, and start again.",
    # Lost while committing, a change may have been kept: nobody can know from here.
    RecordsLost: "The database ({where}) can’t be reached. Check that it runs and that the "
    "address, user and password in the settings are right, then look whether the last change was "
    "kept before you make it again.",
    UnkeepableText: "The text holds a character that the database can’t keep (a null character or "
    "half of a pair). Take it out, or type the text instead of pasting it.",
    DuplicateRecord: "This is kept already, or rests on something that isn’t kept. Reload the page "
    "to see how it stands.",
    RecordsUnavailable: "The records ({where}) couldn’t be read or written: {reason}. Nothing was "
    "saved. Try again; if it stays so, tell whoever looks after this assistant.",
}


def told_as_ours(error: Exception, where: str) -> RecordsError:
    """The error of ours that says what `error` means for the records at `where`."""
    kind = _kind(error)
    reason = type(getattr(error, "orig", None) or error).__name__
    return kind(_TEXTS[kind].format(where=where, reason=reason))


def _kind(error: Exception) -> type[RecordsError]:
    if isinstance(error, (UnicodeError, DataError)):
        return UnkeepableText
    if isinstance(error, IntegrityError):
        return DuplicateRecord
    if not isinstance(error, DBAPIError):
        return RecordsUnavailable
    code = _code(error.orig)
    for kind, codes in _KINDS.items():
        if code in codes:
            return kind
    for kind, codes in _KINDS.items():
        if code[:2] in codes:
            return kind
    # psycopg gives no state when the connection itself failed.
    lost = error.connection_invalidated or (not code and type(error).__name__ == "OperationalError")
    return RecordsLost if lost else RecordsUnavailable


def _code(error: Any) -> str:
    """SQLITE_BUSY_SNAPSHOT is BUSY; a PostgreSQL state is itself; '' when neither is known."""
    if isinstance(error, sqlite3.Error):
        # Python's own: a text in the file isn't UTF-8.
        return getattr(error, "sqlite_errorname", "SQLITE_UNDECODABLE").split("_")[1]
    return getattr(error, "sqlstate", None) or ""
