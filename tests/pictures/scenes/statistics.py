"""The pictures of docs/howto/statistics.md: the demo's three weeks."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e.customer_page import arrived, begin, write
from tests.e2e.inbox_page import go_to
from tests.pictures.studio import SMALL, Studio
from tests.world.browser import DESKTOP
from tests.world.stage import Stage

PICTURES = ("statistics-desktop", "statistics-phone", "statistics-objection")


def page_of(studio: Studio, shop: Stage, name: str, **options: object) -> None:
    """Anna opens the page."""
    page = studio.visit(**options).open(shop.inbox_link(1, "owner"))
    go_to(page, "Statistik")
    expect(page.get_by_role("region", name="Das Wichtigste")).to_be_visible()
    unfocused(page)
    studio.take(page, name)


def unfocused(page: Page) -> None:
    page.evaluate("document.activeElement.blur()")


def take(studio: Studio) -> None:
    """The page on a desktop, all of it, and on a phone; the switch by which a customer objects."""
    with studio.demo() as shop:
        page_of(
            studio, shop, "statistics-desktop", **{**DESKTOP, "viewport": {"width": 1180, "height": 1180}}
        )
        page_of(studio, shop, "statistics-phone", **SMALL)
        page = studio.visit(**SMALL).open(shop.bakery.url)
        begin(page)
        arrived(write(page, "Haben Sie morgen Roggenbrot?"))
        page.get_by_role("button", name="Menü").click()
        page.get_by_role("button", name="Datenschutz").click()
        page.get_by_role("switch", name="In der Statistik mitzählen").scroll_into_view_if_needed()
        unfocused(page)
        studio.take(page, "statistics-objection")
