"""The pictures of docs/howto/calls.md, taken from real calls: `python -m tests.e2e.calls_pictures`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from tests.e2e.calling import accept, call, connected, customer, hang_up, in_region, region, ringing, team
from tests.e2e.pictures import save
from tests.world import chromium
from tests.world.browser import DESKTOP, PHONE, Visit
from tests.world.callstage import FLAGS, CallStage

FOLDER = Path(__file__).parents[2] / "docs" / "img"


def take(page: Page, name: str) -> None:
    """Take a picture of the screen."""
    save(page, FOLDER / f"calls-{name}.png", 128)


def photograph(guest: Page, inbox: Page) -> None:
    """It rings, they speak and write, and see each other."""
    call(guest)
    expect(region(guest)).to_contain_text("Es klingelt am Tresen")
    take(guest, "ringing")
    expect(ringing(inbox)).to_be_visible()
    take(inbox, "inbox-ring")
    accept(inbox)
    connected(guest, inbox)
    in_region(guest, "button", "Live-Text").click()
    region(guest).get_by_role("textbox").press_sequentially("Lila bitte, wie die Zwetschgen.")
    region(guest).get_by_role("textbox").press("Enter")
    answer = region(inbox).get_by_role("textbox")
    answer.press_sequentially("Gern! Und der Name ist Emm")
    expect(region(guest)).to_contain_text("Emm")
    take(guest, "live-text")
    in_region(inbox, "button", "Live-Text").first.click()
    for page in (guest, inbox):
        in_region(page, "switch", "Kamera").click()
    picture = region(inbox).locator(".stage > video")
    picture.evaluate("it => new Promise(done => it.requestVideoFrameCallback(done))")
    take(inbox, "video")
    hang_up(guest)


def main() -> None:
    """Take all pictures."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = chromium.launch(playwright, chromium.find(playwright, whole=True) or "chromium", *FLAGS)
        with CallStage.calling(Path(folder), calls={"hours": "always"}) as shop:
            visits = Visit.start(browser, **PHONE), Visit.start(browser, **DESKTOP)
            photograph(customer(visits[0], shop), team(visits[1], shop))
        browser.close()


if __name__ == "__main__":
    main()
