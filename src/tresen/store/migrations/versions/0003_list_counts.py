"""Counters of the list of conversations: its numbers without counting it (W5)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

_COUNT = """
INSERT INTO list_counts (business_id, closed, waits, assigned, n)
SELECT business_id, closed, waits, coalesce(assigned, 0), count(*) FROM conversations
WHERE NOT back_room GROUP BY 1, 2, 3, 4
"""


def upgrade() -> None:
    """Add the table and count what is there."""
    op.create_table(
        "list_counts",
        sa.Column("business_id", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("closed", sa.Boolean(), primary_key=True),
        sa.Column("waits", sa.SmallInteger(), primary_key=True, autoincrement=False),
        sa.Column("assigned", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("n", NUMBER, nullable=False),
        sqlite_with_rowid=False,
    )
    op.execute(_COUNT)
