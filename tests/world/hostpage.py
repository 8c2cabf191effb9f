"""A shop's own website with the snippet, at another origin than Tresen: it serves what a test lays there."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import tresen

SHOP = "sonnenschein"
NAME = "Bäckerei Sonnenschein"
_INDEX = Path(tresen.__file__).parent / "web_dist/widget/index.json"


@dataclass(frozen=True)
class Loader:
    """What a snippet names: the file at `/widget/`, and the hash of its bytes."""

    file: str
    integrity: str
    panel: str


def loaders() -> list[Loader]:
    """All that are served, the newest first."""
    return [Loader(**each) for each in json.loads(_INDEX.read_text())]


def link(sign: str, text: str = f"{NAME} schreiben") -> str:
    """The first part of a snippet, which needs no script."""
    return f'<a href="{escape(sign)}">{text}</a>'


def script(sign: str, shop: str = SHOP, **data: str) -> str:
    """The second part. `data`: choices by their names."""
    loader = loaders()[0]
    origin = sign.partition("#")[0].rpartition("/")[0]
    chosen = "".join(f' data-{key}="{escape(value)}"' for key, value in ({"name": NAME} | data).items())
    return (
        f'<script async src="{origin}/widget/{loader.file}" integrity="{loader.integrity}" '
        f'crossorigin="anonymous" data-shop="{shop}"{chosen}></script>'
    )


def page(*body: str, lang: str = "de", head: str = "") -> str:
    """A page of the website: title, some text, and what a test puts below it."""
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>Bäckerei</title>'
        f"{head}</head>"
        f"<body><main><h1>Bäckerei</h1><p>Unser Sauerteig ruht 24 Stunden.</p>{''.join(body)}</main></body></html>"
    )


@dataclass
class Website:
    """`pages` by their path, each with the policy it is served under; `asked`: paths, in their order."""

    url: str
    pages: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def lay(self, path: str, html: str, policy: str | None = None) -> str:
        """The address of the page that lies there from now on."""
        self.pages[path] = (html, policy)
        return f"{self.url}{path}"


class _Handler(BaseHTTPRequestHandler):
    def __init__(self, site: Website, *args: object) -> None:
        self._site = site
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        self._site.asked.append(self.path)
        html, policy = self._site.pages.get(self.path.partition("?")[0], ("", None))
        body = html.encode()
        self.send_response(200 if html else 404)
        self.send_header("content-type", "text/html; charset=utf-8")
        self.send_header("content-length", str(len(body)))
        if policy is not None:
            self.send_header("content-security-policy", policy)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Says nothing: tests read `asked`."""


@contextlib.contextmanager
def website(host: str = "localhost") -> Iterator[Website]:
    """A website on a port of its own, until the end."""
    site = Website("")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, site))
    server.daemon_threads = True
    site.url = f"http://{host}:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
