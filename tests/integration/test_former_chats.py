"""Former chats: brought in by one of the team, read by all of it, gone with the conversation, files too (L7, L8, F3)."""

from __future__ import annotations

import asyncio
import base64
import secrets
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.integration.test_notes import sealed_about
from tests.world.bakery import Bakery, bakery
from tests.world.patience import PATIENCE
from tresen.client import Customer, Missing, Staff
from tresen.client.documents import formerchat, formerpack
from tresen.client.documents.formerpack import Media, Packed
from tresen.client.ids import Id
from tresen.core.records import encode
from tresen.desk.files.sweep import sweep

TALK = [
    Packed("2025-11-30T09:31", 0, "Die Torte bitte mit Marzipan", "none", None),
    Packed("2025-11-30T09:32:07", 1, "Gern", "edited", Media("Foto.jpg", "image/jpeg", 1, 0, 5)),
]


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Bakery]:
    async with asyncio.timeout(PATIENCE), bakery(tmp_path) as opened:
        yield opened


async def bring(staff: Staff, krause: Customer, folder: Path, author: int = 1) -> Id:
    """Bring in a chat as the inbox does: its files first, then the document that names them."""
    room = staff._parts.business.back_room
    files = {}
    for name, data in (("text", formerpack.pack(TALK)), ("media1", b"photo")):
        path = folder / f"{name}.bin"
        path.write_bytes(data)
        kept = await staff.quick_replies._files.keep(room, path, as_file=True)
        said = {key: value for key, value in kept.payload().items() if key not in ("caption", "preview")}
        files[name] = base64.urlsafe_b64encode(encode(said)).rstrip(b"=").decode()
    values = {
        "author": author,
        "source": "whatsapp",
        "writers": "Erika Krause\nAnna",
        "ours": "1",
        "messages": 2,
        "media": 1,
    }
    key = secrets.token_bytes(16)
    values |= {"from": "2025-11-30", "to": "2025-11-30", **files}
    await staff.former_chats._room.write(formerchat, krause._id, values, key)
    return Id(key)


def on_disk(shop: Bakery) -> list[Path]:
    return [each for each in (shop.folder / "data" / "files").rglob("*") if each.is_file()]


async def test_the_team_reads_what_one_of_it_brought_in(shop: Bakery, tmp_path: Path) -> None:
    """[L8, S9] Who brought it in, its days and numbers, every message with its name. The customer sees nothing of it."""
    async with await shop.join(2) as ben, await shop.customer() as krause:
        await krause.send("Guten Tag")
        key = await bring(shop.owner, krause, tmp_path)
        for staff in (shop.owner, ben):
            (chat,) = await staff.former_chats(krause._id)
            assert (chat.key, chat.person, chat.source, chat.writers) == (
                key,
                1,
                "whatsapp",
                ("Erika Krause", "Anna"),
            )
            assert (chat.first, chat.last, chat.messages, chat.media) == ("2025-11-30", "2025-11-30", 2, 1)
            cake, gladly = await staff.former_chats.messages(krause._id, key)
            assert (cake.at, cake.writer, cake.ours, cake.text) == (
                "2025-11-30T09:31", "Erika Krause", False, "Die Torte bitte mit Marzipan",
            )  # fmt: skip
            assert (gladly.writer, gladly.ours, gladly.mark, gladly.file) == (
                "Anna",
                True,
                "edited",
                "Foto.jpg",
            )
            assert await staff.former_chats.messages(krause._id, key, limit=1) == [gladly]
        assert [each.text for each in await krause.history()] == ["Guten Tag"]
        with pytest.raises(Missing):
            await ben.former_chats.messages(krause._id, secrets.token_bytes(16))


async def test_a_chat_counts_as_its_signer_s_alone(shop: Bakery, tmp_path: Path) -> None:
    """[L8] A version that says that somebody else brought it in says nothing."""
    async with await shop.customer() as krause:
        await krause.send("Guten Tag")
        await bring(shop.owner, krause, tmp_path, author=2)
        assert await shop.owner.former_chats(krause._id) == []


async def test_anybody_of_the_team_removes_it_with_its_files(shop: Bakery, tmp_path: Path) -> None:
    """[L8, F7] Nothing of it stays: the document says nothing, and its files are gone."""
    async with await shop.join(2) as ben, await shop.customer() as krause:
        await krause.send("Guten Tag")
        key = await bring(shop.owner, krause, tmp_path)
        assert len(on_disk(shop)) == 2
        await ben.former_chats.remove(krause._id, key)
        assert await shop.owner.former_chats(krause._id) == []
        # The version is told as stored before all of its files are let go: the upkeep takes what is left.
        await sweep(shop.app.house)
        assert on_disk(shop) == []


async def test_erasing_the_conversation_takes_it_with_its_files(shop: Bakery, tmp_path: Path) -> None:
    """[L7, A10] As a note goes, so does a former chat: what the server held of it, and its files."""
    async with await shop.customer() as krause:
        await krause.send("Guten Tag")
        await bring(shop.owner, krause, tmp_path)
        assert await sealed_about(shop, krause._id) != []
        await shop.owner.conversations.erase(krause._id)
        assert await shop.owner.former_chats(krause._id) == []
        assert await sealed_about(shop, krause._id) == []
        assert on_disk(shop) == []
