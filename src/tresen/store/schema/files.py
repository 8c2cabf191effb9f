"""The tables of files: which sealed bytes belong to which message, and what they count (F3, F6)."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Boolean, ForeignKey, Index, LargeBinary, Table, Text, text

from tresen.store.datamap import CLASS, ERASURE, SECURITY, Number, col, metadata

SWEPT: Final = "until a message names it, or 24 hours passed"
REMOVED: Final = "until the bytes are removed, at once or with the next clean-up"

blobs = Table(
    "blobs",
    metadata,
    col(
        "conversation_id",
        ForeignKey("conversations.id"),
        primary_key=True,
        purpose="where the file was said: nobody else gets it",
        keep=CLASS,
    ),
    col(
        "blob",
        LargeBinary,
        primary_key=True,
        purpose="names the file outside: what the header of a message names (F3)",
        keep=CLASS,
    ),
    col("business_id", Number, purpose="whose quota it counts in", keep=CLASS),
    col(
        "device_id", Number, purpose="which device carries it: a file under way is its own alone", keep=CLASS
    ),
    col(
        "name",
        Text,
        purpose="where the bytes lie: drawn by the server, so no id of a client is a path",
        keep=CLASS,
    ),
    col("bytes", Number, purpose="the padded and sealed size, for quotas and for reading parts", keep=CLASS),
    col(
        "begun_ms",
        Number,
        purpose="sweeps what no message names; orders an invitation's files",
        basis=SECURITY,
        keep=SWEPT,
    ),
    col("complete", Boolean, purpose="all chunks are there and durable: a message may name it", keep=CLASS),
    col("seq", Number, nullable=True, purpose="the message that names it: erased with it (F7)", keep=CLASS),
    col(
        "invitation_id",
        Number,
        nullable=True,
        purpose="the invitation that it came with: it goes with it, or moves into the conversation that answers (S21)",
        keep="until the invitation is answered, withdrawn, locked or over",
    ),
    Index("ix_blobs_said", "business_id", "seq"),
    Index("ix_blobs_under_way", "device_id", "begun_ms", sqlite_where=text("seq IS NULL")),
    Index("ix_blobs_invited", "invitation_id", sqlite_where=text("invitation_id IS NOT NULL")),
    sqlite_with_rowid=False,
)

file_totals = Table(
    "file_totals",
    metadata,
    col("business_id", Number, primary_key=True, autoincrement=False, purpose="whose quota", basis=SECURITY),
    col(
        "conversation_id",
        Number,
        primary_key=True,
        autoincrement=False,
        purpose="whose quota; 0: all conversations of the business together",
        basis=SECURITY,
    ),
    col("bytes", Number, purpose="what their files store: quotas (F6)", basis=SECURITY),
    sqlite_with_rowid=False,
)

blobs_gone = Table(
    "blobs_gone",
    metadata,
    col(
        "name",
        Text,
        primary_key=True,
        purpose="bytes to be removed: erased, cancelled or swept (F7)",
        basis=ERASURE,
        keep=REMOVED,
    ),
    sqlite_with_rowid=False,
)
