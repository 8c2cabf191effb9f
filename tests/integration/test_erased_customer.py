"""[L7, A10] A customer erases all: of card, labels, notes and contact card no byte is left in the data folder."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from tests.world.bakery import Bakery, bakery
from tests.world.patience import PATIENCE
from tresen.client import Staff
from tresen.client.connection.http import b64
from tresen.core.messages import peek_header
from tresen.core.model import Kind
from tresen.store.backup.erasure_list import FILE

WINDOW = 8


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Bakery]:
    async with asyncio.timeout(PATIENCE), bakery(tmp_path) as opened:
        await opened.owner.team.write_people({1: "Anna", 2: "Ben"})
        yield opened


async def test_nothing_of_a_customer_is_left(shop: Bakery) -> None:
    """As sealed: the newest versions and those before, what was taken back or removed, and every message about it."""
    owner, data = shop.owner, shop.folder / "data"
    async with await shop.customer() as krause:
        await krause.send("Guten Tag")
        await krause.hand_over(name="Frau Krause", phone="+49 30 901820")
        pieces = await sealed(owner, krause._id)
        await krause.hand_over(email="krause@example.org", address="Ahornweg 3")
        for number in range(3):
            await owner.cards.update(
                krause._id, phone=f"030 {number}", note="Haselnuss!", labels={"paid": True}
            )
            pieces |= await sealed(owner, krause._id)
        key = await owner.note(krause._id, "@Ben Emma wird 5.", handover=2)
        pieces |= await sealed(owner, krause._id)
        await owner.notes.edit(krause._id, key, "@Ben Emma wird 6.")
        gone = await owner.note(krause._id, "Kommt weg")
        pieces |= await sealed(owner, krause._id)
        await owner.notes.remove(krause._id, gone)
        await owner.schedule(krause._id, "Die Torte ist fertig.", at=datetime.now(UTC) + timedelta(days=3))
        pieces |= await sealed(owner, krause._id)
        assert len(pieces) > 500
        assert left(data, pieces), "it looks where such things stand"
        await krause.erase()
        assert left(data, pieces) == set()
        assert await owner.notes(krause._id) == []


async def test_what_is_left_of_an_erased_customer_is_what_my_data_says(shop: Bakery) -> None:
    """[S15, L10] Ids and public keys stay in the log and in the erasure list, as "Meine Daten" says in both languages."""
    data = shop.folder / "data"
    async with await shop.customer() as krause:
        await krause.send("Guten Tag")
        keys = {krause._id, krause._parts.device.id, krause._parts.device.ed, krause._parts.device.x}
        await krause.erase()
        await shop.app.house.list_erased()
        listed = (data / FILE).read_bytes()
        assert {each for each in keys if each in listed} == keys
        assert left(data, keys) == keys
        said = {"de": "Schlüssel und der Löschbefehl", "en": "public keys and the erase command"}
        for language, words in said.items():
            held = await krause._parts.http.get(
                f"/conversations/{b64(krause._id)}/mydata", {"lang": language}
            )
            assert any(words in each["kept"] for each in held["purposes"])


async def sealed(owner: Staff, conversation: bytes) -> set[bytes]:
    """Every 8 bytes of slots, ciphertexts and signatures: of the conversation's messages, and of documents about it."""
    found: set[bytes] = set()
    for log in (conversation, owner._parts.business.back_room):
        for event in (await owner._parts.http.events(log, 0, 256))[0]:
            if event.kind != Kind.MESSAGE:
                continue
            header, *parts = msgspec.msgpack.decode(event.body)[:4]
            if header is not None and (log == conversation or peek_header(header).about == conversation):
                found |= {part[at : at + WINDOW] for part in parts for at in range(0, len(part) - 7, WINDOW)}
    return found


def left(folder: Path, pieces: set[bytes]) -> set[bytes]:
    """Which of them stand anywhere in any file: database, free pages, write-ahead log, whatever else lies there."""
    files = b"\n".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())
    return {piece for piece in pieces if piece in files}
