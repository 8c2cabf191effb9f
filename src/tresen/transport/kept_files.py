"""Files that are made of what is published, kept in memory until they are out of date."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Final, NamedTuple, TypeAlias

from tresen.transport.site import File

MOST_FILES: Final = 256
MOST_BYTES: Final = 8 * 2**20
"""For all of them together: whoever publishes much takes the room of its own files first, since each kind is there once."""
_BESIDE: Final = 2
"""So many are made at the same time. Readers of the database need the other threads."""

Key: TypeAlias = tuple[str, ...]
"""Whose file, and of which kind. It does not name a time: a newer file takes the place of the older."""


class _Kept(NamedTuple):
    stamp: Key
    made: asyncio.Task[File | None]


class KeptFiles:
    """Makes each file once, however many ask at the same time, and drops what was not asked for the longest."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Key, _Kept] = OrderedDict()
        self._beside = asyncio.Semaphore(_BESIDE)

    async def get(self, key: Key, stamp: Key, make: Callable[[], Awaitable[File | None]]) -> File | None:
        """The file of that stamp; None where `make` found none, which is kept as well. Raises what `make` raises."""
        kept = self._kept.get(key)
        if kept is None or kept.stamp != stamp:
            kept = _Kept(stamp, asyncio.create_task(self._make(key, make)))
            self._kept[key] = kept
        self._kept.move_to_end(key)
        return await asyncio.shield(kept.made)

    async def _make(self, key: Key, make: Callable[[], Awaitable[File | None]]) -> File | None:
        mine = asyncio.current_task()
        try:
            async with self._beside:
                file = await make()
        except BaseException:
            if key in self._kept and self._kept[key].made is mine:
                del self._kept[key]
            raise
        self._make_room(key, _size(file))
        return file

    def _make_room(self, newest: Key, total: int) -> None:
        """Drop what was asked for the longest ago, and never the newest, until the rest has its room."""
        sizes = {key: _size(made) for key, (_, made) in self._kept.items() if key != newest}
        total += sum(sizes.values())
        for key, size in sizes.items():
            if len(self._kept) <= MOST_FILES and total <= MOST_BYTES:
                return
            total -= size
            del self._kept[key]


def _size(file: File | asyncio.Task[File | None] | None) -> int:
    if isinstance(file, asyncio.Task):
        file = file.result() if file.done() and not file.cancelled() and file.exception() is None else None
    return 0 if file is None else len(file.plain) + len(file.packed or b"")
