"""How the walks press, type and open, by accessible names."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.views.view import Place

Reach = Callable[[Place], object]


def press(name: str, *, exact: bool = True, within: str | None = None, first: bool = False) -> Reach:
    """Press the button of that name, in the region, group or dialog `within`."""

    def reach(at: Place) -> None:
        root = at.page if within is None else at.page.locator(within)
        button = root.get_by_role("button", name=name, exact=exact)
        (button.first if first else button).click()

    return reach


def follow(name: str) -> Reach:
    """Follow the link of that name."""
    return lambda at: at.page.get_by_role("link", name=name, exact=True).first.click()


def key(*keys: str) -> Reach:
    def reach(at: Place) -> None:
        for each in keys:
            at.page.keyboard.press(each)

    return reach


def then(*reaches: Reach) -> Reach:
    def reach(at: Place) -> None:
        for each in reaches:
            each(at)

    return reach


def menu(item: str) -> Reach:
    """Choose an item of the customer page's menu."""
    return then(press("Menü"), press(item, within=":popover-open"))


def open_menu(page: Page, text: str) -> None:
    """The menu of the first message with this text, by its key: it lies where letters are large, too."""
    message = page.get_by_role("log", name="Unterhaltung").get_by_role("article").filter(has_text=text).first
    message.evaluate("(one) => { one.tabIndex = 0; one.focus(); }")
    menu = page.get_by_role("menu")
    # The one before may just be going, and takes one that opens in that moment with it.
    for _ in range(5):
        message.press("m")
        with contextlib.suppress(AssertionError):
            expect(menu).to_be_visible(timeout=10_000)
            break
    expect(menu).to_be_visible()


def choose(page: Page, text: str, item: str) -> None:
    """Open the menu of the message and choose an item."""
    open_menu(page, text)
    page.get_by_role("menu").get_by_role("menuitem", name=item, exact=True).click()


def there(at: Place, text: str) -> None:
    expect(at.page.get_by_text(text).first).to_be_visible()


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", name=text).first).to_be_visible()
