"""What a person sees and does on the customer page, and what the shop does about it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TypeVar

from playwright.sync_api import Locator, Page, expect

from tests.e2e import wizard
from tests.e2e.axe import COLOURS, violations
from tests.world.stage import Stage
from tresen.client import Conversation, Message

T = TypeVar("T")


def begin(page: Page) -> Locator:
    """Tap "Nachricht schreiben"; returns the field."""
    page.get_by_role("button", name="Nachricht schreiben").click()
    return field(page)


def field(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Nachricht")


def log(page: Page) -> Locator:
    return page.get_by_role("log", name="Unterhaltung")


def article(page: Page, text: str) -> Locator:
    return log(page).get_by_role("article").filter(has_text=text)


def write(page: Page, text: str) -> Locator:
    """Send by the button; returns the message."""
    field(page).fill(text)
    page.get_by_role("button", name="Senden", exact=True).click()
    return article(page, text)


def arrived(message: Locator) -> None:
    """The server has the message, whoever else has it."""
    expect(message).to_contain_text("zugestellt")


def menu(page: Page, item: str) -> None:
    page.get_by_role("button", name="Menü", exact=True).click()
    page.locator(":popover-open").get_by_role("button", name=item, exact=True).click()


def returned_link(page: Page) -> str:
    """The return link, as its sheet shows it; the sheet is closed again."""
    menu(page, "Rückkehr-Link")
    sheet = page.get_by_role("dialog", name="Damit Sie wieder hierher finden")
    expect(sheet.get_by_role("img", name="Rückkehr-Link als Code zum Scannen")).to_be_attached()
    link = sheet.locator(".link").inner_text().strip()
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    return link


_LEAVES = """() => {
    Object.defineProperty(document, 'visibilityState', { get: () => 'hidden', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
    delete document.visibilityState;
    document.dispatchEvent(new Event('visibilitychange'));
}"""


def leaves(page: Page) -> None:
    """The page goes out of sight, and comes back; not before there is somebody on it who notices."""
    expect(page.locator("link[rel=manifest]")).to_be_attached()
    page.evaluate(_LEAVES)


def clean(page: Page, *rules: str) -> None:
    """axe finds nothing (`rules`: by these alone), and nothing is wider than the screen: a phone's window would grow."""
    wizard.settled(page)
    found = violations(page, *rules)
    assert found == [], found
    assert page.evaluate("document.documentElement.scrollWidth <= Math.min(innerWidth, screen.width)")


def clean_in_both_lights(page: Page) -> None:
    """`clean` in light, and its colours in the dark; it is light again afterwards."""
    clean(page)
    page.emulate_media(color_scheme="dark")
    clean(page, *COLOURS)
    page.emulate_media(color_scheme="light")


def newest(shop: Stage) -> Conversation:
    """The newest conversation."""
    rows = shop.do(_rows(shop))
    return max(rows, key=lambda row: row.created_ms)


async def _rows(shop: Stage) -> list[Conversation]:
    return await shop.bakery.owner.conversations.list()


def heard(shop: Stage, conversation: Conversation, count: int) -> list[Message]:
    """The first `count` messages as the owner's device reads them."""

    async def listen() -> list[Message]:
        messages = shop.bakery.owner.conversations.messages(conversation)
        return [await _next(messages) for _ in range(count)]

    return shop.do(listen())


async def _next(messages: AsyncIterator[T]) -> T:
    return await anext(messages)


def answer(shop: Stage, conversation: Conversation, text: str) -> None:
    shop.do(shop.bakery.owner.conversations.send(conversation, text))
