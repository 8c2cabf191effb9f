"""Calls: those that go on, devices that do not ring, and where the log has calls (C4, C10)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables. Nobody called before, so the index is empty."""
    op.create_table(
        "calls",
        sa.Column("conversation_id", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("business_id", NUMBER, nullable=False),
        sa.Column("call", sa.LargeBinary, nullable=False),
        sa.Column("party", sa.SmallInteger, nullable=False),
        sa.Column("video", sa.Boolean, nullable=False),
        sa.Column("started_ms", NUMBER, nullable=False),
        sa.Column("answered_ms", NUMBER, nullable=True),
        sa.Column("person", NUMBER, nullable=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "silent_devices",
        sa.Column("device_id", NUMBER, sa.ForeignKey("devices.id"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_events_calls",
        "events",
        ["business_id", "conversation_id", "seq"],
        sqlite_where=sa.text("kind = 8"),
    )
