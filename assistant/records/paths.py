"""What each role reads at induction, as the DSL put it in use. A path is never changed, only
followed by a newer revision."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, insert, select

from assistant.records.audit import write_entry
from assistant.records.database import Database
from assistant.records.entries import Actor
from assistant.records.errors import SaveConflict, UnknownRecord
from assistant.records.induction_entries import InductionPath, InductionRole
from assistant.records.induction_tables import induction_paths
from assistant.records.plain import entry_of, row_of

KIND = "path"


class Paths:
    """The paths, those in use and those before them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, path: InductionPath, actor: Actor) -> None:
        """Puts a path in use, as the revision after the one it was made from. SaveConflict when
        somebody else put another in use in between; UnknownRecord when the one before isn't
        kept."""
        with self._database.writing() as connection:
            before = _current(connection, path.role)
            latest = before["revision"] if before else 0
            if before and path.revision <= latest:
                current = entry_of(InductionPath, before)
                raise SaveConflict(current.made_by, current.made_at, current, "path")
            if path.revision != latest + 1:
                raise UnknownRecord(KIND, _id(path.role, path.revision - 1))
            connection.execute(insert(induction_paths).values(**row_of(path)))
            now = self._database.now()
            detail = {"clauses": len(path.items), "left_out": len(path.left_out)}
            path_id = _id(path.role, path.revision)
            write_entry(connection, now, actor, "add", KIND, path_id, detail)

    def current(self, role: InductionRole) -> InductionPath | None:
        """The path in use for a role, or None when none was put in use yet."""
        with self._database.reading() as connection:
            row = _current(connection, role)
        return entry_of(InductionPath, row) if row else None

    def revision(self, role: InductionRole, number: int) -> InductionPath:
        """A role's path as it was at a revision, or UnknownRecord."""
        with self._database.reading() as connection:
            return entry_of(InductionPath, path_row(connection, role, number))

    def list(self) -> list[InductionPath]:
        """The path in use for each role that has one, in the order of the roles."""
        with self._database.reading() as connection:
            rows = [_current(connection, role) for role in InductionRole]
        return [entry_of(InductionPath, row) for row in rows if row]


def path_row(connection: Connection, role: str, number: int) -> Mapping[Any, Any]:
    """The row of a path at a revision; UnknownRecord."""
    this = (induction_paths.c.role == role) & (induction_paths.c.revision == number)
    row = connection.execute(select(induction_paths).where(this)).mappings().one_or_none()
    if row is None:
        raise UnknownRecord(KIND, _id(role, number))
    return row


def _current(connection: Connection, role: str) -> Mapping[Any, Any] | None:
    newest_first = (
        select(induction_paths)
        .where(induction_paths.c.role == role)
        .order_by(induction_paths.c.revision.desc())
    )
    return connection.execute(newest_first.limit(1)).mappings().one_or_none()


def _id(role: str, number: int) -> str:
    return f"{role}/{number}"
