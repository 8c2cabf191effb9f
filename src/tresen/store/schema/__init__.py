"""The tables. Every column says what it is for, on which legal basis and how long it is kept: this is the data map.

Public ids are 16 random-looking bytes; inside they map to integers, and no large table has an index on them. Tables of one
feature are in modules of their own; all are imported from here.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Index,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
    text,
)

from tresen.store.datamap import (
    ANSWER,
    ARCHIVE,
    BUSINESS,
    CLASS,
    ERASURE,
    SECURITY,
    Number,
    col,
    metadata,
)
from tresen.store.schema.calls import calls, silent_devices
from tresen.store.schema.conversations import conversations, list_counts
from tresen.store.schema.files import blobs, blobs_gone, file_totals
from tresen.store.schema.invitations import invitation_seals, invitations
from tresen.store.schema.law import (
    audit,
    holds,
    law_clock,
    law_documents,
    requests,
    restrictions,
    retention_runs,
)
from tresen.store.schema.mail import mail_links, mailboxes, mails
from tresen.store.schema.passkeys import passkeys
from tresen.store.schema.people import devices, former_handles, invites, setups, team_keys, team_wraps
from tresen.store.schema.push import mutes, noted, push_doubts, push_news, pushes, quiets
from tresen.store.schema.statistics import (
    objections,
    published_hours,
    statistics_conversations,
    statistics_cursors,
    statistics_days,
)

__all__ = [
    "STRIDE",
    "abouts",
    "audit",
    "blobs",
    "blobs_gone",
    "businesses",
    "calls",
    "commands",
    "conversation_records",
    "conversations",
    "devices",
    "documents",
    "erasures",
    "events",
    "file_totals",
    "former_handles",
    "holds",
    "invitation_seals",
    "invitations",
    "invites",
    "law_clock",
    "law_documents",
    "list_counts",
    "mail_links",
    "mailboxes",
    "mails",
    "mark_steps",
    "marks",
    "metadata",
    "mutes",
    "noted",
    "objections",
    "passkeys",
    "profile_contents",
    "published_hours",
    "push_doubts",
    "push_news",
    "pushes",
    "quiets",
    "requests",
    "restrictions",
    "retention",
    "retention_runs",
    "setups",
    "silent_devices",
    "slots",
    "statistics_conversations",
    "statistics_cursors",
    "statistics_days",
    "team_keys",
    "team_wraps",
]

STRIDE = 64
"""Every position that is a multiple of it is indexed; see `store.chain`."""

businesses = Table(
    "businesses",
    metadata,
    col("id", Number, primary_key=True, purpose="names the business inside the database", keep=BUSINESS),
    col("public_id", LargeBinary, unique=True, purpose="names the business outside (S3)", keep=BUSINESS),
    col("handle", Text, unique=True, purpose="the business's address on this server", keep=BUSINESS),
    col("generation", LargeBinary, purpose="tells clients that the log was restored (L10)", keep=BUSINESS),
    col("created_ms", Number, purpose="orders businesses for the host", basis=SECURITY, keep=BUSINESS),
    col(
        "profile_rev",
        Number,
        nullable=True,
        purpose="finds the published profile, whose texts are sent by themselves (S14)",
        keep=BUSINESS,
    ),
    sqlite_autoincrement=True,
)

profile_contents = Table(
    "profile_contents",
    metadata,
    col(
        "business_id",
        Number,
        primary_key=True,
        autoincrement=False,
        purpose="whose profile it is",
        keep=BUSINESS,
    ),
    col(
        "hash",
        LargeBinary,
        primary_key=True,
        purpose="finds what a signed profile record names (S14)",
        keep=BUSINESS,
    ),
    col(
        "content",
        LargeBinary,
        purpose="text, picture or banner of a profile, as published (S14)",
        keep=BUSINESS,
    ),
    col("picture", Boolean, purpose="tells picture and banner from the text", keep=BUSINESS),
    col("newest", Boolean, purpose="the published profile: what it replaced is removed (S14)", keep=BUSINESS),
    col(
        "answered",
        Boolean,
        purpose="an automatic answer or an expiry refers to this text, which stays for that (S14, D2)",
        keep=BUSINESS,
    ),
    sqlite_with_rowid=False,
)

events = Table(
    "events",
    metadata,
    col("business_id", Number, primary_key=True, autoincrement=False, purpose="whose log it is (L1)"),
    col("seq", Number, primary_key=True, autoincrement=False, purpose="orders the log (L1)"),
    col("rev", Number, nullable=True, purpose="orders the public records (L2)"),
    col("conversation_id", Number, nullable=True, purpose="where it was said"),
    col("pos", Number, nullable=True, purpose="orders the conversation (L2)"),
    col(
        "before_seq",
        Number,
        nullable=True,
        purpose="finds the conversation's event before it: the conversation is read backwards",
    ),
    col("kind", SmallInteger, purpose="what happened (L5)"),
    col("at_ms", Number, purpose="when the server stored it"),
    col("device_id", Number, nullable=True, purpose="which device said it (L4)"),
    col("counter", Number, nullable=True, purpose="makes sending twice harmless (L4)"),
    col(
        "spoken_by",
        SmallInteger,
        nullable=True,
        purpose="counts what waits for an answer, and messages by day (S7); −1 − side once it is erased",
        basis=ANSWER,
    ),
    col("header", LargeBinary, nullable=True, purpose="what clients verify (S7)", keep=CLASS),
    col("ciphertext", LargeBinary, nullable=True, purpose="the sealed message (S7)", keep=CLASS),
    col("signature", LargeBinary, nullable=True, purpose="proves who said it (S7)", keep=CLASS),
    col("body", LargeBinary, nullable=True, purpose="the event's body where it is no message (L5)"),
    Index(
        "ix_events_stride",
        "conversation_id",
        "pos",
        sqlite_where=text(f"pos % {STRIDE} = 0"),
    ),
    Index(
        "ix_events_business_rev",
        "business_id",
        "rev",
        unique=True,
        sqlite_where=text("rev IS NOT NULL"),
    ),
    Index("ix_events_calls", "business_id", "conversation_id", "seq", sqlite_where=text("kind = 8")),
)

commands = Table(
    "commands",
    metadata,
    col("device_id", Number, primary_key=True, autoincrement=False, purpose="which device sent it (L4)"),
    col(
        "counter", Number, primary_key=True, autoincrement=False, purpose="makes sending twice harmless (L4)"
    ),
    col("seq", Number, purpose="finds the first outcome"),
    sqlite_with_rowid=False,
)

# In the order in which rows come, not by key: there SQLite never copies a cell to another page (docs/adr/0010).
slots = Table(
    "slots",
    metadata,
    col("business_id", Number, primary_key=True, autoincrement=False, purpose="whose log it is", keep=CLASS),
    col("seq", Number, primary_key=True, autoincrement=False, purpose="which message it opens", keep=CLASS),
    col(
        "slot",
        LargeBinary,
        nullable=True,
        purpose="the sealed message key, apart so that erasing reaches backups (S11)",
        keep=CLASS,
    ),
)

marks = Table(
    "marks",
    metadata,
    col("conversation_id", Number, primary_key=True, autoincrement=False, purpose="where (L6)"),
    col(
        "party",
        SmallInteger,
        primary_key=True,
        autoincrement=False,
        purpose="customer or team, never a person (L6)",
    ),
    col("business_id", Number, purpose="whose conversation it is"),
    col("delivered", Number, purpose="ticks: delivered up to here"),
    col("read", Number, purpose="ticks: read up to here"),
    col("delivered_ms", Number, purpose="when the last step was taken"),
    col("read_ms", Number, purpose="when the last step was taken"),
    col("seq", Number, purpose="head of the log at the last change: a resume sends what changed since (L6)"),
    CheckConstraint("read <= delivered", name="read_implies_delivered"),
    Index("ix_marks_business_seq", "business_id", "seq"),
    sqlite_with_rowid=False,
)

mark_steps = Table(
    "mark_steps",
    metadata,
    col("id", Number, primary_key=True, purpose="orders the steps"),
    col("conversation_id", Number, purpose="where", basis=ANSWER),
    col("party", SmallInteger, purpose="customer or team, never a person", basis=ANSWER),
    col("delivered", Number, purpose="statistics: time to delivery", basis=ANSWER),
    col("read", Number, purpose="statistics: time to reading", basis=ANSWER),
    col("at_ms", Number, purpose="when the step was taken", basis=ANSWER),
)

conversation_records = Table(
    "conversation_records",
    metadata,
    col(
        "conversation_id",
        Number,
        primary_key=True,
        autoincrement=False,
        purpose="whose keys (S4, S6)",
        basis=SECURITY,
    ),
    col("kind", Text, primary_key=True, purpose="customer-devices or epoch", basis=SECURITY),
    col("n", Number, primary_key=True, autoincrement=False, purpose="orders the chain", basis=SECURITY),
    col("hash", LargeBinary, purpose="chains the records", basis=SECURITY),
    col("seq", Number, purpose="finds the signed bytes in the log", basis=SECURITY),
    col("team_n", Number, nullable=True, purpose="the team key an epoch was made for (S6)", basis=SECURITY),
    col(
        "devices_n",
        Number,
        nullable=True,
        purpose="the customer devices an epoch was made for (S6)",
        basis=SECURITY,
    ),
    sqlite_with_rowid=False,
)

documents = Table(
    "documents",
    metadata,
    col(
        "business_id",
        Number,
        primary_key=True,
        autoincrement=False,
        purpose="whose back room (L8)",
        keep=BUSINESS,
    ),
    col("doc", LargeBinary, primary_key=True, purpose="which document", keep=BUSINESS),
    col("seq", Number, purpose="finds its current version", keep=BUSINESS),
    col("about_id", Number, nullable=True, purpose="the conversation a card is about"),
    Index("ix_documents_about", "about_id"),
    sqlite_with_rowid=False,
)

abouts = Table(
    "abouts",
    metadata,
    col(
        "about_id",
        Number,
        primary_key=True,
        autoincrement=False,
        purpose="the conversation that is talked about (L8)",
    ),
    col("seq", Number, primary_key=True, autoincrement=False, purpose="finds what is erased with it (L7)"),
    col("business_id", Number, purpose="whose log it is"),
    sqlite_with_rowid=False,
)

erasures = Table(
    "erasures",
    metadata,
    col(
        "business_id",
        Number,
        primary_key=True,
        autoincrement=False,
        purpose="whose log it is",
        basis=ERASURE,
        keep=BUSINESS,
    ),
    col(
        "hash",
        LargeBinary,
        primary_key=True,
        purpose="makes asking twice harmless (L7)",
        basis=ERASURE,
        keep=BUSINESS,
    ),
    col("conversation_id", Number, purpose="where was erased", basis=ERASURE, keep=BUSINESS),
    col("seq", Number, purpose="finds the command and its outcome in the log", basis=ERASURE, keep=BUSINESS),
    col(
        "events",
        SmallInteger,
        purpose="in how many events the outcome is; negative: not all is emptied yet",
        basis=ERASURE,
        keep=BUSINESS,
    ),
    col("whole", Boolean, purpose="the conversation, or messages of it", basis=ERASURE, keep=BUSINESS),
    col("at_ms", Number, purpose="when it was erased", basis=ERASURE, keep=BUSINESS),
    sqlite_with_rowid=False,
)

retention = Table(
    "retention",
    metadata,
    col(
        "conversation_id",
        Number,
        primary_key=True,
        autoincrement=False,
        purpose="where",
        basis=ARCHIVE,
        keep=CLASS,
    ),
    col(
        "seq",
        Number,
        primary_key=True,
        autoincrement=False,
        purpose="which message",
        basis=ARCHIVE,
        keep=CLASS,
    ),
    col("business_id", Number, purpose="whose log it is", basis=ARCHIVE, keep=CLASS),
    col("class", Text, purpose="letter or voucher (L9)", basis=ARCHIVE, keep=CLASS),
    col("until_ms", Number, purpose="from when it need not be kept any more (L9)", basis=ARCHIVE, keep=CLASS),
    col(
        "erasure_seq",
        Number,
        nullable=True,
        purpose="the command that asked to erase it: obeyed when its time is over (L7)",
        basis=ERASURE,
        keep=CLASS,
    ),
    Index(
        "ix_retention_until_ms",
        "until_ms",
        sqlite_where=text("erasure_seq IS NOT NULL"),
    ),
    sqlite_with_rowid=False,
)
