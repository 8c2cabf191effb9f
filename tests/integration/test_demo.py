"""`tresen demo`: one line when it is ready, links that work, a second start on the same data."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import stat
from pathlib import Path
from subprocess import DEVNULL, PIPE
from typing import Any

import pytest

from tests.world.bakery import free_port
from tests.world.loaded import TRESEN, Loaded, run
from tresen.cli.demo import Place, _make_room
from tresen.client import Customer, Staff


class Demo:
    """The command, started with --json."""

    def __init__(self, data: Path, port: int) -> None:
        options = ("--port", port, "--data", data, "--json")
        self._process = Loaded(TRESEN, "demo", *options, stdout=PIPE, stderr=DEVNULL)

    def ready(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line: dict[str, Any] = json.loads(self._process.stdout.readline())
        return line

    def stop(self) -> tuple[int, bytes]:
        """End it as Ctrl-C does; returns its status and the rest of its output."""
        self._process.send_signal(signal.SIGINT)
        rest, _ = self._process.communicate(timeout=30)
        return self._process.wait(), rest


async def look(ready: dict[str, Any], folder: Path, joining: int) -> None:
    """Join by an inbox link, write as a new customer, and read the demo's conversations."""
    name = f"{joining}-{ready['pid']}"
    async with (
        asyncio.timeout(60),
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


def test_demo_twice(tmp_path: Path) -> None:
    """Seeded through the real server, both links work, nothing readable on the server; the second start has fresh links."""
    data, port = tmp_path / "data", free_port()
    first = Demo(data, port)
    ready = first.ready()
    assert ready["data_dir"] == str(data)
    assert alive(ready["pid"])
    asyncio.run(look(ready, tmp_path, 0))
    assert first.stop() == (0, b"")
    assert not alive(ready["pid"])
    nothing_said_lies_in(data)
    keys = tmp_path / "data-keys"
    assert stat.S_IMODE(keys.stat().st_mode) == 0o700
    assert not [path for path in data.rglob("*") if path.suffix == ".keys"]

    second = Demo(data, port)
    again = second.ready()
    assert again["customer_url"] == ready["customer_url"]
    assert not set(again["inbox_urls"]) & set(ready["inbox_urls"])
    asyncio.run(look(again, tmp_path, 1))
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
