"""A server that lies: it sits at the public URL in front of a real one, and everything passes through it.

It has all server data: what passed, and the real server to ask. It has only the private keys it makes up. A `Lie`
changes what the lied-to devices are told; devices in `honest` see the truth, so that a test can act through them.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from typing import Any

import httpx
import msgspec
import uvicorn
from picows import (
    WSCloseCode,
    WSFrame,
    WSListener,
    WSMsgType,
    WSTransport,
    WSUpgradeRequest,
    WSUpgradeResponse,
    WSUpgradeResponseWithListener,
)

from tests.liar.lie import Call, Lie
from tests.world.bakery import free_port
from tests.world.patience import PATIENCE
from tresen.client.connection.bell import Bell
from tresen.client.connection.live import Connection
from tresen.core import wire
from tresen.transport.upgrade import upgrading

API = "/api/v1"
_HOP = {b"host", b"connection", b"content-length", b"transfer-encoding", b"keep-alive"}
_TAGS = {b"if-none-match", b"etag"}
"""The true server's tags do not name what the lie answers: a browser would keep one lie for the next."""


@dataclass
class Proxy:
    """`said` is every command and every body that a client sent; `bell` rings at each. `told` counts the answers and frames
    whose bytes the lie changed."""

    url: str
    upstream: str
    lie: Lie = field(default_factory=Lie)
    honest: set[bytes] = field(default_factory=set)
    said: list[Call | wire.ClientFrame] = field(default_factory=list)
    bell: Bell = field(default_factory=Bell)
    told: int = 0
    _bearers: dict[str, bytes] = field(default_factory=dict)
    _lines: dict[Front, None] = field(default_factory=dict)
    _closing: bool = False
    _calls: int = 0

    @classmethod
    @contextlib.asynccontextmanager
    async def open(cls) -> AsyncIterator[Proxy]:
        """Listen on a free port; the real server is expected at `upstream`."""
        proxy = cls(f"http://localhost:{free_port()}", f"http://127.0.0.1:{free_port()}")
        # A connection each: the server may close a kept one just as it is reused, which leaves a page without its style.
        fresh = httpx.Limits(max_keepalive_connections=0)
        async with httpx.AsyncClient(
            base_url=proxy.upstream, timeout=PATIENCE, trust_env=False, limits=fresh
        ) as client:
            config = uvicorn.Config(
                _Http(proxy, client),
                port=int(proxy.url.rpartition(":")[2]),
                ws=upgrading(proxy),
                http="httptools",
                lifespan="off",
                log_config=None,
                access_log=False,
                timeout_graceful_shutdown=1,
            )
            server = _Server(config)
            task = asyncio.create_task(server.serve())
            while not server.started:  # noqa: ASYNC110 - uvicorn offers a flag only
                await asyncio.sleep(0.002)
            try:
                yield proxy
            finally:
                proxy._closing = True
                proxy.honest.clear()
                await proxy.cut()
                server.should_exit = True
                await task

    def tell(self, lie: Lie) -> None:
        """Begin to lie."""
        self.lie, self.told = lie, 0

    def frames(self, device: bytes | None, frame: wire.ServerFrame) -> list[wire.ServerFrame]:
        """What this device is sent in place of a frame."""
        if not self.lied_to(device) or (isinstance(frame, wire.Challenge) and not self.lie.challenges):
            return [frame]
        told = self.lie.frames(frame)
        self.told += [wire.encode(each) for each in told] != [wire.encode(frame)]
        return told

    def answer(self, call: Call, given: bytes) -> bytes:
        """What is answered in place of a JSON body."""
        true = json.loads(given)
        told = self.lie.answer(call, true)
        self.told += told != json.loads(given)
        return json.dumps(told).encode()

    async def cut(self) -> None:
        """End every connection of those who are lied to: they come back by themselves."""
        for front in list(self._lines):
            if front.device not in self.honest:
                await front.end(1012)

    def hear(self, what: Call | wire.ClientFrame) -> None:
        """Remember what a client said."""
        self.said.append(what)
        self.bell.ring()

    def lied_to(self, device: bytes | None) -> bool:
        """Whoever is not known to be honest; a call without a bearer does not say whose it is."""
        return device not in self.honest

    def device_of(self, bearer: str) -> bytes | None:
        """Who calls."""
        return self._bearers.get(bearer)

    def address(self) -> bytes:
        """The address the next call claims: a new one each time, so that no test uses up another's limit."""
        self._calls += 1
        return b"10.%d.%d.%d" % (self._calls >> 16 & 255, self._calls >> 8 & 255, self._calls & 255)

    def welcomed(self, front: Front, welcome: wire.Welcome) -> None:
        """Remember whose bearer that is."""
        if front.device is not None:
            self._bearers[welcome.bearer] = front.device

    def accept(self, request: WSUpgradeRequest) -> WSUpgradeResponseWithListener | None:
        """A new connection to `/live`."""
        if self._closing or request.path.partition(b"?")[0] != b"/live":
            return None
        accepted = WSUpgradeResponse.create_101_response({"Sec-WebSocket-Protocol": wire.SUBPROTOCOL})
        front = Front(self)
        return WSUpgradeResponseWithListener(accepted, front)

    def joined(self, front: Front) -> None:
        """A connection stands."""
        self._lines[front] = None

    def left(self, front: Front) -> None:
        """It is over."""
        self._lines.pop(front, None)


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self):  # type: ignore[no-untyped-def]  # signals are the test runner's
        yield


class Front(WSListener):
    """One device's connection: a line to the real server behind it, with the lie in between."""

    def __init__(self, proxy: Proxy) -> None:
        self.device: bytes | None = None
        self._proxy = proxy
        self._heard: asyncio.Queue[wire.ClientFrame | None] = asyncio.Queue()
        self._transport: WSTransport | None = None
        self._work: asyncio.Task[None] | None = None

    def on_ws_connected(self, transport: WSTransport) -> None:
        self._transport = transport
        self._proxy.joined(self)
        self._work = asyncio.create_task(self._run())

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        if frame.msg_type == WSMsgType.CLOSE:
            transport.send_close()
            transport.disconnect()
        elif frame.msg_type == WSMsgType.BINARY:
            with contextlib.suppress(msgspec.DecodeError):
                self._heard.put_nowait(wire.client_frames.decode(frame.get_payload_as_bytes()))

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        self._heard.put_nowait(None)

    async def end(self, code: int) -> None:
        """Close towards the client, and wait until the line behind is closed too."""
        self._part(code)
        if self._work is not None:
            await asyncio.gather(self._work, return_exceptions=True)

    def _part(self, code: int) -> None:
        if self._transport is not None and not self._transport.is_disconnected:
            self._transport.send_close(WSCloseCode(code))
            self._transport.disconnect()

    async def _run(self) -> None:
        try:
            await self._between(await Connection.open(self._proxy.upstream))
        except OSError:
            self._part(1012)  # the real connection is gone: the client tries again, or is closed
        finally:
            self._proxy.left(self)

    async def _between(self, line: Connection) -> None:
        tasks = [asyncio.create_task(self._up(line)), asyncio.create_task(self._down(line))]
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await line.close()
        self._part(line.close_code or 1012)

    async def _up(self, line: Connection) -> None:
        while (frame := await self._heard.get()) is not None:
            if isinstance(frame, wire.Hello):
                self.device = frame.device
            self._proxy.hear(frame)
            line.send(frame)

    async def _down(self, line: Connection) -> None:
        async for frame in line.frames():
            if isinstance(frame, wire.Welcome):
                self._proxy.welcomed(self, frame)
            for told in self._proxy.frames(self.device, frame):
                self._send(told)

    def _send(self, frame: wire.ServerFrame) -> None:
        if self._transport is not None and not self._transport.is_disconnected:
            self._transport.send(WSMsgType.BINARY, wire.encode(frame))


Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


class _Http:
    """Passes every request on; the API's answer goes through the lie."""

    def __init__(self, proxy: Proxy, client: httpx.AsyncClient) -> None:
        self._proxy, self._client = proxy, client

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = await _body(receive)
        path: str = scope["path"]
        headers = [pair for pair in scope["headers"] if pair[0] not in _HOP]
        headers.append((b"x-forwarded-for", self._proxy.address()))
        call = self._call(scope, body) if path.startswith(API) else None
        if call is not None:
            headers = [pair for pair in headers if pair[0] != b"accept-encoding" and pair[0] not in _TAGS]
            headers.append((b"accept-encoding", b"identity"))
        target = scope["raw_path"] + (b"?" + scope["query_string"] if scope["query_string"] else b"")
        request = self._client.build_request(
            scope["method"], httpx.URL(self._proxy.upstream, raw_path=target), headers=headers, content=body
        )
        answer = await self._client.send(request, stream=True)
        try:
            given = b"".join([part async for part in answer.aiter_raw()])
        finally:
            await answer.aclose()
        is_json = answer.headers.get("content-type", "").startswith("application/json")
        if call is not None and answer.is_success and is_json and self._proxy.lied_to(call.device):
            given = self._proxy.answer(call, given)
        dropped = _HOP if call is None else _HOP | _TAGS
        kept = [pair for pair in answer.headers.raw if pair[0].lower() not in dropped]
        await send({"type": "http.response.start", "status": answer.status_code, "headers": [
            *((name.lower(), value) for name, value in kept), (b"content-length", str(len(given)).encode()),
        ]})  # fmt: skip
        await send({"type": "http.response.body", "body": given})

    def _call(self, scope: Scope, body: bytes) -> Call:
        headers = dict(scope["headers"])
        bearer = headers.get(b"authorization", b"").decode().removeprefix("Bearer ")
        # A file's bytes are no command.
        said = json.loads(body) if headers.get(b"content-type", b"").startswith(b"application/json") else None
        call = Call(
            scope["method"],
            scope["path"].removeprefix(API),
            said,
            self._proxy.device_of(bearer),
        )
        if said is not None:
            self._proxy.hear(call)
        return call


async def _body(receive: Receive) -> bytes:
    parts = []
    while True:
        message = await receive()
        parts.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(parts)
