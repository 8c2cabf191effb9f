"""Texts and pictures of profiles lie beside the log, by their hashes; of old ones only what is needed (S14)."""

from __future__ import annotations

import hashlib

import msgspec
import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

_NEWEST = """
SELECT businesses.id, events.body FROM businesses
JOIN events ON events.business_id = businesses.id AND events.rev = businesses.profile_rev
"""


def upgrade() -> None:
    """Add the table, and fill it with the published profiles."""
    table = op.create_table(
        "profile_contents",
        sa.Column("business_id", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("hash", sa.LargeBinary, primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("picture", sa.Boolean, nullable=False),
        sa.Column("newest", sa.Boolean, nullable=False),
        sa.Column("answered", sa.Boolean, nullable=False),
        sqlite_with_rowid=False,
    )
    connection = op.get_bind()
    for business, body in list(connection.execute(sa.text(_NEWEST))):
        record = msgspec.msgpack.decode(msgspec.msgpack.decode(body)[0])
        fields = record[8][0]
        picture = fields.pop("picture", None)
        parts = [("profile", msgspec.msgpack.encode(fields))]
        if isinstance(picture, bytes):
            parts.append(("picture", picture))
        for purpose, content in parts:
            digest = hashlib.sha256(b"tresen/v1/" + purpose.encode() + b"\0" + content).digest()
            row = {"business_id": business, "hash": digest, "content": content}
            marks = {"picture": purpose == "picture", "newest": True, "answered": False}
            connection.execute(table.insert().values(**row, **marks))
