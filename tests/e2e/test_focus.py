"""[WCAG 2.4.3] What has the focus goes away with what it did: the focus goes on beside it, never to the top of the page."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.e2e.customer_page import answer, arrived, article, begin, leaves, newest, write
from tests.e2e.views import inbox
from tests.e2e.views import rows as list_rows
from tests.e2e.views.view import Place
from tests.world.browser import DESKTOP, Visit
from tests.world.stage import Stage


def presses(button: Locator) -> None:
    """By keyboard; then the button is gone or dead, and something else has the focus."""
    page = button.page
    button.focus()
    handle = button.element_handle()
    page.keyboard.press("Enter")
    page.wait_for_function("(one) => !one.isConnected || one.disabled || !one.checkVisibility()", arg=handle)
    page.wait_for_function(
        "(one) => ![document.body, document.documentElement, one, null].includes(document.activeElement)",
        arg=handle,
    )


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def test_in_the_inbox(visits: Callable[..., Visit], shop: Stage) -> None:
    """Rows, labels, times, toasts, filters, what waits, and a button that stays."""
    at = Place(visits, DESKTOP, stage=shop)
    inbox.signed_in(at)
    inbox.furnish(at)
    page = at.page
    inbox.filter_of("Erledigt")(at)
    presses(button(page, "Alle zeigen"))
    button(page, "Nach Etikett filtern").click()
    inbox.filtered(at)
    presses(button(page, "Filter aufheben"))
    list_rows.of_row("Oben anheften")(at)
    presses(button(page, "Rückgängig"))
    list_rows.of_row("Etiketten …")(at)
    button(page, "Etiketten ordnen").click()
    presses(button(page, "„Bezahlt“ löschen"))
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    list_rows.of_row("Auf später legen …")(at)
    row = page.get_by_role("list", name="Unterhaltungen").get_by_role("listitem").filter(has_text="Krause")
    page.get_by_role("menuitem", name="Morgen morgen").press("Enter")
    expect(row).to_have_count(0)
    page.wait_for_function("() => document.activeElement.closest('[data-list]') !== null")
    list_rows.row(at, "Donau").focus()
    page.keyboard.press("e")
    expect(list_rows.rows(at).filter(has_text="Donau")).to_have_count(0)
    page.wait_for_function("() => document.activeElement !== document.body")
    inbox.profile(at)
    presses(button(page, "Montag 14:00–18:00 entfernen"))
    # This one stays, and keeps the focus.
    publish = button(page, "Veröffentlichen")
    publish.press("Enter")
    expect(page.get_by_text("Veröffentlicht.")).to_be_visible()
    expect(publish).to_be_focused()


def test_on_the_customer_page(visits: Callable[..., Visit], shop: Stage) -> None:
    """The question whether to tell of answers, and everything, erased."""
    page = visits(**DESKTOP).open(shop.bakery.url)
    begin(page)
    arrived(write(page, "Guten Morgen"))
    answer(shop, newest(shop), "Moin.")
    expect(article(page, "Moin.")).to_be_visible()
    leaves(page)
    presses(button(page, "Nein danke"))
    button(page, "Menü").click()
    button(page, "Unterhaltung löschen").click()
    presses(button(page, "Endgültig löschen"))
    expect(page.get_by_text("Ist gelöscht.")).to_be_focused()
    presses(button(page, "Neue Unterhaltung"))
