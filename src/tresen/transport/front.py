"""What stands before API and pages: security headers on every answer, and errors that tell nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any, Final, Protocol, TypeAlias

from tresen.telemetry import begin_request, log
from tresen.transport.limits import Network

Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
Asgi: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]
Headers: TypeAlias = list[tuple[bytes, bytes]]

API: Final = "/api/"
API_POLICY: Final = b"default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_PERMISSIONS: Final = (
    "accelerometer", "encrypted-media", "fullscreen", "geolocation", "gyroscope",
    "magnetometer", "midi", "payment", "usb", "xr-spatial-tracking", "browsing-topics",
)  # fmt: skip
_OURS: Final = ("microphone", "camera", "display-capture")
"""What voice notes and calls need, for pages of this server alone."""


class Outside(Protocol):
    """The settings that the HTTP side needs."""

    @property
    def public_url(self) -> str: ...
    @property
    def trusted_proxy(self) -> tuple[Network, ...]: ...
    @property
    def metrics_token(self) -> str | None: ...
    @property
    def security_contact(self) -> str | None: ...
    @property
    def web(self) -> Path | None: ...
    @property
    def conversations_per_hour(self) -> int: ...


def everywhere(public_url: str) -> Headers:
    """The headers of every answer."""
    headers = [
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"no-referrer"),
        (b"cross-origin-opener-policy", b"same-origin"),
        (b"cross-origin-resource-policy", b"same-origin"),
        (
            b"permissions-policy",
            ", ".join(
                [*(f"{name}=()" for name in _PERMISSIONS), *(f"{name}=(self)" for name in _OURS)]
            ).encode(),
        ),
        (b"x-frame-options", b"DENY"),
    ]
    if public_url.startswith("https:"):
        headers.append((b"strict-transport-security", b"max-age=63072000"))
    return headers


class Front:
    """Sends requests to the API or the pages."""

    def __init__(self, api: Asgi, pages: Asgi, public_url: str) -> None:
        self._api = api
        self._pages = pages
        self._headers = everywhere(public_url)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        is_api = scope["path"].startswith(API)
        begun = False
        name = (b"x-request-id", begin_request().encode())

        async def dressed(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                given = list(message.get("headers", ()))
                extra = [name, *self._headers, *(_API_HEADERS if is_api else ())]
                have = {name for name, _ in given}
                whole = given + [each for each in extra if each[0] not in have]
                # A header that was given without a value is not to stand there.
                message["headers"] = [each for each in whole if each[1]]
            await send(message)

        try:
            await (self._api if is_api else self._pages)(scope, receive, dressed)
        except Exception as error:  # noqa: BLE001 - whatever it is, the visitor gets an answer and the log its name
            log().error("request_failed", error=type(error).__name__)
            if not begun:
                await answer(dressed, 500, b"The server made a mistake.\n", [])


_API_HEADERS: Final = [(b"content-security-policy", API_POLICY), (b"cache-control", b"no-store")]


async def answer(send: Send, status: int, body: bytes, headers: Headers, *, head: bool = False) -> None:
    """One whole answer; text unless the headers say otherwise. `head`: without the body.

    204 and 304 have none, and name no length (RFC 9110 §8.6).
    """
    if body and not any(name == b"content-type" for name, _ in headers):
        headers = [*headers, (b"content-type", b"text/plain; charset=utf-8")]
    length = () if status in (204, 304) else ((b"content-length", str(len(body)).encode()),)
    start = {"type": "http.response.start", "status": status, "headers": [*headers, *length]}
    await send(start)
    await send({"type": "http.response.body", "body": b"" if head else body})
