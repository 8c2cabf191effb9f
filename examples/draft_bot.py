"""Drafts answers, which people send: python examples/draft_bot.py [INBOX_LINK] [--model URL NAME]

By rules: the quick reply whose keyword was said, or the opening hours. With --model, a language model on this network words
it, at an address like Ollama's (http://localhost:11434/v1) or llama.cpp's (http://localhost:8080/v1). It needs no key.
"""

import asyncio
import ipaddress
import json
import re
import socket
import sys
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

from tresen.client import Message, Staff, show_words

KEYS = "draft-bot.keys"
HOURS = re.compile(r"öffne|\boffen\b|\bopen\b|öffnungszeit|schließt", re.IGNORECASE)
TOLD = "Du entwirfst für einen Betrieb Antworten an Kunden, kurz und in Sie. Nimm nur, was hier steht; was fehlt, erfrage.\n"


async def known(bot: Staff, message: Message) -> tuple[str, str]:
    """What the business has to say to this message, and everything it might say."""
    replies, hours = await bot.quick_replies.all(), await bot.hours()
    keys = [(rf"(?i)(?<!\w){re.escape(k)}(?!\w)", each.text_de) for each in replies for k in each.keywords]
    said = list(dict.fromkeys(text for key, text in keys if re.search(key, message.text)))
    said += [hours.text] if hours.known and HOURS.search(message.text) else []
    everything = [str(bot.profile), hours.text, *(f"{each.title}: {each.text_de}" for each in replies)]
    return "\n".join(said), "\n".join(everything)


def worded(url: str, model: str, facts: str, asked: str) -> str:
    """The model's words. What a customer wrote is given only to an address of one's own network."""
    at = urlsplit(url)
    address = socket.getaddrinfo(at.hostname, at.port or 80)[0][4][0]
    if not ipaddress.ip_address(address).is_private:
        sys.exit(f"{at.hostname} is not on this network: what customers write does not leave it.")
    turns = [{"role": "system", "content": TOLD + facts}, {"role": "user", "content": asked}]
    body = json.dumps({"model": model, "messages": turns, "temperature": 0.2}).encode()
    line = HTTPConnection(str(address), at.port or 80, timeout=120)
    line.request("POST", f"{at.path}/chat/completions", body, {"Content-Type": "application/json"})
    return str(json.load(line.getresponse())["choices"][0]["message"]["content"]).strip()


async def main(links: list[str], model: list[str]) -> None:
    async with Staff.link(links[0], keys=KEYS, words=show_words) if links else Staff.open(keys=KEYS) as bot:
        async for message in bot.messages():
            said, facts = await known(bot, message)
            if model and message.text:
                said = await asyncio.to_thread(worded, model[0], model[1], facts, message.text)
            if said and not await bot.conversations.wants_person(message):
                await bot.draft(message, said)


given, _, rest = " ".join(sys.argv[1:]).partition("--model")
if (rest and len(rest.split()) != 2) or not (given.strip() or Path(KEYS).exists()):
    sys.exit(__doc__)
asyncio.run(main(given.split(), rest.split()))
