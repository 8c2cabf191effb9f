"""Mails to customers who are away: where to, what for, and the links in them (W13)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables. Nobody gave an address before."""
    op.create_table(
        "mailboxes",
        sa.Column("id", NUMBER, primary_key=True),
        sa.Column("conversation_id", NUMBER, sa.ForeignKey("conversations.id"), nullable=False),
        sa.Column("mailbox", sa.LargeBinary, nullable=False),
    )
    op.create_index("ix_mailboxes_conversation_id", "mailboxes", ["conversation_id"], unique=True)
    op.create_table(
        "mails",
        sa.Column(
            "conversation_id",
            NUMBER,
            sa.ForeignKey("conversations.id"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("device_id", NUMBER, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("since_ms", NUMBER, nullable=False),
        sa.Column("pos", NUMBER, nullable=False),
        sa.Column("due_ms", NUMBER),
        sa.Column("told", sa.Boolean, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("stamp", sa.LargeBinary),
    )
    op.create_index("ix_mails_due_ms", "mails", ["due_ms"])
    op.create_table(
        "mail_links",
        sa.Column("hash", sa.LargeBinary, primary_key=True),
        sa.Column("conversation_id", NUMBER, nullable=False),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("until_ms", NUMBER, nullable=False),
    )
    op.create_index("ix_mail_links_conversation_id", "mail_links", ["conversation_id"])
