"""What a store that speaks S3 and means harm answers: for ever, without end, byte by byte, from elsewhere."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from collections.abc import Callable
from typing import Final

from tests.world.hostile_s3 import Asked, HostileStore, Lie, answer

ENDLESS: Final = 64 * 2**20
"""A bound for the test: whoever takes in so much has none."""
BOUND: Final = 16 * 2**20
"""What buffers of the system hold is more than what is read."""
META: Final = "http://169.254.169.254/latest/meta-data/"


def ever(data: bytes) -> Lie:
    """The same answer each time."""

    async def lie(store: HostileStore, _: Asked, out: asyncio.StreamWriter) -> None:
        del store
        out.write(data)
        await out.drain()

    return lie


def pouring(head: bytes, each: bytes = b"x" * 65536) -> Lie:
    """An answer without an end."""

    async def lie(store: HostileStore, _: Asked, out: asyncio.StreamWriter) -> None:
        await store.say(out, head)
        while store.said < ENDLESS:
            await store.say(out, each)

    return lie


def dripping(head: bytes) -> Lie:
    """Byte by byte."""

    async def lie(store: HostileStore, _: Asked, out: asyncio.StreamWriter) -> None:
        await store.say(out, head)
        gone = asyncio.Event()
        for _each in range(600):
            await store.say(out, b"x")
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(gone.wait(), 0.02)

    return lie


def to(where: str, status: int = 307) -> bytes:
    """A redirection."""
    return answer(status, more=f"Location: {where}\r\n".encode())


ERROR = b"<Error><Code>InternalError</Code></Error>"
SKEWED = b"<Error><Code>RequestTimeTooSkewed</Code><Message>at 10.0.0.1</Message></Error>"
BOMB: Final = (
    b'<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY a%d "%b">' % (n + 1, (b"&a%d;" % n if n else b"&a;") * 10) for n in range(9))
    + b"]>"
)


def more(token: str) -> bytes:
    """The end of a page that says that another follows."""
    return f"<IsTruncated>true</IsTruncated><NextContinuationToken>{token}</NextContinuationToken>".encode()


def pages(each: Callable[[int], bytes]) -> Lie:
    """A listing whose page `n` is `each(n)`, for ever."""
    count = itertools.count()

    async def lie(store: HostileStore, _: Asked, out: asyncio.StreamWriter) -> None:
        del store
        out.write(answer(200, each(next(count))))
        await out.drain()

    return lie


def times(count: int, data: bytes) -> Lie:
    """That answer so often, then the honest one."""
    left = iter(range(count))

    async def lie(store: HostileStore, asked: Asked, out: asyncio.StreamWriter) -> None:
        if next(left, None) is None:
            await store.honest(asked, out)
        else:
            out.write(data)
            await out.drain()

    return lie


async def exchanging(store: HostileStore, asked: Asked, out: asyncio.StreamWriter) -> None:
    """A store that keeps other bytes than it was given, as many."""
    store.objects[asked.name] = bytes(each ^ 1 for each in asked.body)
    out.write(answer(200))
    await out.drain()
