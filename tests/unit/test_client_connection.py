"""One connection of the Python client: what it signs has one meaning (W2)."""

from __future__ import annotations

import asyncio
from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from picows import (
    WSFrame,
    WSListener,
    WSMsgType,
    WSTransport,
    WSUpgradeResponse,
    WSUpgradeResponseWithListener,
    ws_create_server,
)

from tests.world.patience import PATIENCE
from tresen.client.connection.live import PARTING_SECONDS, SILENT_SECONDS, Connection, Resume
from tresen.client.connection.refusals import PATIENT_TRIES, reconnect_pause
from tresen.core import wire
from tresen.seal.keys import DeviceKeys


@pytest.mark.parametrize("size", [0, 31, 33])
async def test_a_challenge_of_another_size(size: int) -> None:
    """[W2] It is not signed: joined to another address it could be the challenge of another server."""
    connection = Connection()
    connection._take(wire.encode(wire.Challenge(bytes(size))))
    with pytest.raises(ConnectionError, match="ended"):
        await connection.hello(DeviceKeys.generate(), "https://chat.example", Resume())


class Frozen(WSListener):
    """A server whose line freezes once the connection stands: it answers nothing, not even a ping."""

    pings = 0
    line: WSTransport | None = None

    def on_ws_connected(self, transport: WSTransport) -> None:
        Frozen.line = transport

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        Frozen.pings += frame.msg_type == WSMsgType.PING
        transport.underlying_transport.pause_reading()


async def test_a_frozen_line_is_noticed() -> None:
    """[W4] By one ping that nobody answers, although nothing is ever closed. By default within ten seconds."""
    Frozen.pings = 0
    server = await ws_create_server(
        lambda _: WSUpgradeResponseWithListener(
            WSUpgradeResponse.create_101_response({"Sec-WebSocket-Protocol": wire.SUBPROTOCOL}), Frozen()
        ),
        "127.0.0.1",
        0,
        enable_auto_pong=False,
    )
    port = server.sockets[0].getsockname()[1]
    connection = await Connection.open(f"http://127.0.0.1:{port}", silent_seconds=0.1)
    async with asyncio.timeout(PATIENCE):
        assert [frame async for frame in connection.frames()] == []
    await connection.close()
    server.close()
    assert Frozen.line is not None
    Frozen.line.underlying_transport.abort()
    assert Frozen.pings == 1
    assert 2 * SILENT_SECONDS + PARTING_SECONDS < 10


@given(st.integers(1, 10_000), st.floats(0, 1))
def test_a_client_is_back_soon_and_not_with_all_others(failures: int, random: float) -> None:
    """[W4] Within three seconds of the server's start, for the first minute of an outage; half of each wait is chance."""
    wait = reconnect_pause(failures, random)
    longest = reconnect_pause(failures, 1)
    assert longest / 2 <= wait <= longest <= 30
    if failures <= PATIENT_TRIES:
        assert longest <= 2.5
    assert sum(reconnect_pause(each, 0) for each in range(1, PATIENT_TRIES)) >= 30


@given(st.integers(1, PATIENT_TRIES), st.integers(0, 2**32))
def test_two_thousand_do_not_come_at_once(failures: int, seed: int) -> None:
    """[W4] After the same outage each tenth of the time in which 2,000 clients come back has its share of them."""
    longest = reconnect_pause(failures, 1)
    random = Random(seed)
    waits = [reconnect_pause(failures, random.random()) for _ in range(2000)]
    tenths = Counter(min(9, int((each / longest - 0.5) * 20)) for each in waits)
    assert sorted(tenths) == list(range(10))
    assert max(tenths.values()) <= 300
