"""One row of the team's list, and the ways to name a conversation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tresen.client.conversation.message import Message, Sent, Trouble


@dataclass(frozen=True)
class Conversation:
    """One row of the team's list. Times are UTC milliseconds; `name` and `earlier` come from the card.

    `automatic`: this customer gets greeting and away message. `earlier`: the conversations that this one goes on from (S9).
    """

    id: bytes
    name: str | None
    state: Literal["open", "closed", "blocked"]
    assigned: int | None
    created_ms: int
    last_ms: int
    head: int
    unread: int
    automatic: bool = True
    earlier: tuple[bytes, ...] = ()
    trouble: Trouble | None = None
    """`fork`: the server's records of it contradict each other. Nothing of it is read or sent (BrokenConversation)."""


Which = Conversation | Message | bytes | str


def id_of(which: Which | Sent) -> bytes:
    """A conversation's id: of a row, of a message, as bytes or as hex.

    Raises:
        TypeError: a `Sent` names no conversation.
    """
    if isinstance(which, Sent):
        raise TypeError("say which conversation it was sent in")
    if isinstance(which, Conversation):
        return which.id
    if isinstance(which, Message):
        return which.conversation
    return bytes.fromhex(which) if isinstance(which, str) else which
