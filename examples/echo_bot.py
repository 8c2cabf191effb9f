"""Says back what customers say: python examples/echo_bot.py INBOX_LINK"""

import asyncio
import sys

from tresen.client import Staff


async def main() -> None:
    async with Staff.link(sys.argv[1], keys="echo-bot.keys") as bot:
        async for message in bot.messages():
            await bot.reply(message, f"Echo: {message.text}")
            await bot.mark_read(message)


asyncio.run(main())
