"""Deletes what the school no longer wants kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, or_, select

from assistant.records.audit import forget_reasons, write_entry
from assistant.records.database import Database
from assistant.records.entries import KEPT_KINDS, Actor, DraftState, InboxState
from assistant.records.errors import RetentionRefused
from assistant.records.induction_tables import (
    induction_records,
    inductions,
    quiz_answers,
    quiz_attempts,
)
from assistant.records.model_tables import model_usage
from assistant.records.tables import (
    asked,
    drafts,
    feedback,
    guidance,
    inbox,
    ingests,
    links,
    replies,
)

_LONGEST = 36_525  # days: a century


class Retention:
    """Deletion by age."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def purge(self, days: Mapping[str, int], now: datetime, actor: Actor) -> dict[str, int]:
        """How many records of each kind named in `days` were deleted, being older than that many
        days at `now`, all in one transaction and with one audit entry.

        Counted from: asked, feedback, ingests, model_usage, guidance, replies their own time; inbox
        (answered and closed questions alone) and drafts (discarded ones alone) the last change;
        links their expiry or revocation; inductions (undeclared, with what was read and answered)
        when somebody last went on with one; induction_records (with their inductions and
        verifications) and quiz_answers (of declared inductions: the scores stay) their own time. A
        reply that guidance rests on stays, and a declaration that a later one tops up. What isn't
        named in `days` is kept for ever. RetentionRefused for an unknown kind or a number below 0
        or beyond a century.
        """
        for kind, number in days.items():
            if kind not in KEPT_KINDS:
                known = ", ".join(KEPT_KINDS)
                raise RetentionRefused(f"Nothing is kept under “{kind}”. Known: {known}.")
            if not 0 <= number <= _LONGEST:
                raise RetentionRefused(
                    f"{kind}: {number} days is no time to keep anything. Give 0 to {_LONGEST}, or "
                    "leave it out to keep it for ever."
                )
        with self._database.writing() as connection:
            deleted = {
                kind: _delete(connection, kind, now - timedelta(days=days[kind]))
                for kind in KEPT_KINDS
                if kind in days
            }
            detail = {
                **{f"{kind}_days": days[kind] for kind in deleted},
                **{f"{kind}_deleted": number for kind, number in deleted.items()},
            }
            write_entry(connection, self._database.now(), actor, "purge", "retention", "", detail)
        return deleted


def _delete(connection: Connection, kind: str, before: datetime) -> int:
    if kind == "induction_records":
        return _delete_declared(connection, before)
    if kind == "inductions":
        return _delete_left(connection, before)
    table, past = _past(kind, before)
    key = next(iter(table.primary_key))
    if kind in ("asked", "feedback", "ingests", "quiz_answers", "model_usage"):
        return connection.execute(delete(table).where(past)).rowcount
    columns: list[Any] = [key, table.c.draft_id] if kind == "replies" else [key]
    rows = connection.execute(select(*columns).where(past)).all()
    for row in rows:
        connection.execute(delete(table).where(key == row[0]))
        forget_reasons(connection, row[0])
        if kind == "replies":  # the draft has the same text
            connection.execute(delete(drafts).where(drafts.c.draft_id == row.draft_id))
            forget_reasons(connection, row.draft_id)
    return len(rows)


def _delete_left(connection: Connection, before: datetime) -> int:
    """Deletes inductions that were begun, never declared, and not gone on with since `before`."""
    declared = select(induction_records.c.induction_id)
    left = connection.scalars(
        select(inductions.c.induction_id).where(
            inductions.c.changed_at < before, inductions.c.induction_id.not_in(declared)
        )
    ).all()
    for induction_id in left:
        _delete_induction(connection, induction_id)
    return len(left)


def _delete_declared(connection: Connection, before: datetime) -> int:
    """Deletes inductions whose declaration is past its time: the last top-up first, and what it
    topped up only when nothing that stays rests on it."""
    topped = select(inductions.c.tops_up).where(inductions.c.tops_up.is_not(None))
    past = select(induction_records.c.induction_id, induction_records.c.record_id).where(
        induction_records.c.declared_at < before, induction_records.c.record_id.not_in(topped)
    )
    deleted = 0
    while rows := connection.execute(past).all():
        for induction_id, record_id in rows:
            _delete_induction(connection, induction_id)
            forget_reasons(connection, record_id)
        deleted += len(rows)
    return deleted


def _delete_induction(connection: Connection, induction_id: str) -> None:
    """Deletes an induction; what was read, answered and declared in it goes with it."""
    attempts = select(quiz_attempts.c.attempt_id).where(
        quiz_attempts.c.induction_id == induction_id
    )
    for record_id in (induction_id, *connection.scalars(attempts).all()):
        forget_reasons(connection, record_id)
    connection.execute(delete(inductions).where(inductions.c.induction_id == induction_id))


def _past(kind: str, before: datetime) -> tuple[Table, ColumnElement[bool]]:
    """The table of a kind, and which of its rows are past their time."""
    done = (InboxState.ANSWERED.value, InboxState.CLOSED.value)
    discarded = DraftState.DISCARDED.value
    finished = select(quiz_attempts.c.attempt_id).where(
        quiz_attempts.c.induction_id.in_(select(induction_records.c.induction_id))
    )
    past: dict[str, tuple[Table, ColumnElement[bool]]] = {
        "asked": (asked, asked.c.at < before),
        "feedback": (feedback, feedback.c.at < before),
        "inbox": (inbox, and_(inbox.c.state.in_(done), inbox.c.changed_at < before)),
        "drafts": (drafts, and_(drafts.c.state == discarded, drafts.c.changed_at < before)),
        "links": (links, or_(links.c.expires_at < before, links.c.revoked_at < before)),
        "ingests": (ingests, ingests.c.at < before),
        "model_usage": (model_usage, model_usage.c.at < before),
        "guidance": (guidance, guidance.c.published_at < before),
        "replies": (
            replies,
            and_(
                replies.c.signed_at < before,
                replies.c.reply_id.not_in(select(guidance.c.reply_id)),
            ),
        ),
        "quiz_answers": (
            quiz_answers,
            and_(quiz_answers.c.answered_at < before, quiz_answers.c.attempt_id.in_(finished)),
        ),
    }
    return past[kind]
