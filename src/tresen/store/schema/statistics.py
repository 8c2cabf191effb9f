"""The tables of the statistics: counts by day, and what must be known to go on counting. Columns as in `datamap`.

None has a column for a person, a role or a device of the team: the works council can read that here.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Index, LargeBinary, Table, text

from tresen.store.datamap import ANSWER, BUSINESS, ERASURE, OBJECTION, Number, col, metadata

statistics_days = Table(
    "statistics_days",
    metadata,
    col("business_id", Number, primary_key=True, autoincrement=False, purpose="whose days", keep=BUSINESS),
    col("day", Number, primary_key=True, autoincrement=False, purpose="which day (ordinal)", keep=BUSINESS),
    col(
        "counts",
        LargeBinary,
        purpose="how much was written and how fast answered on that day, by the whole team",
        basis=ANSWER,
        keep=BUSINESS,
    ),
    sqlite_with_rowid=False,
)

statistics_conversations = Table(
    "statistics_conversations",
    metadata,
    col("conversation_id", Number, primary_key=True, autoincrement=False, purpose="where", basis=ANSWER),
    col("business_id", Number, purpose="whose conversation it is", basis=ANSWER),
    col("asked_ms", Number, nullable=True, purpose="since when its customer waits", basis=ANSWER),
    col("asked_seq", Number, nullable=True, purpose="which hours were published then", basis=ANSWER),
    col("delivered", Number, purpose="messages up to here are counted as delivered", basis=ANSWER),
    col("read", Number, purpose="messages up to here are counted as read", basis=ANSWER),
    col("from_seq", Number, purpose="up to here nothing counts: the customer objected", basis=OBJECTION),
    col(
        "over",
        Number,
        purpose="1: it was erased, the times of its receipts are to be forgotten; 2: they are; 0: neither",
        basis=ERASURE,
    ),
    Index(
        "ix_statistics_conversations_waiting",
        "business_id",
        "asked_ms",
        sqlite_where=text("asked_ms IS NOT NULL"),
    ),
    Index("ix_statistics_conversations_over", "conversation_id", sqlite_where=text("over = 1")),
    sqlite_with_rowid=False,
)

statistics_cursors = Table(
    "statistics_cursors",
    metadata,
    col(
        "business_id",
        Number,
        primary_key=True,
        autoincrement=False,
        purpose="whose log; 0: the receipts of all",
        basis=ANSWER,
        keep=BUSINESS,
    ),
    col("upto", Number, purpose="counted up to here", basis=ANSWER, keep=BUSINESS),
    sqlite_with_rowid=False,
)

published_hours = Table(
    "published_hours",
    metadata,
    col("business_id", Number, primary_key=True, autoincrement=False, purpose="whose hours", keep=BUSINESS),
    col(
        "seq", Number, primary_key=True, autoincrement=False, purpose="published from here on", keep=BUSINESS
    ),
    col(
        "hours",
        LargeBinary,
        purpose="opening hours and time zone as published: waits are measured with those of their time",
        basis=ANSWER,
        keep=BUSINESS,
    ),
    sqlite_with_rowid=False,
)

objections = Table(
    "objections",
    metadata,
    col("conversation_id", Number, primary_key=True, autoincrement=False, purpose="where", basis=OBJECTION),
    col("business_id", Number, purpose="whose conversation it is", basis=OBJECTION),
    col("upto_seq", Number, purpose="nothing up to here counts in statistics", basis=OBJECTION),
    col("settled", Boolean, purpose="what was counted before is taken out", basis=OBJECTION),
    Index("ix_objections_unsettled", "business_id", sqlite_where=text("settled = 0")),
    sqlite_with_rowid=False,
)
