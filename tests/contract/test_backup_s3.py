"""A backup in a bucket, and the files of a server that keeps them in one: on a real store that speaks S3 (S11, F8)."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contract.test_backup import World, world
from tests.world.carrying import carrying
from tests.world.clock import NOON
from tests.world.erase import erase, target
from tests.world.s3 import BUCKET, s3_server
from tresen.backup.choose import choose
from tresen.backup.files import FolderFiles, StoreFiles
from tresen.backup.folder import BackupFolder, BadBackup
from tresen.backup.put import put
from tresen.backup.s3 import HELD_SECONDS, S3Shelf
from tresen.backup.take import take
from tresen.backup.trial import compare
from tresen.clock import SettableClock
from tresen.core.backups import DAY_MS, Part
from tresen.files.s3 import S3
from tresen.files.signature import Bucket
from tresen.store.backup.erasure_list import ErasureList

__all__ = ["world"]


@contextlib.contextmanager
def backups(bucket: Bucket, prefix: str = "host/backups") -> Iterator[BackupFolder]:
    folder = BackupFolder(S3Shelf(bucket, prefix))
    try:
        yield folder
    finally:
        folder.close()


async def test_backed_up_pruned_restored(world: World, tmp_path: Path) -> None:
    """[S11, L10] As in a folder: incremental, slots pruned after 14 days, the list replayed, nothing erased back."""
    said = await world.say(20)
    async with s3_server(tmp_path / "s3", deep=True) as bucket:

        def back_up(day: int) -> int:
            with backups(bucket) as folder:
                return take(world.data, folder, world.list.file, NOON + day * DAY_MS, None).written

        await world.listed()
        assert await asyncio.to_thread(back_up, 0) > 0
        said += await world.say()
        assert await asyncio.to_thread(back_up, 1) > 0
        assert await asyncio.to_thread(back_up, 2) == 0
        await erase(world.house.house, world.customer, [target(*each) for each in said[:10]])
        await world.listed()
        world.restored.mkdir()

        def restore() -> int:
            with backups(bucket) as folder:
                chosen = choose(folder, None, None, world.list.file, lost=False)
                done = put(
                    folder, chosen, None, world.restored, world.list.file, SettableClock(NOON + DAY_MS)
                )
                compare(world.restored, chosen)
                return done.replayed.erased

        assert await asyncio.to_thread(restore) == 10
        assert world.left(said[:10], world.restored) == 0
        await asyncio.to_thread(back_up, 20)

        def left() -> int:
            with backups(bucket) as folder:
                return len(folder.sets(Part.SLOTS))

        def outside() -> None:
            with backups(bucket, "host") as folder, pytest.raises(BadBackup, match="holds other files"):
                folder.open()

        assert await asyncio.to_thread(left) == 1
        await asyncio.to_thread(outside)


async def test_one_backup_at_a_time(tmp_path: Path) -> None:
    """A second backup is refused; what a crash left keeps nobody out for longer than some hours."""
    async with s3_server(tmp_path / "s3", deep=True) as bucket:

        def hold() -> None:
            with backups(bucket) as folder:
                folder.open()
                with folder.locked(), pytest.raises(BadBackup, match="another backup"), folder.locked():
                    raise AssertionError("held twice")
                with folder.locked():
                    pass
                folder.shelf.write("tresen.backups.lock", str(NOON // 1000 - HELD_SECONDS).encode())
                with folder.locked():
                    pass

        await asyncio.to_thread(hold)


@pytest.mark.parametrize("away", [False, True], ids=["folder", "s3"])
async def test_files_of_a_store_come_along(tmp_path: Path, away: bool) -> None:
    """[F8] Files that lie in S3 are in the backup, byte by byte, and come back into a folder or into a store."""
    data, backups = tmp_path / "data", tmp_path / "backups"
    data.mkdir()
    async with s3_server(tmp_path / "s3") as bucket:
        settings = {"files_s3": bucket.url, "files_s3_key": bucket.key, "files_s3_secret": bucket.secret}
        async with carrying(data, **settings) as at:
            sealed = []
            for size in (0, 300_000):
                blob, held = await at.carry(size)
                await at.say(blob)
                sealed.append(held)
            listed = ErasureList(tmp_path / "tresen.erasures")
            await at.calls.app.house.read(listed.catch_up)
            store = StoreFiles(lambda: S3(bucket), tmp_path)
            await asyncio.to_thread(take, data, BackupFolder(backups), listed.file, NOON, None, store)
        shutil.rmtree(tmp_path / "s3" / BUCKET)
        (tmp_path / "s3" / BUCKET).mkdir()
        restored = tmp_path / "restored"
        restored.mkdir()
        target_files = StoreFiles(lambda: S3(bucket), tmp_path) if away else FolderFiles(restored / "files")

        def restore() -> tuple[int, int]:
            folder = BackupFolder(backups)
            chosen = choose(folder, None, None, listed.file, lost=False)
            done = put(folder, chosen, None, restored, None, SettableClock(NOON), target_files)
            return done.files, done.missing

        assert await asyncio.to_thread(restore) == (2, 0)
        place = tmp_path / "s3" / BUCKET if away else restored / "files"
        found = [file.read_bytes() for file in place.rglob("*") if file.is_file()]
        assert sorted(found) == sorted(sealed)


async def test_a_prefix_with_signs(tmp_path: Path) -> None:
    """[F8] A real server checks the signature of names and prefixes with spaces, umlauts and signs."""
    async with s3_server(tmp_path / "s3", deep=True) as bucket:

        def lay() -> None:
            with contextlib.closing(S3Shelf(bucket, "Bäckerei Süß+1/50%=&~*()'!,;@$:")) as shelf:
                shelf.write("a/b c+d", b"x")
                assert shelf.read("a/b c+d", 1) == b"x"
                assert shelf.names("a") == ["a/b c+d"]
                assert shelf.top() == ["a"]
                shelf.remove("a/b c+d")
                assert shelf.names("a") == []

        await asyncio.to_thread(lay)


def test_a_store_that_is_away_is_said_without_its_address(tmp_path: Path) -> None:
    """The words of a failure name neither store nor key."""
    place = Bucket("http://127.0.0.1:9/bucket", "name", os.urandom(8).hex())
    with (
        contextlib.closing(S3Shelf(place, "")) as away,
        pytest.raises(OSError, match="the store failed") as failed,
    ):
        away.read("anything", 100)
    assert place.secret not in str(failed.value)
    assert "127.0.0.1" not in str(failed.value)
