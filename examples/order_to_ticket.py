"""Makes a ticket, a JSON file, of every order: python examples/order_to_ticket.py FOLDER [INBOX_LINK]

An order is a message that begins with "Bestellung". The ticket's name is the message's id, so none is made twice.
"""

import asyncio
import json
import sys
from pathlib import Path

from tresen.client import Message, Staff, show_words

KEYS = "order-to-ticket.keys"


async def make(bot: Staff, message: Message, ticket: Path) -> None:
    row = await bot.conversations.get(message)
    order = {"customer": row.name, "conversation": str(row.id), "text": message.text, "at_ms": message.at_ms}
    part = ticket.with_suffix(".part")
    part.write_text(json.dumps(order, ensure_ascii=False))
    part.rename(ticket)


async def answered(bot: Staff, message: Message) -> bool:
    """A person has said something since, or this bot, before it was stopped between ticket and answer."""
    since = [each for each in await bot.conversations.history(message) if each.pos > message.pos]
    return any(each.ours and each.kind != "auto" for each in since)


async def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    opening = (
        Staff.link(sys.argv[2], keys=KEYS, words=show_words) if len(sys.argv) > 2 else Staff.open(keys=KEYS)
    )
    async with opening as bot:
        async for message in bot.messages():
            if not message.text.casefold().startswith("bestellung"):
                continue
            ticket = folder / f"{message.id}.json"
            if not ticket.exists():
                await make(bot, message, ticket)
            if not (await answered(bot, message) or await bot.conversations.wants_person(message)):
                await bot.reply(message, "Danke, Ihre Bestellung ist bei uns angekommen.")


if len(sys.argv) < 2 or (len(sys.argv) == 2 and not Path(KEYS).exists()):
    sys.exit(__doc__)
asyncio.run(main())
