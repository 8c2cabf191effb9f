"""Says back what customers say: python examples/echo_bot.py [INBOX_LINK]"""

import asyncio
import sys
from pathlib import Path

from tresen.client import Staff, show_words

KEYS = "echo-bot.keys"


async def main() -> None:
    opening = (
        Staff.link(sys.argv[1], keys=KEYS, words=show_words) if len(sys.argv) > 1 else Staff.open(keys=KEYS)
    )
    async with opening as bot:
        async for message in bot.messages():
            if await bot.conversations.wants_person(message):
                continue
            await bot.reply(message, f"Echo: {message.text}")
            await bot.mark_read(message)


if len(sys.argv) <= 1 and not Path(KEYS).exists():
    sys.exit(__doc__)
asyncio.run(main())
