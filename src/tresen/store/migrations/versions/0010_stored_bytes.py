"""How many bytes each conversation stores, for its quota (wire.md, Limits)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_STORED = """
SELECT conversation_id, sum(192 + CASE WHEN kind <> 1 THEN coalesce(length(body), 0) WHEN header IS NULL THEN 0
  ELSE length(header) + coalesce(length(ciphertext), 0) + coalesce(length(signature), 0) END)
FROM events WHERE conversation_id IS NOT NULL GROUP BY conversation_id
"""
"""As the writer counts: 192 bytes an event, and what it holds; an erased message counts the 192 alone."""


def upgrade() -> None:
    """Add the column, and count what is stored in one pass over the log. Contents are not read for it."""
    # No batch mode: it would make the table anew, which foreign keys forbid.
    op.add_column("conversations", sa.Column("bytes", NUMBER, nullable=False, server_default="0"))
    connection = op.get_bind()
    rows = [{"i": id_, "n": stored} for id_, stored in connection.execute(sa.text(_STORED))]
    if rows:
        connection.execute(sa.text("UPDATE conversations SET bytes = :n WHERE id = :i"), rows)
