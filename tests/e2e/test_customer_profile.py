"""What the business publishes, as its customers see it: profile, opening hours, greeting."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.e2e.customer_page import arrived, article, begin, clean, menu, write
from tests.world.browser import PHONE, Visit
from tests.world.profile import HOURS, bakery_with
from tests.world.stage import Stage

ALWAYS = {
    **HOURS,
    "holidays": "open",
    "weekly": {day: [["00:00", "24:00"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")},
    "exceptions": [],
}
NEVER = {**ALWAYS, "weekly": {}}


def test_opening_hours_are_on_the_first_visit(phone: Visit, shop: Stage) -> None:
    """[interface] Open or closed in words, today's times, and all times behind a button."""
    shop.do(shop.bakery.owner.records.publish(bakery_with(hours=ALWAYS)))
    page = phone.open(shop.bakery.url)
    expect(page.get_by_text("Durchgehend geöffnet")).to_be_visible()
    expect(page.get_by_text("Heute 0–24 Uhr")).to_be_visible()
    clean(page)
    page.get_by_role("button", name="Alle Zeiten").click()
    sheet = page.get_by_role("dialog", name="Alle Zeiten")
    expect(sheet.get_by_role("definition").filter(has_text="0–24 Uhr")).to_have_count(7)
    clean(page)


def test_a_new_profile_reaches_an_open_conversation(phone: Visit, shop: Stage) -> None:
    """[S14] Name and opening hours change while somebody is writing, without a reload."""
    page = phone.open(shop.bakery.url)
    begin(page)
    arrived(write(page, "Haben Sie auf?"))
    shop.do(shop.bakery.owner.records.publish(bakery_with(hours=NEVER, name="Bäckerei Mondschein")))
    expect(page.get_by_role("heading", level=1)).to_have_text("Bäckerei Mondschein")
    expect(page.get_by_text("Geschlossen", exact=True).first).to_be_visible()
    menu(page, "Profil")
    sheet = page.get_by_role("dialog", name="Bäckerei Mondschein")
    expect(sheet).to_contain_text("Sonnenallee 1")
    expect(sheet.get_by_role("definition").filter(has_text="geschlossen")).to_have_count(7)
    clean(page)


def test_a_greeting_is_a_slip_with_a_label(phone: Visit, shop: Stage) -> None:
    """[S14] The words of the signed profile, marked as automatic, without a state."""
    shop.do(shop.bakery.owner.records.publish(bakery_with(hours=ALWAYS)))
    page = phone.open(shop.bakery.url)
    begin(page)
    arrived(write(page, "Guten Tag!"))
    slip = article(page, "Willkommen bei Bäckerei Sonnenschein!")
    expect(slip).to_contain_text("Begrüßung")
    expect(slip).not_to_contain_text("gesendet")
    clean(page)


def test_automatic_answers_speak_the_readers_language(visits: Callable[..., Visit], shop: Stage) -> None:
    """[S14] English for English readers, also after a reload; the other language by a tap."""
    shop.do(shop.bakery.owner.records.publish(bakery_with(hours=ALWAYS)))
    page = visits(**{**PHONE, "locale": "en-GB"}).open(shop.bakery.url)
    welcome = page.get_by_role("article").filter(has_text="Welcome to Bäckerei Sonnenschein!")
    page.get_by_role("button", name="Write a message").click()
    page.get_by_role("textbox", name="Message").fill("Good morning")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(welcome).to_be_visible()
    page.reload()
    expect(welcome).to_be_visible()
    page.get_by_role("button", name="Menu", exact=True).click()
    page.get_by_role("button", name="Deutsch", exact=True).click()
    expect(article(page, "Willkommen bei Bäckerei Sonnenschein!")).to_be_visible()
