"""Files over HTTP: what there is room for, begin, chunks, complete, read, cancel (F4, F5)."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from typing import Annotated, Any, Final, TypeAlias

import msgspec
from litestar import Request, Response, Router, delete, get, post, put
from litestar.params import FromPath, JSONBody
from litestar.response import Stream

from tresen.core.policy import Action, Who
from tresen.core.sizes import BLOB_CHUNKS_AT_ONCE, BLOB_SEALED_BYTES, BLOBS_AT_ONCE
from tresen.desk.context import Context
from tresen.desk.files import carry
from tresen.desk.files.carry import File, Source
from tresen.errors import Refusal
from tresen.transport.api.access import BEARER_SECURITY, TheHouse, allow, caller
from tresen.transport.api.shapes import Bytes64, id_of

Call: TypeAlias = Request[Any, Any, Any]
SEALED: Final = "application/octet-stream"
BODY_BYTES: Final = BLOB_CHUNKS_AT_ONCE * BLOB_SEALED_BYTES
FLUSH_BYTES: Final = 4 * BLOB_SEALED_BYTES
"""What came is written down in parts of this size: that much, and no more, is in memory of each request."""
_RANGE: Final = re.compile(r"bytes=(?:(\d{1,15})-(\d{1,15})?|-(\d{1,15}))")


class RoomJson(msgspec.Struct, frozen=True):
    """What may still be sent (F6): the largest file, what is left of both quotas, and how many may be under way."""

    file_bytes: int
    conversation_bytes_left: int
    business_bytes_left: int
    at_once: int


class BeginBlob(msgspec.Struct, frozen=True):
    """A file of so many sealed bytes, under an id that the client draws; `copy`: the file that it is a copy of."""

    blob: Bytes64
    bytes: Annotated[int, msgspec.Meta(ge=1, le=2**53)]
    copy: tuple[Bytes64, Bytes64] | None = None


class BlobJson(msgspec.Struct, frozen=True):
    """What is there of a file: ranges of chunks, ends included, and whether it is complete."""

    have: list[tuple[int, int]]
    complete: bool


class CompleteJson(msgspec.Struct, frozen=True):
    """All of it is there, durably."""

    complete: bool


_BLOBS = "/conversations/{conversation:str}/blobs"
_BLOB = "/conversations/{conversation:str}/blobs/{blob:str}"


@get(_BLOBS, guards=[allow(Action.SEND_FILES)], security=BEARER_SECURITY)
async def room(house: TheHouse, request: Call, conversation: FromPath[str]) -> RoomJson:
    """What may still be sent into this conversation (F6)."""
    found = await carry.look(house, caller(request.scope), id_of(conversation, "conversation"))
    return RoomJson(found.file, found.conversation, found.business, BLOBS_AT_ONCE)


@post(_BLOBS, guards=[allow(Action.SEND_FILES)], security=BEARER_SECURITY)
async def begin(
    house: TheHouse, request: Call, conversation: FromPath[str], data: JSONBody[BeginBlob]
) -> BlobJson:
    """Begin a file, or learn what is there of it. With `copy` the server copies one that this device may read (F4)."""
    source = None
    if data.copy is not None:
        source = Source(id_of(data.copy[0], "copy[0]"), id_of(data.copy[1], "copy[1]"))
    who, public_id = caller(request.scope), id_of(conversation, "conversation")
    found = await carry.begin(house, who, public_id, id_of(data.blob, "blob"), data.bytes, source)
    return BlobJson(found.have, found.complete)


@put(
    f"{_BLOB}/chunks/{{n:int}}",
    guards=[allow(Action.SEND_FILES)],
    security=BEARER_SECURITY,
    status_code=204,
    request_max_body_size=BODY_BYTES,
)
async def chunks(
    house: TheHouse, request: Call, conversation: FromPath[str], blob: FromPath[str], n: FromPath[int]
) -> None:
    """Whole sealed chunks from `n` on, 16 at most, in any order, again without harm (F4)."""
    who = caller(request.scope)
    with carry.transfer(house, who):
        into = await carry.upload(house, who, id_of(conversation, "conversation"), id_of(blob, "blob"))
        size = _length(request)
        into.layout.run(n, size)
        await _take(house, request, into, n, size)


async def _take(house: Context, request: Call, into: carry.Upload, n: int, size: int) -> None:
    held, left = bytearray(), size
    async for piece in request.stream():
        held += piece
        left -= len(piece)
        ready = len(held) if left <= 0 else len(held) - len(held) % BLOB_SEALED_BYTES
        if left < 0 or (ready < FLUSH_BYTES and left):
            continue
        await carry.write(house, into, n, bytes(held[:ready]))
        n += ready // BLOB_SEALED_BYTES
        del held[:ready]
    if left:
        raise Refusal("bad_request", "the body has not the length that it was said to have")


def _length(request: Call) -> int:
    said = request.headers.get("content-length", "")
    if not (said.isascii() and said.isdigit()):
        raise Refusal("bad_request", "chunks are sent with their Content-Length")
    return int(said)


@post(f"{_BLOB}/complete", guards=[allow(Action.SEND_FILES)], security=BEARER_SECURITY, status_code=200)
async def complete(
    house: TheHouse, request: Call, conversation: FromPath[str], blob: FromPath[str]
) -> CompleteJson:
    """All chunks were sent: make the file durable, so that a message may name it (F4)."""
    who = caller(request.scope)
    await carry.complete(house, who, id_of(conversation, "conversation"), id_of(blob, "blob"))
    return CompleteJson(True)


@get(_BLOB, guards=[allow(Action.READ_FILES)], security=BEARER_SECURITY, media_type=SEALED)
async def sealed(
    house: TheHouse, request: Call, conversation: FromPath[str], blob: FromPath[str]
) -> Response[Any]:
    """The sealed bytes of a file that a message names, or a range of them (F5)."""
    who = caller(request.scope)
    found = await carry.readable(house, who, id_of(conversation, "conversation"), id_of(blob, "blob"))
    part = _part(request.headers.get("range"), found.bytes)
    headers = {"accept-ranges": "bytes", "cache-control": "no-store"}
    if part is None:
        headers["content-range"] = f"bytes */{found.bytes}"
        return Response(b"", status_code=416, headers=headers, media_type=SEALED)
    start, end = part
    headers["content-length"] = str(end - start)
    whole = end - start == found.bytes
    if not whole:
        headers["content-range"] = f"bytes {start}-{end - 1}/{found.bytes}"
    pieces = counted(house, who, found, start, end)
    # The first piece before the answer begins: what is refused is still told then.
    body = from_first(await anext(pieces), pieces)
    return Stream(body, status_code=200 if whole else 206, headers=headers, media_type=SEALED)


async def from_first(first: bytes, pieces: AsyncGenerator[bytes, None]) -> AsyncIterator[bytes]:
    """The pieces, of which the first is there already."""
    async with aclosing(pieces):
        yield first
        async for piece in pieces:
            yield piece


async def counted(house: Context, who: Who, found: File, start: int, end: int) -> AsyncGenerator[bytes, None]:
    """A file's pieces, as one transfer of `who`."""
    with carry.transfer(house, who):
        async with aclosing(carry.read(house, found, start, end)) as pieces:
            async for piece in pieces:
                yield piece


def _part(said: str | None, size: int) -> tuple[int, int] | None:
    """From and up to where (RFC 9110 §14). All of it for what is no single range; None: nothing of the file is asked for."""
    asked = None if said is None else _RANGE.fullmatch(said.strip())
    if asked is None:
        return 0, size
    first, last, tail = asked.groups()
    if tail is not None:
        return (max(0, size - int(tail)), size) if int(tail) else None
    start = int(first)
    end = size if last is None else min(size, int(last) + 1)
    if last is not None and int(last) < start:
        return 0, size
    return (start, end) if start < size else None


@delete(_BLOB, guards=[allow(Action.SEND_FILES)], security=BEARER_SECURITY, status_code=204)
async def cancel(house: TheHouse, request: Call, conversation: FromPath[str], blob: FromPath[str]) -> None:
    """Give up a file that no message names (F4)."""
    await carry.cancel(house, caller(request.scope), id_of(conversation, "conversation"), id_of(blob, "blob"))


file_routes = Router("/", route_handlers=[room, begin, chunks, complete, sealed, cancel], tags=["files"])
