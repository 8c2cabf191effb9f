"""Statistics: every wait counts, also one that begins right after an answer. All counts are made again from the log."""

from __future__ import annotations

from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Forget the counts, and the column that told thanks from a request. The next count begins at the start of the log."""
    op.execute("DELETE FROM statistics_days")
    op.execute("DELETE FROM statistics_conversations")
    op.execute("DELETE FROM statistics_cursors")
    op.drop_column("statistics_conversations", "spoke_ms")
