"""A store that speaks S3 and means harm: nothing false is acknowledged, nothing hangs, nothing grows (F8)."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

import pytest

from tests.world.hostile_s3 import HEADERS, Asked, HostileStore, answer, hostile_store, listed
from tests.world.pushservice import certificate
from tests.world.s3_lies import BOMB, BOUND, ERROR, META, SKEWED, dripping, ever, more, pouring, to
from tests.world.waited import Stopwatch
from tresen.files.port import PIECE_BYTES
from tresen.files.s3 import S3

NAME: Final = "ab" * 16
SIZE: Final = 70_000
SECONDS: Final = 1.0


def span(first: int, last: int, size: int = SIZE) -> bytes:
    return HEADERS + b"Content-Range: bytes %d-%d/%d\r\n" % (first, last, size)


async def refused(work: object, store: HostileStore) -> str:
    """It fails within a bound, and its words name neither address, key nor file."""
    watch = Stopwatch()
    with pytest.raises(OSError) as failed:  # noqa: PT011 - whichever it is
        await work  # type: ignore[misc]
    assert watch.seconds() < 15
    words = str(failed.value)
    assert not any(each in words for each in (store.url, "127.0.0.1", "169.254", store.bucket.secret, NAME))
    return words


@contextlib.asynccontextmanager
async def beside(store: HostileStore, most: int = 5000) -> AsyncIterator[S3]:
    made = S3(store.bucket, SECONDS, 3.0, most)
    try:
        yield made
    finally:
        await made.close()


PUTS: Final = {
    "200 with an error": ever(answer(200, ERROR)),
    "200 and forgets": ever(answer(200)),
    "500 for ever": ever(answer(500, ERROR)),
    "the clock is skewed": ever(answer(403, SKEWED)),
    "no bucket": ever(answer(404, b"<Error><Code>NoSuchBucket</Code></Error>")),
    "redirected": ever(to(META)),
    "an endless error": pouring(b"HTTP/1.1 403 X\r\n\r\n"),
    "an endless yes": pouring(b"HTTP/1.1 200 OK\r\n\r\n"),
    "an endless head": pouring(b"HTTP/1.1 200 OK\r\nX: "),
    "byte by byte": dripping(b"HTTP/1.1 200 OK\r\nX: "),
    "closes": ever(b""),
    "not HTTP": ever(b"220 welcome\r\n\r\n"),
}


@pytest.mark.parametrize("how", PUTS)
async def test_a_yes_that_is_none(how: str, tmp_path: Path) -> None:
    """[F4] A file counts as kept only when the store holds all of it; until then it stays here, and is kept later."""
    staged, data = tmp_path / "staged", os.urandom(SIZE)
    staged.write_bytes(data)
    async with hostile_store() as store, beside(store) as kept:
        store.lies["PUT"] = PUTS[how]
        words = await refused(kept.keep(NAME, staged), store)
        assert ("RequestTimeTooSkewed" in words) == ("skewed" in how)
        assert store.said < BOUND
        assert staged.read_bytes() == data
        store.lies.clear()
        store.said = 0
        await kept.keep(NAME, staged)
        assert store.objects == {NAME: data}


async def test_it_keeps_half(tmp_path: Path) -> None:
    """[F4] A store that says yes to a cut file is not believed."""
    staged = tmp_path / "staged"
    staged.write_bytes(os.urandom(SIZE))

    async def half(store: HostileStore, asked: Asked, out: asyncio.StreamWriter) -> None:
        store.objects[asked.name] = asked.body[: SIZE // 2]
        out.write(answer(200))

    async with hostile_store() as store, beside(store) as kept:
        store.lies["PUT"] = half
        assert "does not hold" in await refused(kept.keep(NAME, staged), store)
        store.objects["cd" * 16] = os.urandom(SIZE)
        await refused(kept.copy("cd" * 16, NAME, SIZE), store)


async def test_a_copy_without_end() -> None:
    """[F8] A store that says that a file is larger than it was is asked for none of it, and given none of it back."""
    async with hostile_store() as store, beside(store) as kept:
        store.lies["HEAD"] = ever(answer(200, length=10**13))
        assert "another size" in await refused(kept.copy("cd" * 16, NAME, SIZE), store)
        assert store.asked == ["HEAD"]


READS: Final = {
    "short of its length": ever(answer(206, b"x" * 10, span(0, SIZE - 1), length=SIZE)),
    "short": ever(answer(206, b"x" * 10, span(0, SIZE - 1))),
    "another part": ever(answer(206, b"x" * SIZE, span(5, SIZE + 4))),
    "a part without saying which": ever(answer(206, b"x" * SIZE)),
    "all of another": ever(answer(200, b"x" * 10)),
    "gone": ever(answer(404)),
    "500 for ever": ever(answer(500, ERROR)),
    "an endless error": pouring(b"HTTP/1.1 403 X\r\n\r\n"),
    "an endless 404": pouring(b"HTTP/1.1 404 X\r\n\r\n"),
    "byte by byte": dripping(b"HTTP/1.1 206 X\r\n" + span(0, SIZE - 1) + b"Content-Length: 70000\r\n\r\n"),
    "a skewed clock": ever(answer(403, SKEWED)),
    "to the machine's metadata": ever(to(META)),
    "to another scheme": ever(to("file:///etc/passwd")),
}


@pytest.mark.parametrize("how", READS)
async def test_a_file_that_is_not_it(how: str) -> None:
    """[F5] What is short, foreign or slow ends with a failure; nobody is given a byte more than was asked for."""
    async with hostile_store() as store, beside(store) as kept:
        store.lies["GET"], got = READS[how], bytearray()

        async def read() -> None:
            async for piece in kept.read(NAME, 0, SIZE):
                assert len(piece) <= PIECE_BYTES
                got.extend(piece)

        await refused(read(), store)
        assert len(got) < SIZE
        assert store.said < BOUND


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 206 X\r\n" + span(0, SIZE - 1) + b"Content-Length: 9999999999\r\n\r\n",
        b"HTTP/1.1 206 X\r\n" + span(0, SIZE - 1) + b"\r\n",
        b"HTTP/1.1 200 X\r\n\r\n",
    ],
)
async def test_a_file_without_an_end(head: bytes) -> None:
    """[F5] No more is taken than was asked for."""
    async with hostile_store() as store, beside(store) as kept:
        store.lies["GET"] = pouring(head)
        got = b"".join([piece async for piece in kept.read(NAME, 0, SIZE)])
        assert got == b"x" * SIZE
        assert store.said < BOUND


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("method", ["PUT", "GET", "HEAD", "DELETE"])
async def test_it_sends_elsewhere(status: int, method: str, tmp_path: Path) -> None:
    """Nothing is asked of another address, be it this machine: what answers there never reaches a client."""
    staged = tmp_path / "staged"
    staged.write_bytes(b"x" * 100)
    async with hostile_store() as inner, hostile_store() as store, beside(store) as kept:
        inner.objects["x"] = b"SECRET" * 100
        store.lies[method] = ever(to(f"{inner.url}/tresen/x", status))

        async def work() -> None:
            if method == "PUT":
                await kept.keep(NAME, staged)
            elif method == "GET":
                _ = [piece async for piece in kept.read(NAME, 0, 100)]
            elif method == "HEAD":
                await kept.size(NAME)
            else:
                await kept.remove(NAME)

        assert str(status) in await refused(work(), store)
        assert inner.asked == []


async def test_there_and_gone() -> None:
    """[F5] HEAD says it is there and GET that it is not: it is missing, and said to be."""
    async with hostile_store() as store, beside(store) as kept:
        store.lies["HEAD"] = ever(answer(200, length=SIZE))
        assert await kept.size(NAME) == SIZE
        with pytest.raises(FileNotFoundError):
            _ = [piece async for piece in kept.read(NAME, 0, SIZE)]


@pytest.mark.parametrize("length", [b"", b"Content-Length: -1\r\n", b"Content-Length: x\r\n"])
async def test_a_size_that_is_none(length: bytes) -> None:
    """A length that is missing or no number is a failure, not a size."""
    async with hostile_store() as store, beside(store) as kept:
        store.lies["HEAD"] = ever(b"HTTP/1.1 200 X\r\nConnection: close\r\n" + length + b"\r\n")
        await refused(kept.size(NAME), store)


async def test_a_certificate_of_somebody_else(tmp_path: Path) -> None:
    """A store whose certificate nobody vouches for is sent nothing."""
    staged = tmp_path / "staged"
    staged.write_bytes(b"x" * 100)
    secured, _ = certificate(tmp_path, "127.0.0.1")
    async with hostile_store(secured) as store, beside(store) as kept:
        await refused(kept.keep(NAME, staged), store)
        await refused(kept.names(), store)
        assert store.asked == []


async def test_removing() -> None:
    """[F7] What the store will not remove is a failure; a bucket that is not there is no proof that a file is gone."""
    async with hostile_store() as store, beside(store) as kept:
        for said in (
            answer(500),
            answer(403, SKEWED),
            answer(404, b"<Error><Code>NoSuchBucket</Code></Error>"),
        ):
            store.lies["DELETE"] = ever(said)
            await refused(kept.remove(NAME), store)
        store.lies["DELETE"] = ever(answer(404, b"<Error><Code>NoSuchKey</Code></Error>"))
        await kept.remove(NAME)


async def test_foreign_names_in_a_listing() -> None:
    """[F7] What has not a name of this server is not Tresen's: it is neither counted nor removed."""
    async with hostile_store() as store, beside(store) as kept:
        names = ["tresen.db", "a/b/c", NAME, "AB" * 16, "ab" * 15, "%2e%2e%2fetc", "ab" * 17]
        store.lies["LIST"] = ever(answer(200, listed(*names)))
        assert [each[0] for each in await kept.names()] == [NAME]


LISTINGS: Final = {
    "parents": ever(answer(200, listed(f"../{NAME}", "..", "/../../etc"))),
    "entities": ever(answer(200, BOMB + listed("&a9;"))),
    "nested": ever(answer(200, b"<ListBucketResult>" + b"<a>" * 200_000)),
    "cut": ever(answer(200, listed(NAME)[:-30])),
    "empty": ever(answer(200)),
    "the same page for ever": ever(answer(200, listed(*(f"{n:032x}" for n in range(1000)), more=more("t")))),
    "empty pages for ever": ever(answer(200, listed(more=more("t")))),
    "an error": ever(answer(403, SKEWED)),
    "500 for ever": ever(answer(500)),
    "byte by byte": dripping(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n"),
}


@pytest.mark.parametrize("how", LISTINGS)
async def test_a_listing_that_is_none(how: str) -> None:
    """[F7] Without a whole listing nothing is known of strays, so nothing is removed."""
    async with hostile_store() as store, beside(store) as kept:
        store.lies["LIST"] = LISTINGS[how]
        await refused(kept.names(), store)
