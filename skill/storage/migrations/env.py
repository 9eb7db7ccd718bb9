"""How Alembic reaches the database: over the connection, in the transaction, that `upgrade` hands it."""

from alembic import context

from skill.storage.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    transactional_ddl=True,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
