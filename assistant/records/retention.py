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

        Counted from: asked, feedback, ingests, guidance, replies their own time; inbox (answered
        and closed questions alone) and drafts (discarded ones alone) the last change; links their
        expiry or revocation. A reply that guidance rests on stays. What isn't named in `days` is
        kept for ever. RetentionRefused for an unknown kind or a number below 0 or beyond a century.
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
    table, past = _past(kind, before)
    key = next(iter(table.primary_key))
    if kind in ("asked", "feedback", "ingests"):
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


def _past(kind: str, before: datetime) -> tuple[Table, ColumnElement[bool]]:
    """The table of a kind, and which of its rows are past their time."""
    done = (InboxState.ANSWERED.value, InboxState.CLOSED.value)
    discarded = DraftState.DISCARDED.value
    past: dict[str, tuple[Table, ColumnElement[bool]]] = {
        "asked": (asked, asked.c.at < before),
        "feedback": (feedback, feedback.c.at < before),
        "inbox": (inbox, and_(inbox.c.state.in_(done), inbox.c.changed_at < before)),
        "drafts": (drafts, and_(drafts.c.state == discarded, drafts.c.changed_at < before)),
        "links": (links, or_(links.c.expires_at < before, links.c.revoked_at < before)),
        "ingests": (ingests, ingests.c.at < before),
        "guidance": (guidance, guidance.c.published_at < before),
        "replies": (
            replies,
            and_(
                replies.c.signed_at < before,
                replies.c.reply_id.not_in(select(guidance.c.reply_id)),
            ),
        ),
    }
    return past[kind]
