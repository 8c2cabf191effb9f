"""A full disk under the keys file: a clear error, nothing half written, and once there is room the same call works."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.world.bakery import bakery
from tresen.client import Customer, KeysUnavailable
from tresen.client.connection.keyfile import KeyFile, Waiting

LONG = "voll " * 3_000


@contextmanager
def full(file: KeyFile) -> Iterator[None]:
    """SQLite finds no room for another page, as on a full disk."""
    [pages] = file._db.execute("PRAGMA page_count").fetchone()
    file._db.execute(f"PRAGMA max_page_count = {pages}")
    try:
        yield
    finally:
        file._db.execute("PRAGMA max_page_count = 1000000")


def waiting(text: str) -> Waiting:
    return Waiting(b"c" * 16, 1, {"kind": "text", "text": text})


def test_a_command_is_written_down_whole_or_not_at_all(tmp_path: Path) -> None:
    """[L4] What does not fit is KeysUnavailable, and takes no counter; a note of what was given up as well."""
    file = KeyFile(tmp_path / "keys")
    with full(file):
        for _ in range(3):
            with pytest.raises(KeysUnavailable, match="full"):
                file.enqueue(waiting(LONG))
            with pytest.raises(KeysUnavailable, match="full"):
                file.learn(long=LONG.encode())
        assert (file.waiting(), file.fact("long")) == (0, None)
    first = file.enqueue(waiting(LONG))
    assert first == 1
    with full(file):
        with pytest.raises(KeysUnavailable, match="full"):
            file.give_up(first, "too_large")
        assert (file.waiting(), file.given_up()) == (1, [])
    file.give_up(first, "too_large")
    assert (file.waiting(), len(file.given_up())) == (0, 1)
    assert file.enqueue(waiting("Brot")) == 2
    file.close()


async def test_the_same_call_works_once_there_is_room(tmp_path: Path) -> None:
    """[L4] `send` says that the file cannot be written now; the client lives, and what is said later arrives, once."""
    async with (
        asyncio.timeout(60),
        bakery(tmp_path) as shop,
        await Customer.start(shop.url, keys=tmp_path / "krause.keys") as krause,
    ):
        await krause.send("Guten Tag!")
        with full(krause._parts.file):
            for _ in range(3):
                with pytest.raises(KeysUnavailable, match="full"):
                    await krause.send(LONG)
        assert krause.waiting.count == 0
        await krause.send(LONG)
        [row] = await shop.owner.conversations.list()
        said = await shop.owner.conversations.history(row)
        assert [each.text for each in said if each.kind == "text"] == ["Guten Tag!", LONG]
