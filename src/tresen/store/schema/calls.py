"""The tables of calls: those that go on, and the devices that do not ring (C4, C10). What is over is an event of the log."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Boolean, ForeignKey, LargeBinary, SmallInteger, Table

from tresen.store.datamap import Number, col, metadata

GOES_ON: Final = "while the call goes on; then it becomes an entry of the conversation"
STAFF: Final = "Art. 6(1)(f) GDPR, § 26 BDSG: people of the team are left in peace when they do not work"
ASKED: Final = "until it is to ring again, or the device signs out or is shut out"

calls = Table(
    "calls",
    metadata,
    col(
        "conversation_id",
        Number,
        primary_key=True,
        autoincrement=False,
        purpose="in which conversation the call is: one at most (C1)",
        keep=GOES_ON,
    ),
    col("business_id", Number, purpose="whose log it will be in", keep=GOES_ON),
    col("call", LargeBinary, purpose="names the call: 16 random bytes (C1)", keep=GOES_ON),
    col("party", SmallInteger, purpose="whether the customer or the team called", keep=GOES_ON),
    col("video", Boolean, purpose="whether it began as a video call", keep=GOES_ON),
    col("started_ms", Number, purpose="when it began to ring", keep=GOES_ON),
    col("answered_ms", Number, nullable=True, purpose="when somebody took it", keep=GOES_ON),
    col(
        "person",
        Number,
        nullable=True,
        purpose="who of the team called or took it: both sides see that",
        keep=GOES_ON,
    ),
    sqlite_with_rowid=False,
)

silent_devices = Table(
    "silent_devices",
    metadata,
    col(
        "device_id",
        ForeignKey("devices.id"),
        primary_key=True,
        purpose="a device of the team at which calls do not ring",
        basis=STAFF,
        keep=ASKED,
    ),
    sqlite_with_rowid=False,
)
