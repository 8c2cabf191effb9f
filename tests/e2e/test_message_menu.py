"""The conversation by keyboard and screen reader, and a message's menu by thumb, mouse and keys, in both apps."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.customer_page import (
    answer,
    arrived,
    article,
    begin,
    clean,
    clean_in_both_lights,
    field,
    log,
    newest,
    write,
)
from tests.e2e.erasing import has_focus
from tests.e2e.message_menu import choose, focused, item, open_menu
from tests.world.browser import DESKTOP, Visit
from tests.world.stage import Stage


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with Stage.open(tmp_path_factory.mktemp("shop")) as opened:
        yield opened


def talk(page: Page, shop: Stage) -> Page:
    """Frau Krause writes twice and is answered twice."""
    begin(page)
    arrived(write(page, "Haben Sie morgen Roggenbrot?"))
    arrived(write(page, "Und 15 Schrippen."))
    conversation = newest(shop)
    answer(shop, conversation, "Ja, ab sechs.")
    answer(shop, conversation, "Alles da: https://sonnenschein.example/weg")
    expect(article(page, "Alles da")).to_be_attached()
    return page


def test_the_conversation_is_one_tab_stop(desktop: Visit, shop: Stage) -> None:
    """[WCAG 2.1.1, 4.1.2] Arrow keys walk, each message is heard with speaker, words, time and state, Escape returns."""
    page = talk(desktop.open(shop.bakery.url), shop)
    log(page).hover()
    attach = page.get_by_role("button", name="Anhängen")
    expect(attach).to_be_visible()
    field(page).focus()
    page.keyboard.press("Shift+Tab")
    has_focus(attach)
    page.keyboard.press("Shift+Tab")
    has_focus(article(page, "Alles da"))
    page.keyboard.press("ArrowUp")
    has_focus(article(page, "Ja, ab sechs."))
    assert focused(page).startswith("article: Anna")
    assert "Ja, ab sechs." in focused(page)
    page.keyboard.press("Home")
    assert "Sie: Haben Sie morgen Roggenbrot?" in focused(page)
    assert "zugestellt" in focused(page) or "gelesen" in focused(page)
    page.keyboard.press("ArrowUp")
    has_focus(article(page, "Roggenbrot"))
    page.keyboard.press("End")
    has_focus(article(page, "Alles da"))
    page.keyboard.press("Home")
    page.keyboard.press("Tab")
    has_focus(article(page, "Roggenbrot").get_by_role("button", name="Mehr"))
    assert focused(page) == "button: Mehr"
    page.keyboard.press("Tab")
    has_focus(attach)
    page.keyboard.press("Tab")
    has_focus(field(page))
    for _ in range(2):
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Escape")
    has_focus(field(page))
    expect(log(page).get_by_role("button", name="Mehr")).to_have_count(1)
    expect(log(page)).to_have_attribute("aria-live", "polite")


def test_new_words_leave_the_focus_where_it_is(desktop: Visit, shop: Stage) -> None:
    """[WCAG 2.4.3] A message that arrives, or is erased under the focus, never sends it to the top of the page."""
    page = talk(desktop.open(shop.bakery.url), shop)
    log(page).focus()
    page.keyboard.press("End")
    page.keyboard.press("ArrowUp")
    has_focus(article(page, "Ja, ab sechs."))
    answer(shop, newest(shop), "Noch etwas?")
    expect(article(page, "Noch etwas?")).to_be_attached()
    has_focus(article(page, "Ja, ab sechs."))
    page.keyboard.press("Enter")
    item(page, "Löschen").click()
    page.get_by_role("dialog").get_by_role("button", name="Löschen").click()
    expect(article(page, "Ja, ab sechs.")).to_have_count(0)
    has_focus(article(page, "Alles da"))


def test_a_key_opens_the_menu(desktop: Visit, shop: Stage) -> None:
    """[interface] Keys open it, walk in it, and close it; the focus returns to the message."""
    page = talk(desktop.open(shop.bakery.url), shop)
    log(page).focus()
    page.keyboard.press("Home")
    for keys in ("Enter", "m", "ContextMenu", "Shift+F10"):
        page.keyboard.press(keys)
        has_focus(page.get_by_role("menuitem").first)
        page.keyboard.press("ArrowUp")
        has_focus(item(page, "Löschen"))
        page.keyboard.press("ArrowDown")
        page.keyboard.press("l")
        has_focus(item(page, "Löschen"))
        page.keyboard.press("Escape")
        expect(page.get_by_role("menu")).to_have_count(0)
        has_focus(article(page, "Roggenbrot"))
    page.keyboard.press("Enter")
    has_focus(page.get_by_role("menuitem").first)
    clean_in_both_lights(page)


def test_the_right_button_opens_it_but_not_on_a_link(desktop: Visit, shop: Stage) -> None:
    """[interface] It opens at the pointer and closes by a click beside it. A link keeps the browser's own menu."""
    page = talk(desktop.open(shop.bakery.url), shop)
    article(page, "Alles da").get_by_role("link").click(button="right")
    expect(page.get_by_role("menu")).to_have_count(0)
    article(page, "Ja, ab sechs.").click(button="right", position={"x": 8, "y": 8})
    expect(page.get_by_role("menu", name="Nachricht von Anna")).to_be_visible()
    page.mouse.click(640, 20)
    expect(page.get_by_role("menu")).to_have_count(0)
    has_focus(article(page, "Ja, ab sechs."))


def test_words_are_copied(visits: Callable[..., Visit], shop: Stage) -> None:
    """[interface] "Kopieren" takes the words as they were written, and says so."""
    visit = visits(**DESKTOP, permissions=["clipboard-read", "clipboard-write"])
    page = talk(visit.open(shop.bakery.url), shop)
    choose(page, "Ja, ab sechs.", "Kopieren")
    expect(page.get_by_role("status").filter(has_text="Kopiert.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "Ja, ab sechs."


def test_a_thumb_that_rests_opens_a_sheet(phone: Visit, shop: Stage) -> None:
    """[interface] Nothing is selected or deleted; the message stays in sight above the sheet; Back closes it."""
    page = talk(phone.open(shop.bakery.url), shop)
    open_menu(page, "Ja, ab sechs.")
    sheet = page.get_by_role("dialog", name="Nachricht von Anna")
    clean(page)
    box, over = article(page, "Ja, ab sechs.").bounding_box(), sheet.bounding_box()
    assert box is not None
    assert over is not None
    assert box["y"] + box["height"] <= over["y"]
    assert page.evaluate("getSelection().isCollapsed")
    page.go_back()
    expect(sheet).to_have_count(0)
    has_focus(article(page, "Ja, ab sechs."))
    clean(page)
