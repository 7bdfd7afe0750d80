"""What can go wrong with the records. Every text says what to do.

RecordsError
├── RecordsUnavailable   the records can't be opened, read or written to as they are
│   ├── RecordsLocked        another program holds them for longer than we wait
│   ├── RecordsFull          no room on the disk
│   ├── RecordsMissing       the file or its folder is gone, or can't be made
│   ├── RecordsDamaged       not a records file, or damaged
│   ├── RecordsLost          the database server or the disk went away, or can't be reached
│   └── RecordsNewer         written by a newer version of this program
├── UnsupportedDatabase  the address is neither SQLite's nor PostgreSQL's, or isn't an address
├── UnknownRecord        no record has this id
├── DuplicateRecord      a record with this id, or this token, is kept already
├── UnkeepableText       a text holds characters that the database can't keep
├── SaveConflict         somebody else saved the draft, path or question in between
├── AlreadySigned        somebody else has signed the draft
├── AlreadyPublished     the reply is published as guidance already
├── RecordClosed         the record is discarded, withdrawn or revoked and takes no more changes
├── InductionOpen        an induction by this link is under way already
├── AttemptOpen          an attempt at the quiz is under way already
├── OutOfOrder           an attempt, answer, declaration or link that doesn't follow on the last one
├── AuditDetailRefused   an audit entry would hold more than ids and kinds
├── RetentionRefused     a number of days, or a kind of record, that retention doesn't know
└── PersonRefused        too little to find a person by
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from assistant.errors import AssistantError


class RecordsError(AssistantError):
    """Base of all errors of the records; its text is meant for the person at the keyboard."""


class RecordsUnavailable(RecordsError):
    """The records can't be opened, read or written to as they are."""


class RecordsLocked(RecordsUnavailable):
    """Another program holds the records for longer than we wait."""


class RecordsFull(RecordsUnavailable):
    """There is no room on the disk."""


class RecordsMissing(RecordsUnavailable):
    """The file or its folder is gone, or can't be made."""


class RecordsDamaged(RecordsUnavailable):
    """This isn't a records file, or it is damaged."""


class RecordsLost(RecordsUnavailable):
    """The database server or the disk went away, or can't be reached."""


class RecordsNewer(RecordsUnavailable):
    """The records were written by a newer version of this program."""


class UnsupportedDatabase(RecordsError):
    """The address is neither SQLite's nor PostgreSQL's, or isn't an address."""


class UnknownRecord(RecordsError):
    """No record has this id."""

    def __init__(self, kind: str, record_id: str) -> None:
        super().__init__(
            f"No {kind} with the id {record_id} is kept. It may have been deleted by the retention "
            "job: reload the page."
        )


class DuplicateRecord(RecordsError):
    """A record with this id, or this token, is kept already."""


class UnkeepableText(RecordsError):
    """A text holds characters that the database can't keep."""


class SaveConflict(RecordsError):
    """Somebody else saved the draft in between: by whom, when, and what it is now. `current` is
    a Draft, an InductionPath or a QuizItem, which `what` names in a word."""

    def __init__(
        self, saved_by: str, saved_at: datetime, current: Any, what: str = "draft"
    ) -> None:
        self.saved_by, self.saved_at, self.current = saved_by, saved_at, current
        super().__init__(
            f"{saved_by} saved this {what} on {told(saved_at)}, after you opened it. Yours was not "
            f"saved over it: copy what you changed, open the {what} again and put it in."
        )


class AlreadySigned(RecordsError):
    """Somebody else has signed the draft: who, when, and as which reply."""

    def __init__(self, signed_by: str, signed_at: datetime, reply_id: str) -> None:
        self.signed_by, self.signed_at, self.reply_id = signed_by, signed_at, reply_id
        super().__init__(
            f"{signed_by} signed this draft on {told(signed_at)}. A signed reply is never changed: "
            "make a new draft if more has to be said."
        )


class AlreadyPublished(RecordsError):
    """The reply is published as guidance already: by whom, when, and under which id."""

    def __init__(self, published_by: str, published_at: datetime, guidance_id: str) -> None:
        self.published_by, self.published_at = published_by, published_at
        self.guidance_id = guidance_id
        super().__init__(
            f"{published_by} published this reply as guidance on {told(published_at)}. Withdraw "
            "that first to publish it anew."
        )


class RecordClosed(RecordsError):
    """The record is discarded, withdrawn or revoked and takes no more changes."""


class InductionOpen(RecordsError):
    """An induction by this link is under way already: go on with that."""

    def __init__(self, induction_id: str, started_at: datetime) -> None:
        self.induction_id, self.started_at = induction_id, started_at
        super().__init__(
            f"The induction by this link was begun on {told(started_at)} and isn’t finished. "
            "Reload the page to go on with it: nothing is lost."
        )


class AttemptOpen(RecordsError):
    """An attempt at the quiz is under way already: go on with that."""

    def __init__(self, attempt_id: str, started_at: datetime) -> None:
        self.attempt_id, self.started_at = attempt_id, started_at
        super().__init__(
            f"The quiz was begun on {told(started_at)} and isn’t finished. Reload the page to go "
            "on with it: your answers are kept."
        )


class OutOfOrder(RecordsError):
    """An attempt, answer or declaration that isn't the next one, or isn't of what was asked; a link
    that would go on from another person's. Nothing was kept of it."""


class AuditDetailRefused(RecordsError):
    """An audit entry would hold more than ids and kinds."""


class RetentionRefused(RecordsError):
    """A number of days, or a kind of record, that retention doesn't know."""


class PersonRefused(RecordsError):
    """Too little to find a person by."""


def told(at: datetime) -> str:
    """A moment as the messages tell it: "22 November 2026, 09:30 UTC"."""
    return f"{at.day} {at:%B %Y, %H:%M} UTC"
