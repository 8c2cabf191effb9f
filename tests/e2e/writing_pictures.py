"""The pictures of docs/howto/writing.md, taken from a real shop: `python -m tests.e2e.writing_pictures`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.moments import Moments
from tests.e2e.pictures import save, visiting
from tests.e2e.test_writing import field, opened, plan_for_tomorrow, planned
from tests.world.browser import DESKTOP, PHONE, Visit
from tests.world.stage import Stage

FOLDER = Path(__file__).parents[2] / "docs" / "img"


def take(page: Page, name: str) -> None:
    """Take a picture of the screen."""
    save(page, FOLDER / f"writing-{name}.png")


def krause(shop: Stage) -> None:
    """She has asked something."""
    customer = shop.customer("krause", "Guten Abend! Haben Sie morgen früh Zopf?")
    shop.do(shop.bakery.owner.cards.rename(shop.conversation(customer), "Sabine Krause"))


def desktop(visit: Visit, moments: Moments) -> None:
    """Ben picks an emoji, plans a message, and takes one back."""
    page = opened(visit, moments.shop)
    field(page).fill("Ja, ab acht!")
    page.get_by_role("button", name="Emoji", exact=True).click()
    page.keyboard.type("brot")
    expect(page.get_by_role("gridcell", name="Brot", exact=True)).to_be_visible()
    take(page, "emoji")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    plan_for_tomorrow(page, "Guten Morgen! Der Zopf liegt ab acht bereit.")
    take(page, "waiting")
    address = page.url
    page.get_by_role("link", name="Einstellungen").click()
    page.get_by_role("switch", name="Senden zurücknehmen").click()
    page.goto(address)
    field(page).fill("Wir melden uns morgen früh.")
    field(page).press("Enter")
    expect(page.get_by_role("button", name="Zurücknehmen")).to_be_visible()
    take(page, "takeback")


def phone(visit: Visit, moments: Moments) -> None:
    """Cem is asked when it should go out."""
    page = opened(visit, moments.shop, 3)
    expect(planned(page)).to_be_visible()
    field(page).fill("Und ein Mohnzopf wäre auch noch da.")
    page.get_by_role("button", name="Später senden").tap()
    expect(page.get_by_role("menuitem", name="Morgen 8 Uhr")).to_be_visible()
    take(page, "later")


def main() -> None:
    """Take all pictures."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Moments.open(Path(folder), "2026-11-26 17:20") as moments,
        visiting() as visit,
    ):
        krause(moments.shop)
        at_the_desk, in_the_hand = visit(**DESKTOP), visit(**{**PHONE, "device_scale_factor": 1.5})
        moments.enter(at_the_desk)
        moments.enter(in_the_hand)
        desktop(at_the_desk, moments)
        phone(in_the_hand, moments)


if __name__ == "__main__":
    main()
