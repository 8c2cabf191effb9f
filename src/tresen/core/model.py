"""The words of the log as types: numbers, ids, event kinds, parties, roles, states (L5, L6, S4)."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import Annotated, Final, NamedTuple, TypeAlias

from msgspec import Meta

from tresen.core.sizes import HASH_BYTES, ID_BYTES, SIGNATURE_BYTES, WHOLE_MOST

Number: TypeAlias = Annotated[int, Meta(ge=0, le=WHOLE_MOST)]
"""A whole number of the protocol: every client, and the database, holds these exactly."""
Id: TypeAlias = Annotated[bytes, Meta(min_length=ID_BYTES, max_length=ID_BYTES)]
Hash: TypeAlias = Annotated[bytes, Meta(min_length=HASH_BYTES, max_length=HASH_BYTES)]
Signature: TypeAlias = Annotated[bytes, Meta(min_length=SIGNATURE_BYTES, max_length=SIGNATURE_BYTES)]


NEVER: Final = 2**62
"""[L14] Up to which `seq` nothing counts in statistics while a customer objects: past every one."""


class Kind(IntEnum):
    """The kind of an event, as stored and sent (L5)."""

    MESSAGE = 1
    AUTO = 2
    RECORD = 3
    ASSIGNED = 4
    CLOSED = 5
    REOPENED = 6
    CLASS = 7
    CALL = 8
    BLOCKED = 9
    ERASED = 10
    AUTO_OFF = 11
    EXPIRED = 12


CUSTOMER_VISIBLE: Final = frozenset(
    {
        Kind.MESSAGE,
        Kind.AUTO,
        Kind.RECORD,
        Kind.CLOSED,
        Kind.REOPENED,
        Kind.BLOCKED,
        Kind.CALL,
        Kind.ERASED,
        Kind.EXPIRED,
    }
)
"""Kinds that carry a `pos` when they belong to a conversation (L2)."""


class Party(IntEnum):
    """The two sides of a conversation, for marks (L6)."""

    CUSTOMER = 0
    TEAM = 1


PROGRAM: Final = 2
"""Who spoke, beside the two parties: a program of the team, which answers nobody in its place (S23)."""


class Role(StrEnum):
    """What a device may be (S2, S4). `sheet` and `paper` are paper devices: they only add other devices."""

    __hash__ = str.__hash__  # Enum's own is in Python: asked twice per message

    OWNER = "owner"
    MEMBER = "member"
    AUDITOR = "auditor"
    SHEET = "sheet"
    CUSTOMER = "customer"
    PAPER = "paper"


RANK: Final = {Role.AUDITOR: 1, Role.MEMBER: 2, Role.OWNER: 3}
"""A device certifies another of the same person only up to its own rank (S4)."""


class State(StrEnum):
    """The state of a conversation."""

    OPEN = "open"
    CLOSED = "closed"
    BLOCKED = "blocked"


class Retention(StrEnum):
    """The retention class of what was said (L9)."""

    CHAT = "chat"
    LETTER = "letter"
    VOUCHER = "voucher"


UNCONFIRMED: Final = 2
"""So many signals in a row that no connection followed say nothing of a device any more (W12)."""


class Reach(NamedTuple):
    """What is known of a push subscription: when the signal went out that nobody followed yet, and how many before it.

    `silent_ms`: when the first signal went out since the device was here.
    """

    signalled_ms: int | None = None
    unfollowed: int = 0
    silent_ms: int | None = None

    @property
    def unconfirmed(self) -> bool:
        """Nothing else may be left undone because this device is signalled."""
        return self.unfollowed >= UNCONFIRMED


class InvitationState(StrEnum):
    """What became of an invitation. Only in the first is anything sealed left of it (S21)."""

    OPEN = "open"
    TAKEN = "taken"
    WITHDRAWN = "withdrawn"
    LOCKED = "locked"
    EXPIRED = "expired"
