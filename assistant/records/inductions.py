"""Inductions under way: who reads what, how far they are, and their goes at the quiz."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, insert, select, update

from assistant.records.audit import write_entry
from assistant.records.entries import Actor
from assistant.records.errors import InductionOpen, UnknownRecord
from assistant.records.induction_entries import ClauseRead, Induction
from assistant.records.induction_tables import clause_reads, induction_records, inductions
from assistant.records.links import opened_by
from assistant.records.paths import path_row
from assistant.records.plain import entry_of, row_of
from assistant.records.quiz_attempts import Attempts, induction_row, touch, under_way
from assistant.records.tables import links

KIND = "induction"


class Inductions(Attempts):
    """The inductions, under way and declared, with their attempts at the quiz."""

    def start(self, induction: Induction, actor: Actor) -> None:
        """Keeps an induction. InductionOpen while another by the same link, or by one that it goes
        on from, is under way; UnknownRecord when its link, its path or the record it tops up isn't
        kept."""
        with self._database.writing() as connection:
            _check_grounds(connection, induction)
            # Nothing of it happened before it was begun.
            row = {**row_of(induction), "changed_at": induction.started_at}
            connection.execute(insert(inductions).values(row))
            detail = {"link": induction.link_id, "role": induction.role.value}
            if induction.tops_up is not None:
                detail["tops_up"] = induction.tops_up
            now = self._database.now()
            write_entry(connection, now, actor, "start", KIND, induction.induction_id, detail)

    def follow(
        self, induction_id: str, path_revision: int, clause_ids: tuple[str, ...], actor: Actor
    ) -> Induction:
        """The induction, moved to another revision of its path when that or a policy changed while
        it was under way. What was read and answered stays. RecordClosed when it is declared;
        UnknownRecord."""
        with self._database.writing() as connection:
            induction = entry_of(Induction, under_way(connection, induction_id))
            path_row(connection, induction.role, path_revision)
            moved = replace(induction, path_revision=path_revision, clause_ids=clause_ids)
            now, row = self._database.now(), row_of(moved)
            connection.execute(
                update(inductions)
                .where(inductions.c.induction_id == induction_id)
                .values(path_revision=path_revision, clause_ids=row["clause_ids"], changed_at=now)
            )
            detail = {"path_revision": path_revision, "clauses": len(clause_ids)}
            write_entry(connection, now, actor, "follow", KIND, induction_id, detail)
        return moved

    def get(self, induction_id: str) -> Induction:
        """The induction with this id, or UnknownRecord."""
        with self._database.reading() as connection:
            return entry_of(Induction, induction_row(connection, induction_id))

    def mark_read(self, reads: Sequence[ClauseRead], actor: Actor) -> None:
        """Keeps that clauses were read; one that was read before in the same words is passed over.
        RecordClosed when the induction is declared and one of them is new; UnknownRecord."""
        with self._database.writing() as connection:
            now = self._database.now()
            for induction_id in dict.fromkeys(read.induction_id for read in reads):
                known = {_key(read) for read in _reads(connection, induction_id)}
                mine = {_key(read): read for read in reads if read.induction_id == induction_id}
                new = [read for key, read in mine.items() if key not in known]
                if not new:
                    continue
                under_way(connection, induction_id)
                connection.execute(insert(clause_reads), [row_of(read) for read in new])
                touch(connection, induction_id, now)
                detail = {"clauses": len(new)}
                write_entry(connection, now, actor, "read", KIND, induction_id, detail)

    def reads(self, induction_id: str) -> list[ClauseRead]:
        """What was read, and in which words, the first read first."""
        with self._database.reading() as connection:
            return _reads(connection, induction_id)

    def of_link(self, link_id: str) -> list[Induction]:
        """The inductions by a link and by those that it goes on from, the oldest first."""
        with self._database.reading() as connection:
            query = (
                select(inductions)
                .where(inductions.c.link_id.in_(opened_by(connection, link_id)))
                .order_by(inductions.c.started_at, inductions.c.induction_id)
            )
            return [entry_of(Induction, row) for row in connection.execute(query).mappings()]

    def list(self) -> list[Induction]:
        """All inductions, the last begun first."""
        query = select(inductions).order_by(
            inductions.c.started_at.desc(), inductions.c.induction_id
        )
        with self._database.reading() as connection:
            return [entry_of(Induction, row) for row in connection.execute(query).mappings()]


def _check_grounds(connection: Connection, induction: Induction) -> None:
    """That an induction can begin: what it rests on is kept, and no other is under way."""
    this = links.c.link_id == induction.link_id
    if connection.scalar(select(links.c.link_id).where(this)) is None:
        raise UnknownRecord("link", induction.link_id)
    path_row(connection, induction.role, induction.path_revision)
    record = select(induction_records.c.record_id)
    if induction.tops_up is not None:
        topped = record.where(induction_records.c.record_id == induction.tops_up)
        if connection.scalar(topped) is None:
            raise UnknownRecord("induction record", induction.tops_up)
    declared = record.where(induction_records.c.induction_id == inductions.c.induction_id).exists()
    other = connection.execute(
        select(inductions.c.induction_id, inductions.c.started_at).where(
            inductions.c.link_id.in_(opened_by(connection, induction.link_id)), ~declared
        )
    ).first()
    if other:
        raise InductionOpen(other.induction_id, other.started_at)


def _reads(connection: Connection, induction_id: str) -> list[ClauseRead]:
    query = (
        select(clause_reads)
        .where(clause_reads.c.induction_id == induction_id)
        .order_by(clause_reads.c.read_at, clause_reads.c.clause_id, clause_reads.c.words_sha256)
    )
    return [entry_of(ClauseRead, row) for row in connection.execute(query).mappings()]


def _key(read: ClauseRead) -> tuple[str, str]:
    return read.clause_id, read.words_sha256
