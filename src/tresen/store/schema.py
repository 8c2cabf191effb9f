"""The tables. Every column says what it is for, on which legal basis and how long it is kept: this is the data map.

Public ids are 16 random-looking bytes; inside they map to integers, and no large table has an index on them. `col` refuses a
column without purpose, basis and retention, and a unit test refuses one that goes around `col`.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

CONTRACT: Final = "Art. 6(1)(b) GDPR: the conversation the customer asked for"
SECURITY: Final = "Art. 6(1)(f), 32 GDPR: security of processing"
ANSWER: Final = "Art. 6(1)(f) GDPR: the business answers its customers"
ERASURE: Final = "Art. 17 GDPR: the customer's right to erasure"
ARCHIVE: Final = (
    "Art. 6(1)(c), 17(3)(b) GDPR: letters and vouchers that commercial law makes the business keep"
)

BUSINESS: Final = "as long as the business"
CONVERSATION: Final = "as long as the conversation"
CLASS: Final = "by the message's retention class; removed on erasure"
INVITE: Final = "until the invite was used or 24 hours passed, then with the next clean-up"

PURPOSE: Final = "purpose"
BASIS: Final = "basis"
RETENTION: Final = "retention"

Number = BigInteger().with_variant(Integer, "sqlite")


def col(
    name: str,
    kind: Any,
    *args: Any,
    purpose: str,
    basis: str = CONTRACT,
    keep: str = CONVERSATION,
    **options: Any,
) -> Column[Any]:
    """A column that carries its entry of the data map in `Column.info`; NOT NULL unless said otherwise."""
    options.setdefault("nullable", False)
    info = {PURPOSE: purpose, BASIS: basis, RETENTION: keep}
    return Column(name, kind, *args, info=info, **options)


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
    col("last_ms", Number, purpose="orders the list by the last spoken message", basis=ANSWER),
    col("last_seq", Number, nullable=True, purpose="finds the list's preview", basis=ANSWER),
    col("unread", Integer, purpose="how many spoken messages the team has not read (L6)", basis=ANSWER),
    col(
        "waits",
        SmallInteger,
        purpose="1 when unread: the list shows these first; -1: in no list",
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
    Index("ix_conversations_list", "business_id", "back_room", "closed", "waits", "last_ms"),
    Index(
        "ix_conversations_mine",
        "business_id",
        "assigned",
        "closed",
        "waits",
        "last_ms",
        sqlite_where=text("assigned IS NOT NULL"),
        postgresql_where=text("assigned IS NOT NULL"),
    ),
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
    col("n", Number, purpose="how many: a list of any length says its numbers at once", keep=BUSINESS),
    sqlite_with_rowid=False,
)

devices = Table(
    "devices",
    metadata,
    col("id", Number, primary_key=True, purpose="names the device inside the database", basis=SECURITY),
    col("business_id", ForeignKey("businesses.id"), purpose="whose device it is", basis=SECURITY),
    col(
        "conversation_id",
        ForeignKey("conversations.id"),
        nullable=True,
        purpose="a customer's device belongs to one conversation",
        basis=SECURITY,
    ),
    col("public_id", LargeBinary, unique=True, purpose="names the device outside (S2)", basis=SECURITY),
    col("role", Text, purpose="what the device may do (S4)", basis=SECURITY),
    col("person", Number, purpose="which staff number it belongs to; no name (S4)", basis=SECURITY),
    col("ed", LargeBinary, purpose="verifies the device's signatures", basis=SECURITY),
    col("x", LargeBinary, purpose="keys are wrapped to it", basis=SECURITY),
    col("added_ms", Number, purpose="shows since when the device may read", basis=SECURITY),
    col("revoked_ms", Number, nullable=True, purpose="shuts a device out", basis=SECURITY),
    col(
        "seen_day",
        Integer,
        nullable=True,
        purpose="day (since 1970) a device of the team was last here: a forgotten one is noticed; never a customer's",
        basis=SECURITY,
        keep="until the device is shut out",
    ),
    Index("ix_devices_business_person", "business_id", "person"),
    Index("ix_devices_conversation", "conversation_id"),
    sqlite_autoincrement=True,
)

events = Table(
    "events",
    metadata,
    col("business_id", Number, primary_key=True, autoincrement=False, purpose="whose log it is (L1)"),
    col("seq", Number, primary_key=True, autoincrement=False, purpose="orders the log (L1)"),
    col("rev", Number, nullable=True, purpose="orders the public records (L2)"),
    col("conversation_id", Number, nullable=True, purpose="where it was said"),
    col("pos", Number, nullable=True, purpose="orders the conversation (L2)"),
    col("kind", SmallInteger, purpose="what happened (L5)"),
    col("at_ms", Number, purpose="when the server stored it"),
    col("device_id", Number, nullable=True, purpose="which device said it (L4)"),
    col("counter", Number, nullable=True, purpose="makes sending twice harmless (L4)"),
    col(
        "spoken_by", SmallInteger, nullable=True, purpose="counts what waits for an answer (S7)", basis=ANSWER
    ),
    col("header", LargeBinary, nullable=True, purpose="what clients verify (S7)", keep=CLASS),
    col("ciphertext", LargeBinary, nullable=True, purpose="the sealed message (S7)", keep=CLASS),
    col("signature", LargeBinary, nullable=True, purpose="proves who said it (S7)", keep=CLASS),
    col("body", LargeBinary, nullable=True, purpose="the event's body where it is no message (L5)"),
    Index(
        "ix_events_conversation_pos",
        "conversation_id",
        "pos",
        sqlite_where=text("pos IS NOT NULL"),
        postgresql_where=text("pos IS NOT NULL"),
    ),
    Index(
        "ix_events_device_counter",
        "device_id",
        "counter",
        sqlite_where=text("counter IS NOT NULL"),
        postgresql_where=text("counter IS NOT NULL"),
    ),
    Index(
        "ix_events_business_rev",
        "business_id",
        "rev",
        unique=True,
        sqlite_where=text("rev IS NOT NULL"),
        postgresql_where=text("rev IS NOT NULL"),
    ),
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

team_keys = Table(
    "team_keys",
    metadata,
    col(
        "business_id",
        Number,
        primary_key=True,
        autoincrement=False,
        purpose="whose key",
        basis=SECURITY,
        keep=BUSINESS,
    ),
    col(
        "n",
        Number,
        primary_key=True,
        autoincrement=False,
        purpose="orders the keys (S5)",
        basis=SECURITY,
        keep=BUSINESS,
    ),
    col("hash", LargeBinary, purpose="what epochs refer to", basis=SECURITY, keep=BUSINESS),
    col("x", LargeBinary, purpose="epoch keys are wrapped to it", basis=SECURITY, keep=BUSINESS),
    col("rev", Number, purpose="finds the signed bytes in the log", basis=SECURITY, keep=BUSINESS),
    sqlite_with_rowid=False,
)

team_wraps = Table(
    "team_wraps",
    metadata,
    col(
        "business_id",
        Number,
        primary_key=True,
        autoincrement=False,
        purpose="whose key",
        basis=SECURITY,
        keep=BUSINESS,
    ),
    col(
        "n",
        Number,
        primary_key=True,
        autoincrement=False,
        purpose="which team key (S5)",
        basis=SECURITY,
        keep=BUSINESS,
    ),
    col(
        "device_id",
        Number,
        primary_key=True,
        autoincrement=False,
        purpose="who may open it",
        basis=SECURITY,
        keep=BUSINESS,
    ),
    col("wrap", LargeBinary, purpose="the sealed team key", basis=SECURITY, keep=BUSINESS),
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
    col("events", SmallInteger, purpose="in how many events the outcome is", basis=ERASURE, keep=BUSINESS),
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
        postgresql_where=text("erasure_seq IS NOT NULL"),
    ),
    sqlite_with_rowid=False,
)

invites = Table(
    "invites",
    metadata,
    col(
        "id",
        Number,
        primary_key=True,
        purpose="names the invite inside the database",
        basis=SECURITY,
        keep=INVITE,
    ),
    col(
        "public_id",
        LargeBinary,
        unique=True,
        purpose="names the invite in its link (S12)",
        basis=SECURITY,
        keep=INVITE,
    ),
    col("business_id", ForeignKey("businesses.id"), purpose="whose team", basis=SECURITY, keep=INVITE),
    col("person", Number, purpose="for which staff number", basis=SECURITY, keep=INVITE),
    col("role", Text, purpose="with which role", basis=SECURITY, keep=INVITE),
    col("state", Text, purpose="open, answered or confirmed: single use", basis=SECURITY, keep=INVITE),
    col("created_ms", Number, purpose="orders the invites", basis=SECURITY, keep=INVITE),
    col("until_ms", Number, purpose="ends the invite", basis=SECURITY, keep=INVITE),
    col("ed", LargeBinary, nullable=True, purpose="the new device's key", basis=SECURITY, keep=INVITE),
    col("x", LargeBinary, nullable=True, purpose="the new device's key", basis=SECURITY, keep=INVITE),
    col(
        "mac",
        LargeBinary,
        nullable=True,
        purpose="proves that the answer comes from the invited",
        basis=SECURITY,
        keep=INVITE,
    ),
    col(
        "by_device",
        Number,
        nullable=True,
        purpose="which device made it: only that one can confirm it",
        basis=SECURITY,
        keep=INVITE,
    ),
    Index("ix_invites_business", "business_id", "created_ms"),
)

setups = Table(
    "setups",
    metadata,
    col("id", Number, primary_key=True, purpose="names the set-up secret", basis=SECURITY, keep=BUSINESS),
    col(
        "secret_hash",
        LargeBinary,
        unique=True,
        purpose="admits one new business",
        basis=SECURITY,
        keep=BUSINESS,
    ),
    col("created_ms", Number, purpose="orders the secrets", basis=SECURITY, keep=BUSINESS),
    col("until_ms", Number, purpose="ends the secret", basis=SECURITY, keep=BUSINESS),
    col("used_ms", Number, nullable=True, purpose="single use", basis=SECURITY, keep=BUSINESS),
    col("business_id", Number, nullable=True, purpose="what it was used for", basis=SECURITY, keep=BUSINESS),
)
