"""What automatic answers depend on: the published profile, when each party last spoke, what a customer was told (S14)."""

from __future__ import annotations

import msgspec
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

_LAST_SPOKEN = """
UPDATE conversations SET {column} = (
  SELECT max(at_ms) FROM events
  WHERE events.conversation_id = conversations.id AND pos IS NOT NULL AND spoken_by = {party}
)
"""


def upgrade() -> None:
    """Add the columns and fill them from the log."""
    # No batch mode: it would make the tables anew, which foreign keys forbid.
    op.add_column("businesses", sa.Column("profile_rev", NUMBER, nullable=True))
    for name in ("customer_ms", "team_ms", "told_ms"):
        op.add_column("conversations", sa.Column(name, NUMBER, nullable=True))
    op.add_column("conversations", sa.Column("auto_off", sa.Boolean(), nullable=False, server_default="0"))
    for column, party in (("customer_ms", 0), ("team_ms", 1)):
        op.execute(_LAST_SPOKEN.format(column=column, party=party))
    _find_profiles(op.get_bind())


def _find_profiles(connection: sa.Connection) -> None:
    records = connection.execute(
        sa.text("SELECT business_id, rev, body FROM events WHERE rev IS NOT NULL ORDER BY business_id, rev")
    )
    newest: dict[int, int] = {}
    for business, rev, body in records:
        record = msgspec.msgpack.decode(msgspec.msgpack.decode(body)[0])
        if record[1] == "profile":
            newest[business] = rev
    for business, rev in newest.items():
        connection.execute(
            sa.text("UPDATE businesses SET profile_rev = :rev WHERE id = :id"), {"rev": rev, "id": business}
        )
