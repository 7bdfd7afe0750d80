"""What was declared. A declaration and its verification are never changed; triggers in the
database see to it."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, insert, select

from assistant.records.audit import write_entry
from assistant.records.database import Database
from assistant.records.entries import Actor
from assistant.records.errors import (
    DuplicateRecord,
    OutOfOrder,
    RecordClosed,
    UnknownRecord,
    told,
)
from assistant.records.induction_entries import Induction, InductionRecord, Verification
from assistant.records.induction_tables import induction_records, induction_verifications
from assistant.records.plain import entry_of, row_of
from assistant.records.quiz_attempts import induction_row

KIND = "induction_record"


class InductionRecords:
    """The declarations, and who confirmed them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, record: InductionRecord, actor: Actor) -> None:
        """Keeps a declaration, which ends its induction. DuplicateRecord when that has one, or the
        id or the certificate code is taken; OutOfOrder when it says something else than its
        induction about person, role, path or what it tops up; UnknownRecord."""
        with self._database.writing() as connection:
            induction = entry_of(Induction, induction_row(connection, record.induction_id))
            known = _find(connection, induction_records.c.induction_id == record.induction_id)
            if known:
                raise DuplicateRecord(
                    f"This induction was declared on {told(known.declared_at)} already, and that "
                    "stands. Reload the page to see the certificate."
                )
            if _grounds(record) != _grounds(induction):
                raise OutOfOrder(
                    "This declaration isn’t the one of the induction under way: the path was "
                    "changed just now. Nothing was declared: reload the page to go on."
                )
            connection.execute(insert(induction_records).values(**row_of(record)))
            detail = {"induction": record.induction_id, "content_sha256": record.content_sha256}
            if record.tops_up is not None:
                detail["tops_up"] = record.tops_up
            now = self._database.now()
            write_entry(connection, now, actor, "declare", KIND, record.record_id, detail)

    def get(self, record_id: str) -> InductionRecord:
        """The declaration with this id, or UnknownRecord."""
        with self._database.reading() as connection:
            return _get(connection, record_id)

    def find_code(self, code: str) -> InductionRecord | None:
        """The declaration whose certificate bears this code, written as it was kept, or None."""
        with self._database.reading() as connection:
            return _find(connection, induction_records.c.certificate_code == code)

    def of_induction(self, induction_id: str) -> InductionRecord | None:
        """The declaration that ended an induction, or None."""
        with self._database.reading() as connection:
            return _find(connection, induction_records.c.induction_id == induction_id)

    def verify(self, verification: Verification, actor: Actor) -> None:
        """Keeps that somebody at the school confirmed who made a declaration. RecordClosed when
        that was done before; UnknownRecord."""
        with self._database.writing() as connection:
            _get(connection, verification.record_id)
            this = induction_verifications.c.record_id == verification.record_id
            known = connection.execute(select(induction_verifications).where(this)).one_or_none()
            if known:
                raise RecordClosed(
                    f"{known.verified_by} confirmed this declaration on {told(known.verified_at)} "
                    "already, and that stands."
                )
            connection.execute(insert(induction_verifications).values(**row_of(verification)))
            now = self._database.now()
            write_entry(connection, now, actor, "verify", KIND, verification.record_id, {})

    def verifications(self) -> dict[str, Verification]:
        """Who confirmed each declaration that was, by the declaration's id."""
        with self._database.reading() as connection:
            rows = connection.execute(select(induction_verifications)).mappings()
            return {row["record_id"]: entry_of(Verification, row) for row in rows}

    def list(self) -> list[InductionRecord]:
        """All declarations, the last made first."""
        query = select(induction_records).order_by(
            induction_records.c.declared_at.desc(), induction_records.c.record_id
        )
        with self._database.reading() as connection:
            return [entry_of(InductionRecord, row) for row in connection.execute(query).mappings()]


def _grounds(entry: InductionRecord | Induction) -> tuple[str, str, int, str | None]:
    return entry.person, entry.role, entry.path_revision, entry.tops_up


def _get(connection: Connection, record_id: str) -> InductionRecord:
    found = _find(connection, induction_records.c.record_id == record_id)
    if found is None:
        raise UnknownRecord("induction record", record_id)
    return found


def _find(connection: Connection, this: ColumnElement[bool]) -> InductionRecord | None:
    row = connection.execute(select(induction_records).where(this)).mappings().one_or_none()
    return entry_of(InductionRecord, row) if row else None
