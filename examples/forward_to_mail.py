"""Tells somebody by mail that a customer wrote: python examples/forward_to_mail.py SERVER:PORT FROM TO [INBOX_LINK] [--text]

An e-mail is not end-to-end encrypted, so it says who wrote, and not what. With --text it says that too: ask your customers.
"""

import asyncio
import smtplib
import sys
from email.message import EmailMessage
from pathlib import Path

from tresen.client import Message, Staff, show_words

KEYS = "forward-to-mail.keys"
GIVEN = [each for each in sys.argv[1:] if each != "--text"]


def plain(name: str) -> str:
    """A header's words: one line, and no encoded words (=?…?=), which the library would read as what they encode."""
    shown = "".join(each if each.isprintable() else " " for each in name)
    return " ".join(shown.split()).replace("=?", "= ?")


def send(message: Message, name: str) -> None:
    server, sender, to = GIVEN[:3]
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, to, f"Neue Nachricht von {name}"
    mail.set_content(message.text if "--text" in sys.argv else "Sie steht im Posteingang.")
    host, _, port = server.partition(":")
    with smtplib.SMTP(host, int(port or 25), timeout=20) as smtp:
        smtp.send_message(mail)


async def main() -> None:
    opening = Staff.link(GIVEN[3], keys=KEYS, words=show_words) if len(GIVEN) > 3 else Staff.open(keys=KEYS)
    async with opening as bot:
        told: set[str | None] = set()
        async for message in bot.messages():
            if message.id not in told:
                told.add(message.id)
                row = await bot.conversations.get(message)
                await asyncio.to_thread(send, message, plain(row.name or "einem Kunden"))


if len(GIVEN) < 3 or (len(GIVEN) == 3 and not Path(KEYS).exists()):
    sys.exit(__doc__)
asyncio.run(main())
