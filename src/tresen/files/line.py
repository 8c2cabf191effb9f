"""Requests to a store that speaks S3, each with an end: in time, in bytes, and at the store's own address (F8).

No redirect is followed, and of an error's body only the beginning is read.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import re
import ssl
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator, Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Final, Literal, NamedTuple, TypeAlias
from urllib.parse import urlsplit

import httpx

from tresen.files.listing import MOST_KEYS, PAGE_BYTES, Object, Page, read
from tresen.files.signature import EMPTY, UNSIGNED, Bucket, signed, target

Method: TypeAlias = Literal["GET", "HEAD", "PUT", "DELETE"]
Reading: TypeAlias = Callable[[], AsyncGenerator[bytes, None]]
"""Gives a body, once for each try."""
SLOWEST_BYTES: Final = 64 * 1024
"""A store that carries less in a second is given up."""
TRIES: Final = 4
AGAIN_SECONDS: Final = 0.1
SAID_BYTES: Final = 4096
"""So much of what a store says beside the bytes of a file is read."""
_CODE: Final = re.compile(
    rb"<Code>(AccessDenied|AuthorizationHeaderMalformed|InternalError|InvalidAccessKeyId|NoSuchBucket|PermanentRedirect"
    rb"|QuotaExceeded|RequestTimeTooSkewed|ServiceUnavailable|SignatureDoesNotMatch|SlowDown)</Code>"
)
"""The store's words for what a host can mend. No others are passed on: they may name addresses and keys."""


_EMPTY_PAGES: Final = 100
"""A store may skip what was removed: so many pages without an object are borne, one after another."""


_SECONDS: Final = re.compile(r"[0-9]{1,9}")


class _Body(NamedTuple):
    """What a request carries, and its SHA-256, or `UNSIGNED`."""

    read: Reading | None = None
    size: int = 0
    digest: str = EMPTY


_NOTHING: Final = _Body()


class Line:
    """To one bucket. Every method raises `OSError`; its words name neither the store nor a file."""

    def __init__(self, bucket: Bucket, *, seconds: float) -> None:
        """`seconds`: so long the store may take to answer, and longer by what it carries."""
        parts = urlsplit(bucket.url)
        self._bucket, self._seconds = bucket, seconds
        self._root, self._path = f"{parts.scheme}://{parts.netloc}", "/" + parts.path.strip("/")
        self._http = httpx.AsyncClient(
            trust_env=False,
            follow_redirects=False,
            verify=ssl.create_default_context() if parts.scheme == "https" else False,
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

    async def put(self, name: str, size: int, reading: Reading) -> None:
        """Write an object of `size` bytes.

        A store that says yes and holds something else, or nothing, is not believed.
        """
        await self._put(name, _Body(reading, size, UNSIGNED))

    async def lay(self, name: str, data: bytes) -> None:
        """Write an object; the store is told what its bytes must be."""

        async def reading() -> AsyncGenerator[bytes, None]:
            yield data

        await self._put(name, _Body(reading, len(data), hashlib.sha256(data).hexdigest()))

    async def _put(self, name: str, body: _Body) -> None:
        length = {"Content-Length": str(body.size)}
        async with self._asked("PUT", name, length, body=body) as answer:
            said = await self._said(answer)
            _require(answer, said, HTTPStatus.OK)
            if b"<Error" in said:
                raise OSError("the store said yes, and named an error")
        if await self.size(name) != body.size:
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
            await self._require_there(answer, HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT)
            given = answer.headers.get("content-range")
            if given is None and answer.status_code == HTTPStatus.OK:
                skip, want = start, end - start
            elif given is not None and given.startswith(f"bytes {start}-{until - 1}/"):
                skip, want = 0, until - start
            else:
                raise OSError("the store gave another part of the file")
            async for piece in self._paced(answer):
                skipped = piece[min(skip, len(piece)) :]
                skip -= len(piece) - len(skipped)
                if skipped:
                    yield skipped[:want]
                    want -= min(want, len(skipped))
                if not want:
                    return
            raise OSError("the file is shorter than it was")

    async def whole(self, name: str, most: int) -> bytes:
        """All bytes of an object that has `most` at most. Raises `FileNotFoundError`."""
        async with self._asked("GET", name) as answer:
            await self._require_there(answer, HTTPStatus.OK)
            return await self._all(answer, most)

    async def listed(
        self, prefix: str, most: int, seconds: float, wanted: Callable[[str], bool]
    ) -> list[Object]:
        """The objects whose names begin with `prefix`, those that are `wanted`: all of them, or `OSError`.

        A store that lists more than `most`, or longer than `seconds`, or the same again, is not believed.
        """
        found: list[Object] = []
        count, empty, first, token = 0, 0, "", None
        with failures():
            async with asyncio.timeout(seconds):
                while True:
                    page = await self.page(prefix, token)
                    count += len(page.objects)
                    empty = 0 if page.objects else empty + 1
                    if count > most or empty > _EMPTY_PAGES:
                        raise OSError("the store lists more than it can hold")
                    found += [each for each in page.objects if wanted(each.name)]
                    if page.token is None:
                        return found
                    if page.token == token or (page.objects and page.objects[0].name == first):
                        raise OSError("the store lists the same again")
                    token, first = page.token, page.objects[0].name if page.objects else first

    async def page(self, prefix: str, token: str | None = None) -> Page:
        """One page of the objects whose names begin with `prefix`."""
        query = {"list-type": "2", "max-keys": str(MOST_KEYS), "prefix": prefix}
        if token is not None:
            query["continuation-token"] = token
        async with self._asked("GET", "", query=query) as answer:
            if answer.status_code != HTTPStatus.OK:
                _require(answer, await self._said(answer), HTTPStatus.OK)
            data = await self._all(answer, PAGE_BYTES)
        # Megabytes of XML take seconds, in which nothing else would be answered.
        return await asyncio.to_thread(read, data, prefix)

    async def close(self) -> None:
        """Part from the store."""
        await self._http.aclose()

    @contextlib.asynccontextmanager
    async def _asked(
        self,
        method: Method,
        name: str,
        headers: Mapping[str, str] | None = None,
        query: Mapping[str, str] | None = None,
        body: _Body = _NOTHING,
    ) -> AsyncIterator[httpx.Response]:
        """The head of the answer. A store that fails is asked again, a few times."""
        with failures():
            path, asks = target(f"{self._path}/{name}" if name else self._path, query or {})
            url = httpx.URL(f"{self._root}{path}{'?' if asks else ''}{asks}")
            answer = await self._answer(method, url, (path, asks), headers or {}, body)
            try:
                yield answer
            finally:
                await answer.aclose()

    async def _answer(
        self, method: Method, url: httpx.URL, at: tuple[str, str], headers: Mapping[str, str], body: _Body
    ) -> httpx.Response:
        host = url.netloc.decode()
        for tried in range(1, TRIES + 1):
            proof = signed(self._bucket, method, at, {"Host": host}, body.digest, datetime.now(UTC))
            content = None if body.read is None else body.read()
            request = self._http.build_request(method, url, headers={**headers, **proof}, content=content)
            pause = AGAIN_SECONDS * 2**tried
            try:
                async with asyncio.timeout(self._seconds + body.size / SLOWEST_BYTES):
                    answer = await self._http.send(request, stream=True)
            except httpx.TimeoutException:
                raise
            except httpx.TransportError:
                if tried == TRIES:
                    raise
            else:
                if not _passes(answer.status_code) or tried == TRIES:
                    return answer
                pause = max(pause, self._pause(answer))
                await answer.aclose()
            await asyncio.sleep(pause)
        raise AssertionError("unreachable")

    def _pause(self, answer: httpx.Response) -> float:
        """So long the store asks to be left alone, as far as there is time for that."""
        asked = answer.headers.get("retry-after", "")
        return min(float(asked), self._seconds / TRIES) if _SECONDS.fullmatch(asked) else 0.0

    async def _require_there(self, answer: httpx.Response, *wanted: HTTPStatus) -> None:
        if answer.status_code in wanted:
            return
        said = await self._said(answer)
        if answer.status_code == HTTPStatus.NOT_FOUND and b"NoSuchBucket" not in said:
            raise FileNotFoundError("the store has no such file")
        _require(answer, said, *wanted)

    async def _all(self, answer: httpx.Response, most: int) -> bytes:
        """All that the store says, if that is no more than `most`."""
        said = bytearray()
        async for piece in self._paced(answer):
            said += piece
            if len(said) > most:
                raise OSError("the store gives more than it can have")
        return bytes(said)

    async def _said(self, answer: httpx.Response) -> bytes:
        """The beginning of what the store says beside a file."""
        said = b""
        async for piece in self._paced(answer):
            said += piece[: SAID_BYTES - len(said)]
            if len(said) == SAID_BYTES:
                break
        return said

    async def _paced(self, answer: httpx.Response) -> AsyncGenerator[bytes, None]:
        """What comes, as it comes. Only the time that the store takes counts, not that of whoever reads."""
        raw, now = answer.aiter_raw(), asyncio.get_running_loop().time
        left = self._seconds
        while True:
            began = now()
            async with asyncio.timeout(left):
                piece = await anext(raw, None)
            if piece is None:
                return
            left += len(piece) / SLOWEST_BYTES - (now() - began)
            yield piece


def _passes(status: int) -> bool:
    """Whether it may be another answer in a moment."""
    return status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.TOO_MANY_REQUESTS


def _require(answer: httpx.Response, said: bytes, *wanted: HTTPStatus) -> None:
    if answer.status_code not in wanted:
        found = _CODE.search(said)
        raise OSError(f"the store answered {answer.status_code}" + (f" {found[1].decode()}" if found else ""))


@contextlib.contextmanager
def failures() -> Iterator[None]:
    """What the libraries raise, as `OSError`. Their words name the store, its key and the file: they are not passed on."""
    try:
        yield
    except FileNotFoundError:
        raise FileNotFoundError("the store has no such file") from None
    except (TimeoutError, httpx.TimeoutException):
        raise OSError("the store is too slow") from None
    except (httpx.HTTPError, httpx.StreamError, httpx.InvalidURL, KeyError, ValueError) as error:
        raise OSError(f"the store failed: {type(error).__name__}") from None
