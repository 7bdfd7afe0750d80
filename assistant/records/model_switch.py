"""The administrator's switch of the chat model: every switching is added, none is changed."""

from __future__ import annotations

from sqlalchemy import Select, insert, select

from assistant.records.audit import ERASED, write_entry
from assistant.records.database import Database
from assistant.records.entries import Actor
from assistant.records.model_entries import ModelSwitching
from assistant.records.model_tables import model_switch
from assistant.records.tables import actors, audit, audit_reasons

KIND = "chat_model"


class ModelSwitch:
    """The switchings, with who and why from the audit trail."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, is_on: bool, reason: str, actor: Actor) -> None:
        """Switches the chat model on or off; that it was already so is no error."""
        with self._database.writing() as connection:
            now, action = self._database.now(), "switch_on" if is_on else "switch_off"
            number = write_entry(connection, now, actor, action, KIND, "chat-model", {}, reason)
            connection.execute(insert(model_switch).values(number=number, at=now, is_on=is_on))

    def last(self) -> ModelSwitching | None:
        """The last switching, None when there was none: then what is configured is on."""
        found = self._read(_switchings().limit(1))
        return found[0] if found else None

    def all(self) -> list[ModelSwitching]:
        """All switchings, newest first."""
        return self._read(_switchings())

    def _read(self, query: Select[tuple]) -> list[ModelSwitching]:
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return [
            ModelSwitching(row.at, row.name or ERASED, row.is_on, row.reason or "") for row in rows
        ]


def _switchings() -> Select[tuple]:
    return (
        select(model_switch.c.at, model_switch.c.is_on, actors.c.name, audit_reasons.c.reason)
        .join(audit, audit.c.number == model_switch.c.number)
        .join(actors, actors.c.actor_id == audit.c.actor_id)
        .outerjoin(audit_reasons, audit_reasons.c.number == model_switch.c.number)
        .order_by(model_switch.c.number.desc())
    )
