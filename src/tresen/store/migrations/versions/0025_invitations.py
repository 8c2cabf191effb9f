"""Invitations: the business writes first (S21)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables, and let a file belong to an invitation. There was none before."""
    op.create_table(
        "invitation_seals",
        sa.Column("id", NUMBER, primary_key=True),
        sa.Column("business_id", NUMBER, sa.ForeignKey("businesses.id"), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=True),
    )
    op.create_table(
        "invitations",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("business_id", NUMBER, sa.ForeignKey("businesses.id"), nullable=False),
        sa.Column("public_id", sa.LargeBinary, nullable=False),
        sa.Column("lock", sa.LargeBinary, nullable=False),
        sa.Column("bytes", NUMBER, nullable=False),
        sa.Column("digits", sa.Boolean, nullable=False),
        sa.Column("reply", sa.Boolean, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("tries", NUMBER, nullable=False),
        sa.Column("made_ms", NUMBER, nullable=False),
        sa.Column("until_ms", NUMBER, nullable=False),
        sa.Column("opened_ms", NUMBER, nullable=True),
        sa.Column("ended_ms", NUMBER, nullable=True),
        sa.Column("conversation_id", NUMBER, sa.ForeignKey("conversations.id"), nullable=True),
    )
    op.create_index("ix_invitations_public_id", "invitations", ["business_id", "public_id"], unique=True)
    op.add_column("blobs", sa.Column("invitation_id", NUMBER, nullable=True))
    op.create_index(
        "ix_blobs_invited", "blobs", ["invitation_id"], sqlite_where=sa.text("invitation_id IS NOT NULL")
    )
