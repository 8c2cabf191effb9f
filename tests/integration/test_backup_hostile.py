"""A backup into a store that speaks S3 and means harm: nothing false is a backup, nothing hangs, nothing grows (S11)."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Final

import pytest

from tests.world.hostile_s3 import HEADERS, Asked, HostileStore, answer, hostile_store, listed
from tests.world.s3_lies import (
    BOMB,
    BOUND,
    ERROR,
    META,
    SKEWED,
    dripping,
    ever,
    exchanging,
    more,
    pages,
    pouring,
    times,
    to,
)
from tests.world.waited import Stopwatch
from tresen.backup.files import StoreFiles
from tresen.backup.folder import BackupFolder, BadBackup
from tresen.backup.s3 import S3Shelf
from tresen.backup.take import copy_files
from tresen.core.backups import Part
from tresen.files.s3 import S3

NAME: Final = "content/parts/ab/abcd-0123"
KEY: Final = f"host/{NAME}"
SIZE: Final = 70_000
SECONDS: Final = 1.0
MOST: Final = 100_000
SLOW_DOWN: Final = b"<Error><Code>SlowDown</Code></Error>"


@contextlib.asynccontextmanager
async def beside(store: HostileStore, most: int = 5000) -> AsyncIterator[S3Shelf]:
    made = S3Shelf(store.bucket, "host", SECONDS, 3.0, most)
    try:
        yield made
    finally:
        await asyncio.to_thread(made.close)


async def refused(store: HostileStore, work: Callable[[], object]) -> str:
    """It fails within a bound, and its words name neither address nor key."""
    watch = Stopwatch()
    with pytest.raises(OSError) as failed:  # noqa: PT011 - whichever it is
        await asyncio.to_thread(work)
    assert watch.seconds() < 15
    assert store.said < BOUND
    words = str(failed.value)
    assert not any(each in words for each in (store.url, "127.0.0.1", "169.254", store.bucket.secret))
    return words


def later(seconds: int) -> bytes:
    return answer(503, SLOW_DOWN, b"Retry-After: %d\r\n" % seconds)


WRITES: Final = {
    "200 with an error": ever(answer(200, ERROR)),
    "200 and forgets": ever(answer(200)),
    "500 for ever": ever(answer(500, ERROR)),
    "later, for ever": ever(later(86_400)),
    "later than there are clocks": ever(answer(503, SLOW_DOWN, b"Retry-After: " + b"9" * 400 + b"\r\n")),
    "too many": ever(answer(429, SLOW_DOWN)),
    "the clock is skewed": ever(answer(403, SKEWED)),
    "no bucket": ever(answer(404, b"<Error><Code>NoSuchBucket</Code></Error>")),
    "to the machine's metadata": ever(to(META)),
    "to another scheme": ever(to("file:///etc/passwd")),
    "an endless error": pouring(b"HTTP/1.1 403 X\r\n\r\n"),
    "an endless error with its length": pouring(b"HTTP/1.1 403 X\r\nContent-Length: 314572800\r\n\r\n"),
    "an endless yes": pouring(b"HTTP/1.1 200 OK\r\n\r\n"),
    "an endless head": pouring(b"HTTP/1.1 200 OK\r\nX: "),
    "heads for ever": pouring(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100),
    "byte by byte": dripping(b"HTTP/1.1 200 OK\r\nX: "),
    "closes": ever(b""),
    "not HTTP": ever(b"220 welcome\r\n\r\n"),
}


@pytest.mark.parametrize("how", WRITES)
async def test_a_yes_that_is_none(how: str) -> None:
    """[S11] What the store does not hold was not written; when the store means well again, it is."""
    data = os.urandom(SIZE)
    async with hostile_store() as store, beside(store) as shelf:
        store.lies["PUT"] = WRITES[how]
        words = await refused(store, lambda: shelf.write(NAME, data))
        assert ("RequestTimeTooSkewed" in words) == ("skewed" in how)
        assert ("SlowDown" in words) == (
            how in {"later, for ever", "later than there are clocks", "too many"}
        )
        store.lies.clear()
        store.said = 0
        await asyncio.to_thread(shelf.write, NAME, data)
        assert store.objects == {KEY: data}


READS: Final = {
    "short of its length": ever(answer(200, b"x" * 10, length=SIZE)),
    "cut in its chunks": ever(b"HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n"),
    "larger than it may be": ever(answer(200, b"x" * (MOST + 1))),
    "without an end": pouring(b"HTTP/1.1 200 X\r\n\r\n"),
    "300 MB long": pouring(b"HTTP/1.1 200 X\r\nContent-Length: 314572800\r\n\r\n"),
    "a part": ever(answer(206, b"x" * 10, HEADERS + b"Content-Range: bytes 0-9/10\r\n")),
    "gone": ever(answer(404)),
    "500 for ever": ever(answer(500, ERROR)),
    "an endless error": pouring(b"HTTP/1.1 403 X\r\n\r\n"),
    "an endless 404": pouring(b"HTTP/1.1 404 X\r\n\r\n"),
    "byte by byte": dripping(b"HTTP/1.1 200 X\r\nContent-Length: 70000\r\n\r\n"),
    "a skewed clock": ever(answer(403, SKEWED)),
    "to the machine's metadata": ever(to(META)),
    "to another scheme": ever(to("file:///etc/passwd")),
}


@pytest.mark.parametrize("how", READS)
async def test_what_cannot_be_read(how: str) -> None:
    """[S11] What is short, too long, slow or elsewhere ends with a failure, and never grows in memory."""
    async with hostile_store() as store, beside(store) as shelf:
        store.lies["GET"] = READS[how]
        await refused(store, lambda: shelf.read(NAME, MOST))


KEYS: Final = [f"{n:064x}-0" for n in range(1000)]


def thousand(n: int) -> bytes:
    """Page `n` of a listing of as many objects as somebody reads."""
    return listed(*(f"host/content/{n:09}/{key}" for key in KEYS), more=more(str(n)))


LISTINGS: Final = {
    "parents": ever(answer(200, listed("host/content/../../elsewhere"))),
    "a name of another place": ever(answer(200, listed("host2/content/a"))),
    "a name beside": ever(answer(200, listed("host/contents/a"))),
    "from the root": ever(answer(200, listed("/host/content/a"))),
    "nothing between slashes": ever(answer(200, listed("host/content//a"))),
    "a name without end": ever(answer(200, listed("host/content/" + "a" * 2000))),
    "no name": ever(answer(200, listed().replace(b"</List", b"<Contents><Size>3</Size></Contents></List"))),
    "a size below nothing": ever(answer(200, listed("host/content/a").replace(b">3<", b">-3<"))),
    "no time": ever(answer(200, listed("host/content/a").replace(b"2026-10-05T10", b"yesterday"))),
    "entities": ever(answer(200, BOMB + listed("host/content/&a9;"))),
    "one entity": ever(answer(200, b'<!DOCTYPE l [<!ENTITY a "b">]>' + listed("host/content/&a;"))),
    "a file of this machine": ever(
        answer(200, b'<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + listed("host/content/&a;"))
    ),
    "another document type": ever(answer(200, b'<!DOCTYPE l SYSTEM "http://127.0.0.1:9/x">' + listed())),
    "nested": ever(answer(200, b"<ListBucketResult>" + b"<a>" * 200_000)),
    "cut": ever(answer(200, listed("host/content/a")[:-30])),
    "empty": ever(answer(200)),
    "another answer": ever(answer(200, b"<Error><Code>SlowDown</Code></Error>")),
    "nothing": ever(answer(204)),
    "no end and no token": ever(answer(200, listed(more=b"<IsTruncated>true</IsTruncated>"))),
    "neither yes nor no": ever(answer(200, listed(more=b"<IsTruncated>maybe</IsTruncated>"))),
    "a token without end": ever(answer(200, listed("host/content/a", more=more("t" * 5000)))),
    "the same page for ever": ever(
        answer(200, listed(*(f"host/content/{n}" for n in range(9)), more=more("t")))
    ),
    "the same page with other tokens": pages(lambda n: listed("host/content/a", more=more(str(n)))),
    "the same token": pages(lambda n: listed(f"host/content/{n}", more=more("t"))),
    "empty pages for ever": pages(lambda n: listed(more=more(str(n)))),
    "pages for ever": pages(thousand),
    "more in a page than was asked for": ever(
        answer(200, listed(*(f"host/content/{n}" for n in range(1001))))
    ),
    "a million names": ever(answer(200, listed(*(f"host/content/{n}" for n in range(100_000))))),
    "a page without end": pouring(
        b"HTTP/1.1 200 X\r\n\r\n<ListBucketResult>", b"<Contents></Contents>" * 4000
    ),
    "an error": ever(answer(403, SKEWED)),
    "an endless error": pouring(b"HTTP/1.1 403 X\r\n\r\n"),
    "500 for ever": ever(answer(500)),
    "byte by byte": dripping(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n"),
    "to the machine's metadata": ever(to(META)),
}


@pytest.mark.parametrize("how", LISTINGS)
async def test_a_listing_that_is_none(how: str) -> None:
    """[S11] Without a whole listing of its own names nothing is known to be old, so nothing is removed."""
    async with hostile_store() as store, beside(store) as shelf:
        store.objects[KEY] = b"?"
        store.lies["LIST"] = LISTINGS[how]
        await refused(store, lambda: shelf.names("content"))
        assert store.objects == {KEY: b"?"}


async def test_what_is_listed() -> None:
    """All pages, the empty ones too, in order; marks of folders are none of it."""
    names = ["host/content/b", "host/content/", "host/content/a & o", "host/content/x/y/"]
    several = [listed(*names[:2], more=more("1")), listed(more=more("2")), listed(*names[2:])]
    escaped = [each.replace(b" & ", b" &amp; ") for each in several]
    async with hostile_store() as store, beside(store) as shelf:
        store.lies["LIST"] = pages(lambda n: escaped[n])
        assert await asyncio.to_thread(shelf.names, "content") == ["content/a & o", "content/b"]
        store.lies["LIST"] = ever(answer(200, escaped[0]))
        assert await asyncio.to_thread(shelf.top) == ["content"]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("method", ["PUT", "GET", "HEAD", "DELETE", "LIST"])
async def test_it_sends_elsewhere(status: int, method: str) -> None:
    """Nothing is asked of another address, be it this machine, and nothing of a backup goes there."""
    async with hostile_store() as inner, hostile_store() as store, beside(store) as shelf:
        inner.objects[KEY] = b"SECRET" * 100
        work: dict[str, Callable[[], object]] = {
            "PUT": lambda: shelf.write(NAME, b"x" * 100),
            "GET": lambda: shelf.read(NAME, MOST),
            "HEAD": lambda: shelf.size(NAME),
            "DELETE": lambda: shelf.remove(NAME),
            "LIST": lambda: shelf.names("content"),
        }
        for where in (f"{inner.url}/tresen/{KEY}", f"{store.url}/tresen/{KEY}"):
            store.lies[method] = ever(to(where, status))
            store.asked.clear()
            assert str(status) in await refused(store, work[method])
            assert (inner.asked, store.asked) == ([], [method])


async def test_removing() -> None:
    """[S11] What the store will not remove is a failure; a bucket that is not there is no proof that something is gone."""
    async with hostile_store() as store, beside(store) as shelf:
        for said in (
            answer(500),
            answer(403, SKEWED),
            answer(404, b"<Error><Code>NoSuchBucket</Code></Error>"),
            to(META),
        ):
            store.lies["DELETE"] = ever(said)
            await refused(store, lambda: shelf.remove(NAME))
        store.lies["DELETE"] = pouring(b"HTTP/1.1 403 X\r\n\r\n")
        await refused(store, lambda: shelf.remove(NAME))
        store.lies["DELETE"] = ever(answer(404, b"<Error><Code>NoSuchKey</Code></Error>"))
        await asyncio.to_thread(shelf.remove, NAME)


@pytest.mark.parametrize("method", ["PUT", "GET", "HEAD", "DELETE", "LIST"])
async def test_it_asks_to_be_left_alone(method: str) -> None:
    """A store that is busy for a moment is asked again, not before it says so, and does what it was asked."""
    async with hostile_store() as store, beside(store) as shelf:
        store.objects[KEY] = b"?"
        for said in (later(0), later(1), answer(429, SLOW_DOWN), answer(500, ERROR)):
            store.lies[method] = times(2, said)
            await asyncio.to_thread(shelf.write, NAME, b"x" * 100)
            assert await asyncio.to_thread(shelf.size, NAME) == 100
            assert await asyncio.to_thread(shelf.names, "content") == [NAME]
            assert await asyncio.to_thread(shelf.read, NAME, MOST) == b"x" * 100
            await asyncio.to_thread(shelf.remove, NAME)
            assert store.objects == {}


def _other(kind: str) -> Callable[[BackupFolder], object]:
    return {
        "parts": lambda folder: folder.put(Part.CONTENT, b"rows" * 100),
        "files": lambda folder: folder.keep_file("ab" * 16, 400, lambda: b"file" * 100),
        "erasures": lambda folder: folder.put_list(1, b"list" * 100),
    }[kind]


@pytest.mark.parametrize("kind", ["parts", "files", "erasures"])
async def test_it_keeps_something_else(kind: str) -> None:
    """[S11] As many bytes, and others: what the store gives back is compared with what it was given, for every kind."""
    async with hostile_store() as store, beside(store) as shelf:
        folder = BackupFolder(shelf)
        store.lies["PUT"] = exchanging
        with pytest.raises(BadBackup, match="cannot be trusted"):
            await asyncio.to_thread(_other(kind), folder)
        store.lies.clear()
        await asyncio.to_thread(_other(kind), folder)


async def test_a_lock_that_is_none() -> None:
    """What lies where the lock should be is not believed and not read for ever."""
    async with hostile_store() as store, beside(store) as shelf:

        def hold() -> None:
            with shelf.held("lock"):
                assert "host/lock" in store.objects

        store.objects["host/lock"] = b"soon"
        await asyncio.to_thread(hold)
        assert store.objects == {}
        store.lies["GET"] = pouring(b"HTTP/1.1 200 X\r\n\r\n")
        await refused(store, hold)


@pytest.mark.parametrize("place", ["..", "../host", "a//b", "a/./b", "/a"])
def test_a_prefix_that_leads_elsewhere(place: str) -> None:
    """A prefix that a store, or what lies before it, could read as another place is refused."""
    with pytest.raises(ValueError, match="between single slashes"):
        S3Shelf(HostileStore("http://127.0.0.1:9").bucket, place)


async def test_names_with_every_byte() -> None:
    """Spaces, umlauts and signs in a prefix reach the store as they are."""
    async with hostile_store() as store:
        shelf = S3Shelf(store.bucket, "Bäckerei Süß+1/50%=?#&", SECONDS)
        await asyncio.to_thread(shelf.write, "a b", b"x")
        assert list(store.objects) == ["Bäckerei Süß+1/50%=?#&/a b"]
        assert await asyncio.to_thread(shelf.read, "a b", MOST) == b"x"
        await asyncio.to_thread(shelf.close)


async def test_others_on_the_line_read_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """[A8] No address that a proxy or the store writes down is a credential: the signature is in a header."""
    seen: list[Asked] = []

    async def noted(store: HostileStore, asked: Asked, out: asyncio.StreamWriter) -> None:
        seen.append(asked)
        await store.honest(asked, out)

    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    async with hostile_store() as store, beside(store) as shelf:
        store.lies |= dict.fromkeys(("PUT", "GET", "HEAD", "DELETE", "LIST"), noted)
        await asyncio.to_thread(shelf.write, NAME, b"x")
        await asyncio.to_thread(shelf.read, NAME, MOST)
        await asyncio.to_thread(shelf.names, "content")
        await asyncio.to_thread(shelf.remove, NAME)
    assert len(seen) == 5
    assert {name for each in seen for name in each.query} <= {"list-type", "max-keys", "prefix"}


async def test_a_file_that_it_says_is_larger(tmp_path: Path) -> None:
    """[F8, S11] Of a file that the store gives no end to, a backup reads what the message knows of, and no more."""
    name, data = "ab" * 16, b"sealed" * 100

    async def endless(held: HostileStore, asked: Asked, out: asyncio.StreamWriter) -> None:
        first, last = asked.range or (0, 0)
        span = b"Content-Range: bytes %d-%d/%d\r\n" % (first, last, 10**13)
        given = bytes(data[n % len(data)] for n in range(first, last + 1))
        await held.say(out, answer(206, given, HEADERS + span))

    async with hostile_store() as store:
        store.lies |= {"HEAD": ever(answer(200, length=10**13)), "GET": endless}
        files = StoreFiles(lambda: S3(store.bucket, SECONDS), tmp_path)
        folder = BackupFolder(tmp_path / "backups")

        def copied() -> list[str]:
            folder.open()
            return copy_files(folder, files, [(name, len(data))])

        [kept] = await asyncio.to_thread(copied)
        assert folder.get_file(kept, len(data)) == data
        assert store.said < 2 * len(data) + 1000
