"""Signed replies that are published for everyone who asks the like."""

from __future__ import annotations

from sqlalchemy import insert, select, update

from assistant.records.audit import write_entry
from assistant.records.database import Database
from assistant.records.entries import Actor, Guidance
from assistant.records.errors import AlreadyPublished, RecordClosed, UnknownRecord, told
from assistant.records.plain import entry_of, row_of
from assistant.records.tables import guidance, replies

KIND = "guidance"
_NEWEST_FIRST = select(guidance).order_by(guidance.c.published_at.desc(), guidance.c.guidance_id)


class PublishedGuidance:
    """The guidance, in force and withdrawn."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def publish(self, published: Guidance, actor: Actor) -> None:
        """Puts guidance in force. UnknownRecord when its reply isn't kept, AlreadyPublished when
        that reply is in force already."""
        with self._database.writing() as connection:
            of_reply = select(replies.c.reply_id).where(replies.c.reply_id == published.reply_id)
            if connection.scalar(of_reply) is None:
                raise UnknownRecord("reply", published.reply_id)
            in_force = connection.execute(
                select(guidance)
                .where(guidance.c.reply_id == published.reply_id)
                .where(guidance.c.withdrawn_at.is_(None))
            ).first()
            if in_force:
                raise AlreadyPublished(
                    in_force.published_by, in_force.published_at, in_force.guidance_id
                )
            connection.execute(insert(guidance).values(**row_of(published)))
            write_entry(
                connection,
                self._database.now(),
                actor,
                "publish",
                KIND,
                published.guidance_id,
                {"reply": published.reply_id},
            )

    def withdraw(self, guidance_id: str, actor: Actor, reason: str) -> None:
        """Takes guidance out of force; it is kept. RecordClosed when it was withdrawn before."""
        with self._database.writing() as connection:
            this = guidance.c.guidance_id == guidance_id
            row = connection.execute(select(guidance).where(this)).one_or_none()
            if row is None:
                raise UnknownRecord(KIND, guidance_id)
            if row.withdrawn_at is not None:
                raise RecordClosed(
                    f"This guidance was withdrawn on {told(row.withdrawn_at)} already."
                )
            now = self._database.now()
            connection.execute(update(guidance).where(this).values(withdrawn_at=now))
            detail = {"reply": row.reply_id}
            write_entry(connection, now, actor, "withdraw", KIND, guidance_id, detail, reason)

    def current(self) -> list[Guidance]:
        """The guidance in force, the last published first."""
        with self._database.reading() as connection:
            rows = connection.execute(_NEWEST_FIRST.where(guidance.c.withdrawn_at.is_(None)))
            return [entry_of(Guidance, row._mapping) for row in rows]

    def list(self) -> list[Guidance]:
        """All guidance, withdrawn too, the last published first."""
        with self._database.reading() as connection:
            rows = connection.execute(_NEWEST_FIRST)
            return [entry_of(Guidance, row._mapping) for row in rows]
