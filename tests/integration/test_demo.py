"""`tresen demo`: one line when it is ready, links that work, a second start on the same data."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import stat
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL, PIPE
from typing import Any

import pytest

from tests.services import missing
from tests.world.bakery import free_port
from tests.world.clock import at_three_in_the_night
from tests.world.loaded import TRESEN, Loaded, run
from tests.world.patience import PATIENCE
from tresen.cli.demo import Place, _make_room
from tresen.client import Automatic, Customer, Owner, Refusal, Staff
from tresen.demo.relay import is_installed


class Demo:
    """The command, started with --json."""

    def __init__(self, data: Path, port: int, *more: str) -> None:
        options = ("--port", port, "--data", data, "--json", *more)
        self._process = Loaded(TRESEN, "demo", *options, stdin=PIPE, stdout=PIPE, stderr=DEVNULL)

    def ready(self) -> dict[str, Any]:
        """The next line that it says."""
        assert self._process.stdout is not None
        line: dict[str, Any] = json.loads(self._process.stdout.readline())
        return line

    def switch(self) -> dict[str, Any]:
        """Type `o` and Enter; the answer."""
        assert self._process.stdin is not None
        self._process.stdin.write(b"o\n")
        self._process.stdin.flush()
        return self.ready()

    def stop(self) -> tuple[int, bytes]:
        """End it as Ctrl-C does; returns its status and the rest of its output."""
        self._process.send_signal(signal.SIGINT)
        rest, _ = self._process.communicate(timeout=30)
        return self._process.wait(), rest


async def look(ready: dict[str, Any], folder: Path, joining: int) -> None:
    """Join by an inbox link, write as a new customer, and read the demo's conversations."""
    name = f"{joining}-{ready['pid']}"
    async with (
        asyncio.timeout(PATIENCE),
        Staff.link(ready["inbox_urls"][joining], keys=folder / f"staff-{name}") as staff,
    ):
        assert staff.role == ("owner", "member")[joining]
        assert staff.team.people == {1: "Anna", 2: "Ben", 3: "Cem"}
        rows = await staff.conversations.list()
        assert "Sabine Krause" in [row.name for row in rows]
        assert {row.state for row in rows} == {"open", "closed"}
        messages = [message for row in rows for message in await staff.conversations.history(row)]
        assert len(messages) >= 200
        assert {message.trouble for message in messages} == {None}
        async with Customer.start(ready["customer_url"], keys=folder / f"customer-{name}") as customer:
            assert customer.verified
            sent = await customer.send("Guten Tag!")
            await customer.until_delivered(sent)


def nothing_said_lies_in(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert not [
                word
                for word in ("Haselnuss", "Jonte", "Sabine Krause", "Frau Holle")
                if word.encode() in data
            ], path


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@dataclass(frozen=True)
class Seeded:
    """What the first start left: `ready` is what it said."""

    data: Path
    port: int
    ready: dict[str, Any]


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Seeded:
    """Seeded through the real server; both links work; Ctrl-C ends it."""
    folder, port = tmp_path_factory.mktemp("first"), free_port()
    first = Demo(folder / "data", port)
    ready = first.ready()
    assert ready["data_dir"] == str(folder / "data")
    assert alive(ready["pid"])
    asyncio.run(look(ready, folder, 0))
    assert first.stop() == (0, b"")
    assert not alive(ready["pid"])
    return Seeded(folder / "data", port, ready)


def test_demo_twice(seeded: Seeded, tmp_path: Path) -> None:
    """Nothing readable lies on the server; the second start has fresh links, and the hours that are asked for."""
    data, ready = seeded.data, seeded.ready
    nothing_said_lies_in(data)
    keys = data.with_name("data-keys")
    assert stat.S_IMODE(keys.stat().st_mode) == 0o700
    assert not [path for path in data.rglob("*") if path.suffix == ".keys"]

    second = Demo(data, seeded.port, "--real-hours")
    again = second.ready()
    assert again["tuesday"] is False
    assert again["customer_url"] == ready["customer_url"]
    assert not set(again["inbox_urls"]) & set(ready["inbox_urls"])
    asyncio.run(look(again, tmp_path, 1))
    assert second.stop() == (0, b"")


async def move_to_the_night(ready: dict[str, Any], keys: Path) -> dict[str, Any]:
    """An owner writes that the bakery lies where it is three in the night now. The hours as published."""
    hours = at_three_in_the_night()
    async with asyncio.timeout(PATIENCE), Owner.link(ready["inbox_urls"][0], keys=keys) as owner:
        own = {"hours": hours, "time_zone": hours["time_zone"], "about": "Nachts."}
        await owner.records.publish(owner.records.profile | own)
        return owner.records.profile


async def published(keys: Path) -> dict[str, Any]:
    async with asyncio.timeout(PATIENCE), Owner.open(keys=keys) as owner:
        return owner.records.profile


async def visit(ready: dict[str, Any], keys: Path) -> tuple[list[str], str | None]:
    """Which automatic answers a new customer gets, and with which code the server refuses the call; None: it rings."""
    async with asyncio.timeout(PATIENCE), Customer.start(ready["customer_url"], keys=keys) as customer:
        await customer.send("Haben Sie offen?")
        found = [each.content for each in await customer.history()]
        names = [each.answer.name for each in found if isinstance(each, Automatic)]
        try:
            call = await customer.calls.ring()
        except Refusal as refusal:
            return names, refusal.code
        await customer.calls.hang_up(call)
        return names, None


def test_at_three_in_the_night_the_demo_is_open_until_the_switch_is_turned(
    seeded: Seeded, tmp_path: Path
) -> None:
    """Opening hours, calls, automatic answers and the terminal agree at any hour; the owner's own hours come back."""
    if not is_installed():
        missing("needs coturn, for calls")
    data, port, keys = tmp_path / "data", seeded.port, tmp_path / "anna.keys"
    for name in ("data", "data-keys"):
        shutil.copytree(seeded.data.with_name(name), tmp_path / name)
    first = Demo(data, port)
    own = asyncio.run(move_to_the_night(first.ready(), keys))
    assert first.stop() == (0, b"")

    second = Demo(data, port)
    ready = second.ready()
    assert (ready["open"], ready["tuesday"]) == (True, True)
    assert asyncio.run(visit(ready, tmp_path / "one.keys")) == (["greeting"], None)
    moved = asyncio.run(published(keys))
    assert {name for name in moved if moved[name] != own[name]} == {"hours"}
    assert second.switch() == {"open": False, "tuesday": False}
    assert asyncio.run(published(keys)) == own
    assert asyncio.run(visit(ready, tmp_path / "two.keys")) == (
        ["greeting", "away.evening"],
        "outside_call_hours",
    )
    assert second.switch() == {"open": True, "tuesday": True}
    assert asyncio.run(published(keys)) == moved
    assert second.stop() == (0, b"")


@pytest.mark.parametrize("taken", ["data", "data-keys"])
def test_demo_leaves_other_folders_alone(tmp_path: Path, taken: str) -> None:
    """[I-10] a folder with something else in it is not touched."""
    (tmp_path / taken).mkdir()
    (tmp_path / taken / "letters.txt").write_text("mine")
    done = run(TRESEN, "demo", "--port", free_port(), "--data", tmp_path / "data")
    assert done.returncode == 1
    assert f"{taken} holds something else" in done.stderr
    assert [path.name for path in tmp_path.rglob("*")] == [taken, "letters.txt"]


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    """A clear error says what to do; a file that is in the way stays."""
    (tmp_path / "file").write_text("mine")
    done = run(TRESEN, "demo", "--port", free_port(), "--data", tmp_path / "file" / "data")
    assert done.returncode == 1
    assert "choose another folder with --data" in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.read_text() for path in tmp_path.rglob("*")] == ["mine"]


@pytest.mark.parametrize("port", ["0", "65536", "http"])
def test_demo_needs_a_port_that_links_can_name(tmp_path: Path, port: str) -> None:
    """A port that is drawn anew at each start would leave every link behind; nothing is created."""
    done = run(TRESEN, "demo", "--port", port, "--data", tmp_path / "data")
    assert (done.returncode, "--port" in done.stderr) == (2, True)
    assert not list(tmp_path.iterdir())


def test_an_interrupted_seeding_begins_anew(tmp_path: Path) -> None:
    """Whatever an interrupted first start left behind, the next one begins with empty folders."""
    place = Place(tmp_path / "data", 8080)
    _make_room(place)
    place.owner.write_bytes(b"half")
    (place.data / "tresen.db").write_bytes(b"half")
    assert not place.seeded
    _make_room(place)
    assert [path.name for path in place.keys.iterdir()] == ["tresen-demo"]
    assert not list(place.data.iterdir())
