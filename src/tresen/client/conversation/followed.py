"""Following a conversation: each entry once, also when the log is read anew (L10)."""

from __future__ import annotations

from tresen.client.conversation.log import ConversationLog
from tresen.client.conversation.message import Message


class Followed:
    """How far a reader is: the last message, and the last change among the team's devices that was known."""

    def __init__(self) -> None:
        self._pos, self._rev = 0, 0

    def news(self, log: ConversationLog) -> list[Message]:
        """What the log has that was not given out yet."""
        news = [each for each in log.entries() if self._is_new(each)]
        self._pos, self._rev = max(self._pos, _last_pos(log)), max(self._rev, _last_rev(log))
        return news

    def is_behind(self, log: ConversationLog) -> bool:
        """Whether the log may have news."""
        return _last_pos(log) > self._pos or _last_rev(log) > self._rev

    def _is_new(self, entry: Message) -> bool:
        return entry.payload["rev"] > self._rev if entry.kind == "team" else entry.pos > self._pos


def _last_pos(log: ConversationLog) -> int:
    return log.messages[-1].pos if log.messages else 0


def _last_rev(log: ConversationLog) -> int:
    return log.keyring.changes[-1].rev if log.keyring.changes else 0
