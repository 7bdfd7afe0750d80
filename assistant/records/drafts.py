"""Replies in the making."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from assistant.records.audit import actor_id, actor_name, write_entry
from assistant.records.database import Database
from assistant.records.entries import Actor, Draft, DraftPart, DraftState, InboxState
from assistant.records.errors import (
    AlreadySigned,
    RecordClosed,
    SaveConflict,
    UnknownRecord,
    told,
)
from assistant.records.inbox import move, state_of
from assistant.records.plain import entry_of, plain, row_of
from assistant.records.tables import drafts, inbox, replies

KIND = "draft"


class Drafts:
    """The drafts. A change names the revision it was made on and is refused on any other."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, draft: Draft, actor: Actor) -> None:
        """Keeps a draft; its open questions become DRAFTED. UnknownRecord for a question that
        isn't kept, DuplicateRecord when the id is taken."""
        with self._database.writing() as connection:
            now = self._database.now()
            connection.execute(
                insert(drafts).values(**row_of(draft), changed_by=actor_id(connection, actor))
            )
            for question_id in draft.question_ids:
                if state_of(connection, question_id) is InboxState.OPEN:
                    move(connection, question_id, InboxState.DRAFTED, now)
            detail = {"questions": list(draft.question_ids), "revision": draft.revision}
            write_entry(connection, now, actor, "add", KIND, draft.draft_id, detail)

    def get(self, draft_id: str) -> Draft:
        """The draft with this id, or UnknownRecord."""
        with self._database.reading() as connection:
            return entry_of(Draft, _row(connection, draft_id))

    def list(self, *states: DraftState) -> list[Draft]:
        """The drafts in any of these states, or all of them, the last changed first."""
        query = select(drafts).order_by(drafts.c.changed_at.desc(), drafts.c.draft_id)
        if states:
            query = query.where(drafts.c.state.in_(states))
        with self._database.reading() as connection:
            return [entry_of(Draft, row._mapping) for row in connection.execute(query)]

    def save(
        self, draft_id: str, revision: int, edited: tuple[DraftPart, ...], actor: Actor
    ) -> Draft:
        """The draft with `edited` as its text and the next revision. SaveConflict when it is past
        `revision`; AlreadySigned, RecordClosed or UnknownRecord when it can't be edited at all."""
        with self._database.writing() as connection:
            checked(connection, draft_id, revision)
            now = self._database.now()
            change(connection, draft_id, revision, actor, now, {"edited": plain(edited)})
            write_entry(connection, now, actor, "save", KIND, draft_id, {"revision": revision + 1})
            return entry_of(Draft, _row(connection, draft_id))

    def discard(self, draft_id: str, revision: int, actor: Actor, reason: str) -> None:
        """Discards a draft; its questions are open again unless another draft is about them. The
        errors are those of `save`."""
        with self._database.writing() as connection:
            draft = checked(connection, draft_id, revision)
            now = self._database.now()
            state = {"state": DraftState.DISCARDED.value}
            change(connection, draft_id, revision, actor, now, state)
            reopened = _reopen(connection, draft, now)
            detail = {"revision": revision + 1, "reopened": reopened}
            write_entry(connection, now, actor, "discard", KIND, draft_id, detail, reason)


def checked(connection: Connection, draft_id: str, revision: int) -> Draft:
    """The draft, when it may be changed from `revision`; the error that says why not otherwise."""
    row = _row(connection, draft_id)
    draft = entry_of(Draft, row)
    by = actor_name(connection, row["changed_by"])
    if draft.state is DraftState.SIGNED:
        reply = connection.execute(select(replies).where(replies.c.draft_id == draft_id)).one()
        raise AlreadySigned(reply.signed_by, reply.signed_at, reply.reply_id)
    if draft.state is DraftState.DISCARDED:
        raise RecordClosed(
            f"{by} discarded this draft on {told(draft.changed_at)}. Make a new draft instead."
        )
    if draft.revision != revision:
        raise SaveConflict(by, draft.changed_at, draft)
    return draft


def change(
    connection: Connection,
    draft_id: str,
    revision: int,
    actor: Actor,
    now: datetime,
    values: Mapping[str, Any],
) -> None:
    """Changes a checked draft from `revision` to the next."""
    connection.execute(
        update(drafts)
        .where(drafts.c.draft_id == draft_id)
        .values(
            **values,
            revision=revision + 1,
            changed_at=now,
            changed_by=actor_id(connection, actor),
        )
    )


def _row(connection: Connection, draft_id: str) -> Mapping[Any, Any]:
    row = connection.execute(select(drafts).where(drafts.c.draft_id == draft_id)).one_or_none()
    if row is None:
        raise UnknownRecord(KIND, draft_id)
    return row._mapping


def _reopen(connection: Connection, draft: Draft, now: datetime) -> list[str]:
    """Opens the questions that no other draft is about; gives their ids."""
    others = connection.scalars(
        select(drafts.c.question_ids).where(drafts.c.state == DraftState.DRAFT.value)
    )
    busy = {question_id for ids in others for question_id in ids}
    waiting = connection.scalars(
        select(inbox.c.question_id)
        .where(inbox.c.question_id.in_(draft.question_ids))
        .where(inbox.c.state == InboxState.DRAFTED.value)
    )
    reopened = sorted(set(waiting) - busy)
    for question_id in reopened:
        move(connection, question_id, InboxState.OPEN, now)
    return reopened
