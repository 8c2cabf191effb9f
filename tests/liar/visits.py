"""A device that comes back while the server lies about one field: what it shows, and whether it says that it is wrong.

Each visit begins with the same key file, so that nothing of a lie is left for the next one.
"""

from __future__ import annotations

import asyncio
import contextlib
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

from tests.liar.street import Street
from tests.liar.telling import FieldLie, noting
from tresen.client import Customer, Message, Sent, Staff
from tresen.client.connection.unreachable import MALFORMED
from tresen.errors import TresenError

Verdict = Literal["noticed", "harmless", "believed", "crude"]
"""`noticed`: an error, an alarm, or no connection. `harmless`: it shows what it shows without the lie. `believed`: another
thing, or it waits for ever and does not say so. `crude`: an error of Python's own, which says nothing to anybody."""
Seen = list[Any]
Scenario = Callable[[Any, bytes], Awaitable[Seen]]

ALARMS: Final = (TresenError, OSError)
_PATIENCE: Final = (3, 15)
"""Seconds that a visit may take, and once more before it counts as waiting for ever: an honest one takes a tenth of one."""


@dataclass
class Visitor:
    """One side of a conversation, with the key file that each visit begins with."""

    street: Street
    kind: Literal["customer", "staff"]
    keys: Path
    conversation: bytes
    scenario: Scenario
    told: dict[str, Any] = field(default_factory=dict)
    """What an honest server tells in a visit: a value of each field."""
    honest: Seen = field(default_factory=list)
    online: bool = False

    async def learn(self) -> None:
        """Visit twice without a lie: both times the same is shown, or nothing could be said of a lie."""
        await self._visit(noting(self.told), 30)
        self.honest = await self._visit(FieldLie(lambda _, true: true), 30)
        assert self.honest == await self._visit(FieldLie(lambda _, true: true), 30)
        assert alarms(self.honest) == 0, self.honest

    async def verdict(self, lie: FieldLie) -> Verdict:
        """What becomes of that lie."""
        for patience in _PATIENCE:
            self.online = False
            try:
                seen = await self._visit(lie, patience)
            except TimeoutError:
                if not self.online:
                    return "noticed"
                continue
            except ALARMS:
                return "noticed"
            except MALFORMED:
                return "crude"
            if alarms(seen) > 0:
                return "noticed"
            return "harmless" if seen == self.honest else "believed"
        return "believed"

    async def _visit(self, lie: FieldLie, seconds: float) -> Seen:
        path = self.keys.with_name("visit.keys")
        shutil.copy(self.keys, path)
        self.street.proxy.tell(lie)
        try:
            async with asyncio.timeout(seconds), self._opened(path) as client:
                try:
                    return await self.scenario(client, self.conversation)
                finally:
                    self.online = client._parts.connector.online
        finally:
            self.street.proxy.said.clear()
            for each in path.parent.glob("visit.keys*"):
                each.unlink()

    @contextlib.asynccontextmanager
    async def _opened(self, path: Path) -> AsyncIterator[Customer | Staff]:
        opening = Customer.open(keys=path) if self.kind == "customer" else Staff.open(keys=path)
        client: Customer | Staff = await opening
        try:
            yield client
        finally:
            with contextlib.suppress(*ALARMS, *MALFORMED):
                await client.close()


def alarms(seen: Seen) -> int:
    """How many entries say that something is wrong with them."""
    return sum(isinstance(each, Message) and each.trouble is not None for each in seen)


async def customer_looks(client: Customer, _: bytes) -> Seen:
    """Frau Krause looks at everything that there is to see."""
    seen: Seen = [*await client.entries(), *await client.retained(), client.return_link, client.verified]
    seen += [await client.state(each) for each in seen if isinstance(each, Message) and each.kind == "text"]
    return [*seen, client.team_types, await client.file_room(), *client.lost]


async def staff_looks(client: Staff, conversation: bytes) -> Seen:
    """Ben looks at the list, the conversation, what stands beside it, and the team."""
    seen: Seen = [each async for each in client.conversations.list()]
    seen += [await client.conversations.get(conversation), *await client.conversations.entries(conversation)]
    seen += [*await client.conversations.retained(conversation), client.role, client.person, *client.lost]
    seen += [await client.conversations.file_room(conversation), await client.team.devices()]
    return [*seen, client.team.people, await client.labels.all(), await client.notify()]


async def customer_says(client: Customer, _: bytes) -> Seen:
    """She says something, and reads it."""
    sent = await client.send("Danke!")
    said = await client.history()
    # A lie about the kind of event may leave nothing to read.
    if said:
        await client.mark_read(said[-1])
    return _newest(said, sent)


async def staff_says(client: Staff, conversation: bytes) -> Seen:
    """He answers, and reads it."""
    sent = await client.conversations.send(conversation, "Gern!")
    said = await client.conversations.history(conversation)
    # A lie about the kind of event may leave nothing to read.
    if said:
        await client.mark_read(said[-1])
    return _newest(said, sent)


def _newest(said: list[Message], sent: Sent) -> Seen:
    """The same at each visit: the newest message, and every one with a trouble."""
    if not said:
        return []
    newest = said[-1]
    stored = [sent.pos == newest.pos, sent.at_ms == newest.at_ms]
    return [newest.kind, newest.text, newest.ours, *stored, *(each for each in said if each.trouble)]
