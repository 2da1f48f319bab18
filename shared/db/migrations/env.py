"""Alembic's entry: runs migrations over the connection that `shared.db.migrate` hands in."""

from alembic import context

from shared.db.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    compare_server_default=True,
)
with context.begin_transaction():
    context.run_migrations()
