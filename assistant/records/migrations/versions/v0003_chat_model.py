"""The chat model's switch, which is only ever added to, and the counts of its calls."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_TIME = sa.DateTime(timezone=True)
_REFUSED = (
    ("UPDATE", "A switching of the chat model is never changed."),
    ("DELETE", "A switching of the chat model is never deleted."),
)


def upgrade() -> None:
    """Adds the tables; what is kept already stays as it is."""
    op.create_table(
        "model_switch",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_model_switch"),
        sa.ForeignKeyConstraint(["number"], ["audit.number"], name="fk_model_switch_number"),
    )
    op.create_table(
        "model_usage",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("prompt", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("tokens_in", sa.Integer(), nullable=False),
        sa.Column("tokens_out", sa.Integer(), nullable=False),
        sa.Column("cost", sa.Float()),
        sa.Column("currency", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_model_usage"),
    )
    op.create_index("ix_model_usage_at", "model_usage", ["at"])
    postgresql = op.get_bind().dialect.name == "postgresql"
    for change, sentence in _REFUSED:
        (_refuse_on_postgresql if postgresql else _refuse_on_sqlite)(change, sentence)


def _refuse_on_sqlite(change: str, sentence: str) -> None:
    op.execute(
        f"CREATE TRIGGER model_switch_no_{change.lower()} BEFORE {change} ON model_switch "
        f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
    )


def _refuse_on_postgresql(change: str, sentence: str) -> None:
    name = f"model_switch_no_{change.lower()}"
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{sentence}'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {change} ON model_switch "
        f"FOR EACH ROW EXECUTE FUNCTION {name}()"
    )
