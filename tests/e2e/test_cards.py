"""The card of a customer in the inbox: two of the team at two counters (L8, S9)."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.e2e.axe import violations
from tests.e2e.test_devices import inbox, open_card
from tests.e2e.test_inbox import rows
from tests.world.browser import DESKTOP, PHONE, Visit
from tests.world.stage import Stage


def box(page: Page, name: str) -> Locator:
    return page.get_by_role("textbox", name=name, exact=True)


def open_customer(page: Page, text: str = "Guten Morgen") -> None:
    """Open the card of the customer who wrote this."""
    rows(page).filter(has_text=text).get_by_role("link").click()
    open_card(page)
    expect(box(page, "Telefon")).to_be_visible()


def pin_note(shop: Stage, said: str, note: str) -> None:
    """A customer who said this, and a note on top of their card."""
    customer = shop.customer("krause", said)
    shop.do(shop.bakery.owner.cards.update(shop.conversation(customer), note=note))


def pinned(page: Page) -> Locator:
    return page.get_by_role("region", name="Notizen").locator(".pinned")


def change_pinned(page: Page) -> Locator:
    """The field of the pinned note, which is there once it is asked for."""
    page.get_by_role("button", name="Mehr zur angehefteten Notiz").click()
    page.get_by_role("button", name="Bearbeiten").click()
    return box(page, "Notiz")


def test_a_phone_number_reaches_the_other_counter(visits: Callable[..., Visit], shop: Stage) -> None:
    """[S9] It is saved on a pause, shown as typed on the colleague's screen, and can be called from there."""
    shop.customer("krause", "Guten Morgen")
    one, other = inbox(visits(**DESKTOP), shop), inbox(visits(**PHONE), shop)
    for page in (one, other):
        open_customer(page)
    box(one, "Telefon").press_sequentially("030 5550-1234")
    expect(box(other, "Telefon")).to_have_value("030 5550-1234")
    expect(other.get_by_text("Üblich geschrieben: +49 30 55501234")).to_be_visible()
    call = other.get_by_role("link", name="030 5550-1234 anrufen")
    expect(call).to_have_attribute("href", "tel:+493055501234")
    expect(one.get_by_text("Gespeichert", exact=True)).to_be_visible()
    for page in (one, other):
        assert violations(page) == []


def test_two_change_one_card(visits: Callable[..., Visit], shop: Stage) -> None:
    """[S9] What one is typing stays while the other's change of another field arrives; both are kept."""
    pin_note(shop, "Guten Morgen", "Emma")
    one, other = inbox(visits(**DESKTOP), shop), inbox(visits(**DESKTOP), shop)
    for page in (one, other):
        open_customer(page)
    one.context.set_offline(True)
    expect(one.get_by_text("Du kannst weiterschreiben")).to_be_visible()
    change_pinned(one).fill("Emma wird 5. Letztes Jahr: Schoko, wenig Zucker.")
    box(one, "Name").fill("Sabine Krause")
    box(one, "Name").press("Enter")
    box(other, "E-Mail").fill("s@krause.example")
    box(other, "E-Mail").press("Enter")
    expect(other.get_by_role("link", name="An s@krause.example schreiben")).to_be_visible()
    one.context.set_offline(False)
    for page in (one, other):
        expect(box(page, "Name")).to_have_value("Sabine Krause")
        expect(box(page, "E-Mail")).to_have_value("s@krause.example")
    expect(box(one, "Notiz")).to_have_value("Emma wird 5. Letztes Jahr: Schoko, wenig Zucker.")
    expect(pinned(other)).to_contain_text("Emma wird 5. Letztes Jahr: Schoko, wenig Zucker.")


def test_what_is_typed_is_not_lost_by_leaving(desktop: Visit, shop: Stage) -> None:
    """What was typed is saved when another conversation is opened at once; Escape takes back what was not saved."""
    pin_note(shop, "Guten Morgen", "Nuss")
    shop.customer("yilmaz", "Liegt mein Brot bereit?")
    page = inbox(desktop, shop)
    open_customer(page)
    change_pinned(page).fill("Haselnuss!")
    rows(page).filter(has_text="Liegt mein Brot").get_by_role("link").click()
    expect(pinned(page)).to_have_count(0)
    rows(page).filter(has_text="Guten Morgen").get_by_role("link").click()
    expect(pinned(page)).to_contain_text("Haselnuss!")
    box(page, "Telefon").press_sequentially("030")
    box(page, "Telefon").press("Escape")
    expect(box(page, "Telefon")).to_have_value("")
    expect(box(page, "Telefon")).to_be_focused()
