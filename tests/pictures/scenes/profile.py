"""The pictures of the how-tos on profile, greeting and away message."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.e2e.customer_page import log
from tests.e2e.inbox_page import to_part
from tests.e2e.moments import CustomersPage, Moments
from tests.e2e.test_profile import open_profile
from tests.pictures.studio import SMALL, Studio
from tests.world.browser import DESKTOP, Visit

PICTURES = (
    "profile-page",
    "profile-hours",
    "profile-holidays",
    "profile-away",
    "profile-ahead",
    "profile-customer",
    "profile-closed",
)


def region(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name, exact=True)


def the_page(studio: Studio, moments: Moments, desktop: Visit) -> None:
    """What an owner sees, section by section."""
    moments.enter(desktop)
    page = open_profile(desktop, moments.shop)
    expect(page.get_by_role("figure")).to_contain_text("öffnet")
    page.get_by_label("E-Mail", exact=True).fill("anna@bäckerei")
    page.get_by_label("E-Mail", exact=True).blur()
    expect(page.get_by_text("So sieht keine E-Mail-Adresse aus.").first).to_be_visible()
    page.get_by_label("Telefon").evaluate("field => field.scrollIntoView({ block: 'center' })")
    studio.take(page, "profile-page")
    page.get_by_role("button", name="Verwerfen").click()
    page.set_viewport_size({"width": 1280, "height": 1600})
    to_part(page, "Öffnungszeiten")
    page.get_by_role("button", name="Mittwoch 14:00–18:00 entfernen").click()
    page.get_by_role("button", name="Nach Vereinbarung: Mittwoch").click()
    page.get_by_label("Mittwoch, 2. Zeit, nach Vereinbarung: bis").fill("17:00")
    studio.take(page, "profile-hours", of=region(page, "Öffnungszeiten"))
    to_part(page, "Feiertage und Ferien")
    page.get_by_role("switch", name="Änderungen gelten nur für 2026").click()
    christmas = region(page, "Feiertage").get_by_role("listitem").filter(has_text="Erster Weihnachtstag")
    christmas.get_by_role("radio", name="eigene Zeiten").check()
    studio.take(page, "profile-holidays", of=region(page, "Feiertage"))
    to_part(page, "Abwesenheit")
    studio.take(page, "profile-away", of=region(page, "Abwesenheitsnachricht"))
    page.get_by_label("Am … um …").fill("2026-12-26T10:00")
    page.get_by_role("button", name="Zeigen", exact=True).click()
    ahead = region(page, "Was käme bei Kunden an?")
    expect(ahead).to_contain_text("Wer zum ersten Mal schreibt")
    studio.take(page, "profile-ahead", of=ahead)


def take(studio: Studio) -> None:
    """An owner's profile page, a customer who writes in the evening, and one who visits in the company holidays."""
    with studio.moments() as moments:
        the_page(studio, moments, studio.visit_in_motion(**DESKTOP))
        moments.it_is("2026-11-24 18:30")
        krause = CustomersPage(moments, studio.visit_in_motion(**SMALL))
        krause.begins()
        krause.writes("Guten Abend! Haben Sie morgen Sonnenblumenbrot?")
        expect(log(krause.page)).to_contain_text("Willkommen bei")
        studio.take(krause.page, "profile-customer")
        moments.it_is("2026-12-30 09:00")
        yilmaz = CustomersPage(moments, studio.visit_in_motion(**SMALL))
        yilmaz.reads_above("Geschlossen – Betriebsferien, öffnet Montag 6:00")
        yilmaz.page.wait_for_load_state("networkidle")  # the shop's picture comes last
        studio.take(yilmaz.page, "profile-closed")
