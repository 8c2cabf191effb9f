"""The pictures of the how-tos on profile, greeting and away message: `python -m tests.e2e.profile_pictures`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page, expect, sync_playwright

from tests.e2e.customer_page import log
from tests.e2e.moments import CustomersPage, Moments
from tests.e2e.test_profile import open_profile
from tests.world import chromium
from tests.world.browser import DESKTOP, PHONE, Visit

FOLDER = Path(__file__).parents[2] / "docs" / "img"
COLOURS = 64


def keep(name: str, taken: bytes) -> None:
    """Save it in few colours: these pages have few."""
    file = FOLDER / f"{name}.png"
    file.write_bytes(taken)
    with Image.open(file) as picture:
        picture.convert("RGB").quantize(COLOURS).save(file, optimize=True)


def region(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name, exact=True)


def without_counter(page: Page) -> None:
    """Hides the counter, which would cover the sections taken one by one."""
    page.get_by_role("button", name="Veröffentlichen").evaluate(
        "button => { button.closest('.counter').hidden = true; button.closest('.counter').style.display = 'none'; }"
    )


def main() -> None:
    """An owner's profile page, a customer who writes in the evening, and one who visits in the company holidays."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Moments.open(Path(folder), "2026-11-23 18:30") as moments,
        sync_playwright() as playwright,
    ):
        browser = chromium.german(playwright)
        the_page(moments, Visit.start(browser, **DESKTOP))
        krause = CustomersPage(moments, Visit.start(browser, **PHONE))
        krause.begins()
        krause.writes("Guten Abend! Haben Sie morgen Sonnenblumenbrot?")
        expect(log(krause.page)).to_contain_text("Willkommen bei")
        keep("profile-customer", krause.page.screenshot(animations="disabled"))
        moments.it_is("2026-12-30 09:00")
        yilmaz = CustomersPage(moments, Visit.start(browser, **PHONE))
        yilmaz.reads_above("Geschlossen – Betriebsferien, öffnet Montag 6:00")
        yilmaz.page.wait_for_load_state("networkidle")  # the shop's picture comes last
        keep("profile-closed", yilmaz.page.screenshot(animations="disabled"))
        browser.close()


def the_page(moments: Moments, desktop: Visit) -> None:
    """What an owner sees, section by section."""
    moments.enter(desktop)
    page = open_profile(desktop, moments.shop)
    expect(page.get_by_role("figure")).to_contain_text("öffnet")
    page.get_by_label("E-Mail", exact=True).fill("anna@bäckerei")
    page.get_by_label("E-Mail", exact=True).blur()
    expect(page.get_by_text("So sieht keine E-Mail-Adresse aus.").first).to_be_visible()
    page.get_by_label("Telefon").evaluate("field => field.scrollIntoView({ block: 'center' })")
    keep("profile-page", page.screenshot(animations="disabled"))
    page.get_by_role("button", name="Verwerfen").click()
    without_counter(page)
    page.set_viewport_size({"width": 1280, "height": 1600})
    page.get_by_role("button", name="Mittwoch 14:00–18:00 entfernen").click()
    page.get_by_role("button", name="Nach Vereinbarung: Mittwoch").click()
    page.get_by_label("Mittwoch, 2. Zeit, nach Vereinbarung: bis").fill("17:00")
    keep("profile-hours", region(page, "Öffnungszeiten").screenshot(animations="disabled"))
    page.get_by_role("switch", name="Änderungen gelten nur für 2026").click()
    christmas = region(page, "Feiertage").get_by_role("listitem").filter(has_text="Erster Weihnachtstag")
    christmas.get_by_role("radio", name="eigene Zeiten").check()
    keep("profile-holidays", region(page, "Feiertage").screenshot(animations="disabled"))
    keep("profile-away", region(page, "Abwesenheitsnachricht").screenshot(animations="disabled"))
    page.get_by_label("Am … um …").fill("2026-12-26T10:00")
    page.get_by_role("button", name="Zeigen", exact=True).click()
    ahead = region(page, "Was bekäme ein Kunde?")
    expect(ahead).to_contain_text("Wer zum ersten Mal schreibt")
    keep("profile-ahead", ahead.screenshot(animations="disabled"))


if __name__ == "__main__":
    main()
