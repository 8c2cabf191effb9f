"""Receipts: how far one's own side is in a conversation, and waiting for the other side's (L6).

A receipt is answered by the marks that moved, and by nothing when it was refused: it is sent until the marks are there.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from typing import Final

from tresen.client.connection.connector import Connector
from tresen.client.connection.refusals import AGAIN_TRIES, Then, pause, then
from tresen.client.conversation.log import ConversationLog
from tresen.client.conversation.logs import ConversationLogs
from tresen.client.conversation.message import Marks, Message, Sent
from tresen.core import wire
from tresen.core.model import Party
from tresen.errors import Refusal

ANSWER_SECONDS: Final = 5.0
"""A receipt without an effect after so long is sent again."""


class Receipts:
    """`deliver=False` sends no receipt by itself."""

    def __init__(self, connector: Connector, logs: ConversationLogs, *, deliver: bool) -> None:
        self._connector, self._logs, self.deliver = connector, logs, deliver
        self._other = Party.TEAM if logs.party == Party.CUSTOMER else Party.CUSTOMER
        self._asked: list[wire.Mark] = []
        """What callers of `mark` wait for."""
        self._refusal = Refusal("internal", "the server did not store the receipt")
        self._refusals = 0
        self._again: asyncio.TimerHandle | None = None

    def arrived(self, log: ConversationLog) -> None:
        """Say how far the other side's messages were verified and opened here."""
        pos = max((each.pos for each in log.messages if not each.ours), default=0)
        marks = log.marks[self._logs.party]
        if self.deliver and log.state != "erased" and pos > marks.delivered:
            self._connector.send(wire.Mark(self.name(log.conversation), pos, marks.read))

    def on_refused(self, refusal: Refusal) -> None:
        """Something that has no counter was refused, perhaps a receipt: those not known to be stored are sent again."""
        self._refusal = refusal
        if then(refusal) is Then.AGAIN and self._again is None:
            self._refusals += 1
            seconds = pause(self._refusals, refusal)
            self._again = asyncio.get_running_loop().call_later(seconds, self._send_again)

    def on_stored(self) -> None:
        """Marks moved: the next refusal is the first again."""
        self._refusals = 0

    def close(self) -> None:
        """Send nothing again."""
        if self._again is not None:
            self._again.cancel()

    def _send_again(self) -> None:
        self._again = None
        for log in self._logs.held.values():
            self.arrived(log)
        for frame in self._asked:
            self._connector.send(frame)

    def name(self, conversation: bytes) -> bytes | None:
        """How this side's frames name a conversation: a customer has only one."""
        return None if self._logs.party == Party.CUSTOMER else conversation

    async def mark(self, conversation: bytes, delivered: int, read: int) -> None:
        """Move this side's marks. Durable on return.

        Raises:
            Refusal: the one that came last, when the server stored nothing for a minute.
        """
        await self._connector.ask(lambda: self._logs.get(conversation))

        def there() -> bool:
            log = self._sound(conversation)
            if log is None:
                return False
            return log.state == "erased" or log.marks[self._logs.party].covers(delivered, read)

        frame = wire.Mark(self.name(conversation), delivered, read)
        self._asked.append(frame)
        try:
            await self._send_until(frame, there)
        finally:
            self._asked.remove(frame)

    async def _send_until(self, frame: wire.Mark, there: Callable[[], bool]) -> None:
        """Send it until it is there; only the time while online counts."""
        tries, connector = 0, self._connector
        while not there():
            await connector.until_online()
            if tries == AGAIN_TRIES:
                raise self._refusal
            tries += 1
            connector.send(frame)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(ANSWER_SECONDS):
                    await connector.bell.until(lambda: there() or not connector.online)
                tries = 0

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
