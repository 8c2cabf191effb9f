"""Passkeys: a way back beside the return link and beside the recovery sheet (S20)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table. Nobody had a passkey before."""
    op.create_table(
        "passkeys",
        sa.Column("id", NUMBER, primary_key=True),
        sa.Column("device_id", NUMBER, sa.ForeignKey("devices.id"), nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.Column("key", sa.LargeBinary, nullable=False),
        sa.Column("counter", NUMBER, nullable=False),
        sa.Column("wrap", sa.LargeBinary, nullable=False),
        sa.Column("added_ms", NUMBER, nullable=False),
    )
    op.create_index("ix_passkeys_hash", "passkeys", ["hash"], unique=True)
    op.create_index("ix_passkeys_device_id", "passkeys", ["device_id"])
