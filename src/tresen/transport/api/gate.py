"""Before a call that changes something is looked at: its body has the right kind, and no other site's page has sent it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec

from tresen.errors import Refusal
from tresen.telemetry import Meters
from tresen.transport.api.problems import PROBLEM, problem
from tresen.transport.front import Asgi, Receive, Scope, Send, answer

_READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})


def gated(api: Asgi, public_url: str, meters: Meters) -> Asgi:
    """The API behind the gate. Both refusals are problem details: `forbidden` (403), `bad_request` (415)."""

    async def gate(scope: Scope, receive: Receive, send: Send) -> None:
        method = scope["method"]
        objection = None if method in _READING else _objection(method, dict(scope["headers"]), public_url)
        if objection is None:
            await api(scope, receive, send)
            return
        refusal, status = objection
        meters.refused(refusal.code)
        body = msgspec.json.encode(problem(refusal, status))
        await answer(send, status, body, [(b"content-type", PROBLEM.encode())])

    return gate


def _objection(method: str, headers: Mapping[bytes, bytes], public_url: str) -> tuple[Refusal, int] | None:
    if not _of_this_site(headers, public_url.encode()):
        return Refusal("forbidden", "this call comes from the page of another site"), 403
    has_body = headers.get(b"content-length", b"0") != b"0" or b"transfer-encoding" in headers
    kind = headers.get(b"content-type", b"").partition(b";")[0].strip().lower()
    # A form of another site's page can send neither: both make browsers ask first.
    wanted = b"application/octet-stream" if method == "PUT" else b"application/json"
    if has_body and kind != wanted:
        return Refusal("bad_request", f"the body must be sent as {wanted.decode()}"), 415
    return None


def _of_this_site(headers: Mapping[bytes, bytes], public_url: bytes) -> bool:
    """Browsers name the page that sends a request: in Sec-Fetch-Site, older ones in Origin. Programs name none."""
    site = headers.get(b"sec-fetch-site")
    if site is not None:
        return site in (b"same-origin", b"none")
    return headers.get(b"origin", public_url) == public_url
