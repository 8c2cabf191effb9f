"""A backup of the data folder is restored: its log begins anew, and every client makes up for what it lost (L10)."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import sqlite3
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from tests.world.bakery import PROFILE, free_port
from tests.world.patience import PATIENCE
from tresen.app import running
from tresen.client import BrokenConversation, Customer, Message, Owner, Staff, Untrusted
from tresen.clock import SystemClock
from tresen.config import Settings
from tresen.desk.team.setup import new_setup
from tresen.seal.links import SetupLink


class Restorable:
    """One address, one data folder, and a copy of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._data, self._copy = folder / "data", folder / "copy"
        self._data.mkdir()
        port = free_port()
        self.url = f"http://localhost:{port}"
        self._settings = Settings(self._data, self.url, port=port)
        self._open = contextlib.AsyncExitStack()

    async def start(self) -> str:
        """Serve what is in the folder; returns a set-up link."""
        app, _ = await self._open.enter_async_context(running(self._settings, SystemClock()))
        return str(SetupLink(self.url, await new_setup(app.house)))

    async def stop(self) -> None:
        """Serve no more; clients go on trying."""
        await self._open.aclose()

    async def back_up(self) -> None:
        """Copy the folder."""
        await self.stop()
        shutil.copytree(self._data, self._copy)
        await self.start()

    async def restore(self) -> None:
        """Put the copy in the folder's place, as a new generation of every log in it."""
        await self._copied_back()
        [database] = self._data.glob("*.db")
        with contextlib.closing(sqlite3.connect(database)) as tables, tables:
            tables.execute("UPDATE businesses SET generation = randomblob(16)")
        await self.start()

    async def put_back(self) -> None:
        """Put the copy in the folder's place and tell nobody."""
        await self._copied_back()
        await self.start()

    async def _copied_back(self) -> None:
        await self.stop()
        shutil.rmtree(self._data)
        shutil.copytree(self._copy, self._data)


@dataclass
class People:
    """Anna owns the bakery, Ben works there, Frau Krause has a phone and a tablet."""

    anna: Owner
    ben: Staff
    krause: Customer
    tablet: Customer

    @property
    def conversation(self) -> bytes:
        """Frau Krause's."""
        found = self.krause.conversation
        assert found is not None
        return found

    @property
    def all(self) -> tuple[Owner | Staff | Customer, ...]:
        """Every device."""
        return self.anna, self.ben, self.krause, self.tablet

    def lost_by(self, client: Owner | Staff | Customer) -> list[str]:
        """What that device was told has gone from the conversation."""
        return [each.text for each in client.lost if each.conversation == self.conversation]

    async def logs(self) -> list[list[Message]]:
        """What each device reads there."""
        return [
            await self.anna.conversations.history(self.conversation),
            await self.ben.conversations.history(self.conversation),
            await self.krause.history(),
            await self.tablet.history(),
        ]

    async def reopen(self) -> None:
        """Anna's and Frau Krause's programs are closed and opened again."""
        for client in (self.anna, self.krause):
            await client.close()
        self.anna = await Owner.open(keys=self.anna._parts.file.path)
        self.krause = await Customer.start(self.anna.customer_link, keys=self.krause._parts.file.path)

    async def settled(self) -> None:
        """Nobody has anything left to send."""
        async with asyncio.timeout(PATIENCE):
            for each in self.all:
                await _settled(each)


async def _settled(client: Owner | Staff | Customer) -> None:
    await client._parts.bell.until(
        lambda: client._parts.connector.online and client._parts.file.next_item() is None
    )


@pytest.fixture
def server(tmp_path: Path) -> Restorable:
    return Restorable(tmp_path)


@pytest_asyncio.fixture
async def people(server: Restorable, tmp_path: Path) -> AsyncIterator[People]:
    link = await server.start()
    async with contextlib.AsyncExitStack() as stack:
        stack.push_async_callback(server.stop)
        enter = stack.enter_async_context
        anna = await enter(
            Owner.setup(
                link, keys=tmp_path / "anna.keys", handle="sonnenschein", profile=PROFILE, name="Anna"
            )
        )
        confirming = asyncio.create_task(anna.invites.keep_confirming())
        ben = await enter(Staff.link(await anna.invites.create(2), keys=tmp_path / "ben.keys"))
        confirming.cancel()
        await asyncio.gather(confirming, return_exceptions=True)
        krause = await enter(Customer.start(anna.customer_link, keys=tmp_path / "krause.keys"))
        await krause.send("Haben Sie Schrippen?")
        return_link = krause.return_link
        assert return_link is not None
        tablet = await enter(Customer.restore(return_link, keys=tmp_path / "tablet.keys"))
        people = People(anna, ben, krause, tablet)
        yield people
        await people.anna.close()
        await people.krause.close()


async def test_everybody_offers_again_what_the_log_lost(server: Restorable, people: People) -> None:
    """[L10, L4] A real copy is restored: every device sends its lost messages again, once, under their ids; all agree."""
    await people.anna.conversations.send(people.conversation, "Ja, ganz frische.")
    before = [each.text for each in (await people.logs())[0]]
    await server.back_up()
    await people.krause.send("Bitte fünf.")
    await people.anna.conversations.send(people.conversation, "Gern.")
    await people.tablet.send("Und ein Brot.")
    await people.ben.conversations.send(people.conversation, "Liegt bereit.")
    await people.anna.cards.rename(people.conversation, "Frau Krause, Haus 7")
    await people.anna.team.write_people({1: "Anna", 2: "Benno"})
    logs = await people.logs()
    ids = {(each.device, each.counter): each.text for each in logs[0]}
    await server.restore()
    await people.settled()
    cut = [each.text for each in logs[0][len(before) :]]
    told = [people.lost_by(client) for client in people.all]
    assert cut in told  # a device that comes back later finds some of it sent again
    assert all(set(texts) <= set(cut) for texts in told)
    after = await people.logs()
    assert [each.text for each in after[0][: len(before)]] == before
    for log in after:
        assert {(each.device, each.counter): each.text for each in log} == ids
        assert [each.trouble for each in log] == [None] * len(ids)
        assert [each.pos for each in log] == [each.pos for each in after[0]]
    row = await people.ben.conversations.get(people.conversation)
    assert row.name == "Frau Krause, Haus 7"
    assert people.ben.team.people == {1: "Anna", 2: "Benno"}


async def test_records_that_the_log_lost(server: Restorable, people: People) -> None:
    """[L10, S4] A device added since is gone from the log with its keys: everybody else goes on."""
    await server.back_up()
    laptop = await Customer.restore(people.krause.return_link or "", keys=server.folder / "laptop.keys")
    async with laptop:
        await laptop.send("Vom Laptop.")
        await people.logs()
        await server.restore()
        await people.settled()
    await people.krause.send("Bin ich noch da?")
    for log in await people.logs():
        assert [(each.text, each.trouble) for each in log[-1:]] == [("Bin ich noch da?", None)]
    assert "Vom Laptop." in people.lost_by(people.krause)
    async with Customer.restore(people.krause.return_link or "", keys=server.folder / "again.keys") as again:
        assert [each.text for each in await again.history()][-1:] == ["Bin ich noch da?"]


async def test_a_device_that_was_taken_out_does_not_come_back(server: Restorable, people: People) -> None:
    """[L10, S4] After an alleged restore, a client that knows of the removal stops instead of sealing to it; also later."""
    await people.anna.conversations.history(people.conversation)
    await server.back_up()
    await people.krause.devices.remove(people.tablet.device)
    sent = await people.krause.send("Nur noch für mein Telefon.")
    assert (await people.anna.conversations.history(people.conversation))[-1].pos == sent.pos
    await server.restore()
    for _ in range(2):
        async with asyncio.timeout(PATIENCE):
            with pytest.raises(Untrusted, match="taken out"):
                await people.krause._parts.bell.until(lambda: False)
        with pytest.raises(BrokenConversation, match="taken out"):
            await people.anna.conversations.send(people.conversation, "Streng geheim")
        await people.reopen()
