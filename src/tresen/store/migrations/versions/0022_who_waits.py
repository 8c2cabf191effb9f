"""Who waits for an answer, and since when: the list's first filter. Read once from the log (W5)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

# Kind 1 is a message, 5 a closing; the team's side is 1. An erased message neither asks nor answers.
_ENDED = """
CREATE TEMP TABLE ended AS SELECT conversation_id AS id, max(seq) AS seq FROM events
WHERE conversation_id IS NOT NULL AND ((kind = 1 AND spoken_by = 1) OR kind = 5) GROUP BY 1
"""
_INDEX = "CREATE UNIQUE INDEX temp.ix_ended ON ended (id)"
_ASKED = """
CREATE TEMP TABLE asked AS SELECT e.conversation_id AS id, min(e.seq) AS seq, e.at_ms AS at_ms FROM events AS e
LEFT JOIN ended ON ended.id = e.conversation_id
WHERE e.kind = 1 AND e.spoken_by = 0 AND e.seq > coalesce(ended.seq, 0) GROUP BY 1
"""
_SET = """
UPDATE conversations SET asked_ms = asked.at_ms FROM asked
WHERE asked.id = conversations.id AND NOT closed AND NOT back_room AND erased_ms IS NULL
"""
_COUNT = """
INSERT INTO list_counts (business_id, closed, waits, assigned, asks, n)
SELECT business_id, closed, waits, coalesce(assigned, 0), asked_ms > 0 AND NOT blocked, count(*) FROM conversations
WHERE NOT back_room AND waits >= 0 GROUP BY 1, 2, 3, 4, 5
"""


def upgrade() -> None:
    """Add the column with what waits now, its indices, and the counters that tell those that wait from the others."""
    op.add_column("conversations", sa.Column("asked_ms", NUMBER, nullable=False, server_default="0"))
    for statement in (_ENDED, _INDEX, _ASKED, _SET, "DROP TABLE temp.asked", "DROP TABLE temp.ended"):
        op.execute(statement)
    for name, column, where in (
        ("ix_conversations_asked", "asked_ms", "asked_ms > 0"),
        ("ix_conversations_answered", "team_ms", "team_ms IS NOT NULL"),
    ):
        op.create_index(name, "conversations", ["business_id", column], sqlite_where=sa.text(where))
    op.drop_table("list_counts")
    op.create_table(
        "list_counts",
        sa.Column("business_id", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("closed", sa.Boolean(), primary_key=True),
        sa.Column("waits", sa.SmallInteger(), primary_key=True, autoincrement=False),
        sa.Column("assigned", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("asks", sa.SmallInteger(), primary_key=True, autoincrement=False),
        sa.Column("n", NUMBER, nullable=False),
        sqlite_with_rowid=False,
    )
    op.execute(_COUNT)
