"""The canary person: a token in every field, message, note, file and file name. All of it in the package, nobody else's;
after erasing, not a byte of it on the server, and nothing readable in any kept backup (Art. 15, 17, 20 GDPR; A1, A10).
"""

from __future__ import annotations

import asyncio
import json
import time
import zipfile
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from tests.world.bakery import Bakery, bakery
from tresen.backup.choose import choose
from tresen.backup.folder import BackupFolder
from tresen.backup.put import put
from tresen.backup.take import take
from tresen.client import Customer, Invitation
from tresen.client.mydata.package import schema
from tresen.clock import SettableClock
from tresen.core.law.days import DAY_MS
from tresen.store.database import Database

ROOT = Path(__file__).parents[2]


@dataclass
class Canary:
    """A customer whose every word is a token."""

    name: str
    tokens: list[str] = field(default_factory=list)
    customer: Customer = field(init=False)

    def token(self, where: str) -> str:
        """A new one; it is unmistakable."""
        made = f"KANARIE{self.name}{where}{len(self.tokens)}x7q"
        self.tokens.append(made)
        return made


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Bakery]:
    clock = SettableClock(time.time_ns() // 1_000_000)
    async with bakery(tmp_path, clock=clock) as made:
        yield made


async def fill(shop: Bakery, name: str) -> Canary:
    """Use everything that a customer and the team can use, each with a token."""
    canary = Canary(name)
    offer = shop.folder / f"{canary.token('offername')}.txt"
    await asyncio.to_thread(offer.write_text, canary.token("offer"))
    made = await shop.owner.invite(canary.token("invitation"), [offer])
    invitation, keys = await Invitation.open(made.link), shop.folder / f"{name}.keys"
    customer = canary.customer = await invitation.answer(canary.token("text"), keys=keys, clock=shop.clock)
    conversation = customer.conversation or b""
    [first] = await customer.history()
    file = shop.folder / f"{canary.token('filename')}.txt"
    await asyncio.to_thread(file.write_text, canary.token("file"))
    await customer.send_file(file, canary.token("caption"), as_file=True)
    await customer.edit(first, canary.token("edit"))
    await customer.send(canary.token("reply"), reply_to=first)
    card = {each: canary.token(each) for each in ("name", "address")}
    await customer.hand_over(**card, phone="+49307654321", email=f"{canary.token('mail')}@example.org")
    owner = shop.owner
    said = await owner.conversations.history(conversation)
    await owner.reply(said[0], canary.token("answer"))
    await owner.react(said[0], "🥖")
    return canary


async def note(shop: Bakery, canary: Canary) -> list[str]:
    """What the team keeps about the customer: tokens that only the team holds."""
    conversation, owner = canary.customer.conversation or b"", shop.owner
    before = len(canary.tokens)
    await owner.note(conversation, canary.token("note"))
    await owner.cards.update(conversation, note=canary.token("card"))
    await owner.labels.set(conversation, await owner.labels.save(canary.token("label")))
    await owner.schedule(conversation, canary.token("later"), at=shop.clock.now_ms() + 10 * DAY_MS)
    kept = canary.tokens[before:]
    del canary.tokens[before:]
    return kept


def everything(path: Path) -> str:
    """All text of a package, file names included."""
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
        return "\n".join(names) + "".join(package.read(name).decode("utf-8", "replace") for name in names)


def named(folder: Path, start: str) -> list[str]:
    return [each.name for each in folder.iterdir() if each.name.startswith(start)]


def bytes_of(folder: Path) -> bytes:
    return b"".join(each.read_bytes() + each.name.encode() for each in folder.rglob("*") if each.is_file())


async def test_all_of_it_in_the_package_and_nobody_elses(shop: Bakery, tmp_path: Path) -> None:
    """[Art. 15, 20] By the published schema; readable page and JSON; files opened; no key of a file; nothing of others."""
    canary, other = await fill(shop, "a"), await fill(shop, "b")
    kept = await note(shop, canary)
    told: list[tuple[int, int]] = []
    made = await canary.customer.data_package(tmp_path / "a.zip", progress=lambda *each: told.append(each))
    assert (made.files, made.missing) == (2, 0)
    assert told[-1][0] == told[-1][1] == made.entries
    text = everything(made.path)
    assert [each for each in canary.tokens if each not in text] == []
    assert [each for each in other.tokens + kept if each in text] == []
    with zipfile.ZipFile(made.path) as package:
        data: dict[str, Any] = json.loads(package.read("my-data.json"))
        page = package.read("index.html").decode()
        files = [each for each in package.namelist() if each.startswith("files/")]
        assert package.read("my-data.schema.json").decode() == schema()
        assert len(files) == 2
    jsonschema_rs.validate(json.loads(schema()), data)
    assert data["conversation"]["complete"] is True
    assert data["held"]["files"] == 2
    assert "data:" not in page
    assert "<script" not in page
    assert '"key":' not in json.dumps(data["entries"])
    for each in (canary, other):
        await each.customer.close()


def test_the_schema_is_the_published_one() -> None:
    """The copy in the package for Python is the one in protocol/schema."""
    assert schema() == (ROOT / "protocol/schema/my-data.json").read_text(encoding="utf-8")


async def test_an_interrupted_package_leaves_nothing(shop: Bakery, tmp_path: Path) -> None:
    """Cancelled on the way: neither the package nor half of it is there."""
    canary = await fill(shop, "c")

    def stop(done: int, of: int) -> None:
        raise asyncio.CancelledError((done, of))

    with pytest.raises(asyncio.CancelledError):
        await canary.customer.data_package(tmp_path / "c.zip", progress=stop)
    assert named(tmp_path, "c.zip") == []
    await canary.customer.close()


async def test_nothing_is_left_anywhere(shop: Bakery, tmp_path: Path) -> None:
    """[Art. 17, A1, A10, L10] No token was ever on the server; after erasing no ciphertext and no slot is, in the running
    folder and in every kept backup that is restored; with all remaining keys nothing can be read."""
    canary, other = await fill(shop, "d"), await fill(shop, "e")
    canary.tokens += await note(shop, canary)
    conversation = canary.customer.conversation or b""
    data, house = tmp_path / "data", shop.app.house
    backups = BackupFolder(tmp_path / "backups")
    sealed = await _sealed(shop, conversation)
    assert sealed
    now = shop.clock.now_ms()
    for day in range(3):
        await asyncio.to_thread(take, data, backups, data / "tresen.erasures", now + day * DAY_MS, None)
    assert _found(bytes_of(data), canary.tokens) == []
    await canary.customer.erase()
    await house.list_erased()
    left = bytes_of(data)
    assert _found(left, canary.tokens) == []
    assert [each for each in sealed if each in left] == []
    for day in range(3):
        place = tmp_path / f"restored{day}"
        await asyncio.to_thread(_restored, backups, now + day * DAY_MS, data, place)
        again = bytes_of(place)
        assert _found(again, canary.tokens) == []
        assert [each for each in sealed if each in again] == []
        with closing(Database(place)) as database, database.snapshot() as connection:
            rows = connection.exec_driver_sql(
                "SELECT count(*) FROM events e JOIN conversations c ON c.id = e.conversation_id"
                " WHERE c.public_id = ? AND e.kind = 1 AND e.header IS NOT NULL",
                (conversation,),
            ).scalar_one()
            assert rows == 0
    seen = await shop.owner.conversations.history(conversation)
    assert [each.text for each in seen if each.text] == []
    for each in (canary, other):
        await each.customer.close()


def _found(data: bytes, tokens: list[str]) -> list[str]:
    return [each for each in tokens if each.encode() in data]


async def _sealed(shop: Bakery, conversation: bytes) -> list[bytes]:
    """Slots and the middles of ciphertexts of everything that is said in the conversation or about it."""

    def read(connection: Any) -> list[bytes]:
        rows = connection.exec_driver_sql(
            "SELECT e.ciphertext, s.slot FROM events e LEFT JOIN slots s ON s.business_id = e.business_id AND s.seq = e.seq"
            " LEFT JOIN conversations c ON c.id = e.conversation_id"
            " WHERE e.ciphertext IS NOT NULL AND (c.public_id = ? OR e.seq IN (SELECT a.seq FROM abouts a JOIN conversations"
            " d ON d.id = a.about_id WHERE d.public_id = ?))",
            (conversation, conversation),
        ).fetchall()
        return [each for row in rows for each in (row[0][20:60], row[1]) if each]

    return await shop.app.house.read(read)


def _restored(backups: BackupFolder, at_ms: int, data: Path, place: Path) -> None:
    place.mkdir()
    chosen = choose(backups, None, at_ms, data / "tresen.erasures", lost=False)
    put(backups, chosen, None, place, place / "tresen.erasures", SettableClock(at_ms))
