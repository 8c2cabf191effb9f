"""protocol/wire.md by hand: JSON over HTTP, and frames on `/live`."""

from __future__ import annotations

import asyncio
import base64
from typing import Any

import httpx
from picows import WSFrame, WSListener, WSMsgType, WSTransport, ws_connect

from tests.second.seal import Device, label, pack, unpack

HELLO, SEND, MARK = 0, 1, 2
CHALLENGE, WELCOME, STORED, EVENTS, BEHIND, ERROR, READY = 64, 65, 66, 67, 69, 71, 74
SECONDS = 60


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Refused(Exception):
    """The server's `error`, on the wire or over HTTP."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Api:
    """JSON under /api/v1."""

    def __init__(self, origin: str) -> None:
        self._http = httpx.AsyncClient(base_url=f"{origin}/api/v1", trust_env=False, timeout=SECONDS)
        self.bearer = ""

    async def call(self, method: str, path: str, body: Any = None, **query: Any) -> Any:
        headers = {"Authorization": f"Bearer {self.bearer}"} if self.bearer else {}
        answer = await self._http.request(method, path, json=body, params=query or None, headers=headers)
        if not answer.is_success:
            raise Refused(answer.json()["code"])
        return answer.json()

    async def close(self) -> None:
        await self._http.aclose()


class _Ear(WSListener):
    def __init__(self) -> None:
        self.frames: asyncio.Queue[list[Any] | None] = asyncio.Queue()

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        if frame.msg_type is WSMsgType.BINARY:
            self.frames.put_nowait(unpack(frame.get_payload_as_bytes()))

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        self.frames.put_nowait(None)


class Live:
    """One connection. The hello is done; whatever comes besides what is waited for is kept in `events`."""

    def __init__(self, transport: WSTransport, ear: _Ear) -> None:
        self._transport, self._ear = transport, ear
        self.welcome: list[Any] = []
        self.events: list[list[Any]] = []

    @classmethod
    async def enter(cls, origin: str, device: Device, *resume: Any) -> Live:
        """`resume`: generation, cursor, rev, known."""
        url = "ws" + origin.removeprefix("http") + "/live"
        protocol = {"Sec-WebSocket-Protocol": "tresen.v1"}
        transport, ear = await ws_connect(_Ear, url, extra_headers=protocol)
        assert isinstance(ear, _Ear)
        live = cls(transport, ear)
        challenge = (await live.until(CHALLENGE))[1]
        signature = device.sign_key.sign(label("hello") + origin.encode() + challenge)
        live.send(HELLO, device.id, signature, *resume)
        live.welcome = await live.until(WELCOME)
        return live

    def send(self, *frame: Any) -> None:
        self._transport.send(WSMsgType.BINARY, pack(frame))

    async def until(self, kind: int) -> list[Any]:
        """The next frame of that kind. Raises Refused for an `error`."""
        while True:
            async with asyncio.timeout(SECONDS):
                frame = await self._ear.frames.get()
            if frame is None:
                raise Refused("connection")
            if frame[0] == ERROR:
                raise Refused(frame[2])
            if frame[0] == EVENTS:
                self.events += frame[1]
            if frame[0] == kind:
                return frame

    async def close(self) -> None:
        self._transport.disconnect()
        await self._transport.wait_disconnected()
