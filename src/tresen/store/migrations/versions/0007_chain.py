"""Conversations are read backwards along their events, without an index that has a leaf for each of them (ADR 17)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_COPY = """
INSERT INTO events_new (business_id, seq, rev, conversation_id, pos, before_seq, kind, at_ms, device_id, counter, spoken_by,
  header, ciphertext, signature, body)
SELECT business_id, seq, rev, conversation_id, pos,
  (SELECT b.seq FROM events b WHERE b.conversation_id = e.conversation_id AND b.pos = e.pos - 1 AND b.pos IS NOT NULL),
  kind, at_ms, device_id, counter, spoken_by, header, ciphertext, signature, body
FROM events e ORDER BY business_id, seq
"""
_HEADS = """
UPDATE conversations SET
  head = coalesce((SELECT max(pos) FROM events e WHERE e.conversation_id = conversations.id AND e.pos IS NOT NULL), 0),
  head_seq = coalesce((SELECT e.seq FROM events e WHERE e.conversation_id = conversations.id AND e.pos IS NOT NULL
    ORDER BY e.pos DESC LIMIT 1), 0)
"""
_COMMANDS = """
INSERT INTO commands (device_id, counter, seq)
SELECT e.device_id, e.counter, e.seq FROM events e JOIN devices d ON d.id = e.device_id
LEFT JOIN conversations c ON c.id = d.conversation_id
WHERE e.counter IS NOT NULL AND (d.conversation_id IS NULL OR e.pos <= c.head - c.head % 64)
ORDER BY e.device_id, e.counter
"""


def upgrade() -> None:
    """Copy the events in their order into a table that has the new column before the contents, and list the commands.

    The rows are copied, not changed: a row that grows is moved, and what it held would stay where it was (ADR 10).
    """
    for name in ("head", "head_seq"):
        op.add_column("conversations", sa.Column(name, NUMBER, nullable=False, server_default="0"))
    op.create_table(
        "commands",
        sa.Column("device_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("counter", NUMBER, autoincrement=False, nullable=False),
        sa.Column("seq", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("device_id", "counter", name=op.f("pk_commands")),
        sqlite_with_rowid=False,
    )
    op.execute(_HEADS)
    op.execute(_COMMANDS)
    _lay_out_events()


def _lay_out_events() -> None:
    op.create_table(
        "events_new",
        sa.Column("business_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("seq", NUMBER, autoincrement=False, nullable=False),
        sa.Column("rev", NUMBER, nullable=True),
        sa.Column("conversation_id", NUMBER, nullable=True),
        sa.Column("pos", NUMBER, nullable=True),
        sa.Column("before_seq", NUMBER, nullable=True),
        sa.Column("kind", sa.SmallInteger(), nullable=False),
        sa.Column("at_ms", NUMBER, nullable=False),
        sa.Column("device_id", NUMBER, nullable=True),
        sa.Column("counter", NUMBER, nullable=True),
        sa.Column("spoken_by", sa.SmallInteger(), nullable=True),
        sa.Column("header", sa.LargeBinary(), nullable=True),
        sa.Column("ciphertext", sa.LargeBinary(), nullable=True),
        sa.Column("signature", sa.LargeBinary(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("business_id", "seq", name=op.f("pk_events")),
    )
    op.execute(_COPY)
    op.drop_table("events")
    op.rename_table("events_new", "events")
    every = sa.text("pos % 64 = 0")
    op.create_index(
        "ix_events_stride", "events", ["conversation_id", "pos"], sqlite_where=every, postgresql_where=every
    )
    public = sa.text("rev IS NOT NULL")
    op.create_index(
        "ix_events_business_rev", "events", ["business_id", "rev"], unique=True,
        sqlite_where=public, postgresql_where=public,
    )  # fmt: skip
