"""Requests to a store that speaks S3, each with an end: in time, in bytes, and at the store's own address (F8).

`obstore` signs addresses; httpx carries them, because obstore follows redirects to any machine, and takes an error's body
into memory however long it is.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
import ssl
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator
from datetime import timedelta
from http import HTTPStatus
from typing import Final, Literal, TypeAlias

import httpx
import obstore
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import S3Store

Method: TypeAlias = Literal["GET", "HEAD", "PUT", "DELETE"]
SIGNED_FOR: Final = timedelta(minutes=15)
SLOWEST_BYTES: Final = 64 * 1024
"""A store that carries less in a second is given up."""
TRIES: Final = 4
AGAIN_SECONDS: Final = 0.1
SAID_BYTES: Final = 4096
"""So much of what a store says beside the bytes of a file is read."""
_CODE: Final = re.compile(
    rb"<Code>(AccessDenied|InternalError|InvalidAccessKeyId|NoSuchBucket|QuotaExceeded|RequestTimeTooSkewed"
    rb"|ServiceUnavailable|SignatureDoesNotMatch|SlowDown)</Code>"
)
"""The store's words for what a host can mend. No others are passed on: they may name addresses and keys."""


class Line:
    """To one bucket. Every method raises `OSError`; its words name neither the store nor a file."""

    def __init__(self, signer: S3Store, *, tls: bool, seconds: float) -> None:
        """`seconds`: so long the store may take to answer, and longer by what it carries."""
        self._signer, self._seconds = signer, seconds
        self._http = httpx.AsyncClient(
            trust_env=False,
            follow_redirects=False,
            verify=ssl.create_default_context() if tls else False,
            timeout=httpx.Timeout(seconds, connect=min(seconds, 10.0)),
            headers={"Accept-Encoding": "identity", "User-Agent": "tresen"},
        )

    async def size(self, name: str) -> int | None:
        """The bytes of an object, None when there is none."""
        async with self._asked("HEAD", name) as answer:
            if answer.status_code == HTTPStatus.NOT_FOUND:
                return None
            _require(answer, b"", HTTPStatus.OK)
            return int(answer.headers["content-length"])

    async def put(self, name: str, size: int, read: Callable[[], AsyncGenerator[bytes, None]]) -> None:
        """Write an object of `size` bytes, which `read` gives, once for each try.

        A store that says yes and holds something else, or nothing, is not believed.
        """
        headers = {"Content-Length": str(size), "Content-Type": "application/octet-stream"}
        async with self._asked("PUT", name, headers, read, size) as answer:
            said = await self._said(answer)
            _require(answer, said, HTTPStatus.OK)
            if b"<Error" in said:
                raise OSError("the store said yes, and named an error")
        if await self.size(name) != size:
            raise OSError("the store said yes, and does not hold it")

    async def remove(self, name: str) -> None:
        """Remove an object; harmless when there is none."""
        async with self._asked("DELETE", name) as answer:
            said = await self._said(answer)
            if answer.status_code == HTTPStatus.NOT_FOUND and b"NoSuchBucket" not in said:
                return
            _require(answer, said, HTTPStatus.OK, HTTPStatus.ACCEPTED, HTTPStatus.NO_CONTENT)

    async def part(self, name: str, start: int, until: int, end: int) -> AsyncGenerator[bytes, None]:
        """The bytes from `start` up to `until`, or up to `end` from a store that gives all of a file; never one more."""
        async with self._asked("GET", name, {"Range": f"bytes={start}-{until - 1}"}) as answer:
            if answer.status_code == HTTPStatus.NOT_FOUND and b"NoSuchBucket" not in await self._said(answer):
                raise FileNotFoundError("the store has no such file")
            _require(answer, b"", HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT)
            given = answer.headers.get("content-range")
            if given is None and answer.status_code == HTTPStatus.OK:
                skip, want = start, end - start
            elif given is not None and given.startswith(f"bytes {start}-{until - 1}/"):
                skip, want = 0, until - start
            else:
                raise OSError("the store gave another part of the file")
            async for piece in self._paced(answer, skip + want):
                skipped = piece[min(skip, len(piece)) :]
                skip -= len(piece) - len(skipped)
                if skipped:
                    yield skipped[:want]
                    want -= min(want, len(skipped))
                if not want:
                    return
            raise OSError("the file is shorter than it was")

    async def close(self) -> None:
        """Part from the store."""
        await self._http.aclose()

    @contextlib.asynccontextmanager
    async def _asked(
        self,
        method: Method,
        name: str,
        headers: dict[str, str] | None = None,
        read: Callable[[], AsyncGenerator[bytes, None]] | None = None,
        size: int = 0,
    ) -> AsyncIterator[httpx.Response]:
        """The head of the answer. A store that fails is asked again, a few times."""
        with failures():
            answer = await self._answer(method, name, headers, read, size)
            try:
                yield answer
            finally:
                await answer.aclose()

    async def _answer(
        self,
        method: Method,
        name: str,
        headers: dict[str, str] | None,
        read: Callable[[], AsyncGenerator[bytes, None]] | None,
        size: int,
    ) -> httpx.Response:
        for tried in range(1, TRIES + 1):
            url = await obstore.sign_async(self._signer, method, name, SIGNED_FOR)
            content = None if read is None else read()
            request = self._http.build_request(method, url, headers=headers, content=content)
            try:
                async with asyncio.timeout(self._seconds + size / SLOWEST_BYTES):
                    answer = await self._http.send(request, stream=True)
            except httpx.TimeoutException:
                raise
            except httpx.TransportError:
                if tried == TRIES:
                    raise
            else:
                if answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR or tried == TRIES:
                    return answer
                await answer.aclose()
            await asyncio.sleep(AGAIN_SECONDS * 2**tried)
        raise AssertionError("unreachable")

    async def _said(self, answer: httpx.Response) -> bytes:
        """The beginning of what the store says beside a file."""
        said = b""
        async for piece in self._paced(answer, SAID_BYTES):
            said += piece[: SAID_BYTES - len(said)]
            if len(said) == SAID_BYTES:
                break
        return said

    async def _paced(self, answer: httpx.Response, size: int) -> AsyncGenerator[bytes, None]:
        """What comes, as it comes. Only the time that the store takes counts, not that of whoever reads."""
        raw, now = answer.aiter_raw(), asyncio.get_running_loop().time
        left = self._seconds + size / SLOWEST_BYTES
        while True:
            began = now()
            async with asyncio.timeout(left):
                piece = await anext(raw, None)
            if piece is None:
                return
            left -= now() - began
            yield piece


def _require(answer: httpx.Response, said: bytes, *wanted: HTTPStatus) -> None:
    if answer.status_code not in wanted:
        found = _CODE.search(said)
        raise OSError(f"the store answered {answer.status_code}" + (f" {found[1].decode()}" if found else ""))


@contextlib.contextmanager
def failures() -> Iterator[None]:
    """What the libraries raise, as `OSError`. Their words name the store, its key and the file: they are not passed on."""
    try:
        yield
    except (NotFoundError, FileNotFoundError):
        raise FileNotFoundError("the store has no such file") from None
    except (TimeoutError, httpx.TimeoutException):
        raise OSError("the store is too slow") from None
    except (BaseError, httpx.HTTPError, httpx.StreamError, httpx.InvalidURL, KeyError, ValueError) as error:
        raise OSError(f"the store failed: {type(error).__name__}") from None
