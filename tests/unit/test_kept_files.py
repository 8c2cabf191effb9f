"""Files that are made of what is published: each once, the newest alone, within their room."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from tresen.transport.kept_files import MOST_BYTES, MOST_FILES, KeptFiles
from tresen.transport.site import File, made_as


class Maker:
    """Makes files of some bytes, and counts."""

    def __init__(self) -> None:
        self.made = 0

    def of(self, size: int = 1) -> Callable[[], Awaitable[File | None]]:
        async def make() -> File:
            self.made += 1
            await asyncio.sleep(0)
            return made_as("text/plain", bytes(size))

        return make


async def test_whoever_asks_at_the_same_time_gets_the_same_file() -> None:
    """Fifty that miss it at once make it once; another minute makes it anew."""
    kept, maker = KeptFiles(), Maker()
    found = await asyncio.gather(*(kept.get(("krone",), ("1",), maker.of()) for _ in range(50)))
    assert maker.made == 1
    assert len(set(map(id, found))) == 1
    await kept.get(("krone",), ("2",), maker.of())
    await kept.get(("krone",), ("2",), maker.of())
    assert maker.made == 2


async def test_one_that_gives_up_takes_it_from_nobody() -> None:
    """A visitor who leaves ends the request, not the making."""
    kept, maker = KeptFiles(), Maker()
    leaves = asyncio.create_task(kept.get(("krone",), ("1",), maker.of()))
    stays = asyncio.create_task(kept.get(("krone",), ("1",), maker.of()))
    await asyncio.sleep(0)
    leaves.cancel()
    assert await stays is not None
    assert maker.made == 1


async def test_a_minute_takes_the_room_of_the_minute_before() -> None:
    """One business, asked every minute, is one file."""
    kept, maker = KeptFiles(), Maker()
    for minute in range(40):
        await kept.get(("krone",), (str(minute),), maker.of(MOST_BYTES // 2))
    await kept.get(("linde",), ("1",), maker.of(MOST_BYTES // 4))
    made = maker.made
    await kept.get(("krone",), ("39",), maker.of())
    await kept.get(("linde",), ("1",), maker.of())
    assert maker.made == made


@pytest.mark.parametrize(("size", "room"), [(1, MOST_FILES), (MOST_BYTES // 4, 4)])
async def test_what_was_not_asked_for_the_longest_goes(size: int, room: int) -> None:
    """By their number and by their bytes; what is asked for stays."""
    kept, maker = KeptFiles(), Maker()
    for number in range(room):
        await kept.get((str(number),), ("1",), maker.of(size))
    await kept.get(("0",), ("1",), maker.of(size))
    await kept.get(("one more",), ("1",), maker.of(size))
    assert maker.made == room + 1
    await kept.get(("0",), ("1",), maker.of(size))
    assert maker.made == room + 1
    await kept.get(("1",), ("1",), maker.of(size))
    assert maker.made == room + 2


async def test_none_is_kept_and_a_failure_is_not() -> None:
    """A business that is not open is read once; what failed is tried again."""
    kept, tries = KeptFiles(), 0

    async def none() -> None:
        nonlocal tries
        tries += 1

    for _ in range(3):
        assert await kept.get(("krone",), ("1",), none) is None
    assert tries == 1

    async def fails() -> None:
        nonlocal tries
        tries += 1
        raise OSError("the disk is gone")

    for _ in range(2):
        with pytest.raises(OSError, match="gone"):
            await kept.get(("linde",), ("1",), fails)
    assert tries == 3
