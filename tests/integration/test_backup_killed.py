"""`tresen backup` and `tresen restore` are killed in every step: earlier backups stay whole, nobody serves half a folder."""

from __future__ import annotations

import asyncio
import json
import shutil
from pathlib import Path

import pytest

from tests.world.clock import NOON
from tests.world.depth import examples
from tests.world.erase import erase, say, target
from tests.world.house import opened
from tests.world.loaded import run
from tests.world.shop import found
from tresen.backup.folder import BackupFolder
from tresen.backup.take import take
from tresen.clock import SettableClock
from tresen.store.backup.erasure_list import ErasureList

TIMES = examples(20)


async def furnished(folder: Path) -> None:
    """A server's folder, a backup of it, and its erasure list after more was said and erased."""
    data, listed = folder / "data", ErasureList(folder / "tresen.erasures")
    data.mkdir()
    async with opened(data, SettableClock(NOON)) as house:
        shop = await found(house.house)
        customer = shop.customer()
        await customer.begin(house.house)
        said = [await say(house.house, shop, customer.device, customer.epoch.key) for _ in range(40)]
        await house.house.read(listed.catch_up)
        take(data, BackupFolder(folder / "backups"), listed.file, NOON, None)
        await erase(house.house, customer, [target(*each) for each in said[:10]])
        await say(house.house, shop, customer.device, customer.epoch.key)
        await house.house.read(listed.catch_up)


@pytest.mark.parametrize(("what", "steps"), [("take", 5), ("put", 5)])
async def test_killed_in_every_step(tmp_path: Path, what: str, steps: int) -> None:
    """[S11, L10] kill -9: earlier sets stay whole; a folder is whole, or refuses to serve; doing it again succeeds."""
    await furnished(tmp_path)
    done = await asyncio.to_thread(run, "tests.world.dying_backup", what, tmp_path, TIMES, timeout=240)
    assert done.returncode == 0, done.stderr
    killed = json.loads(done.stdout)
    assert len(killed) >= steps, killed
    assert set(killed.values()) == {TIMES}
    shutil.rmtree(tmp_path / "restored", ignore_errors=True)
