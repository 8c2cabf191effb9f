"""The tables of the law: requests, holds, restrictions, audit trail, documents, runs, clock. Columns as in `datamap`."""

from __future__ import annotations

from sqlalchemy import Boolean, Index, Integer, LargeBinary, Table, Text, text

from tresen.store.datamap import BUSINESS, Number, col, metadata

ACCOUNT = "Art. 5(2), 24 GDPR: the business can show what was done with data"
RIGHTS = "Art. 12, 15-21 GDPR: what a customer asked for, and by when it is due"
CLAIMS = "Art. 17(3)(b, e), 18 GDPR: kept while a dispute or an assessment is open"
STORAGE = "Art. 5(1)(e) GDPR: nothing is kept longer than needed"

requests = Table(
    "requests",
    metadata,
    col(
        "business_id",
        Number,
        primary_key=True,
        autoincrement=False,
        purpose="of whom it was asked",
        basis=RIGHTS,
        keep=BUSINESS,
    ),
    col(
        "n",
        Number,
        primary_key=True,
        autoincrement=False,
        purpose="numbers the register (D8)",
        basis=RIGHTS,
        keep=BUSINESS,
    ),
    col("conversation_id", Number, purpose="whose customer asked", basis=RIGHTS, keep=BUSINESS),
    col("kind", Text, purpose="what was asked for; never in words (D8)", basis=RIGHTS, keep=BUSINESS),
    col("state", Text, purpose="how far it is (D8)", basis=RIGHTS, keep=BUSINESS),
    col("at_ms", Number, purpose="when it came: the month runs from then", basis=RIGHTS, keep=BUSINESS),
    col("due_ms", Number, purpose="by when it is to be answered (Art. 12(3))", basis=RIGHTS, keep=BUSINESS),
    col("changed_ms", Number, nullable=True, purpose="when it was dealt with", basis=RIGHTS, keep=BUSINESS),
    col("extended", Boolean, purpose="by two months (Art. 12(3))", basis=RIGHTS, keep=BUSINESS),
    Index("ix_requests_conversation", "conversation_id"),
    Index(
        "ix_requests_due",
        "business_id",
        "due_ms",
        sqlite_where=text("state IN ('open', 'looked', 'extended')"),
    ),
    sqlite_with_rowid=False,
)

holds = Table(
    "holds",
    metadata,
    col(
        "conversation_id",
        Number,
        primary_key=True,
        autoincrement=False,
        purpose="of what nothing goes by itself (D6)",
        basis=CLAIMS,
    ),
    col("business_id", Number, purpose="whose conversation it is", basis=CLAIMS),
    col("reason", Text, purpose="why: a dispute, an assessment, another", basis=CLAIMS),
    col("since_ms", Number, purpose="since when", basis=CLAIMS),
    col("until_ms", Number, nullable=True, purpose="until when, if that is known", basis=CLAIMS),
    Index("ix_holds_business", "business_id"),
    sqlite_with_rowid=False,
)

restrictions = Table(
    "restrictions",
    metadata,
    col(
        "conversation_id",
        Number,
        primary_key=True,
        autoincrement=False,
        purpose="what its customer restricted (D7)",
        basis=RIGHTS,
    ),
    col("business_id", Number, purpose="whose conversation it is", basis=RIGHTS),
    col("since_ms", Number, purpose="since when", basis=RIGHTS),
    col(
        "counted",
        Boolean,
        purpose="whether it counted in statistics before: it does again afterwards",
        basis=RIGHTS,
    ),
    Index("ix_restrictions_business", "business_id"),
    sqlite_with_rowid=False,
)

audit = Table(
    "audit",
    metadata,
    col(
        "business_id",
        Number,
        primary_key=True,
        autoincrement=False,
        purpose="whose trail",
        basis=ACCOUNT,
        keep=BUSINESS,
    ),
    col(
        "n",
        Number,
        primary_key=True,
        autoincrement=False,
        purpose="orders the lines (D9)",
        basis=ACCOUNT,
        keep=BUSINESS,
    ),
    col("at_ms", Number, purpose="when", basis=ACCOUNT, keep=BUSINESS),
    col("what", Text, purpose="which kind of thing was done; no content", basis=ACCOUNT, keep=BUSINESS),
    col(
        "person",
        Number,
        nullable=True,
        purpose="which staff number did it, if one of the team did",
        basis=ACCOUNT,
        keep=BUSINESS,
    ),
    col(
        "conversation_id",
        Number,
        nullable=True,
        purpose="which conversation it is about, if one",
        basis=ACCOUNT,
        keep=BUSINESS,
    ),
    col(
        "hash",
        LargeBinary,
        purpose="chains the lines: none can be changed unseen (D9)",
        basis=ACCOUNT,
        keep=BUSINESS,
    ),
    Index("ix_audit_conversation", "conversation_id", sqlite_where=text("conversation_id IS NOT NULL")),
    sqlite_with_rowid=False,
)

law_documents = Table(
    "law_documents",
    metadata,
    col(
        "business_id",
        Number,
        primary_key=True,
        autoincrement=False,
        purpose="whose document",
        basis=ACCOUNT,
        keep=BUSINESS,
    ),
    col("document", Text, primary_key=True, purpose="which document", basis=ACCOUNT, keep=BUSINESS),
    col("lang", Text, primary_key=True, purpose="in which language", basis=ACCOUNT, keep=BUSINESS),
    col("version", Integer, purpose="counts what the configuration has said", basis=ACCOUNT, keep=BUSINESS),
    col("at_ms", Number, purpose="since when it says this", basis=ACCOUNT, keep=BUSINESS),
    col(
        "before_ms",
        Number,
        nullable=True,
        purpose="when the version before began",
        basis=ACCOUNT,
        keep=BUSINESS,
    ),
    col(
        "content", LargeBinary, purpose="what it says: what changed can be told", basis=ACCOUNT, keep=BUSINESS
    ),
    col(
        "changed", LargeBinary, purpose="what the version before said otherwise", basis=ACCOUNT, keep=BUSINESS
    ),
    sqlite_with_rowid=False,
)

retention_runs = Table(
    "retention_runs",
    metadata,
    col(
        "business_id",
        Number,
        primary_key=True,
        autoincrement=False,
        purpose="whose run",
        basis=STORAGE,
        keep=BUSINESS,
    ),
    col("at_ms", Number, purpose="when something last went by itself", basis=STORAGE, keep=BUSINESS),
    col("conversations", Number, purpose="how many went then", basis=STORAGE, keep=BUSINESS),
    col("messages", Number, purpose="how many went then", basis=STORAGE, keep=BUSINESS),
    col("letters", Number, purpose="how many of a kept class went then", basis=STORAGE, keep=BUSINESS),
    sqlite_with_rowid=False,
)

law_clock = Table(
    "law_clock",
    metadata,
    col(
        "id",
        Number,
        primary_key=True,
        autoincrement=False,
        purpose="the one clock of the server",
        basis=STORAGE,
        keep=BUSINESS,
    ),
    col(
        "since_ms",
        Number,
        purpose="since when conversations are over by themselves (D5)",
        basis=STORAGE,
        keep=BUSINESS,
    ),
    col("seen_ms", Number, purpose="what the clock last said", basis=STORAGE, keep=BUSINESS),
    col(
        "trusted_ms",
        Number,
        purpose="up to which time is believed: nothing goes early (D4)",
        basis=STORAGE,
        keep=BUSINESS,
    ),
    col(
        "jumped_ms",
        Number,
        nullable=True,
        purpose="what the clock said right after it jumped (D4)",
        basis=STORAGE,
        keep=BUSINESS,
    ),
    col(
        "spare_ms",
        Number,
        purpose="how far ahead of what the server saw pass the clock may be and is believed (D4)",
        basis=STORAGE,
        keep=BUSINESS,
    ),
    sqlite_with_rowid=False,
)
