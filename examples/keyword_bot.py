"""Answers by keyword: python examples/keyword_bot.py ANSWERS [INBOX_LINK]

ANSWERS is a JSON file: {"parken": "Hinter dem Haus", …}. It marks nothing as read.
"""

import asyncio
import json
import re
import sys
from pathlib import Path

from tresen.client import Message, Staff, show_words

KEYS = "keyword-bot.keys"


def says(text: str, keyword: str) -> bool:
    """Whether the keyword stands there, as words of its own."""
    return re.search(rf"(?<!\w){re.escape(keyword.casefold())}(?!\w)", text.casefold()) is not None


async def settled(bot: Staff, message: Message) -> bool:
    """A person is wanted, or has said something since, or this bot has, before it was started anew."""
    since = [each for each in await bot.conversations.history(message) if each.pos > message.pos]
    said = any(each.ours and each.kind != "auto" for each in since)
    return said or await bot.conversations.wants_person(message)


async def main() -> None:
    answers = json.loads(Path(sys.argv[1]).read_text())
    opening = (
        Staff.link(sys.argv[2], keys=KEYS, words=show_words) if len(sys.argv) > 2 else Staff.open(keys=KEYS)
    )
    async with opening as bot:
        async for message in bot.messages():
            found = [answer for keyword, answer in answers.items() if says(message.text, keyword)]
            if found and not await settled(bot, message):
                await bot.reply(message, "\n".join(found))


if len(sys.argv) < 2 or (len(sys.argv) == 2 and not Path(KEYS).exists()):
    sys.exit(__doc__)
asyncio.run(main())
