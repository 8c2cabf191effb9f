"""The team's inbox with many conversations: pages of the list over HTTP, then the list in Chromium."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import http.client
import json
import tempfile
import threading
import time
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import uvloop

from bench import scrolling
from bench.furnish import ME, OWNER_KEYS, furnish
from bench.processes import cpu_seconds, machine, rss_mib, serving
from tests.world.bakery import free_port
from tresen import __version__
from tresen.client import Owner

FILTERS = ("all", "unread", "mine", "closed")
OFFSETS = 20
PAGE = 100
SECONDS = 120

T = TypeVar("T")


class Pages(msgspec.Struct):
    """Pages of the list over HTTP, one after the other, spread over the whole list; times in milliseconds."""

    filter: str
    total: int
    pages: int
    p50_ms: float
    p95_ms: float
    cpu_ms: float
    """The server's CPU for one page."""


class Furnished(msgspec.Struct):
    """What a folder was furnished with, and the port that its business's links name."""

    port: int
    conversations: int
    messages: int
    seconds: float


class Figures(msgspec.Struct):
    """One measurement of one furnished folder."""

    system: str
    version: str
    conversations: int
    messages: int
    furnish_s: float
    lists: list[Pages]
    history_p95_ms: float
    """Time to open a conversation: its newest page and its keys."""
    rss_before_mib: float
    rss_mib: float
    """The server's memory after its start and at the end."""
    browser: scrolling.Scrolled | None


def run(options: argparse.Namespace) -> None:
    """Furnish, measure, print."""
    count = options.conversations or (5_000 if options.quick else 50_000)
    with _folder(options.data) as folder:
        figures = _measured(folder, _furnished(folder, count, options.messages), not options.no_browser)
    if options.json:
        print(json.dumps({"machine": machine(), "figures": [msgspec.to_builtins(figures)]}))
        return
    for name, value in msgspec.to_builtins(figures).items():
        for line in value if isinstance(value, list) else [value]:
            print(f"{name:>16}  {line}")


@contextlib.contextmanager
def _folder(given: str | None) -> Iterator[Path]:
    if given is not None:
        yield Path(given)
        return
    with tempfile.TemporaryDirectory(prefix="tresen-bench-") as folder:
        yield Path(folder)


def _furnished(folder: Path, count: int, messages: int) -> Furnished:
    """Furnishes the folder, or takes it as it is if it is furnished already."""
    note = folder / "furnished.json"
    if note.exists():
        return msgspec.json.decode(note.read_bytes(), type=Furnished)
    start, port = time.perf_counter(), free_port()
    folder.mkdir(parents=True, exist_ok=True)
    uvloop.run(furnish(folder, port, count, messages))
    furnished = Furnished(port, count, messages, round(time.perf_counter() - start, 1))
    note.write_bytes(msgspec.json.encode(furnished))
    return furnished


def _measured(folder: Path, furnished: Furnished, in_browser: bool) -> Figures:
    with serving(folder / "data", furnished.port) as (port, pid):
        before = rss_mib(pid)
        with Beside.start() as beside:
            owner = beside.do(_open(folder))
            try:
                token = owner._parts.http.bearer  # noqa: SLF001 - the client gives its bearer to nobody
                lists = [_pages(port, pid, token, each) for each in FILTERS]
                history = _history(port, token)
                confirming = beside.begin(owner.invites.keep_confirming())
                browser = scrolling.measure(beside.do(owner.invites.create(ME))) if in_browser else None
                confirming.cancel()
            finally:
                beside.do(owner.close())
        rss = rss_mib(pid)
    return Figures(
        "tresen", __version__, furnished.conversations, furnished.messages, furnished.seconds, lists, history,
        round(before, 1), round(rss, 1), browser,
    )  # fmt: skip


async def _open(folder: Path) -> Owner:
    return await Owner.open(keys=folder / OWNER_KEYS)


class Beside:
    """An event loop in a thread of its own, for the clients beside the measurement."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)

    @classmethod
    @contextlib.contextmanager
    def start(cls) -> Iterator[Beside]:
        """Runs until the end."""
        beside = cls()
        beside._thread.start()
        try:
            yield beside
        finally:
            beside._loop.call_soon_threadsafe(beside._loop.stop)
            beside._thread.join(SECONDS)

    def begin(self, work: Coroutine[object, object, T]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def do(self, work: Coroutine[object, object, T]) -> T:
        result: T = self.begin(work).result(SECONDS)
        return result


class Asker:
    """One connection that asks one question after the other."""

    def __init__(self, port: int, bearer: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
        self._headers = {"Authorization": f"Bearer {bearer}"}
        self.times: list[float] = []

    def ask(self, path: str) -> dict[str, Any]:
        """Ask; the time is recorded."""
        start = time.perf_counter()
        self._connection.request("GET", f"/api/v1{path}", headers=self._headers)
        answer = self._connection.getresponse()
        body = answer.read()
        self.times.append((time.perf_counter() - start) * 1000)
        assert answer.status == 200, body
        found: dict[str, Any] = json.loads(body)
        return found

    def at(self, part: float) -> float:
        """The time in milliseconds below which this share of the answers stayed."""
        return round(sorted(self.times)[int(len(self.times) * part)], 2)


def _pages(port: int, pid: int, bearer: str, filter_: str) -> Pages:
    asker = Asker(port, bearer)
    total = asker.ask(f"/conversations?filter={filter_}&from=0&limit={PAGE}")["total"]
    asker.times.clear()
    cpu = cpu_seconds(pid)
    for step in range(3 * OFFSETS):
        start = total * (step * 7 % OFFSETS) // OFFSETS
        page = asker.ask(f"/conversations?filter={filter_}&from={start}&limit={PAGE}")
        assert len(page["rows"]) == min(PAGE, total - start)
    used = (cpu_seconds(pid) - cpu) * 1000 / len(asker.times)
    return Pages(filter_, total, len(asker.times), asker.at(0.5), asker.at(0.95), round(used, 2))


def _history(port: int, bearer: str) -> float:
    asker = Asker(port, bearer)
    page = asker.ask(f"/conversations?from=0&limit={PAGE}")
    asker.times.clear()
    for row in page["rows"]:
        start = time.perf_counter()
        asker.ask(f"/conversations/{row['conversation']}/events?limit=50")
        asker.ask(f"/conversations/{row['conversation']}/keys")
        asker.times[-2:] = [(time.perf_counter() - start) * 1000]
    return asker.at(0.95)
