"""The tables of a business's people: devices, team keys, earlier addresses, invites, set-ups. Columns as in `datamap`."""

from __future__ import annotations

from sqlalchemy import (
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
)

from tresen.store.datamap import (
    BUSINESS,
    DEVICE,
    INVITE,
    SECURITY,
    Number,
    col,
    metadata,
)

devices = Table(
    "devices",
    metadata,
    col(
        "id",
        Number,
        primary_key=True,
        purpose="names the device inside the database",
        basis=SECURITY,
        keep=DEVICE,
    ),
    col(
        "business_id", ForeignKey("businesses.id"), purpose="whose device it is", basis=SECURITY, keep=DEVICE
    ),
    col(
        "conversation_id",
        ForeignKey("conversations.id"),
        nullable=True,
        purpose="a customer's device belongs to one conversation",
        basis=SECURITY,
        keep=DEVICE,
    ),
    col(
        "public_id",
        LargeBinary,
        unique=True,
        purpose="names the device outside (S2)",
        basis=SECURITY,
        keep=DEVICE,
    ),
    col("role", Text, purpose="what the device may do (S4)", basis=SECURITY, keep=DEVICE),
    col(
        "person",
        Number,
        purpose="which staff number it belongs to; no name (S4)",
        basis=SECURITY,
        keep=DEVICE,
    ),
    col("ed", LargeBinary, purpose="verifies the device's signatures", basis=SECURITY, keep=DEVICE),
    col("x", LargeBinary, purpose="keys are wrapped to it", basis=SECURITY, keep=DEVICE),
    col("added_ms", Number, purpose="shows since when the device may read", basis=SECURITY, keep=DEVICE),
    col("revoked_ms", Number, nullable=True, purpose="shuts a device out", basis=SECURITY, keep=DEVICE),
    col(
        "seen_day",
        Integer,
        nullable=True,
        purpose="day (since 1970) a device of the team was last here: a forgotten one is noticed; never a customer's",
        basis=SECURITY,
        keep="until the device is shut out",
    ),
    col(
        "program",
        LargeBinary,
        nullable=True,
        purpose="what a member of the team that is a program is called, whether it is an AI, what it may do (S23)",
        basis=SECURITY,
        keep=DEVICE,
    ),
    Index("ix_devices_business_person", "business_id", "person"),
    Index("ix_devices_conversation", "conversation_id"),
    sqlite_autoincrement=True,
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

former_handles = Table(
    "former_handles",
    metadata,
    col("handle", Text, primary_key=True, purpose="printed signs still lead here", keep=BUSINESS),
    col("business_id", ForeignKey("businesses.id"), purpose="whose address it was", keep=BUSINESS),
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
    *(
        col(name, LargeBinary, nullable=True, purpose=purpose, basis=SECURITY, keep=INVITE)
        for name, purpose in (
            ("commitment", "binds the inviting device to its nonce before it is answered (S12)"),
            ("nonce", "the inviting device's part of the four words, once it is answered"),
            ("answer_nonce", "the new device's part of the four words"),
        )
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
