"""Asks for a file as Firefox does: the same headers in the same order, by what the page needs the file for.

`tests/e2e/test_verify_browser.py` compares them with those of a real Firefox.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import httpx

_VERSION: Final = 153
_AGENT: Final = f"Mozilla/5.0 (X11; Linux x86_64; rv:{_VERSION}.0) Gecko/20100101 Firefox/{_VERSION}.0"
_IMAGE: Final = "image/avif,image/webp,image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5"
_PAGE: Final = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


class Purpose(NamedTuple):
    """What a browser wants a file for: its fetch destination and mode, what it accepts, and how urgent it is."""

    dest: str
    mode: str
    accept: str = "*/*"
    priority: str | None = None


_NAVIGATION: Final = Purpose("document", "navigate", _PAGE, "u=0, i")
_SCRIPT: Final = Purpose("script", "cors")
_STYLE: Final = Purpose("style", "cors", "text/css,*/*;q=0.1", "u=2")
_SERVICE_WORKER: Final = Purpose("serviceworker", "same-origin", priority="u=4")
_WORKER: Final = Purpose("worker", "same-origin", priority="u=4")
_PICTURE: Final = Purpose("image", "no-cors", _IMAGE, "u=4, i")
_MANIFEST: Final = Purpose("manifest", "cors")


def purpose(path: str) -> Purpose:
    """What a page of Tresen needs the file of this address for."""
    name = path.rpartition("/")[2]
    if name == "sw.js":
        return _SERVICE_WORKER
    if ".worker-" in name or name.startswith("worker-"):
        return _WORKER
    return {
        "js": _SCRIPT,
        "css": _STYLE,
        "webmanifest": _MANIFEST,
        "svg": _PICTURE,
        "png": _PICTURE,
        "ico": _PICTURE,
    }.get(name.rpartition(".")[2] if "." in name else "", _NAVIGATION)


def request(url: str, path: str) -> httpx.Request:
    """The request for a file, with no header but Firefox's."""
    return httpx.Request("GET", url, headers=headers(httpx.URL(url).netloc.decode(), purpose(path)))


def headers(host: str, wanted: Purpose) -> list[tuple[str, str]]:
    """The headers in Firefox's order."""
    navigates, works = wanted.mode == "navigate", wanted is _SERVICE_WORKER
    return [
        ("Host", host),
        ("User-Agent", _AGENT),
        ("Accept", wanted.accept),
        ("Accept-Language", "de,en-US;q=0.9,en;q=0.8"),
        ("Accept-Encoding", "gzip, deflate, br, zstd"),
        *([("Service-Worker", "script")] if works else []),
        ("Connection", "keep-alive"),
        *([("Upgrade-Insecure-Requests", "1")] if navigates else []),
        ("Sec-Fetch-Dest", wanted.dest),
        ("Sec-Fetch-Mode", wanted.mode),
        ("Sec-Fetch-Site", "none" if navigates else "same-origin"),
        *([("Sec-Fetch-User", "?1")] if navigates else []),
        *([("Priority", wanted.priority)] if wanted.priority else []),
        *([("Pragma", "no-cache"), ("Cache-Control", "no-cache")] if works else []),
    ]
