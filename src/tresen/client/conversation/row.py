"""One row of the team's list, and the ways to name a conversation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tresen.client.conversation.message import Message, Sent, Trouble
from tresen.client.errors import WrongInput
from tresen.client.ids import Id


@dataclass(frozen=True)
class Conversation:
    """One row of the team's list. Times are UTC milliseconds; `name` and `earlier` come from the card.

    `automatic`: this customer gets greeting and away message. `asked_ms`: since when the customer waits for an answer; None:
    nobody does. `earlier`: the conversations that this one goes on from (S9).
    """

    id: Id
    name: str | None
    state: Literal["open", "closed", "blocked"]
    assigned: int | None
    created_ms: int
    last_ms: int
    head: int
    unread: int
    automatic: bool = True
    asked_ms: int | None = None
    earlier: tuple[Id, ...] = ()
    trouble: Trouble | None = None
    """`fork`: the server's records of it contradict each other. Nothing of it is read or sent (BrokenConversation)."""


Which = Conversation | Message | bytes | str
"""A conversation, named by its row, by a message of it, or by its id as bytes or as hex digits."""


def id_of(which: Which | Sent) -> bytes:
    """A conversation's id: of a row, of a message, as bytes or as hex.

    Raises:
        TypeError: a `Sent` names no conversation.
        WrongInput: no hex digits.
    """
    if isinstance(which, Sent):
        raise TypeError("say which conversation it was sent in")
    if isinstance(which, Conversation | Message):
        return bytes(which.id if isinstance(which, Conversation) else which.conversation)
    try:
        return bytes.fromhex(which) if isinstance(which, str) else bytes(which)
    except ValueError:
        raise WrongInput("a conversation's id has 32 hex digits") from None
