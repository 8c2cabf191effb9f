"""The day each device of the team was last seen: one write a day, for the team only (wire.md, `GET /team/devices`)."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest
from sqlalchemy import Connection, select

from tests.integration.conftest import Running
from tests.world.bakery import bakery
from tests.world.calls import b64
from tests.world.patience import PATIENCE
from tests.world.shop import Device
from tests.world.wire_client import WireClient
from tresen.core.wire import Bearer
from tresen.store.database import FILE
from tresen.store.schema import devices

DAY = 24 * 60 * 60 * 1000
BERLIN = ZoneInfo("Europe/Berlin")


async def listed(server: Running, line: WireClient) -> dict[str, str | None]:
    assert line.welcome is not None
    async with httpx.AsyncClient(
        base_url=f"http://127.0.0.1:{server.port}", trust_env=False, timeout=PATIENCE
    ) as http:
        headers = {"Authorization": f"Bearer {line.welcome.bearer}"}
        answer = (await http.get("/api/v1/team/devices", headers=headers)).raise_for_status().json()
    return {each["id"]: each["seen_day"] for each in answer["devices"]}


def name(device: Device) -> str:
    return b64(device.keys.id)


def today(server: Running) -> str:
    """The date in Berlin, where the bakery is."""
    return datetime.fromtimestamp(server.clock.now_ms() / 1000, BERLIN).date().isoformat()


async def stored_days(server: Running) -> dict[str, int]:
    def read(connection: Connection) -> list[Any]:
        return list(connection.execute(select(devices.c.role, devices.c.seen_day)))

    return {role: day for role, day in await server.app.house.read(read) if day is not None}


async def test_who_was_here_and_when(server: Running) -> None:
    """An owner sees every active device and the sheet; a device that never signed in has no day."""
    first = today(server)
    await server.enter(server.shop.member)
    server.clock.advance(3 * DAY)
    anna = await server.enter(server.shop.owner)
    assert await listed(server, anna) == {
        b64(server.shop.sheet.id): None,
        name(server.shop.owner): today(server),
        name(server.shop.member): first,
        name(server.shop.auditor): None,
    }


async def test_the_sheet_was_tried(server: Running) -> None:
    """The sheet's day is the day somebody signed in with it; it sees whose each device is before it revokes any."""
    sheet = await server.enter(Device(server.shop.sheet))
    days = await listed(server, sheet)
    assert days[b64(server.shop.sheet.id)] == today(server)
    assert len(days) == 4


@pytest.mark.parametrize("role", ["member", "auditor"])
async def test_others_see_their_own(server: Running, role: str) -> None:
    """[A6] A member or auditor sees the devices of its own person, nobody else's."""
    device: Device = getattr(server.shop, role)
    line = await server.enter(device)
    assert await listed(server, line) == {name(device): today(server)}


async def test_customers_are_never_noted(server: Running) -> None:
    """No day is kept for a customer's device or its return link, and neither may ask."""
    customer = await server.customer()
    for device in (customer.device, customer.paper):
        line = await server.enter(device)
        with pytest.raises(httpx.HTTPStatusError, match="403"):
            await listed(server, line)
    assert await stored_days(server) == {}


async def test_one_write_a_day(server: Running, tmp_path: Path) -> None:
    """However often a device signs in on one day, it is written once; days never go back with the clock."""
    with closing(sqlite3.connect(tmp_path / FILE, isolation_level=None)) as watching:
        watching.execute("CREATE TABLE written (device INTEGER)")
        watching.execute(
            "CREATE TRIGGER noted AFTER UPDATE OF seen_day ON devices BEGIN INSERT INTO written VALUES (new.id); END"
        )

        def writes() -> int:
            """How often a day was written."""
            return int(watching.execute("SELECT count(*) FROM written").fetchone()[0])

        seen = []
        for step in (0, 60_000, DAY, 60_000, -3 * DAY):
            server.clock.advance(step)
            before = writes()
            await server.enter(server.shop.owner)
            seen.append((writes() != before, (await stored_days(server))["owner"]))
    first = seen[0][1]
    assert [day - first for _, day in seen] == [0, 0, 1, 1, 1]
    assert [written for written, _ in seen[:4]] == [True, False, True, False]


async def test_a_session_over_midnight_counts_on_both_days(server: Running) -> None:
    """A counter's tablet is never closed: renewing its bearer today counts as being seen today."""
    anna = await server.enter(server.shop.owner)
    server.clock.advance(DAY)
    (line,) = server.app.live.lines
    line.look_after(asyncio.get_running_loop().time() + 14 * 60)
    await anna.take(Bearer)
    async with asyncio.timeout(PATIENCE):
        day: str | None = None
        while day != today(server):
            day = (await listed(server, anna))[name(server.shop.owner)]


@pytest.mark.parametrize("minute", [1, 59])
async def test_the_day_is_the_shops_own(server: Running, minute: int) -> None:
    """In the first hour of a Berlin day the day in UTC is still the one before: the team sees today, not yesterday."""
    now = datetime.fromtimestamp(server.clock.now_ms() / 1000, BERLIN)
    midnight = datetime.combine(now.date() + timedelta(days=1), time(0, minute), BERLIN)
    server.clock.advance(int(midnight.timestamp() * 1000) - server.clock.now_ms())
    assert datetime.fromtimestamp(server.clock.now_ms() / 1000, UTC).date() != midnight.date()
    anna = await server.enter(server.shop.owner)
    assert (await listed(server, anna))[name(server.shop.owner)] == midnight.date().isoformat()


async def test_a_revoked_device_is_listed_no_more(tmp_path: Path) -> None:
    """[S4] The client combines day, person and role; a revoked device is gone from the list, its day forgotten."""
    async with bakery(tmp_path) as shop:
        day = datetime.now(UTC).date()
        async with await shop.join(2, name="ben") as ben:
            assert [(each.person, each.role) for each in await ben.team.devices()] == [(2, "member")]
            everybody = await shop.owner.team.devices()
            assert [(each.person, each.role) for each in everybody] == [
                (0, "sheet"),
                (1, "owner"),
                (2, "member"),
            ]
            assert everybody[0].seen is None
            assert all(each.seen and each.seen - day <= timedelta(days=1) for each in everybody[1:])
            await shop.owner.records.revoke(person=2)
        assert [each.person for each in await shop.owner.team.devices()] == [0, 1]
        gone = select(devices.c.seen_day).where(devices.c.revoked_ms.is_not(None))
        assert await shop.app.house.read(lambda read: list(read.execute(gone).scalars())) == [None]
