"""What the DSL chose and must not be asked again: clauses left out of a path, clauses that clash
and aren't quizzed; and which links a link goes on from."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_REFUSED = (
    ("UPDATE", "That clauses clash is never changed."),
    ("DELETE", "That clauses clash is never deleted."),
)


def upgrade() -> None:
    """Adds two columns, empty in what is kept already, and a table."""
    for table, name in (("induction_paths", "left_out"), ("links", "goes_on_from")):
        # The default is for the rows that there are: SQLite fills a new column in no other way.
        column = sa.Column(name, sa.JSON(), nullable=False, server_default="[]")
        op.add_column(table, column)
    op.create_table(
        "quiz_clashes",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("clash_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stands", sa.Boolean(), nullable=False),
        sa.Column("clauses", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_quiz_clashes"),
        sa.ForeignKeyConstraint(["number"], ["audit.number"], name="fk_quiz_clashes_number"),
    )
    op.create_index("ix_quiz_clashes_clash_id", "quiz_clashes", ["clash_id"])
    postgresql = op.get_bind().dialect.name == "postgresql"
    for change, sentence in _REFUSED:
        (_refuse_on_postgresql if postgresql else _refuse_on_sqlite)(change, sentence)


def _refuse_on_sqlite(change: str, sentence: str) -> None:
    op.execute(
        f"CREATE TRIGGER quiz_clashes_no_{change.lower()} BEFORE {change} ON quiz_clashes "
        f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
    )


def _refuse_on_postgresql(change: str, sentence: str) -> None:
    name = f"quiz_clashes_no_{change.lower()}"
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{sentence}'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {change} ON quiz_clashes "
        f"FOR EACH ROW EXECUTE FUNCTION {name}()"
    )
