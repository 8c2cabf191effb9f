"""`tresen doctor` on a data folder with a business: one owner's device alone, a sheet nobody has tested (S2, S3)."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.integration.test_pages import build
from tests.world.bakery import bakery
from tests.world.bare import Bare
from tests.world.loaded import TRESEN, run
from tresen.cli.backups_kept import backups
from tresen.core.backups import DAY_MS, STALE_MS, UNTRIED_MS
from tresen.store.backup.state import BackedUp, write
from tresen.store.database import FILE

ROOT = Path(__file__).parents[2]
COUNTED = {2: "two", 5: "five"}
YEAR_AGO = "UPDATE devices SET added_ms = added_ms - 367 * 86400000 WHERE role = 'sheet'"
TESTED = "UPDATE devices SET seen_day = CAST(strftime('%s', 'now') AS INTEGER) / 86400 WHERE role = 'sheet'"
UNCOUNTED = "ALTER TABLE conversations DROP COLUMN bytes"
FORMER = "ALTER TABLE devices DROP COLUMN seen_day"


async def doctor(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    web = ["--config", str(folder / "doctor.toml")]
    (folder / "doctor.toml").write_text(f'web = "{build(folder / "web")}"\n')
    return await asyncio.to_thread(run, TRESEN, "doctor", "--data", folder / "data", *web, *args)


async def warned(folder: Path) -> tuple[set[str], int]:
    done = await doctor(folder, "--json")
    found: list[dict[str, Any]] = json.loads(done.stdout)
    broken = [each for each in found if not each["good"] and not each["warning"]]
    assert done.returncode == (1 if broken else 0)
    return {each["name"] for each in found if each["warning"]}, len(found)


def change(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(folder / "data" / FILE)) as database:
        database.execute(statement)
        database.commit()


def backed_up(folder: Path, made_ms: int, tried_ms: int) -> None:
    write(folder / "data", BackedUp("/mnt/backup", made_ms, tried_ms))


async def test_reminders(tmp_path: Path) -> None:
    """A new business is warned of its one device; a second one and a tested sheet end the warnings, which are no faults."""
    async with bakery(tmp_path) as shop:
        backed_up(tmp_path, *2 * (time.time_ns() // 1_000_000,))
        assert await warned(tmp_path) == ({"owner devices"}, 16)
        said = (await doctor(tmp_path)).stdout
        assert "warn owner devices   only one at sonnenschein" in said
        assert "the owner adds a second device" in said
        async with await shop.join(1, "owner", "laptop"):
            assert (await warned(tmp_path))[0] == set()
        change(tmp_path, YEAR_AGO)
        assert (await warned(tmp_path))[0] == {"recovery sheets"}
        assert "not tested for a year at sonnenschein" in (await doctor(tmp_path)).stdout
        change(tmp_path, TESTED)
        assert (await warned(tmp_path))[0] == set()
        others = [each.id for each in await shop.owner.team.devices() if each.role == "owner"]
        await shop.owner.records.revoke(device=others[-1])
        assert (await warned(tmp_path))[0] == {"owner devices"}


async def test_a_database_of_the_version_before(tmp_path: Path) -> None:
    """[A12] Before the server has brought it up to date there are no days: a sheet counts from when it was made."""
    async with bakery(tmp_path):
        backed_up(tmp_path, *2 * (time.time_ns() // 1_000_000,))
    change(tmp_path, FORMER)
    assert (await warned(tmp_path))[0] == {"owner devices"}
    change(tmp_path, UNCOUNTED)
    change(tmp_path, YEAR_AGO)
    assert (await warned(tmp_path))[0] == {"owner devices", "recovery sheets"}


async def test_a_quota_that_is_nearly_used_up(tmp_path: Path) -> None:
    """From four fifths of a quota on the business is named: of its own, or of one conversation; less is no warning."""
    async with bakery(tmp_path) as shop, await shop.customer() as customer:
        await customer.send("Guten Tag")
        second = "UPDATE conversations SET bytes = {} WHERE NOT back_room"
        for mib, near in ((204, False), (205, True), (6553, True), (6554, True)):
            change(tmp_path, second.format(mib * 2**20))
            assert ("quotas" in (await warned(tmp_path))[0]) is near
        said = (await doctor(tmp_path)).stdout
        assert (
            "warn quotas          nearly used up at sonnenschein (6554 of 8192 MiB, 1 conversations nearly full)"
            in said
        )
        assert "raise conversation_quota_mib" in said


async def test_files_are_counted_and_checked(tmp_path: Path) -> None:
    """[F7] The files of messages are counted; one that is missing or cut is bad, one that nothing knows of is told."""
    async with bakery(tmp_path) as shop, await shop.customer() as customer:
        await customer.send("Guten Morgen!")
        path = tmp_path / "Angebot.pdf"
        path.write_bytes(bytes(100_000))
        for _ in range(2):
            await customer.send_file(path)
        stored = tmp_path / "data" / "files"
        one, _ = [each for each in stored.rglob("*") if each.is_file()]
        assert "ok   files           2 files of messages, 0.2 MiB" in (await doctor(tmp_path)).stdout
        stray = one.with_name("0" * 32)
        stray.write_bytes(b"?")
        assert "2 files of messages, 0.2 MiB; 1 that nothing knows of" in (await doctor(tmp_path)).stdout
        stray.unlink()
        one.write_bytes(b"cut")
        done = await doctor(tmp_path)
        assert done.returncode == 1
        assert "BAD  files           1 missing or cut, of 2 files of messages" in done.stdout


async def test_backups(tmp_path: Path) -> None:
    """[S11] Reminds from the first business on that there is no backup, then of an old one, then of an untried one."""
    async with bakery(tmp_path):
        assert "warn backups         there is none" in (await doctor(tmp_path)).stdout
        assert f"tresen backup --data {tmp_path / 'data'} --to FOLDER" in (await doctor(tmp_path)).stdout
        now = time.time_ns() // 1_000_000
        for made, tried, sentence in (
            (now - 3 * DAY_MS, now, "the newest is 3 days old"),
            (now, 0, "none was ever tried"),
            (now, now - 36 * DAY_MS, "none was tried for five weeks"),
        ):
            backed_up(tmp_path, made, tried)
            assert "backups" in (await warned(tmp_path))[0]
            said = (await doctor(tmp_path)).stdout
            assert sentence in said
            assert "--to /mnt/backup" in said
        backed_up(tmp_path, now, now)
        assert "backups" not in (await warned(tmp_path))[0]
    (tmp_path / "data" / FILE).write_bytes(b"not a database at all" * 1000)
    assert "tresen restore /mnt/backup --data" in (await doctor(tmp_path)).stdout


async def test_the_page_on_backups_promises_what_doctor_does(tmp_path: Path) -> None:
    """[S11] backup.md names the bounds by which doctor reminds, and the command that it shows is the page's."""
    page = " ".join((ROOT / "docs/howto/backup.md").read_text(encoding="utf-8").split())
    days, weeks = STALE_MS // DAY_MS, UNTRIED_MS // (7 * DAY_MS)
    assert (
        "`tresen doctor` reminds, with the command to type, as soon as there is a business and no backup, when the newest"
        f" is older than {COUNTED[days]} days, and when none was tried for {COUNTED[weeks]} weeks."
    ) in page
    async with bakery(tmp_path):
        file, now = tmp_path / "data" / FILE, 100 * 7 * DAY_MS
        assert not backups(file, now).good
        for made, tried, good in (
            (now - STALE_MS, now - UNTRIED_MS, True),
            (now - STALE_MS - 1, now, False),
            (now, now - UNTRIED_MS - 1, False),
        ):
            backed_up(tmp_path, made, tried)
            found = backups(file, now)
            assert found.good is good
            assert good or (found.warning and "tresen backup" in found.todo)


async def test_without_a_business_there_is_nothing_to_back_up(tmp_path: Path) -> None:
    """[S11] A server before its first business is not reminded of backups."""
    with Bare.open(tmp_path):
        said = (await doctor(tmp_path)).stdout
    assert "ok   backups         none, and no business yet that needs one" in said
