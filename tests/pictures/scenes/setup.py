"""The pictures of docs/howto/set-up.md, taken from a real set-up."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

from tests.e2e import wizard
from tests.e2e.customer_page import begin, write
from tests.pictures.studio import SMALL, Studio, counted
from tests.world.bare import Bare
from tests.world.browser import DESKTOP, PHONE

PICTURES = (
    "set-up-business",
    "set-up-hours",
    "set-up-imprint",
    "set-up-scan",
    "set-up-first",
    "set-up-sign",
    "set-up-today",
)


def on_a_phone(studio: Studio, bare: Bare) -> None:
    """The first step."""
    page = studio.visit(**SMALL).open(bare.setup_link())
    wizard.business(page)
    studio.take(page, "set-up-business")


def at_the_desk(studio: Studio, bare: Bare) -> None:
    """The other steps, and the card of the first day."""
    page = studio.visit(**DESKTOP).open(bare.setup_link())
    wizard.business(page)
    wizard.press(page, "Weiter zu den Zeiten")
    wizard.hours(page)
    top(studio, page, "set-up-hours")
    wizard.press(page, "Weiter zum Impressum")
    wizard.legal(page)
    top(studio, page, "set-up-imprint")
    wizard.press(page, "Weiter zur Begrüßung")
    wizard.press(page, "Weiter zum Ausprobieren")
    wizard.heading(page, "Scann mich.")
    page.locator("svg path").first.wait_for()
    top(studio, page, "set-up-scan", page.locator("main svg"))
    customer = studio.visit(**PHONE).open(wizard.scanned(page))
    begin(customer)
    write(customer, "Hallo, gibt es noch Mohnkuchen?")
    wizard.heading(page, "Eure erste Nachricht.")
    page.get_by_role("article").wait_for()
    top(studio, page, "set-up-first")
    wizard.press(page, "Ohne Antwort weiter")
    wizard.heading(page, "Und das stellst du auf.")
    top(studio, page, "set-up-sign", page.get_by_role("main"))
    wizard.press(page, "Später, zum Postfach")
    page.get_by_role("heading", name="Heute noch").wait_for()
    counted(page, "Wartet 1")
    top(studio, page, "set-up-today")


def top(studio: Studio, page: Page, name: str, *varies: Locator) -> None:
    """The page from its top. `varies`: codes and words, which are each business's own."""
    page.evaluate("scrollTo(0, 0)")
    studio.take(page, name, varies=varies)


def take(studio: Studio) -> None:
    """One business is set up on a phone, another on a desktop."""
    with studio.bare() as bare:
        on_a_phone(studio, bare)
        at_the_desk(studio, bare)
