"""The table of conversations, with what their list needs, and the list's counters (W5)."""

from __future__ import annotations

from sqlalchemy import Boolean, ForeignKey, Index, Integer, LargeBinary, SmallInteger, Table, text

from tresen.store.datamap import ANSWER, BUSINESS, ERASURE, SECURITY, Number, col, metadata

conversations = Table(
    "conversations",
    metadata,
    col("id", Number, primary_key=True, purpose="names the conversation inside the database"),
    col("business_id", ForeignKey("businesses.id"), purpose="whose conversation it is"),
    col("public_id", LargeBinary, unique=True, purpose="names the conversation outside (S4)"),
    col("back_room", Boolean, purpose="tells the team's own conversation from those with customers (L8)"),
    col("closed", Boolean, purpose="keeps finished conversations out of the list", basis=ANSWER),
    col("blocked", Boolean, purpose="refuses a customer's messages (L12)", basis=ANSWER),
    col("assigned", Number, nullable=True, purpose="who of the team takes care", basis=ANSWER),
    col("created_ms", Number, purpose="names a guest by the day of the first message", basis=ANSWER),
    col(
        "day_number",
        Integer,
        purpose="tells a guest from the others of that day; 0: not counted",
        basis=ANSWER,
    ),
    col("head", Number, purpose="the newest position (L2)"),
    col("head_seq", Number, purpose="finds the newest event with a position; 0: there is none"),
    col("last_ms", Number, purpose="orders the list by the last spoken message or call", basis=ANSWER),
    col("last_seq", Number, nullable=True, purpose="finds the list's preview", basis=ANSWER),
    col("unread", Integer, purpose="how many spoken messages the team has not read (L6)", basis=ANSWER),
    col(
        "waits",
        SmallInteger,
        purpose="1 when unread: the list shows these first; -1: in no list",
        basis=ANSWER,
    ),
    col(
        "asked_ms",
        Number,
        purpose="since when the customer waits for an answer; 0: nobody does. Orders those that wait",
        basis=ANSWER,
    ),
    col(
        "customer_ms",
        Number,
        nullable=True,
        purpose="when the customer last spoke: after long silence they are greeted again (S14)",
        basis=ANSWER,
    ),
    col(
        "team_ms",
        Number,
        nullable=True,
        purpose="when the team last spoke: nobody just answered is told that the business is away (S14)",
        basis=ANSWER,
    ),
    col(
        "told_ms",
        Number,
        nullable=True,
        purpose="the absence that the last away message was for: once each (S14)",
        basis=ANSWER,
    ),
    col("auto_off", Boolean, purpose="no automatic answers for this customer (S14)", basis=ANSWER),
    col(
        "erased_ms",
        Number,
        nullable=True,
        purpose="when it was erased: it is over (L7)",
        basis=ERASURE,
        keep=BUSINESS,
    ),
    col("bytes", Number, purpose="how much is stored: a quota bounds it", basis=SECURITY),
    Index("ix_conversations_list", "business_id", "back_room", "closed", "waits", "last_ms"),
    Index(
        "ix_conversations_mine",
        "business_id",
        "assigned",
        "closed",
        "waits",
        "last_ms",
        sqlite_where=text("assigned IS NOT NULL"),
    ),
    Index("ix_conversations_asked", "business_id", "asked_ms", sqlite_where=text("asked_ms > 0")),
    Index("ix_conversations_answered", "business_id", "team_ms", sqlite_where=text("team_ms IS NOT NULL")),
    sqlite_autoincrement=True,
)

list_counts = Table(
    "list_counts",
    metadata,
    col("business_id", Number, primary_key=True, autoincrement=False, purpose="whose list", keep=BUSINESS),
    col(
        "closed",
        Boolean,
        primary_key=True,
        purpose="of finished conversations, or of the others",
        keep=BUSINESS,
    ),
    col(
        "waits",
        SmallInteger,
        primary_key=True,
        autoincrement=False,
        purpose="of those with something unread, or of the others",
        keep=BUSINESS,
    ),
    col(
        "assigned",
        Number,
        primary_key=True,
        autoincrement=False,
        purpose="of those that this person takes care of; 0: nobody",
        keep=BUSINESS,
    ),
    col(
        "asks",
        SmallInteger,
        primary_key=True,
        autoincrement=False,
        purpose="of those whose customer waits for an answer, or of the others",
        keep=BUSINESS,
    ),
    col("n", Number, purpose="how many: a list of any length says its numbers at once", keep=BUSINESS),
    sqlite_with_rowid=False,
)
