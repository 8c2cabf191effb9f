"""HTTP as uvicorn speaks it, with bounds on time and size for every part of a request.

uvicorn alone waits for ever for a request that does not come, and reads headers of any size.
"""

from __future__ import annotations

import asyncio
import contextlib
from enum import Enum
from http import HTTPStatus
from typing import Any, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from tresen.transport.connections import NOWHERE, Connections

HEADER_BYTES: Final = 16 * 1024
"""Request line and headers together. Also what a browser may send of cookies and of a long address."""
RAW_BODY_BYTES: Final = 1024 * 1024 + 64 * 1024
"""A body with all its chunk sizes and trailers: the largest is 16 chunks of a file. Other calls take less and say so."""
IDLE_SECONDS: Final = 5
"""How long a connection is kept between two requests."""
LINGER_SECONDS: Final = 1.0
"""How long the reason can be read before the connection is cut."""
UNREAD_BYTES: Final = 256 * 1024
"""So much more of headers that are refused is read in that time, for the same reason; then the connection is cut at once."""
UNREAD_BODY_BYTES: Final = 4 * 1024 * 1024
"""As much of a body: a browser sends it before it reads."""
_SLICE: Final = 4096


class Part(Enum):
    """What of a request comes next."""

    START = 0
    HEADERS = 1
    BODY = 2


class BoundedHttp(HttpToolsProtocol):
    """One connection. `shared` is set by `bounded`."""

    shared: Connections

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._place = NOWHERE
        self._payer = NOWHERE
        self._part = Part.START
        self._size = 0
        self._held = 0
        self._ended = False
        self._unread = 0
        self._moved = False
        self._unsent = 0
        self._deadline: asyncio.TimerHandle | None = None
        self._stall: asyncio.TimerHandle | None = None

    # asyncio calls these

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn does
        """A connection over its address's share is told so and closed; one for which there is no file is cut."""
        super().connection_made(transport)
        self._place = self._payer = self.shared.place(self.client[0] if self.client else None)
        entered = self.shared.enter(self._place)
        if self.shared.is_full():
            self._ended = True
            self.shared.shut("full")
            self.transport.abort()
        elif entered:
            self._set_deadline(self.shared.deadlines.headers)
        else:
            self._refuse(503, "too_many_connections", "This address has too many open connections.")

    def data_received(self, data: bytes) -> None:
        """Give the parser no more than may still come of the part it is reading."""
        if self._is_over():
            self._discard(len(data))
            return
        self._unset_keepalive_if_required()
        if self._part is Part.START and self._deadline is None:
            self._set_deadline(self.shared.deadlines.headers)
        at = 0
        while at < len(data) and not self._is_over() and not self.transport.is_closing():
            piece = data[at : at + self._room()]
            if not piece:
                self._refuse_size()
                return
            at += len(piece)
            if not self._hold(len(piece)):
                self._refuse_busy()
                return
            self._moved = False
            super().data_received(piece)
            if self._part is Part.BODY and not self._is_over() and not self._has_room():
                self._refuse_busy()
                return
            # Blank lines before a request belong to none, and count like headers.
            if self._part is not Part.START or not self._moved:
                self._size += len(piece)
        if self._is_over():
            self._discard(len(data) - at)

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is counted any longer."""
        self._let_go()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """More waits for the reader than the system takes."""
        super().pause_writing()
        self._watch_reader()

    # The parser calls these

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self._part, self._size, self._moved = Part.HEADERS, 0, True

    def on_header(self, name: bytes, value: bytes) -> None:
        """Trailers are dropped: nobody here reads them."""
        if self._part is Part.HEADERS:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """The body may come."""
        self._part, self._size = Part.BODY, 0
        self._charge()
        self._set_deadline(self.shared.deadlines.body)
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """All of the request is here; what the answer takes is the server's own time."""
        self._part, self._size, self._moved = Part.START, 0, True
        self._clear_deadline()
        super().on_message_complete()

    # uvicorn calls these

    def on_response_complete(self) -> None:
        """Everything is answered: the request's memory is free, and the reader has to read."""
        self.shared.release(self._payer, self._held)
        self._held = 0
        self._watch_reader()
        super().on_response_complete()

    def handle_websocket_upgrade(self) -> None:
        """From here on the connection is `/live`'s, which counts it itself and gives the hello five seconds."""
        self._let_go()
        self._ended = True
        super().handle_websocket_upgrade()

    # Inside

    def _room(self) -> int:
        if self._part is Part.BODY:
            return min(_SLICE, RAW_BODY_BYTES - self._size)
        return HEADER_BYTES - self._size

    def _hold(self, size: int) -> bool:
        """What is only read to be thrown away, because the answer is out already, takes no memory.

        Chunks of files are written down as they come: of those only what nobody has taken yet counts.
        """
        if self._part is Part.BODY:
            if self.cycle.response_complete:
                return True
            if self.cycle.scope["method"] == "PUT":
                waiting = len(self.cycle.body)
                self.shared.release(self._payer, max(0, self._held - waiting))
                self._held = min(self._held, waiting)
        self._held += size
        return self.shared.hold(self._payer, size)

    def _charge(self) -> None:
        """Let the address pay that sent this request: behind a trusted proxy that is another one with each request."""
        payer = self.shared.payer({"client": self.client, "headers": self.headers})
        if payer != self._payer:
            self.shared.release(self._payer, self._held)
            self._payer = payer
            self.shared.hold(payer, self._held)

    def _has_room(self) -> bool:
        """What is thrown away as it comes needs none."""
        return self.cycle.response_complete or self.shared.has_room(self._payer)

    def _is_over(self) -> bool:
        return self._ended

    def _discard(self, size: int) -> None:
        """Nothing more is read of whoever goes on sending what was refused."""
        self._unread += size
        if self._unread > (UNREAD_BODY_BYTES if self._part is Part.BODY else UNREAD_BYTES):
            self.transport.abort()

    def _refuse_busy(self) -> None:
        self._refuse(503, "busy", "Too much is being sent at once: try again in a moment.")

    def _refuse_size(self) -> None:
        if self._part is Part.BODY:
            self._refuse(413, "body_too_large", "The body of this request is too large.")
        else:
            self._refuse(431, "headers_too_large", "The headers of a request have at most 16 KiB.")

    def _set_deadline(self, seconds: float) -> None:
        self._clear_deadline()
        self._deadline = self.loop.call_later(seconds, self._too_late)

    def _clear_deadline(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _too_late(self) -> None:
        self._deadline = None
        if self.flow.read_paused:  # we let the client wait, not the client us
            self._set_deadline(self.shared.deadlines.headers)
        elif self._part is Part.START:
            self.shared.shut("silent")
            self.transport.close()
        else:
            self._refuse(408, f"slow_{self._part.name.lower()}", "The request did not come in time.")

    def _refuse(self, status: int, reason: str, text: str) -> None:
        """Say why, unless an answer has begun; then take nothing more and cut the connection in a moment."""
        self._ended = True
        self._clear_deadline()
        self.shared.shut(reason)
        cycle: RequestResponseCycle | None = self.cycle
        begun = cycle is not None and cycle.response_started
        if cycle is not None and cycle.response_complete and self._part is not Part.BODY:
            begun = False  # that was the answer to the request before
        if cycle is not None:
            cycle.disconnected = True
            cycle.message_event.set()
        # Closing at once with bytes unread would reset the connection and take the reason away from the reader.
        self.loop.call_later(LINGER_SECONDS, self.transport.abort)
        if not begun and not self.transport.is_closing():
            self.transport.write(_answer(status, text))
        if not self.transport.is_closing() and self.transport.can_write_eof():
            # A peer that reset the connection is gone before the loop hears of it.
            with contextlib.suppress(OSError):
                self.transport.write_eof()

    def _watch_reader(self) -> None:
        waiting = self.transport.get_write_buffer_size()
        if waiting and self._stall is None:
            self._unsent = waiting
            self._stall = self.loop.call_later(self.shared.deadlines.stalled, self._check_reader)

    def _check_reader(self) -> None:
        self._stall = None
        waiting = self.transport.get_write_buffer_size()
        if waiting and waiting >= self._unsent:
            self.shared.shut("slow_reader")
            self.transport.abort()
        else:
            self._watch_reader()

    def _let_go(self) -> None:
        self._clear_deadline()
        if self._stall is not None:
            self._stall.cancel()
            self._stall = None
        self.shared.release(self._payer, self._held)
        self._held = 0
        self.shared.leave(self._place)
        self._place = self._payer = NOWHERE


def bounded(connections: Connections) -> type[BoundedHttp]:
    """What uvicorn takes as its `http=`."""

    class Http(BoundedHttp):
        shared = connections

    return Http


def counted(upgraded: Any, connections: Connections) -> Any:
    """The `ws=` protocol `upgraded`, whose connections count for their address as long as they are open."""

    class Counted(upgraded):  # type: ignore[misc]  # picows ships its protocol without types
        __slots__ = ("_place",)

        def connection_made(self, transport: Any) -> None:
            peer = transport.get_extra_info("peername")
            self._place = connections.place(peer[0] if isinstance(peer, tuple) else None)
            connections.enter(self._place)
            super().connection_made(transport)

        def connection_lost(self, exc: Exception | None) -> None:
            connections.leave(self._place)
            super().connection_lost(exc)

    return Counted


def _answer(status: int, text: str) -> bytes:
    body = text.encode() + b"\n"
    head = (
        f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\nconnection: close\r\n"
        f"content-type: text/plain; charset=utf-8\r\nx-content-type-options: nosniff\r\ncontent-length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
