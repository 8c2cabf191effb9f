"""A shop's website with and without the button, at a quarter of the speed: what a visitor waits for who never taps it.

And what it weighs: bytes from Tresen's server before the tap, and after it until the frame is greeted.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator
from typing import Any, Final

import msgspec
from playwright.sync_api import Browser, Page

from tests.e2e.framed_page import allow
from tests.world import hostpage
from tests.world.browser import PHONE
from tests.world.stage import Stage

CHATWOOT_KIB: Final = 170
"""What Chatwoot's widget is reckoned at, before anybody taps it. Its own check allows 40 kB for the first script and 300
for the rest (its pull requests 7253 and 9289)."""
LETTERS: Final = "Roggenbrot und Brezeln"
PARAGRAPHS: Final = 60
PAINTED: Final = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"
TYPED: Final = """() => {
  window.benchTyped = [];
  document.addEventListener("keydown", ({ timeStamp }) => {
    requestAnimationFrame(() => setTimeout(() => window.benchTyped.push(performance.now() - timeStamp)));
  }, true);
}"""


class Hosted(msgspec.Struct):
    """The website, opened so many times; medians in milliseconds, of letters all rounds together."""

    page: str
    first_paint_ms: float
    first_paint_spread_ms: float
    """Between the quickest and the slowest round: less than this is noise."""
    letter_p50_ms: float
    letter_p95_ms: float


class Weighed(msgspec.Struct):
    """Bytes that came from Tresen's server, heads included; `requests` before the tap."""

    requests: int
    before_tap: int
    after_tap: int
    chatwoot: int = CHATWOOT_KIB * 1024


def measured(
    browser: Browser, stage: Stage, rounds: int, slow: Callable[[Page], None]
) -> Iterator[Hosted | Weighed]:
    """Without and with the button in turn, so that what else the machine does meets both."""
    sign = stage.bakery.url
    body = "".join(f"<p>{'Unser Sauerteig ruht 24 Stunden. ' * 8}</p>" for _ in range(PARAGRAPHS))
    field = '<label>Suche <input id="search"></label>'
    with hostpage.website() as site:
        allow(stage, site.url)
        without = site.lay("/without", hostpage.page(field, body, hostpage.link(sign)))
        week = "Europe/Berlin 6-13,14-18 6-13,14-18 6-13,14-18 6-13,14-18 6-13,14-18 6-12 -"
        snippet = hostpage.link(sign) + hostpage.script(sign, hours=week)
        named = site.lay("/with", hostpage.page(field, body, snippet))
        opened: dict[str, list[tuple[float, list[float]]]] = {without: [], named: []}
        for _ in range(rounds):
            for address, found in opened.items():
                found.append(_open(browser, address, slow))
        yield _hosted("website without the button", opened[without])
        yield _hosted("website with the button", opened[named])
        yield _weighed(browser, named, sign)


def _open(browser: Browser, address: str, slow: Callable[[Page], None]) -> tuple[float, list[float]]:
    context = browser.new_context(**PHONE)
    page = context.new_page()
    slow(page)
    page.goto(address)
    if address.endswith("/with"):
        page.locator("tresen-widget").wait_for(state="attached")
    painted: float = page.evaluate(PAINTED) or 0.0
    page.locator("#search").click()
    page.evaluate(TYPED)
    for letter in LETTERS:
        page.keyboard.press(letter if letter != " " else "Space")
    page.wait_for_function(f"() => window.benchTyped.length >= {len(LETTERS)}")
    letters: list[float] = page.evaluate("window.benchTyped")
    context.close()
    return painted, letters


def _hosted(name: str, rounds: list[tuple[float, list[float]]]) -> Hosted:
    paints = [painted for painted, _ in rounds]
    letters = sorted(each for _, found in rounds for each in found)
    return Hosted(
        name,
        round(statistics.median(paints)),
        round(max(paints) - min(paints)),
        round(statistics.median(letters), 1),
        round(letters[len(letters) * 95 // 100], 1),
    )


def _weighed(browser: Browser, address: str, sign: str) -> Weighed:
    """Counted by the browser, as it came: compressed."""
    context = browser.new_context(**PHONE)
    page = context.new_page()
    ours = sign.partition("/sonnenschein")[0]
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    known: set[str] = set()
    came: list[int] = []

    def answered(event: dict[str, Any]) -> None:
        if event["response"]["url"].startswith(ours):
            known.add(event["requestId"])

    def ended(event: dict[str, Any]) -> None:
        if event["requestId"] in known:
            came.append(round(event["encodedDataLength"]))

    line.on("Network.responseReceived", answered)
    line.on("Network.loadingFinished", ended)
    page.goto(address)
    page.locator("tresen-widget").wait_for(state="attached")
    requests, before = len(came), sum(came)
    page.locator("tresen-widget button.o").click()
    page.wait_for_function(
        "() => document.querySelector('tresen-widget').shadowRoot.querySelector('dialog p')?.hidden"
    )
    page.frame_locator("iframe[title=Tresen]").get_by_role("button", name="Nachricht schreiben").wait_for()
    weighed = Weighed(requests, before, sum(came) - before)
    context.close()
    return weighed


def table(hosted: list[Hosted], weighed: Weighed) -> list[str]:
    """Lines for a person."""
    lines = [
        f"  {each.page:32} first paint {each.first_paint_ms:5.0f} ms (±{each.first_paint_spread_ms / 2:.0f})   "
        f"a letter {each.letter_p50_ms:5.1f} ms   p95 {each.letter_p95_ms:5.1f} ms"
        for each in hosted
    ]
    said = f"{weighed.requests} request, {weighed.before_tap:,} bytes before the tap, {weighed.after_tap:,} after it"
    return [*lines, f"  {'the button':32} {said} (Chatwoot before the tap: {weighed.chatwoot:,})"]
