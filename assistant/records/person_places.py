"""Where a person's name can be in what is kept, and what erasure does there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Table, and_, delete, select, update

from assistant.records.audit import ERASED
from assistant.records.induction_tables import (
    clause_reads,
    induction_paths,
    induction_records,
    induction_verifications,
    inductions,
    link_claims,
    quiz_answers,
    quiz_attempts,
    quiz_items,
)
from assistant.records.naming import Wanted, blanked, folded
from assistant.records.tables import drafts, feedback, guidance, inbox, ingests, links, replies

Row = Mapping[Any, Any]


@dataclass(frozen=True)
class Place:
    """A table, its columns that hold a name and nothing else, and those that hold texts.

    A row whose `owner` column holds the name is the person's own and is deleted whole. One that is
    `final` stands as it was where it isn't their own: a school must be able to show what it
    advised, and who answered for it.
    """

    table: Table
    names: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    owner: str | None = None
    final: bool = False


PLACES = (
    Place(inbox, (), ("text",)),
    Place(drafts, ("created_by",), ("question", "generated", "edited")),
    Place(replies, ("signed_by",), ("question", "parts"), final=True),
    Place(guidance, ("published_by",), ("question", "text"), final=True),
    Place(links, ("person", "made_by"), owner="person"),
    Place(feedback, (), ("note",)),
    Place(ingests, ("actor",)),
    Place(induction_paths, ("made_by",), ("items",)),
    Place(quiz_items, ("changed_by", "approved_by", "source"), ("question", "options")),
    Place(induction_records, ("person",), ("wording", "dsl_named"), owner="person", final=True),
    Place(inductions, ("person",), owner="person"),
    # After those that go with a declaration of their own.
    Place(induction_verifications, ("verified_by",), final=True),
)
# What hangs on a person's own links and inductions, has no name in it, and goes with them.
_BELONGINGS = (
    (link_claims, link_claims.c.link_id),
    (clause_reads, clause_reads.c.induction_id),
    (quiz_attempts, quiz_attempts.c.induction_id),
    (quiz_answers, quiz_answers.c.attempt_id),
)
_NOT_GIVEN_OUT = {"pin_hash"}  # four digits are soon found from their hash


def rows_naming(connection: Connection, place: Place, wanted: Wanted) -> list[Row]:
    """The rows of a place that name the person."""
    rows = connection.execute(select(place.table)).mappings()
    return [row for row in rows if without(row, place, wanted)]


def without(row: Row, place: Place, wanted: Wanted) -> dict[str, Any]:
    """The columns of a row that name the person, as they are without the name."""
    new = {name: ERASED for name in place.names if folded(row[name] or "") in wanted.names}
    new |= {name: blanked(row[name], wanted.pattern) for name in place.texts}
    return {name: value for name, value in new.items() if value != row[name]}


def is_own(row: Row, place: Place, wanted: Wanted) -> bool:
    """Whether a row is the person's own, rather than one that names them."""
    return place.owner is not None and folded(row[place.owner]) in wanted.names


def change_row(connection: Connection, place: Place, row: Row, new: Mapping[str, Any]) -> None:
    """Puts new values into a row."""
    connection.execute(update(place.table).where(_this(place.table, row)).values(**new))


def delete_row(connection: Connection, place: Place, row: Row) -> None:
    """Deletes a row, and what hangs on it."""
    connection.execute(delete(place.table).where(_this(place.table, row)))


def belongings(connection: Connection, wanted: Wanted) -> dict[str, list[dict[str, Any]]]:
    """What hangs on the person's own links and inductions, by kind."""
    ids: list[str] = []
    for place in PLACES:
        if place.table in (links, inductions):
            key = next(iter(place.table.primary_key)).name
            rows = rows_naming(connection, place, wanted)
            ids += [row[key] for row in rows if is_own(row, place, wanted)]
    found: dict[str, list[dict[str, Any]]] = {}
    for table, hangs_on in _BELONGINGS:
        rows = _hanging(connection, table, hangs_on, ids)
        found[table.name] = [
            {name: value for name, value in row.items() if name not in _NOT_GIVEN_OUT}
            for row in rows
        ]
        ids += [row["attempt_id"] for row in rows if table is quiz_attempts]
    return found


def _hanging(
    connection: Connection, table: Table, hangs_on: Column[Any], ids: Sequence[str]
) -> list[Row]:
    query = select(table).where(hangs_on.in_(ids)).order_by(*table.primary_key)
    return list(connection.execute(query).mappings())


def _this(table: Table, row: Row) -> ColumnElement[bool]:
    return and_(*(column == row[column.name] for column in table.primary_key))
