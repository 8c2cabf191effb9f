"""Businesses can be given another address: the earlier ones still lead to them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table. Nobody was renamed before."""
    op.create_table(
        "former_handles",
        sa.Column("handle", sa.Text, primary_key=True),
        sa.Column("business_id", NUMBER, sa.ForeignKey("businesses.id"), nullable=False),
        sqlite_with_rowid=False,
    )
