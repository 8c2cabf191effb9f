"""Search on the device: the real search worker in Chromium, over an inbox with many messages."""

from __future__ import annotations

import argparse
import contextlib
import json
import random
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final

import msgspec
from playwright.sync_api import Page, sync_playwright

from bench.processes import machine
from tests.world import chromium
from tresen import __version__

ASSETS: Final = Path(__file__).parent.parent / "src/tresen/web_dist/inbox/assets"
SCRIPT: Final = Path(__file__).with_name("search.js")
MANY: Final = 100_000
WORDS: Final = 60_000
QUERIES: Final = 400
TIMEOUT_MS: Final = 600_000


class Figures(msgspec.Struct):
    """One measurement. Times in milliseconds, memory in MiB."""

    version: str
    messages: int
    conversations: int
    vocabulary: int
    build_ms: float
    """From starting the worker until every message is in the index, with nothing stored before."""
    told: int
    """How often it said how far it is."""
    restart_ms: float
    """The same with the index stored."""
    p50_ms: float
    p95_ms: float
    worst_ms: float
    """From the question to the answer with its texts, questions of five sorts in turn."""
    found: float
    """Part of the questions that found something."""
    added_ms: float
    """Until a new message is found."""
    stored_mib: float
    memory_mib: float
    """All that the worker holds, its code included."""


class _Handler(SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path != "/":
            super().do_GET()
            return
        page = b"<!doctype html><title>bench</title>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def end_headers(self) -> None:
        # Memory is measured in isolated pages alone.
        self.send_header("Cross-Origin-Opener-Policy", "same-origin")
        self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        pass


@contextlib.contextmanager
def _served() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(ASSETS)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of `./dev bench search`."""
    parser.add_argument("--quick", action="store_true", help="10,000 messages instead of 100,000")
    parser.add_argument("--messages", type=int, metavar="N", help="so many messages")
    parser.add_argument("--json", action="store_true", help="one line of JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Measure, print."""
    figures = measure(options.messages or (MANY // 10 if options.quick else MANY))
    if options.json:
        print(json.dumps({"machine": machine(), "figures": [msgspec.to_builtins(figures)]}))
        return
    for name, value in msgspec.to_builtins(figures).items():
        print(f"{name:>14}  {value}")


def measure(messages: int) -> Figures:
    """Fill a browser's database, build the index, start again with it, ask."""
    worker = next(ASSETS.glob("worker-*.js"), None)
    if worker is None:
        raise SystemExit("the inbox is not built: ./dev web build")
    with sync_playwright() as playwright, _served() as address:
        executable = chromium.find(playwright, whole=True)
        if executable is None:
            raise SystemExit("this bench needs Chromium: apt-get install chromium, or TRESEN_CHROMIUM=/path")
        browser = chromium.launch(playwright, executable)
        page = browser.new_context().new_page()
        page.set_default_timeout(TIMEOUT_MS)
        page.goto(address)
        page.add_script_tag(content=SCRIPT.read_text())
        figures = _measured(page, worker.name, messages)
        browser.close()
    return figures


def _measured(page: Page, worker: str, messages: int) -> Figures:
    talks = max(1, messages // 50)
    sample = page.evaluate("([m, t, w]) => window.fill(m, t, w)", [messages, talks, WORDS])
    build = page.evaluate("(name) => window.start('/' + name)", worker)
    told = page.evaluate("() => window.progress.length")
    page.evaluate("() => window.stop()")
    restart = page.evaluate("(name) => window.start('/' + name)", worker)
    answers = page.evaluate("(queries) => window.ask(queries)", _queries(sample))
    times = sorted(answers["times"])
    added = page.evaluate("() => window.add()")
    stored = page.evaluate("() => window.stored()")
    memory = page.evaluate("() => window.memory()")
    return Figures(
        __version__, messages, talks, WORDS, round(build), told, round(restart),
        round(times[len(times) // 2], 1), round(times[len(times) * 95 // 100], 1), round(times[-1], 1),
        round(answers["found"] / len(times), 2), round(added, 1),
        round(stored / 2**20, 1), round(memory / 2**20, 1),
    )  # fmt: skip


def _queries(sample: list[str]) -> list[str]:
    """Whole words, beginnings, typing errors, several words, and phrases that stand there."""
    draw = random.Random(12)
    queries = []
    for at in range(QUERIES):
        words = draw.choice(sample).split()
        long = max(words, key=len)
        from_here = draw.randrange(max(1, len(words) - 2))
        sorts = (
            draw.choice(words),
            long[: draw.randrange(1, max(2, len(long)))],
            _misspelt(long, draw),
            " ".join(draw.sample(words, min(3, len(words)))),
            f'"{" ".join(words[from_here : from_here + 2])}"',
        )
        queries.append(sorts[at % len(sorts)])
    return queries


def _misspelt(word: str, draw: random.Random) -> str:
    at = draw.randrange(max(1, len(word) - 1))
    return word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :]
