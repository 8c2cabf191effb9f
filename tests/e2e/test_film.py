"""The films of the front page, played by a browser from a server that serves parts of a file."""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final, get_args

import pytest
from playwright.sync_api import Page, expect

from tests.pictures.cinema import webvtt
from tests.pictures.cinema.canvas import SIZE
from tests.pictures.cinema.projector import LEAST_MS, MOST_MS
from tests.pictures.cinema.words import Lang
from tests.pictures.gallery import SITE
from tests.world.browser import DESKTOP, Visit

pytestmark = pytest.mark.long

KINDS: Final = {".webm": "video/webm", ".vtt": "text/vtt", ".webp": "image/webp"}
PAGE: Final = """<!doctype html><title>film</title>
<video controls muted preload="metadata" width="{width}" height="{height}"
 poster="/film.{lang}.webp" src="/film.{lang}.webm">
<track default kind="subtitles" srclang="{lang}" src="/film.{lang}.vtt"></video>"""
SEEK: Final = """([film, s]) => new Promise((done) => {
  film.addEventListener("seeked", () => done(), { once: true });
  film.currentTime = s;
})"""
SAID: Final = "(film) => [...film.textTracks[0].activeCues].map((cue) => cue.text)"
PICTURE: Final = """(film) => {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [film.videoWidth, film.videoHeight];
  canvas.getContext("2d").drawImage(film, 0, 0);
  return canvas.toDataURL();
}"""


class Served(BaseHTTPRequestHandler):
    """A page with the film, and the files beside it."""

    def do_GET(self) -> None:
        name = self.path.removeprefix("/")
        if name in get_args(Lang):
            self._answer(200, PAGE.format(lang=name, width=SIZE[0], height=SIZE[1]).encode(), "text/html")
            return
        file = SITE / name
        if file.suffix not in KINDS or not file.is_file():
            self._answer(404, b"", "text/plain")
            return
        whole, part = file.read_bytes(), re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range") or "")
        if part is None:
            self._answer(200, whole, KINDS[file.suffix])
            return
        first, last = int(part[1]), int(part[2] or len(whole) - 1)
        span = f"bytes {first}-{last}/{len(whole)}"
        self._answer(206, whole[first : last + 1], KINDS[file.suffix], span)

    def _answer(self, status: int, body: bytes, kind: str, span: str | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Accept-Ranges", "bytes")
        if span:
            self.send_header("Content-Range", span)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Nothing is printed."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Served) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.mark.parametrize("lang", get_args(Lang))
def test_a_browser_plays_it_and_seeks_in_it(lang: Lang, visits: Callable[..., Visit], address: str) -> None:
    """It lasts a minute; under each subtitle another picture is seen, backwards too; it plays on from there."""
    page = visits(**DESKTOP).look(f"{address}/{lang}")
    film = page.locator("video")
    expect(film).to_have_js_property("videoWidth", SIZE[0])
    expect(film).to_have_js_property("videoHeight", SIZE[1])
    assert LEAST_MS <= 1000 * film.evaluate("(film) => film.duration") <= MOST_MS
    assert film.evaluate("(film) => film.seekable.end(0) === film.duration")
    cues = webvtt.read((SITE / f"film.{lang}.vtt").read_text(encoding="utf-8"))
    page.wait_for_function("() => document.querySelector('track').readyState === 2")
    assert film.evaluate("(film) => film.textTracks[0].cues.length") == len(cues)
    seen = {_seen(page, cue) for cue in reversed(cues)}
    assert len(seen) == len(cues)
    film.evaluate("(film) => film.play()")
    page.wait_for_function(f"() => document.querySelector('video').currentTime > {cues[0].end / 1000}")
    assert film.evaluate("(film) => film.error") is None


def _seen(page: Page, cue: webvtt.Cue) -> str:
    """The picture a moment before the subtitle ends, which stands there and no other one does."""
    film = page.locator("video")
    handle = film.element_handle()
    page.evaluate(SEEK, [handle, (cue.end - 100) / 1000])
    page.wait_for_function(f"(film) => ({SAID})(film).length === 1", arg=handle)
    assert film.evaluate(SAID) == [cue.text]
    return hashlib.sha256(film.evaluate(PICTURE).encode()).hexdigest()
