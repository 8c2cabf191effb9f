"""A server that gives other bytes for a file: refused by the Python client, and nothing of it is left (F2)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from tests.integration.test_client_files import made, newest, parts
from tests.world.bakery import Bakery, bakery
from tests.world.clock import NOON
from tresen.client import File, Message, Refusal, Refused
from tresen.client.conversation import sealer
from tresen.clock import SettableClock
from tresen.core.sizes import BLOB_SEALED_BYTES as CHUNK

SIZE = 600_000


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Bakery]:
    async with bakery(tmp_path, clock=SettableClock(NOON)) as running:
        yield running


async def sent(shop: Bakery, folder: Path) -> tuple[Message, Path, Path, bytes]:
    """Two files of one size in one conversation: the second's message, both where the server keeps them, the plain bytes."""
    async with await shop.customer() as customer:
        await customer.send("Guten Morgen!")
        stored = shop.app.settings.data / "files"
        await customer.send_file(made(folder, SIZE, "eins.bin"))
        [one] = [each for each in stored.rglob("*") if each.is_file()]
        path = made(folder, SIZE, "zwei.bin")
        await customer.send_file(path)
        [two] = [each for each in stored.rglob("*") if each.is_file() and each != one]
        return await newest(shop.owner, customer), one, two, path.read_bytes()


def swapped(data: bytes, _: bytes) -> bytes:
    return data[CHUNK : 2 * CHUNK] + data[:CHUNK] + data[2 * CHUNK :]


def replayed(data: bytes, _: bytes) -> bytes:
    return data[:CHUNK] + data[:CHUNK] + data[2 * CHUNK :]


def flipped(data: bytes, _: bytes) -> bytes:
    return data[:70_000] + bytes((data[70_000] ^ 1,)) + data[70_001:]


def anothers(_: bytes, other: bytes) -> bytes:
    return other


def a_chunk_of_another(data: bytes, other: bytes) -> bytes:
    return data[:CHUNK] + other[CHUNK : 2 * CHUNK] + data[2 * CHUNK :]


def zeros(data: bytes, _: bytes) -> bytes:
    return bytes(len(data))


@pytest.mark.parametrize("lie", [swapped, replayed, flipped, anothers, a_chunk_of_another, zeros])
async def test_other_bytes(shop: Bakery, tmp_path: Path, lie: Callable[[bytes, bytes], bytes]) -> None:
    """[F2] Swapped, replayed, changed, another's: refused, with no file and no part of one left."""
    message, one, two, plain = await sent(shop, tmp_path)
    honest = two.read_bytes()
    two.write_bytes(lie(honest, one.read_bytes()))
    to = tmp_path / "got.bin"
    with pytest.raises(Refused):
        await shop.owner.conversations.download(message, to)
    assert not to.exists()
    assert not parts(tmp_path)
    two.write_bytes(honest)
    assert (await shop.owner.conversations.download(message, to)).read_bytes() == plain


@pytest.mark.parametrize("keep", [0, CHUNK, 3 * CHUNK + 5])
async def test_cut(shop: Bakery, tmp_path: Path, keep: int) -> None:
    """[F2, F4] A file that breaks off is asked for again, and never shown; what came is kept for when the rest comes."""
    message, _, two, plain = await sent(shop, tmp_path)
    honest = two.read_bytes()
    two.write_bytes(honest[:keep])
    shop.owner._parts.connector._sleep = lambda _: asyncio.sleep(0)
    to = tmp_path / "got.bin"
    with pytest.raises((OSError, Refusal)):
        await shop.owner.conversations.download(message, to)
    assert not to.exists()
    two.write_bytes(honest)
    assert (await shop.owner.conversations.download(message, to)).read_bytes() == plain
    assert not parts(tmp_path)


async def test_a_message_that_points_at_anothers_file(
    shop: Bakery, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[F3] A payload whose file its header does not name cannot be displayed: erasing another message would take it away."""
    async with await shop.customer() as customer:
        await customer.send("Guten Morgen!")
        await customer.send_file(made(tmp_path, 1000))
        file = (await customer.history())[-1].content
        assert isinstance(file, File)
        assert customer.conversation is not None
        monkeypatch.setattr(sealer, "blob_in", lambda _: None)
        await customer._parts.say(customer.conversation, file)
        message = await newest(shop.owner, customer)
        assert (message.kind, message.content, message.trouble) == ("text", None, "unreadable")
