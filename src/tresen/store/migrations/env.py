"""Alembic runs this to reach the database; the connection is handed over by `run.py`."""

from __future__ import annotations

from alembic import context

from tresen.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=False,
)
context.run_migrations()
