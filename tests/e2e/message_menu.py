"""How people open a message's menu, and what they choose there."""

from __future__ import annotations

import contextlib

from playwright.sync_api import Locator, Page
from playwright.sync_api import TimeoutError as TooLate

from tests.e2e.customer_page import article
from tests.e2e.erasing import press_long


def open_menu(page: Page, text: str) -> Locator:
    """The menu of the first message with this text: on a phone by a long press, elsewhere by the message's own button."""
    message = article(page, text).first
    if page.evaluate("matchMedia('(hover: none)').matches"):
        press_long(message)
    else:
        _press_more(message)
    return page.get_by_role("menu")


def _press_more(message: Locator) -> None:
    """Press the message's own button, which goes when something arrives and moves the message from under the pointer."""
    more = message.get_by_role("button", name="Mehr")
    for _ in range(10):
        message.hover()
        with contextlib.suppress(TooLate):
            return more.click(timeout=2_000)
    return more.click()


def item(page: Page, name: str) -> Locator:
    return page.get_by_role("menu").get_by_role("menuitem", name=name, exact=True)


def choose(page: Page, text: str, name: str) -> None:
    """Open the menu of the message and choose an item."""
    open_menu(page, text)
    item(page, name).click()


def focused(page: Page) -> str:
    """What a screen reader says about the element that has the focus: role and name."""
    client = page.context.new_cdp_session(page)
    client.send("Accessibility.enable")
    found = client.send("Runtime.evaluate", {"expression": "document.activeElement"})
    nodes = client.send(
        "Accessibility.getPartialAXTree",
        {"objectId": found["result"]["objectId"], "fetchRelatives": False},
    )["nodes"]
    client.detach()
    return f"{nodes[0]['role']['value']}: {nodes[0].get('name', {}).get('value', '')}"
