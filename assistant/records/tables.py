"""The tables as they are now. How they came to be is in `migrations/`; a test compares the two.

A table's columns are named as the fields of its entry, so that rows and entries need no mapping.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.types import TypeDecorator

# Every constraint has a name, so that a later migration can speak of it.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcTime(TypeDecorator[datetime]):
    """A moment: kept in UTC and read back aware. A time without a zone is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment as the database takes it; SQLite knows no zones."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone: say which moment is meant.")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment, aware."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _column(name: str, kind: Any, *rest: Any, **options: Any) -> Column[Any]:
    return Column(name, kind, *rest, **{"nullable": False, **options})


# Who an audit entry speaks of. Erasure blanks name and identity; the id stays in the chain.
actors = Table(
    "actors",
    metadata,
    Column("actor_id", String, primary_key=True),
    Column("name", String),
    Column("identity", String),
    UniqueConstraint("name", "identity"),
)
inbox = Table(
    "inbox",
    metadata,
    Column("question_id", String, primary_key=True),
    _column("text", Text),
    _column("role", String),
    _column("arrival", String),
    _column("asked_at", UtcTime),
    _column("state", String, index=True),
    _column("nearest", JSON),
    _column("released", Boolean),
    _column("changed_at", UtcTime),
)
drafts = Table(
    "drafts",
    metadata,
    Column("draft_id", String, primary_key=True),
    _column("question_ids", JSON),
    _column("question", Text),
    _column("audience", String),
    _column("tone", String),
    _column("length", String),
    _column("generated", JSON),
    _column("edited", JSON),
    _column("quotes", JSON),
    _column("created_by", String),
    _column("created_at", UtcTime),
    _column("changed_at", UtcTime),
    _column("revision", Integer),
    _column("state", String, index=True),
    _column("changed_by", String, ForeignKey("actors.actor_id")),
)
replies = Table(
    "replies",
    metadata,
    Column("reply_id", String, primary_key=True),
    _column("draft_id", String, ForeignKey("drafts.draft_id"), unique=True),
    _column("question", Text),
    _column("parts", JSON),
    _column("quotes", JSON),
    _column("policies", JSON),
    _column("audience", String),
    _column("signed_by", String),
    _column("signed_as", String),
    _column("signed_at", UtcTime),
    _column("content_sha256", String),
)
_IN_FORCE = text("withdrawn_at IS NULL")
guidance = Table(
    "guidance",
    metadata,
    Column("guidance_id", String, primary_key=True),
    _column("reply_id", String, ForeignKey("replies.reply_id")),
    _column("question", Text),
    _column("text", Text),
    _column("quotes", JSON),
    _column("published_by", String),
    _column("published_as", String),
    _column("published_at", UtcTime),
    Column("withdrawn_at", UtcTime),
    # One reply is in force as guidance once at most.
    Index(
        "uq_guidance_in_force",
        "reply_id",
        unique=True,
        sqlite_where=_IN_FORCE,
        postgresql_where=_IN_FORCE,
    ),
)
asked = Table(
    "asked",
    metadata,
    Column("number", Integer, primary_key=True),
    _column("at", UtcTime, index=True),
    _column("status", String),
    _column("role", String),
    _column("topic", String),
    _column("policy_title", String),
    _column("conflict", JSON),
    CheckConstraint(
        "status <> 'live_concern' OR (topic = '' AND policy_title = '')", name="concern_is_bare"
    ),
)
feedback = Table(
    "feedback",
    metadata,
    Column("number", Integer, primary_key=True),
    _column("at", UtcTime, index=True),
    _column("status", String),
    Column("verdict", String),
    _column("clause_ids", JSON),
    _column("rating", String),
    _column("reason", String),
    _column("note", Text),
    CheckConstraint("status <> 'live_concern' OR note = ''", name="concern_is_bare"),
)
ingests = Table(
    "ingests",
    metadata,
    Column("number", Integer, primary_key=True),
    _column("at", UtcTime, index=True),
    _column("actor", String),
    _column("outcome", String),
    _column("policy_id", String),
    _column("title", String),
    _column("sha256", String),
    _column("clauses_changed", JSON),
)
links = Table(
    "links",
    metadata,
    Column("link_id", String, primary_key=True),
    _column("person", String),
    _column("role", String),
    _column("token_sha256", String, unique=True),
    _column("made_by", String),
    _column("made_at", UtcTime),
    _column("expires_at", UtcTime),
    Column("revoked_at", UtcTime),
)
# Time and detail are kept as the text that was hashed: nothing is read into them on the way.
audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    _column("at", String),
    _column("actor_id", String, ForeignKey("actors.actor_id")),
    _column("action", String),
    _column("kind", String),
    _column("record_id", String, index=True),
    _column("detail", Text),
    _column("previous_hash", String),
    _column("entry_hash", String, unique=True),
)
# One row: the last entry. Without it, entries cut off at the end would not be missed.
audit_head = Table(
    "audit_head",
    metadata,
    Column("one", Integer, primary_key=True, autoincrement=False),
    _column("number", Integer),
    _column("entry_hash", String),
    CheckConstraint("one = 1", name="one_row"),
)
# What somebody wrote about why: kept apart from the chain, which holds its hash, so that it can go.
audit_reasons = Table(
    "audit_reasons",
    metadata,
    Column("number", Integer, ForeignKey("audit.number"), primary_key=True, autoincrement=False),
    _column("salt", String),
    _column("reason", Text),
)
