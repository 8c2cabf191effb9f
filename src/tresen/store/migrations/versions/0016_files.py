"""Files: which sealed bytes belong to which message, what they count, and what is to be removed (F3, F6, F7)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables. Nobody sent files before."""
    op.create_table(
        "blobs",
        sa.Column("conversation_id", NUMBER, sa.ForeignKey("conversations.id"), primary_key=True),
        sa.Column("blob", sa.LargeBinary, primary_key=True),
        sa.Column("business_id", NUMBER, nullable=False),
        sa.Column("device_id", NUMBER, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("bytes", NUMBER, nullable=False),
        sa.Column("begun_ms", NUMBER, nullable=False),
        sa.Column("complete", sa.Boolean, nullable=False),
        sa.Column("seq", NUMBER, nullable=True),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_blobs_said", "blobs", ["business_id", "seq"])
    op.create_index(
        "ix_blobs_under_way", "blobs", ["device_id", "begun_ms"], sqlite_where=sa.text("seq IS NULL")
    )
    op.create_table(
        "file_totals",
        sa.Column("business_id", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("conversation_id", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("bytes", NUMBER, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table("blobs_gone", sa.Column("name", sa.Text, primary_key=True), sqlite_with_rowid=False)
