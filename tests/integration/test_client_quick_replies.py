"""Quick replies of the Python client, through a real server (L8, S9)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.world.bakery import Bakery, bakery
from tresen.client import QuickReply, WrongCsv
from tresen.core import documents
from tresen.errors import Refusal

HOURS = QuickReply("zeiten", "Öffnungszeiten", "Von 6 bis 18 Uhr.", keywords=("offen",))


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Bakery]:
    async with asyncio.timeout(60), bakery(tmp_path) as opened:
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
