"""The HTTP calls of protocol/wire.md (W8), and how bytes travel in their JSON."""

from __future__ import annotations

import base64
import logging
import ssl
from collections.abc import AsyncGenerator
from typing import Any, Final, TypeVar

import httpx
import msgspec

from tresen.client.connection.unreachable import unreachable
from tresen.client.errors import Unreachable
from tresen.core.records import Published, Signed
from tresen.core.wire import Event, MarkRow, read_event
from tresen.errors import CODES, Refusal
from tresen.seal.message import Envelope
from tresen.seal.refused import Refused

_SECONDS: Final = 20
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

    def __init__(self, public_url: str, tls: ssl.SSLContext | None = None) -> None:
        self.bearer = ""
        self._origin = public_url
        """Raises Refused `malformed` when the address cannot be called."""
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
        headers = self._headers() | {"Range": f"bytes={start}-{end - 1}", "Accept-Encoding": "identity"}
        try:
            async with self._http.stream("GET", path, headers=headers) as answer:
                if not answer.is_success:
                    await answer.aread()
                    raise _refusal(answer)
                if start and answer.status_code != 206:
                    raise Unreachable("the server gives another part than was asked for")
                async for piece in answer.aiter_raw():
                    yield piece
        except httpx.TransportError as error:
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
            answer = await self._http.get(f"{self._origin}/live")
        except (httpx.HTTPError, ValueError):
            return None
        served_as: str | None = answer.headers.get(SERVED_AS)
        return served_as

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
            answer = await self._http.request(method, path, headers=headers, **what)
        except httpx.TransportError as error:
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
    except (*_UNREADABLE, KeyError, TypeError):
        code, detail = "internal", f"HTTP status {answer.status_code}"
    return Refusal(code if code in CODES else "internal", detail)
