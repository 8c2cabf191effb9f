"""Notifications: where to, what for, and whom to leave in peace (W12)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables. Nobody asked for notifications before."""
    op.create_table(
        "pushes",
        sa.Column("device_id", NUMBER, sa.ForeignKey("devices.id"), primary_key=True),
        sa.Column("endpoint", sa.Text, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
    )
    op.create_table(
        "push_news",
        sa.Column("device_id", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("conversation_id", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("pos", NUMBER, nullable=False),
        sa.Column("due_ms", NUMBER, nullable=False),
        sa.Column("told", sa.Boolean, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_push_news_due", "push_news", ["told", "due_ms"])
    _of_a_person("quiets", sa.Column("quiet", sa.Text, nullable=False))
    _of_a_person("mutes", sa.Column("conversation_id", NUMBER, primary_key=True, autoincrement=False))


def _of_a_person(name: str, last: sa.Column[object]) -> None:
    op.create_table(
        name,
        sa.Column("business_id", NUMBER, sa.ForeignKey("businesses.id"), primary_key=True),
        sa.Column("person", NUMBER, primary_key=True, autoincrement=False),
        last,
        sqlite_with_rowid=False,
    )
