"""The inbox of the demo bakery at a quarter of the speed: from a click or a key to the frame that shows its answer."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import statistics
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
from playwright.sync_api import Browser, BrowserContext, Locator, Page, sync_playwright

from bench.processes import machine
from tests.world import chromium
from tests.world.bakery import free_port
from tests.world.beside import beside
from tests.world.browser import DESKTOP, accept
from tresen import __version__
from tresen.app import running
from tresen.client import Owner
from tresen.clock import SettableClock, SystemClock
from tresen.config import Settings
from tresen.demo.seeding import beginning, seed
from tresen.desk.team.setup import new_setup
from tresen.seal.links import SetupLink

SLOWER = 4
TIMEOUT_MS = 60_000
CONVERSATIONS = 8
SETTLE_MS = 5_000
"""What a page has to itself after its list is there: it reads on and builds its index."""
PRESS_MS = 80
"""A person's finger rests on the button so long. What takes time is counted from its end, as the browser says `click`."""
READ_MS = 1_500
"""What a conversation has to itself when it is opened for the first time: it is fetched and checked."""
PAGES = {
    "Hinterzimmer": ".whole textarea",
    "Statistik": ".page .cards > *",
    "Laden": ".page .cards > *",
    "Einstellungen": ".page .cards > *",
    "Profil": ".page .card input",
    "Schild": ".page .cards > *",
    "Team": ".page .cards > *",
    "Schnellantworten": ".page .cards > *",
    "Datenschutz": ".page .cards > *",
}
ON_THE_RAIL = ("Hinterzimmer", "Statistik", "Laden", "Einstellungen")

# From the next click or key until `selector` shows something that was not there before it, and has been painted.
ARM = """(selector) => {
  for (const each of document.querySelectorAll(selector)) each.dataset.benchOld = "";
  const fresh = selector.split(",").map((part) => `${part.trim()}:not([data-bench-old])`).join(",");
  window.benchTook = null;
  {
    const begin = (event) => {
      if (!event.isTrusted || ["Control", "Meta"].includes(event.key)) return;
      for (const type of ["click", "keydown"]) removeEventListener(type, begin, true);
      const look = () => {
        if (document.querySelector(fresh) === null) return false;
        observer.disconnect();
        requestAnimationFrame(() => setTimeout(() => (window.benchTook = performance.now() - event.timeStamp)));
        return true;
      };
      const observer = new MutationObserver(look);
      observer.observe(document, { childList: true, subtree: true });
      look();
    };
    for (const type of ["click", "keydown"]) addEventListener(type, begin, true);
  }
}"""


class Took(msgspec.Struct):
    """One thing that a person does, in milliseconds."""

    what: str
    times_ms: list[int]
    """One for each round; of conversations one for each that was opened."""


class Figures(msgspec.Struct):
    """One measurement. `load` is the machine's load before and after it: what is above 1 was measured beside other work."""

    system: dict[str, Any]
    version: str
    slower: int
    load: tuple[float, float]
    took: list[Took]


def add_options(parser: argparse.ArgumentParser) -> None:
    """What `./dev bench interface` can be told."""
    parser.add_argument("--rounds", type=int, default=3, help="how often everything is done, default 3")
    parser.add_argument("--slower", type=int, default=SLOWER, help="by how much, default 4")
    parser.add_argument(
        "--data", type=Path, metavar="DIR", help="seed this folder, or use it if seeded already, and keep it"
    )
    parser.add_argument(
        "--profile", type=Path, metavar="DIR", help="write a CPU profile of each into this folder"
    )
    parser.add_argument("--json", action="store_true", help="one line of JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Measure and print."""
    with contextlib.ExitStack() as until:
        folder = options.data or Path(until.enter_context(tempfile.TemporaryDirectory()))
        keys, note = folder / "owner.keys", folder / "port"
        if not note.exists():
            (folder / "data").mkdir(mode=0o700, parents=True)
            asyncio.run(_seeded(_settings(folder, free_port()), keys))
        figures = _beside(_settings(folder, int(note.read_text())), keys, options)
    print(json.dumps(msgspec.to_builtins(figures)) if options.json else _table(figures))


def _beside(settings: Settings, keys: Path, options: argparse.Namespace) -> Figures:
    with beside(_bakery(settings, keys)) as shop, sync_playwright() as playwright:
        executable = chromium.find(playwright, whole=True)
        if executable is None:
            raise SystemExit("this bench needs Chromium: apt-get install chromium, or TRESEN_CHROMIUM=/path")
        browser = chromium.launch(playwright, executable)
        before = os.getloadavg()[0]
        owner = shop.opened
        found = _measured(browser, lambda: shop.do(owner.invites.create(1, "owner")), options)
        browser.close()
    return Figures(machine(), __version__, options.slower, (before, os.getloadavg()[0]), found)


def _settings(folder: Path, port: int) -> Settings:
    return Settings(data=folder / "data", public_url=f"http://localhost:{port}", host="127.0.0.1", port=port)


async def _seeded(settings: Settings, keys: Path) -> None:
    """Play the demo bakery into the empty folder."""
    now = SystemClock().now_ms()
    clock = SettableClock(beginning(now))
    async with running(settings, clock) as (app, _):
        link = str(SetupLink(settings.public_url, await new_setup(app.house)))
        await seed(link, keys, clock, now, lambda _done, _steps: None)
    (keys.parent / "port").write_text(str(settings.port))


@contextlib.asynccontextmanager
async def _bakery(settings: Settings, keys: Path) -> AsyncIterator[Owner]:
    """The seeded bakery's server and owner, whose device confirms who joins."""
    async with (
        running(settings, SystemClock()),
        Owner.open(keys=keys, deliver=False, public_url=settings.public_url) as owner,
    ):
        await owner.records.renew()
        confirming = asyncio.create_task(owner.invites.keep_confirming())
        yield owner
        confirming.cancel()
        await asyncio.gather(confirming, return_exceptions=True)


def _measured(browser: Browser, invite: Callable[[], str], options: argparse.Namespace) -> list[Took]:
    context = browser.new_context(**DESKTOP)
    page = context.new_page()
    page.set_default_timeout(TIMEOUT_MS)
    page.goto(invite())
    accept(page)
    page.locator("[data-list] li[data-id]").first.wait_for()
    page.wait_for_timeout(SETTLE_MS)
    address = page.url.partition("#")[0]
    # The device is in use: what its conversations hold is there already.
    rows = _all_rows(page)
    for number in range(CONVERSATIONS):
        rows.nth(number).click()
        # Its keys come a moment later on a device that has only just joined.
        page.locator(".talk article").first.wait_for()
        page.wait_for_timeout(READ_MS)
    page.close()
    times: dict[str, list[int]] = {}
    for _ in range(options.rounds):
        for what, took in _round(context, address, options):
            times.setdefault(what, []).append(round(took))
    context.close()
    return [Took(what, each) for what, each in times.items()]


def _round(context: BrowserContext, address: str, options: argparse.Namespace) -> Iterator[tuple[str, float]]:
    page = context.new_page()
    page.set_default_timeout(TIMEOUT_MS)
    page.goto(address)
    page.locator("[data-list] li[data-id]").first.wait_for()
    page.wait_for_timeout(SETTLE_MS)
    devtools = context.new_cdp_session(page)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": options.slower})

    def took(what: str, selector: str, act: Callable[[], None]) -> tuple[str, float]:
        page.evaluate(ARM, selector)
        if options.profile is not None:
            devtools.send("Profiler.enable")
            devtools.send("Profiler.setSamplingInterval", {"interval": 200})
            devtools.send("Profiler.start")
        act()
        page.wait_for_function("() => window.benchTook !== null")
        found: float = page.evaluate("window.benchTook")
        if options.profile is not None:
            options.profile.mkdir(exist_ok=True, parents=True)
            profile = devtools.send("Profiler.stop")["profile"]
            (options.profile / f"{what.replace(' ', '-')}.cpuprofile").write_text(json.dumps(profile))
        page.wait_for_timeout(800)
        return what, found

    yield took("palette, first time", "[role=dialog] [role=option]", lambda: page.keyboard.press("Control+k"))
    page.keyboard.press("Escape")
    yield took("palette, again", "[role=dialog] [role=option]", lambda: page.keyboard.press("Control+k"))
    page.keyboard.press("Escape")
    rows = _all_rows(page)
    for number in range(CONVERSATIONS):
        name = "first conversation" if number == 0 else "other conversations"
        yield took(name, ".talk article", _pressing(rows.nth(number)))
    rail = page.get_by_role("navigation", name="Bereiche")
    for name, selector in PAGES.items():
        if name not in ON_THE_RAIL:
            rail.get_by_role("link", name="Laden").click()
            page.get_by_role("main").get_by_role("link", name=name, exact=True).wait_for()
            link = page.get_by_role("main").get_by_role("link", name=name, exact=True)
        else:
            link = rail.get_by_role("link", name=name)
        page.wait_for_timeout(500)
        yield took(name, selector, _pressing(link))
    page.close()


def _pressing(it: Locator) -> Callable[[], None]:
    """The mouse is over it. Without Playwright's click, whose own listeners would be measured too."""
    it.hover()

    def press() -> None:
        it.page.mouse.down()
        it.page.wait_for_timeout(PRESS_MS)
        it.page.mouse.up()

    return press


def _all_rows(page: Page) -> Locator:
    page.get_by_role("group", name="Filter").get_by_role("button", name="Alle").click()
    return page.locator("[data-list] li[data-id] a")


def _table(figures: Figures) -> str:
    load = f"load {figures.load[0]:.1f} before, {figures.load[1]:.1f} after"
    lines = [
        f"{figures.system['cpus']} processors, Tresen {figures.version}, {figures.slower}× slower, {load}"
    ]
    for each in figures.took:
        median, worst = statistics.median(each.times_ms), max(each.times_ms)
        lines.append(
            f"  {each.what:22} median {median:5.0f} ms   worst {worst:5.0f} ms   of {len(each.times_ms)}"
        )
    return "\n".join(lines)
