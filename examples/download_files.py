"""Saves every file that customers sent, in a folder for each conversation: python examples/download_files.py KEYS FOLDER"""

import asyncio
import sys
from pathlib import Path

from tresen.client import AlreadyThere, Refusal, Staff

FILES = {"photo", "video", "voice", "file"}


async def main() -> None:
    async with Staff.open(keys=sys.argv[1]) as staff:
        async for row in staff.conversations.list():
            folder = Path(sys.argv[2]) / str(row.id)
            for message in await staff.conversations.history(row):
                if message.ours or message.kind not in FILES or message.trouble:
                    continue
                place = folder / str(message.pos)  # two files may have one name
                place.mkdir(parents=True, exist_ok=True)
                try:
                    print(await staff.conversations.download(message, place))
                except AlreadyThere:
                    continue
                except Refusal as refusal:  # erased meanwhile
                    print(f"{message.id}: {refusal.code}", file=sys.stderr)


if len(sys.argv) <= 2:
    sys.exit(__doc__)
asyncio.run(main())
