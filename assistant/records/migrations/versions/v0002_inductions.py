"""The tables of inductions, and the triggers that keep what was declared and answered as it is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_TIME = sa.DateTime(timezone=True)

# Table, and the sentence that refuses an update. Deletion stays possible: retention and erasure.
_REFUSED = (
    ("clause_reads", "What was read is never changed."),
    ("quiz_answers", "An answer is never changed."),
    ("induction_records", "A declaration is never changed."),
    ("induction_verifications", "A verification is never changed."),
)


def upgrade() -> None:
    """Adds the tables; what is kept already stays as it is."""
    _paths_and_items()
    _inductions()
    _quiz()
    _records()
    op.create_table(
        "link_claims",
        sa.Column("link_id", sa.String(), nullable=False),
        sa.Column("pin_hash", sa.String(), nullable=False),
        sa.Column("claimed_at", _TIME, nullable=False),
        sa.Column("wrong_tries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("link_id", name="pk_link_claims"),
        sa.ForeignKeyConstraint(
            ["link_id"], ["links.link_id"], name="fk_link_claims_link_id", ondelete="CASCADE"
        ),
    )
    postgresql = op.get_bind().dialect.name == "postgresql"
    for table, sentence in _REFUSED:
        (_refuse_on_postgresql if postgresql else _refuse_on_sqlite)(table, sentence)


def _refuse_on_sqlite(table: str, sentence: str) -> None:
    op.execute(
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
    )


def _refuse_on_postgresql(table: str, sentence: str) -> None:
    name = f"{table}_no_update"
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{sentence}'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    )


def _paths_and_items() -> None:
    op.create_table(
        "induction_paths",
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("role", "revision", name="pk_induction_paths"),
    )
    op.create_table(
        "quiz_items",
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("right", sa.Integer(), nullable=False),
        sa.Column("kept", sa.JSON(), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.Column("changed_at", _TIME, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("approved_by", sa.String()),
        sa.Column("approved_at", _TIME),
        sa.PrimaryKeyConstraint("item_id", "revision", name="pk_quiz_items"),
    )


def _inductions() -> None:
    op.create_table(
        "inductions",
        sa.Column("induction_id", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("link_id", sa.String(), nullable=False),
        sa.Column("path_revision", sa.Integer(), nullable=False),
        sa.Column("clause_ids", sa.JSON(), nullable=False),
        sa.Column("started_at", _TIME, nullable=False),
        sa.Column("tops_up", sa.String()),
        sa.Column("changed_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("induction_id", name="pk_inductions"),
        sa.ForeignKeyConstraint(
            ["role", "path_revision"],
            ["induction_paths.role", "induction_paths.revision"],
            name="fk_inductions_role",
        ),
    )
    op.create_index("ix_inductions_link_id", "inductions", ["link_id"])
    op.create_table(
        "clause_reads",
        sa.Column("induction_id", sa.String(), nullable=False),
        sa.Column("clause_id", sa.String(), nullable=False),
        sa.Column("words_sha256", sa.String(), nullable=False),
        sa.Column("read_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint(
            "induction_id", "clause_id", "words_sha256", name="pk_clause_reads"
        ),
        _of_induction("clause_reads"),
    )


def _quiz() -> None:
    op.create_table(
        "quiz_attempts",
        sa.Column("attempt_id", sa.String(), nullable=False),
        sa.Column("induction_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("item_ids", sa.JSON(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("started_at", _TIME, nullable=False),
        sa.Column("ended_at", _TIME),
        sa.PrimaryKeyConstraint("attempt_id", name="pk_quiz_attempts"),
        _of_induction("quiz_attempts"),
    )
    op.create_index("ix_quiz_attempts_induction_id", "quiz_attempts", ["induction_id"])
    op.create_table(
        "quiz_answers",
        sa.Column("attempt_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("item_revision", sa.Integer(), nullable=False),
        sa.Column("chosen", sa.Integer(), nullable=False),
        sa.Column("right", sa.Boolean(), nullable=False),
        sa.Column("answered_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("attempt_id", "position", name="pk_quiz_answers"),
        sa.ForeignKeyConstraint(
            ["attempt_id"],
            ["quiz_attempts.attempt_id"],
            name="fk_quiz_answers_attempt_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["item_id", "item_revision"],
            ["quiz_items.item_id", "quiz_items.revision"],
            name="fk_quiz_answers_item_id",
        ),
    )


def _records() -> None:
    op.create_table(
        "induction_records",
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("induction_id", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("declared_at", _TIME, nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("path_revision", sa.Integer(), nullable=False),
        sa.Column("policies", sa.JSON(), nullable=False),
        sa.Column("clauses", sa.JSON(), nullable=False),
        sa.Column("attempts", sa.JSON(), nullable=False),
        sa.Column("dsl_named", sa.String(), nullable=False),
        sa.Column("certificate_code", sa.String(), nullable=False),
        sa.Column("content_sha256", sa.String(), nullable=False),
        sa.Column("tops_up", sa.String()),
        sa.PrimaryKeyConstraint("record_id", name="pk_induction_records"),
        sa.UniqueConstraint("induction_id", name="uq_induction_records_induction_id"),
        sa.UniqueConstraint("certificate_code", name="uq_induction_records_certificate_code"),
        _of_induction("induction_records"),
    )
    op.create_table(
        "induction_verifications",
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("verified_by", sa.String(), nullable=False),
        sa.Column("verified_as", sa.String(), nullable=False),
        sa.Column("verified_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("record_id", name="pk_induction_verifications"),
        sa.ForeignKeyConstraint(
            ["record_id"],
            ["induction_records.record_id"],
            name="fk_induction_verifications_record_id",
            ondelete="CASCADE",
        ),
    )


def _of_induction(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["induction_id"],
        ["inductions.induction_id"],
        name=f"fk_{table}_induction_id",
        ondelete="CASCADE",
    )
