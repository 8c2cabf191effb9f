"""The browser tests' own tools, on a page as strict as ours."""

from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import expect

from tests.e2e.axe import violations
from tests.world.browser import PHONE, Visit

_POLICY = (
    "default-src 'none'; img-src *; connect-src *; require-trusted-types-for 'script'; trusted-types 'none'"
)
_PAGE = b"""<!doctype html><html lang=de><meta name=viewport content="width=device-width"><title>Probe</title>
<main><h1>Probe</h1><p><input></p></main></html>"""


class _StrictPage(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Security-Policy", _POLICY)
        self.end_headers()
        self.wfile.write(_PAGE)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def strict_page() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _StrictPage) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://localhost:{server.server_port}/"
        server.shutdown()
        thread.join()


def test_axe_works_under_trusted_types_and_leaves_no_trace(phone: Visit, strict_page: str) -> None:
    page = phone.open(strict_page)
    assert [line.split(":")[0] for line in violations(page)] == ["label"]
    assert page.evaluate("typeof axe") == "undefined"


def test_a_phone_speaks_german_in_berlin(phone: Visit, strict_page: str) -> None:
    page = phone.open(strict_page)
    here = page.evaluate("[innerWidth, devicePixelRatio, navigator.language, new Date(0).getHours()]")
    assert here == [390, 2, "de-DE", 1]


def test_foreign_requests_are_refused_and_seen(visits: Callable[..., Visit], strict_page: str) -> None:
    visit = visits(**PHONE)
    page = visit.open(strict_page)
    page.evaluate("""async () => {
        await fetch('https://example.com/x').catch(() => null);
        const image = new Image();
        const failed = new Promise((done) => { image.onerror = done; });
        image.src = 'http://192.0.2.1/x.png';
        await failed;
        const socket = new WebSocket('wss://example.org/live');
        await new Promise((done) => { socket.onerror = done; });
    }""")
    expect(page.get_by_role("heading")).to_be_visible()
    seen = sorted(visit.foreign)
    visit.foreign.clear()
    assert seen == ["http://192.0.2.1/x.png", "https://example.com/x", "wss://example.org/live"]


def test_a_broken_policy_is_seen(visits: Callable[..., Visit], strict_page: str) -> None:
    visit = visits(**PHONE)
    page = visit.open(strict_page)
    with page.expect_console_message():
        page.evaluate("() => { try { document.body.innerHTML = '<b>bold</b>'; } catch {} }")
    faults = list(visit.faults)
    visit.faults.clear()
    assert len(faults) == 1
    assert "TrustedHTML" in faults[0]
