"""What an owner types into the set-up wizard."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.e2e import axe

NAME = "Bäckerei Sonnenschein"
HANDLE = "baeckerei-sonnenschein"


def heading(page: Page, name: str) -> None:
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()


def box(page: Page, name: str) -> Locator:
    return page.get_by_label(name, exact=False)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def settled(page: Page) -> None:
    """Waits until all transitions are over, because colours half-way are meaningless."""
    page.wait_for_function(axe.STILL)


def business(page: Page) -> None:
    """Fill in step 1; the address follows the name."""
    heading(page, "Dein Betrieb")
    box(page, "Name des Betriebs").fill(NAME)
    box(page, "Gewerbe").fill("Bäckerei")
    box(page, "Straße und Hausnummer").fill("Sonnenallee 1")
    box(page, "Postleitzahl").fill("12047")
    box(page, "Ort").fill("Berlin")
    box(page, "Dein Name").fill("Anna")
    expect(box(page, "Adresse für deine Kunden")).to_have_value(HANDLE)
    expect(page.get_by_text(f"/{HANDLE} ist frei.")).to_be_visible()


def hours(page: Page) -> None:
    """Step 2: six to one and two to six, Monday to Friday; Saturday until noon."""
    heading(page, "Öffnungszeiten")
    press(page, "Zeit hinzufügen: Montag")
    press(page, "Zeit hinzufügen: Montag")
    for name, time in {
        "Montag, 1. Zeit: öffnet um": "06:00",
        "Montag, 1. Zeit: schließt um": "13:00",
        "Montag, 2. Zeit: öffnet um": "14:00",
        "Montag, 2. Zeit: schließt um": "18:00",
    }.items():
        box(page, name).fill(time)
    press(page, "Übertragen: Montag auf andere Tage")
    press(page, "Zeiten übertragen")
    expect(box(page, "Freitag, 2. Zeit: schließt um")).to_have_value("18:00")
    press(page, "Zeit hinzufügen: Samstag")
    press(page, "Samstag 14:00–18:00 entfernen")
    box(page, "Samstag, 1. Zeit: schließt um").fill("12:00")
    box(page, "Feiertage").select_option("DE-BE")


def legal(page: Page) -> None:
    """Step 3: e-mail, and both suggestions taken."""
    heading(page, "Impressum und Datenschutz")
    box(page, "E-Mail des Betriebs").fill("laden@sonnenschein.example")
    press(page, "Vorschlag einsetzen: Impressum")
    # The suggestion asks for the full name, and has selected the place.
    page.keyboard.type("Sonnenschein")
    expect(box(page, "Impressum")).to_have_value(re.compile("^.*\nAnna Sonnenschein\n"))
    press(page, "Vorschlag einsetzen: Ansprechperson")


def groups(page: Page) -> list[str]:
    """The seven groups as they are shown."""
    heading(page, "Wiederherstellungsblatt")
    return [text.strip() for text in sheet(page).locator("ol b").all_inner_texts()]


def sheet(page: Page) -> Locator:
    return page.get_by_role("region", name="Das Blatt")


def printed(page: Page) -> None:
    """The print window was closed; no browser prints here."""
    page.evaluate("dispatchEvent(new Event('afterprint'))")


def asked(page: Page) -> list[int]:
    """The numbers of the covered groups, counted from 1."""
    shown = sheet(page).locator("ol b").all_inner_texts()
    return [at for at, text in enumerate(shown, 1) if "verdeckt" in text]


def type_back(page: Page, known: list[str]) -> None:
    """Type back the covered groups from the paper."""
    for number in asked(page):
        page.get_by_label(f"Gruppe {number}", exact=True).fill(known[number - 1].lower())


def without_hours(page: Page) -> None:
    """Step 2, left empty."""
    heading(page, "Öffnungszeiten")


def to_the_sheet(page: Page, when: Callable[[Page], None] = without_hours) -> list[str]:
    """The first three steps, with `when` as the second; returns the groups of the sheet."""
    business(page)
    press(page, "Weiter zu den Öffnungszeiten")
    when(page)
    press(page, "Weiter zu Impressum und Datenschutz")
    legal(page)
    press(page, "Weiter zum Wiederherstellungsblatt")
    return groups(page)


def set_up(page: Page, when: Callable[[Page], None] = hours) -> list[str]:
    """All five steps, up to the sign; returns the groups of the sheet."""
    known = to_the_sheet(page, when)
    printed(page)
    type_back(page, known)
    press(page, "Weiter zum Schild")
    heading(page, "Das Schild für den Tresen")
    return known


def sign_url(page: Page) -> str:
    """Where the sign's code leads."""
    link = page.get_by_role("link", name=f"/{HANDLE}")
    url = link.get_attribute("href")
    assert url is not None
    return url


def media_boxes(pdf: bytes) -> list[tuple[int, int]]:
    """The pages of a PDF in whole millimetres."""
    boxes = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    return [(round(float(wide) / 72 * 25.4), round(float(high) / 72 * 25.4)) for wide, high in boxes]
