"""A device that comes back while the server lies about one field: what it shows, and whether it says that it is wrong.

Each visit begins with the same key file, so that nothing of a lie is left for the next one.
"""

from __future__ import annotations

import asyncio
import contextlib
import shutil
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

from tests.liar.street import Street
from tests.liar.telling import FieldLie, noting
from tests.world.patience import PATIENCE
from tresen.client import Message
from tresen.client.connection.unreachable import MALFORMED
from tresen.client.conversation.client import Client
from tresen.errors import TresenError

Verdict = Literal["noticed", "harmless", "believed", "crude"]
"""`noticed`: an error, an alarm, or no connection. `harmless`: it shows what it shows without the lie. `believed`: another
thing, or it waits for ever and does not say so. `crude`: an error of Python's own, which says nothing to anybody."""
Seen = list[Any]
Opens = Callable[[Path], Awaitable[Client]]
Scenario = Callable[[Any], Awaitable[Seen]]

ALARMS: Final = (TresenError, OSError)
_PATIENCE: Final = 3
"""Seconds that a visit may take at first: an honest one takes a tenth of one."""
_LAST: Final = 15
"""And once more before it counts as waiting for ever."""
_TIMES: Final = 30
"""But so many times as long as an honest visit in any case: on a busy machine that takes seconds, too."""


@dataclass
class Visitor:
    """Somebody with a key file that each visit begins with, or None for those who come for the first time.

    `waits`: opening takes part in the scenario, so who waits there for ever has not noticed anything.
    """

    name: str
    street: Street
    keys: Path | None
    opens: Opens
    scenario: Scenario
    waits: bool = False
    told: dict[str, Any] = field(default_factory=dict)
    """What an honest server tells in a visit: a value of each field."""
    honest: Seen = field(default_factory=list)
    online: bool = False
    _visits: int = 0
    _last: float = _LAST

    async def learn(self) -> None:
        """Visit twice without a lie: both times the same is shown, or nothing could be said of a lie."""
        loop = asyncio.get_running_loop()
        begun = loop.time()
        await self._visit(noting(self.told), PATIENCE)
        self._last = max(_LAST, _TIMES * (loop.time() - begun))
        self.honest = await self._visit(FieldLie(lambda _, true: true), PATIENCE)
        assert self.honest == await self._visit(FieldLie(lambda _, true: true), PATIENCE)
        assert alarms(self.honest) == 0, self.honest

    async def verdict(self, lie: FieldLie) -> Verdict:
        """What becomes of that lie."""
        for patience in (_PATIENCE, self._last):
            self.online = self.waits
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
        self._visits += 1
        path = self.street.bakery.folder / f"{self.name}-{self._visits}.keys"
        if self.keys is not None:
            shutil.copy(self.keys, path)
        self.street.proxy.tell(lie)
        try:
            async with asyncio.timeout(seconds):
                return await self._seen(path)
        finally:
            self.street.proxy.tell(FieldLie(lambda _, true: true))
            self.street.proxy.said.clear()
            for each in path.parent.glob(f"{path.name}*"):
                each.unlink()

    async def _seen(self, path: Path) -> Seen:
        client = await self.opens(path)
        try:
            return await self.scenario(client)
        finally:
            self.online = self.waits or client._parts.connector.online
            with contextlib.suppress(*ALARMS, *MALFORMED):
                await client.close()


def alarms(seen: Seen) -> int:
    """How many entries say that something is wrong with them."""
    return sum(isinstance(each, Message) and each.trouble is not None for each in seen)
