"""The pictures of docs/howto/my-data.md and privacy.md."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e.customer_page import answer, arrived, article, begin, menu, newest, write
from tests.e2e.inbox_page import go_to
from tests.e2e.test_erasing_inbox import open_card, open_inbox, open_retention, rows
from tests.pictures.studio import SMALL, Studio
from tests.world.browser import DESKTOP
from tests.world.stage import Stage

PICTURES = (
    "my-data",
    "my-data-saved",
    "my-data-access",
    "my-data-rights",
    "privacy",
    "privacy-request",
    "privacy-look",
    "privacy-document",
    "privacy-risk",
    "privacy-incident",
    "privacy-audit",
)

NOTE = "Kommt samstags. Ihr Sohn Max ist gegen Nüsse allergisch."
ORDER = "Dann bitte zwölf Brezeln für Samstag, 8 Uhr."


def close(page: Page) -> None:
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def tell(studio: Studio, shop: Stage) -> None:
    """Frau Krause orders, looks at her data, takes all of it along and asks what the team noted; Anna answers."""
    page = studio.visit(**SMALL).open(shop.bakery.url)
    begin(page)
    arrived(write(page, "Guten Tag, haben Sie am Samstag Brezeln?"))
    answer(shop, newest(shop), "Ja, ab 7 Uhr. Wie viele dürfen es sein?")
    arrived(write(page, ORDER))
    shop.do(shop.bakery.owner.cards.rename(newest(shop), "Gerda Krause"))
    inbox = open_inbox(studio.visit(**DESKTOP), shop, 1, "owner")
    rows(inbox).first.click()
    sheet = open_retention(inbox, ORDER)
    sheet.get_by_role("radio", name="Brief").click()
    expect(article(inbox, ORDER)).to_contain_text("Brief, bis Ende")
    close(inbox)
    shop.do(shop.bakery.owner.cards.update(newest(shop), note=NOTE))
    expect(open_card(inbox)).to_contain_text(NOTE)

    menu(page, "Meine Daten")
    expect(page.get_by_text("Was gespeichert ist")).to_be_visible()
    expect(page.get_by_role("heading", name="Ihre Rechte")).to_be_attached()
    studio.take(page, "my-data")
    with page.expect_download():
        page.get_by_role("button", name="Alles herunterladen").click()
    expect(page.get_by_text("Ihr Datenpaket ist gespeichert")).to_be_visible()
    studio.take(page, "my-data-saved")
    page.get_by_role("heading", name="Der Reihe nach").scroll_into_view_if_needed()
    studio.take(page, "my-data-access")
    page.get_by_role("button", name="Danach fragen").click()
    expect(page.get_by_text("Gefragt. Antwort bis")).to_be_visible()
    page.get_by_role("heading", name="Ihre Anfragen").scroll_into_view_if_needed()
    studio.take(page, "my-data-rights")

    go_to(inbox, "Datenschutz")
    expect(inbox.get_by_text("Eine Anfrage ist offen")).to_be_visible()
    studio.take(inbox, "privacy")
    inbox.get_by_role("button", name="Anfrage ansehen").click()
    studio.take(inbox, "privacy-request")
    inbox.get_by_role("button", name="Durchsehen").click()
    inbox.get_by_role("button", name="Streichen: Ihr Sohn Max ist gegen Nüsse allergisch.").click()
    studio.take(inbox, "privacy-look")
    inbox.get_by_role("button", name="Freigeben und verschicken").click()
    expect(inbox.get_by_text("Keine Anfrage ist offen")).to_be_visible()
    inbox.get_by_role("button", name="Technische und organisatorische Maßnahmen lesen").click()
    expect(inbox.get_by_role("dialog")).to_contain_text("Fassung 1")
    studio.take(inbox, "privacy-document")
    close(inbox)
    inbox.get_by_role("button", name="Ausrechnen").click()
    expect(inbox.get_by_text("20.000 €", exact=True)).to_be_visible()
    inbox.get_by_role("heading", name="Was ein Verstoß kosten kann").scroll_into_view_if_needed()
    studio.take(inbox, "privacy-risk")
    inbox.get_by_role("button", name="Wen betrifft es?").click()
    expect(inbox.get_by_text("Noch 7")).to_be_visible()
    inbox.get_by_role("heading", name="Wenn etwas passiert ist").scroll_into_view_if_needed()
    studio.take(inbox, "privacy-incident")
    inbox.get_by_role("button", name="Protokoll öffnen").click()
    expect(inbox.get_by_text("Anfrage eingegangen")).to_be_visible()
    inbox.get_by_role("heading", name="Protokoll").scroll_into_view_if_needed()
    studio.take(inbox, "privacy-audit")


def take(studio: Studio) -> None:
    """On the bakery's first day."""
    with studio.bakery() as shop:
        tell(studio, shop)
