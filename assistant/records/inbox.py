"""Questions that wait for a person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from assistant.records.audit import write_entry
from assistant.records.database import Database
from assistant.records.entries import Actor, InboxQuestion, InboxState
from assistant.records.errors import UnknownRecord
from assistant.records.plain import entry_of, row_of
from assistant.records.tables import inbox

KIND = "question"


class Inbox:
    """The questions sent to the desk, and how far each has come."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, question: InboxQuestion, actor: Actor) -> None:
        """Keeps a question. DuplicateRecord when its id is taken."""
        with self._database.writing() as connection:
            connection.execute(
                insert(inbox).values(**row_of(question), changed_at=question.asked_at)
            )
            write_entry(
                connection,
                self._database.now(),
                actor,
                "add",
                KIND,
                question.question_id,
                {"arrival": question.arrival, "state": question.state},
            )

    def get(self, question_id: str) -> InboxQuestion:
        """The question with this id, or UnknownRecord."""
        with self._database.reading() as connection:
            row = connection.execute(
                select(inbox).where(inbox.c.question_id == question_id)
            ).one_or_none()
        if row is None:
            raise UnknownRecord(KIND, question_id)
        return entry_of(InboxQuestion, row._mapping)

    def list(self, *states: InboxState) -> list[InboxQuestion]:
        """The questions in any of these states, or all of them, oldest first."""
        query = select(inbox).order_by(inbox.c.asked_at, inbox.c.question_id)
        if states:
            query = query.where(inbox.c.state.in_(states))
        with self._database.reading() as connection:
            return [entry_of(InboxQuestion, row._mapping) for row in connection.execute(query)]

    def set_state(
        self, ids: Iterable[str], state: InboxState, actor: Actor, reason: str = ""
    ) -> None:
        """Puts all these questions in `state`, or none of them. UnknownRecord names the first id
        that isn't kept; a question that is in the state already is left alone."""
        with self._database.writing() as connection:
            now = self._database.now()
            for question_id in ids:
                old = state_of(connection, question_id)
                if old != state:
                    move(connection, question_id, state, now)
                    write_entry(
                        connection,
                        now,
                        actor,
                        "set_state",
                        KIND,
                        question_id,
                        {"from": old, "to": state},
                        reason,
                    )

    def release(self, ids: Iterable[str], released: bool, actor: Actor) -> None:
        """Lets the words of these questions into the leadership report, or takes them out again;
        all of them or none. UnknownRecord names the first id that isn't kept."""
        with self._database.writing() as connection:
            now = self._database.now()
            for question_id in ids:
                state_of(connection, question_id)
                connection.execute(
                    update(inbox)
                    .where(inbox.c.question_id == question_id)
                    .values(released=released)
                )
                action = "release" if released else "withhold"
                write_entry(connection, now, actor, action, KIND, question_id, {})


def state_of(connection: Connection, question_id: str) -> InboxState:
    """How far a question has come; UnknownRecord."""
    state = connection.scalar(select(inbox.c.state).where(inbox.c.question_id == question_id))
    if state is None:
        raise UnknownRecord(KIND, question_id)
    return InboxState(state)


def move(connection: Connection, question_id: str, state: InboxState, now: datetime) -> None:
    """Puts a question in a state, as part of a larger change that writes its own audit entry."""
    connection.execute(
        update(inbox)
        .where(inbox.c.question_id == question_id)
        .values(state=state.value, changed_at=now)
    )
