"""The tables as they are now. How they came to be is in `migrations/`; a test compares the two.
Those of inductions are in `induction_tables.py`.

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


def column(name: str, kind: Any, *rest: Any, **options: Any) -> Column[Any]:
    """A column that always holds something."""
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
    column("text", Text),
    column("role", String),
    column("arrival", String),
    column("asked_at", UtcTime),
    column("state", String, index=True),
    column("nearest", JSON),
    column("released", Boolean),
    column("changed_at", UtcTime),
)
drafts = Table(
    "drafts",
    metadata,
    Column("draft_id", String, primary_key=True),
    column("question_ids", JSON),
    column("question", Text),
    column("audience", String),
    column("tone", String),
    column("length", String),
    column("generated", JSON),
    column("edited", JSON),
    column("quotes", JSON),
    column("created_by", String),
    column("created_at", UtcTime),
    column("changed_at", UtcTime),
    column("revision", Integer),
    column("state", String, index=True),
    column("changed_by", String, ForeignKey("actors.actor_id")),
)
replies = Table(
    "replies",
    metadata,
    Column("reply_id", String, primary_key=True),
    column("draft_id", String, ForeignKey("drafts.draft_id"), unique=True),
    column("question", Text),
    column("parts", JSON),
    column("quotes", JSON),
    column("policies", JSON),
    column("audience", String),
    column("signed_by", String),
    column("signed_as", String),
    column("signed_at", UtcTime),
    column("content_sha256", String),
)
_IN_FORCE = text("withdrawn_at IS NULL")
guidance = Table(
    "guidance",
    metadata,
    Column("guidance_id", String, primary_key=True),
    column("reply_id", String, ForeignKey("replies.reply_id")),
    column("question", Text),
    column("text", Text),
    column("quotes", JSON),
    column("published_by", String),
    column("published_as", String),
    column("published_at", UtcTime),
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
    column("at", UtcTime, index=True),
    column("status", String),
    column("role", String),
    column("topic", String),
    column("policy_title", String),
    column("conflict", JSON),
    CheckConstraint(
        "status <> 'live_concern' OR (topic = '' AND policy_title = '')", name="concern_is_bare"
    ),
)
feedback = Table(
    "feedback",
    metadata,
    Column("number", Integer, primary_key=True),
    column("at", UtcTime, index=True),
    column("status", String),
    Column("verdict", String),
    column("clause_ids", JSON),
    column("rating", String),
    column("reason", String),
    column("note", Text),
    CheckConstraint("status <> 'live_concern' OR note = ''", name="concern_is_bare"),
)
ingests = Table(
    "ingests",
    metadata,
    Column("number", Integer, primary_key=True),
    column("at", UtcTime, index=True),
    column("actor", String),
    column("outcome", String),
    column("policy_id", String),
    column("title", String),
    column("sha256", String),
    column("clauses_changed", JSON),
)
links = Table(
    "links",
    metadata,
    Column("link_id", String, primary_key=True),
    column("person", String),
    column("role", String),
    column("token_sha256", String, unique=True),
    column("made_by", String),
    column("made_at", UtcTime),
    column("expires_at", UtcTime),
    Column("revoked_at", UtcTime),
    column("goes_on_from", JSON),
)
# Time and detail are kept as the text that was hashed: nothing is read into them on the way.
audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    column("at", String),
    column("actor_id", String, ForeignKey("actors.actor_id")),
    column("action", String),
    column("kind", String),
    column("record_id", String, index=True),
    column("detail", Text),
    column("previous_hash", String),
    column("entry_hash", String, unique=True),
)
# One row: the last entry. Without it, entries cut off at the end would not be missed.
audit_head = Table(
    "audit_head",
    metadata,
    Column("one", Integer, primary_key=True, autoincrement=False),
    column("number", Integer),
    column("entry_hash", String),
    CheckConstraint("one = 1", name="one_row"),
)
# What somebody wrote about why: kept apart from the chain, which holds its hash, so that it can go.
audit_reasons = Table(
    "audit_reasons",
    metadata,
    Column("number", Integer, ForeignKey("audit.number"), primary_key=True, autoincrement=False),
    column("salt", String),
    column("reason", Text),
)
