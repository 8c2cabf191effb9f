"""Answers questions about the opening hours, nothing else: python examples/hours_bot.py [INBOX_LINK]

It marks nothing as read: what it does not answer stays unread for people.
"""

import asyncio
import re
import sys
from pathlib import Path

from tresen.client import Message, Staff, show_words

KEYS = "hours-bot.keys"

ASKED = re.compile(r"\b(ge)?öffne|\boffen\b|\bauf\?|\bopen\b|öffnungszeit", re.IGNORECASE)


async def settled(bot: Staff, message: Message) -> bool:
    """A person is wanted, or has said something since, or this bot has, before it was started anew."""
    since = [each for each in await bot.conversations.history(message) if each.pos > message.pos]
    said = any(each.ours and each.kind != "auto" for each in since)
    return said or await bot.conversations.wants_person(message)


async def main() -> None:
    opening = (
        Staff.link(sys.argv[1], keys=KEYS, words=show_words) if len(sys.argv) > 1 else Staff.open(keys=KEYS)
    )
    async with opening as bot:
        async for message in bot.messages():
            if ASKED.search(message.text) and not await settled(bot, message):
                hours = await bot.hours()
                await bot.reply(message, hours.text or "Unsere Öffnungszeiten nennt Ihnen gern das Team.")


if len(sys.argv) <= 1 and not Path(KEYS).exists():
    sys.exit(__doc__)
asyncio.run(main())
