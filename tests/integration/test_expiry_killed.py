"""The upkeep killed in every step: the next one finishes, once, and nothing of what is over is left (D1, A4, A10)."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.contract.test_erased_bytes import seen, windows
from tests.contract.test_erasing import furnished, spoken
from tests.contract.test_kept import classed, keeping
from tests.world.clock import NOON, travel
from tests.world.erase import erase, log
from tests.world.expiring import DAYS, publish
from tests.world.house import Opened, opened
from tests.world.loaded import run
from tests.world.shop import Customer, Shop
from tresen.clock import SettableClock
from tresen.core.law.days import DAY_MS
from tresen.core.law.trail import Line, first_wrong
from tresen.core.model import Kind
from tresen.core.wire import Send
from tresen.desk import upkeep
from tresen.desk.erasing.slices import finish_all
from tresen.store import audit

STEPS = 40
"""More than the upkeep below has."""


async def world(folder: Path) -> tuple[Shop, Customer, list[Send], int]:
    """A long conversation, a short one and one with a letter, all over; and a letter whose time is over by a command."""
    async with opened(folder, SettableClock(NOON)) as house:
        shop, long = await furnished(house)
        await publish(house, shop)
        said = [(await spoken(house, long))[1] for _ in range(130)]
        short = shop.customer()
        await short.begin(house.house)
        said += [(await spoken(house, short))[1] for _ in range(3)]
        asked = shop.customer()
        await asked.begin(house.house)
        said.append((await classed(house, asked, "letter"))[1])
        await erase(house.house, asked)
        until = (await keeping(house, asked)).kept[0].until_ms
        await travel(house.house, house.clock, until)
        assert until > NOON + DAYS * DAY_MS
    return shop, long, said, until


def sweep_killed(folder: Path, now: int, step: int) -> bool:
    """True when it came to its end."""
    done = run("tests.world.dying_sweep", folder, now, step)
    assert done.returncode in (0, -9), done.stderr
    return "done" in done.stdout


async def outcome(house: Opened, shop: Shop) -> list[tuple[int, int | None, bytes | None]]:
    """What the log says is gone, event by event."""
    return [
        (each.kind, each.pos, each.body)
        for each in await log(house.house, shop)
        if each.kind in (Kind.ERASED, Kind.EXPIRED)
    ]


async def test_killed_in_every_step(tmp_path: Path) -> None:
    """[D1, A4, A10] kill -9 before and after each transaction: one further run, and all is as if nothing had happened."""
    (tmp_path / "first").mkdir()
    shop, _, said, now = await world(tmp_path / "first")
    gone = {window for each in said for window in windows(each)}
    wanted: list[tuple[int, int | None]] | None = None
    for step in range(STEPS):
        folder = tmp_path / f"{step}"
        shutil.copytree(tmp_path / "first", folder)
        finished = sweep_killed(folder, now, step)
        async with opened(folder, SettableClock(now)) as house:
            await finish_all(house.house)
            await upkeep.sweep(house.house)
            assert seen(folder, gone) == set(), step
            told = [(kind, pos) for kind, pos, _ in await outcome(house, shop)]
            wanted = wanted or told
            assert sorted(told) == sorted(wanted), step
            length = len(await log(house.house, shop))
            assert await upkeep.sweep(house.house) == 0
            assert len(await log(house.house, shop)) == length

            def whole(connection: object) -> int | None:
                return first_wrong(Line(*row) for row in audit.every(connection, shop.key))  # type: ignore[arg-type]

            assert await house.house.read(whole) is None
        shutil.rmtree(folder)
        if finished:
            return
    pytest.fail("the upkeep has more steps than were tried")
