"""The HTTP calls of protocol/wire.md (W8), and how bytes travel in their JSON."""

from __future__ import annotations

import base64
import contextlib
import logging
import ssl
from collections.abc import AsyncGenerator
from typing import Any, Final, TypeVar

import httpx
import msgspec

from tresen.client.connection.bounded import Patience, begun, fetch, pieces, read
from tresen.client.connection.unreachable import refused, unreachable
from tresen.client.errors import Unreachable
from tresen.client.oneline import one_line
from tresen.core.records import Published, Signed
from tresen.core.wire import Event, MarkRow, read_event
from tresen.errors import Refusal
from tresen.seal.message import Envelope
from tresen.seal.refused import Refused

_SECONDS: Final = 20
_SHOWN: Final = 300
"""So many characters of an address that the server says."""
SERVED_AS: Final = "tresen-public-url"
"""The header of `/live` by which a server says its own address."""

# httpx writes addresses at INFO (A8).
logging.getLogger("httpx").setLevel(logging.WARNING)
T = TypeVar("T")
_UNREADABLE: Final = (ValueError, RecursionError)
Json = dict[str, Any]


class SignedWraps(msgspec.Struct, frozen=True):
    """An epoch record with wraps of its key, by recipient."""

    signed: Signed
    wraps: list[tuple[bytes, bytes]]


def b64(data: bytes) -> str:
    """Bytes in JSON: base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    """The reverse of `b64`. Bytes have one spelling (W8).

    Raises:
        ValueError: it is another spelling, or no base64url.
    """
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if b64(data) != text:
        raise ValueError("not base64url without padding")
    return data


def unevent(text: str) -> Event:
    """Event bytes in JSON. Raises `ValueError` when they are none."""
    return read_event(unb64(text))


def unmark(text: str) -> MarkRow:
    """Mark row bytes in JSON."""
    return msgspec.msgpack.decode(unb64(text), type=MarkRow)


def signed(record: Signed) -> Json:
    """A record in JSON."""
    return {"body": b64(record.body), "signature": b64(record.signature)}


def unsigned(value: Json) -> Signed:
    """The reverse of `signed`."""
    return Signed(unb64(value["body"]), unb64(value["signature"]))


def public(record: Signed) -> Json:
    """A record of the public chain in JSON, with the contents beside it."""
    given = record if isinstance(record, Published) else Published(record.body, record.signature)
    parts = {"text": given.text, "picture": given.picture}
    return signed(record) | {name: b64(part) for name, part in parts.items() if part is not None}


def unpublic(value: Json) -> Published:
    """The reverse of `public`."""
    text, picture = (None if value.get(name) is None else unb64(value[name]) for name in ("text", "picture"))
    return Published(unb64(value["body"]), unb64(value["signature"]), text, picture)


def signed_wraps(record: SignedWraps) -> Json:
    """An epoch in JSON."""
    return signed(record.signed) | {
        "wraps": [{"to": b64(to), "wrap": b64(wrap)} for to, wrap in record.wraps]
    }


def unsigned_wraps(value: Json) -> SignedWraps:
    """The reverse of `signed_wraps`."""
    return SignedWraps(unsigned(value), [(unb64(each["to"]), unb64(each["wrap"])) for each in value["wraps"]])


def sealed(envelope: Envelope) -> Json:
    """A message in JSON."""
    return {name: b64(getattr(envelope, name)) for name in Envelope.__struct_fields__}


class Http:
    """Calls under `/api/v1` of one installation. The connector sets `bearer`."""

    def __init__(
        self, public_url: str, tls: ssl.SSLContext | None = None, patience: Patience | None = None
    ) -> None:
        """Raises Refused `malformed` when the address cannot be called."""
        self.bearer = ""
        self._origin = public_url
        self._patience = patience or Patience()
        try:
            self._http = httpx.AsyncClient(
                base_url=f"{public_url}/api/v1",
                timeout=_SECONDS,
                trust_env=False,
                verify=tls if tls is not None else public_url.startswith("https:"),
            )
        except (httpx.InvalidURL, ValueError):
            raise Refused("malformed", "the address names no host that can be called") from None

    async def get(self, path: str, query: Json | None = None) -> Any:
        """GET, with the bearer when there is one.

        Raises:
            Refusal: the server refused.
            OSError: it cannot be reached.
        """
        return await self._call("GET", path, params=query)

    async def post(self, path: str, body: Json) -> Any:
        """POST. Raises as `get`."""
        return await self._call("POST", path, json=body)

    async def call(self, method: str, path: str, **what: Any) -> Any:
        """Any call, with a JSON body (`json`) or chunks of a file (`content`). Raises as `get`."""
        return await self._call(method, path, **what)

    async def stream(self, path: str, start: int, end: int) -> AsyncGenerator[bytes, None]:
        """The bytes from `start` up to `end`, as they come. Raises as `get`; ends early when the server says so."""
        headers = {"Range": f"bytes={start}-{end - 1}"}
        async with contextlib.aclosing(self._pieces(path, headers, None, part=bool(start))) as found:
            async for piece in found:
                yield piece

    async def posted(self, path: str, body: Json) -> AsyncGenerator[bytes, None]:
        """The bytes that answer a POST, as they come. Raises as `get`; ends early when the server says so."""
        async with contextlib.aclosing(self._pieces(path, {}, body, part=False)) as found:
            async for piece in found:
                yield piece

    async def _pieces(
        self, path: str, headers: dict[str, str], body: Json | None, *, part: bool
    ) -> AsyncGenerator[bytes, None]:
        asked = self._headers() | headers | {"Accept-Encoding": "identity"}
        try:
            async with begun(self._http, self._patience, path, asked, body) as answer:
                if not answer.is_success:
                    raise _refusal(await read(answer, self._patience))
                if part and answer.status_code != 206:
                    raise Unreachable("the server gives another part than was asked for")
                async for piece in pieces(answer, self._patience):
                    yield piece
        except (httpx.TransportError, TimeoutError) as error:
            raise unreachable(self._origin, error) from None

    async def events(self, conversation: bytes, after: int, limit: int = 500) -> tuple[list[Event], int]:
        """A conversation's events after that position, ascending, and its head. Raises as `get`."""
        answer = await self.get(
            f"/conversations/{b64(conversation)}/events", {"after": after, "limit": limit}
        )
        return [unevent(each) for each in answer["events"]], answer["head"]

    async def served_as(self) -> str | None:
        """The address that the server itself goes by; None when it does not say."""
        try:
            async with begun(self._http, self._patience, f"{self._origin}/live", {}) as answer:
                served_as: str | None = answer.headers.get(SERVED_AS)
        except (httpx.HTTPError, TimeoutError, ValueError):
            return None
        return None if served_as is None else one_line(served_as, _SHOWN)

    async def close(self) -> None:
        """Let go of the connections."""
        await self._http.aclose()

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.bearer}"} if self.bearer else {}

    async def _call(self, method: str, path: str, **what: Any) -> Any:
        headers = self._headers()
        if "content" in what:
            headers["Content-Type"] = "application/octet-stream"
        try:
            answer = await fetch(self._http, self._patience, method, path, headers=headers, **what)
        except (httpx.TransportError, TimeoutError) as error:
            raise unreachable(self._origin, error) from None
        if answer.is_success:
            try:
                return answer.json() if answer.content else None
            except _UNREADABLE:
                raise Unreachable(f"{method} {path}: the answer is no JSON that can be read") from None
        raise _refusal(answer)


def _refusal(answer: httpx.Response) -> Refusal:
    try:
        problem = answer.json()
        code, detail = problem["code"], problem.get("detail") or ""
    except (*_UNREADABLE, KeyError, TypeError, AttributeError):
        code, detail = "internal", f"HTTP status {answer.status_code}"
    return refused(code, detail)
