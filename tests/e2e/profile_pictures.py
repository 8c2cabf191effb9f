"""The pictures of the how-tos on profile, greeting and away message: `python -m tests.e2e.profile_pictures`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page, expect, sync_playwright

from tests.bakery_profile import bakery_with
from tests.e2e import chromium
from tests.e2e.customer_page import arrived, begin, log, write
from tests.e2e.shop import Shop
from tests.e2e.test_profile import open_profile
from tests.e2e.visit import DESKTOP, PHONE, Visit

FOLDER = Path(__file__).parents[2] / "docs" / "img"
COLOURS = 64


def keep(name: str, taken: bytes) -> None:
    """In few colours: these pages have few."""
    file = FOLDER / f"{name}.png"
    file.write_bytes(taken)
    with Image.open(file) as picture:
        picture.convert("RGB").quantize(COLOURS).save(file, optimize=True)


def region(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name, exact=True)


def without_counter(page: Page) -> None:
    """The counter would lie over the sections that are taken one by one."""
    page.get_by_role("button", name="Veröffentlichen").evaluate(
        "button => { button.closest('.counter').hidden = true; button.closest('.counter').style.display = 'none'; }"
    )


def main() -> None:
    """An owner's profile page, and a customer who writes in the evening."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Shop.open(Path(folder)) as shop,
        sync_playwright() as playwright,
    ):
        shop.do(shop.bakery.owner.publish(bakery_with()))
        browser = chromium.launch(playwright, chromium.find(playwright) or "chromium")
        desktop = Visit.start(browser, **DESKTOP)
        page = open_profile(desktop, shop)
        expect(page.get_by_role("figure")).to_contain_text("öffnet")
        page.get_by_label("E-Mail", exact=True).fill("anna@bäckerei")
        page.get_by_label("E-Mail", exact=True).blur()
        expect(page.get_by_text("So sieht keine E-Mail-Adresse aus.").first).to_be_visible()
        page.get_by_label("Telefon").evaluate("field => field.scrollIntoView({ block: 'center' })")
        keep("profile-page", page.screenshot(animations="disabled"))
        page.get_by_role("button", name="Verwerfen").click()
        page.get_by_role("radio", name="eigene Zeiten").nth(1).check()
        without_counter(page)
        page.set_viewport_size({"width": 1280, "height": 1600})
        keep("profile-holidays", region(page, "Feiertage").screenshot(animations="disabled"))
        keep("profile-away", region(page, "Abwesenheitsnachricht").screenshot(animations="disabled"))
        page.get_by_label("Am … um …").fill("2026-12-25T10:00")
        page.get_by_role("button", name="Zeigen", exact=True).click()
        expect(region(page, "Was bekäme ein Kunde?")).to_contain_text("Wer zum ersten Mal schreibt")
        keep("profile-ahead", region(page, "Was bekäme ein Kunde?").screenshot(animations="disabled"))
        phone = Visit.start(browser, **PHONE).open(shop.bakery.url)
        begin(phone)
        arrived(write(phone, "Guten Abend! Haben Sie morgen Sonnenblumenbrot?"))
        expect(log(phone)).to_contain_text("Willkommen bei")
        keep("profile-customer", phone.screenshot(animations="disabled"))
        browser.close()


if __name__ == "__main__":
    main()
