"""What the client writes on this computer: it takes nothing's place, follows no link, and is its owner's alone."""

from __future__ import annotations

import asyncio
import errno
import os
import socket
import stat
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.world.bakery import Bakery, bakery
from tests.world.patience import PATIENCE
from tresen.client import AlreadyThere, Customer, FileFailed, Missing, TresenError, WrongInput

WORDS = b"Angebot\n"


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Bakery]:
    folder = tmp_path / "shop"
    folder.mkdir()
    async with bakery(folder) as made:
        yield made


@pytest.fixture
async def krause(shop: Bakery) -> AsyncIterator[Customer]:
    async with await shop.customer() as customer:
        await customer.send("Guten Tag!")
        (shop.folder / "angebot.txt").write_bytes(WORDS)
        await customer.send_file(shop.folder / "angebot.txt")
        yield customer


async def write(customer: Customer, what: str, path: Path) -> Path:
    """Write the data package, or the file of the newest message, to that path."""
    if what == "package":
        return (await customer.data_package(path)).path
    return await customer.download((await customer.history())[-1], path)


def put(there: Path, what: str) -> None:
    """Something at a place that is not the program's."""
    if what == "file":
        there.write_bytes(b"old")
    elif what == "folder":
        there.mkdir()
    elif what == "fifo":
        os.mkfifo(there)
    elif what == "socket":
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind(str(there))
    else:
        there.symlink_to(there.with_name("victim" if what == "link" else "nowhere"))


def names(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


@pytest.mark.parametrize("what", ["file", "folder", "fifo", "socket", "link", "dangling link"])
async def test_a_package_takes_nothings_place(krause: Customer, tmp_path: Path, what: str) -> None:
    """[D8] What is there already is refused by its documented error and not touched, nor is what a link leads to."""
    victim, there = tmp_path / "victim", tmp_path / "angaben.zip"
    victim.write_bytes(b"wichtig")
    put(there, what)
    before = there.lstat()
    with pytest.raises(AlreadyThere, match=r"angaben\.zip"):
        await asyncio.wait_for(krause.data_package(there), PATIENCE)
    assert victim.read_bytes() == b"wichtig"
    after = there.lstat()
    assert (after.st_ino, after.st_mode, after.st_size) == (before.st_ino, before.st_mode, before.st_size)
    assert names(tmp_path) == {"victim", "angaben.zip", "shop"}


@pytest.mark.parametrize("what", ["package", "file"])
@pytest.mark.parametrize("laid", ["link", "dangling link", "fifo"])
async def test_a_link_beside_it_is_not_followed(
    krause: Customer, tmp_path: Path, what: str, laid: str
) -> None:
    """[F2] Whoever may write to the folder cannot have the program write elsewhere: by no name that it could foresee."""
    victim, there = tmp_path / "victim", tmp_path / "neu.bin"
    victim.write_bytes(b"wichtig")
    content = (await krause.history())[-1].content
    blob = getattr(content, "file").blob.hex()  # noqa: B009 - a photo or a file, either has one
    for name in ("neu.bin.part", f".neu.bin.{blob}.part"):
        put(tmp_path / name, laid)
    try:
        await asyncio.wait_for(write(krause, what, there), PATIENCE)
    except AlreadyThere:
        assert what == "file"  # its unfinished part has a name by which the next call finds it
    assert victim.read_bytes() == b"wichtig"
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("what", ["package", "file"])
async def test_only_its_owner_reads_it(krause: Customer, tmp_path: Path, what: str) -> None:
    """[D8, F2] 0600, whatever the umask; whole under its name, and nothing beside it."""
    old = os.umask(0)
    try:
        made = await write(krause, what, tmp_path / "neu.bin")
    finally:
        os.umask(old)
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert zipfile.is_zipfile(made) if what == "package" else made.read_bytes() == WORDS
    assert names(tmp_path) == {"neu.bin", "shop"}


@pytest.mark.parametrize("what", ["package", "file"])
@pytest.mark.parametrize("path", ["nowhere/neu.bin", "shop/angebot.txt/neu.bin", "neu\0.bin", "x" * 300])
async def test_a_place_that_cannot_be(krause: Customer, tmp_path: Path, what: str, path: str) -> None:
    """[D8, F2] A folder that is missing or is none, a name that no file can have: an error of the documented kind."""
    with pytest.raises(WrongInput if "\0" in path else FileFailed) as told:
        await write(krause, what, tmp_path / path)
    assert isinstance(told.value, TresenError)
    assert names(tmp_path) == {"shop"}


async def test_a_full_disk_is_no_fault_of_a_file(
    krause: Customer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[D8] When this computer cannot hold the files, there is no package that calls them unreachable."""

    async def full(message: object, path: Path) -> Path:
        raise FileFailed(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr(krause._rights, "_download", full)
    with pytest.raises(FileFailed, match="No space"):
        await krause.data_package(tmp_path / "neu.zip")
    assert names(tmp_path) == {"shop"}


async def test_before_the_first_message(shop: Bakery, tmp_path: Path) -> None:
    """[D8] Without a conversation there is no package, and nothing lies there."""
    async with await shop.customer("neu") as new:
        with pytest.raises(Missing):
            await new.data_package(tmp_path / "neu.zip")
    assert not (tmp_path / "neu.zip").exists()
