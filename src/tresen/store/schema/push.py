"""The tables of notifications: who carries them to which device, what they wait for, and whom to leave in peace (W12)."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Boolean, ForeignKey, Index, Integer, Table, Text

from tresen.store.datamap import Number, col, metadata

CONSENT: Final = "Art. 6(1)(a) GDPR: whoever uses the device switched notifications on"
STAFF: Final = "Art. 6(1)(f) GDPR, § 26 BDSG: people of the team are left in peace when they do not work"
SUBSCRIBED: Final = (
    "until they are switched off, the device signs out or is shut out, the push service ends it, or the device followed no "
    "signal and was not here for a month; two months if another device read what it was told of"
)
TOLD: Final = "until the message is read, or the conversation erased"
DOUBT: Final = "Art. 6(1)(f) GDPR: mail is not left out for a device that no signal reaches"
DOUBTED: Final = "until notifications are switched on again, or the device is gone"
TEAM: Final = "as long as the business"

pushes = Table(
    "pushes",
    metadata,
    col(
        "device_id",
        ForeignKey("devices.id"),
        primary_key=True,
        purpose="the device that asked to be told",
        basis=CONSENT,
        keep=SUBSCRIBED,
    ),
    col(
        "endpoint",
        Text,
        purpose="where the browser's push service takes a signal without content for this device",
        basis=CONSENT,
        keep=SUBSCRIBED,
    ),
    col(
        "tries",
        Integer,
        purpose="how often the push service failed: it is given up",
        basis=CONSENT,
        keep=SUBSCRIBED,
    ),
    col(
        "since_ms",
        Number,
        nullable=True,
        purpose="since when whoever uses the device consents (Art. 7(1) GDPR)",
        basis=CONSENT,
        keep=SUBSCRIBED,
    ),
    col(
        "words",
        Text,
        nullable=True,
        purpose="which words stood there then: their version and the language",
        basis=CONSENT,
        keep=SUBSCRIBED,
    ),
    col(
        "signalled_ms",
        Number,
        nullable=True,
        purpose="when the last signal went out that the device did not follow yet",
        basis=CONSENT,
        keep=SUBSCRIBED,
    ),
    col(
        "silent_ms",
        Number,
        nullable=True,
        purpose="when the first signal went out since the device was here: after two months its subscription ends",
        basis=CONSENT,
        keep=SUBSCRIBED,
    ),
    col(
        "unfollowed",
        Integer,
        purpose="how many signals in a row the device did not follow within a day: then mail is not left out for it",
        basis=CONSENT,
        keep=SUBSCRIBED,
    ),
)

push_news = Table(
    "push_news",
    metadata,
    col(
        "device_id",
        Number,
        primary_key=True,
        autoincrement=False,
        purpose="the device to tell",
        basis=CONSENT,
        keep=TOLD,
    ),
    col(
        "conversation_id",
        Number,
        primary_key=True,
        autoincrement=False,
        purpose="where something was said: once it is read, nobody is told",
        basis=CONSENT,
        keep=TOLD,
    ),
    col("pos", Number, purpose="which message it was", basis=CONSENT, keep=TOLD),
    col(
        "due_ms",
        Number,
        purpose="when the device is told: at once, or after quiet hours",
        basis=CONSENT,
        keep=TOLD,
    ),
    col("told", Boolean, purpose="it was told: once for each absence", basis=CONSENT, keep=TOLD),
    Index("ix_push_news_due", "told", "due_ms"),
    sqlite_with_rowid=False,
)

push_doubts = Table(
    "push_doubts",
    metadata,
    col(
        "device_id",
        ForeignKey("devices.id"),
        primary_key=True,
        purpose="a device whose last subscription ended while it did not follow its signals",
        basis=DOUBT,
        keep=DOUBTED,
    ),
    col(
        "unfollowed",
        Integer,
        purpose="how many signals in a row it did not follow: switching off and on proves nothing",
        basis=DOUBT,
        keep=DOUBTED,
    ),
    sqlite_with_rowid=False,
)

noted = Table(
    "noted",
    metadata,
    col(
        "business_id",
        ForeignKey("businesses.id"),
        primary_key=True,
        purpose="whose log was read for whom to tell",
        keep=TEAM,
    ),
    col("way", Text, primary_key=True, purpose="by push or by mail", keep=TEAM),
    col("seq", Number, purpose="how far: after a crash nobody is left out or told twice", keep=TEAM),
    sqlite_with_rowid=False,
)

quiets = Table(
    "quiets",
    metadata,
    col(
        "business_id",
        ForeignKey("businesses.id"),
        primary_key=True,
        purpose="whose team",
        basis=STAFF,
        keep=TEAM,
    ),
    col(
        "person",
        Number,
        primary_key=True,
        autoincrement=False,
        purpose="whom to leave in peace",
        basis=STAFF,
        keep=TEAM,
    ),
    col("quiet", Text, purpose="when: the hours and days that the person chose", basis=STAFF, keep=TEAM),
    sqlite_with_rowid=False,
)

mutes = Table(
    "mutes",
    metadata,
    col(
        "business_id",
        ForeignKey("businesses.id"),
        primary_key=True,
        purpose="whose team",
        basis=STAFF,
        keep=TEAM,
    ),
    col(
        "person",
        Number,
        primary_key=True,
        autoincrement=False,
        purpose="who muted it",
        basis=STAFF,
        keep=TEAM,
    ),
    col(
        "conversation_id",
        Number,
        primary_key=True,
        autoincrement=False,
        purpose="the conversation of which this person is not told",
        basis=STAFF,
    ),
    sqlite_with_rowid=False,
)
