"""What used to answer with nothing says what is wrong: another address, a full disk, a server that is not there (W2)."""

from __future__ import annotations

import asyncio
import contextlib
import json
import urllib.request
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from structlog.testing import capture_logs
from typer.testing import CliRunner

from tests.integration.test_storage_floor import FLOOR, Disk
from tests.world.bakery import Bakery, bakery, free_port
from tests.world.calls import calling
from tests.world.patience import PATIENCE
from tests.world.pushservice import certificate
from tresen.cli import build
from tresen.cli.doctor_outside import public_address
from tresen.client import Customer, Staff
from tresen.client.connection.live import Connection
from tresen.client.errors import Unreachable, WrongAddress
from tresen.config import Settings
from tresen.desk.storage import Storage
from tresen.errors import Refusal
from tresen.store.lock import lock
from tresen.telemetry import Meters
from tresen.transport.elsewhere import Elsewhere

WORDS = "somebody came by another address than the public URL, and cannot get in"


def elsewhere(url: str) -> str:
    """The same server under another of its names."""
    return url.replace("//localhost:", "//127.0.0.1:")


async def test_a_client_at_another_address_is_told(tmp_path: Path) -> None:
    """[W2] Within 15 s an error that names both addresses, for customers and the team; and a line in the log."""
    async with bakery(tmp_path) as shop:
        with capture_logs() as lines:
            async with asyncio.timeout(PATIENCE):
                with pytest.raises(WrongAddress, match="runs as http://localhost") as wrong:  # noqa: PT012
                    async with Customer.start(elsewhere(shop.url), keys=tmp_path / "k.keys") as customer:
                        await customer.send("Hallo?")
                        await customer._parts.connector.until_online()
            assert wrong.value.public_url == shop.app.settings.public_url
            invite = await shop.owner.invites.create(2, "member")
            confirming = asyncio.create_task(shop.owner.invites.keep_confirming())
            try:
                async with asyncio.timeout(PATIENCE):
                    with pytest.raises(WrongAddress):
                        await Staff.link(elsewhere(invite), keys=tmp_path / "b.keys")
            finally:
                confirming.cancel()
                await asyncio.gather(confirming, return_exceptions=True)
        found = [line for line in lines if line["event"] == WORDS]
        assert [(line["log_level"], line["seen_in"]) for line in found] == [("warning", "signature")]
        assert "127.0.0.1" not in json.dumps(lines)


async def test_a_browser_at_another_address_leaves_a_line(tmp_path: Path) -> None:
    """[A8] One line a minute, however many come; it says in what the address differs, never which it was."""
    async with calling(tmp_path, public_url="https://chat.example") as calls:
        port = calls.http.base_url.port
        assert (await calls.http.get("/live")).headers["tresen-public-url"] == "https://chat.example"
        with capture_logs() as lines:
            for _ in range(3):
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.write(
                    b"GET /live HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    b"Origin: https://canary.example\r\nSec-WebSocket-Version: 13\r\n"
                    b"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Protocol: tresen.v1\r\n\r\n"
                )
                assert b"403" in await reader.readline()
                writer.close()
        assert [line["differs"] for line in lines if line["event"] == WORDS] == ["host"]
        assert "canary" not in json.dumps(lines)


@pytest.mark.parametrize(
    ("origin", "differs"),
    [
        ("http://chat.example", "scheme"), ("https://other.example", "host"), ("https://chat.example:8443", "port"),
        ("null", "scheme"), ("https://chat.example:99999", "other"), ("", "scheme"),
    ],
)  # fmt: skip
def test_in_what_an_address_differs(origin: str, differs: str) -> None:
    now = [0.0]
    watch = Elsewhere("https://chat.example", lambda: now[0])
    with capture_logs() as lines:
        for now[0] in (0.0, 59.0, 60.0):
            watch.came_by(origin)
    assert [(line["differs"], line["times"]) for line in lines] == [(differs, 1), (differs, 2)]


async def test_a_full_disk_is_said_and_passes(tmp_path: Path) -> None:
    """`/readyz` and the log say it once each way; once there is room again everything goes on by itself."""
    told: list[bool] = []
    disk = Disk(FLOOR)
    storage = Storage(disk.measure, FLOOR, lambda: disk.now, told.append)
    async with calling(tmp_path) as calls:
        pages = calls.app.http._pages
        pages._house = replace(calls.app.house, storage=storage)
        assert (await calls.http.get("/readyz")).json()["disk"] == "ok"
        disk.free, disk.now = FLOOR - 1, 2.0
        for _ in range(3):
            ready = await calls.http.get("/readyz")
            assert (ready.status_code, ready.json()["ready"]) == (503, False)
            assert ready.json()["disk"].startswith("nearly full")
        with pytest.raises(Refusal, match="storage_full"):
            storage.require_room(staff=False)
        disk.free, disk.now = FLOOR, 4.0
        assert (await calls.http.get("/readyz")).status_code == 200
        storage.require_room(staff=False)
    assert told == [True, False]


async def test_requests_have_names(tmp_path: Path) -> None:
    """Each answer says its request's name, which stands in the log lines about it and nowhere else."""
    async with calling(tmp_path) as calls:
        names = {
            (await calls.http.get(path)).headers["x-request-id"] for path in ("/healthz", "/", "/api/v1/x")
        }
    assert len(names) == 3
    assert all(len(each) == 12 for each in names)


@contextlib.asynccontextmanager
async def speaking_tls(folder: Path) -> AsyncIterator[int]:
    """A server with a certificate that nobody vouches for."""
    context, _ = certificate(folder, "localhost")
    server = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0, ssl=context)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


async def test_why_a_server_is_not_reached(tmp_path: Path) -> None:
    """Host and cause: refused, unknown name, a certificate that is not trusted; over HTTP and over the WebSocket."""
    async with speaking_tls(tmp_path) as tls:
        for url, cause in (
            (f"http://127.0.0.1:{free_port()}", "127.0.0.1 port .*refused"),
            ("http://nobody.invalid", "nobody.invalid: the name is not known"),
            (f"https://localhost:{tls}", "localhost port .*certificate is not trusted"),
        ):
            with pytest.raises(Unreachable, match=cause):
                await Customer.start(f"{url}/sonnenschein", keys=tmp_path / "k.keys")
            with pytest.raises(Unreachable, match=cause):
                await Connection.open(url)


async def doctor_says(shop: Bakery, public_url: str) -> tuple[bool, str]:
    settings = Settings(shop.folder / "data", public_url, port=shop.app.settings.port)
    with lock(shop.folder / "data"):
        found = await asyncio.to_thread(public_address, settings)
    assert found.good or found.todo
    return found.good, found.found


async def test_doctor_asks_from_outside_in(tmp_path: Path) -> None:
    """The public URL leads to this server, with its WebSocket, under its own address; else doctor says what is wrong."""
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    async with (
        bakery(tmp_path / "one") as shop,
        bakery(tmp_path / "two") as other,
        speaking_tls(tmp_path) as tls,
    ):
        url = shop.app.settings.public_url
        assert await doctor_says(shop, url) == (True, f"{url} leads here, WebSocket too")
        good, words = await doctor_says(shop, elsewhere(url))
        assert (good, f"the server runs as {url}" in words) == (False, True)
        good, words = await doctor_says(shop, other.app.settings.public_url)
        assert (good, "another Tresen" in words) == (False, True)
        good, words = await doctor_says(shop, f"http://localhost:{free_port()}")
        assert (good, "no answer" in words) == (False, True)
        good, words = await doctor_says(shop, f"https://localhost:{tls}")
        assert (good, "certificate is not trusted" in words) == (False, True)
        good, words = await doctor_says(shop, "http://chat.example")
        assert (good, "is not https" in words) == (False, True)
        settings = Settings(shop.folder / "data", url, port=shop.app.settings.port)
        assert "the server does not run" in public_address(settings).found


async def test_doctor_asks_at_the_port_it_is_given(tmp_path: Path) -> None:
    """`tresen doctor --port`: a server that listens there is found; one on another port is not it."""
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    async with bakery(tmp_path / "one") as shop, bakery(tmp_path / "two") as other:
        given = ["--data", str(shop.folder / "data"), "--public-url", shop.app.settings.public_url, "--json"]

        async def said(port: int) -> dict[str, object]:
            with lock(shop.folder / "data"):
                done = await asyncio.to_thread(
                    CliRunner().invoke, build(("doctor",)), ["doctor", *given, "--port", str(port)]
                )
            found = next(each for each in json.loads(done.stdout) if each["name"] == "public URL")
            return {"good": found["good"], "other": "another Tresen" in found["found"]}

        assert await said(shop.app.settings.port) == {"good": True, "other": False}
        assert await said(other.app.settings.port) == {"good": False, "other": True}


async def test_a_frozen_line_of_health(tmp_path: Path) -> None:
    """[A8] `/healthz` tells this server from any other, and its build, to anybody; nothing else."""
    async with bakery(tmp_path) as shop:
        url = f"http://127.0.0.1:{shop.app.settings.port}/healthz"
        answer = await asyncio.to_thread(urllib.request.urlopen, url, timeout=PATIENCE)
        assert answer.headers["tresen-instance"] == shop.app.house.instance
        assert answer.read().decode().startswith("ok\ntresen ")


def test_a_database_that_cannot_be_written_is_said_once_and_when_it_is_over() -> None:
    """However many commits fail in a row: one line, one in a hundred after that, and one when it can be written again."""
    meters = Meters()
    with capture_logs() as lines:
        for _ in range(150):
            meters.failed("storage_full")
        for _ in range(2):
            meters.batch(1)
        meters.failed("internal")
    assert [(each["log_level"], each["event"].partition(":")[0], each["failed"]) for each in lines] == [
        ("error", "the disk is full", 1),
        ("error", "the disk is full", 101),
        ("info", "the database can be written again", 150),
        ("error", "the database cannot be written", 1),
    ]
