"""Sends a picture to a customer: python examples/send_photo.py KEYS CONVERSATION PICTURE "Words for those who cannot see it"

CONVERSATION is the id, as `export.py` writes it. The place where the picture was taken is cut out before it is sent.
"""

import asyncio
import sys

from tresen.client import Staff


def progress(done: int, all_: int) -> None:
    print(f"{100 * done // all_} %", file=sys.stderr)


async def main() -> None:
    keys, conversation, picture, alt = sys.argv[1:5]
    async with Staff.open(keys=keys) as staff:
        sent = await staff.conversations.send_file(conversation, picture, alt=alt, progress=progress)
        print(f"sent as number {sent.pos} of the conversation")


if len(sys.argv) <= 4:
    sys.exit(__doc__)
asyncio.run(main())
