"""The documented echo bot runs as it is printed."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from subprocess import PIPE

import pytest

from tests.world.bakery import bakery
from tests.world.loaded import Loaded
from tests.world.patience import PATIENCE

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "echo_bot.py"


def test_the_page_shows_the_example() -> None:
    """The page and the file are the same program."""
    page = (ROOT / "docs" / "howto" / "echo-bot.md").read_text()
    printed = re.findall(r"```python\n(.*?)```", page, re.DOTALL)[0]
    assert EXAMPLE.read_text().split('"""\n\n', 1)[1] == printed


async def test_the_bot_answers(tmp_path: Path) -> None:
    """It joins by its link and answers present and new messages, each once."""
    async with asyncio.timeout(PATIENCE), bakery(tmp_path) as shop, await shop.customer() as krause:
        await krause.send("eins")
        link = await shop.owner.invites.create(9, program="Echo", ai=False, may=("read", "send"))
        confirming = asyncio.create_task(shop.owner.invites.keep_confirming())
        bot = Loaded(EXAMPLE, link, cwd=tmp_path, stdout=PIPE)
        try:
            heard = []
            async for message in krause.messages():
                if not message.ours:
                    heard.append((message.text, message.program.name if message.program else None))
                    if len(heard) == 2:
                        break
                    await krause.send("zwei")
            assert heard == [("Echo: eins", "Echo"), ("Echo: zwei", "Echo")]
        finally:
            bot.kill()
            said = bot.communicate(timeout=PATIENCE)[0].decode()
            confirming.cancel()
            await asyncio.gather(confirming, return_exceptions=True)
        assert re.search(
            r"page Team must show these four words: \w+ \w+ \w+ \w+\nWaiting for the owner", said
        )


async def test_it_is_silent_where_a_person_is_wanted(tmp_path: Path) -> None:
    """[S23] After the wish it says nothing there, and goes on elsewhere."""
    async with (
        asyncio.timeout(PATIENCE),
        bakery(tmp_path) as shop,
        await shop.customer() as krause,
        await shop.customer("lang") as lang,
    ):
        await krause.send("eins")
        await krause.ask_for_a_person()
        await krause.send("zwei")
        await lang.send("drei")
        link = await shop.owner.invites.create(9, program="Echo", ai=False, may=("read", "send"))
        confirming = asyncio.create_task(shop.owner.invites.keep_confirming())
        bot = Loaded(EXAMPLE, link, cwd=tmp_path, stdout=PIPE)
        try:
            async for message in lang.messages():
                if not message.ours:
                    break
            assert not [each for each in await shop.owner.conversations.history(krause._id) if each.ours]
        finally:
            bot.kill()
            bot.communicate(timeout=PATIENCE)
            confirming.cancel()
            await asyncio.gather(confirming, return_exceptions=True)


@pytest.mark.parametrize("page", ["howto/echo-bot.md", "howto/programs.md", "reference/examples.md"])
def test_the_pages_invite_a_program_as_one(page: str) -> None:
    """[S23] None gives a program a person's link, and each says what happens if somebody does."""
    text = (ROOT / "docs" / page).read_text()
    assert "Ben's inbox link" not in text
    assert "as *a program*" in text
    assert "by a person's link" in text
