"""What two people see and do in a call."""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from typing import Literal

from playwright.sync_api import Locator, Page, expect

from tests.e2e.customer_page import arrived, begin, newest, write
from tests.world.browser import Visit
from tests.world.stage import Stage

WATCHED = """
  if (window.RTCPeerConnection) {
    const Real = window.RTCPeerConnection;
    window.calls = [];
    window.RTCPeerConnection = class extends Real {
      renewed = 0;
      constructor(...given) {
        super(...given);
        window.calls.push(this);
      }
      createOffer(options) {
        if (options?.iceRestart) this.renewed += 1;
        return super.createOffer(options);
      }
    };
  }
"""
"""Keeps a page's connections, so that a test can ask them which way they went."""
WAYS = """async () => {
  const found = new Set();
  for (const pc of window.calls) {
    if (pc.connectionState === "closed") continue;
    const stats = await pc.getStats();
    stats.forEach((one) => {
      if (one.type !== "candidate-pair" || !(one.bytesSent > 0)) return;
      found.add(stats.get(one.localCandidateId).candidateType);
    });
  }
  return [...found];
}"""
TRIED = "localStorage.setItem('tresen.calls', JSON.stringify({tried: true}))"


def customer(visit: Visit, shop: Stage, *, calls: bool = True) -> Page:
    """A conversation that has begun; the devices were tried before. `calls`: there is a button to call with."""
    shop.rest()
    visit.context.grant_permissions(["microphone", "camera"])
    visit.context.add_init_script(WATCHED)
    page = visit.open(shop.bakery.url)
    page.evaluate(TRIED)
    begin(page)
    arrived(write(page, "Guten Tag"))
    expect(button(page)).to_have_count(int(calls))
    return page


def team(visit: Visit, shop: Stage, person: int = 2) -> Page:
    """A member's inbox with the newest conversation open; others may stand in the list, and come into it later."""
    visit.context.grant_permissions(["microphone", "camera"])
    visit.context.add_init_script(WATCHED)
    page = visit.open(shop.inbox_link(person))
    page.evaluate(TRIED)
    own = urlsafe_b64encode(newest(shop).id).decode().rstrip("=")
    page.get_by_role("list", name="Unterhaltungen").locator(f'a[href$="/{own}"]').click()
    expect(page.get_by_role("textbox", name="Nachricht")).to_be_visible()
    return page


def button(page: Page) -> Locator:
    return page.get_by_role("button", name="Anrufen", exact=True)


def call(page: Page, video: bool = False) -> None:
    button(page).click()
    page.get_by_role("menuitem", name="Videoanruf" if video else "Sprachanruf", exact=True).click()


def shut(page: Page) -> Locator:
    """What the open menu says in place of the calls that nobody can make now."""
    return page.locator(".menu:popover-open p")


def ringing(page: Page) -> Locator:
    return page.get_by_role("alertdialog", name=re.compile("^Anruf von"))


def region(page: Page) -> Locator:
    return page.get_by_role("region", name="Anruf", exact=True)


def in_region(page: Page, role: Literal["switch", "button", "textbox"], name: str) -> Locator:
    return region(page).get_by_role(role, name=name, exact=True)


def more(page: Page, item: str) -> None:
    in_region(page, "button", "Mehr zum Anruf").click()
    page.get_by_role("button", name=item, exact=True).click()


def accept(page: Page) -> None:
    ringing(page).get_by_role("button", name="Annehmen", exact=True).click()


def connected(*pages: Page) -> None:
    """Sound goes both ways."""
    connected_in(*(region(page) for page in pages))


def connected_in(*regions: Locator) -> None:
    """The same, of calls whose regions have a name in another language."""
    for each in regions:
        expect(each).to_have_attribute("data-phase", "talking")
        expect(each).to_have_attribute("data-connected", "true")


def ways(page: Page) -> set[str]:
    """The kinds of addresses that this page's calls really sent from."""
    return set(page.evaluate(WAYS))


def hang_up(page: Page) -> None:
    in_region(page, "button", "Auflegen").click()


def entry(page: Page, words: str | re.Pattern[str]) -> Locator:
    """The call's newest entry in the conversation."""
    log = page.get_by_role("log", name="Unterhaltung")
    return log.get_by_role("article").filter(has_text=words).last
