"""The records as a whole, and how to open them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL

from assistant.records.audit import Audit
from assistant.records.database import PATIENCE_S, Database, utc_now
from assistant.records.drafts import Drafts
from assistant.records.events import AskedQuestions, Feedback, Ingests, ModelCalls
from assistant.records.guidance import PublishedGuidance
from assistant.records.inbox import Inbox
from assistant.records.induction_records import InductionRecords
from assistant.records.inductions import Inductions
from assistant.records.links import Links
from assistant.records.migrating import migrate
from assistant.records.model_switch import ModelSwitch
from assistant.records.paths import Paths
from assistant.records.person import Person
from assistant.records.quiz_clashes import QuizClashes
from assistant.records.quiz_items import QuizItems
from assistant.records.replies import Replies
from assistant.records.retention import Retention

FILE_NAME = "records.sqlite3"


class Records:
    """Everything that is kept. One instance serves all threads of a program; every call is one
    transaction, and raises a RecordsError when it can't be done, having changed nothing."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.inbox = Inbox(database)
        self.drafts = Drafts(database)
        self.replies = Replies(database)
        self.guidance = PublishedGuidance(database)
        self.asked = AskedQuestions(database)
        self.feedback = Feedback(database)
        self.ingests = Ingests(database)
        self.links = Links(database)
        self.paths = Paths(database)
        self.quiz = QuizItems(database)
        self.quiz_clashes = QuizClashes(database)
        self.inductions = Inductions(database)
        self.induction_records = InductionRecords(database)
        self.model_switch = ModelSwitch(database)
        self.model_calls = ModelCalls(database)
        self.audit = Audit(database)
        self.retention = Retention(database)
        self.person = Person(database)

    @property
    def where(self) -> str:
        """The file, or the server's address without its password."""
        return self._database.where

    def close(self) -> None:
        """Lets go of every connection."""
        self._database.close()

    def __enter__(self) -> Records:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_records(
    url: str, *, patience_s: float = PATIENCE_S, clock: Callable[[], datetime] = utc_now
) -> Records:
    """The records at `url` (sqlite:///file or postgresql://…), made or migrated where needed.

    A writer waits `patience_s` seconds for the one before it. `clock` tells the time of changes.
    RecordsUnavailable, or the subclass that says why, when they can't be opened.
    """
    database = Database(url, patience_s, clock)
    try:
        database.make()
        migrate(database)
    except BaseException:
        database.close()
        raise
    return Records(database)


def file_url(folder: Path) -> str:
    """The address of the records kept in a file of `folder`."""
    return URL.create("sqlite", database=str(folder / FILE_NAME)).render_as_string()
