"""Since when somebody consents to notifications, and by which words; the same of mails (Art. 7(1) GDPR)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the columns. Of those that are there already nobody knows."""
    op.add_column("pushes", sa.Column("since_ms", NUMBER, nullable=True))
    for table in ("pushes", "mails"):
        op.add_column(table, sa.Column("words", sa.Text, nullable=True))
