"""A backup is made while people write, and restored after more was said and erased (L7, L10, S11)."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sqlite3
from pathlib import Path

import pytest

from tests.contract.test_erased_bytes import WINDOW
from tests.integration.test_restored import People, Restorable, people
from tests.integration.test_serve import tresen
from tests.world.patience import PATIENCE
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
        async with asyncio.timeout(PATIENCE):
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


async def test_files_of_messages(server: BackedUp, people: People, tmp_path: Path) -> None:
    """[F7, L10] A file comes back with its message, byte for byte; one that was erased since does not; it is copied once."""
    offer, wrong = tmp_path / "Angebot.pdf", tmp_path / "Falsch.pdf"
    offer.write_bytes(os.urandom(150_000))
    wrong.write_bytes(os.urandom(90_000))
    await people.krause.send_file(offer)
    await people.krause.send_file(wrong)
    await server.back_up()
    await server.back_up()
    copies = [file for file in server.backups.rglob("content/files/*/*") if file.is_file()]
    assert len(copies) == 2
    gone = next(file.read_bytes() for file in copies if file.stat().st_size < 120_000)[:64]
    await people.krause.erase((await people.krause.history())[-1])
    await server.run("backup", "--data", server.data, "--to", server.backups, "--test")
    await server.restore()
    await people.settled()
    assert found_in(server.data, {gone}) == set()
    log = await people.anna.conversations.history(people.conversation)
    [message] = [each for each in log if each.kind == "file"]
    received = tmp_path / "received"
    received.mkdir()
    path = await people.anna.conversations.download(message, received)
    assert path.read_bytes() == offer.read_bytes()


async def test_the_command_line_says_what_is_wrong(server: BackedUp, people: People) -> None:
    """One line each, and nothing is changed: no list, a folder that is not empty or is none, a wrong time or key."""
    await server.back_up()
    empty = server.folder / "empty"
    file = server.folder / "a-file"
    file.write_text("no backup")
    wrong = {
        ("restore", server.backups, "--data", empty): "If it is lost, say --erasures-lost",
        ("restore", server.backups, "--data", server.data): "is not empty",
        ("restore", empty, "--data", empty): "is no backup folder",
        ("restore", file, "--data", empty): "nothing was restored",
        ("restore", server.backups, "--data", empty, "--at", "0001-01-01"): "is not a time",
        ("backup", "--data", server.data): "name the backup folder with --to",
        ("backup", "--data", server.data, "--to", server.data / "b"): "is inside the data folder",
        ("backup", "--data", server.data, "--to", server.folder): "holds other files",
        ("backup", "--data", empty, "--to", server.backups): "there is no database",
        ("backup", "--data", server.data, "--to", server.backups, "--key", "x"): "52 letters and digits",
    }
    for arguments, sentence in wrong.items():
        done = await asyncio.to_thread(tresen, *arguments)
        assert (done.returncode, done.stdout) == (1, ""), arguments
        assert sentence in done.stderr
        assert len(done.stderr.splitlines()) == 1
    assert not empty.exists()


async def test_half_a_folder_serves_nobody(server: BackedUp, people: People) -> None:
    """A restore that was interrupted: the server says so and ends, doctor calls it bad, another restore succeeds."""
    await server.back_up()
    await server.stop()
    half = server.folder / "half"
    (half / "tresen.restoring").mkdir(parents=True)
    half.chmod(0o700)
    for command in ("serve", "business add", "doctor"):
        done = await asyncio.to_thread(tresen, *command.split(), "--data", half)
        assert done.returncode == 1
        assert "half restored" in done.stderr + done.stdout
    await server.run("restore", server.backups, "--data", half, "--erasures", server.data / "tresen.erasures")
    assert "half restored" not in (await asyncio.to_thread(tresen, "doctor", "--data", half)).stdout
    await server.start()


async def test_messages_flow_while_it_is_backed_up(server: BackedUp, people: People) -> None:
    """[S11] Backups under load: each is one state, restores, and nobody's message is held up or lost."""
    stop = asyncio.Event()

    async def pour() -> int:
        number = 0
        while not stop.is_set():
            await people.krause.send(f"Nachricht {number}")
            number += 1
        return number

    pouring = asyncio.create_task(pour())
    for _ in range(3):
        await server.back_up()
    stop.set()
    said = await pouring
    assert said > 0
    await server.run("backup", "--data", server.data, "--to", server.backups, "--test")
    await server.restore()
    await people.settled()
    texts = [each.text for each in await people.krause.history()]
    assert texts == ["Haben Sie Schrippen?", *(f"Nachricht {number}" for number in range(said))]
