"""How far a clock may be ahead of what the server saw pass (D4); thirty days that 1970 had ended begin anew (D5)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SPARE_MS = 36 * 60 * 60 * 1000
FIRST_MS = 1_735_689_600_000
"""2025: no server knew the rule before. One that says so once saw its clock without a battery."""


def upgrade() -> None:
    """Add the column, and mend what a clock at 1970 had done (D5)."""
    op.add_column("law_clock", sa.Column("spare_ms", NUMBER, nullable=False, server_default="0"))
    op.execute(sa.text("UPDATE law_clock SET spare_ms = :spare").bindparams(spare=SPARE_MS))
    mend = "UPDATE law_clock SET since_ms = max(seen_ms, :first) WHERE since_ms < :first"
    op.execute(sa.text(mend).bindparams(first=FIRST_MS))
