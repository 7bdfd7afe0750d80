"""The tables of inductions. What hangs on an induction, a record or a link goes when that does."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    String,
    Table,
    Text,
)

from assistant.records.tables import UtcTime, column, metadata

induction_paths = Table(
    "induction_paths",
    metadata,
    Column("role", String, primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    column("items", JSON),
    column("made_by", String),
    column("made_at", UtcTime),
    column("left_out", JSON),
)
# Every revision is a row: an answer is to the question as it was asked.
quiz_items = Table(
    "quiz_items",
    metadata,
    Column("item_id", String, primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    column("kind", String),
    column("question", Text),
    column("options", JSON),
    column("right", Integer),
    column("kept", JSON),
    column("roles", JSON),
    column("source", String),
    column("changed_by", String),
    column("changed_at", UtcTime),
    column("state", String),
    Column("approved_by", String),
    Column("approved_at", UtcTime),
)
# That clauses clash, or no longer do: rows are only ever added. Who said so and why stand in the
# audit trail, whose names and reasons can be erased.
quiz_clashes = Table(
    "quiz_clashes",
    metadata,
    Column("number", Integer, ForeignKey("audit.number"), primary_key=True, autoincrement=False),
    column("clash_id", String, index=True),
    column("at", UtcTime),
    column("stands", Boolean),
    column("clauses", JSON),
)
# The link may be gone before the induction is: links are kept for less long.
inductions = Table(
    "inductions",
    metadata,
    Column("induction_id", String, primary_key=True),
    column("person", String),
    column("role", String),
    column("link_id", String, index=True),
    column("path_revision", Integer),
    column("clause_ids", JSON),
    column("started_at", UtcTime),
    Column("tops_up", String),
    column("changed_at", UtcTime),
    ForeignKeyConstraint(
        ["role", "path_revision"], ["induction_paths.role", "induction_paths.revision"]
    ),
)


def _of_induction(**options: bool) -> Column[str]:
    whole = ForeignKey("inductions.induction_id", ondelete="CASCADE")
    return column("induction_id", String, whole, **options)


clause_reads = Table(
    "clause_reads",
    metadata,
    _of_induction(primary_key=True),
    Column("clause_id", String, primary_key=True),
    Column("words_sha256", String, primary_key=True),
    column("read_at", UtcTime),
)
quiz_attempts = Table(
    "quiz_attempts",
    metadata,
    Column("attempt_id", String, primary_key=True),
    _of_induction(index=True),
    column("number", Integer),
    column("item_ids", JSON),
    column("seed", BigInteger),
    column("started_at", UtcTime),
    Column("ended_at", UtcTime),
)
quiz_answers = Table(
    "quiz_answers",
    metadata,
    Column(
        "attempt_id",
        String,
        ForeignKey("quiz_attempts.attempt_id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("position", Integer, primary_key=True, autoincrement=False),
    column("item_id", String),
    column("item_revision", Integer),
    column("chosen", Integer),
    column("right", Boolean),
    column("answered_at", UtcTime),
    ForeignKeyConstraint(
        ["item_id", "item_revision"], ["quiz_items.item_id", "quiz_items.revision"]
    ),
)
induction_records = Table(
    "induction_records",
    metadata,
    Column("record_id", String, primary_key=True),
    _of_induction(unique=True),
    column("person", String),
    column("role", String),
    column("declared_at", UtcTime),
    column("wording", Text),
    column("path_revision", Integer),
    column("policies", JSON),
    column("clauses", JSON),
    column("attempts", JSON),
    column("dsl_named", String),
    column("certificate_code", String, unique=True),
    column("content_sha256", String),
    Column("tops_up", String),
)
induction_verifications = Table(
    "induction_verifications",
    metadata,
    Column(
        "record_id",
        String,
        ForeignKey("induction_records.record_id", ondelete="CASCADE"),
        primary_key=True,
    ),
    column("verified_by", String),
    column("verified_as", String),
    column("verified_at", UtcTime),
)
link_claims = Table(
    "link_claims",
    metadata,
    Column("link_id", String, ForeignKey("links.link_id", ondelete="CASCADE"), primary_key=True),
    column("pin_hash", String),
    column("claimed_at", UtcTime),
    column("wrong_tries", Integer),
)
