"""Which device made an invite: only that one knows the link's secret and can confirm it (S12)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the column: of the invites of the last day nobody knows it any more."""
    op.add_column("invites", sa.Column("by_device", NUMBER, nullable=True))
