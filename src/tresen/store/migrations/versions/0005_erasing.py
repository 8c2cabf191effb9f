"""Erasing: commands and classes, what the back room says about a conversation; slots where nothing ever moves (L7, L9)."""

from __future__ import annotations

import msgspec
import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_ABOUT, _DOC = 13, 14


def upgrade() -> None:
    """Add the tables, fill what the log already says, and lay the slots out anew."""
    # No batch mode: it would make the tables anew, which foreign keys forbid.
    op.add_column("conversations", sa.Column("erased_ms", NUMBER, nullable=True))
    op.create_table(
        "erasures",
        sa.Column("business_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("conversation_id", NUMBER, nullable=False),
        sa.Column("seq", NUMBER, nullable=False),
        sa.Column("events", sa.SmallInteger(), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("at_ms", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("business_id", "hash", name=op.f("pk_erasures")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "retention",
        sa.Column("conversation_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("seq", NUMBER, autoincrement=False, nullable=False),
        sa.Column("business_id", NUMBER, nullable=False),
        sa.Column("class", sa.Text(), nullable=False),
        sa.Column("until_ms", NUMBER, nullable=False),
        sa.Column("erasure_seq", NUMBER, nullable=True),
        sa.PrimaryKeyConstraint("conversation_id", "seq", name=op.f("pk_retention")),
        sqlite_with_rowid=False,
    )
    due = sa.text("erasure_seq IS NOT NULL")
    op.create_index(
        "ix_retention_until_ms", "retention", ["until_ms"], sqlite_where=due, postgresql_where=due
    )
    op.create_table(
        "abouts",
        sa.Column("about_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("seq", NUMBER, autoincrement=False, nullable=False),
        sa.Column("business_id", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("about_id", "seq", name=op.f("pk_abouts")),
        sqlite_with_rowid=False,
    )
    _find_abouts(op.get_bind())
    _lay_out_slots()


def _find_abouts(connection: sa.Connection) -> None:
    rows = connection.execute(
        sa.text(
            "SELECT e.business_id, e.seq, e.header FROM events e JOIN conversations c ON c.id = e.conversation_id"
            " WHERE c.back_room AND e.header IS NOT NULL"
        )
    )
    conversations = connection.execute(sa.text("SELECT public_id, id FROM conversations"))
    keys: dict[bytes, int] = {row[0]: row[1] for row in conversations}
    found = []
    for business, seq, header in rows:
        read = msgspec.msgpack.decode(header)
        if read[_ABOUT] in keys and read[_DOC] is None:
            found.append({"a": keys[read[_ABOUT]], "s": seq, "b": business})
    if found:
        insert = sa.text("INSERT INTO abouts (about_id, seq, business_id) VALUES (:a, :s, :b)")
        connection.execute(insert, found)


def _lay_out_slots() -> None:
    """In the order of their rows, no longer by key: there a page's cells are never copied to another page (ADR 10)."""
    op.create_table(
        "slots_new",
        sa.Column("business_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("seq", NUMBER, autoincrement=False, nullable=False),
        sa.Column("slot", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("business_id", "seq", name=op.f("pk_slots")),
    )
    op.execute("INSERT INTO slots_new SELECT business_id, seq, slot FROM slots ORDER BY business_id, seq")
    op.drop_table("slots")
    op.rename_table("slots_new", "slots")
