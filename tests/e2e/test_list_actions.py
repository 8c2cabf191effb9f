"""What one does with conversations from the list: pin, mark as unread, put off; the row's menu and the command palette."""

from __future__ import annotations

from collections.abc import Callable

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
    page = open_inbox(page_of, shop)
    said_in_order(page, "krause", "yilmaz", "nguyen")
    return page


def row(page: Page, name: str) -> Locator:
    return rows(page).filter(has_text=f"Hier ist {name}.")


def test_pinned_marked_and_put_off_by_keyboard(visits: Callable[..., Visit], shop: Stage) -> None:
    """[L8] They reach every device, outlast a reload, and a colleague's device shows the same."""
    desktop, colleague = visits(**DESKTOP), visits(**PHONE)
    page = three(desktop, shop)
    other = open_inbox(colleague, shop, person=3)
    link(row(page, "nguyen")).focus()
    page.keyboard.press("p")
    said_in_order(page, "nguyen", "krause", "yilmaz")
    expect(link(row(page, "nguyen"))).to_be_focused()
    expect(row(page, "nguyen")).to_contain_text("angeheftet")
    said_in_order(other, "nguyen", "krause", "yilmaz")
    link(row(page, "krause")).focus()
    page.keyboard.press("z")
    sheet = page.get_by_role("dialog", name="Auf später legen")
    expect(sheet.get_by_role("button", name="In 3 Stunden")).to_be_visible()
    assert violations(page) == []
    sheet.get_by_role("button", name="Morgen morgen").press("Enter")
    said_in_order(page, "nguyen", "yilmaz")
    said_in_order(other, "nguyen", "yilmaz")
    page.reload()
    said_in_order(page, "nguyen", "yilmaz")
    page.get_by_role("button", name="Später 1").click()
    said_in_order(page, "krause")
    expect(rows(page).first).to_contain_text("auf später gelegt bis morgen um 8:00 Uhr")


def test_what_the_customer_says_wakes_it_at_once(desktop: Visit, shop: Stage) -> None:
    krause = shop.customer("krause", "Hier ist krause.")
    shop.customer("yilmaz", "Hier ist yilmaz.")
    page = open_inbox(desktop, shop)
    said_in_order(page, "yilmaz", "krause")
    link(row(page, "krause")).focus()
    page.keyboard.press("z")
    page.get_by_role("dialog").get_by_role("button", name="In 3 Stunden").press("Enter")
    said_in_order(page, "yilmaz")
    shop.do(krause.send("Doch noch eine Frage."))
    said_in_order(page, "Doch noch eine Frage.", "yilmaz")


def test_marked_as_unread_until_somebody_opens_it(desktop: Visit, shop: Stage) -> None:
    page = three(desktop, shop)
    link(row(page, "krause")).click()
    expect(page.get_by_role("button", name="Ungelesen 2")).to_be_visible()
    page.keyboard.press("Escape")
    expect(link(row(page, "krause"))).to_be_focused()
    page.keyboard.press("m")
    expect(row(page, "krause")).to_contain_text("als ungelesen markiert")
    expect(page.get_by_role("button", name="Ungelesen 3")).to_be_visible()
    page.keyboard.press("Enter")
    expect(field(page)).to_be_focused()
    expect(row(page, "krause")).not_to_contain_text("als ungelesen markiert")
    expect(page.get_by_role("button", name="Ungelesen 2")).to_be_visible()


def test_the_menu_of_a_row(visits: Callable[..., Visit], shop: Stage) -> None:
    """By right click and by the menu key; the focus comes back to the row."""
    page = three(visits(**DESKTOP), shop)
    link(row(page, "yilmaz")).click(button="right")
    menu = page.get_by_role("dialog")
    expect(menu.get_by_role("button", name="Als ungelesen markieren")).to_be_focused()
    assert violations(page) == []
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(row(page, "yilmaz")).to_contain_text("angeheftet")
    expect(link(row(page, "yilmaz"))).to_be_focused()
    page.keyboard.press("Shift+F10")
    expect(menu.get_by_role("button", name="Nicht mehr anheften")).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu).to_have_count(0)
    expect(link(row(page, "yilmaz"))).to_be_focused()


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
    expect(page.get_by_role("option", selected=True)).to_contain_text("Frau Yılmaz")
    active = box.get_attribute("aria-activedescendant")
    assert active == page.get_by_role("option", selected=True).get_attribute("id")
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
