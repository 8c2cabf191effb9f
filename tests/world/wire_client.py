"""A client of `/live` that knows only frames. It shows what the server really sends."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar, cast

from picows import WSFrame, WSListener, WSMsgType, WSTransport, ws_connect

from tests.world.patience import PATIENCE
from tests.world.shop import Device
from tresen.core.wire import (
    SUBPROTOCOL,
    Challenge,
    Error,
    Events,
    Marks,
    Ready,
    ServerFrame,
    Stored,
    Welcome,
    encode,
    server_frames,
)

T = TypeVar("T", bound=ServerFrame)


class _Ear(WSListener):
    def __init__(self) -> None:
        self.frames: asyncio.Queue[ServerFrame | None] = asyncio.Queue()
        self.code: int | None = None

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        if frame.msg_type is WSMsgType.BINARY:
            self.frames.put_nowait(server_frames.decode(frame.get_payload_as_bytes()))
        elif frame.msg_type is WSMsgType.CLOSE:
            self.code = cast("int", frame.get_close_code())
            transport.send_close(frame.get_close_code())
            transport.disconnect()

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        self.frames.put_nowait(None)


class WireClient:
    """One connection. Frames are kept in order; `take` waits for the next of a kind and keeps the others in `seen`."""

    def __init__(self, transport: WSTransport, ear: _Ear) -> None:
        self.transport = transport
        self._ear = ear
        self.seen: list[ServerFrame] = []
        self.welcome: Welcome | None = None

    @classmethod
    async def connect(cls, port: int, forwarded: str | None = None) -> WireClient:
        """`forwarded` is the address that a proxy would name."""
        named = {} if forwarded is None else {"X-Forwarded-For": forwarded}
        transport, ear = await ws_connect(
            _Ear,
            f"ws://127.0.0.1:{port}/live",
            extra_headers={"Sec-WebSocket-Protocol": SUBPROTOCOL, **named},
            use_aiofastnet=False,
        )
        assert isinstance(ear, _Ear)
        return cls(transport, ear)

    @classmethod
    async def enter(
        cls,
        port: int,
        public_url: str,
        device: Device,
        forwarded: str | None = None,
        **place: int | bytes | None,
    ) -> WireClient:
        """Connect, say hello, and wait until `ready`."""
        client = await cls.connect(port, forwarded)
        challenge = await client.take(Challenge)
        client.send(device.hello(public_url, challenge.challenge, **place))
        client.welcome = await client.take(Welcome)
        await client.take(Ready)
        return client

    @property
    def code(self) -> int | None:
        """With what the connection was closed."""
        return self._ear.code

    def send(self, frame: Any) -> None:
        self.transport.send(WSMsgType.BINARY, encode(frame))

    def send_raw(self, data: bytes) -> None:
        self.transport.send(WSMsgType.BINARY, data)

    async def next(self) -> ServerFrame | None:
        """The next frame, None when the connection has ended."""
        return await asyncio.wait_for(self._ear.frames.get(), PATIENCE)

    async def take(self, kind: type[T], wanted: Callable[[T], bool] = lambda _: True) -> T:
        """The next frame of that kind; everything before it is kept in `seen`."""
        while True:
            frame = await self.next()
            if frame is None:
                raise ConnectionError(
                    f"closed with {self._ear.code} before {kind.__name__}; seen: {self.seen}"
                )
            if isinstance(frame, kind) and wanted(frame):
                return frame
            if isinstance(frame, Error) and kind is not Error:
                raise AssertionError(f"error instead of {kind.__name__}: {frame}")
            self.seen.append(frame)

    async def closed(self) -> int | None:
        """Read to the end; the code the connection was closed with."""
        while (frame := await self.next()) is not None:
            self.seen.append(frame)
        return self._ear.code

    async def close(self) -> None:
        self.transport.send_close()
        self.transport.disconnect()
        await self.transport.wait_disconnected()


__all__ = ["Events", "Marks", "Stored", "WireClient"]
