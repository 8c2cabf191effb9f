"""The building blocks of the tables: columns that carry their entry of the data map (GDPR Art. 5, 30).

`col` refuses a column without purpose, basis and retention, and a unit test refuses one that goes around `col`.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import BigInteger, Column, Integer, MetaData

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
OBJECTION: Final = "Art. 21(1) GDPR: the customer's right to object"
ARCHIVE: Final = (
    "Art. 6(1)(c), 17(3)(b) GDPR: letters and vouchers that commercial law makes the business keep"
)

BUSINESS: Final = "as long as the business"
CONVERSATION: Final = "as long as the conversation"
DEVICE: Final = "a customer's as long as the conversation, one of the team as long as the business"
CLASS: Final = "by the message's retention class; removed on erasure"
INVITE: Final = "until the invite was used or 24 hours passed, then with the next clean-up"

PURPOSE: Final = "purpose"
BASIS: Final = "basis"
RETENTION: Final = "retention"

MAILBOX_BYTES: Final = 254
"""An e-mail address takes as much as the longest that there may be."""

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
