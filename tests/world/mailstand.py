"""A server whose mails go to a mail server on this machine, at a set clock; a shop with customers who give addresses."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx
import msgspec

from tests.world.calls import Calls, calling
from tests.world.erase import say, who
from tests.world.house import Tape
from tests.world.mailserver import SENDER, Came, MailServer, mail_server
from tests.world.shop import Customer, Shop, found
from tresen.core.notifications.mailing import SOON_MS
from tresen.desk import messages
from tresen.store import profiles
from tresen.store.database import FILE
from tresen.store.tx import Tx

HOUR = 3_600_000
KRAUSE = "erna.krause@post.example"


class Stand:
    """A server whose mails go to a mail server on this machine; a shop, a customer with a bearer."""

    def __init__(self, calls: Calls, shop: Shop, server: MailServer) -> None:
        self.calls, self.shop, self.server = calls, shop, server
        self.mailer = calls.app.services.mailer
        self.mailer.post = server.post()
        self.house = calls.app.house

    async def begin(self, name: str = "krause") -> tuple[Customer, str]:
        customer = self.shop.customer()
        await customer.begin(self.house)
        return customer, await self.calls.bearer(customer.device.keys.id)

    async def give(self, bearer: str, address: str = KRAUSE, language: str = "de") -> dict[str, Any]:
        answer = await self.calls.post(
            "/notifications/mail", {"address": address, "language": language}, bearer
        )
        assert answer.status_code == 201, answer.text
        given: dict[str, Any] = answer.json()
        return given

    async def confirmed(self, address: str = KRAUSE) -> tuple[Customer, str]:
        """A customer whose address is confirmed; what was sent for that is forgotten."""
        customer, bearer = await self.begin()
        assert await self.give(bearer, address) == {"state": "asked", "address": address, "outcome": "taken"}
        await self.post(self.server.came[-1].links()[0])
        assert await self.state(bearer) == {"state": "confirmed", "address": address}
        self.server.came.clear()
        return customer, bearer

    async def state(self, bearer: str) -> dict[str, Any]:
        """What the customer's page is told; nothing where mail is not offered."""
        found: dict[str, Any] | None = (await self.calls.get("/notifications", bearer)).json()["mail"]
        return found or {}

    async def follow(self, method: str, link: str, **what: Any) -> httpx.Response:
        return await self.calls.http.request(method, re.sub(r"^https?://[^/]+", "", link), **what)

    async def post(self, link: str) -> httpx.Response:
        answer = await self.follow("POST", link)
        assert answer.status_code == 200, answer.text
        return answer

    async def answer(self, customer: Customer) -> None:
        await say(self.house, self.shop, self.shop.member, customer.epoch.key)

    async def later(self, ms: int = SOON_MS) -> None:
        """Everything that is due within that time is told, as the loop would."""
        await self.mailer.step()
        self.calls.clock.advance(ms)
        await self.mailer.step()

    async def session(self, customer: Customer) -> tuple[int, Tape]:
        device, line = await who(self.house, customer.device), Tape()
        self.house.sessions.join(device.business, device.device, False, line)
        return device.device, line

    async def read(self, customer: Customer) -> None:
        """Another device of the customer reads everything."""
        receipt = messages.Receipt(customer.conversation, 1000, 1000)
        await self.house.write(messages.mark(await who(self.house, customer.device), [receipt]))

    def waits(self) -> int | None:
        """When the only customer's mail is due."""
        with closing(sqlite3.connect(self.calls.app.settings.data / FILE)) as database:
            found: int | None = database.execute("SELECT due_ms FROM mails").fetchone()[0]
            return found

    async def named(self, name: str) -> None:
        """The business publishes that name."""
        text = msgspec.msgpack.encode({"name": name})

        def job(tx: Tx) -> None:
            business = tx.business(self.shop.key)
            profiles.set_profile(tx, business, business.rev, (sha256(text).digest(), text), None)

        await self.house.write(job)

    def rows(self, table: str) -> int:
        with closing(sqlite3.connect(self.calls.app.settings.data / FILE)) as database:
            return int(database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])

    def holds(self, text: str) -> bool:
        """Whether any file of the data folder has it, in its raw bytes."""
        files = [each for each in self.calls.app.settings.data.rglob("*") if each.is_file()]
        return any(text.encode() in each.read_bytes() for each in files)


@asynccontextmanager
async def mail_stand(folder: Path) -> AsyncIterator[Stand]:
    """The server's own loop does not run: a test takes the steps by hand."""
    data, certificates = folder / "data", folder / "mail"
    data.mkdir()
    certificates.mkdir()
    settings: dict[str, Any] = {"mail_host": "localhost", "mail_from": SENDER, "mail_security": "none"}
    async with mail_server(certificates) as server, calling(data, **settings) as calls:
        if calls.app.mailing is not None:
            calls.app.mailing.cancel()
            await asyncio.gather(calls.app.mailing, return_exceptions=True)
        stand = Stand(calls, await found(calls.app.house), server)
        await stand.named("Bäckerei Sonnenschein")
        yield stand


def only(server: MailServer) -> Came:
    (came,) = server.came
    return came
