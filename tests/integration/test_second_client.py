"""A client written from protocol/ alone speaks with the real server, and with the Python client on the other side."""

from __future__ import annotations

import ast
import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.second.customer import Second
from tests.second.line import Refused
from tests.world.bakery import Bakery, bakery
from tests.world.patience import PATIENCE

FOLDER = Path(__file__).parents[1] / "second"


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Bakery]:
    async with asyncio.timeout(PATIENCE), bakery(tmp_path) as opened:
        yield opened


def test_it_knows_nothing_of_tresen() -> None:
    """No import of the product or of what its tests build on: whatever it knows, it read in protocol/."""
    for file in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or "."]
            assert not [
                each for each in names if each.partition(".")[0] == "tresen" or each.startswith("tests.world")
            ]


async def test_begin_send_read(shop: Bakery) -> None:
    """[S4, S6, S7, W2] The first message, an answer, and another message that has seen it."""
    krause = Second(shop.url)
    await krause.begin("Guten Morgen!")
    [row] = await shop.owner.conversations.list()
    [message] = await shop.owner.conversations.history(row)
    assert (message.text, message.trouble, message.ours) == ("Guten Morgen!", None, False)
    answer = await shop.owner.conversations.send(row, "Ja, bitte?")
    heard = await krause.hear(answer.pos)
    assert (heard.text, heard.by, heard.at_ms) == ("Ja, bitte?", "Anna", answer.at_ms)
    assert await krause.send("Zwei Brote.") == answer.pos + 1
    said = await shop.owner.conversations.history(row)
    assert [(each.text, each.trouble) for each in said] == [
        ("Guten Morgen!", None),
        ("Ja, bitte?", None),
        ("Zwei Brote.", None),
    ]
    await krause.close()


async def test_return_link(shop: Bakery) -> None:
    """[S13] Another device comes back by the link, reads what was said before, and writes; the first reads on."""
    krause = Second(shop.url)
    await krause.begin("Eins")
    await krause.send("Zwei")
    phone = Second(krause.return_link)
    await phone.come_back()
    assert [each.text for each in phone.said] == ["Eins", "Zwei"]
    pos = await phone.send("Drei")
    assert (await krause.hear(pos)).text == "Drei"
    assert await krause.send("Vier") > pos
    [row] = await shop.owner.conversations.list()
    said = await shop.owner.conversations.history(row)
    assert [(each.text, each.trouble) for each in said] == [
        (each, None) for each in ("Eins", "Zwei", "Drei", "Vier")
    ]
    await krause.close()
    await phone.close()


async def test_new_team_key(shop: Bakery) -> None:
    """[S5, S6, S8] The team key was replaced: the next message makes a new epoch, and the old words are still read."""
    krause = Second(shop.url)
    await krause.begin("Eins")
    ben = await shop.join(2)
    await ben.close()
    await shop.owner.records.revoke(person=2)
    pos = await krause.send("Zwei")
    assert len(krause.epoch_bodies) == 2
    [row] = await shop.owner.conversations.list()
    said = await shop.owner.conversations.history(row)
    assert [(each.text, each.trouble) for each in said] == [("Eins", None), ("Zwei", None)]
    answer = await shop.owner.conversations.send(row, "Drei")
    assert (await krause.hear(answer.pos)).text == "Drei"
    assert answer.pos == pos + 1
    phone = Second(krause.return_link)
    await phone.come_back()
    assert [each.text for each in phone.said] == ["Eins", "Zwei", "Drei"]
    await krause.close()
    await phone.close()


async def test_the_server_compares(shop: Bakery) -> None:
    """[S10] What protocol/seal.md says the server compares is refused when it is wrong, and changes nothing."""
    krause = Second(shop.url)
    await krause.begin("Eins")
    for name, wrong in (
        ("seen", (99, bytes(32))),
        ("seen", (3, bytes(32))),
        ("prev", bytes(32)),
        ("business", bytes(16)),
    ):
        right = getattr(krause, name)
        setattr(krause, name, wrong)
        with pytest.raises(Refused, match="header_mismatch"):
            await krause.send("Falsch")
        setattr(krause, name, right)
    assert await krause.send("Richtig") == 4
    await krause.close()
