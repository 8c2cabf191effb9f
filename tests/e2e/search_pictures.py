"""The picture of docs/howto/search.md, taken from a real shop: `python -m tests.e2e.search_pictures`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.list_pictures import furnished
from tests.e2e.pictures import save, visiting
from tests.e2e.test_inbox import open_inbox
from tests.e2e.test_search import box, results
from tests.world.browser import DESKTOP, Visit
from tests.world.stage import Stage

FOLDER = Path(__file__).parents[2] / "docs" / "img"


def take(desktop: Visit, shop: Stage) -> None:
    """Results with a typing error, and the message that one of them leads to."""
    furnished(shop)
    customer = shop.customer("krause", "Guten Tag, wir heiraten im Juni.", "Machen Sie auch Hochzeitstorten?")
    shop.do(shop.bakery.owner.cards.rename(shop.conversation(customer), "Sabine Krause"))
    shop.do(shop.bakery.owner.note(shop.conversation(customer), "Torte am Telefon besprechen"))
    page = open_inbox(desktop, shop)
    box(page).fill("torte")
    expect(results(page)).to_have_count(3)
    results(page).filter(has_text="Hochzeitstorten").click()
    expect(page.locator("article", has_text="Hochzeitstorten")).to_be_focused()
    save(page, FOLDER / "search.png")


def main() -> None:
    """Open a shop and take the picture."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Stage.open(Path(folder)) as shop,
        visiting() as visit,
    ):
        take(visit(**DESKTOP), shop)


if __name__ == "__main__":
    main()
