"""What one does with conversations from the list: pin, mark as unread, put off; the row's menu and the command palette."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.axe import violations
from tests.e2e.test_inbox import field, last, open_inbox, rows
from tests.e2e.test_list import link, said_in_order
from tests.world.browser import DESKTOP, PHONE, Visit
from tests.world.stage import Stage
from tresen.client import Customer


def three(page_of: Visit, shop: Stage) -> Page:
    """An inbox with three conversations that were read, the newest of krause."""
    for name in ("nguyen", "yilmaz", "krause"):
        shop.customer(name, f"Hier ist {name}.")
    page = everything(open_inbox(page_of, shop))
    said_in_order(page, "krause", "yilmaz", "nguyen")
    return page


def everything(page: Page) -> Page:
    """Under "Alle", where the team's own order counts; under "Wartet" it is the time waited alone."""
    page.get_by_role("group", name="Filter").get_by_role("button", name="Alle").click()
    return page


def row(page: Page, name: str) -> Locator:
    return rows(page).filter(has_text=f"Hier ist {name}.")


def test_pinned_marked_and_put_off_by_keyboard(visits: Callable[..., Visit], shop: Stage) -> None:
    """[L8] They reach every device, outlast a reload, and a colleague's device shows the same."""
    desktop, colleague = visits(**DESKTOP), visits(**PHONE)
    page = three(desktop, shop)
    other = everything(open_inbox(colleague, shop, person=3))
    link(row(page, "nguyen")).focus()
    page.keyboard.press("p")
    said_in_order(page, "nguyen", "krause", "yilmaz")
    expect(link(row(page, "nguyen"))).to_be_focused()
    expect(row(page, "nguyen")).to_contain_text("angeheftet")
    said_in_order(other, "nguyen", "krause", "yilmaz")
    link(row(page, "krause")).focus()
    page.keyboard.press("z")
    menu = page.get_by_role("menu", name="Auf später legen")
    expect(menu.get_by_role("menuitem", name="In 3 Stunden")).to_be_visible()
    assert violations(page) == []
    menu.get_by_role("menuitem", name="Morgen morgen").press("Enter")
    said_in_order(page, "nguyen", "yilmaz")
    said_in_order(other, "nguyen", "yilmaz")
    page.reload()
    said_in_order(everything(page), "nguyen", "yilmaz")
    page.get_by_role("button", name="Später 1").click()
    said_in_order(page, "krause")
    expect(rows(page).first).to_contain_text("auf später gelegt bis morgen um 8:00 Uhr")


def test_what_the_customer_says_wakes_it_at_once(desktop: Visit, shop: Stage) -> None:
    krause = shop.customer("krause", "Hier ist krause.")
    shop.customer("yilmaz", "Hier ist yilmaz.")
    page = everything(open_inbox(desktop, shop))
    said_in_order(page, "yilmaz", "krause")
    link(row(page, "krause")).focus()
    page.keyboard.press("z")
    page.get_by_role("menuitem", name="In 3 Stunden").press("Enter")
    said_in_order(page, "yilmaz")
    shop.do(krause.send("Doch noch eine Frage."))
    said_in_order(page, "Doch noch eine Frage.", "yilmaz")


def test_marked_as_unread_until_somebody_opens_it(desktop: Visit, shop: Stage) -> None:
    page = three(desktop, shop)
    link(row(page, "krause")).click()
    expect(row(page, "krause")).not_to_contain_text("ungelesen")
    page.keyboard.press("Escape")
    expect(link(row(page, "krause"))).to_be_focused()
    page.keyboard.press("m")
    expect(row(page, "krause")).to_contain_text("als ungelesen markiert")
    page.keyboard.press("Enter")
    expect(field(page)).to_be_focused()
    expect(row(page, "krause")).not_to_contain_text("als ungelesen markiert")


def test_the_menu_of_a_row(visits: Callable[..., Visit], shop: Stage) -> None:
    """By right click at the pointer, and by the menu key at the row; no dialog, and the focus comes back to the row."""
    page = three(visits(**DESKTOP), shop)
    link(row(page, "yilmaz")).click(button="right")
    menu = page.get_by_role("menu")
    expect(menu.get_by_role("menuitem", name="Als ungelesen markieren")).to_be_focused()
    expect(page.get_by_role("dialog")).to_have_count(0)
    there = link(row(page, "yilmaz")).bounding_box()
    box = menu.bounding_box()
    assert there is not None
    assert box is not None
    assert there["x"] < box["x"] < there["x"] + there["width"]
    assert violations(page) == []
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(row(page, "yilmaz")).to_contain_text("angeheftet")
    expect(link(row(page, "yilmaz"))).to_be_focused()
    page.keyboard.press("Shift+F10")
    expect(menu.get_by_role("menuitem", name="Nicht mehr anheften")).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu).to_have_count(0)
    expect(link(row(page, "yilmaz"))).to_be_focused()


VEIL = """pop => {
  const veil = getComputedStyle(pop, "::backdrop").backgroundColor;
  return veil === "transparent" || /, 0[)]$/.test(veil) ? "" : veil;
}"""
"""The colour laid over the page behind an open popover; empty if what is behind stays as it was."""


@pytest.mark.parametrize(("key", "offers"), [("l", "Neue Bestellung"), ("a", "Ben"), ("z", "Morgen")])
def test_a_letter_opens_a_popover_without_a_veil(
    visits: Callable[..., Visit], shop: Stage, key: str, offers: str
) -> None:
    """[look] `l`, `a` and `z` open at the row, not in the middle: the list stays in sight; Escape gives the focus back."""
    page = three(visits(**DESKTOP), shop)
    page.locator("[data-list]").get_by_role("link").first.focus()
    page.keyboard.press("j")
    here = link(row(page, "yilmaz"))
    expect(here).to_be_focused()
    page.keyboard.press(key)
    popover = page.locator("[popover]:popover-open")
    expect(popover).to_have_count(1)
    expect(popover).to_contain_text(offers)
    expect(page.locator("dialog[open]")).to_have_count(0)
    assert popover.evaluate(VEIL) == ""
    at, box = here.bounding_box(), popover.bounding_box()
    assert at is not None
    assert box is not None
    assert at["x"] <= box["x"] < at["x"] + at["width"], (at, box)
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(popover).to_have_count(0)
    expect(here).to_be_focused()


LINES = """menu => [...menu.querySelectorAll('[role="menuitem"]')].flatMap((item) => {
  const text = document.createRange();
  text.selectNodeContents(item.querySelector("span"));
  const lines = new Set([...text.getClientRects()].map(({ top }) => Math.round(top))).size;
  const note = item.querySelector("small")?.getBoundingClientRect();
  const over = note && text.getBoundingClientRect().right > note.left;
  return lines === 1 && !over ? [] : [item.innerText];
})"""
"""The items whose name takes more than a line, or runs into the note at its end."""


def test_no_line_of_the_snooze_menu_wraps(desktop: Visit, shop: Stage) -> None:
    """[look] Name and time of each offer stand side by side in one line."""
    page = three(desktop, shop)
    link(row(page, "yilmaz")).focus()
    page.keyboard.press("z")
    menu = page.get_by_role("menu")
    expect(menu.get_by_role("menuitem", name="Morgen morgen")).to_be_visible()
    assert menu.evaluate(LINES) == []


def test_the_command_palette_by_keyboard_alone(desktop: Visit, shop: Stage) -> None:
    """Ctrl+K finds a conversation by its name, a page, and what can be done; also from the field."""
    page = three(desktop, shop)
    yilmaz = shop.clients[1]
    assert isinstance(yilmaz, Customer)
    shop.do(shop.bakery.owner.cards.rename(shop.conversation(yilmaz), "Frau Yılmaz"))
    expect(rows(page).nth(1)).to_contain_text("Frau Yılmaz")
    # Without a pause: what is typed at once is meant for it.
    page.keyboard.press("Control+k")
    page.keyboard.type("yilmaz")
    box = page.get_by_role("dialog").get_by_role("combobox")
    expect(box).to_be_focused()
    expect(box).to_have_value("yilmaz")
    assert violations(page) == []
    chosen = page.get_by_role("dialog").get_by_role("option", selected=True)
    expect(chosen).to_contain_text("Frau Yılmaz")
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    page.keyboard.press("Enter")
    expect(last(page)).to_contain_text("yilmaz")
    expect(field(page)).to_be_focused()
    page.keyboard.press("Control+k")
    expect(box).to_be_focused()
    page.keyboard.type("anheft")
    page.keyboard.press("Enter")
    expect(row(page, "yilmaz")).to_contain_text("angeheftet")
    page.keyboard.press("Control+k")
    expect(box).to_be_focused()
    page.keyboard.type("einstell")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Einstellungen")).to_be_focused()


def test_a_press_beside_the_palette_closes_it_and_presses_nothing(desktop: Visit, shop: Stage) -> None:
    """[interface] What lies under it is no way out: the row there stays closed. A second Ctrl+K stays ours."""
    page = three(desktop, shop)
    here = page.url
    page.keyboard.press("Control+k")
    box = page.get_by_role("dialog").get_by_role("combobox")
    expect(box).to_be_focused()
    page.evaluate("addEventListener('keydown', (event) => (window.taken = event.defaultPrevented))")
    page.keyboard.press("Control+k")
    assert page.evaluate("window.taken") is True
    expect(box).to_be_focused()
    below = rows(page).nth(2).bounding_box()
    assert below is not None
    page.mouse.click(below["x"] + 20, below["y"] + 20)
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.url == here
    page.mouse.click(below["x"] + 20, below["y"] + 20)
    expect(page).not_to_have_url(here)


def test_a_filter_by_name_ends_the_search(desktop: Visit, shop: Stage) -> None:
    """[interface] Who wants to see what waits sees all of it, not what was searched for an hour ago."""
    page = three(desktop, shop)
    page.keyboard.press("Control+k")
    page.keyboard.type("zimtschnecke")
    page.keyboard.press("Enter")
    expect(page.get_by_role("searchbox", name="Suchen")).to_have_value("zimtschnecke")
    page.keyboard.press("Control+k")
    page.keyboard.type("nur zeigen: wartet")
    page.keyboard.press("Enter")
    expect(page.get_by_role("searchbox", name="Suchen")).to_have_value("")
    expect(rows(page)).to_have_count(3)


def test_messages_elsewhere_are_announced(desktop: Visit, shop: Stage) -> None:
    """In a polite live region, by name; not those of the open conversation."""
    krause, yilmaz = shop.customer("krause", "Hier ist krause."), shop.customer("yilmaz", "Hier ist yilmaz.")
    page = open_inbox(desktop, shop)
    shop.do(shop.bakery.owner.cards.rename(shop.conversation(krause), "Frau Krause"))
    expect(row(page, "krause")).to_contain_text("Frau Krause")
    link(row(page, "yilmaz")).click()
    expect(last(page)).to_contain_text("yilmaz")
    said = page.locator("[aria-live=polite][aria-atomic=true]")
    shop.do(yilmaz.send("Hier noch einmal."))
    shop.do(krause.send("Und hier auch."))
    expect(said.filter(has_text="Neue Nachricht von Frau Krause")).to_be_attached()
