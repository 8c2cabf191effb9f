"""Quick replies of the Python client, through a real server (L8, S9)."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from tests.world.bakery import Bakery, bakery
from tests.world.patience import PATIENCE
from tresen.client import NotDone, QuickReply, WrongCsv
from tresen.core import documents
from tresen.errors import Refusal

HOURS = QuickReply("zeiten", "Öffnungszeiten", "Von 6 bis 18 Uhr.", keywords=("offen",))


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Bakery]:
    async with asyncio.timeout(PATIENCE), bakery(tmp_path) as opened:
        yield opened


async def test_the_team_shares_its_replies(shop: Bakery) -> None:
    """[L8] What one saves, changes or removes, the others have; each keeps what it does not change."""
    async with await shop.join(2) as ben:
        await shop.owner.quick_replies.save(HOURS)
        assert await ben.quick_replies.all() == [HOURS]
        english = HOURS._replace(text_en="From 6 to 18.")
        await ben.quick_replies.save(english)
        assert await shop.owner.quick_replies.all() == [english]
        await asyncio.gather(
            ben.quick_replies.save(english._replace(title="Wann wir da sind")),
            shop.owner.quick_replies.save(QuickReply("danke", "Danke", "Vielen Dank!")),
        )
        assert [each.title for each in await ben.quick_replies.all()] == ["Danke", "Wann wir da sind"]
        await shop.owner.quick_replies.remove("/Zeiten")
        await shop.owner.quick_replies.remove("gibtsnicht")
        assert [each.shortcut for each in await ben.quick_replies.all()] == ["danke"]


async def test_csv_out_and_in(shop: Bakery) -> None:
    """A file comes in whole, or not at all."""
    replies = shop.owner.quick_replies
    await replies.save(HOURS)
    text = await replies.export_csv()
    assert await replies.import_csv(text.replace("Öffnungszeiten", "Wann offen")) == 1
    assert [each.title for each in await replies.all()] == ["Wann offen"]
    with pytest.raises(WrongCsv) as wrong:
        await replies.import_csv("shortcut,text_de\nneu,Text\nfalsch falsch,Text")
    assert [line for line, _ in wrong.value.mistakes] == [3]
    assert len(await replies.all()) == 1


async def test_a_file_that_the_server_does_not_take_changes_nothing(
    shop: Bakery, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[L8] Too many documents: what was stored of the file is taken back, and what it replaced is as before."""
    replies = shop.owner.quick_replies
    await replies.save(HOURS)
    before = await replies.all()
    monkeypatch.setattr(documents, "DOCUMENTS", 4)
    lines = [f"neu-{at},Text" for at in range(5)]
    with pytest.raises(Refusal, match="too_large"):
        await replies.import_csv("\n".join(["shortcut,text_de", "zeiten,Anders", *lines]))
    assert await replies.all() == before


async def test_removed_text_leaves_the_server(shop: Bakery) -> None:
    """[L8] The removed reply's document is there, and says nothing."""
    replies = shop.owner.quick_replies
    await replies.save(HOURS)
    await replies.remove("zeiten")
    await replies.save(HOURS)
    assert await replies.all() == [HOURS]
    held = replies._room._held.values()
    assert sorted(len(each.document.fields) for each in held if each.entry is not None) == [0, 4]


def on_disk(folder: Path) -> list[Path]:
    return [each for each in (folder / "data" / "files").rglob("*") if each.is_file()]


async def until(shop: Bakery, look: Callable[[], bool]) -> None:
    """What a version lets go of is removed right after it is stored."""
    async with asyncio.timeout(PATIENCE):
        while not look():
            await shop.owner.quick_replies.all()


async def test_a_reply_with_a_photo(shop: Bakery, tmp_path: Path) -> None:
    """[F3, F4, F7, L8] It is copied when it is sent, stays with every change, and goes with its reply."""
    owner, prices = shop.owner.quick_replies, tmp_path / "Preise.pdf"
    prices.write_bytes(os.urandom(70_000))
    await owner.save(HOURS)
    with_file = await owner.attach("zeiten", prices)
    assert with_file.file is not None
    assert with_file.file.file.name == "Preise.pdf"
    async with await shop.join(2) as ben, await shop.customer() as krause:
        await krause.send("Guten Tag!")
        assert krause.conversation is not None
        assert await ben.quick_replies.all() == [with_file]
        # Changed by another, with the words alone: the file stays.
        changed = with_file._replace(title="Wann wir da sind")
        await asyncio.gather(
            ben.quick_replies.save(changed), owner.import_csv("shortcut,text_de\nzeiten,Ab sechs.")
        )
        [kept] = await owner.all()
        assert kept.file == with_file.file
        await ben.conversations.send_reply_file(krause.conversation, kept)
        got = (await krause.history())[-1]
        assert got.kind == "file"
        assert (await krause.download(got, tmp_path / "da.pdf")).read_bytes() == prices.read_bytes()
        assert len(on_disk(tmp_path)) == 2
        # Another file takes its place; then none; then the reply goes.
        await ben.quick_replies.attach("zeiten", prices)
        await until(shop, lambda: len(on_disk(tmp_path)) == 2)
        await owner.save(kept._replace(file=None))
        await until(shop, lambda: len(on_disk(tmp_path)) == 1)
        await owner.attach("zeiten", prices)
        await ben.quick_replies.remove("zeiten")
        await until(shop, lambda: len(on_disk(tmp_path)) == 1)
        with pytest.raises(NotDone, match="gone"):
            await owner.attach("zeiten", prices)
        with pytest.raises(Refusal, match="not_found"):
            await ben.conversations.send_reply_file(krause.conversation, kept)
