"""Members of the team that are programs (S23)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    """Every device was a person's: nothing said otherwise."""
    op.add_column("devices", sa.Column("program", sa.LargeBinary, nullable=True))
