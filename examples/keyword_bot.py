"""Answers by keyword: python examples/keyword_bot.py ANSWERS INBOX_LINK

ANSWERS is a JSON file: {"parken": "Hinter dem Haus", …}. It marks nothing as read.
"""

import asyncio
import json
import sys
from pathlib import Path

from tresen.client import Message, Staff


async def answered(bot: Staff, message: Message) -> bool:
    """A person, or this bot before it was started anew, has said something since."""
    since = [each for each in await bot.conversations.history(message) if each.pos > message.pos]
    return any(each.ours and each.kind != "auto" for each in since)


async def main() -> None:
    answers = json.loads(Path(sys.argv[1]).read_text())
    async with Staff.link(sys.argv[2], keys="keyword-bot.keys") as bot:
        async for message in bot.messages():
            words = message.text.casefold()
            found = [answer for keyword, answer in answers.items() if keyword.casefold() in words]
            if found and not await answered(bot, message):
                await bot.reply(message, "\n".join(found))


asyncio.run(main())
