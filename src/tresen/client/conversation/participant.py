"""One device of one participant: the parts that the customer's client and the team's have alike, wired by hand."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Literal, NamedTuple

from tresen.client.connection.bell import Bell
from tresen.client.connection.connector import Connector
from tresen.client.connection.http import Http
from tresen.client.connection.keyfile import KeyFile, Waiting
from tresen.client.connection.outbox import Outbox, Sent
from tresen.client.content import Said
from tresen.client.content.way import CameBy, came_with, way_field
from tresen.client.conversation.calls import Calls
from tresen.client.conversation.givenup import GivenUp, given_up
from tresen.client.conversation.inbound import Inbound, Side
from tresen.client.conversation.logs import ConversationLogs, Scope
from tresen.client.conversation.message import Message
from tresen.client.conversation.receipts import Receipts
from tresen.client.conversation.sealer import Sealer
from tresen.client.erasing.ask import Eraser
from tresen.client.erasing.outcome import Erasure
from tresen.client.errors import Missing
from tresen.client.trust.business import Address, Business
from tresen.client.ways import LinkWay, open_way
from tresen.clock import Clock, SystemClock
from tresen.core.events import Answer, Classed
from tresen.seal.classing import sign_class

Language = Literal["de", "en"]
"""The reader's: automatic answers and opening hours are told in it."""


class Options(NamedTuple):
    """`clock` dates messages; `deliver=False` sends no receipt by itself; `tls` trusts other authorities.

    `language`, `de` or `en`, is the reader's: automatic answers are read in it (S14).
    """

    clock: Clock
    deliver: bool
    tls: ssl.SSLContext | None
    language: Language = "de"

    @classmethod
    def of(
        cls, clock: Clock | None, deliver: bool, tls: ssl.SSLContext | None, language: Language = "de"
    ) -> Options:
        """With the system's clock where none is given."""
        return cls(clock or SystemClock(), deliver, tls, language)


class Visit:
    """A device that comes to a business: its keys file, HTTP, and the business's records, once `business.load` read them."""

    def __init__(self, file: KeyFile, address: Address, options: Options) -> None:
        """Raises Refused `malformed` when the address cannot be called; the file is closed then."""
        self.file, self.options = file, options
        self.way: LinkWay | None = None
        """What the link says of where one comes from."""
        try:
            self.device = file.device()
            self.http = Http(address.public_url, options.tls)
        except BaseException:
            file.abandon()
            raise
        self.business = Business(file, self.http, address, options.clock)

    async def close(self) -> None:
        """Let go of the file and the connections."""
        await self.http.close()
        self.file.close()

    async def abandon(self) -> None:
        """As `close`, after a start that failed: it has pinned nothing (`KeyFile.abandon`)."""
        await self.http.close()
        self.file.abandon()


class Participant:
    """Whatever it gives out was verified; every send is durable on return."""

    def __init__(self, visit: Visit, scope: Scope) -> None:
        self.visit, self.options = visit, visit.options
        self.file, self.device = visit.file, visit.device
        self.http, self.business = visit.http, visit.business
        self.way = visit.way and open_way(visit.way, visit.business.profile)
        self.came: CameBy | None = self.way and came_with(self.way)
        """The way that the link named: the next message says it (S9)."""
        self.bell, self.clock = Bell(), visit.options.clock
        public_url, tls = visit.business.address.public_url, visit.options.tls
        self.connector = Connector(self.device, self.http, self.bell, public_url, tls)
        self.logs = ConversationLogs(
            self.file, self.http, self.bell, self.business, scope, self._render, self.business.days
        )
        self.sealer = Sealer(self.device, self.http, self.business, self.logs, self.clock)
        self.outbox = Outbox(self.file, self.bell, self.sealer)
        self.receipts = Receipts(self.connector, self.logs, deliver=visit.options.deliver)
        self.calls = Calls(self.device, lambda: self.business.id, self.logs, self.connector, self.clock)
        self.eraser = Eraser(self.file, self.device, self.http, self.connector, self.business, self.clock)
        self.logs.on_arrived = self.receipts.arrived

    def inbound(self, side: Side) -> Inbound:
        """What takes the server's frames, for that side."""
        return Inbound(self.file, self.business, self.logs, self.outbox, self.receipts, self.calls, side)

    async def log_messages(self, conversation: bytes) -> list[Message]:
        """All messages of a conversation that there are now, each with what was done to it."""
        return list((await self.connector.ask(lambda: self.logs.get(conversation))).said.messages)

    async def log_entries(self, conversation: bytes) -> list[Message]:
        """As `log_messages`, and between them which devices joined and left (S4)."""
        return list((await self.connector.ask(lambda: self.logs.get(conversation))).entries())

    async def follow(self, conversation: bytes) -> AsyncIterator[Message]:
        """Every message of a conversation from the first, then live, until the client is closed (Stopped)."""
        pos = 0
        while True:
            log = await self.connector.ask(lambda: self.logs.get(conversation))
            head = log.messages[-1].pos if log.messages else 0
            for message in [each for each in log.said.messages if each.pos > pos]:
                yield message
            pos = max(pos, head)
            last, known = pos, log

            def news(last: int = last, known: object = known) -> bool:
                now = self.logs.held.get(conversation)
                return now is not known or bool(now and now.messages and now.messages[-1].pos > last)

            await self.bell.until(news)

    async def say(
        self, conversation: bytes, said: Said, by: str | None = None, *, spoken: bool = True
    ) -> Sent:
        """Send a message; `by` is the name of the member of the team who wrote it. Raises as its `check` and `Outbox.send`.

        `spoken`: it counts for unread, answers and statistics (S7); nothing in the back room does.
        """
        said.check()
        payload = said.payload() if by is None else said.payload() | {"by": by}
        if spoken and self.came is not None:
            payload |= {"way": way_field(self.came)}
            self.came = None
        waiting = Waiting(conversation, self.clock.now_ms(), payload, spoken=spoken, refers=said.refers)
        return await self.outbox.send(waiting)

    async def act(
        self, conversation: bytes, action: str, argument: int | bool | tuple[str, int] | None = None
    ) -> None:
        """Send a command of the team on a conversation. Durable on return; raises as `Outbox.send`."""
        waiting = Waiting(conversation, self.clock.now_ms(), action=action, argument=argument)
        await self.outbox.send(waiting)

    async def classify(self, conversation: bytes, class_: str, pos: int) -> None:
        """[L9, S18] Give a message a retention class, signed by this device. Durable on return; raises as `Outbox.send`."""
        log = await self.connector.ask(lambda: self.logs.get(conversation))
        now, signed = self.clock.now_ms(), None
        with suppress(Missing):  # what this device does not hold, the server refuses or knows
            _, hash_ = log.target(pos)
            made = sign_class(self.device, self.business.id, conversation, now, class_, pos, hash_)
            signed = made.body, made.signature
        argument = class_, pos
        await self.outbox.send(Waiting(conversation, now, action="class", argument=argument, signed=signed))
        if signed is not None:
            log.take_class(Classed(class_, pos, signed), now)

    async def erase(self, conversation: bytes, message: Message | Sent | None) -> Erasure:
        """[L7, S17] Erase one message, or with None the conversation. Raises as `Eraser.erase`."""
        log = await self.connector.ask(lambda: self.logs.get(conversation))
        pos = None if message is None else message.pos
        return await self.eraser.erase(log, pos, lambda: self.logs.catch_up(log))

    def given_up(self) -> list[GivenUp]:
        """Messages of an earlier run that the server refused for good. Each is told once."""
        found = self.file.given_up()
        told = [given_up(waiting, why) for _, waiting, why in found]
        self.file.forget_given_up(counter for counter, *_ in found)
        return told

    async def close(self) -> None:
        """Part from the server. What was not yet stored waits in the keys file and goes out at the next opening."""
        self.receipts.close()
        await self.connector.close()
        self.outbox.close()
        await self.visit.close()

    def _render(self, answer: Answer) -> str | None:
        """The words of an automatic answer, from the profile of the revision that it names (S14)."""
        from tresen.core.shopfront.replies import (
            render,  # brings the hours engine: only where there is such an answer
        )

        fields = self.business.records.profiles.get(answer.rev, {})
        language = self.options.language
        return render(fields, answer.name, language, answer.instant_ms, answer.next_open_ms)
