"""Statistics of a running server: over HTTP, in Python, in the terminal, for monitoring; and how fast they are."""

from __future__ import annotations

import asyncio
import json
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest
from sqlalchemy import insert
from typer.testing import CliRunner

from tests.world.bakery import Bakery, bakery
from tests.world.calls import calling
from tests.world.clock import NOON
from tests.world.erase import who
from tests.world.house import Opened, opened
from tests.world.shop import found
from tresen.cli import build
from tresen.client.documents import replyusage
from tresen.client.documents.quickreply import QuickReply
from tresen.clock import SettableClock
from tresen.core.statistics.counts import ANSWER, DELIVERY, HOURS, READING, REQUESTS, STEPS_S, encode
from tresen.core.statistics.figures import Figures
from tresen.desk.statistics.report import Asked, statistics
from tresen.errors import Refusal
from tresen.store import schema
from tresen.store.lock import lock

KIB = 1024


async def test_in_python_and_in_the_terminal(tmp_path: Path) -> None:
    """The client's figures, the command's JSON, CSV and chart, and the gauges say the same."""
    async with bakery(tmp_path) as shop, await shop.customer() as customer:
        await customer.send("Haben Sie noch Brot?")
        await customer.send("Für heute?")
        conversation = customer.conversation
        assert conversation is not None
        await shop.owner.conversations.send(conversation, "Ja, bis eins.")
        today = datetime.now(ZoneInfo("Europe/Berlin")).date()
        found_ = await shop.owner.statistics(today - timedelta(days=6), today, by="day")
        assert (found_.total.received, found_.total.sent, found_.total.new) == (2, 1, 1)
        assert (found_.total.requests, found_.total.answered) == (1, 1)
        assert [each.first for each in found_.periods] == [
            today - timedelta(days=n) for n in range(6, -1, -1)
        ]
        assert sum(map(sum, found_.hours)) == 2
        with pytest.raises(Refusal, match="not before from"):
            await shop.owner.statistics(today, today - timedelta(days=1))
        data = _data(shop, tmp_path)
        words = CliRunner().invoke(build(), ["stats", "sonnenschein", "--data", str(data)])
        assert words.exit_code == 0, words.output
        assert "received" in words.output
        assert "waiting now: 0 of 1" in words.output
        said = CliRunner().invoke(build(), ["stats", "sonnenschein", "--data", str(data), "--json"])
        assert json.loads(said.output)["total"]["received"] == 2
        rows = CliRunner().invoke(build(), ["stats", "sonnenschein", "--data", str(data), "--csv"])
        assert rows.output.splitlines()[0].startswith("from,to,received,sent,delivered,read")
        month = CliRunner().invoke(
            build(), ["stats", "sonnenschein", "--month", f"{today:%Y-%m}", "--data", str(data)]
        )
        assert f"{today.replace(day=1)} – " in month.output
        assert [
            line
            for line in month.output.splitlines()
            if line.endswith("1  ████████████████████████████████████████")
        ]
        for given in ("2026-13", "9999-12"):
            no_month = CliRunner().invoke(
                build(), ["stats", "sonnenschein", "--month", given, "--data", str(data)]
            )
            assert (no_month.exit_code, "is not a month" in no_month.output) == (1, True)
        wrong = CliRunner().invoke(build(), ["stats", "nobody", "--data", str(data)])
        assert (wrong.exit_code, "no business" in wrong.output) == (1, True)
    with lock(data):
        running = await asyncio.to_thread(
            CliRunner().invoke, build(), ["stats", "rebuild", "--data", str(data)]
        )
    assert (running.exit_code, "stop it first" in running.output) == (1, True)
    again = await asyncio.to_thread(CliRunner().invoke, build(), ["stats", "rebuild", "--data", str(data)])
    assert (again.exit_code, again.output.startswith("counted again")) == (0, True), again.output
    after = CliRunner().invoke(build(), ["stats", "sonnenschein", "--data", str(data), "--json"])
    assert json.loads(after.output)["total"] == json.loads(said.output)["total"]


async def test_files_count_as_messages_alone(tmp_path: Path) -> None:
    """What brings a file is one message like any other: neither its size, its kind nor its carrying is counted anywhere."""
    async with bakery(tmp_path) as shop, await shop.customer() as customer:
        await customer.send("Guten Tag")
        path = tmp_path / "Plan.pdf"
        path.write_bytes(bytes(200_000))
        await customer.send_file(path)
        await shop.owner.conversations.send_file(customer.conversation or b"", path)
        today = datetime.now(ZoneInfo("Europe/Berlin")).date()
        found_ = await shop.owner.statistics(today, today)
        assert (found_.total.received, found_.total.sent) == (2, 1)
        assert not [name for name in Figures.__struct_fields__ if "file" in name or "byte" in name]


async def test_quick_replies_are_counted_by_the_team_alone(tmp_path: Path) -> None:
    """The server cannot know: figures of the client alone have them, of replies that exist, for as long as they are kept."""
    async with bakery(tmp_path) as shop:
        replies, today = shop.owner.quick_replies, datetime.now(UTC).date()
        await replies.save(QuickReply("zeiten", "Zeiten", "Wir haben bis eins auf."))
        ((key, _),) = await replies._keyed()
        day, name = (today - date(1970, 1, 1)).days, replyusage.name_of(key)
        said = f"{day}.{name}.3 {day - 1}.{name}.2 {day}.AAAAAAAA.9"
        await replies._room.write(replyusage, None, {"slot": said}, replyusage.key_of(day // 7))
        found_ = await shop.owner.statistics(today - timedelta(days=2), today)
        assert [each.quick_replies for each in (*found_.periods, found_.total)] == [0, 2, 3, 5]
        assert found_.before.quick_replies == 0
        long_ago = await shop.owner.statistics(today - timedelta(days=100), today, by="month")
        assert (long_ago.total.quick_replies, long_ago.periods[-1].quick_replies) != (None, None)
        assert long_ago.total.quick_replies is None
        async with await shop.join(4, "auditor") as auditor:
            sees = await auditor.statistics(today, today)
            assert (sees.total.new, sees.total.quick_replies) == (0, None)
        answer = await shop.owner._figuring._http.get("/statistics", {})
        assert not [name for name in answer["total"] if "repl" in name]


async def test_over_http(tmp_path: Path) -> None:
    """The fields that the protocol names, for the team alone; days that cannot be asked for are refused by name."""
    async with calling(tmp_path) as calls:
        shop = await calls.business("a", "sonnenschein")
        token = await calls.bearer(shop.owner.id)
        answer = await calls.get("/statistics?from=2026-02-01&to=2026-02-28&by=week", token)
        assert answer.status_code == 200, answer.text
        said = answer.json()
        assert set(said) == {"time_zone", "as_of_ms", "by", "total", "before", "periods", "hours", "now"}
        assert set(said["total"]) == {"from", "to", *Figures.__struct_fields__}
        assert (said["before"]["from"], said["before"]["to"]) == ("2026-01-01", "2026-01-31")
        assert [each["from"] for each in said["periods"]] == [
            "2026-02-01", "2026-02-02", "2026-02-09", "2026-02-16", "2026-02-23",
        ]  # fmt: skip
        assert ([len(row) for row in said["hours"]], said["now"]["oldest_ms"]) == ([24] * 7, None)
        for wrong in (
            "from=2026-02-30",
            "by=year",
            "from=2026-02-02&to=2026-02-01",
            "from=2020-01-01&to=2026-01-01",
        ):
            refused = await calls.get(f"/statistics?{wrong}", token)
            assert (refused.status_code, refused.json()["code"]) == (400, "bad_request"), wrong
        assert (await calls.get("/statistics")).status_code == 401


async def test_gauges(tmp_path: Path) -> None:
    """Over HTTP, in Prometheus's format: no business's name stands in them unless it is asked for."""
    async with calling(tmp_path, metrics_token="0123456789abcdef") as calls:
        await calls.business("a", "sonnenschein")
        headers = {"Authorization": "Bearer 0123456789abcdef"}
        plain = (await calls.http.get("/metrics", headers=headers)).text
        assert "sonnenschein" not in plain
        assert "tresen_statistics_received 0\n" in plain
        named = (await calls.http.get("/metrics?by=business", headers=headers)).text
        assert 'tresen_statistics_waiting{business="sonnenschein"} 0\n' in named


def _data(_shop: Bakery, folder: Path) -> Path:
    (file,) = folder.rglob("tresen.db")
    return file.parent


def full_day(n: int) -> dict[int, int]:
    """A day of a business with a million messages a month, in which every duration and every hour occurs."""
    day = dict.fromkeys(range(8), 33000 + n) | {REQUESTS: 9_000}
    day |= {HOURS + hour: 1_400 + hour for hour in range(24)}
    for kind in (ANSWER, DELIVERY, READING):
        day |= {kind + step: 90 + step for step in range(len(STEPS_S))}
    return day


async def test_a_month_of_a_million_messages_is_answered_at_once(tmp_path: Path) -> None:
    """A month, with the month before, in less than 100 ms; a year of aggregates takes less than 1 MB."""
    async with opened(tmp_path, SettableClock(NOON)) as house:
        shop = await found(house.house)
        last = datetime.fromtimestamp(NOON / 1000, UTC).toordinal()
        days = [encode(full_day(n)) for n in range(365)]
        assert sum(map(len, days)) < KIB * KIB * 0.95

        def fill(tx: Any) -> None:
            rows = [
                {"business_id": shop.key, "day": last - n, "counts": counts} for n, counts in enumerate(days)
            ]
            tx.execute(insert(schema.statistics_days), rows)

        await house.house.write(fill)
        owner = await who(house.house, shop.owner)
        assert await timed(house, owner) < 0.1


async def timed(house: Opened, owner: Any) -> float:
    best = 1.0
    for _ in range(5):
        began = time.process_time()
        answer = await statistics(house.house, owner, Asked())
        assert answer.total.figures.sent > 900_000
        assert msgspec.json.encode(answer.total.figures)
        best = min(best, time.process_time() - began)
    return best
