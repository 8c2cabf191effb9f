"""Statistics: counts by day, the hours that were published, objections. The counts are made from the log after the start."""

from __future__ import annotations

import msgspec
import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _key(name: str) -> sa.Column[int]:
    return sa.Column(name, NUMBER, primary_key=True, autoincrement=False)


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, NUMBER, nullable=nullable)


def upgrade() -> None:
    """Add the tables. The profile that is published now is taken to be that of all the time before: older ones are gone."""
    op.create_table(
        "statistics_days",
        _key("business_id"),
        _key("day"),
        sa.Column("counts", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "statistics_conversations",
        _key("conversation_id"),
        _number("business_id"),
        _number("asked_ms", nullable=True),
        _number("asked_seq", nullable=True),
        _number("delivered"),
        _number("read"),
        _number("from_seq"),
        _number("over"),
        _number("spoke_ms", nullable=True),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_statistics_conversations_waiting",
        "statistics_conversations",
        ["business_id", "asked_ms"],
        sqlite_where=sa.text("asked_ms IS NOT NULL"),
    )
    op.create_index(
        "ix_statistics_conversations_over",
        "statistics_conversations",
        ["conversation_id"],
        sqlite_where=sa.text("over = 1"),
    )
    op.create_table("statistics_cursors", _key("business_id"), _number("upto"), sqlite_with_rowid=False)
    hours = op.create_table(
        "published_hours",
        _key("business_id"),
        _key("seq"),
        sa.Column("hours", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "objections",
        _key("conversation_id"),
        _number("business_id"),
        _number("upto_seq"),
        sa.Column("settled", sa.Boolean, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_objections_unsettled", "objections", ["business_id"], sqlite_where=sa.text("settled = 0")
    )
    connection = op.get_bind()
    found = connection.execute(
        sa.text("SELECT business_id, content FROM profile_contents WHERE newest = 1 AND picture = 0")
    )
    for business, content in list(found):
        fields = msgspec.msgpack.decode(content)
        part = {name: fields.get(name) for name in ("hours", "time_zone")}
        row = {"business_id": business, "seq": 0, "hours": msgspec.msgpack.encode(part, order="sorted")}
        connection.execute(hours.insert().values(**row))
