"""What an owner types into the set-up wizard, and taps."""

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
    heading(page, "Schön, dass ihr da seid.")
    box(page, "Wie heißt euer Laden?").fill(NAME)
    press(page, "Bäckerei")
    expect(page.get_by_text(f"Eure Adresse: {page.evaluate('location.host')}/{HANDLE}")).to_be_visible()


def hours(page: Page) -> None:
    """Step 2: six to one and two to six, Monday to Friday; Saturday until noon."""
    heading(page, "Wann habt ihr geöffnet?")
    press(page, "Mo–Sa")
    press(page, "Mittagspause")
    expect(box(page, "Montag bis Freitag, 2. Zeit: schließt um")).to_have_value("18:00")
    box(page, "Samstag, 1. Zeit: schließt um").fill("12:00")
    box(page, "Postleitzahl").fill("12047")
    expect(page.get_by_text("Feiertage für Berlin sind eingetragen.")).to_be_visible()


def legal(page: Page) -> None:
    """Step 3: the imprint builds itself from what is typed."""
    legal_of(page, NAME)


def legal_of(page: Page, name: str) -> None:
    """Step 3 of the business with that name."""
    heading(page, "Wer steht dahinter?")
    box(page, "Dein Vor- und Nachname").fill("Anna Sonnenschein")
    box(page, "Straße und Hausnummer").fill("Sonnenallee 1")
    box(page, "Postleitzahl").fill("12047")
    box(page, "Ort").fill("Berlin")
    box(page, "E-Mail des Ladens").fill("laden@sonnenschein.example")
    built = page.get_by_role("region", name="Impressum")
    expect(built).to_contain_text(
        re.compile(f"{name}\\s+Anna Sonnenschein\\s+Sonnenallee 1\\s+12047 Berlin\\s+E-Mail: laden@")
    )


def without_hours(page: Page) -> None:
    """Step 2, left empty."""
    heading(page, "Wann habt ihr geöffnet?")


def to_the_answers(page: Page, when: Callable[[Page], None] = without_hours) -> None:
    """The first three steps, with `when` as the second; the fourth is open."""
    business(page)
    press(page, "Weiter zu den Zeiten")
    when(page)
    press(page, "Weiter zum Impressum")
    legal(page)
    press(page, "Weiter zur Begrüßung")
    heading(page, "Niemand steht vor verschlossener Tür.")


def set_up(page: Page, when: Callable[[Page], None] = hours) -> None:
    """Four steps; the fifth waits for the first message."""
    to_the_answers(page, when)
    press(page, "Weiter zum Ausprobieren")
    heading(page, "Scann mich.")


def scanned(page: Page) -> str:
    """Where the code on the screen leads. The link beside it is the same."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    press(page, "Link kopieren")
    url = page.evaluate("navigator.clipboard.readText()")
    assert isinstance(url, str)
    return url


def to_the_inbox(page: Page) -> None:
    """Go on without trying it."""
    press(page, "Ohne Probe zum Postfach")
    expect(page.get_by_role("list", name="Unterhaltungen")).to_be_attached()


def media_boxes(pdf: bytes) -> list[tuple[int, int]]:
    """The pages of a PDF in whole millimetres."""
    boxes = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    return [(round(float(wide) / 72 * 25.4), round(float(high) / 72 * 25.4)) for wide, high in boxes]
