"""One WebSocket connection to `/live`: frames in, frames out (W1, W2)."""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import AsyncIterator
from typing import Final, NamedTuple, TypeVar, cast

from picows import WSFrame, WSListener, WSMsgType, WSTransport, ws_connect

from tresen.client.connection.unreachable import refused, unreachable
from tresen.client.errors import Unreachable
from tresen.core import wire
from tresen.errors import Refusal
from tresen.seal.keys import DeviceKeys

_SECONDS: Final = 10
PARTING_SECONDS: Final = 2
MESSAGE_BYTES: Final = 16 * 1024 * 1024
"""More than this in one message, in however many parts, ends the connection: no honest one comes near it."""
SILENT_SECONDS: Final = 3.5
"""The server is asked for a sign of life after so long without a byte, and has as long for the answer."""
F = TypeVar("F", bound=wire.Frame)

# picows writes addresses at INFO (A8).
logging.getLogger("picows").setLevel(logging.WARNING)


class Resume(NamedTuple):
    """What a device has read so far (W2): the log's generation, its cursor there, the newest public record, and the last
    event that it knows, by place and hash (L10)."""

    generation: bytes | None = None
    cursor: int | None = None
    rev: int | None = None
    known: tuple[int, bytes] | None = None


class Connection(WSListener):
    """Incoming frames queue up in order; the end of the connection ends the iteration."""

    def __init__(self) -> None:
        self.close_code = 0
        self._frames: asyncio.Queue[wire.ServerFrame | None] = asyncio.Queue()
        self._transport: WSTransport | None = None
        self._parts: list[bytes] = []

    @classmethod
    async def open(
        cls, public_url: str, tls: ssl.SSLContext | None = None, silent_seconds: float = SILENT_SECONDS
    ) -> Connection:
        """Connect. A line on which nothing comes ends after twice `silent_seconds`, and what closing it takes.

        Raises:
            OSError: the server cannot be reached.
        """
        url = "ws" + public_url.removeprefix("http") + "/live"
        try:
            _, listener = await ws_connect(
                cls,
                url,
                websocket_handshake_timeout=_SECONDS,
                enable_auto_ping=True,
                auto_ping_idle_timeout=silent_seconds,
                auto_ping_reply_timeout=silent_seconds,
                extra_headers={"Sec-WebSocket-Protocol": wire.SUBPROTOCOL},
                ssl_context=tls,
            )
        except Exception as error:  # noqa: BLE001 - picows raises its own kinds for a refused handshake
            raise unreachable(public_url, error) from None
        connection = cast("Connection | None", listener)
        if connection is None:  # picows: it ended right after the handshake
            raise Unreachable("the connection ended")
        return connection

    async def hello(self, keys: DeviceKeys, public_url: str, resume: Resume) -> wire.Welcome:
        """Answer the challenge (W2).

        Raises:
            Refusal: the server's `error` frame.
            OSError: the connection ended.
        """
        challenge = await self.expect(wire.Challenge)
        signature = keys.sign("hello", public_url.encode() + challenge.challenge)
        self.send(wire.Hello(keys.id, signature, *resume))
        return await self.expect(wire.Welcome)

    async def expect(self, kind: type[F]) -> F:
        """The next frame, which must be of this kind."""
        try:
            async with asyncio.timeout(_SECONDS):
                frame = await self._frames.get()
        except TimeoutError:
            raise Unreachable("the server says nothing") from None
        if isinstance(frame, wire.Error):
            raise refusal(frame)
        if not isinstance(frame, kind):
            raise Unreachable("the connection ended")
        return frame

    def send(self, frame: wire.Frame) -> None:
        """Send, or do nothing once the connection has ended: whoever waits for an answer learns of it from the iteration."""
        if self._transport is not None and not self._transport.is_disconnected:
            self._transport.send(WSMsgType.BINARY, wire.write_client_frame(frame))

    async def close(self) -> None:
        """Send what was written, then close. A connection that does not end by itself is cut."""
        if self._transport is None:
            return
        self._transport.send_close()
        self._transport.disconnect()
        try:
            async with asyncio.timeout(PARTING_SECONDS):
                await self._transport.wait_disconnected()
        except TimeoutError:
            self._transport.disconnect(graceful=False)

    async def frames(self) -> AsyncIterator[wire.ServerFrame]:
        """Frames in order until the connection ends."""
        while (frame := await self._frames.get()) is not None:
            yield frame

    def on_ws_connected(self, transport: WSTransport) -> None:
        """picows: the handshake is done."""
        self._transport = transport

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        """picows: a frame, or a part of one."""
        if frame.msg_type == WSMsgType.CLOSE:
            self.close_code = int.from_bytes(frame.get_payload_as_bytes()[:2], "big")
            transport.send_close()
            transport.disconnect()
        elif frame.msg_type in (WSMsgType.BINARY, WSMsgType.CONTINUATION):
            self._parts.append(frame.get_payload_as_bytes())
            if sum(map(len, self._parts)) > MESSAGE_BYTES:
                self._parts = []
                self._end()
            elif frame.fin:
                data, self._parts = b"".join(self._parts), []
                self._take(data)

    def on_ws_disconnected(self, transport: WSTransport) -> None:  # noqa: ARG002
        """picows: the end."""
        self._frames.put_nowait(None)

    def _take(self, data: bytes) -> None:
        try:
            frame = wire.read_server_frame(data)
        except ValueError:  # whatever follows such a frame cannot be believed either
            self._end()
            return
        if frame is not None:
            self._frames.put_nowait(frame)

    def _end(self) -> None:
        self._frames.put_nowait(None)
        if self._transport is not None:
            self._transport.disconnect(graceful=False)


def refusal(frame: wire.Error) -> Refusal:
    """An `error` frame as an exception; a code of a later version counts as `internal`."""
    return refused(frame.code, frame.detail)
