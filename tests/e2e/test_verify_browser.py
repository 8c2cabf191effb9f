"""`tresen verify` asks as a browser does, and has one asked: what a server shows to browsers alone is found."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

from tests.services import missing
from tests.world.chromium import FLAGS
from tests.world.patience import PATIENCE
from tests.world.webdriver import firefox, running, screen
from tresen.cli.as_browser import headers, purpose
from tresen.cli.driven_browser import NAMES, NoBrowser, find
from tresen.cli.verify import compare, compare_loaded
from tresen.core.shopfront.firstpage import release_page
from tresen.site_hashes import Entry, Hashes

KINDS = {"html": "text/html", "js": "text/javascript", "css": "text/css", "svg": "image/svg+xml"}
HEAD = "<!doctype html><html><head><!--head--><title>Tresen</title><!--/head-->"
PAGE = (
    '{head}<script type="module" crossorigin src="/assets/{app}/a.js"></script>'
    '<link rel="stylesheet" crossorigin href="/assets/{app}/s.css"></head>'
    '<body><div id="app"><!--first--><!--/first--></div></body></html>'
)
FILES = {
    "/sonnenschein": PAGE.format(head=HEAD, app="chat"),
    "/sonnenschein/sw.js": "self.addEventListener('fetch', () => {})",
    "/assets/chat/a.js": "import('/assets/chat/b.js')",
    "/assets/chat/b.js": "1",
    "/assets/chat/later.js": "2",
    "/assets/chat/s.css": "body { background: url(/assets/chat/bread.svg) }",
    "/assets/chat/bread.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
    "/inbox": PAGE.format(head=HEAD, app="inbox"),
    "/inbox/sw.js": "1",
    "/assets/inbox/a.js": (
        "navigator.serviceWorker.register('/inbox/sw.js');"
        "new Worker('/assets/inbox/x.worker-1.js', { type: 'module' })"
    ),
    "/assets/inbox/x.worker-1.js": "1",
    "/assets/inbox/s.css": "body { color: red }",
}
LISTED = Hashes(
    "1",
    "b",
    {
        path.replace("/sonnenschein", "/{handle}"): Entry(
            len(text), hashlib.sha256(text.encode()).hexdigest()
        )
        for path, text in FILES.items()
    },
)


@dataclass
class Host:
    """A server that keeps the headers of each request, and lies to those whose `User-Agent` holds `to`."""

    url: str = ""
    to: str = ""
    lies: dict[str, str] = field(default_factory=dict)
    asked: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def text(self, path: str, agent: str) -> str | None:
        lie = self.lies.get(path) if self.to and self.to in agent else None
        return lie if lie is not None else FILES.get(path)


@pytest.fixture
def host() -> Iterator[Host]:
    made = Host()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            made.asked.setdefault(self.path, self.headers.items())
            text = made.text(self.path, self.headers.get("User-Agent", ""))
            data = (text or "").encode()
            self.send_response(200 if text is not None else 404)
            self.send_header("Content-Type", KINDS.get(self.path.rpartition(".")[2], "text/html"))
            self.send_header("Content-Length", str(len(data)))
            self.send_header("Referrer-Policy", "no-referrer")
            self.end_headers()
            with contextlib.suppress(OSError):
                self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    made.url = f"http://localhost:{server.server_port}"
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def chromium() -> str:
    program = next((found for name in NAMES if (found := shutil.which(name))), None)
    if program is None:
        missing("needs Chromium: apt-get install chromium")
    return program


def loaded(program: str, host: Host) -> dict[str, str]:
    return dict(compare_loaded(program, host.url, LISTED, "/sonnenschein", tuple(FLAGS)))


def test_it_asks_as_firefox_does(host: Host, tmp_path: Path) -> None:
    """For each purpose the same headers in the same order, with the same values but version, language and address."""
    asked = (
        "/inbox",
        "/assets/inbox/a.js",
        "/assets/inbox/s.css",
        "/inbox/sw.js",
        "/assets/inbox/x.worker-1.js",
    )
    with firefox(tmp_path) as page:
        for start, last in (("/inbox", asked), ("/sonnenschein", ("/assets/chat/bread.svg",))):
            page.goto(host.url + start)
            end = time.monotonic() + 30
            while not set(last) <= set(host.asked) and time.monotonic() < end:
                time.sleep(0.05)  # a browser beside us: there is nothing to wait on
    own = ("User-Agent", "Accept-Language", "Host")
    for path in (*asked, "/assets/chat/bread.svg"):
        told, ours = host.asked[path], headers("x", purpose(path))
        assert [name for name, _ in told] == [name for name, _ in ours], path
        assert [each for each in told if each[0] not in own] == [each for each in ours if each[0] not in own]


def test_what_only_a_browser_is_shown(host: Host, chromium: str) -> None:
    """An honest server is found honest; code that is altered for Chromium alone, or added there, is named."""
    assert loaded(chromium, host) == {}
    host.to = "Chrome"
    host.lies = {
        "/assets/chat/later.js": "3",
        "/inbox/sw.js": "evil()",
        "/inbox": FILES["/inbox"].replace("</head>", '<script src="/evil.js"></script></head>'),
        "/evil.js": "evil()",
        "/sonnenschein": FILES["/sonnenschein"].replace(
            "<!--first-->", "<!--first--><script>evil()</script>"
        ),
    }
    with httpx.Client(base_url=host.url, trust_env=False, timeout=PATIENCE) as http:
        assert list(compare(http, LISTED, "/sonnenschein")) == []
    found = loaded(chromium, host)
    assert set(found) == set(host.lies), found
    assert "is code that the release does not have" in found["/evil.js"]
    assert all(Path(chromium).name in wrong for wrong in found.values())


def test_it_asks_as_the_same_browser_with_a_window(host: Host, chromium: str, tmp_path: Path) -> None:
    """The same headers with the same values in the same order: by none of them a server knows that nobody looks on."""
    if shutil.which("Xvfb") is None:
        missing("needs a screen: apt-get install xvfb")
    assert loaded(chromium, host) == {}
    driven, host.asked = host.asked, {}
    pages = [f"{host.url}/inbox", f"{host.url}/sonnenschein"]
    command = [chromium, "--no-first-run", f"--user-data-dir={tmp_path / 'profile'}", *FLAGS, *pages]
    wanted = {"/inbox", "/inbox/sw.js", "/assets/inbox/a.js", "/assets/inbox/s.css", "/assets/chat/bread.svg"}
    with (
        screen(tmp_path) as display,
        running(command, os.environ | {"DISPLAY": display}, tmp_path / "window.log"),
    ):
        end = time.monotonic() + 60
        while not wanted <= set(host.asked) and time.monotonic() < end:
            time.sleep(0.05)  # a browser beside us: there is nothing to wait on
    for path in sorted(wanted):
        assert driven[path] == host.asked[path], path


def test_without_a_browser() -> None:
    """A program that is not there, and one that is no browser, are said; nothing counts as compared."""
    with pytest.raises(NoBrowser, match="there is no no-such-browser"):
        find("no-such-browser")
    with pytest.raises(NoBrowser):
        compare_loaded(find("true"), "http://localhost:9", LISTED, None)


def test_the_made_up_page_is_one() -> None:
    """The page of these tests has the marks between which a business's name is written."""
    assert release_page(FILES["/sonnenschein"]) == FILES["/sonnenschein"]
