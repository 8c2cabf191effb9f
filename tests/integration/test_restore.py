"""A backup is made while people write, and restored after more was said and erased (L7, L10, S11)."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from pathlib import Path

import pytest

from tests.contract.test_erased_bytes import WINDOW
from tests.integration.test_restored import SECONDS, People, Restorable, people
from tests.integration.test_serve import tresen
from tresen.client import Customer, Message, Owner

__all__ = ["people"]


class BackedUp(Restorable):
    """As a host does it: `tresen backup` while it serves, `tresen restore` into an empty folder."""

    @property
    def data(self) -> Path:
        return self._data

    @property
    def backups(self) -> Path:
        return self.folder / "backups"

    async def run(self, *arguments: object) -> str:
        done = await asyncio.to_thread(tresen, *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    async def back_up(self) -> None:
        await self.run("backup", "--data", self._data, "--to", self.backups)

    async def restore(self) -> None:
        """The old folder is set aside, and its erasure list is named."""
        await self.stop()
        old = self.folder / "old"
        self._data.rename(old)
        await self.run("restore", self.backups, "--data", self._data, "--erasures", old / "tresen.erasures")
        await self.start()


@pytest.fixture
def server(tmp_path: Path) -> BackedUp:
    return BackedUp(tmp_path)


def stored(folder: Path, message: Message) -> set[bytes]:
    """Pieces of slot and ciphertext of a message, as the server stored them."""
    with contextlib.closing(sqlite3.connect(folder / "tresen.db")) as tables:
        rows = tables.execute(
            "SELECT ciphertext, slot FROM events e JOIN slots s ON s.business_id = e.business_id AND s.seq = e.seq"
            " JOIN devices d ON d.id = device_id WHERE d.public_id = ? AND counter = ?",
            (message.device, message.counter),
        ).fetchall()
    return {part[at : at + WINDOW] for row in rows for part in row for at in range(0, len(part) - 7, WINDOW)}


def found_in(folder: Path, wanted: set[bytes]) -> set[bytes]:
    data = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
    return {each for each in wanted if each in data}


async def test_a_restored_backup_alarms_nobody_and_erased_stays_erased(
    server: BackedUp, people: People
) -> None:
    """[L7, L10] What was said since is offered again; what was erased since is in no byte of the new folder."""
    await people.krause.send("Das war zu viel.")
    await people.anna.conversations.send(people.conversation, "Ja, ganz frische.")
    await server.back_up()
    gone = stored(server.data, (await people.krause.history())[1])
    assert gone
    assert found_in(server.data, gone)
    await people.krause.erase((await people.krause.history())[1])
    assert found_in(server.data, gone) == set()
    await people.krause.send("Bitte fünf.")
    await people.anna.conversations.send(people.conversation, "Gern.")
    logs = await people.logs()
    said = {(each.device, each.counter): each.text for each in logs[0]}
    await server.restore()
    assert found_in(server.data, gone) == set()
    await people.settled()
    for log in await people.logs():
        assert {(each.device, each.counter): each.text for each in log} == said
        assert {each.trouble for each in log} == {None}
    await people.reopen()
    await people.settled()
    await people.krause.send("Danke.")
    assert (await people.anna.conversations.history(people.conversation))[-1].text == "Danke."


async def test_what_was_published_and_signed_since_comes_back(server: BackedUp, people: People) -> None:
    """[L10, S4] A revoked device stays out, a new one stays in, a younger conversation goes on: nobody is alarmed."""
    await server.back_up()
    await people.krause.devices.remove(people.tablet.device)
    new = await Customer.start(people.anna.customer_link, keys=server.folder / "new.keys")
    async with new:
        await new.send("Ich bin neu.")
        await people.ben.close()
        await people.anna.team.sign_out(people.ben.device)
        await people.krause.send("Nur noch für mein Telefon.")
        await people.anna.conversations.history(people.conversation)
        await server.restore()
        async with asyncio.timeout(SECONDS):
            for each in (people.anna, people.krause, new):
                await each._parts.bell.until(
                    lambda each=each: each._parts.connector.online and each._parts.file.next_item() is None  # type: ignore[misc]
                )
        texts = [each.text for each in await people.krause.history()]
        assert texts[-1] == "Nur noch für mein Telefon."
        conversation = new.conversation
        assert conversation is not None
        assert [each.text for each in await people.anna.conversations.history(conversation)] == [
            "Ich bin neu."
        ]
        await people.anna.conversations.send(conversation, "Willkommen.")
    await people.anna.close()
    people.anna = await Owner.open(keys=people.anna._parts.file.path)
    assert (await people.anna.conversations.history(conversation))[-1].text == "Willkommen."
