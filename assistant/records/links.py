"""Volunteers' personal links."""

from __future__ import annotations

from sqlalchemy import insert, select, update

from assistant.records.audit import write_entry
from assistant.records.database import Database
from assistant.records.entries import Actor, PersonalLink
from assistant.records.errors import RecordClosed, UnknownRecord, told
from assistant.records.plain import entry_of, row_of
from assistant.records.tables import links

KIND = "link"


class Links:
    """The personal links, valid or not: whether one still opens anything is the caller's to say."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, link: PersonalLink, actor: Actor) -> None:
        """Keeps a link. DuplicateRecord when its id or token is taken."""
        with self._database.writing() as connection:
            connection.execute(insert(links).values(**row_of(link)))
            now = self._database.now()
            write_entry(connection, now, actor, "add", KIND, link.link_id, {"role": link.role})

    def find(self, token_sha256: str) -> PersonalLink | None:
        """The link with this token, expired and revoked ones too, or None."""
        query = select(links).where(links.c.token_sha256 == token_sha256)
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        return entry_of(PersonalLink, row._mapping) if row else None

    def revoke(self, link_id: str, actor: Actor) -> None:
        """Ends a link now. UnknownRecord; RecordClosed when it was revoked before."""
        with self._database.writing() as connection:
            this = links.c.link_id == link_id
            row = connection.execute(select(links).where(this)).one_or_none()
            if row is None:
                raise UnknownRecord(KIND, link_id)
            if row.revoked_at is not None:
                raise RecordClosed(f"This link was revoked on {told(row.revoked_at)} already.")
            now = self._database.now()
            connection.execute(update(links).where(this).values(revoked_at=now))
            write_entry(connection, now, actor, "revoke", KIND, link_id, {})

    def list(self) -> list[PersonalLink]:
        """All links, the last made first."""
        query = select(links).order_by(links.c.made_at.desc(), links.c.link_id)
        with self._database.reading() as connection:
            return [entry_of(PersonalLink, row._mapping) for row in connection.execute(query)]
