"""Files and the Python client: nothing of a camera goes out, nothing is given up in silence, all can be taken along."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.integration.test_client_files import made, newest
from tests.world.bakery import Bakery, bakery
from tests.world.clock import NOON
from tests.world.corpus import CANARY
from tests.world.corpus.cameras import cameras
from tests.world.corpus.others import ENCODED
from tresen.client import Customer, File, NotCleaned, Photo, WrongInput
from tresen.client.connection.keyfile import Waiting
from tresen.clock import SettableClock
from tresen.core.sizes import BLOB_WAITS_MS
from tresen.desk.files.sweep import sweep


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Bakery]:
    async with bakery(tmp_path, clock=SettableClock(NOON)) as running:
        yield running


@pytest.fixture
async def krause(shop: Bakery) -> AsyncIterator[Customer]:
    async with await shop.customer() as customer:
        await customer.send("Guten Morgen!")
        yield customer


async def received(shop: Bakery, customer: Customer, to: Path) -> bytes:
    path = await shop.owner.conversations.download(await newest(shop.owner, customer), to)
    return path.read_bytes()


async def test_a_photo_goes_out_without_its_camera(shop: Bakery, krause: Customer, tmp_path: Path) -> None:
    """[S9] Place, maker and thumbnail are taken out before it is sealed; which way up it is stays. A file is as it is."""
    seed = next(each for each in cameras() if "samsung." in each.name)
    path = tmp_path / seed.name
    path.write_bytes(seed.data)
    await krause.send_file(path)
    photo = (await newest(shop.owner, krause)).content
    assert isinstance(photo, Photo)
    got = await received(shop, krause, tmp_path / "photo.jpg")
    assert len(got) == photo.file.size
    assert CANARY not in got
    with Image.open(io.BytesIO(got)) as picture:
        assert dict(picture.getexif()) == {0x0112: seed.orientation}
    await krause.send_file(path, as_file=True)
    assert await received(shop, krause, tmp_path / "file.jpg") == seed.data
    assert path.read_bytes() == seed.data


async def test_a_film_goes_out_without_its_camera(shop: Bakery, krause: Customer, tmp_path: Path) -> None:
    """[S9] Also over several chunks, as a video and as a file; the file on this machine is untouched."""
    film = (ENCODED / "h264.mp4").read_bytes()
    large = film + (200_008).to_bytes(4, "big") + b"uuid" + CANARY * 20_000 + bytes(80_000)
    path = tmp_path / "Strand.mp4"
    path.write_bytes(large)
    await krause.send_video(path, (48, 32), 1000)
    got = await received(shop, krause, tmp_path / "a.mp4")
    assert (len(got), CANARY in got, b"52.5219" in got) == (len(large), False, False)
    await krause.send_file(path, "Vom Strand")
    assert isinstance((await newest(shop.owner, krause)).content, File)
    assert await received(shop, krause, tmp_path / "b.mp4") == got
    assert path.read_bytes() == large


async def test_what_cannot_be_cleaned_is_not_sent(krause: Customer, tmp_path: Path) -> None:
    """[S9] A broken picture is named, and nothing of it leaves the machine before somebody says so."""
    path = tmp_path / "kaputt.jpg"
    path.write_bytes(next(cameras()).data[:400])
    with pytest.raises(NotCleaned, match="as_file=True"):
        await krause.send_file(path)
    assert [each.kind for each in await krause.history()] == ["text"]
    await krause.send_file(path, as_file=True)
    assert [each.kind for each in await krause.history()] == ["text", "file"]


async def test_swept_while_the_program_did_not_run(
    shop: Bakery, krause: Customer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[F7] A message whose file is gone when the program starts again is not dropped in silence: it is told, and why."""
    parts = krause._parts

    async def ended(conversation: bytes, said: Any, *_: Any, **__: Any) -> Any:
        parts.file.enqueue(Waiting(conversation, NOON, said.payload()))
        raise asyncio.CancelledError

    monkeypatch.setattr(parts, "say", ended)
    path = made(tmp_path, 100_000)
    with pytest.raises(asyncio.CancelledError):
        await krause.send_file(path, "Anbei das Angebot.")
    await krause.close()
    assert isinstance(shop.clock, SettableClock)
    shop.clock.advance(BLOB_WAITS_MS + 1)
    assert await sweep(shop.app.house) == 1
    async with await shop.customer() as again:
        await again._parts.bell.until(lambda: bool(again._parts.file.given_up()))
        # Another program that is ended now still finds it.
        await again.close()
    async with await shop.customer() as again:
        [given_up] = again.given_up()
        assert (given_up.why, given_up.conversation) == ("blob_missing", again.conversation)
        assert isinstance(given_up.content, File)
        assert (given_up.content.caption, given_up.content.file.name) == ("Anbei das Angebot.", path.name)
        assert again.given_up() == []
        assert [each.kind for each in await again.history()] == ["text"]
        await again.send_file(path, given_up.content.caption)
        assert [each.kind for each in await again.history()] == ["text", "file"]


async def test_all_files_are_taken_along(shop: Bakery, krause: Customer, tmp_path: Path) -> None:
    """[F2, S9] Every file of a conversation whole and checked, under its own name; what is wrong stops nothing."""
    one, two = made(tmp_path, 150_000, "Angebot.pdf"), made(tmp_path, 20, "Plan.txt")
    await krause.send_file(one)
    await shop.owner.conversations.send_file(krause.conversation or b"", two)
    await krause.send_file(one)
    stored = shop.app.settings.data / "files"
    spoilt = min((each for each in stored.rglob("*") if each.is_file()), key=lambda it: it.stat().st_mtime_ns)
    honest = spoilt.read_bytes()
    spoilt.write_bytes(bytes(len(honest)))
    folder = tmp_path / "along"
    found = [saved async for saved in shop.owner.conversations.save_files(krause.conversation or b"", folder)]
    assert [(each.path is None, each.why) for each in found] == [
        (True, "cannot_open"),
        (False, ""),
        (False, ""),
    ]
    names = sorted(each.name for each in folder.iterdir())
    assert [name.split(" ", 1)[1] for name in names] == ["Plan.txt", "Angebot.pdf"]
    spoilt.write_bytes(honest)
    async for saved in krause.save_files(folder):
        assert saved.path is not None
        assert saved.path.read_bytes() in {one.read_bytes(), two.read_bytes()}
    assert len(list(folder.iterdir())) == 3


async def test_a_name_that_a_system_takes_for_something_else(
    shop: Bakery, krause: Customer, tmp_path: Path
) -> None:
    """[S9] Saved, downloaded and named in a line a file has its safe name, whatever its sender called it."""
    names = {
        "rechnung\u202efdp.exe": "rechnungfdp.exe",
        "CON": "_CON",
        ".bashrc": "_bashrc",
        "..": "_",
        "a:b ": "a_b",
    }
    path = made(tmp_path, 20, "x")
    for name in names:
        await krause.send_file(path, name=name, as_file=True)
    where, along = krause.conversation or b"", tmp_path / "along"
    found = [saved async for saved in shop.owner.conversations.save_files(where, along)]
    assert [each.path.name.split(" ", 1)[1] for each in found if each.path] == list(names.values())
    (tmp_path / "into").mkdir()
    for saved, safe in zip(found, names.values(), strict=True):
        assert saved.message.line == safe
        path = await shop.owner.conversations.download(saved.message, tmp_path / "into")
        assert path == tmp_path / "into" / safe


async def test_files_of_one_name(shop: Bakery, krause: Customer, tmp_path: Path) -> None:
    """[F2] Two customers' files of one name and size, at one place of their logs: each is written, and found again."""
    async with await shop.customer("yilmaz") as yilmaz:
        await yilmaz.send("Guten Morgen!")
        words = {krause: b"eins", yilmaz: b"zwei"}
        for customer, said in words.items():
            path = tmp_path / "Rechnung.txt"
            path.write_bytes(said)
            await customer.send_file(path)
            path.unlink()
        for _ in range(2):
            for customer, said in words.items():
                files = shop.owner.conversations.save_files(customer.conversation or b"", tmp_path / "along")
                [saved] = [each async for each in files]
                assert saved.path is not None
                assert saved.path.read_bytes() == said
    assert len(list((tmp_path / "along").iterdir())) == 2


async def test_files_of_some_kinds_are_taken_along(shop: Bakery, krause: Customer, tmp_path: Path) -> None:
    """[F2, S9] Only the kinds that are asked for are fetched; a kind that brings no file is refused before anything is."""
    voice = made(tmp_path, 3_000, "gruss.m4a")
    await krause.send_file(made(tmp_path, 20, "Plan.txt"))
    await krause.send_voice(voice, 1_200)
    folder, conversation = tmp_path / "along", krause.conversation or b""

    async def taken(kinds: Any) -> list[str]:
        there = shop.owner.conversations.save_files(conversation, folder, kinds=kinds)
        return [saved.message.kind async for saved in there]

    for wrong in ("text", {"voice", "sticker"}):
        with pytest.raises(WrongInput, match="no kind of file"):
            await taken(wrong)
    assert not folder.exists()
    assert await taken("voice") == ["voice"]
    assert [each.read_bytes() for each in folder.iterdir()] == [voice.read_bytes()]
    assert await taken(set()) == []
    assert await taken({"file", "photo"}) == ["file"]
    found = [saved.message.kind async for saved in krause.save_files(folder, kinds=["voice", "file"])]
    assert found == ["file", "voice"]
    assert len(list(folder.iterdir())) == 2
