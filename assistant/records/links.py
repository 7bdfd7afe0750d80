"""Volunteers' personal links, and the numbers that their holders chose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from assistant.records.audit import write_entry
from assistant.records.database import Database
from assistant.records.entries import Actor, PersonalLink
from assistant.records.errors import OutOfOrder, RecordClosed, UnknownRecord, told
from assistant.records.induction_entries import LinkClaim
from assistant.records.induction_tables import link_claims
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

    def add_after(self, before: str, link: PersonalLink, actor: Actor) -> PersonalLink:
        """Keeps a link that goes on from the one `before` (an id), and returns it as it is kept: it
        opens the inductions of that one and of those which that one went on from. The one before
        ends now, if it hasn't yet. OutOfOrder when it is for another name or role; RecordClosed
        when another link goes on from it; UnknownRecord; DuplicateRecord as for `add`."""
        with self._database.writing() as connection:
            earlier = entry_of(PersonalLink, _row(connection, before))
            if (earlier.person, earlier.role) != (link.person, link.role):
                raise OutOfOrder(
                    "A link goes on from one for the same name and role alone. Nothing was made: "
                    "make a link that begins afresh."
                )
            if any(before in other.goes_on_from for other in _all(connection)):
                raise RecordClosed(
                    "Another link goes on from this one already. Reload the page, and let the new "
                    "link go on from that."
                )
            kept = replace(link, goes_on_from=(before, *earlier.goes_on_from))
            connection.execute(insert(links).values(**row_of(kept)))
            now, detail = self._database.now(), {"role": link.role, "goes_on_from": before}
            write_entry(connection, now, actor, "add", KIND, link.link_id, detail)
            if earlier.revoked_at is None and now < earlier.expires_at:
                _revoke(connection, before, now)
                followed = {"followed_by": link.link_id}
                write_entry(connection, now, actor, "revoke", KIND, before, followed)
        return kept

    def find(self, token_sha256: str) -> PersonalLink | None:
        """The link with this token, expired and revoked ones too, or None."""
        query = select(links).where(links.c.token_sha256 == token_sha256)
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        return entry_of(PersonalLink, row._mapping) if row else None

    def get(self, link_id: str) -> PersonalLink:
        """The link with this id, expired and revoked ones too, or UnknownRecord."""
        with self._database.reading() as connection:
            return entry_of(PersonalLink, _row(connection, link_id))

    def revoke(self, link_id: str, actor: Actor) -> None:
        """Ends a link now. UnknownRecord; RecordClosed when it was revoked before."""
        with self._database.writing() as connection:
            revoked_at = _row(connection, link_id)["revoked_at"]
            if revoked_at is not None:
                raise RecordClosed(f"This link was revoked on {told(revoked_at)} already.")
            now = self._database.now()
            _revoke(connection, link_id, now)
            write_entry(connection, now, actor, "revoke", KIND, link_id, {})

    def claim(self, claim: LinkClaim, actor: Actor) -> None:
        """Keeps the number that the link's holder chose. RecordClosed when one was chosen before,
        perhaps by somebody else who has the link; UnknownRecord."""
        with self._database.writing() as connection:
            _row(connection, claim.link_id)
            before = _claim(connection, claim.link_id)
            if before is not None:
                raise RecordClosed(
                    f"A number was chosen for this link on {told(before.claimed_at)}. If that "
                    "wasn’t you, tell the person who sent you the link: they can free it."
                )
            connection.execute(insert(link_claims).values(**row_of(claim)))
            write_entry(connection, self._database.now(), actor, "claim", KIND, claim.link_id, {})

    def claim_of(self, link_id: str) -> LinkClaim | None:
        """The number that was chosen for a link, or None when none was yet."""
        with self._database.reading() as connection:
            return _claim(connection, link_id)

    def unclaim(self, link_id: str, actor: Actor) -> None:
        """Forgets the number of a link, so that its holder can choose another and go on; for one
        who has forgotten it. UnknownRecord when no number was chosen."""
        with self._database.writing() as connection:
            gone = connection.execute(delete(link_claims).where(link_claims.c.link_id == link_id))
            if not gone.rowcount:
                raise UnknownRecord("number", link_id)
            write_entry(connection, self._database.now(), actor, "unclaim", KIND, link_id, {})

    def begin_try(self, link_id: str) -> LinkClaim:
        """The claim of a link, with this try counted as a wrong one before it is judged, so that
        many at once don't slip in. UnknownRecord when no number was chosen."""
        with self._database.writing() as connection:
            _count(connection, link_id, link_claims.c.wrong_tries + 1)
            claim = _claim(connection, link_id)
        if claim is None:
            raise UnknownRecord("number", link_id)
        return claim

    def try_was_right(self, link_id: str) -> None:
        """The try was right: the count starts afresh."""
        with self._database.writing() as connection:
            _count(connection, link_id, 0)

    def list(self) -> list[PersonalLink]:
        """All links, the last made first."""
        with self._database.reading() as connection:
            return _all(connection)


def opened_by(connection: Connection, link_id: str) -> tuple[str, ...]:
    """The ids of the links whose inductions a link opens: its own, and those it goes on from."""
    query = select(links.c.goes_on_from).where(links.c.link_id == link_id)
    return (link_id, *(connection.scalar(query) or ()))


def _all(connection: Connection) -> list[PersonalLink]:
    query = select(links).order_by(links.c.made_at.desc(), links.c.link_id)
    return [entry_of(PersonalLink, row._mapping) for row in connection.execute(query)]


def _revoke(connection: Connection, link_id: str, now: datetime) -> None:
    connection.execute(update(links).where(links.c.link_id == link_id).values(revoked_at=now))


def _row(connection: Connection, link_id: str) -> Mapping[Any, Any]:
    row = connection.execute(select(links).where(links.c.link_id == link_id)).one_or_none()
    if row is None:
        raise UnknownRecord(KIND, link_id)
    return row._mapping


def _claim(connection: Connection, link_id: str) -> LinkClaim | None:
    this = link_claims.c.link_id == link_id
    row = connection.execute(select(link_claims).where(this)).one_or_none()
    return entry_of(LinkClaim, row._mapping) if row else None


def _count(connection: Connection, link_id: str, wrong: Any) -> None:
    this = link_claims.c.link_id == link_id
    connection.execute(update(link_claims).where(this).values(wrong_tries=wrong))
