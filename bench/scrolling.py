"""The inbox's list in Chromium: until it is usable, by wheel, and dragged to its far end."""

from __future__ import annotations

import re
import time
from typing import Any

import msgspec
from playwright.sync_api import Page, Request, sync_playwright

from tests.world import chromium
from tests.world.browser import DESKTOP, accept

LIST = "[data-list]"
WHEELS, WHEEL_PX = 60, 600
DRAGS = 40
TIMEOUT_MS = 60_000

# The visible rows as [number in the list, text]; the text is null while a row is not there yet.
SEEN = """() => {
  const box = document.querySelector("[data-list]");
  if (box === null) return null;
  const { top, bottom } = box.getBoundingClientRect();
  return [...box.querySelectorAll("li")]
    .filter((row) => { const at = row.getBoundingClientRect(); return at.bottom > top && at.top < bottom; })
    .map((row) => [Number(row.dataset.index), row.dataset.id ? row.innerText : null]);
}"""
READY = f"""() => {{
  const seen = ({SEEN})();
  return seen !== null && seen.length > 5 && seen.every(([, text]) => text !== null && /Zeile \\d+/.test(text));
}}"""
FRAMES = """() => {
  const frames = (window.benchFrames = []);
  let last = performance.now();
  const next = (now) => { frames.push(now - last); last = now; window.benchFrame = requestAnimationFrame(next); };
  window.benchFrame = requestAnimationFrame(next);
}"""
STOP = "() => { cancelAnimationFrame(window.benchFrame); return window.benchFrames.slice(1); }"


class Motion(msgspec.Struct):
    """One way of scrolling: frame times and cost. Times in milliseconds."""

    frames: int
    p50_ms: float
    p95_ms: float
    worst_ms: float
    filled_ms: float
    """From the last movement until every visible row shows its decrypted line."""
    passed: int
    """Rows that lay on the way."""
    pages: int
    """Pages of the list that were requested."""
    opened: int
    """Rows whose line was decrypted: each needs its conversation's keys once."""


class Scrolled(msgspec.Struct):
    """The list in the browser; times in milliseconds, memory in MiB of JavaScript's heap."""

    linked_ms: float
    """From the invitation's link to the first screen of decrypted rows, including linking and confirming."""
    usable_ms: float
    """From opening the inbox of a linked device, in a fresh tab, to the first screen of decrypted rows."""
    visible: int
    wheel: Motion
    drag: Motion
    heap_mib: float


class Asked:
    """What the page asked the server for."""

    def __init__(self, page: Page) -> None:
        self.pages = self.opened = 0
        page.context.on("request", self._note)

    def _note(self, request: Request) -> None:
        self.pages += "/api/v1/conversations?" in request.url
        self.opened += re.search(r"/api/v1/conversations/[^/]+/keys$", request.url) is not None

    def taken(self) -> tuple[int, int]:
        """Pages and keys since the last call."""
        found = self.pages, self.opened
        self.pages = self.opened = 0
        return found


def measure(link: str) -> Scrolled:
    """Link a device by that invitation and scroll."""
    with sync_playwright() as playwright:
        executable = chromium.find(playwright, whole=True)
        if executable is None:
            raise SystemExit("this bench needs Chromium: apt-get install chromium, or TRESEN_CHROMIUM=/path")
        browser = chromium.launch(playwright, executable)
        page = browser.new_context(**DESKTOP).new_page()
        linked = _opened(page, link)
        page.goto("about:blank")
        usable = _opened(page, link.partition("#")[0])
        visible = len(_checked(page))
        asked = Asked(page)
        wheel = _moved(page, asked, _wheel)
        drag = _moved(page, asked, _drag)
        heap = page.evaluate("() => performance.memory.usedJSHeapSize / 1048576")
        browser.close()
    return Scrolled(linked, usable, visible, wheel, drag, round(heap, 1))


def _opened(page: Page, url: str) -> float:
    start = time.perf_counter()
    page.goto(url, wait_until="commit")
    if "#invite=" in url:
        accept(page)
    page.wait_for_function(READY, polling="raf", timeout=TIMEOUT_MS)
    return round((time.perf_counter() - start) * 1000, 1)


def _checked(page: Page) -> list[tuple[int, str]]:
    """The visible rows; checks that name and line belong to the same conversation."""
    seen: list[tuple[int, str]] = page.evaluate(SEEN)
    for _, text in seen:
        line, name = re.search(r"Zeile (\d+)", text), re.search(r"Kunde (\d+)", text)
        assert line, text
        number = int(line[1])
        assert (name is not None and int(name[1]) == number) or (name is None and number % 3 != 0), text
    return seen


def _moved(page: Page, asked: Asked, move: Any) -> Motion:
    top = "() => document.querySelector('[data-list]').scrollTop"
    row = page.locator(f"{LIST} li").first.bounding_box()
    assert row is not None
    before = page.evaluate(top)
    asked.taken()
    page.evaluate(FRAMES)
    move(page)
    start = time.perf_counter()
    page.wait_for_function(READY, polling="raf", timeout=TIMEOUT_MS)
    filled = (time.perf_counter() - start) * 1000
    frames = sorted(page.evaluate(STOP))
    _checked(page)
    pages, opened = asked.taken()
    return Motion(
        len(frames), round(frames[len(frames) // 2], 1), round(frames[len(frames) * 95 // 100], 1),
        round(frames[-1], 1), round(filled, 1), round(abs(page.evaluate(top) - before) / row["height"]), pages, opened,
    )  # fmt: skip


def _wheel(page: Page) -> None:
    """Fast turns of the wheel, eight rows each."""
    page.locator(LIST).hover()
    for _ in range(WHEELS):
        page.mouse.wheel(0, WHEEL_PX)
        page.evaluate("() => new Promise(requestAnimationFrame)")


def _drag(page: Page) -> None:
    """Drags the scroll bar from where it is to the far end: one position per frame."""
    page.evaluate(
        """async (steps) => {
          const box = document.querySelector("[data-list]");
          const start = box.scrollTop, end = box.scrollHeight - box.clientHeight;
          for (let step = 1; step <= steps; step++) {
            box.scrollTop = start + ((end - start) * step) / steps;
            await new Promise(requestAnimationFrame);
          }
        }""",
        DRAGS,
    )
