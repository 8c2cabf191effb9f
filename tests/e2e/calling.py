"""What two people see and do in a call."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.e2e.customer_page import arrived, begin, write
from tests.world.browser import Visit
from tests.world.stage import Stage


def customer(visit: Visit, shop: Stage) -> Page:
    """A conversation that has begun; the devices were tried before."""
    page = visit.open(shop.bakery.url)
    page.evaluate("localStorage.setItem('tresen.calls', JSON.stringify({tried: true}))")
    begin(page)
    arrived(write(page, "Guten Tag"))
    expect(button(page)).to_be_visible()
    return page


def team(visit: Visit, shop: Stage, person: int = 2) -> Page:
    """A member's inbox with the newest conversation open."""
    page = visit.open(shop.inbox_link(person))
    page.evaluate("localStorage.setItem('tresen.calls', JSON.stringify({tried: true}))")
    page.get_by_role("list", name="Unterhaltungen").get_by_role("listitem").first.get_by_role("link").click()
    expect(page.get_by_role("textbox", name="Nachricht")).to_be_visible()
    return page


def button(page: Page) -> Locator:
    return page.get_by_role("button", name="Anrufen", exact=True)


def call(page: Page, video: bool = False) -> None:
    button(page).click()
    page.get_by_role("button", name="Videoanruf" if video else "Sprachanruf", exact=True).click()


def ringing(page: Page) -> Locator:
    return page.get_by_role("alertdialog")


def region(page: Page) -> Locator:
    return page.get_by_role("region", name="Anruf", exact=True)


def accept(page: Page) -> None:
    ringing(page).get_by_role("button", name="Annehmen", exact=True).click()


def connected(*pages: Page) -> None:
    """Sound goes both ways."""
    for page in pages:
        expect(region(page)).to_have_attribute("data-phase", "talking")
        expect(region(page)).to_have_attribute("data-connected", "true")


def hang_up(page: Page) -> None:
    region(page).get_by_role("button", name="Auflegen").click()


def entry(page: Page, words: str) -> Locator:
    """The call's entry in the conversation."""
    return page.get_by_role("log", name="Unterhaltung").get_by_role("article").filter(has_text=words)
