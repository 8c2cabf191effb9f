"""The documented echo bot runs as it is printed."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

from tests.world.bakery import bakery
from tests.world.loaded import Loaded

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "echo_bot.py"


def test_the_page_shows_the_example() -> None:
    """The page and the file are the same program."""
    page = (ROOT / "docs" / "howto" / "echo-bot.md").read_text()
    printed = re.findall(r"```python\n(.*?)```", page, re.DOTALL)[0]
    assert EXAMPLE.read_text().split('"""\n\n', 1)[1] == printed


async def test_the_bot_answers(tmp_path: Path) -> None:
    """It joins by its link and answers present and new messages, each once."""
    async with asyncio.timeout(60), bakery(tmp_path) as shop, await shop.customer() as krause:
        await krause.send("eins")
        link = await shop.owner.invites.create(9)
        confirming = asyncio.create_task(shop.owner.invites.keep_confirming())
        bot = Loaded(EXAMPLE, link, cwd=tmp_path)
        try:
            heard = []
            async for message in krause.messages():
                if not message.ours:
                    heard.append(message.text)
                    if len(heard) == 2:
                        break
                    await krause.send("zwei")
            assert heard == ["Echo: eins", "Echo: zwei"]
        finally:
            bot.kill()
            bot.wait(20)
            confirming.cancel()
            await asyncio.gather(confirming, return_exceptions=True)
