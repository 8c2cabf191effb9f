"""The customer page and the inbox on a slow phone: Chromium at a quarter of this machine's speed.

First paint, when name and hours can be read, when one can act, and how long a typed letter takes to be seen. And a shop's
website with and without the button.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bench import website
from bench.processes import machine
from tests.world import chromium
from tests.world.bakery import bakery
from tests.world.browser import PHONE, accept
from tests.world.profile import BAKERY
from tests.world.stage import Stage
from tresen import __version__

SLOWER = 4
LETTERS = "Haben Sie morgen noch Roggenbrot und Brezeln da?"
TIMEOUT_MS = 120_000

# Notes when an element that a person waits for has been painted.
WATCH = """(wanted) => {
  window.benchAt = {};
  const look = () => {
    for (const [name, selector] of Object.entries(wanted))
      if (!(name in window.benchAt) && document.querySelector(selector)) {
        window.benchAt[name] = null;
        requestAnimationFrame(() => setTimeout(() => { window.benchAt[name] = performance.now(); }));
      }
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
  look();
}"""
PAINTED = """() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? null"""
TYPED = """() => {
  window.benchTyped = [];
  document.addEventListener("keydown", ({ timeStamp }) => {
    requestAnimationFrame(() => setTimeout(() => window.benchTyped.push(performance.now() - timeStamp)));
  }, true);
}"""


class Opened(msgspec.Struct):
    """One way of opening a page; milliseconds from the navigation, medians of the rounds."""

    page: str
    first_paint_ms: float
    named_ms: float
    """Until the business's name (the inbox: the first row) can be read."""
    usable_ms: float
    """Until one can act: the button of the first visit, the field of a conversation."""


class Typed(msgspec.Struct):
    """From a key to the frame that shows its letter, in milliseconds."""

    page: str
    p50_ms: float
    p95_ms: float


class Figures(msgspec.Struct):
    """One measurement."""

    system: dict[str, Any]
    version: str
    slower: int
    rounds: int
    opened: list[Opened]
    typed: list[Typed]
    hosted: list[website.Hosted]
    weighed: website.Weighed


VIEWS = {
    "customer, first visit": {"named": ".visit h1", "usable": ".counter .btn"},
    "customer, with a conversation": {"named": ".talk h1", "usable": ".counter textarea"},
    "inbox": {"named": "[data-list] li[data-id]", "usable": "[data-list] li[data-id]"},
}


def add_options(parser: argparse.ArgumentParser) -> None:
    """What `./dev bench pages` can be told."""
    parser.add_argument("--rounds", type=int, default=5, help="how often each is opened, default 5")
    parser.add_argument(
        "--web", type=Path, metavar="DIR", help="other built web apps than those of this tree"
    )
    parser.add_argument("--json", action="store_true", help="one line of JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Measure and print."""
    opening = partial(bakery, profile=BAKERY, web=options.web)
    with (
        tempfile.TemporaryDirectory() as folder,
        Stage.open(Path(folder), opening=opening) as stage,
        sync_playwright() as playwright,
    ):
        executable = chromium.find(playwright, whole=True)
        if executable is None:
            raise SystemExit("this bench needs Chromium: apt-get install chromium, or TRESEN_CHROMIUM=/path")
        browser = chromium.launch(playwright, executable)
        found = list(_measured(browser, stage, options.rounds))
        *hosted, weighed = website.measured(browser, stage, options.rounds, _slow)
        browser.close()
    assert isinstance(weighed, website.Weighed)
    figures = Figures(
        machine(),
        __version__,
        SLOWER,
        options.rounds,
        [each for each in found if isinstance(each, Opened)],
        [each for each in found if isinstance(each, Typed)],
        [each for each in hosted if isinstance(each, website.Hosted)],
        weighed,
    )
    print(json.dumps(msgspec.to_builtins(figures)) if options.json else _table(figures))


def _measured(browser: Browser, stage: Stage, rounds: int) -> Iterator[Opened | Typed]:
    visit, talk, inbox = VIEWS
    first = [_first(browser, stage.bakery.url) for _ in range(rounds)]
    yield _median(visit, first)
    context = browser.new_context(**PHONE)
    page = _new(context)
    page.goto(stage.bakery.url)
    page.locator(".counter .btn").first.click()
    page.locator(".counter textarea").fill("Guten Morgen!")
    page.locator(".counter textarea").press("Control+Enter")
    page.locator("article").first.wait_for()
    page.get_by_text("zugestellt").first.wait_for()
    yield _letters(page, talk)
    address = stage.bakery.url.partition("#")[0]
    yield _median(talk, [_open(context, address, talk) for _ in range(rounds)])
    context.close()
    context = browser.new_context(**PHONE)
    page = _new(context)
    page.goto(stage.inbox_link(2))
    accept(page)
    page.locator(VIEWS[inbox]["named"]).first.wait_for()
    yield _median(inbox, [_open(context, page.url.partition("#")[0], inbox) for _ in range(rounds)])
    page.locator(VIEWS[inbox]["named"]).first.click()
    page.locator("textarea").first.wait_for()
    yield _letters(page, inbox)
    context.close()


def _new(context: BrowserContext) -> Page:
    page = context.new_page()
    page.set_default_timeout(TIMEOUT_MS)
    return page


def _first(browser: Browser, url: str) -> list[float]:
    """A visit with nothing kept from an earlier one."""
    context = browser.new_context(**PHONE)
    times = _open(context, url, next(iter(VIEWS)))
    context.close()
    return times


def _open(context: BrowserContext, url: str, view: str) -> list[float]:
    page = _new(context)
    _slow(page)
    page.add_init_script(f"({WATCH})({json.dumps(VIEWS[view])})")
    page.goto(url)
    page.wait_for_function("() => window.benchAt.named && window.benchAt.usable")
    at = page.evaluate("window.benchAt")
    painted: float = page.evaluate(PAINTED) or at["named"]
    page.close()
    return [painted, at["named"], at["usable"]]


def _letters(page: Page, view: str) -> Typed:
    _slow(page)
    field = page.locator("textarea").first
    field.click()
    page.evaluate(TYPED)
    for letter in LETTERS:
        page.keyboard.press(letter if letter != " " else "Space")
    page.wait_for_function(f"() => window.benchTyped.length >= {len(LETTERS)}")
    times = sorted(page.evaluate("window.benchTyped"))
    return Typed(view, round(statistics.median(times), 1), round(times[len(times) * 95 // 100], 1))


def _slow(page: Page) -> None:
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


def _median(view: str, times: list[list[float]]) -> Opened:
    return Opened(view, *(round(statistics.median(column)) for column in zip(*times, strict=True)))


def _table(figures: Figures) -> str:
    begun = f"{figures.system['cpus']} processors, Tresen {figures.version}, {figures.slower}× slower"
    lines = [f"{begun}, median of {figures.rounds}"]
    lines += [
        f"  {each.page:32} first paint {each.first_paint_ms:5.0f} ms   named {each.named_ms:5.0f} ms   "
        f"usable {each.usable_ms:5.0f} ms"
        for each in figures.opened
    ]
    lines += [
        f"  {each.page:32} a letter    {each.p50_ms:5.1f} ms   p95 {each.p95_ms:5.1f} ms"
        for each in figures.typed
    ]
    return "\n".join([*lines, *website.table(figures.hosted, figures.weighed)])
