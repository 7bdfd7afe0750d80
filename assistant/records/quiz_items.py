"""Questions for the quiz, proposed and approved. Every revision is kept, so that an answer can be
read beside the question as it was asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, insert, select, tuple_, update

from assistant.records.audit import write_entry
from assistant.records.database import Database
from assistant.records.entries import Actor
from assistant.records.errors import (
    DuplicateRecord,
    RecordClosed,
    SaveConflict,
    UnknownRecord,
    told,
)
from assistant.records.induction_entries import QuizItem, QuizState
from assistant.records.induction_tables import quiz_items
from assistant.records.plain import entry_of, row_of

KIND = "quiz_item"


class QuizItems:
    """The questions. A change names the revision it was made on and is refused on any other."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, item: QuizItem, actor: Actor) -> QuizItem:
        """The item as it is kept: proposed, at revision 1. DuplicateRecord when its id is taken."""
        kept = self.add_all((item,), actor)
        if not kept:
            raise DuplicateRecord(
                "A question with this id is kept already. Reload the page to see how it stands."
            )
        return kept[0]

    def add_all(self, items: Iterable[QuizItem], actor: Actor) -> tuple[QuizItem, ...]:
        """Those of the items that were new, as they are kept: proposed, at revision 1. Those whose
        id is taken are passed over: what was made of them since stands."""
        added = []
        with self._database.writing() as connection:
            now = self._database.now()
            taken = set(connection.scalars(select(quiz_items.c.item_id)))
            for item in items:
                if item.item_id in taken:
                    continue
                taken.add(item.item_id)
                kept = _proposed(item, revision=1)
                connection.execute(insert(quiz_items).values(**row_of(kept)))
                detail = {"revision": 1, "clause": item.kept.quote.clause_id}
                write_entry(connection, now, actor, "add", KIND, item.item_id, detail)
                added.append(kept)
        return tuple(added)

    def save(self, item_id: str, revision: int, changed: QuizItem, actor: Actor) -> QuizItem:
        """The item with what `changed` says, as the next revision: proposed, whatever it was.
        SaveConflict when it is past `revision`; RecordClosed when it is retired; UnknownRecord."""
        with self._database.writing() as connection:
            _checked(connection, item_id, revision)
            now = self._database.now()
            saved = replace(
                _proposed(changed, revision + 1),
                item_id=item_id,
                changed_by=actor.name,
                changed_at=now,
            )
            connection.execute(insert(quiz_items).values(**row_of(saved)))
            detail = {"revision": saved.revision, "clause": saved.kept.quote.clause_id}
            write_entry(connection, now, actor, "save", KIND, item_id, detail)
        return saved

    def approve(self, item_id: str, revision: int, actor: Actor) -> QuizItem:
        """The item, approved by the actor as it is at `revision`. RecordClosed when it was approved
        before; otherwise the errors are those of `save`."""
        with self._database.writing() as connection:
            item = _checked(connection, item_id, revision)
            if item.approved_at is not None:
                raise RecordClosed(
                    f"{item.approved_by} approved this question on {told(item.approved_at)} "
                    "already. It can be asked."
                )
            now = self._database.now()
            approved = replace(
                item, state=QuizState.APPROVED, approved_by=actor.name, approved_at=now
            )
            connection.execute(
                update(quiz_items)
                .where(_this(item))
                .values(state=approved.state.value, approved_by=actor.name, approved_at=now)
            )
            detail = {"revision": revision}
            write_entry(connection, now, actor, "approve", KIND, item_id, detail)
        return approved

    def retire(self, item_id: str, actor: Actor, reason: str) -> None:
        """Takes an item out of use; it is kept. UnknownRecord; RecordClosed when it was before."""
        with self._database.writing() as connection:
            item = _current(connection, item_id)
            _open(item)
            retired = {"state": QuizState.RETIRED.value}
            connection.execute(update(quiz_items).where(_this(item)).values(retired))
            now, detail = self._database.now(), {"revision": item.revision}
            write_entry(connection, now, actor, "retire", KIND, item_id, detail, reason)

    def find(self, ids: Collection[str]) -> dict[str, QuizItem]:
        """The items with these ids as they are now, by id; one that isn't kept is left out."""
        with self._database.reading() as connection:
            return current_items(connection, ids)

    def at_revision(self, item_id: str, number: int) -> QuizItem:
        """An item as it was at a revision, or UnknownRecord."""
        with self._database.reading() as connection:
            return item_at(connection, item_id, number)

    def list(self, state: QuizState | None = None) -> list[QuizItem]:
        """The items in this state, or all of them, as they are now; the last changed first."""
        query = _NEWEST.order_by(quiz_items.c.changed_at.desc(), quiz_items.c.item_id)
        if state is not None:
            query = query.where(quiz_items.c.state == state.value)
        with self._database.reading() as connection:
            return [entry_of(QuizItem, row) for row in connection.execute(query).mappings()]


_NEWEST: Select[Any] = select(quiz_items).where(
    tuple_(quiz_items.c.item_id, quiz_items.c.revision).in_(
        select(quiz_items.c.item_id, func.max(quiz_items.c.revision)).group_by(quiz_items.c.item_id)
    )
)


def current_items(connection: Connection, ids: Collection[str]) -> dict[str, QuizItem]:
    """The items with these ids as they are now, by id."""
    rows = connection.execute(_NEWEST.where(quiz_items.c.item_id.in_(ids))).mappings()
    return {row["item_id"]: entry_of(QuizItem, row) for row in rows}


def item_at(connection: Connection, item_id: str, number: int) -> QuizItem:
    """An item as it was at a revision; UnknownRecord."""
    this = (quiz_items.c.item_id == item_id) & (quiz_items.c.revision == number)
    row: Mapping[Any, Any] | None = (
        connection.execute(select(quiz_items).where(this)).mappings().one_or_none()
    )
    if row is None:
        raise UnknownRecord(KIND, f"{item_id}/{number}")
    return entry_of(QuizItem, row)


def _current(connection: Connection, item_id: str) -> QuizItem:
    found = current_items(connection, (item_id,))
    if item_id not in found:
        raise UnknownRecord(KIND, item_id)
    return found[item_id]


def _checked(connection: Connection, item_id: str, revision: int) -> QuizItem:
    """The item, when it may be changed from `revision`; the error that says why not otherwise."""
    item = _current(connection, item_id)
    _open(item)
    if item.revision != revision:
        raise SaveConflict(item.changed_by, item.changed_at, item, "question")
    return item


def _open(item: QuizItem) -> None:
    if item.state is QuizState.RETIRED:
        raise RecordClosed(
            "This question was retired and takes no more changes. Write a new one instead."
        )


def _proposed(item: QuizItem, revision: int) -> QuizItem:
    return replace(
        item, revision=revision, state=QuizState.PROPOSED, approved_by=None, approved_at=None
    )


def _this(item: QuizItem) -> ColumnElement[bool]:
    return (quiz_items.c.item_id == item.item_id) & (quiz_items.c.revision == item.revision)
