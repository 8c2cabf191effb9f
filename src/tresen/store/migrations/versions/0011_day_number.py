"""Which conversation of its day each one was, by which the team tells guests apart."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add the column: conversations of before have no number, and are named by their time."""
    op.add_column("conversations", sa.Column("day_number", sa.Integer(), nullable=False, server_default="0"))
