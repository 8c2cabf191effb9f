"""The team's list of conversations, and what customers say as it arrives (L6, W5)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from typing import Any, Final

from tresen.client.connection.background import Background
from tresen.client.connection.http import b64, unb64
from tresen.client.connection.refusals import Then, then
from tresen.client.connection.unreachable import reading
from tresen.client.conversation.message import Message
from tresen.client.conversation.participant import Participant
from tresen.client.conversation.row import Conversation
from tresen.client.documents.cards import card_of_row
from tresen.client.documents.room import BackRoom
from tresen.client.errors import BrokenConversation
from tresen.client.ids import Id
from tresen.client.trust.teamkeys import TeamKeys
from tresen.core.model import Party
from tresen.core.wire import Event
from tresen.errors import Refusal

ROWS: Final = 100
_GONE: Final = ("erased", "erasure")


class Inbox:
    """One device's view of all conversations."""

    def __init__(
        self,
        participant: Participant,
        team_keys: TeamKeys,
        room: BackRoom,
        background: Background,
        mine: Callable[[bytes], Awaitable[bool]],
    ) -> None:
        """`mine`: whether what is said in a conversation concerns this device."""
        self._mine = mine
        self._participant, self._team_keys = participant, team_keys
        self._room, self._background = room, background
        self._connector, self._http = participant.connector, participant.http
        self._arrivals: list[asyncio.Queue[Message]] = []
        self._arriving: set[bytes] = set()
        self.on_answered: Callable[[Message], Awaitable[None]] | None = None
        """Told a conversation's first message, which answers an invitation (S21)."""

    async def rows(self, *filters: str) -> AsyncIterator[Conversation]:
        """Rows of the list, page by page, each once."""
        seen: set[bytes] = set()
        for which in filters:
            start, total = 0, 1
            while start < total:
                query = {"filter": which, "from": start, "limit": ROWS}
                page = await self._connector.ask(partial(self._http.get, "/conversations", query))
                with reading():
                    rows, total = [self._row(each) for each in page["rows"]], int(page["total"])
                for row in rows:
                    if row.id not in seen:
                        seen.add(row.id)
                        yield row
                if not rows:  # whatever the server says of how many there are
                    break
                start += ROWS

    async def row(self, conversation: bytes) -> Conversation:
        """One row, as it is now."""
        path = f"/conversations/{b64(conversation)}"
        answer = await self._connector.ask(lambda: self._http.get(path))
        with reading():
            return self._row(answer)

    async def arrivals(self) -> AsyncIterator[Message]:
        """What customers said: first what the team has not read yet, then live, in all conversations."""
        arrived: asyncio.Queue[Message] = asyncio.Queue()
        self._arrivals.append(arrived)
        given: set[tuple[bytes, int]] = set()
        try:
            async for row in self.rows("unread"):
                for message in await self._unread_if_there(row.id):
                    given.add((row.id, message.pos))
                    yield message
            while True:
                await self._participant.bell.until(lambda: not arrived.empty())
                message = arrived.get_nowait()
                if (message.conversation, message.pos) not in given:
                    given.add((message.conversation, message.pos))
                    yield message
        finally:
            self._arrivals.remove(arrived)

    def on_message(self, event: Event) -> None:
        """A message came by in the log. A customer's is read, which says that it was delivered."""
        if event.conversation is None or not self._delivers:
            return
        if (event.device or b"") not in self._participant.business.chain.devices:
            self._background.run(self._arrive(event.conversation))

    def on_ready(self) -> None:
        """What arrived while nobody was connected is delivered now."""
        if self._delivers:
            self._background.run(self._deliver_unread())

    @property
    def _delivers(self) -> bool:
        """This device has the newest team key, and sends receipts."""
        return self._participant.receipts.deliver and self._team_keys.newest is not None

    async def _deliver_unread(self) -> None:
        async for row in self.rows("unread"):
            await self._arrive(row.id)

    async def _arrive(self, conversation: bytes) -> None:
        """Read the conversation, which says that it was delivered, and hand its news to those who wait for arrivals."""
        if conversation in self._arriving:
            return
        self._arriving.add(conversation)
        try:
            messages = await self._unread_if_there(conversation)
            for message in messages:
                for queue in self._arrivals:
                    queue.put_nowait(message)
            self._participant.bell.ring()
            for message in messages:
                if message.invitation is not None and self.on_answered is not None:
                    await self.on_answered(message)
        finally:
            self._arriving.discard(conversation)

    async def _unread_if_there(self, conversation: bytes) -> list[Message]:
        """As `_unread`; nothing when the conversation was put aside, or is gone since the list named it."""
        try:
            return await self._unread(conversation)
        except BrokenConversation:
            return []
        except Refusal as refusal:
            if then(refusal) is not Then.TOLD:
                raise
            return []

    async def _unread(self, conversation: bytes) -> list[Message]:
        if not await self._mine(conversation):
            return []
        log = await self._connector.ask(lambda: self._participant.logs.get(conversation))
        self._participant.receipts.arrived(log)
        read = log.marks[Party.TEAM].read
        return [
            each for each in log.said.messages if each.pos > read and not each.ours and each.kind not in _GONE
        ]

    def _row(self, row: dict[str, Any]) -> Conversation:
        conversation = unb64(row["conversation"])
        card = card_of_row(self._room, row, conversation)
        return Conversation(
            id=Id(conversation),
            name=card.name,
            state=row["state"],
            assigned=row["assigned"],
            created_ms=row["created_ms"],
            last_ms=row["last_ms"],
            head=row["head"],
            unread=row["unread"],
            automatic=not row["auto_off"],
            asked_ms=row.get("asked_ms"),
            earlier=tuple(map(Id, card.earlier)),
            trouble="fork" if conversation in self._participant.logs.aside else None,
        )
