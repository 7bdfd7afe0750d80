"""The first tables, and the triggers that keep the audit trail and signed replies as they are."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_TIME = sa.DateTime(timezone=True)
_IN_FORCE = sa.text("withdrawn_at IS NULL")

# Table, what is refused, and the sentence that says so.
_REFUSED = (
    ("audit", "UPDATE", "Audit entries are never changed."),
    ("audit", "DELETE", "Audit entries are never deleted."),
    ("replies", "UPDATE", "A signed reply is never changed."),
)


def upgrade() -> None:
    """Makes the tables in an empty database."""
    _actors_and_audit()
    _desk()
    _events()
    postgresql = op.get_bind().dialect.name == "postgresql"
    for table, change, sentence in _REFUSED:
        (_refuse_on_postgresql if postgresql else _refuse_on_sqlite)(table, change, sentence)
    if postgresql:
        op.execute(
            "CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_no_delete()"
        )


def _refuse_on_sqlite(table: str, change: str, sentence: str) -> None:
    op.execute(
        f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
    )


def _refuse_on_postgresql(table: str, change: str, sentence: str) -> None:
    name = f"{table}_no_{change.lower()}"
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{sentence}'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {change} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    )


def _actors_and_audit() -> None:
    op.create_table(
        "actors",
        sa.Column("actor_id", sa.String(), nullable=False),
        sa.Column("name", sa.String()),
        sa.Column("identity", sa.String()),
        sa.PrimaryKeyConstraint("actor_id", name="pk_actors"),
        sa.UniqueConstraint("name", "identity", name="uq_actors_name"),
    )
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("actor_id", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.String(), nullable=False),
        sa.Column("entry_hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_audit"),
        sa.ForeignKeyConstraint(["actor_id"], ["actors.actor_id"], name="fk_audit_actor_id"),
        sa.UniqueConstraint("entry_hash", name="uq_audit_entry_hash"),
    )
    op.create_index("ix_audit_record_id", "audit", ["record_id"])
    head = op.create_table(
        "audit_head",
        sa.Column("one", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("entry_hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("one", name="pk_audit_head"),
        sa.CheckConstraint("one = 1", name=op.f("ck_audit_head_one_row")),
    )
    op.bulk_insert(head, [{"one": 1, "number": 0, "entry_hash": "0" * 64}])
    op.create_table(
        "audit_reasons",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("salt", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_audit_reasons"),
        sa.ForeignKeyConstraint(["number"], ["audit.number"], name="fk_audit_reasons_number"),
    )


def _desk() -> None:
    op.create_table(
        "inbox",
        sa.Column("question_id", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("arrival", sa.String(), nullable=False),
        sa.Column("asked_at", _TIME, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("nearest", sa.JSON(), nullable=False),
        sa.Column("released", sa.Boolean(), nullable=False),
        sa.Column("changed_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("question_id", name="pk_inbox"),
    )
    op.create_index("ix_inbox_state", "inbox", ["state"])
    op.create_table(
        "drafts",
        sa.Column("draft_id", sa.String(), nullable=False),
        sa.Column("question_ids", sa.JSON(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("tone", sa.String(), nullable=False),
        sa.Column("length", sa.String(), nullable=False),
        sa.Column("generated", sa.JSON(), nullable=False),
        sa.Column("edited", sa.JSON(), nullable=False),
        sa.Column("quotes", sa.JSON(), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("created_at", _TIME, nullable=False),
        sa.Column("changed_at", _TIME, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("draft_id", name="pk_drafts"),
        sa.ForeignKeyConstraint(["changed_by"], ["actors.actor_id"], name="fk_drafts_changed_by"),
    )
    op.create_index("ix_drafts_state", "drafts", ["state"])
    op.create_table(
        "replies",
        sa.Column("reply_id", sa.String(), nullable=False),
        sa.Column("draft_id", sa.String(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("quotes", sa.JSON(), nullable=False),
        sa.Column("policies", sa.JSON(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("signed_by", sa.String(), nullable=False),
        sa.Column("signed_as", sa.String(), nullable=False),
        sa.Column("signed_at", _TIME, nullable=False),
        sa.Column("content_sha256", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("reply_id", name="pk_replies"),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.draft_id"], name="fk_replies_draft_id"),
        sa.UniqueConstraint("draft_id", name="uq_replies_draft_id"),
    )
    op.create_table(
        "guidance",
        sa.Column("guidance_id", sa.String(), nullable=False),
        sa.Column("reply_id", sa.String(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("quotes", sa.JSON(), nullable=False),
        sa.Column("published_by", sa.String(), nullable=False),
        sa.Column("published_as", sa.String(), nullable=False),
        sa.Column("published_at", _TIME, nullable=False),
        sa.Column("withdrawn_at", _TIME),
        sa.PrimaryKeyConstraint("guidance_id", name="pk_guidance"),
        sa.ForeignKeyConstraint(["reply_id"], ["replies.reply_id"], name="fk_guidance_reply_id"),
    )
    op.create_index(
        "uq_guidance_in_force",
        "guidance",
        ["reply_id"],
        unique=True,
        sqlite_where=_IN_FORCE,
        postgresql_where=_IN_FORCE,
    )
    op.create_table(
        "links",
        sa.Column("link_id", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("token_sha256", sa.String(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", _TIME, nullable=False),
        sa.Column("expires_at", _TIME, nullable=False),
        sa.Column("revoked_at", _TIME),
        sa.PrimaryKeyConstraint("link_id", name="pk_links"),
        sa.UniqueConstraint("token_sha256", name="uq_links_token_sha256"),
    )


def _events() -> None:
    op.create_table(
        "asked",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("policy_title", sa.String(), nullable=False),
        sa.Column("conflict", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_asked"),
        sa.CheckConstraint(
            "status <> 'live_concern' OR (topic = '' AND policy_title = '')",
            name=op.f("ck_asked_concern_is_bare"),
        ),
    )
    op.create_index("ix_asked_at", "asked", ["at"])
    op.create_table(
        "feedback",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("verdict", sa.String()),
        sa.Column("clause_ids", sa.JSON(), nullable=False),
        sa.Column("rating", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_feedback"),
        sa.CheckConstraint(
            "status <> 'live_concern' OR note = ''", name=op.f("ck_feedback_concern_is_bare")
        ),
    )
    op.create_index("ix_feedback_at", "feedback", ["at"])
    op.create_table(
        "ingests",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("policy_id", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("clauses_changed", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_ingests"),
    )
    op.create_index("ix_ingests_at", "ingests", ["at"])
