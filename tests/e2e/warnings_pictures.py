"""The pictures of docs/howto/warnings.md: `python -m tests.e2e.warnings_pictures`. A real server that lies makes them."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.e2e.liar_stand import Stand, in_the_inbox, on_the_page, opened
from tests.e2e.liar_words import DE
from tests.e2e.pictures import save
from tests.liar import lies, making
from tests.world import chromium
from tests.world.browser import DESKTOP, PHONE, Visit

FOLDER = Path(__file__).parents[2] / "docs" / "img"


def take(page: Page, name: str) -> None:
    """Take a picture of the screen."""
    page.mouse.move(0, 0)
    file = FOLDER / f"warnings-{name}.png"
    save(page, file)


def phone(browser: Browser) -> Visit:
    """Somebody's phone with nothing stored yet, as high as the content."""
    return Visit.start(
        browser, **{**PHONE, "viewport": {"width": 390, "height": 640}, "device_scale_factor": 1.5}
    )


def in_the_log(visit: Visit, stand: Stand) -> None:
    """A message that was pasted under another sender, and one that was left out."""
    seen = on_the_page(visit, stand, DE)
    page, place = seen.page, seen.place
    page.get_by_role("button", name="Später").click()
    with stand.at(place, lies.OtherSender.name):
        expect(seen.last).to_contain_text(DE.not_shown)
    with stand.at(place, lies.Drop.name, "Bis sieben heben wir sie auf."):
        expect(seen.last).to_contain_text(DE.missing)
    take(page, "message")


def another_business(visit: Visit, stand: Stand) -> None:
    """Whoever scanned the sign is shown another business."""
    lie = making.other_business(stand.street, stand.shop.do(stand.street.chain()))
    with stand.street.lying(lie):
        page = visit.open(stand.url)
        expect(page.get_by_role("heading", name=DE.mismatch)).to_be_visible()
        take(page, "sign")


def contradicting(visit: Visit, stand: Stand) -> None:
    """A device that the customer never added, in Ben's inbox."""
    seen = in_the_inbox(visit, stand, DE)
    page, place = seen.page, seen.place
    with stand.street.lying(stand.shop.do(making.ghost_customer(place))):
        stand.shop.do(place.speak("Für morgen früh um sieben, bitte."))
        expect(seen.notice(DE.contradicts)).to_be_visible()
        take(page, "inbox")


def main() -> None:
    """Take all pictures."""
    with (
        tempfile.TemporaryDirectory() as folder,
        opened(Path(folder)) as stand,
        sync_playwright() as playwright,
    ):
        browser = chromium.german(playwright)
        in_the_log(phone(browser), stand)
        another_business(phone(browser), stand)
        contradicting(Visit.start(browser, **DESKTOP), stand)
        browser.close()


if __name__ == "__main__":
    main()
