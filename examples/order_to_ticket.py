"""Makes a ticket, a JSON file, of every order: python examples/order_to_ticket.py FOLDER INBOX_LINK

An order is a message that begins with "Bestellung". The ticket's name is the message's id, so none is made twice.
"""

import asyncio
import json
import sys
from pathlib import Path

from tresen.client import Staff


async def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    async with Staff.link(sys.argv[2], keys="order-to-ticket.keys") as bot:
        async for message in bot.messages():
            ticket = folder / f"{message.id}.json"
            if not message.text.casefold().startswith("bestellung") or ticket.exists():
                continue
            row = await bot.conversations.get(message)
            await bot.labels.set(row, "new_order")
            order = {
                "customer": row.name,
                "conversation": str(row.id),
                "text": message.text,
                "at_ms": message.at_ms,
            }
            part = ticket.with_suffix(".part")
            part.write_text(json.dumps(order, ensure_ascii=False))
            part.rename(ticket)
            await bot.reply(message, "Danke, Ihre Bestellung ist bei uns angekommen.")


asyncio.run(main())
