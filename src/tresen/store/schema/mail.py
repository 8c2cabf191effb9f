"""The tables of mails to customers: where to, what for, and the links in them (W13).

An address has a table of its own, whose rows have one size, are overwritten in place and never removed: then SQLite moves no
copy of an address to where a later erasure would not find it (ADR 10).
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Boolean, ForeignKey, Index, Integer, LargeBinary, Table, Text

from tresen.store.datamap import Number, col, metadata

CONSENT: Final = "Art. 6(1)(a) GDPR: the customer gave the address to be told of answers, and confirmed it"
GIVEN: Final = (
    "until the customer takes it back or ends the mails, the mail server refuses it, it is not confirmed within 24 hours, "
    "or the conversation or the device that gave it is gone"
)
CHOSEN: Final = (
    "until the customer takes the address back, or the conversation or the device that gave it is gone"
)
LINKS: Final = "24 hours to confirm, 400 days to end the mails; gone with the address"

mailboxes = Table(
    "mailboxes",
    metadata,
    col("id", Number, primary_key=True, purpose="names the row", basis=CONSENT, keep=CHOSEN),
    col(
        "conversation_id",
        ForeignKey("conversations.id"),
        purpose="whose address it is",
        basis=CONSENT,
        keep=CHOSEN,
    ),
    col(
        "mailbox",
        LargeBinary,
        purpose="the e-mail address, readable: the server writes to it. 254 bytes, all zero once it is taken back",
        basis=CONSENT,
        keep=GIVEN,
    ),
    Index("ix_mailboxes_conversation_id", "conversation_id", unique=True),
)

mails = Table(
    "mails",
    metadata,
    col(
        "conversation_id",
        ForeignKey("conversations.id"),
        primary_key=True,
        autoincrement=False,
        purpose="of which answers the customer is told",
        basis=CONSENT,
        keep=CHOSEN,
    ),
    col(
        "device_id",
        Number,
        purpose="the customer's device that gave the address, which goes with it",
        basis=CONSENT,
        keep=CHOSEN,
    ),
    col("language", Text, purpose="the language of the mails", basis=CONSENT, keep=CHOSEN),
    col(
        "state",
        Text,
        purpose="asked, confirmed, ended by the link in a mail, or refused by the mail server",
        basis=CONSENT,
        keep=CHOSEN,
    ),
    col(
        "since_ms",
        Number,
        purpose="since when: what is not confirmed is forgotten",
        basis=CONSENT,
        keep=CHOSEN,
    ),
    col(
        "words",
        Text,
        nullable=True,
        purpose="which words stood there then: their version and the language",
        basis=CONSENT,
        keep=CHOSEN,
    ),
    col("pos", Number, purpose="the newest answer that was looked at", basis=CONSENT, keep=CHOSEN),
    col("due_ms", Number, nullable=True, purpose="when a mail is due", basis=CONSENT, keep=CHOSEN),
    col("told", Boolean, purpose="it was told: once for each absence", basis=CONSENT, keep=CHOSEN),
    col("tries", Integer, purpose="how often this mail was tried", basis=CONSENT, keep=CHOSEN),
    col(
        "stamp",
        LargeBinary,
        nullable=True,
        purpose="names the mail under way, so that a second one after a crash is known as the same",
        basis=CONSENT,
        keep="until the mail was sent",
    ),
    Index("ix_mails_due_ms", "due_ms"),
)

mail_links = Table(
    "mail_links",
    metadata,
    col(
        "hash",
        LargeBinary,
        primary_key=True,
        purpose="SHA-256 of the random word in a link: the word itself is in the mail only",
        basis=CONSENT,
        keep=LINKS,
    ),
    col("conversation_id", Number, purpose="whose mails it is about", basis=CONSENT, keep=LINKS),
    col("purpose", Text, purpose="confirm or stop; it opens nothing", basis=CONSENT, keep=LINKS),
    col("until_ms", Number, purpose="until when it is good", basis=CONSENT, keep=LINKS),
    Index("ix_mail_links_conversation_id", "conversation_id"),
)
