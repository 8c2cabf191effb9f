"""What somebody types who recovers with the sheet."""

from __future__ import annotations

from collections.abc import Sequence

from playwright.sync_api import Locator, Page, expect

from tests.e2e import paper, wizard

TITLE = "Mit dem Blatt wiederherstellen"


def begin(page: Page) -> None:
    """Begin in a browser that belongs to no team."""
    expect(page.get_by_role("heading", level=1)).to_contain_text("gehört noch zu keinem Team")
    page.get_by_role("link", name=TITLE).click()
    wizard.heading(page, TITLE)


def group(page: Page, number: int) -> Locator:
    return page.get_by_label(f"Gruppe {number}", exact=True)


def type_sheet(page: Page, groups: Sequence[str]) -> None:
    for number, text in enumerate(groups, 1):
        group(page, number).fill(text.lower())


def find(page: Page, groups: Sequence[str], address: str = wizard.HANDLE) -> None:
    """Type address and sheet, and go on."""
    page.get_by_label("Adresse eures Betriebs").fill(address)
    type_sheet(page, groups)
    wizard.press(page, "Weiter")


def go(page: Page) -> None:
    wizard.press(page, "Betrieb wiederherstellen")


def refused(page: Page, title: str) -> None:
    """A problem is named; the page stays."""
    expect(page.get_by_role("alert").filter(has_text=title)).to_be_visible()
    wizard.heading(page, TITLE)


def recover(page: Page, groups: Sequence[str]) -> None:
    """Recover with every default: as the first owner, all other devices signed out."""
    begin(page)
    find(page, groups)
    go(page)
    expect(page.get_by_text("Wiederhergestellt. Leg das Blatt zurück")).to_be_visible()
    expect(page.get_by_role("list", name="Unterhaltungen")).to_be_attached()


def open_part(page: Page, button: str) -> Locator:
    """Opens a dialog of the Team page's part "Wiederherstellungsblatt"."""
    part = page.get_by_role("region", name="Wiederherstellungsblatt")
    part.get_by_role("button", name=button, exact=True).click()
    dialog = page.get_by_role("dialog")
    wizard.settled(page)
    return dialog


def renew(page: Page) -> list[str]:
    """A new sheet from the Team page, printed, typed back, in force; returns its groups."""
    open_part(page, "Neues Blatt")
    known = paper.groups(page)
    paper.printed(page)
    paper.type_back(page, known)
    wizard.press(page, "Neues Blatt gelten lassen")
    expect(page.get_by_text("Ab jetzt gilt das neue Blatt.")).to_be_visible()
    return known
