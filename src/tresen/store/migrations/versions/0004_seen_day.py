"""The day each device of the team was last seen (wire.md, `GET /team/devices`)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the column: nobody was seen before it was there."""
    # No batch mode: it would make the table anew, which foreign keys forbid.
    op.add_column("devices", sa.Column("seen_day", sa.Integer(), nullable=True))
