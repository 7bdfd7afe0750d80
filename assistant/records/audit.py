"""The audit trail: who did what to which record. Entries are added and never changed.

An entry names its actor by an id whose name is kept apart (`actors`), and a reason by a hash, whose
text is kept apart too: both can be erased, and the chain still holds. The chain shows a later edit
to whoever has not also rewritten every hash after it: to be safe against an administrator too,
write `head()` down elsewhere from time to time.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from assistant.records.chain import GENESIS, Head, Link, canonical, first_misfit, reason_hash
from assistant.records.database import Database
from assistant.records.entries import Actor, AuditEntry
from assistant.records.errors import AuditDetailRefused, RecordsDamaged
from assistant.records.ids import new_id
from assistant.records.tables import actors, audit, audit_head, audit_reasons

ERASED = "[erased]"
_REASON = "reason_sha256"
# An id, a kind, a hash, a date: nothing with a space in it, and so no text that somebody wrote.
_ID = re.compile(r"\S{0,200}")
_LINK = [audit.c[name] for name in Link._fields]


class Audit:
    """The trail as a whole."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def entries(self, since: datetime | None = None) -> list[AuditEntry]:
        """All entries, or those from `since` on, oldest first. `actor` is the name while it is
        known, and a reason is in `detail["reason"]` while it is kept."""
        query = (
            select(*_LINK, actors.c.name, audit_reasons.c.reason)
            .join(actors, actors.c.actor_id == audit.c.actor_id)
            .outerjoin(audit_reasons, audit_reasons.c.number == audit.c.number)
            .order_by(audit.c.number)
        )
        if since is not None:
            query = query.where(audit.c.at >= _told(since))
        with self._database.reading() as connection:
            return [_shown(Link(*row[:-2]), *row[-2:]) for row in connection.execute(query)]

    def append(
        self,
        actor: Actor,
        action: str,
        kind: str,
        record_id: str,
        detail: Mapping[str, Any] | None = None,
    ) -> None:
        """Adds an entry for something that changed no record: a sign-in, an export. A change to a
        record writes its own. AuditDetailRefused for anything but ids and kinds."""
        with self._database.writing() as connection:
            write_entry(
                connection, self._database.now(), actor, action, kind, record_id, detail or {}
            )

    def head(self) -> Head:
        """Number and hash of the last entry, to be written down elsewhere; number 0 for none."""
        with self._database.reading() as connection:
            return _head(connection)

    def verify(self) -> int | None:
        """The number of the first entry that was changed, is missing or was added behind the
        program's back; None when the whole trail stands."""
        with self._database.reading() as connection:
            reasons = dict(_reasons(connection))
            links = (Link(*row) for row in connection.execute(select(*_LINK).order_by(_LINK[0])))
            return first_misfit(_with_reasons(links, reasons), _head(connection))


def write_entry(
    connection: Connection,
    at: datetime,
    actor: Actor,
    action: str,
    kind: str,
    record_id: str,
    detail: Mapping[str, Any],
    reason: str = "",
) -> int:
    """Adds an entry in the caller's writing transaction; its number. `reason` is what the actor
    wrote; only its hash goes into the chain. AuditDetailRefused for anything but ids and kinds."""
    _check(action, kind, record_id, detail)
    head = _head(connection)
    number, salt = head.number + 1, new_id()
    if reason:
        detail = {**detail, _REASON: reason_hash(salt, reason)}
    link = Link(
        number=number,
        at=_told(at),
        actor_id=actor_id(connection, actor),
        action=action,
        kind=kind,
        record_id=record_id,
        detail=canonical(detail),
        previous_hash=head.entry_hash,
    )
    link = link._replace(entry_hash=link.hashed())
    connection.execute(insert(audit).values(link._asdict()))
    connection.execute(update(audit_head).values(number=number, entry_hash=link.entry_hash))
    if reason:
        connection.execute(insert(audit_reasons).values(number=number, salt=salt, reason=reason))
    return number


def actor_id(connection: Connection, actor: Actor) -> str:
    """The id that stands for this name and identity in the trail, made when they first act."""
    known = connection.scalar(
        select(actors.c.actor_id).where(
            actors.c.name == actor.name, actors.c.identity == actor.identity
        )
    )
    if known is not None:
        return str(known)
    made = new_id()
    connection.execute(
        insert(actors).values(actor_id=made, name=actor.name, identity=actor.identity)
    )
    return made


def actor_name(connection: Connection, actor: str) -> str:
    """The name behind an actor's id, or that it was erased."""
    return connection.scalar(select(actors.c.name).where(actors.c.actor_id == actor)) or ERASED


def forget_reasons(connection: Connection, record_id: str) -> None:
    """Deletes what was written about why, for this record."""
    numbers = select(audit.c.number).where(audit.c.record_id == record_id)
    connection.execute(delete(audit_reasons).where(audit_reasons.c.number.in_(numbers)))


def _check(action: str, kind: str, record_id: str, detail: Mapping[str, Any]) -> None:
    for name, value in [("action", action), ("kind", kind), ("id", record_id), *detail.items()]:
        for item in value if isinstance(value, (list, tuple)) else (value,):
            if not (item is None or isinstance(item, int)) and not (
                isinstance(item, str) and _ID.fullmatch(item)
            ):
                raise AuditDetailRefused(
                    f"The audit trail can’t hold this {name}: it takes ids, kinds and counts, and "
                    "no text that somebody wrote. Nothing was saved."
                )


def _head(connection: Connection) -> Head:
    row = connection.execute(select(audit_head.c.number, audit_head.c.entry_hash)).first()
    return Head(*row) if row else Head(0, GENESIS)


def _told(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _shown(link: Link, name: str | None, reason: str | None) -> AuditEntry:
    try:
        at, detail = datetime.fromisoformat(link.at), json.loads(link.detail)
    except (TypeError, ValueError) as error:
        raise RecordsDamaged(
            f"Audit entry {link.number} was changed and can’t be read. Check the whole trail, and "
            "compare it with the newest backup."
        ) from error
    if reason is not None:
        detail["reason"] = reason
    return AuditEntry(
        number=link.number,
        at=at,
        actor=name if name is not None else f"{ERASED} {link.actor_id[:8]}",
        action=link.action,
        kind=link.kind,
        record_id=link.record_id,
        detail=detail,
        previous_hash=link.previous_hash,
        entry_hash=link.entry_hash,
    )


def _reasons(connection: Connection) -> Iterator[tuple[int, str]]:
    for number, salt, reason in connection.execute(select(audit_reasons)):
        yield number, reason_hash(salt, reason)


def _with_reasons(links: Iterable[Link], reasons: Mapping[int, str]) -> Iterator[Link]:
    """The links; one whose reason was changed comes with a detail that no longer fits."""
    for link in links:
        kept = reasons.get(link.number)
        if kept is not None and f'"{_REASON}":"{kept}"' not in link.detail:
            link = link._replace(detail="")
        yield link
