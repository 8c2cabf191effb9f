"""A store that speaks S3 and means harm: honest by default, and for some requests it answers as a test says."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final, NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

from tresen.files.signature import Bucket

HEADERS: Final = b'ETag: "00"\r\nLast-Modified: Mon, 05 Oct 2026 10:00:00 GMT\r\n'
KEY, SECRET = "counter", "sealed-bytes-only"


class Asked(NamedTuple):
    """One request."""

    method: str
    name: str
    """Of the object; empty: the bucket."""
    query: dict[str, list[str]]
    range: tuple[int, int] | None
    body: bytes


Lie = Callable[["HostileStore", Asked, asyncio.StreamWriter], Awaitable[None]]


def answer(status: int, body: bytes = b"", more: bytes = HEADERS, length: int | None = None) -> bytes:
    """One answer on the line; `length` where it is to be a lie."""
    said = len(body) if length is None else length
    return b"HTTP/1.1 %d X\r\n%bContent-Length: %d\r\n\r\n%b" % (status, more, said, body)


def listed(*names: str, more: bytes = b"") -> bytes:
    """A page of a listing."""
    each = (
        f"<Contents><Key>{name}</Key><LastModified>2026-10-05T10:00:00.000Z</LastModified><Size>3</Size></Contents>"
        for name in names
    )
    return b"<ListBucketResult>" + "".join(each).encode() + more + b"</ListBucketResult>"


@dataclass
class HostileStore:
    """What it holds, what it was asked, and its lies by method."""

    url: str = ""
    objects: dict[str, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    lies: dict[str, Lie] = field(default_factory=dict)
    said: int = 0
    """Bytes that lies brought out."""

    @property
    def bucket(self) -> Bucket:
        return Bucket(f"{self.url}/tresen", KEY, SECRET)

    async def say(self, out: asyncio.StreamWriter, data: bytes) -> None:
        out.write(data)
        await out.drain()
        self.said += len(data)

    async def honest(self, asked: Asked, out: asyncio.StreamWriter) -> None:
        """What a store answers. `LIST` is a GET of the bucket."""
        held = self.objects.get(asked.name)
        if asked.method == "LIST":
            [prefix] = asked.query.get("prefix", [""])
            out.write(answer(200, listed(*sorted(each for each in self.objects if each.startswith(prefix)))))
        elif asked.method == "PUT":
            self.objects[asked.name] = asked.body
            out.write(answer(200))
        elif asked.method == "DELETE":
            self.objects.pop(asked.name, None)
            out.write(answer(204))
        elif held is None:
            out.write(answer(404))
        elif asked.method == "HEAD":
            out.write(answer(200, length=len(held)))
        elif asked.range is None:
            out.write(answer(200, held))
        else:
            first, last = asked.range
            span = b"Content-Range: bytes %d-%d/%d\r\n" % (first, last, len(held))
            out.write(answer(206, held[first : last + 1], HEADERS + span))
        await out.drain()

    async def serve(self, into: asyncio.StreamReader, out: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            while True:
                asked = await _asked(into)
                self.asked.append(asked.method)
                lie = self.lies.get(asked.method)
                if lie is None:
                    await self.honest(asked, out)
                    continue
                await lie(self, asked, out)
                if asked.method != "HEAD" and self.said:
                    break
        with contextlib.suppress(OSError):
            out.transport.abort()


async def _asked(into: asyncio.StreamReader) -> Asked:
    head = (await into.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    method, target, _ = head[0].split(" ", 2)
    headers = {line.partition(":")[0].lower(): line.partition(":")[2].strip() for line in head[1:]}
    body = await into.readexactly(int(headers.get("content-length", "0")))
    parts = urlsplit(target)
    name = unquote(parts.path).removeprefix("/tresen").strip("/")
    span = headers.get("range")
    first, _, last = (span or "").removeprefix("bytes=").partition("-")
    return Asked(
        "LIST" if method == "GET" and not name else method,
        name,
        parse_qs(parts.query, keep_blank_values=True),
        (int(first), int(last)) if span else None,
        body,
    )


@contextlib.asynccontextmanager
async def hostile_store(secured: ssl.SSLContext | None = None) -> AsyncIterator[HostileStore]:
    """On a port of this machine."""
    store = HostileStore()
    server = await asyncio.start_server(store.serve, "127.0.0.1", 0, ssl=secured, limit=2**20)
    try:
        store.url = f"http{'s' if secured else ''}://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        yield store
    finally:
        server.close()
