"""The real server, and the backup, beside a store that speaks S3 and means harm (F8, S11)."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest

from tests.world.bakery import bakery
from tests.world.carrying import Carrier, carrying, code, part
from tests.world.erase import erase, say, target
from tests.world.hostile_s3 import KEY, SECRET, Asked, HostileStore, answer, hostile_store, listed
from tests.world.loaded import TRESEN
from tests.world.loaded import run as loaded
from tests.world.patience import PATIENCE
from tests.world.s3_lies import ERROR, META, SKEWED, ever, to
from tests.world.waited import Stopwatch
from tresen.cli.doctor_files import FilesFound, examine_files
from tresen.core.files import sealed_bytes
from tresen.desk.files.sweep import remove_gone
from tresen.errors import Refusal


@asynccontextmanager
async def away(folder: Path) -> AsyncIterator[tuple[Carrier, HostileStore]]:
    async with hostile_store() as store:
        settings = {"files_s3": store.bucket.url, "files_s3_key": KEY, "files_s3_secret": SECRET}
        async with carrying(folder, **settings) as at:
            yield at, store


async def begun(at: Carrier) -> tuple[bytes, bytes]:
    """A file whose chunks are all here, not yet complete."""
    blob, data = os.urandom(16), os.urandom(sealed_bytes(100_000))
    assert (await at.begin(blob, len(data))).status_code == 201
    for n in range(2):
        assert (await at.put(blob, n, part(data, n))).status_code == 204
    return blob, data


async def found(at: Carrier) -> FilesFound:
    settings = at.calls.app.settings
    database = closing(sqlite3.connect(settings.data / "tresen.db", check_same_thread=False))
    told = await asyncio.to_thread(examine_files, database, settings)
    assert told is not None
    return told


@pytest.mark.parametrize(
    "said", [answer(200), answer(200, ERROR), answer(403, SKEWED), answer(500), to(META)]
)
async def test_nothing_false_is_acknowledged(
    tmp_path: Path, said: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    """[F3, F4, A8] A file that the store does not hold is not complete, and no message may name it; later it is."""
    async with away(tmp_path) as (at, store):
        blob, data = await begun(at)
        store.lies["PUT"] = ever(said)
        refused = await at.complete(blob)
        assert code(refused) == "internal"
        with pytest.raises(Refusal, match="blob_missing"):
            await at.say(blob)
        written = capfd.readouterr()
        for words in (refused.text, written.out, written.err):
            assert not any(each in words for each in (store.url, "169.254", SECRET, "X-Amz", *store.objects))
        store.lies.clear()
        assert (await at.complete(blob)).json() == {"complete": True}
        await at.say(blob)
        assert (await at.read(blob)).content == data


async def test_messages_go_on_while_the_store_hangs(tmp_path: Path) -> None:
    """[F8] The store takes a file and is silent: messages are stored meanwhile, other files' chunks are taken."""
    asked, let = asyncio.Event(), asyncio.Event()

    async def hang(store: HostileStore, what: Asked, out: asyncio.StreamWriter) -> None:
        asked.set()
        await let.wait()
        await store.honest(what, out)

    async with away(tmp_path) as (at, store):
        blob, data = await begun(at)
        store.lies["PUT"] = hang
        waits = asyncio.create_task(at.complete(blob))
        await asyncio.wait_for(asked.wait(), PATIENCE)
        watch = Stopwatch()
        for _ in range(20):
            await say(at.calls.app.house, at.shop, at.customer.device, at.customer.epoch.key)
        await begun(at)
        assert watch.seconds() < 5
        assert not waits.done()
        let.set()
        assert (await waits).json() == {"complete": True}
        assert store.objects[next(iter(store.objects))] == data


async def test_what_cannot_be_erased_is_tried_again_and_said(tmp_path: Path) -> None:
    """[A10, F7] The store will not remove: erasing says so, the doctor says how many are left, the upkeep removes them."""
    async with away(tmp_path) as (at, store):
        blob, _ = await at.carry(1000)
        said = await at.say(blob)
        [name] = store.objects
        store.lies["DELETE"] = ever(answer(500))
        with pytest.raises(Refusal, match="internal"):
            await erase(at.calls.app.house, at.customer, [target(*said)])
        assert code(await at.read(blob)) == "not_found"
        left = await found(at)
        assert (left.said, left.strays, left.left) == (0, 0, 1)
        assert "1 erased, to be removed yet" in left.text
        assert list(store.objects) == [name]
        store.lies.clear()
        await at.sweep()
        assert store.objects == {}
        assert (await found(at)).left == 0


async def test_one_that_stays_does_not_keep_the_others(tmp_path: Path) -> None:
    """[A10, F7] With no time for failures a round ends at the first; after some rounds only what cannot go is left."""
    async with away(tmp_path) as (at, store):
        for _ in range(4):
            blob, _ = await at.carry(100)
            await at.say(blob)
        poison = next(iter(store.objects))

        async def lie(held: HostileStore, asked: Asked, out: asyncio.StreamWriter) -> None:
            if asked.name == poison:
                out.write(answer(403))
            else:
                await held.honest(asked, out)

        store.lies["DELETE"] = lie
        with pytest.raises(Refusal, match="internal"):
            await erase(at.calls.app.house, at.customer)
        for _ in range(60):
            with pytest.raises(Refusal, match="internal"):
                await remove_gone(at.calls.app.house, failing=0)
            if list(store.objects) == [poison]:
                break
        assert list(store.objects) == [poison]


async def test_foreign_objects_stay(tmp_path: Path) -> None:
    """[F7] The sweep removes strays of its own names alone, and what has another name does not end it."""
    async with away(tmp_path) as (at, store):
        theirs = {"notes.txt": b"?", "a/b": b"?", "A" * 32: b"?"}
        store.objects |= theirs | {"b" * 32: b"?"}
        # The upkeep of the start may have been there first.
        await at.sweep()
        assert store.objects == theirs
        store.lies["LIST"] = ever(answer(200, listed("../x")))
        with pytest.raises(Refusal, match="internal"):
            await at.sweep()
        assert store.objects == theirs


@pytest.mark.parametrize(
    ("method", "said"),
    [
        ("PUT", answer(500)),
        ("PUT", answer(200)),
        ("PUT", answer(200, ERROR)),
        ("PUT", answer(403, SKEWED)),
        ("PUT", to(META)),
        ("LIST", answer(200, b"<html>")),
        ("LIST", answer(200, listed("host/../../x"))),
        ("LIST", answer(403, SKEWED)),
        ("GET", answer(206, b"x" * 10)),
        ("GET", answer(200, b"x" * 10)),
        ("GET", to("file:///etc/passwd")),
    ],
)
async def test_a_backup_into_it_is_none(tmp_path: Path, method: str, said: bytes) -> None:
    """[S11] A store that refuses, forgets or gives back something else: no backup, and one line that says so."""
    async with hostile_store() as store, bakery(tmp_path):
        store.lies[method] = ever(said)
        clean = {name: value for name, value in os.environ.items() if not name.startswith("TRESEN_")}
        env = clean | {
            "TRESEN_BACKUP_S3": store.url, "TRESEN_BACKUP_S3_KEY": KEY, "TRESEN_BACKUP_S3_SECRET": SECRET,
        }  # fmt: skip
        words = ("backup", "--data", tmp_path / "data", "--to", "s3://tresen/host")
        done = await asyncio.to_thread(loaded, TRESEN, *words, env=env, timeout=100)
        text = done.stdout + done.stderr
        assert done.returncode == 1, text
        assert len(text.strip().splitlines()) == 1, text
        assert not any(each in text for each in (store.url, "127.0.0.1", SECRET, "Traceback"))
