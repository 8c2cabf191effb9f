"""Answers questions about the opening hours, nothing else: python examples/hours_bot.py INBOX_LINK

It marks nothing as read: what it does not answer stays unread for people.
"""

import asyncio
import re
import sys

from tresen.client import Message, Staff

ASKED = re.compile(r"\b(ge)?öffne|\boffen\b|\bauf\?|\bopen\b|öffnungszeit", re.IGNORECASE)


async def answered(bot: Staff, message: Message) -> bool:
    """A person, or this bot before it was started anew, has said something since."""
    since = [each for each in await bot.conversations.history(message) if each.pos > message.pos]
    return any(each.ours and each.kind != "auto" for each in since)


async def main() -> None:
    async with Staff.link(sys.argv[1], keys="hours-bot.keys") as bot:
        async for message in bot.messages():
            if ASKED.search(message.text) and not await answered(bot, message):
                hours = await bot.hours()
                await bot.reply(message, hours.text or "Unsere Öffnungszeiten nennt Ihnen gern das Team.")


asyncio.run(main())
