"""The picture of docs/howto/search.md, taken from a real shop."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.test_inbox import open_inbox
from tests.e2e.test_search import box, results
from tests.pictures.scenes.list import furnished
from tests.pictures.studio import Studio
from tests.world.browser import DESKTOP, Visit
from tests.world.stage import Stage

PICTURES = ("search",)


def found(studio: Studio, desktop: Visit, shop: Stage) -> None:
    """Results with a typing error, and the message that one of them leads to."""
    furnished(shop)
    customer = shop.customer("krause", "Guten Tag, wir heiraten im Juni.", "Machen Sie auch Hochzeitstorten?")
    shop.do(shop.bakery.owner.cards.rename(shop.conversation(customer), "Sabine Krause"))
    shop.do(shop.bakery.owner.note(shop.conversation(customer), "Torte am Telefon besprechen"))
    page = open_inbox(desktop, shop)
    # The one who waits longest opens by itself; what is looked for comes after.
    expect(page.get_by_role("log", name="Unterhaltung")).to_be_visible()
    box(page).fill("torte")
    expect(results(page)).to_have_count(3)
    results(page).filter(has_text="Hochzeitstorten").click()
    expect(page.locator("article", has_text="Hochzeitstorten")).to_be_focused()
    # Whether what was found has a frame depends on what had the focus before it: the mouse, or a row drawn anew.
    page.evaluate("document.activeElement.blur()")
    # All of one instant: their order is that of their keys.
    studio.take(page, "search", varies=[results(page)])


def take(studio: Studio) -> None:
    """On the bakery's first day."""
    with studio.bakery() as shop:
        found(studio, studio.visit(**DESKTOP), shop)
