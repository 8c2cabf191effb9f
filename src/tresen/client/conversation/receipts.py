"""Receipts: how far one's own side is in a conversation, and waiting for the other side's (L6)."""

from __future__ import annotations

from collections.abc import Callable

from tresen.client.connection.connector import Connector
from tresen.client.conversation.log import ConversationLog
from tresen.client.conversation.logs import ConversationLogs
from tresen.client.conversation.message import Marks, Message, Sent
from tresen.core import wire
from tresen.core.model import Party


class Receipts:
    """`deliver=False` sends no receipt by itself."""

    def __init__(self, connector: Connector, logs: ConversationLogs, *, deliver: bool) -> None:
        self._connector, self._logs, self.deliver = connector, logs, deliver
        self._other = Party.TEAM if logs.party == Party.CUSTOMER else Party.CUSTOMER

    def arrived(self, log: ConversationLog) -> None:
        """Say how far the other side's messages were verified and opened here."""
        pos = max((each.pos for each in log.messages if not each.ours and each.kind != "devices"), default=0)
        marks = log.marks[self._logs.party]
        if self.deliver and log.state != "erased" and pos > marks.delivered:
            self._connector.send(wire.Mark(self.name(log.conversation), pos, marks.read))

    def name(self, conversation: bytes) -> bytes | None:
        """How this side's frames name a conversation: a customer has only one."""
        return None if self._logs.party == Party.CUSTOMER else conversation

    async def mark(self, conversation: bytes, delivered: int, read: int) -> None:
        """Move this side's marks. Durable on return."""
        await self._connector.ask(lambda: self._logs.get(conversation))

        def there() -> bool:
            log = self._sound(conversation)
            if log is None:
                return False
            return log.state == "erased" or log.marks[self._logs.party].covers(delivered, read)

        while not there():
            await self._connector.until_online()
            self._connector.send(wire.Mark(self.name(conversation), delivered, read))
            await self._connector.bell.until(lambda: there() or not self._connector.online)

    async def until_delivered(self, conversation: bytes, message: Sent | Message) -> Marks:
        """Wait until the other side received the message."""
        return await self._until(conversation, lambda marks: marks.delivered >= message.pos)

    async def until_read(self, conversation: bytes, message: Sent | Message) -> Marks:
        """Wait until the other side read the message."""
        return await self._until(conversation, lambda marks: marks.read >= message.pos)

    async def state(self, conversation: bytes, message: Sent | Message) -> str:
        """`sent`, `delivered` or `read`, as the other side's marks say."""
        marks = (await self._connector.ask(lambda: self._logs.get(conversation))).marks[self._other]
        if marks.read >= message.pos:
            return "read"
        return "delivered" if marks.delivered >= message.pos else "sent"

    async def _until(self, conversation: bytes, reached: Callable[[Marks], bool]) -> Marks:
        await self._connector.ask(lambda: self._logs.get(conversation))

        def there() -> bool:
            log = self._sound(conversation)
            return log is not None and reached(log.marks[self._other])

        await self._connector.bell.until(there)
        return self._logs.held[conversation].marks[self._other]

    def _sound(self, conversation: bytes) -> ConversationLog | None:
        self._logs.check_sound(conversation)
        return self._logs.held.get(conversation)
