"""What the kinds of message have alike that are shown in the message they refer to (S9)."""

from __future__ import annotations

from typing import Final, Protocol

from tresen.client.errors import WrongInput

ACTS: Final = frozenset({"reaction", "edit", "pin"})
"""Such a message is no row of its own: it changes the one that its header names in `refers`."""

MessageId = tuple[bytes, int]
"""A message's device and counter (L4)."""


class Named(Protocol):
    """A message that has an id."""

    @property
    def device(self) -> bytes | None:
        """Which device sent it."""

    @property
    def counter(self) -> int | None:
        """That device's number of it."""


def id_of_message(message: Named) -> MessageId:
    """The id by which other messages name this one.

    Raises:
        ValueError: nobody sent it, such as an automatic answer.
    """
    if message.device is None or message.counter is None:
        raise WrongInput("nobody sent this: it has no id by which it could be named")
    return bytes(message.device), message.counter
