"""The law's clocks: requests, holds, restrictions, the audit trail, documents, runs of retention (law.md)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _key(name: str) -> sa.Column[int]:
    return sa.Column(name, NUMBER, primary_key=True, autoincrement=False)


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, NUMBER, nullable=nullable)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _of(table: str, *columns: sa.Column[int] | sa.Column[str] | sa.Column[bytes] | sa.Column[bool]) -> None:
    op.create_table(table, *columns, sqlite_with_rowid=False)


def upgrade() -> None:
    """Make the tables. The trail begins here: nobody wrote it before."""
    _of(
        "requests",
        *(_key("business_id"), _key("n"), _number("conversation_id"), _text("kind"), _text("state")),
        *(_number("at_ms"), _number("due_ms"), _number("changed_ms", nullable=True)),
        sa.Column("extended", sa.Boolean, nullable=False),
    )
    op.create_index("ix_requests_conversation", "requests", ["conversation_id"])
    running = sa.text("state IN ('open', 'looked', 'extended')")
    op.create_index("ix_requests_due", "requests", ["business_id", "due_ms"], sqlite_where=running)
    _of(
        "holds",
        *(_key("conversation_id"), _number("business_id"), _text("reason")),
        *(_number("since_ms"), _number("until_ms", nullable=True)),
    )
    op.create_index("ix_holds_business", "holds", ["business_id"])
    _of(
        "restrictions",
        *(_key("conversation_id"), _number("business_id"), _number("since_ms")),
        sa.Column("counted", sa.Boolean, nullable=False),
    )
    op.create_index("ix_restrictions_business", "restrictions", ["business_id"])
    _of(
        "audit",
        *(_key("business_id"), _key("n"), _number("at_ms"), _text("what"), _number("person", nullable=True)),
        _number("conversation_id", nullable=True),
        sa.Column("hash", sa.LargeBinary, nullable=False),
    )
    about = sa.text("conversation_id IS NOT NULL")
    op.create_index("ix_audit_conversation", "audit", ["conversation_id"], sqlite_where=about)
    _of(
        "law_documents",
        _key("business_id"),
        sa.Column("document", sa.Text, primary_key=True),
        sa.Column("lang", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        *(_number("at_ms"), _number("before_ms", nullable=True)),
        *(sa.Column(name, sa.LargeBinary, nullable=False) for name in ("content", "changed")),
    )
    _of(
        "retention_runs",
        *(
            _key("business_id"),
            _number("at_ms"),
            _number("conversations"),
            _number("messages"),
            _number("letters"),
        ),
    )
    _of(
        "law_clock",
        *(_key("id"), _number("since_ms"), _number("seen_ms"), _number("trusted_ms")),
        _number("jumped_ms", nullable=True),
    )
