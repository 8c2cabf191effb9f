"""The tables of invitations: what became of each, and what is sealed of those that are open (S21)."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Boolean, ForeignKey, Index, LargeBinary, Table, Text

from tresen.store.datamap import BUSINESS, SECURITY, Number, col, metadata

WRITES: Final = "Art. 6(1)(b), (f) GDPR: the business writes to somebody who expects it"
OPEN: Final = "until it is answered, withdrawn, locked or over: 30 days at most"
KNOWN: Final = "30 days after it was answered, withdrawn, locked or over"

invitations = Table(
    "invitations",
    metadata,
    col(
        "id", Number, primary_key=True, autoincrement=False, purpose="names the row", basis=WRITES, keep=KNOWN
    ),
    col("business_id", ForeignKey("businesses.id"), purpose="whose it is", basis=WRITES, keep=KNOWN),
    col(
        "public_id",
        LargeBinary,
        purpose="finds it by a hash of the link's secret, which is in the link alone",
        basis=WRITES,
        keep=KNOWN,
    ),
    col("lock", LargeBinary, purpose="checks who has the link, and the digits", basis=SECURITY, keep=KNOWN),
    col(
        "bytes",
        Number,
        purpose="its padded size and that of its files, for the team",
        basis=WRITES,
        keep=KNOWN,
    ),
    col("digits", Boolean, purpose="digits were told: wrong ones are counted", basis=SECURITY, keep=KNOWN),
    col("reply", Boolean, purpose="it may be answered", basis=WRITES, keep=KNOWN),
    col(
        "state",
        Text,
        purpose="what became of it: the team and whoever opens it late are told",
        basis=WRITES,
        keep=KNOWN,
    ),
    col("tries", Number, purpose="wrong digits so far: at five it is gone", basis=SECURITY, keep=KNOWN),
    col("made_ms", Number, purpose="bounds how many are made in a day", basis=SECURITY, keep=KNOWN),
    col("until_ms", Number, purpose="when its time is over", basis=WRITES, keep=KNOWN),
    col(
        "opened_ms",
        Number,
        nullable=True,
        purpose="tells the team when it was first opened",
        basis=WRITES,
        keep=KNOWN,
    ),
    col(
        "ended_ms",
        Number,
        nullable=True,
        purpose="when it was over: the row goes 30 days later",
        basis=WRITES,
        keep=KNOWN,
    ),
    col(
        "conversation_id",
        ForeignKey("conversations.id"),
        nullable=True,
        purpose="the conversation that answered it, for the team",
        basis=WRITES,
        keep=KNOWN,
    ),
    Index("ix_invitations_public_id", "business_id", "public_id", unique=True),
)

invitation_seals = Table(
    "invitation_seals",
    metadata,
    col("id", Number, primary_key=True, purpose="names the row; an empty one says nothing", keep=BUSINESS),
    col("business_id", ForeignKey("businesses.id"), purpose="goes with the business", keep=BUSINESS),
    col(
        "sealed",
        LargeBinary,
        nullable=True,
        purpose="what the business wrote, sealed under the link's secret: the server cannot open it",
        basis=WRITES,
        keep=OPEN,
    ),
)
"""Rows are emptied, never deleted: SQLite then moves nothing, and no piece of what was sealed stays (ADR 10)."""
