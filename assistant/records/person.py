"""One person's data: what is kept of them, and its erasure.

A person is given by name or by identity (an e-mail address). In the columns that hold a name alone,
the whole of it must be equal, whatever its case. In texts, it is looked for as whole words; a name
of one word in its own case only, since "May" is a name and "may" a rule. Quoted clauses are the
policy's words and are never searched or changed. Names that were masked before storage aren't here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, delete, select, update

from assistant.records.audit import actor_id, write_entry
from assistant.records.database import Database
from assistant.records.entries import Actor
from assistant.records.errors import PersonRefused
from assistant.records.naming import Wanted, folded, wanted_by
from assistant.records.person_places import (
    PLACES,
    Place,
    belongings,
    change_row,
    delete_row,
    is_own,
    rows_naming,
    without,
)
from assistant.records.plain import plain
from assistant.records.tables import actors, audit, audit_reasons, drafts

_SHARED = ("passphrase", "system")  # identities that say nothing about who it was


class Person:
    """Export and erasure of what is kept of one person."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def export(self, name_or_identity: str) -> dict[str, Any]:
        """Every record that names the person, by kind, in plain JSON values; what hangs on their
        own links and inductions and their own audit entries with it. PersonRefused for less than
        two characters or a shared identity."""
        with self._database.reading() as connection:
            wanted = _wanted(connection, name_or_identity)
            found: dict[str, Any] = {
                place.table.name: [
                    plain(dict(row)) for row in rows_naming(connection, place, wanted)
                ]
                for place in PLACES
            }
            found |= plain(belongings(connection, wanted))
            found["reasons"] = [plain(dict(row)) for row in _reasons(connection, wanted)]
            for table in (actors, audit):
                mine = table.c.actor_id.in_(wanted.actor_ids)
                rows = connection.execute(select(table).where(mine))
                found[table.name] = [dict(row._mapping) for row in rows]
            return found

    def erase(self, name_or_identity: str, actor: Actor) -> dict[str, int]:
        """How many records of each kind the person was taken out of.

        Links made for them, their inductions with all that was read, answered and declared, and
        reasons that name them are deleted. Elsewhere their name and identity become "[erased]"; the
        audit trail keeps their actions without the name. What is final stands: how many signed
        replies, guidance, others' declarations and verifications name the person is under
        "replies_kept" and so on. PersonRefused as for `export`.
        """
        with self._database.writing() as connection:
            by = actor_id(connection, actor)  # first, so that those who erase themselves go too
            wanted = _wanted(connection, name_or_identity)
            now = self._database.now()
            # A draft that somebody has open must not be saved back with the name in it.
            marks = {"changed_by": by, "changed_at": now}
            counts = {name: len(rows) for name, rows in belongings(connection, wanted).items()}
            for place in PLACES:
                counts |= _erase_at(connection, place, wanted, marks)
            reasons = [row["number"] for row in _reasons(connection, wanted)]
            connection.execute(delete(audit_reasons).where(audit_reasons.c.number.in_(reasons)))
            counts["reasons"] = len(reasons)
            counts["actors"] = len(wanted.actor_ids)
            detail = {**counts, "actor_ids": wanted.actor_ids}
            write_entry(connection, now, actor, "erase", "person", "", detail)
            mine = actors.c.actor_id.in_(wanted.actor_ids)
            connection.execute(update(actors).where(mine).values(name=None, identity=None))
        return counts


def _erase_at(
    connection: Connection, place: Place, wanted: Wanted, marks: Mapping[str, Any]
) -> dict[str, int]:
    """Takes the person out of one place; how many rows were changed or deleted, and kept."""
    name = place.table.name
    counts = Counter({name: 0} if place.owner or not place.final else {})
    if place.final:
        counts[f"{name}_kept"] = 0
    for row in rows_naming(connection, place, wanted):
        if is_own(row, place, wanted):
            delete_row(connection, place, row)
        elif place.final:
            counts[f"{name}_kept"] += 1
            continue
        else:
            new = without(row, place, wanted)
            if place.table is drafts:
                new |= {**marks, "revision": row["revision"] + 1}
            change_row(connection, place, row, new)
        counts[name] += 1
    return dict(counts)


def _wanted(connection: Connection, name_or_identity: str) -> Wanted:
    given = folded(name_or_identity)
    if len(given) < 2 or given in _SHARED:
        raise PersonRefused(
            f"“{name_or_identity}” doesn’t say which person is meant. Give a full name or an "
            "e-mail address."
        )
    words = {" ".join(name_or_identity.split())}
    actor_ids = []
    for row in connection.execute(select(actors).where(actors.c.name.is_not(None))):
        if given in (folded(row.name), folded(row.identity)):
            actor_ids.append(row.actor_id)
            words |= {row.name, row.identity} - set(_SHARED)
    return wanted_by(words, actor_ids)


def _reasons(connection: Connection, wanted: Wanted) -> list[Mapping[Any, Any]]:
    rows = connection.execute(select(audit_reasons.c.number, audit_reasons.c.reason)).mappings()
    return [row for row in rows if wanted.pattern.search(row["reason"])]
