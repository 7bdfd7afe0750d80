"""Clauses that the DSL says clash, so that nothing is asked about them: marked and taken back, each
an entry that is added and never changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select

from assistant.records.audit import ERASED, write_entry
from assistant.records.database import Database
from assistant.records.entries import Actor, KeptQuote
from assistant.records.errors import DuplicateRecord, RecordClosed, UnknownRecord, told
from assistant.records.ids import new_id
from assistant.records.induction_entries import QuizClash
from assistant.records.induction_tables import quiz_clashes
from assistant.records.plain import plain, rebuilt
from assistant.records.tables import actors, audit, audit_reasons

KIND = "quiz_clash"


class QuizClashes:
    """The marks, with who and why from the audit trail."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, clauses: Sequence[KeptQuote], reason: str, actor: Actor) -> QuizClash:
        """Marks one clause, or two that clash, and returns the mark. DuplicateRecord when the same
        words of the same clauses are marked already."""
        with self._database.writing() as connection:
            now, clash_id = self._database.now(), new_id()
            for known in _standing(connection):
                if set(known.clauses) == set(clauses):
                    raise DuplicateRecord(
                        f"{known.marked_by} marked this on {told(known.marked_at)} already, and "
                        "that stands."
                    )
            detail = {"clauses": [kept.quote.clause_id for kept in clauses]}
            number = write_entry(connection, now, actor, "mark", KIND, clash_id, detail, reason)
            _keep(connection, number, clash_id, now, True, clauses)
        return QuizClash(clash_id, tuple(clauses), now, actor.name, reason)

    def take_back(self, clash_id: str, reason: str, actor: Actor) -> None:
        """Takes a mark back: its clauses can be asked about again. RecordClosed when that was done
        before; UnknownRecord."""
        with self._database.writing() as connection:
            last = connection.execute(_rows().where(quiz_clashes.c.clash_id == clash_id)).first()
            if last is None:
                raise UnknownRecord("mark", clash_id)
            if not last.stands:
                raise RecordClosed(f"This mark was taken back on {told(last.at)} already.")
            now = self._database.now()
            number = write_entry(connection, now, actor, "take_back", KIND, clash_id, {}, reason)
            _keep(connection, number, clash_id, now, False, ())

    def standing(self) -> list[QuizClash]:
        """The marks that stand, the last made first."""
        with self._database.reading() as connection:
            return _standing(connection)


def _keep(
    connection: Connection,
    number: int,
    clash_id: str,
    at: datetime,
    stands: bool,
    clauses: Sequence[KeptQuote],
) -> None:
    row = {"number": number, "clash_id": clash_id, "at": at, "stands": stands}
    connection.execute(insert(quiz_clashes).values(**row, clauses=plain(clauses)))


def _standing(connection: Connection) -> list[QuizClash]:
    rows = connection.execute(_rows()).all()
    taken_back = {row.clash_id for row in rows if not row.stands}
    return [_clash(row) for row in rows if row.clash_id not in taken_back]


def _rows() -> Select[Any]:
    return (
        select(quiz_clashes, actors.c.name, audit_reasons.c.reason)
        .join(audit, audit.c.number == quiz_clashes.c.number)
        .join(actors, actors.c.actor_id == audit.c.actor_id)
        .outerjoin(audit_reasons, audit_reasons.c.number == quiz_clashes.c.number)
        .order_by(quiz_clashes.c.number.desc())
    )


def _clash(row: Row[Any]) -> QuizClash:
    clauses = rebuilt(tuple[KeptQuote, ...], row.clauses)
    return QuizClash(row.clash_id, clauses, row.at, row.name or ERASED, row.reason or "")
