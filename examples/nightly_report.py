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
        async for row in staff.conversations.list("waiting", limit=20):
            since = datetime.fromtimestamp((row.asked_ms or row.last_ms) / 1000, UTC)
            print(f"Wartet auf Antwort: {row.name or row.id}, seit {since:%d.%m. %H:%M} UTC")


if len(sys.argv) <= 1:
    sys.exit(__doc__)
asyncio.run(main())
