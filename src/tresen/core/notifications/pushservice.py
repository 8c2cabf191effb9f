"""Which addresses of push services are accepted, and what is signed for them (RFC 8030, 8292)."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from tresen.errors import Refusal

ENDPOINT_CHARS: Final = 1024
CLAIM_SECONDS: Final = 12 * 60 * 60
"""How long a signature for a push service holds; the standard allows 24 hours."""
_HOST: Final = re.compile(r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")


def check_endpoint(endpoint: str) -> str:
    """The address of a push subscription. It comes from a client, so it may only ever be a public HTTPS one.

    Where the name leads is checked again with each connection: names may change.

    Raises:
        Refusal: `bad_request`.
    """
    wrong = Refusal("bad_request", "endpoint: the https address that the browser's push service gave")
    if not 0 < len(endpoint) <= ENDPOINT_CHARS or not endpoint.isascii() or not endpoint.isprintable():
        raise wrong
    try:
        url = urlsplit(endpoint)
        port = url.port
    except ValueError:
        raise wrong from None
    host = url.hostname or ""
    if url.scheme != "https" or url.username is not None or port not in (None, 443) or url.fragment:
        raise wrong
    if " " in endpoint or "\\" in endpoint or not _HOST.fullmatch(host) or not url.path.startswith("/"):
        raise wrong
    return endpoint


def carrier_of(endpoint: str) -> str:
    """Scheme and host of the push service: whom a signature is for."""
    url = urlsplit(endpoint)
    return f"{url.scheme}://{url.netloc}"
