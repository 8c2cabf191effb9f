"""What happened yesterday, and who still waits, for a cron job: python examples/nightly_report.py KEYS"""

import asyncio
import sys
from datetime import UTC, datetime, timedelta

from tresen.client import Staff


async def main() -> None:
    async with Staff.open(keys=sys.argv[1]) as staff:
        yesterday = datetime.now(UTC).date() - timedelta(days=1)
        figures = await staff.statistics(yesterday, yesterday)
        print(f"{staff.profile.name}, {yesterday:%d.%m.%Y}")
        total = figures.total
        print(
            f"{total.new} neue Unterhaltungen, {total.received} Nachrichten, {total.answered} Anfragen beantwortet"
        )
        async for row in staff.conversations.list("unread", limit=20):
            since = datetime.fromtimestamp(row.last_ms / 1000, UTC)
            print(f"Wartet: {row.name or row.id}, {row.unread} ungelesen, seit {since:%d.%m. %H:%M} UTC")


asyncio.run(main())
