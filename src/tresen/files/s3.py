"""Files in a store that speaks S3 (F8). Needs `obstore`, the extra `s3`; nothing else imports this module at the start."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator
from datetime import timedelta
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import urlsplit

import obstore
from obstore.store import S3Store

from tresen.files.line import Line, failures
from tresen.files.places import NAME
from tresen.files.port import PIECE_BYTES

FETCH_BYTES: Final = 1024 * 1024
"""A store is far away: each request asks for so much."""
ANSWERS_SECONDS: Final = 20.0
"""So long a store may take to answer."""
LISTS_SECONDS: Final = 600.0
MOST_LISTED: Final = 2_000_000
"""A store that lists more objects than this, or for longer, is not believed."""


class Bucket(NamedTuple):
    """Where: `url` is the store's address with the bucket as its path, such as https://s3.example.org/tresen."""

    url: str
    key: str
    secret: str
    region: str = "us-east-1"


class S3:
    """A `port.Files` in one bucket, which is Tresen's alone."""

    def __init__(
        self,
        bucket: Bucket,
        seconds: float = ANSWERS_SECONDS,
        listing: float = LISTS_SECONDS,
        most: int = MOST_LISTED,
    ) -> None:
        """`seconds` to answer, `listing` to list no more than `most` objects."""
        parts = urlsplit(bucket.url)
        self._listing, self._most = listing, most
        self._store = S3Store(
            parts.path.strip("/"),
            endpoint=f"{parts.scheme}://{parts.netloc}",
            access_key_id=bucket.key,
            secret_access_key=bucket.secret,
            region=bucket.region,
            virtual_hosted_style_request=False,
            client_options={
                "allow_http": parts.scheme == "http",
                "timeout": timedelta(seconds=seconds),
                "connect_timeout": "10s",
            },
            retry_config={"max_retries": 3, "retry_timeout": timedelta(seconds=seconds)},
        )
        self._line = Line(self._store, tls=parts.scheme == "https", seconds=seconds)

    async def keep(self, name: str, staged: Path) -> None:
        """Hand a whole file on. The store shows it at once and whole, or not at all."""
        size = (await asyncio.to_thread(staged.stat)).st_size
        await self._line.put(name, size, lambda: _read(staged))

    async def copy(self, source: str, name: str) -> None:
        """Read and written again: what the store is asked for stays within bounds."""
        size = await self._line.size(source)
        if size is None:
            raise FileNotFoundError("the store has no such file")
        await self._line.put(name, size, lambda: self.read(source, 0, size))

    async def size(self, name: str) -> int | None:
        """The bytes of a kept file, None when there is none."""
        return await self._line.size(name)

    async def read(self, name: str, start: int, end: int) -> AsyncGenerator[bytes, None]:
        """The bytes from `start` up to `end`, asked for part by part: nothing piles up for a slow reader."""
        while start < end:
            until = min(start + FETCH_BYTES, end)
            async with contextlib.aclosing(self._line.part(name, start, until, end)) as given:
                async for piece in given:
                    start += len(piece)
                    for first in range(0, len(piece), PIECE_BYTES):
                        yield piece[first : first + PIECE_BYTES]

    async def remove(self, name: str) -> None:
        """Remove a file."""
        await self._line.remove(name)

    async def names(self) -> list[tuple[str, int, float]]:
        """Every kept file with its bytes, and when it was handed on. What has another name is not Tresen's, and stays."""
        found: list[tuple[str, int, float]] = []
        listed = 0
        with failures():
            async with asyncio.timeout(self._listing):
                async for page in obstore.list(self._store, chunk_size=1000):
                    listed += len(page)
                    if listed > self._most:
                        raise OSError("the store lists more than it can hold")
                    found.extend(
                        (each["path"], int(each["size"]), each["last_modified"].timestamp())
                        for each in page
                        if NAME.fullmatch(each["path"])
                    )
        return found

    async def close(self) -> None:
        """Part from the store."""
        await self._line.close()


async def _read(staged: Path) -> AsyncGenerator[bytes, None]:
    with await asyncio.to_thread(staged.open, "rb") as file:
        while piece := await asyncio.to_thread(file.read, PIECE_BYTES):
            yield piece
