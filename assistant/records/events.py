"""What happens in passing and is counted: questions asked, ratings, policies read in, calls of a
chat model.

Questions, ratings and calls have no actor, so the audit trail has nothing to say of them; their
being deleted is in it. Of a live concern, time, kind and the asker's role alone are kept.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import Table, insert, select

from assistant.answers import Status
from assistant.records.audit import write_entry
from assistant.records.database import Database
from assistant.records.entries import Actor, Asked, IngestEvent, KeptFeedback
from assistant.records.model_entries import ModelCall
from assistant.records.model_tables import model_usage
from assistant.records.plain import entry_of, row_of
from assistant.records.tables import asked, feedback, ingests

Event = TypeVar("Event")


class _Events(Generic[Event]):
    def __init__(self, database: Database, table: Table, kind: type[Event]) -> None:
        self._database = database
        self._table = table
        self._kind = kind

    def since(self, at: datetime) -> list[Event]:
        """What happened at `at` or later, oldest first."""
        table = self._table
        query = select(table).where(table.c.at >= at).order_by(table.c.at, table.c.number)
        with self._database.reading() as connection:
            return [entry_of(self._kind, row._mapping) for row in connection.execute(query)]

    def _keep(self, event: Any) -> None:
        with self._database.writing() as connection:
            connection.execute(insert(self._table).values(**row_of(event)))


class AskedQuestions(_Events[Asked]):
    """That something was asked, and of what topic; never what."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, asked, Asked)

    def add(self, question: Asked) -> None:
        """Counts a question; of a live concern, without topic, policy and clauses."""
        concern = question.status == Status.LIVE_CONCERN
        bare = replace(question, topic="", policy_title="", conflict=())
        self._keep(bare if concern else question)


class Feedback(_Events[KeptFeedback]):
    """Ratings of answers."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, feedback, KeptFeedback)

    def add(self, rating: KeptFeedback) -> None:
        """Keeps a rating; of a live concern's card, without clauses and note."""
        concern = rating.status == Status.LIVE_CONCERN
        self._keep(replace(rating, clause_ids=(), note="") if concern else rating)


class ModelCalls(_Events[ModelCall]):
    """Calls of the school's chat model, as counts."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, model_usage, ModelCall)

    def add(self, call: ModelCall) -> None:
        """Counts a call."""
        self._keep(call)


class Ingests(_Events[IngestEvent]):
    """What was read into the library or taken out of it."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, ingests, IngestEvent)

    def add(self, event: IngestEvent, actor: Actor) -> None:
        """Keeps what became of one file."""
        with self._database.writing() as connection:
            connection.execute(insert(ingests).values(**row_of(event)))
            detail = {
                "outcome": event.outcome,
                "sha256": event.sha256,
                "clauses_changed": len(event.clauses_changed),
            }
            now = self._database.now()
            write_entry(connection, now, actor, "ingest", "policy", event.policy_id, detail)
