"""The relay: credentials that a real coturn takes, for calls of one's own alone, and what doctor finds (C9)."""

from __future__ import annotations

import asyncio
import os
import re
import socket
import subprocess
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.integration.conftest import PUBLIC_URL
from tests.world.calls import Calls, b64, calling, problem_of
from tests.world.clock import NOON
from tests.world.relay import relay
from tests.world.shop import Customer, Shop, answer, found
from tresen.cli import doctor_relay
from tresen.cli.demo import Place
from tresen.cli.turn import TurnError, allocate, place_of
from tresen.config import Mistakes, Settings, load
from tresen.demo.relay import HOW, LocalRelay, until_listening
from tresen.desk.calls.names import FILE, Names
from tresen.desk.calls.relay import GOOD_SECONDS, credentials
from tresen.desk.calls.switchboard import Relay
from tresen.desk.rates import CUSTOMERS

SECRET = "a secret of sixteen and more"
URLS = ("turn:relay.example.org:3478", "turns:relay.example.org:5349")


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[LocalRelay]:
    async with relay(tmp_path_factory.mktemp("relay")) as started:
        yield started


@pytest.mark.asyncio(loop_scope="module")
async def test_coturn_takes_our_credentials(running: LocalRelay) -> None:
    """[C9] Over UDP and TCP; not with another secret, and not once the ten minutes are over."""
    now = time.time_ns() // 1_000_000
    shared = Relay(running.urls, running.secret)
    good = credentials(shared, now, "abcdefghijklmnop")
    for url in running.urls:
        assert (await asyncio.to_thread(allocate, url, good.username, good.credential)).startswith(
            "127.0.0.1:"
        )
    late = credentials(shared, now - (GOOD_SECONDS + 1) * 1000, "abcdefghijklmnop")
    other = credentials(Relay(running.urls, SECRET), now, "abcdefghijklmnop")
    for bad in (late, other):
        with pytest.raises(TurnError, match="401"):
            await asyncio.to_thread(allocate, running.urls[0], bad.username, bad.credential)


class _Echo(asyncio.DatagramProtocol):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.DatagramTransport)
        self.transport = transport

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        self.transport.sendto(data, addr)


@pytest.mark.asyncio(loop_scope="module")
async def test_a_relay_is_there_once_it_answers_over_both() -> None:
    """[C9] coturn listens for TCP first: who called then was refused over UDP."""
    came = asyncio.Semaphore(0)

    def called(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        came.release()
        writer.close()

    server = await asyncio.start_server(called, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    process = subprocess.Popen(["sleep", "600"])  # noqa: ASYNC220 - stands for coturn, which is only asked whether it lives
    try:
        waiting = asyncio.create_task(until_listening(port, process))
        for _ in range(3):  # it asked again, so that TCP alone was not enough
            await came.acquire()
        assert not waiting.done()
        udp, _ = await asyncio.get_running_loop().create_datagram_endpoint(
            _Echo, local_addr=("127.0.0.1", port)
        )
        await waiting
        udp.close()
    finally:
        process.kill()
        process.wait()
        server.close()


@pytest.mark.asyncio(loop_scope="module")
async def test_doctor_asks_the_relay(running: LocalRelay, tmp_path: Path) -> None:
    """[C9] A real allocation: good, with the wrong secret, and where nobody listens."""
    good = Settings(tmp_path, PUBLIC_URL, relay_urls=running.urls, relay_secret=running.secret)
    checked = await asyncio.to_thread(doctor_relay.relay, good)
    assert (checked.good, "gave 127.0.0.1:" in checked.found) == (True, True)
    wrong = Settings(tmp_path, PUBLIC_URL, relay_urls=running.urls, relay_secret=SECRET)
    checked = await asyncio.to_thread(doctor_relay.relay, wrong)
    assert (checked.good, "401" in checked.found, SECRET in str(checked)) == (False, True, False)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        nobody = f"turn:127.0.0.1:{probe.getsockname()[1]}?transport=tcp"
    dead = Settings(tmp_path, PUBLIC_URL, relay_urls=(nobody,), relay_secret=SECRET)
    checked = await asyncio.to_thread(doctor_relay.relay, dead)
    assert (checked.good, "cannot be used" in checked.found) == (False, True)
    none = await asyncio.to_thread(doctor_relay.relay, Settings(tmp_path, PUBLIC_URL))
    assert (none.good, "not set up" in none.found) == (True, True)


async def test_doctor_beside_a_demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """[C9] A demo has no relay on purpose, or one of its own while it runs: doctor says which."""
    place = Place(tmp_path / "demo-data", 0)
    settings = Settings(place.data, PUBLIC_URL)
    place.keys.mkdir()
    place.ours.touch()

    def said() -> str:
        checked = doctor_relay.relay(settings)
        assert checked.good
        return checked.found

    async with relay(place.relay):
        assert (await asyncio.to_thread(said)) == "the demo's own, for calls on this machine alone"
    assert said().endswith("none runs now")
    monkeypatch.setenv("PATH", "")
    assert said() == f"none, as the demo needs none for messages. {HOW}"
    place.ours.unlink()
    assert said().startswith("not set up")


def test_the_credentials_are_coturns() -> None:
    """[C9] Expiry and name; HMAC-SHA1 in base64; the secret stays out of the words."""
    made = credentials(Relay(URLS, "secret"), NOON, "abcdefghijklmnop")
    assert made.username == f"{NOON // 1000 + 600}:abcdefghijklmnop"
    assert made.credential == "rR2VhxpoMPGh/6OXJTmL0W3YKks="
    assert made.until_ms == (NOON // 1000 + 600) * 1000
    assert SECRET not in repr(Relay(URLS, SECRET))


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("turn:relay.example.org", ("relay.example.org", 3478, "udp")),
        ("turn:10.0.0.1:99?transport=tcp", ("10.0.0.1", 99, "tcp")),
        ("turns:relay.example.org", ("relay.example.org", 5349, "tls")),
        ("turn:[::1]:3479?transport=udp", ("::1", 3479, "udp")),
    ],
)
def test_addresses_of_a_relay(url: str, place: tuple[str, int, str]) -> None:
    """[C9] As a setting takes them, and as the doctor reads them."""
    assert place_of(url) == place
    read = load({"data": "x"}, {"TRESEN_RELAY_URLS": url, "TRESEN_RELAY_SECRET": SECRET})
    assert (read.relay_urls, read.relay_secret) == ((url,), SECRET)


@pytest.mark.parametrize(
    "env",
    [
        {"TRESEN_RELAY_URLS": "relay.example.org", "TRESEN_RELAY_SECRET": SECRET},
        {"TRESEN_RELAY_URLS": "stun:relay.example.org", "TRESEN_RELAY_SECRET": SECRET},
        {"TRESEN_RELAY_URLS": "turn:relay.example.org?transport=sctp", "TRESEN_RELAY_SECRET": SECRET},
        {"TRESEN_RELAY_URLS": "turn:relay.example.org", "TRESEN_RELAY_SECRET": "short"},
        {"TRESEN_RELAY_URLS": "turn:relay.example.org"},
        {"TRESEN_RELAY_SECRET": SECRET},
    ],
)
def test_settings_that_are_wrong(env: dict[str, str]) -> None:
    """[C9] Each is named; the secret is not shown."""
    with pytest.raises(Mistakes) as caught:
        load({"data": "x"}, env)
    assert SECRET not in str(caught.value)


async def _begun(calls: Calls) -> tuple[Shop, Customer, str]:
    shop = await found(calls.app.house)
    customer = shop.customer()
    await customer.begin(calls.app.house)
    await answer(calls.app.house, shop, customer.conversation)
    return shop, customer, b64(customer.conversation)


async def test_credentials_for_a_call(tmp_path: Path) -> None:
    """[C9] Before it rings, and not for the call of somebody else; under one name for a device; rated."""
    async with calling(tmp_path, NOON, relay_urls=URLS, relay_secret=SECRET) as calls:
        shop, customer, where = await _begun(calls)
        bearer = await calls.bearer(customer.device.keys.id)
        call = b64(os.urandom(16))
        given = (await calls.post(f"/conversations/{where}/relay", {"call": call}, bearer)).json()
        assert (given["urls"], given["direct"]) == (list(URLS), False)
        again = (await calls.post(f"/conversations/{where}/relay", {"call": call}, bearer)).json()
        assert again["username"].split(":")[1] == given["username"].split(":")[1]
        for bad in ({}, {"call": "?"}, {"call": b64(bytes(15))}, {"call": None}):
            refused = await calls.post(f"/conversations/{where}/relay", bad, bearer)
            assert problem_of(refused)["code"] == "bad_request"
        other = shop.customer()
        await other.begin(calls.app.house)
        theirs = f"/conversations/{b64(other.conversation)}"
        assert (
            problem_of(await calls.post(f"{theirs}/relay", {"call": call}, bearer))["code"]
            == "unknown_conversation"
        )
        assert problem_of(await calls.get(f"{theirs}/calls", bearer))["code"] == "unknown_conversation"
        path = f"/conversations/{where}/relay"
        assert {(await calls.post(path, {"call": call}, bearer)).status_code for _ in range(130)} == {
            201,
            429,
        }


def test_what_the_relay_calls_a_device(tmp_path: Path) -> None:
    """[C9] The same all day, another for each device, day and server; 16 characters that name no number."""
    day = 24 * 3600 * 1000
    midnight = NOON - NOON % day
    kept, other = Names(tmp_path), Names()
    before = kept.of(7, midnight - 1)
    names = {kept.of(device, midnight + at) for device in range(200) for at in (0, 3_600_000, day - 1)}
    assert len(names) == 200
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{16}", each) for each in names)
    others = {before, other.of(7, midnight), kept.of(7, midnight + day)}
    assert len(others - names) == 3


@pytest.mark.parametrize("left", [None, b"", b"20781 00", b"yesterday", b"\xff" * 200])
def test_a_name_outlasts_a_restart_and_not_the_day(tmp_path: Path, left: bytes | None) -> None:
    """[C9] A restart gives no device a second name, whatever lay in the file; the next day overwrites the key."""
    if left is not None:
        (tmp_path / FILE).write_bytes(left)
    day = 24 * 3600 * 1000
    first = Names(tmp_path).of(7, NOON)
    assert Names(tmp_path).of(7, NOON) == first
    key = (tmp_path / FILE).read_bytes()
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600
    tomorrow = Names(tmp_path).of(7, NOON + day)
    assert key.split()[1] not in b"".join(each.read_bytes() for each in tmp_path.iterdir())
    assert len({first, tomorrow, Names(tmp_path).of(7, NOON)}) == 3


def test_a_key_that_cannot_be_kept_stops_no_call(tmp_path: Path) -> None:
    """[C9] Without a place for the key the names are this process's own."""
    said: list[OSError] = []
    names = Names(tmp_path / "nothing here", said.append)
    assert names.of(7, NOON) == names.of(7, NOON) != names.of(8, NOON)
    assert [type(each) for each in said] == [FileNotFoundError]


async def test_a_restart_gives_no_second_share(tmp_path: Path) -> None:
    """[C9] The server names a device as before it was started anew; another server does not."""
    names = []
    for each in ("one", "one", "two"):
        (tmp_path / each).mkdir(exist_ok=True)
        async with calling(tmp_path / each, NOON, relay_urls=URLS, relay_secret=SECRET) as calls:
            names.append(calls.app.services.calls.names.of(7, NOON))
    assert names[0] == names[1] != names[2]


async def test_credentials_have_a_rate_of_their_own(tmp_path: Path) -> None:
    """[C9, W11] Twelve at once for a customer's device, the next after ten seconds; and its calls still signal."""
    async with calling(tmp_path, NOON, relay_urls=URLS, relay_secret=SECRET) as calls:
        _, customer, where = await _begun(calls)
        bearer = await calls.bearer(customer.device.keys.id)
        path, wanted = f"/conversations/{where}/relay", {"call": b64(os.urandom(16))}
        answers = [await calls.post(path, wanted, bearer) for _ in range(CUSTOMERS.relays.burst + 3)]
        assert [each.status_code for each in answers] == [201] * CUSTOMERS.relays.burst + [429] * 3
        assert len({each.json()["username"].split(":")[1] for each in answers[:12]}) == 1
        assert 0 < int(problem_of(answers[-1])["detail"].split()[0]) <= 10_000


async def test_what_is_offered(tmp_path: Path) -> None:
    """[C4] Without a relay and a profile that allows direct calls there are none; the hours say when."""
    async with calling(tmp_path, NOON) as calls:
        _, customer, where = await _begun(calls)
        bearer = await calls.bearer(customer.device.keys.id)
        offered = (await calls.get(f"/conversations/{where}/calls", bearer)).json()
        hours = {"mode": "open", "intervals": None}
        known = {"relay": False, "direct": False, "hours": hours, "open": True, "next_ms": None}
        assert offered == {**known, "unanswered": False}
        given = await calls.post(f"/conversations/{where}/relay", {"call": b64(os.urandom(16))}, bearer)
        assert given.json()["urls"] == []
