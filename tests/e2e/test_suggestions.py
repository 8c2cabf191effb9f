"""Quick replies suggested under what the customer wrote last, in a browser; customers and colleagues speak Python."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.e2e.axe import violations
from tests.e2e.customer_page import clean_in_both_lights
from tests.e2e.inbox_page import go_to
from tests.e2e.test_inbox import field, log, open_inbox, rows
from tests.world.browser import DESKTOP, PHONE, Visit
from tests.world.stage import Stage
from tresen.client import Customer, QuickReply

HOURS = QuickReply(
    shortcut="offen",
    title="Öffnungszeiten",
    keywords=("geöffnet", "Feiertag"),
    text_de="Wir öffnen um 6 Uhr.",
    text_en="We open at 6.",
)
PAYING = QuickReply(
    shortcut="zahlen",
    title="Bezahlen",
    keywords=("Karte", "bar", "pay"),
    text_de="Bar oder mit Karte.",
    text_en="In cash or by card.",
)


def saved(shop: Stage) -> None:
    for reply in (HOURS, PAYING):
        shop.do(shop.bakery.owner.quick_replies.save(reply))


def suggested(page: Page) -> Locator:
    """The suggestion itself; beside it stands a button that waves it away."""
    return (
        page.get_by_role("group", name="Vorschlag").get_by_role("button").filter(has_not=page.locator("svg"))
    )


def opened(page: Page) -> Page:
    rows(page).first.get_by_role("link").click()
    expect(field(page)).to_be_visible()
    return page


def back_to(page: Page, wanted: Locator) -> None:
    """From the field backwards with the Tab key: past the choice between message and note."""
    for _ in range(5):
        page.keyboard.press("Shift+Tab")
        if wanted.evaluate("one => one === document.activeElement"):
            return
    expect(wanted).to_be_focused()


def texts(shop: Stage, customer: Customer) -> list[str]:
    return [message.text for message in shop.do(customer.history())]


def test_a_suggestion_is_put_into_the_field_and_sent_by_a_person(desktop: Visit, shop: Stage) -> None:
    """By keyboard alone: what fits is suggested, inserted for editing, and gone when the customer has an answer."""
    saved(shop)
    krause = shop.customer("krause", "Wann habt ihr morgen auf")
    page = opened(open_inbox(desktop, shop))
    expect(suggested(page)).to_have_count(1)
    expect(suggested(page).first).to_contain_text("Öffnungszeiten")
    expect(suggested(page).first).to_contain_text(HOURS.text_de)
    clean_in_both_lights(page)
    field(page).fill("Guten Morgen!")
    back_to(page, suggested(page))
    page.keyboard.press("Enter")
    expect(field(page)).to_have_value(f"Guten Morgen!\n{HOURS.text_de}")
    expect(field(page)).to_be_focused()
    expect(suggested(page)).to_have_count(0)
    assert texts(shop, krause) == ["Wann habt ihr morgen auf"], "choosing sends nothing"
    page.keyboard.press("Enter")
    expect(log(page).get_by_role("article")).to_have_count(2)
    expect(suggested(page)).to_have_count(0)


def test_by_thumb_in_the_customers_language(phone: Visit, shop: Stage) -> None:
    """An English question gets the English text; a new question gets its own suggestion; a colleague's answer ends it."""
    saved(shop)
    yilmaz = shop.customer("yilmaz", "Hi, how can I pay at your shop?")
    page = opened(open_inbox(phone, shop))
    expect(suggested(page)).to_have_count(1)
    assert violations(page) == []
    suggested(page).first.tap()
    expect(field(page)).to_have_value(PAYING.text_en)
    field(page).fill("")
    expect(suggested(page)).to_have_count(1)
    shop.do(yilmaz.send("And are you open on Sunday?"))
    expect(suggested(page).first).to_contain_text(HOURS.text_en)
    ben = shop.colleague(3)
    shop.do(ben.conversations.send(shop.conversation(yilmaz), "No, sorry."))
    expect(suggested(page)).to_have_count(0)


def test_one_that_does_not_fit_is_waved_away(visits: Callable[..., Visit], shop: Stage) -> None:
    """× takes it away for this message; the reply is asked more from then on, also after a reload."""
    saved(shop)
    krause = shop.customer("krause", "Geht Karte?")
    page = opened(open_inbox(visits(**PHONE), shop))
    for _ in range(2):
        expect(suggested(page)).to_contain_text("Bezahlen")
        page.get_by_role("button", name="Passt nicht").tap()
        expect(page.get_by_role("group", name="Vorschlag")).to_have_count(0)
        shop.do(krause.send("Geht Karte?"))
    expect(log(page).get_by_role("article")).to_have_count(3)
    page.reload()
    expect(log(page).get_by_role("article")).to_have_count(3)
    expect(suggested(page)).to_have_count(0)
    shop.do(krause.send("Wann habt ihr morgen auf"))
    expect(suggested(page)).to_contain_text("Öffnungszeiten")
    shop.do(krause.send("Ich möchte mit Karte bezahlen"))
    expect(suggested(page)).to_contain_text("Bezahlen")


def test_nothing_is_suggested_when_it_is_off_or_nothing_fits(
    visits: Callable[..., Visit], shop: Stage
) -> None:
    """The switch in the settings holds on this device, across a reload. Thanks get no suggestion."""
    saved(shop)
    krause = shop.customer("krause", "Kann ich mit Karte zahlen?")
    page = opened(open_inbox(visits(**DESKTOP), shop))
    expect(suggested(page)).to_have_count(1)
    go_to(page, "Einstellungen")
    page.get_by_role("switch", name="Vorschlag").click()
    page.reload()
    page.get_by_role("link", name="Nachrichten").click()
    opened(page)
    expect(log(page).get_by_role("article")).to_have_count(1)
    expect(suggested(page)).to_have_count(0)
    go_to(page, "Einstellungen")
    page.get_by_role("switch", name="Vorschlag").click()
    page.get_by_role("link", name="Nachrichten").click()
    opened(page)
    expect(suggested(page)).to_have_count(1)
    shop.do(krause.erase())
    expect(suggested(page)).to_have_count(0)


def test_a_reply_that_is_changed_is_suggested_as_it_stands(visits: Callable[..., Visit], shop: Stage) -> None:
    """A colleague's change of a quick reply reaches the suggestion that is on the screen."""
    saved(shop)
    shop.customer("krause", "Liefert ihr auch nach Treptow?")
    page = opened(open_inbox(visits(**PHONE), shop))
    expect(log(page).get_by_role("article")).to_have_count(1)
    expect(suggested(page)).to_have_count(0)
    shop.do(
        shop.bakery.owner.quick_replies.save(
            QuickReply(shortcut="liefern", title="Lieferung", keywords=(), text_de="Samstags.", text_en="")
        )
    )
    expect(suggested(page).first).to_contain_text("Samstags.")
