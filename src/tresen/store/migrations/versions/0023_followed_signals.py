"""Which signals a device followed: a subscription that tells nobody any more must not stand for one that does (W12)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the two columns. What was signalled before nobody counted."""
    op.add_column("pushes", sa.Column("signalled_ms", NUMBER, nullable=True))
    op.add_column("pushes", sa.Column("unfollowed", sa.Integer, nullable=False, server_default="0"))
