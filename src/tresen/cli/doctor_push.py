"""`tresen doctor`: whether push services take the public URL as the address to complain to (RFC 8292, `sub`)."""

from __future__ import annotations

import ipaddress
from typing import Final
from urllib.parse import urlsplit

from tresen.cli.finding import Check
from tresen.config import is_local

NAME: Final = "push"
_RESERVED: Final = (
    ".localhost",
    ".local",
    ".internal",
    ".invalid",
    ".test",
    ".example",
    ".home.arpa",
    ".lan",
)
"""Names that lead nowhere in the public DNS (RFC 2606, 6761, 6762, 8375), and the two that many routers give."""


def push_services(public_url: str) -> Check:
    """Every signal names the public URL. Apple refuses one that nobody outside could open; Google and Mozilla take any."""
    if is_local(public_url):
        return Check(NAME, True, f"{public_url} is open on this machine alone: no iPhone comes here")
    host = (urlsplit(public_url).hostname or "").rstrip(".").lower()
    why = _why(public_url, host)
    if why is None:
        return Check(NAME, True, f"{host} is a name that every push service takes")
    todo = "serve Tresen at an https address with a name in the public DNS; until then iPhones are not woken"
    return Check(NAME, False, f"Apple refuses signals from {public_url}: {why}", todo, warning=True)


def _why(public_url: str, host: str) -> str | None:
    if not public_url.startswith("https:"):
        return "it is not https"
    try:
        ipaddress.ip_address(host)
    except ValueError:
        pass
    else:
        return "it is a number, not a name"
    if "." not in host or host.endswith(_RESERVED):
        return "the name is not in the public DNS"
    return None
