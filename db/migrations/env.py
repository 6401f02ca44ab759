"""Runs revisions on the connection that `db.schema_upgrade` hands over; Alembic's own command line is not used."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
with context.begin_transaction():
    context.run_migrations()
