"""What Alembic runs to migrate: on the connection, and in the transaction, that it is handed."""

from __future__ import annotations

from alembic import context

from assistant.records import induction_tables, model_tables  # noqa: F401
from assistant.records.migrating import VERSION_TABLE
from assistant.records.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    transactional_ddl=True,  # SQLite too: the transaction is ours, not the driver's
)
with context.begin_transaction():
    context.run_migrations()
