"""What the customer page says of the network: nothing too early, nothing that is not so any more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from playwright.sync_api import Page, expect

from tests.e2e.customer_page import answer, arrived, article, begin, newest, write
from tests.world.browser import PHONE, Visit
from tests.world.stage import Stage

AT = datetime.fromisoformat("2026-11-24T09:24:00+00:00")
"""The page's clock stands still, so that how long it was offline does not depend on the machine."""
TRACE = """
  window.said = [];
  new MutationObserver(() => {
    const seen = [...document.querySelectorAll(".bar, .toast")].map((each) => each.innerText.trim()).join(" | ");
    if (window.said.at(-1) !== seen) window.said.push(seen);
  }).observe(document, { childList: true, subtree: true, characterData: true });
"""
OFFLINE, BACK, RESTORING, UNDERWAY = "Kein Netz", "Wieder verbunden", "wieder aufgebaut", "unterwegs"


def opened(visits: Callable[..., Visit], shop: Stage) -> tuple[Visit, Page]:
    visit = visits(**PHONE)
    visit.context.add_init_script(TRACE)
    visit.context.clock.set_fixed_time(AT)
    return visit, visit.open(shop.bakery.url)


def said(page: Page) -> list[str]:
    found: list[str] = page.evaluate("window.said")
    return found


def test_the_first_message_brings_no_word_about_the_network(
    visits: Callable[..., Visit], shop: Stage
) -> None:
    """[interface] Nothing is being restored before there was something, also when the first attempts fail."""
    visit, page = opened(visits, shop)
    refused: list[str] = []

    def refuse(socket: object) -> None:
        refused.append("once")
        if len(refused) < 3:
            socket.close()  # type: ignore[attr-defined]
        else:
            socket.connect_to_server()  # type: ignore[attr-defined]

    visit.context.route_web_socket("**/live", refuse)
    page.reload()
    begin(page)
    arrived(write(page, "Guten Tag"))
    assert len(refused) >= 3
    assert said(page)[-1:] in ([], [""])
    assert not [each for each in said(page) if each], said(page)


def test_a_short_gap_is_not_greeted(visits: Callable[..., Visit], shop: Stage) -> None:
    """[interface] Offline for less than three seconds: what waited goes out, and nothing says that it is back."""
    visit, page = opened(visits, shop)
    begin(page)
    arrived(write(page, "vorher"))
    visit.context.set_offline(True)
    expect(page.get_by_text(OFFLINE)).to_be_visible()
    write(page, "dazwischen")
    visit.context.set_offline(False)
    arrived(article(page, "dazwischen"))
    answer(shop, newest(shop), "Da.")
    expect(article(page, "Da.")).to_be_visible()
    assert not [each for each in said(page) if BACK in each], said(page)


def test_what_the_page_says_is_so(visits: Callable[..., Visit], shop: Stage) -> None:
    """[interface] After a long gap it says that it is back; that never stands beside "Kein Netz", and no message that
    has gone out is on its way."""
    visit, page = opened(visits, shop)
    begin(page)
    arrived(write(page, "vorher"))
    visit.context.set_offline(True)
    expect(page.get_by_text(OFFLINE)).to_be_visible()
    write(page, "wartet")
    visit.context.clock.set_fixed_time(AT + timedelta(seconds=5))
    visit.context.set_offline(False)
    expect(page.get_by_text(BACK)).to_be_visible()
    arrived(article(page, "wartet"))
    expect(page.get_by_text(UNDERWAY)).to_have_count(0)
    expect(page.get_by_text(BACK)).to_be_visible()
    visit.context.set_offline(True)
    expect(page.get_by_text(OFFLINE)).to_be_visible()
    expect(page.get_by_text(BACK)).to_have_count(0)
    assert not [each for each in said(page) if BACK in each and (OFFLINE in each or RESTORING in each)]
