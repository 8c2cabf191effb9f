"""The tables of the log, its records and its people."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the tables of the log, its records and its people."""
    op.create_table(
        "businesses",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("public_id", sa.LargeBinary(), nullable=False),
        sa.Column("handle", sa.Text(), nullable=False),
        sa.Column("generation", sa.LargeBinary(), nullable=False),
        sa.Column("created_ms", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_businesses")),
        sa.UniqueConstraint("handle", name=op.f("uq_businesses_handle")),
        sa.UniqueConstraint("public_id", name=op.f("uq_businesses_public_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "conversation_records",
        sa.Column("conversation_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("n", NUMBER, autoincrement=False, nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("seq", NUMBER, nullable=False),
        sa.Column("team_n", NUMBER, nullable=True),
        sa.Column("devices_n", NUMBER, nullable=True),
        sa.PrimaryKeyConstraint("conversation_id", "kind", "n", name=op.f("pk_conversation_records")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "documents",
        sa.Column("business_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("doc", sa.LargeBinary(), nullable=False),
        sa.Column("seq", NUMBER, nullable=False),
        sa.Column("about_id", NUMBER, nullable=True),
        sa.PrimaryKeyConstraint("business_id", "doc", name=op.f("pk_documents")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_documents_about", "documents", ["about_id"], unique=False)
    op.create_table(
        "events",
        sa.Column("business_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("seq", NUMBER, autoincrement=False, nullable=False),
        sa.Column("rev", NUMBER, nullable=True),
        sa.Column("conversation_id", NUMBER, nullable=True),
        sa.Column("pos", NUMBER, nullable=True),
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
    op.create_index(
        "ix_events_business_rev",
        "events",
        ["business_id", "rev"],
        unique=True,
        sqlite_where=sa.text("rev IS NOT NULL"),
        postgresql_where=sa.text("rev IS NOT NULL"),
    )
    op.create_index(
        "ix_events_conversation_pos",
        "events",
        ["conversation_id", "pos"],
        unique=False,
        sqlite_where=sa.text("pos IS NOT NULL"),
        postgresql_where=sa.text("pos IS NOT NULL"),
    )
    op.create_index(
        "ix_events_device_counter",
        "events",
        ["device_id", "counter"],
        unique=False,
        sqlite_where=sa.text("counter IS NOT NULL"),
        postgresql_where=sa.text("counter IS NOT NULL"),
    )
    op.create_table(
        "mark_steps",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("conversation_id", NUMBER, nullable=False),
        sa.Column("party", sa.SmallInteger(), nullable=False),
        sa.Column("delivered", NUMBER, nullable=False),
        sa.Column("read", NUMBER, nullable=False),
        sa.Column("at_ms", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mark_steps")),
    )
    op.create_table(
        "marks",
        sa.Column("conversation_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("party", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("business_id", NUMBER, nullable=False),
        sa.Column("delivered", NUMBER, nullable=False),
        sa.Column("read", NUMBER, nullable=False),
        sa.Column("delivered_ms", NUMBER, nullable=False),
        sa.Column("read_ms", NUMBER, nullable=False),
        sa.Column("seq", NUMBER, nullable=False),
        sa.CheckConstraint("read <= delivered", name=op.f("ck_marks_read_implies_delivered")),
        sa.PrimaryKeyConstraint("conversation_id", "party", name=op.f("pk_marks")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_marks_business_seq", "marks", ["business_id", "seq"], unique=False)
    op.create_table(
        "setups",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("secret_hash", sa.LargeBinary(), nullable=False),
        sa.Column("created_ms", NUMBER, nullable=False),
        sa.Column("until_ms", NUMBER, nullable=False),
        sa.Column("used_ms", NUMBER, nullable=True),
        sa.Column("business_id", NUMBER, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setups")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_setups_secret_hash")),
    )
    op.create_table(
        "slots",
        sa.Column("business_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("seq", NUMBER, autoincrement=False, nullable=False),
        sa.Column("slot", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("business_id", "seq", name=op.f("pk_slots")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "team_keys",
        sa.Column("business_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("n", NUMBER, autoincrement=False, nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("x", sa.LargeBinary(), nullable=False),
        sa.Column("rev", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("business_id", "n", name=op.f("pk_team_keys")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "team_wraps",
        sa.Column("business_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("n", NUMBER, autoincrement=False, nullable=False),
        sa.Column("device_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("wrap", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("business_id", "n", "device_id", name=op.f("pk_team_wraps")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "conversations",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("business_id", NUMBER, nullable=False),
        sa.Column("public_id", sa.LargeBinary(), nullable=False),
        sa.Column("back_room", sa.Boolean(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("blocked", sa.Boolean(), nullable=False),
        sa.Column("assigned", NUMBER, nullable=True),
        sa.Column("created_ms", NUMBER, nullable=False),
        sa.Column("last_ms", NUMBER, nullable=False),
        sa.Column("last_seq", NUMBER, nullable=True),
        sa.Column("unread", sa.Integer(), nullable=False),
        sa.Column("waits", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["business_id"], ["businesses.id"], name=op.f("fk_conversations_business_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversations")),
        sa.UniqueConstraint("public_id", name=op.f("uq_conversations_public_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_conversations_list",
        "conversations",
        ["business_id", "back_room", "closed", "waits", "last_ms"],
        unique=False,
    )
    op.create_index(
        "ix_conversations_mine",
        "conversations",
        ["business_id", "assigned", "closed", "waits", "last_ms"],
        unique=False,
        sqlite_where=sa.text("assigned IS NOT NULL"),
        postgresql_where=sa.text("assigned IS NOT NULL"),
    )
    op.create_table(
        "invites",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("public_id", sa.LargeBinary(), nullable=False),
        sa.Column("business_id", NUMBER, nullable=False),
        sa.Column("person", NUMBER, nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created_ms", NUMBER, nullable=False),
        sa.Column("until_ms", NUMBER, nullable=False),
        sa.Column("ed", sa.LargeBinary(), nullable=True),
        sa.Column("x", sa.LargeBinary(), nullable=True),
        sa.Column("mac", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["business_id"], ["businesses.id"], name=op.f("fk_invites_business_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invites")),
        sa.UniqueConstraint("public_id", name=op.f("uq_invites_public_id")),
    )
    op.create_index("ix_invites_business", "invites", ["business_id", "created_ms"], unique=False)
    op.create_table(
        "devices",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("business_id", NUMBER, nullable=False),
        sa.Column("conversation_id", NUMBER, nullable=True),
        sa.Column("public_id", sa.LargeBinary(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("person", NUMBER, nullable=False),
        sa.Column("ed", sa.LargeBinary(), nullable=False),
        sa.Column("x", sa.LargeBinary(), nullable=False),
        sa.Column("added_ms", NUMBER, nullable=False),
        sa.Column("revoked_ms", NUMBER, nullable=True),
        sa.ForeignKeyConstraint(["business_id"], ["businesses.id"], name=op.f("fk_devices_business_id")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_devices_conversation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_devices")),
        sa.UniqueConstraint("public_id", name=op.f("uq_devices_public_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_devices_business_person", "devices", ["business_id", "person"], unique=False)
    op.create_index("ix_devices_conversation", "devices", ["conversation_id"], unique=False)
