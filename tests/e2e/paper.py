"""The recovery sheet as it lies in front of an owner: printed, covered, typed back."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect


def sheet(page: Page) -> Locator:
    return page.get_by_role("region", name="Das Blatt")


def groups(page: Page) -> list[str]:
    """The seven groups as they are shown."""
    expect(sheet(page)).to_be_visible()
    return [text.strip() for text in sheet(page).locator("ol b").all_inner_texts()]


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


def print_first(page: Page) -> list[str]:
    """The open dialog of a shop's first sheet, to its end; returns the groups."""
    known = groups(page)
    printed(page)
    type_back(page, known)
    page.get_by_role("button", name="Dieses Blatt gilt", exact=True).click()
    expect(page.get_by_text("Das Blatt gilt. Leg es zum Kassenschlüssel.")).to_be_visible()
    return known
