"""Files in a store that speaks S3 (F8). Needs `obstore`, the extra `s3`; nothing else imports this module at the start."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

import obstore
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import S3Store

from tresen.files.port import PIECE_BYTES

PART_BYTES: Final = 5 * 1024 * 1024
"""The smallest part that S3 takes. One is under way at a time: so much of a file is in memory while it is handed on."""
FETCH_BYTES: Final = 1024 * 1024
"""A store is far away: each request asks for so much."""
PATIENCE: Final = timedelta(seconds=20)


class Bucket(NamedTuple):
    """Where: `url` is the store's address with the bucket as its path, such as https://s3.example.org/tresen."""

    url: str
    key: str
    secret: str
    region: str = "us-east-1"


class S3:
    """A `port.Files` in one bucket, which is Tresen's alone."""

    def __init__(self, bucket: Bucket) -> None:
        parts = urlsplit(bucket.url)
        self._store = S3Store(
            parts.path.strip("/"),
            endpoint=f"{parts.scheme}://{parts.netloc}",
            access_key_id=bucket.key,
            secret_access_key=bucket.secret,
            region=bucket.region,
            virtual_hosted_style_request=False,
            client_options={
                "allow_http": parts.scheme == "http",
                "timeout": "300s",
                "connect_timeout": "10s",
            },
            retry_config={"max_retries": 3, "retry_timeout": PATIENCE},
        )

    async def keep(self, name: str, staged: Path) -> None:
        """Hand a whole file on. The store shows it at once and whole, or not at all."""
        with _failures():
            await obstore.put_async(self._store, name, staged, chunk_size=PART_BYTES, max_concurrency=1)

    async def copy(self, source: str, name: str) -> None:
        """The store copies by itself."""
        with _failures():
            await obstore.copy_async(self._store, source, name)

    async def size(self, name: str) -> int | None:
        """The bytes of a kept file, None when there is none."""
        try:
            with _failures():
                return int((await obstore.head_async(self._store, name))["size"])
        except FileNotFoundError:
            return None

    async def read(self, name: str, start: int, end: int) -> AsyncGenerator[bytes, None]:
        """The bytes from `start` up to `end`, asked for part by part: nothing piles up for a slow reader."""
        while start < end:
            until = min(start + FETCH_BYTES, end)
            try:
                with _failures():
                    part = bytes(await obstore.get_range_async(self._store, name, start=start, end=until))
            except _NoRanges:
                async for piece in self._from_the_start(name, start, end):
                    yield piece
                return
            if not part:
                raise OSError("the file is shorter than it was")
            start += len(part)
            for first in range(0, len(part), PIECE_BYTES):
                yield part[first : first + PIECE_BYTES]

    async def _from_the_start(self, name: str, start: int, end: int) -> AsyncIterator[bytes]:
        """The same from a store that answers a range by all there is, as some do: the bytes before it are let go."""
        at = 0
        with _failures():
            stream = (await obstore.get_async(self._store, name)).stream(min_chunk_size=PIECE_BYTES)
        async for given in _told(stream):
            piece = given[max(0, start - at) : max(0, end - at)]
            at += len(given)
            for first in range(0, len(piece), PIECE_BYTES):
                yield piece[first : first + PIECE_BYTES]
            if at >= end:
                return
        raise OSError("the file is shorter than it was")

    async def remove(self, name: str) -> None:
        """Remove a file."""
        with contextlib.suppress(FileNotFoundError), _failures():
            await obstore.delete_async(self._store, name)

    async def names(self) -> list[tuple[str, int, float]]:
        """Every kept file with its bytes, and when it was handed on."""
        return await asyncio.to_thread(self._list)

    async def close(self) -> None:
        """Nothing is held open."""

    def _list(self) -> list[tuple[str, int, float]]:
        with _failures():
            found = [each for page in obstore.list(self._store, chunk_size=1000) for each in page]
        return [(each["path"], int(each["size"]), each["last_modified"].timestamp()) for each in found]


class _NoRanges(OSError):
    """The store gave all of a file, where a part was asked for."""


async def _told(stream: AsyncIterator[Any]) -> AsyncIterator[bytes]:
    while True:
        with _failures():
            try:
                given = bytes(await anext(stream))
            except StopAsyncIteration:
                return
        yield given


@contextlib.contextmanager
def _failures() -> Iterator[None]:
    """What obstore raises, as `OSError`. Its words name the store and the file: they are not passed on."""
    try:
        yield
    except (NotFoundError, FileNotFoundError):
        raise FileNotFoundError("the store has no such file") from None
    except (BaseError, OSError) as error:
        if "non-partial" in str(error):
            raise _NoRanges("the store knows no ranges") from None
        raise OSError(f"the store failed: {type(error).__name__}") from None
