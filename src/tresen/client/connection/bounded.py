"""Answers over HTTP end, by size (opened, too) and by time: a server can lie, but not fill memory or hold a call."""

from __future__ import annotations

import asyncio
import contextlib
import zlib
from collections.abc import AsyncGenerator
from typing import Any, NamedTuple

import httpx

from tresen.client.errors import Unreachable


class Patience(NamedTuple):
    """How long an answer may take and how large it may be, opened as well.

    The largest honest one is a page of 500 long messages, 12 MiB. A call has `first_seconds`, one second more for each
    `slowest_bytes` that were carried either way, and `most_seconds` in all; a file being fetched may take longer.
    """

    most_bytes: int = 64 * 1024 * 1024
    first_seconds: float = 30
    slowest_bytes: int = 4096
    most_seconds: float = 300

    def seconds(self, carried: int) -> float:
        """How long a call may take that has carried so many bytes."""
        return min(self.most_seconds, self.first_seconds + carried / self.slowest_bytes)


async def fetch(
    client: httpx.AsyncClient, patience: Patience, method: str, path: str, **what: Any
) -> httpx.Response:
    """Make a call and read its answer whole.

    Raises:
        Unreachable: the answer is too large, or packed in a way that was not asked for.
        TimeoutError: it takes longer than it may.
        httpx.TransportError: the server cannot be reached.
    """
    headers = what.pop("headers", {}) | {"Accept-Encoding": "gzip"}
    sent, now = len(what.get("content") or b""), asyncio.get_running_loop().time
    begun = now()
    async with (
        asyncio.timeout(patience.seconds(sent)) as limit,
        client.stream(method, path, headers=headers, **what) as answer,
    ):
        body = _Body(answer, patience.most_bytes)
        async for piece in answer.aiter_raw():
            body.take(piece)
            limit.reschedule(begun + patience.seconds(sent + body.carried))
        return httpx.Response(answer.status_code, headers=_plain(answer.headers), content=bytes(body.data))


async def read(answer: httpx.Response, patience: Patience) -> httpx.Response:
    """The whole of an answer that has begun. Raises as `fetch`."""
    body = _Body(answer, patience.most_bytes)
    async for piece in pieces(answer, patience):
        body.take(piece)
    return httpx.Response(answer.status_code, headers=_plain(answer.headers), content=bytes(body.data))


async def pieces(answer: httpx.Response, patience: Patience) -> AsyncGenerator[bytes, None]:
    """The bytes of a file as they come. Raises TimeoutError when they come slower than they may."""
    now = asyncio.get_running_loop().time
    waited, carried, raw = 0.0, 0, answer.aiter_raw()
    while True:
        begun = now()
        # Only the time that the server takes counts, not the reader's.
        async with asyncio.timeout(patience.first_seconds + carried / patience.slowest_bytes - waited):
            try:
                piece = await anext(raw)
            except StopAsyncIteration:
                return
        waited += now() - begun
        carried += len(piece)
        yield piece


@contextlib.asynccontextmanager
async def begun(
    client: httpx.AsyncClient, patience: Patience, path: str, headers: dict[str, str], body: Any = None
) -> AsyncGenerator[httpx.Response, None]:
    """An answer of which only the head is read here; with a JSON `body` it is posted. Raises as `fetch`."""
    method = "GET" if body is None else "POST"
    async with contextlib.AsyncExitStack() as stack:
        async with asyncio.timeout(patience.first_seconds):
            answer = await stack.enter_async_context(client.stream(method, path, headers=headers, json=body))
        yield answer


class _Body:
    """What came of a body, opened."""

    def __init__(self, answer: httpx.Response, most: int) -> None:
        packed = answer.headers.get("content-encoding", "identity").strip().lower()
        if packed not in {"gzip", "identity", ""}:
            raise Unreachable("the server packs its answer in a way that was not asked for")
        self._opener = zlib.decompressobj(31) if packed == "gzip" else None
        self._most, self.carried, self.data = most, 0, bytearray()

    def take(self, piece: bytes) -> None:
        """One more piece. Raises Unreachable when it is too much, or does not open."""
        self.carried += len(piece)
        if self._opener is not None:
            try:
                piece = self._opener.decompress(piece, self._most - len(self.data) + 1)
            except zlib.error:
                raise Unreachable("the server's answer cannot be unpacked") from None
        self.data += piece
        if len(self.data) > self._most or self.carried > self._most:
            raise Unreachable(f"the server's answer is larger than {self._most // 1024**2} MiB")


def _plain(headers: httpx.Headers) -> list[tuple[str, str]]:
    """Of a body that is opened already."""
    return [
        (name, value)
        for name, value in headers.multi_items()
        if name not in {"content-encoding", "content-length", "transfer-encoding"}
    ]
