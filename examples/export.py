"""Writes all conversations as JSON and as CSV: python examples/export.py KEYS FOLDER

What is exported is no longer encrypted: keep the folder as you keep the shop's books.
"""

import asyncio
import csv
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from tresen.client import Message, Staff


def row(message: Message) -> dict[str, object]:
    return {
        "conversation": str(message.conversation),
        "id": message.id,
        "time": datetime.fromtimestamp(message.at_ms / 1000, UTC).isoformat(),
        "from": message.by or ("team" if message.ours else "customer"),
        "kind": message.kind,
        "text": message.text,
    }


async def main() -> None:
    folder = Path(sys.argv[2])
    async with Staff.open(keys=sys.argv[1]) as staff:
        conversations = await staff.conversations.list()
        rows = [row(each) for one in conversations for each in await staff.conversations.history(one)]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "messages.json").write_text(json.dumps(rows, ensure_ascii=False, indent=1))
    with (folder / "messages.csv").open("w", newline="", encoding="utf-8-sig") as file:
        table = csv.DictWriter(file, ["conversation", "id", "time", "from", "kind", "text"], delimiter=";")
        table.writeheader()
        # A text that begins like a formula must not become one in a spreadsheet.
        table.writerows({name: _plain(str(value)) for name, value in each.items()} for each in rows)


def _plain(text: str) -> str:
    return "'" + text if text[:1] in "=+-@\t\r" and text else text


if len(sys.argv) <= 2:
    sys.exit(__doc__)
asyncio.run(main())
