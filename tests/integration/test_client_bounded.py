"""Whatever answers over HTTP, a call of the client ends: in time, in bounded memory, with an error of its own kinds."""

from __future__ import annotations

import asyncio
import gzip
import json
import tracemalloc
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest

from tests.world.patience import PATIENCE
from tresen.client import Refusal, Unreachable
from tresen.client.connection.bounded import Patience
from tresen.client.connection.http import Http

MIB = 1024 * 1024
SHORT = Patience(most_bytes=MIB, first_seconds=0.5, slowest_bytes=64 * 1024, most_seconds=2)
Answering = Callable[[asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def serving(answering: Answering) -> AsyncIterator[Http]:
    """A server that answers every request so, and calls to it."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.readuntil(b"\r\n\r\n")
            await answering(writer)
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    http = Http(f"http://127.0.0.1:{port}", patience=SHORT)
    try:
        yield http
    finally:
        await http.close()
        server.close()


def whole(body: bytes, status: str = "200 OK", *headers: str) -> Answering:
    async def answer(writer: asyncio.StreamWriter) -> None:
        head = "\r\n".join([f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", ""])
        writer.write(head.encode() + body)
        await writer.drain()

    return answer


async def endless(writer: asyncio.StreamWriter) -> None:
    """A body without end, as fast as it is read."""
    writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        writer.write(b"10000\r\n" + b"[" * 0x10000 + b"\r\n")
        await writer.drain()


def dripping(begin: bytes, drop: bytes) -> Answering:
    """Never silent for long, and never done."""

    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(begin)
        for _ in range(600):
            writer.write(drop)
            await writer.drain()
            await asyncio.sleep(0.1)  # what a slow server does; nothing waits for it

    return answer


BODY_DRIPS = dripping(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", b" ")
HEAD_DRIPS = dripping(b"HTTP/1.1 200 OK\r\n", b"X-More: 1\r\n")


async def streamed(http: Http) -> bytes:
    return b"".join([piece async for piece in http.stream("/file", 0, 100_000)])


CALLS: dict[str, Callable[[Http], Awaitable[Any]]] = {
    "get": lambda http: http.get("/x"),
    "post": lambda http: http.post("/x", {}),
    "stream": streamed,
}


@pytest.mark.parametrize("answering", [BODY_DRIPS, HEAD_DRIPS], ids=["body", "head"])
@pytest.mark.parametrize("call", CALLS)
async def test_an_answer_that_drips_ends(answering: Answering, call: str) -> None:
    """[W8] No call waits for ever: a byte now and then keeps none alive."""
    async with serving(answering) as http, asyncio.timeout(PATIENCE):
        with pytest.raises(Unreachable, match="no answer in time"):
            await CALLS[call](http)


async def test_an_answer_without_end_is_refused() -> None:
    """[W8] What is read of a body is bounded, also of a refusal's."""
    async with serving(endless) as http, asyncio.timeout(PATIENCE):
        with pytest.raises(Unreachable, match="larger than 1 MiB"):
            await http.get("/x")
    async with serving(whole(b"x" * (2 * MIB), "403 Forbidden")) as http, asyncio.timeout(PATIENCE):
        with pytest.raises(Unreachable, match="larger than 1 MiB"):
            await streamed(http)


@pytest.mark.parametrize("call", ["get", "stream"])
async def test_what_is_packed_is_bounded_when_opened(call: str) -> None:
    """[W8] A small answer that opens to a huge one is refused before it is opened whole."""
    bomb = gzip.compress(b" " * (300 * MIB), 1) if call == "get" else gzip.compress(b" " * (8 * MIB))
    status = "200 OK" if call == "get" else "403 Forbidden"
    async with (
        serving(whole(bomb[:MIB], status, "Content-Encoding: gzip")) as http,
        asyncio.timeout(PATIENCE),
    ):
        with pytest.raises(Unreachable, match="larger than 1 MiB"):
            await CALLS[call](http)


@pytest.mark.parametrize(
    ("packed", "body"), [("br", b"x"), ("gzip", b"no gzip"), ("zstd", b"x"), ("gzip, gzip", b"x")]
)
async def test_what_cannot_be_unpacked(packed: str, body: bytes) -> None:
    """[W8] Packed in a way that was not asked for, or not at all, is no answer."""
    async with serving(whole(body, "200 OK", f"Content-Encoding: {packed}")) as http:
        with pytest.raises(Unreachable, match="pack"):
            await http.get("/x")


async def test_what_is_packed_is_read() -> None:
    """[W8] An honest answer is read, packed or not, up to the bound."""
    said = {"text": "Brot " * 200_000}
    async with serving(
        whole(gzip.compress(json.dumps(said).encode()), "200 OK", "Content-Encoding: gzip")
    ) as http:
        assert await http.get("/x") == said
    async with serving(whole(json.dumps(said).encode())) as http:
        assert await http.get("/x") == said
    async with serving(whole(b"", "204 No Content")) as http:
        assert await http.post("/x", {}) is None


@pytest.mark.parametrize(
    ("problem", "code", "detail"),
    [
        (
            {"code": "forbidden", "detail": "\x1b[31mROT\x1b]0;t\x07\ntresen: all is well \u202egnp"},
            "forbidden",
            None,
        ),
        ({"code": {}, "detail": "x"}, "internal", "x"),
        ({"code": "forbidden", "detail": [1, {"a": 2}]}, "forbidden", ""),
        ({"code": "forbidden", "detail": "x" * 9_000}, "forbidden", None),
        ([], "internal", None),
        ("x", "internal", None),
        (None, "internal", None),
    ],
)
async def test_a_refusal_in_another_shape(problem: Any, code: str, detail: str | None) -> None:
    """[W8] It is a Refusal all the same, in one line without what steers a terminal."""
    async with serving(whole(json.dumps(problem).encode(), "403 Forbidden")) as http:
        with pytest.raises(Refusal) as told:
            await http.get("/x")
    assert told.value.code == code
    assert detail in {None, told.value.detail}
    assert not set(told.value.detail) & {"\x1b", "\x07", "\n", "\u202e"}
    assert len(told.value.detail) <= 1_000


async def test_no_answer_keeps_its_size_in_memory() -> None:
    """[W8] A body that opens to a thousand times its size never lies in memory whole."""
    packer, opened = zlib.compressobj(9, zlib.DEFLATED, 31), 0
    bomb = b"".join(packer.compress(bytes(MIB)) for _ in range(64)) + packer.flush()
    async with serving(whole(bomb, "200 OK", "Content-Encoding: gzip")) as http:
        tracemalloc.start()
        with pytest.raises(Unreachable):
            await http.get("/x")
        opened = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert opened < 12 * MIB
