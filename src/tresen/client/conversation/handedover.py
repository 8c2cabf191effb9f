"""What a customer has handed over of themselves: the newest contact card in the log (S9)."""

from __future__ import annotations

from collections.abc import Iterable

from tresen.client.content import Contact
from tresen.client.conversation.message import Message


def cards(messages: Iterable[Message]) -> list[Message]:
    """The customer's contact cards, the oldest first. What the team wrote, or what is not believed, is none."""
    return [
        each
        for each in messages
        if isinstance(each.content, Contact) and each.person is None and each.trouble in {None, "gap"}
    ]


def handed_over(messages: Iterable[Message]) -> Contact | None:
    """The newest card; None when there is none, or when it takes everything back."""
    content = next((each.content for each in reversed(cards(messages))), None)
    return content if isinstance(content, Contact) and not content.empty else None
