"""Files in a store that speaks S3 (F8). Nothing else imports this module at the start."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Final

from tresen.files.line import Line
from tresen.files.places import NAME
from tresen.files.port import PIECE_BYTES
from tresen.files.signature import Bucket

FETCH_BYTES: Final = 1024 * 1024
"""A store is far away: each request asks for so much."""
ANSWERS_SECONDS: Final = 20.0
"""So long a store may take to answer."""
LISTS_SECONDS: Final = 600.0
MOST_LISTED: Final = 2_000_000
"""A store that lists more objects than this, or for longer, is not believed."""


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
        self._listing, self._most = listing, most
        self._line = Line(bucket, seconds=seconds)

    async def keep(self, name: str, staged: Path) -> None:
        """Hand a whole file on. The store shows it at once and whole, or not at all."""
        size = (await asyncio.to_thread(staged.stat)).st_size
        await self._line.put(name, size, lambda: _read(staged))

    async def copy(self, source: str, name: str, size: int) -> None:
        """Read and written again: what the store is asked for stays within bounds."""
        held = await self._line.size(source)
        if held is None:
            raise FileNotFoundError("the store has no such file")
        if held != size:
            raise OSError("the store holds another size")
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
        found = await self._line.listed(
            "", self._most, self._listing, lambda name: NAME.fullmatch(name) is not None
        )
        return [(each.name, each.size, each.written) for each in found]

    async def close(self) -> None:
        """Part from the store."""
        await self._line.close()


async def _read(staged: Path) -> AsyncGenerator[bytes, None]:
    with await asyncio.to_thread(staged.open, "rb") as file:
        while piece := await asyncio.to_thread(file.read, PIECE_BYTES):
            yield piece
