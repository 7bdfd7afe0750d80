"""Goes at the quiz, and the answers in them. An answer is kept once and never changed; a trigger
in the database sees to it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from assistant.records.audit import write_entry
from assistant.records.database import Database
from assistant.records.entries import Actor
from assistant.records.errors import AttemptOpen, OutOfOrder, RecordClosed, UnknownRecord, told
from assistant.records.induction_entries import Attempt, QuizAnswer, QuizItem, QuizState
from assistant.records.induction_tables import (
    induction_records,
    inductions,
    quiz_answers,
    quiz_attempts,
)
from assistant.records.plain import entry_of, row_of
from assistant.records.quiz_items import current_items, item_at

KIND = "attempt"


class Attempts:
    """The goes at the quiz, of every induction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def start_attempt(self, attempt: Attempt, actor: Actor) -> None:
        """Keeps an attempt, of approved items alone. AttemptOpen while another is unfinished,
        OutOfOrder when its number isn't the next, RecordClosed when an item isn't approved (any
        more) or the induction is declared already; UnknownRecord."""
        with self._database.writing() as connection:
            under_way(connection, attempt.induction_id)
            before = _attempts(connection, attempt.induction_id)
            for earlier in before:
                if earlier.ended_at is None and _next(connection, earlier) < len(earlier.item_ids):
                    raise AttemptOpen(earlier.attempt_id, earlier.started_at)
            if attempt.number != len(before) + 1 or not attempt.item_ids:
                raise OutOfOrder(
                    f"The next go at the quiz is number {len(before) + 1}, with at least one "
                    "question. Reload the page to begin it."
                )
            items = current_items(connection, attempt.item_ids)
            if any(not _can_be_asked(items.get(item_id)) for item_id in attempt.item_ids):
                raise RecordClosed(
                    "A question of this quiz was changed or taken out of use just now. Begin "
                    "the quiz again: nothing is lost."
                )
            connection.execute(insert(quiz_attempts).values(**row_of(attempt)))
            now, detail = self._database.now(), {"induction": attempt.induction_id}
            touch(connection, attempt.induction_id, now)
            write_entry(connection, now, actor, "start", KIND, attempt.attempt_id, detail)

    def end_attempt(self, attempt_id: str, actor: Actor, reason: str = "") -> None:
        """Ends an attempt that can't be finished, since a question can't be asked any more; its
        answers stay. RecordClosed when it is over already; UnknownRecord."""
        with self._database.writing() as connection:
            attempt = _attempt(connection, attempt_id)
            if attempt.ended_at is not None or _next(connection, attempt) == len(attempt.item_ids):
                raise RecordClosed("This go at the quiz is over already. Reload the page.")
            now = self._database.now()
            this = quiz_attempts.c.attempt_id == attempt_id
            connection.execute(update(quiz_attempts).where(this).values(ended_at=now))
            detail = {"induction": attempt.induction_id}
            write_entry(connection, now, actor, "end", KIND, attempt_id, detail, reason)

    def attempts(self, induction_id: str) -> list[Attempt]:
        """The attempts of an induction, in order."""
        with self._database.reading() as connection:
            return _attempts(connection, induction_id)

    def answer(self, answer: QuizAnswer, actor: Actor) -> None:
        """Keeps an answer to the next question of an attempt. OutOfOrder for any other question
        or position, or an option that the question hasn't; RecordClosed when the attempt was ended
        or the induction is declared; UnknownRecord. Nothing is kept then."""
        with self._database.writing() as connection:
            attempt = _attempt(connection, answer.attempt_id)
            under_way(connection, attempt.induction_id)
            if attempt.ended_at is not None:
                raise RecordClosed(
                    f"This go at the quiz was ended on {told(attempt.ended_at)}, since a question "
                    "can’t be asked any more. Reload the page to begin another."
                )
            _check_place(answer, attempt, _next(connection, attempt))
            _check_choice(answer, item_at(connection, answer.item_id, answer.item_revision))
            connection.execute(insert(quiz_answers).values(**row_of(answer)))
            now = self._database.now()
            touch(connection, attempt.induction_id, now)
            # Whether it was right is not in the trail, which nobody can erase.
            detail = {"position": answer.position, "item": answer.item_id}
            write_entry(connection, now, actor, "answer", KIND, answer.attempt_id, detail)

    def answers(self, attempt_id: str) -> list[QuizAnswer]:
        """The answers of an attempt, in order."""
        query = (
            select(quiz_answers)
            .where(quiz_answers.c.attempt_id == attempt_id)
            .order_by(quiz_answers.c.position)
        )
        with self._database.reading() as connection:
            return [entry_of(QuizAnswer, row) for row in connection.execute(query).mappings()]

    def all_answers(self) -> list[QuizAnswer]:
        """Everyone's answers, the oldest first; for counts, not for showing."""
        query = select(quiz_answers).order_by(
            quiz_answers.c.answered_at, quiz_answers.c.attempt_id, quiz_answers.c.position
        )
        with self._database.reading() as connection:
            return [entry_of(QuizAnswer, row) for row in connection.execute(query).mappings()]


def induction_row(connection: Connection, induction_id: str) -> Mapping[Any, Any]:
    """The row of an induction; UnknownRecord."""
    this = inductions.c.induction_id == induction_id
    row = connection.execute(select(inductions).where(this)).mappings().one_or_none()
    if row is None:
        raise UnknownRecord("induction", induction_id)
    return row


def under_way(connection: Connection, induction_id: str) -> Mapping[Any, Any]:
    """The row of an induction that isn't declared yet; RecordClosed when it is, UnknownRecord."""
    row = induction_row(connection, induction_id)
    declared = connection.scalar(
        select(induction_records.c.declared_at).where(
            induction_records.c.induction_id == induction_id
        )
    )
    if declared is not None:
        raise RecordClosed(
            f"This induction was finished by a declaration on {told(declared)}. What was declared "
            "stands, and nothing is added to it."
        )
    return row


def touch(connection: Connection, induction_id: str, now: datetime) -> None:
    """Notes that somebody went on with an induction: until when it is kept follows from that."""
    this = inductions.c.induction_id == induction_id
    connection.execute(update(inductions).where(this).values(changed_at=now))


def _attempt(connection: Connection, attempt_id: str) -> Attempt:
    this = quiz_attempts.c.attempt_id == attempt_id
    row = connection.execute(select(quiz_attempts).where(this)).mappings().one_or_none()
    if row is None:
        raise UnknownRecord(KIND, attempt_id)
    return entry_of(Attempt, row)


def _attempts(connection: Connection, induction_id: str) -> list[Attempt]:
    query = (
        select(quiz_attempts)
        .where(quiz_attempts.c.induction_id == induction_id)
        .order_by(quiz_attempts.c.number)
    )
    return [entry_of(Attempt, row) for row in connection.execute(query).mappings()]


def _next(connection: Connection, attempt: Attempt) -> int:
    """The position that is to be answered next; the number of items when none is."""
    count = select(func.count()).where(quiz_answers.c.attempt_id == attempt.attempt_id)
    return connection.scalar(count) or 0


def _can_be_asked(item: QuizItem | None) -> bool:
    return item is not None and item.state is QuizState.APPROVED


def _check_place(answer: QuizAnswer, attempt: Attempt, expected: int) -> None:
    if 0 <= answer.position < expected:
        raise OutOfOrder(
            "This question is answered already, and the first answer stands. Reload the page to "
            "see the next one."
        )
    if answer.position != expected or expected >= len(attempt.item_ids):
        raise OutOfOrder(
            "This isn’t the question that comes next, so the answer was not kept. Reload the page "
            "to see the one that does."
        )
    if answer.item_id != attempt.item_ids[expected]:
        raise OutOfOrder(
            "This answer is to another question than the one asked, so it was not kept. Reload "
            "the page to see which that is."
        )


def _check_choice(answer: QuizAnswer, item: QuizItem) -> None:
    given = 0 <= answer.chosen < len(item.options)
    if not given or answer.right != (answer.chosen == item.right) or item.approved_at is None:
        raise OutOfOrder(
            "This answer doesn’t belong to the question as it was asked, so it was not kept. "
            "Reload the page and choose one of the answers shown."
        )
