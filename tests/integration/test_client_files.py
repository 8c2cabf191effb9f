"""Photos, voice notes and files, from the Python client to the other one (F1–F7, S9)."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.world.bakery import Bakery, bakery
from tests.world.clock import NOON
from tests.world.corpus.cameras import encoded
from tresen.client import Customer, File, NotDone, Owner, Photo, Refusal, Voice
from tresen.client.files.local import Changed
from tresen.client.files.upload import Uploads
from tresen.clock import SettableClock
from tresen.core.files import sealed_bytes
from tresen.core.sizes import BLOB_WAITS_MS
from tresen.desk.files.sweep import sweep

MIB = 2**20
PNG = encoded((320, 120), "PNG")


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Bakery]:
    async with bakery(tmp_path, clock=SettableClock(NOON)) as made:
        yield made


@pytest.fixture
async def krause(shop: Bakery) -> AsyncIterator[Customer]:
    async with await shop.customer() as customer:
        await customer.send("Guten Morgen!")
        yield customer


def made(folder: Path, size: int, name: str = "Angebot 7.pdf") -> Path:
    path = folder / name
    path.write_bytes(os.urandom(size))
    return path


def parts(folder: Path) -> list[Path]:
    """What lies there of unfinished downloads."""
    return list(folder.glob(".*.part"))


class Half:
    """Waits until half of a transfer is done; `first` is what was told first."""

    def __init__(self) -> None:
        self.reached = asyncio.Event()
        self.first = -1

    def __call__(self, done: int, all_: int) -> None:
        self.first = done if self.first < 0 else self.first
        if done > all_ // 2:
            self.reached.set()


async def newest(owner: Owner, customer: Customer) -> Any:
    assert customer.conversation is not None
    return (await owner.conversations.history(customer.conversation))[-1]


@pytest.mark.parametrize("size", [0, 1, 65_536, 5 * MIB + 3])
async def test_a_file_there_and_back(shop: Bakery, krause: Customer, tmp_path: Path, size: int) -> None:
    """[S9, F4] Byte for byte, with its name, and with progress that never goes back and ends at all of it."""
    path = made(tmp_path, size)
    told: list[tuple[int, int]] = []
    await krause.send_file(path, "Anbei das Angebot.", progress=lambda done, all_: told.append((done, all_)))
    message = await newest(shop.owner, krause)
    assert (message.kind, message.text, message.line) == ("file", "Anbei das Angebot.", "Anbei das Angebot.")
    assert isinstance(message.content, File)
    assert (message.content.file.name, message.content.file.size) == ("Angebot 7.pdf", size)
    assert message.content.file.type == "application/pdf"
    folder = tmp_path / "received"
    folder.mkdir()
    fetched: list[int] = []
    got = await shop.owner.conversations.download(
        message, folder, progress=lambda done, _: fetched.append(done)
    )
    assert (got, got.read_bytes()) == (folder / "Angebot 7.pdf", path.read_bytes())
    assert [each.name for each in folder.iterdir()] == ["Angebot 7.pdf"]
    for counts in ([done for done, _ in told], fetched):
        assert counts == sorted(counts)
        assert counts[-1] == sealed_bytes(size)
    with pytest.raises(FileExistsError):
        await shop.owner.conversations.download(message, folder)


async def test_a_photo_is_one_without_its_name(shop: Bakery, krause: Customer, tmp_path: Path) -> None:
    """[S9] A picture becomes a photo with its sides and a neutral name; as a file it keeps its own."""
    path = tmp_path / "Frau Krause am Strand.png"
    path.write_bytes(PNG)
    await krause.send_file(path, alt="Am Strand")
    photo = await newest(shop.owner, krause)
    assert isinstance(photo.content, Photo)
    assert (photo.kind, photo.content.width, photo.content.height) == ("photo", 320, 120)
    assert (photo.content.file.name, photo.content.alt, photo.line) == ("Foto.png", "Am Strand", "Foto.png")
    await shop.owner.conversations.send_file(photo, path, as_file=True, reply_to=photo)
    answer = (await krause.history())[-1]
    assert (answer.kind, answer.line, answer.by) == ("file", "Frau Krause am Strand.png", "Anna")
    assert answer.quote is not None
    assert answer.quote.counter == photo.counter


async def test_a_voice_note(shop: Bakery, krause: Customer, tmp_path: Path) -> None:
    """[S9] A voice note has a length and a wave."""
    await krause.send_voice(made(tmp_path, 4000, "a.m4a"), 4200, bytes(range(64)))
    voice = await newest(shop.owner, krause)
    assert isinstance(voice.content, Voice)
    assert (voice.content.duration_ms, voice.content.wave) == (4200, bytes(range(64)))
    with pytest.raises(ValueError, match="900000"):
        await krause.send_voice(made(tmp_path, 10, "b.m4a"), 900_001)


async def test_interrupted_it_goes_on(
    shop: Bakery, krause: Customer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[F4] Cancelled in the middle, the same call carries only what is missing, and one message comes of it."""
    path = made(tmp_path, 8 * MIB)
    half = Half()
    sending = asyncio.create_task(krause.send_file(path, progress=half))
    await half.reached.wait()
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)
    await krause.close()
    carried: list[int] = []
    usual = Uploads._ask

    async def asked(self: Uploads, method: str, path_: str, **what: Any) -> Any:
        carried.append(len(what.get("content", b"")))
        return await usual(self, method, path_, **what)

    monkeypatch.setattr(Uploads, "_ask", asked)
    async with await shop.customer() as again:
        await again.send_file(path)
        assert 0 < sum(carried) < sealed_bytes(8 * MIB) // 2
        message = await newest(shop.owner, again)
        assert (
            await shop.owner.conversations.download(message, tmp_path / "a")
        ).read_bytes() == path.read_bytes()
        assert [each.kind for each in await again.history()] == ["text", "file"]
        await again.send_file(path)
        assert [each.kind for each in await again.history()] == ["text", "file", "file"]


async def test_a_download_goes_on(shop: Bakery, krause: Customer, tmp_path: Path) -> None:
    """[F4] What came is kept; what somebody changed in it meanwhile is noticed, and fetched again."""
    path = made(tmp_path, 8 * MIB)
    await krause.send_file(path)
    message = await newest(shop.owner, krause)
    for spoil in (False, True):
        to = tmp_path / f"got {spoil}"
        half = Half()
        getting = asyncio.create_task(shop.owner.conversations.download(message, to, progress=half))
        await half.reached.wait()
        getting.cancel()
        await asyncio.gather(getting, return_exceptions=True)
        assert not to.exists()
        [part] = parts(tmp_path)
        assert part.stat().st_size > 3 * MIB
        if spoil:
            part.write_bytes(os.urandom(part.stat().st_size))
        again = Half()
        await shop.owner.conversations.download(message, to, progress=again)
        assert again.first > 3 * MIB
        assert to.read_bytes() == path.read_bytes()
        assert not parts(tmp_path)


async def test_swept_before_it_is_said(
    shop: Bakery, krause: Customer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[F7] What the server swept while the message waited is carried again, and said once."""
    path = made(tmp_path, 100_000)
    usual, swept = krause._parts.say, list[int]()

    async def say(*what: Any, **more: Any) -> Any:
        if not swept:
            assert isinstance(shop.clock, SettableClock)
            shop.clock.advance(BLOB_WAITS_MS + 1)
            swept.append(await sweep(shop.app.house))
        return await usual(*what, **more)

    monkeypatch.setattr(krause._parts, "say", say)
    await krause.send_file(path)
    assert swept == [1]
    message = await newest(shop.owner, krause)
    assert (
        await shop.owner.conversations.download(message, tmp_path / "got")
    ).read_bytes() == path.read_bytes()
    assert [each.kind for each in await krause.history()] == ["text", "file"]


async def test_twice_at_once(shop: Bakery, krause: Customer, tmp_path: Path) -> None:
    """[F3] The same file sent twice at the same time is two files: erasing the one leaves the other."""
    path = made(tmp_path, 300_000)
    one, two = await asyncio.gather(krause.send_file(path), krause.send_file(path))
    await krause.erase(one)
    history = await krause.history()
    [left] = [each for each in history if each.kind == "file"]
    assert left.pos == two.pos
    assert (await krause.download(left, tmp_path / "got")).read_bytes() == path.read_bytes()


async def test_changed_while_it_is_sent(krause: Customer, tmp_path: Path) -> None:
    """[F2] A file that changes meanwhile is not said: nobody gets one that does not fit its hash."""
    path = made(tmp_path, 4 * MIB)

    def spoil(done: int, all_: int) -> None:
        if done:
            path.write_bytes(os.urandom(4 * MIB))

    with pytest.raises(Changed):
        await krause.send_file(path, progress=spoil)
    assert [each.kind for each in await krause.history()] == ["text"]


async def test_forwarded_and_erased(shop: Bakery, krause: Customer, tmp_path: Path) -> None:
    """[F4, F7, A10] A copy is another's: erasing the first leaves it, and the first cannot be fetched any more."""
    path = made(tmp_path, MIB)
    sent = await krause.send_file(path)
    message = await newest(shop.owner, krause)
    async with await shop.customer("yilmaz") as other:
        await other.send("Hallo")
        assert other.conversation is not None
        await shop.owner.conversations.forward(message, other.conversation)
        await krause.erase(sent)
        with pytest.raises((Refusal, NotDone)):
            await shop.owner.conversations.download(message, tmp_path / "gone")
        assert not parts(tmp_path)
        copy = (await other.history())[-1]
        assert copy.forwarded
        assert (await other.download(copy, tmp_path / "copy")).read_bytes() == path.read_bytes()


async def test_the_staff_chat_has_files(shop: Bakery, tmp_path: Path) -> None:
    """[L8] The team sends itself files."""
    path = made(tmp_path, 1000)
    async with await shop.join(2) as ben:
        await shop.owner.chat.send_file(path, "Dienstplan")
        message = (await ben.chat.history())[-1]
        assert (message.kind, message.text, message.by) == ("file", "Dienstplan", "Anna")
        assert (
            await ben.conversations.download(message, tmp_path / "plan")
        ).read_bytes() == path.read_bytes()


async def test_room_and_what_is_too_large(shop: Bakery, krause: Customer, tmp_path: Path) -> None:
    """[F6] What there is room for is told before, and what is larger is refused at once."""
    room = await krause.file_room()
    assert (room.file, room.conversation) == (100 * MIB, 1024 * MIB)
    large = tmp_path / "groß.bin"
    with large.open("wb") as file:
        file.truncate(101 * MIB + 2**19)
    with pytest.raises(Refusal, match="too_large"):
        await krause.send_file(large)
    with pytest.raises(NotDone):
        await krause.download((await krause.history())[0], tmp_path / "none")
    assert await krause.file_room() == room


async def test_before_the_first_message(shop: Bakery, tmp_path: Path) -> None:
    """[F4] A conversation begins with words: there is nowhere yet to carry a file to."""
    async with await shop.customer("neu") as customer:
        with pytest.raises(LookupError):
            await customer.send_file(made(tmp_path, 10))
