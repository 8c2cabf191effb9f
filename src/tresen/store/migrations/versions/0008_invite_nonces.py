"""The four words of an invite come from two nonces, one of them committed to beforehand (S12)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the columns. Invites of the last day that have no commitment can no longer be answered."""
    for name in ("commitment", "nonce", "answer_nonce"):
        op.add_column("invites", sa.Column(name, sa.LargeBinary, nullable=True))
    op.execute("DELETE FROM invites WHERE state <> 'confirmed'")
