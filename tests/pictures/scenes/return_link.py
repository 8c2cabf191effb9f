"""The pictures of docs/howto/return-link.md, taken from a real shop."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.customer_page import answer, arrived, article, begin, log, newest, write
from tests.pictures.studio import SMALL, Studio
from tests.world.browser import Visit
from tests.world.stage import Stage

PICTURES = (
    "return-link-line",
    "return-link-card",
    "return-link-sheet",
)


def tell(studio: Studio, visit: Visit, shop: Stage) -> None:
    """Frau Krause comes back, and finds an answer and what keeps her in touch."""
    page = visit.open(shop.bakery.url)
    begin(page)
    arrived(write(page, "Können Sie mir bis Samstag zwölf Schrippen zurücklegen?"))
    # The answer comes while she is away: whether one that came before her eyes was noted as read hangs on the moment.
    page.close()
    answer(shop, newest(shop), "Gern, sie liegen ab sieben bereit.")
    page = visit.open(shop.bakery.url)
    expect(article(page, "ab sieben")).to_be_visible()
    expect(log(page).get_by_role("heading", name="1 neue Nachricht")).to_be_visible()
    line = page.get_by_role("region", name="Damit wir uns nicht verlieren")
    expect(line).to_be_visible()
    studio.take(page, "return-link-line")
    line.get_by_role("button", name="Ansehen").click()
    expect(page.get_by_role("dialog").get_by_role("listitem").first).to_be_visible()
    studio.take(page, "return-link-card")
    page.get_by_role("button", name="Wieder hierher finden: Ansehen").click()
    expect(page.get_by_role("img", name="Rückkehr-Link als Code zum Scannen")).to_be_attached()
    studio.take(page, "return-link-sheet")


def take(studio: Studio) -> None:
    """On the bakery's first day."""
    with studio.bakery() as shop:
        tell(studio, studio.visit(**SMALL), shop)
