"""How far the log was read for whom to tell, silent devices, and doubts that outlive a subscription (W12, W13)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add tables and column. What was said before is not told again; a signal that is open begins the silence."""
    op.create_table(
        "noted",
        sa.Column("business_id", NUMBER, sa.ForeignKey("businesses.id"), primary_key=True),
        sa.Column("way", sa.Text, primary_key=True),
        sa.Column("seq", NUMBER, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "push_doubts",
        sa.Column("device_id", NUMBER, sa.ForeignKey("devices.id"), primary_key=True),
        sa.Column("unfollowed", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.add_column("pushes", sa.Column("silent_ms", NUMBER, nullable=True))
    op.execute("UPDATE pushes SET silent_ms = signalled_ms")
    for way in ("push", "mail"):
        read = sa.text(
            "INSERT INTO noted (business_id, way, seq) SELECT b.id, :way,"
            " coalesce((SELECT max(seq) FROM events WHERE business_id = b.id), 0) FROM businesses AS b"
        )
        op.execute(read.bindparams(way=way))
