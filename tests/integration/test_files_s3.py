"""Files in a store that speaks S3, on a real server: carried, read, copied, erased, and while it is away (F8)."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.world.calls import b64
from tests.world.carrying import Carrier, carrying, code, part
from tests.world.erase import erase, say, target
from tests.world.s3 import BUCKET, s3_server
from tresen.cli.doctor_files import FilesFound, examine_files
from tresen.core.files import sealed_bytes
from tresen.core.sizes import BLOB_WAITS_MS


@dataclass
class Away:
    """The server, and the folder of the store beside it."""

    at: Carrier
    bucket: Path

    def held(self) -> list[bytes]:
        return [each.read_bytes() for each in self.bucket.iterdir() if each.is_file()]

    def local(self) -> list[Path]:
        return self.at.on_disk()


@pytest.fixture
async def away(tmp_path: Path) -> AsyncIterator[Away]:
    folder = tmp_path / "data"
    folder.mkdir()
    async with s3_server(tmp_path / "s3") as bucket:
        settings = {"files_s3": bucket.url, "files_s3_key": bucket.key, "files_s3_secret": bucket.secret}
        async with carrying(folder, **settings) as at:
            yield Away(at, tmp_path / "s3" / BUCKET)


@pytest.mark.parametrize("size", [0, 70_000, 7_000_000])
async def test_whole_path(away: Away, size: int) -> None:
    """[F4, F8] Whole files lie in the store, byte by byte as they were carried, and nowhere else."""
    at = away.at
    blob, data = await at.carry(size)
    assert away.held() == [data]
    assert not away.local()
    await at.say(blob)
    assert (await at.read(blob)).content == data
    tail = await at.read(blob, Range="bytes=-10")
    assert (tail.status_code, tail.content) == (206, data[-10:])


async def test_erased_copied_swept(away: Away) -> None:
    """[A10, F7] Erasing and cancelling reach the store before they are told; a copy stays."""
    at = away.at
    blob, data = await at.carry(100_000)
    said = await at.say(blob)
    other, copy = await at.another(), os.urandom(16)
    owner = await at.as_(at.shop.owner.keys.id, other.conversation)
    answer = await owner.begin(copy, len(data), copy=[b64(at.conversation), b64(blob)])
    assert answer.json()["complete"], answer.text
    await say(at.calls.app.house, at.shop, at.shop.owner, other.customer.epoch.key, blobs=[copy])
    assert away.held() == [data] * 2
    await erase(at.calls.app.house, at.customer, [target(*said)])
    assert away.held() == [data]
    assert (await other.read(copy)).content == data
    waiting, _ = await at.carry(100)
    await at.cancel(waiting)
    assert away.held() == [data]
    await erase(at.calls.app.house, other.customer)
    assert away.held() == []


async def test_strays_go_and_the_doctor_counts(away: Away) -> None:
    """[F7] In the store, too, bytes that nothing knows of go when they are a day old; `tresen doctor` counts and checks."""
    at = away.at
    blob, data = await at.carry(100_000)
    await at.say(blob)
    waiting, _ = await at.carry(1000)
    now = at.calls.clock.now_ms() / 1000
    for age, name in ((80_000, "a" * 32), (90_000, "b" * 32)):
        path = away.bucket / name
        path.write_bytes(b"?")
        os.utime(path, (now - age, now - age))

    async def found() -> tuple[FilesFound | None, int]:
        settings = at.calls.app.settings
        database = closing(sqlite3.connect(settings.data / "tresen.db", check_same_thread=False))
        told = await asyncio.to_thread(examine_files, database, settings)
        return told, (await at.room())["business_bytes_left"]

    before, left = await found()
    assert before == FilesFound(1, len(data), 0, 1, 2)
    assert await at.sweep() == 1
    assert sorted(each.name for each in away.bucket.iterdir() if len(set(each.name)) == 1) == ["a" * 32]
    at.calls.clock.advance(BLOB_WAITS_MS + 1)
    await at.sweep()
    assert away.held() == [data]
    # What was swept counts no more; what is cut in the store is told.
    assert await at.cancel(waiting) is not None
    after, more = await found()
    assert after == FilesFound(1, len(data), 0, 0, 0)
    assert more > left
    [kept] = [each for each in away.bucket.iterdir() if each.is_file()]
    kept.write_bytes(data[:-1])
    told, _ = await found()
    assert told is not None
    assert told.broken == 1


async def test_the_store_is_away(tmp_path: Path) -> None:
    """[F4] While the store cannot be reached chunks are taken, nothing is complete, and nobody is told more than that."""
    folder = tmp_path / "data"
    folder.mkdir()
    async with s3_server(tmp_path / "s3") as bucket:
        pass
    settings = {"files_s3": bucket.url, "files_s3_key": bucket.key, "files_s3_secret": bucket.secret}
    async with carrying(folder, **settings) as at:
        blob, data = os.urandom(16), os.urandom(sealed_bytes(100_000))
        assert (await at.begin(blob, len(data))).status_code == 201
        for n in range(2):
            assert (await at.put(blob, n, part(data, n))).status_code == 204
        refused = await at.complete(blob)
        assert code(refused) == "internal"
        assert bucket.url not in refused.text
        assert at.on_disk()
