"""What Alembic runs for each command: our connection and its open transaction, nothing of its own."""

from alembic import context

from models.db.tables import Row

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Row.metadata,
    render_as_batch=True,
    compare_type=True,
)
context.run_migrations()
