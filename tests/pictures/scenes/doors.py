"""The pictures of docs/howto/write-first.md, ways.md, moving.md and former-chats.md: the doors that are not the sign."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e.customer_page import begin
from tests.e2e.inbox_page import go_to
from tests.e2e.test_former_chats import TALK, card, choose, dialog, export, inbox, kept
from tests.e2e.test_moving import step
from tests.e2e.test_ways import add, link
from tests.pictures.studio import LOW, NOW, SMALL, Studio
from tests.world.browser import DESKTOP, Visit
from tests.world.clock import at
from tests.world.stage import Stage

PICTURES = (
    "write-first-write",
    "write-first-ready",
    "write-first-opened",
    "ways-page",
    "ways-opened",
    "moving-kit",
    "former-chats-preview",
    "former-chats-read",
)
WORDS = "Guten Tag, Frau Albrecht! Ihre Torte ist fertig und steht kühl. Passt Ihnen morgen ab 9 Uhr?"


def unfocused(page: Page) -> None:
    page.evaluate("document.activeElement.blur()")


def invitation(studio: Studio, shop: Stage) -> None:
    """Ben writes to somebody new and has the link; she opens it."""
    page = studio.visit(**DESKTOP).open(shop.inbox_link(2))
    page.get_by_role("button", name="Neue Nachricht").click()
    paper = page.get_by_role("dialog", name="Neue Nachricht")
    paper.get_by_role("textbox", name="Name").fill("Ingrid Albrecht")
    paper.get_by_role("textbox", name="Telefon oder E-Mail").fill("030 5550 7788")
    paper.get_by_role("textbox", name="Nachricht").fill(WORDS)
    paper.get_by_role("switch", name="Mit sechs Ziffern öffnen").click()
    unfocused(page)
    studio.take(page, "write-first-write", of=paper)
    # Without digits, so that she reads at once.
    paper.get_by_role("switch", name="Mit sechs Ziffern öffnen").click()
    paper.get_by_role("button", name="Link erstellen").click()
    ready = page.get_by_role("dialog", name="Bereit für Ingrid Albrecht")
    address = ready.get_by_role("textbox", name="Link")
    expect(address).to_be_visible()
    unfocused(page)
    studio.take(page, "write-first-ready", of=ready, varies=[address])

    opened = studio.visit(**LOW).open(address.input_value())
    expect(opened.get_by_role("article")).to_contain_text("Passt Ihnen morgen")
    unfocused(opened)
    studio.take(opened, "write-first-opened")


def ways(studio: Studio, shop: Stage) -> None:
    """Anna has made two; a guest scans one of them."""
    page = studio.visit(**DESKTOP).open(shop.inbox_link(1, "owner"))
    go_to(page, "Wege")
    add(page, "Rechnung")
    # What is open would have a field of that name too. Ways of one instant stand in the order of their keys.
    page.context.clock.set_fixed_time(at(NOW) / 1000 + 60)
    page.reload()
    add(page, "Tisch 7", "Hallo, wir sitzen draußen und möchten bestellen:")
    # As at the table, where the code is a sign.
    address = link(page, "NFC-Text")
    unfocused(page)
    studio.take(page, "ways-page", varies=[page.locator(".link")])

    guest = studio.visit(**LOW).open(address)
    begin(guest)
    expect(guest.get_by_text("Sie kommen über „Tisch 7“.")).to_be_visible()
    studio.take(guest, "ways-opened")


def moving(studio: Studio, shop: Stage) -> None:
    """The first week, one step done."""
    page = studio.visit(**DESKTOP).open(shop.inbox_link(2))
    go_to(page, "Umzugshelfer")
    step(page, "Website").get_by_role("checkbox", name="Website", exact=True).click()
    expect(step(page, "Website").get_by_role("checkbox", name="Website", exact=True)).to_be_checked()
    unfocused(page)
    page.get_by_role("heading", level=2, name="Umzugshelfer").scroll_into_view_if_needed()
    # Their codes are made of keys.
    studio.take(page, "moving-kit", varies=[page.locator(".see .paper")])


def former(studio: Studio, visit: Visit, shop: Stage) -> None:
    """Cem brings a chat in on his phone, and reads it."""
    page = inbox(visit, shop, 3)
    card(page)
    page.get_by_role("button", name="Chat aus WhatsApp einlesen").tap()
    choose(page, export(TALK.replace("<b>Gern</b>", "Gern! Rosa oder weiß?")))
    expect(dialog(page)).to_contain_text("5 Nachrichten: 1. November 2025 bis 12. November 2025")
    unfocused(page)
    studio.take(page, "former-chats-preview")
    dialog(page).get_by_role("button", name="Einlesen").tap()
    dialog(page).get_by_role("button", name="Fertig").tap()
    kept(page).tap()
    expect(dialog(page, "Früher bei WhatsApp").get_by_text("Marzipanrosen")).to_be_visible()
    unfocused(page)
    studio.take(page, "former-chats-read")


def take(studio: Studio) -> None:
    """On the bakery's first day."""
    with studio.bakery() as shop:
        customer = shop.customer("krause", "Guten Tag")
        shop.do(shop.bakery.owner.cards.rename(shop.conversation(customer), "Erika Krause"))
        invitation(studio, shop)
        ways(studio, shop)
        moving(studio, shop)
        former(studio, studio.visit(**SMALL), shop)
