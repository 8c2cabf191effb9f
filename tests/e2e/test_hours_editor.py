"""The editor of opening hours: by appointment, one year only, and mistakes at their fields, in both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e import wizard
from tests.e2e.axe import violations
from tests.e2e.customer_page import clean
from tests.e2e.inbox_page import go_to, to_part
from tests.e2e.moments import CustomersPage, Moments
from tests.world.bare import Bare
from tests.world.browser import PHONE, Visit, on
from tests.world.profile import HOURS

WEDNESDAY = "2026-11-25 10:00"


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Moments]:
    with Moments.open(tmp_path, WEDNESDAY) as opened:
        yield opened


def profile(shop: Moments, visit: Visit) -> Page:
    """An owner's device on the profile page, in German."""
    shop.enter(visit)
    page = visit.open(shop.shop.inbox_link(2, "owner"))
    go_to(page, "Profil")
    expect(page.get_by_role("heading", level=2, name="Profil")).to_be_focused()
    return page


def publish(page: Page) -> None:
    page.get_by_role("button", name="Veröffentlichen", exact=True).click()
    expect(page.get_by_text("Veröffentlicht. Kunden sehen es jetzt.")).to_be_visible()


def holiday(page: Page, name: str) -> Locator:
    return page.get_by_role("listitem").filter(has_text=name)


@on("phone", "size")
def test_a_day_by_appointment(visits: Callable[..., Visit], shop: Moments, size: dict[str, Any]) -> None:
    """[hours-file] Wednesday without times, a Saturday afternoon: customers read both, in the header and in the week."""
    page = profile(shop, visits(**size))
    to_part(page, "Öffnungszeiten")
    for times in ("06:00–13:00", "14:00–18:00"):
        page.get_by_role("button", name=f"Mittwoch {times} entfernen").click()
    page.get_by_role("button", name="Nach Vereinbarung: Mittwoch").click()
    expect(page.get_by_role("button", name="Mittwoch nach Vereinbarung entfernen")).to_be_visible()
    page.get_by_role("button", name="Nach Vereinbarung: Samstag").click()
    page.get_by_label("Samstag, 2. Zeit, nach Vereinbarung: ab").fill("13:00")
    page.get_by_label("Samstag, 2. Zeit, nach Vereinbarung: bis").fill("15:00")
    assert violations(page) == []
    expect(page.get_by_role("figure")).to_contain_text("Heute nach Vereinbarung – öffnet morgen um 6:00")
    publish(page)
    krause = CustomersPage(shop, visits(**size))
    krause.reads_above("Heute nach Vereinbarung – öffnet morgen 6:00")
    expect(krause.page.get_by_text("Heute nach Vereinbarung", exact=True)).to_be_visible()
    krause.page.get_by_role("button", name="Alle Zeiten").click()
    sheet = krause.page.get_by_role("dialog", name="Alle Zeiten")
    expect(sheet).to_contain_text("6–12 Uhr, 13–15 Uhr nach Vereinbarung")
    clean(krause.page)
    krause.page.keyboard.press("Escape")
    shop.it_is("2026-11-28 13:30")
    krause.reads_above("Bis 15:00 nach Vereinbarung – öffnet Montag 6:00")
    expect(krause.page.get_by_text("Heute 6–12 Uhr, 13–15 Uhr nach Vereinbarung")).to_be_visible()


def test_gaps_and_overlaps_by_keyboard(desktop: Visit, shop: Moments) -> None:
    """[interface] Without a mouse: a gap of ten minutes is questioned, an overlap named at its time, both announced."""
    page = profile(shop, desktop)
    to_part(page, "Öffnungszeiten")
    opens = page.get_by_label("Montag, 2. Zeit: öffnet um")
    opens.fill("13:10")
    expect(opens).to_have_accessible_description("Davor habt ihr nur 10 Minuten geschlossen. Stimmt das?")
    expect(page.get_by_role("status").filter(has_text="Davor habt ihr nur 10 Minuten")).to_be_visible()
    page.get_by_role("button", name="Zeit hinzufügen: Montag").press("Enter")
    page.get_by_label("Montag, 3. Zeit: öffnet um").fill("05:00")
    page.get_by_label("Montag, 3. Zeit: schließt um").fill("20:00")
    page.get_by_role("button", name="Veröffentlichen", exact=True).press("Enter")
    summary = page.get_by_role("alert").filter(has_text="Noch nicht veröffentlicht")
    expect(summary.get_by_role("listitem")).to_have_text("Montag: Zwei Zeiten überschneiden sich.")
    page.get_by_role("button", name="Montag 05:00–20:00 entfernen").press("Enter")
    opens.fill("12:00")
    expect(opens).to_have_accessible_description("Überschneidet sich mit Montag 06:00–13:00.")
    expect(page.get_by_role("alert").filter(has_text="Überschneidet sich")).to_be_visible()
    remove = page.get_by_role("button", name="Montag 12:00–18:00 entfernen")
    opens.press("Tab")
    for _ in range(9):
        if remove.evaluate("each => each === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(remove).to_be_focused()
    page.keyboard.press("Enter")
    expect(opens).to_have_count(0)
    to_part(page, "Feiertage und Ferien")
    good_friday = holiday(page, "Karfreitag")
    good_friday.get_by_role("radio", name="eigene Zeiten").press("Space")
    page.get_by_role("button", name="Zeit hinzufügen: Karfreitag").press("Enter")
    page.get_by_label("Karfreitag, 2. Zeit: öffnet um").fill("12:05")
    expect(good_friday.get_by_role("status")).to_have_text(
        "Zwischendurch habt ihr hier weniger als 15 Minuten geschlossen. Stimmt das?"
    )
    assert violations(page) == []


def test_company_holidays_in_both_languages(
    desktop: Visit, visits: Callable[..., Visit], shop: Moments
) -> None:
    """[hours-file] One tap, a range, a note in German and English: each customer reads why in their language."""
    page = profile(shop, desktop)
    to_part(page, "Feiertage und Ferien")
    page.get_by_role("button", name="Betriebsferien eintragen").click()
    special = page.get_by_role("group", name="Betriebsferien").last
    special.get_by_label("Bis einschließlich").fill("2026-11-29")
    expect(special.get_by_label("Hinweis auf Englisch")).to_have_value("Company holidays")
    assert violations(page) == []
    publish(page)
    CustomersPage(shop, visits(**PHONE)).reads_above("Geschlossen – Betriebsferien, öffnet Montag 6:00")
    smith = CustomersPage(shop, visits(**{**PHONE, "locale": "en-GB"}), "en")
    smith.reads_above("Closed – Company holidays, opens Monday 6:00")
    smith.page.get_by_role("button", name="Menu", exact=True).click()
    smith.page.get_by_role("button", name="Profile", exact=True).click()
    sheet = smith.page.get_by_role("dialog")
    expect(sheet).to_contain_text("Wednesday 25 NovemberCompany holidays")
    expect(sheet).to_contain_text("Sunday 27 December – Saturday, 2 January 2027")
    clean(smith.page)


def test_set_up_without_fixed_times(visits: Callable[..., Visit], tmp_path: Path) -> None:
    """[S4] One tap in set-up makes a whole week by appointment; customers read that, in both languages."""

    def whole_week(page: Page) -> None:
        wizard.heading(page, "Wann habt ihr geöffnet?")
        wizard.press(page, "Nach Vereinbarung")
        expect(page.get_by_text("Ihr seid nach Vereinbarung da.")).to_be_visible()
        assert violations(page) == []

    with Bare.open(tmp_path) as bare:
        page = visits(**PHONE).open(bare.setup_link())
        wizard.set_up(page, whole_week)
        url = wizard.scanned(page)
        for locale, line in (("de-DE", "Nur nach Vereinbarung"), ("en-GB", "By appointment only")):
            customer = visits(**{**PHONE, "locale": locale}).open(url)
            expect(customer.get_by_text(line, exact=True)).to_be_visible()


def test_a_holiday_in_one_year_alone(desktop: Visit, phone: Visit, shop: Moments) -> None:
    """[hours-file] Own hours on this Christmas Day; next year it is closed as ever."""
    page = profile(shop, desktop)
    to_part(page, "Feiertage und Ferien")
    page.get_by_role("switch", name="Änderungen gelten nur für 2026").click()
    christmas = holiday(page, "Erster Weihnachtstag")
    christmas.get_by_role("radio", name="eigene Zeiten").check()
    expect(christmas).to_contain_text("nur 2026")
    page.get_by_label("Erster Weihnachtstag, 1. Zeit: schließt um").fill("11:00")
    page.get_by_role("button", name="2027", exact=True).click()
    expect(holiday(page, "Erster Weihnachtstag").get_by_role("radio", name="geschlossen")).to_be_checked()
    expect(holiday(page, "Erster Weihnachtstag")).not_to_contain_text("nur 20")
    page.get_by_role("heading", level=3, name="Feiertage").evaluate("each => each.scrollIntoView()")
    assert violations(page) == []
    publish(page)
    shop.it_is("2026-12-25 09:00")
    CustomersPage(shop, phone).reads_above("Geöffnet bis 11:00")


def test_wrong_times_are_named_at_their_holiday_and_special_day(desktop: Visit, shop: Moments) -> None:
    """[profile] By their codes, in German, and in English after switching; nothing is published."""
    page = profile(shop, desktop)
    to_part(page, "Feiertage und Ferien")
    christmas = holiday(page, "Erster Weihnachtstag")
    christmas.get_by_role("radio", name="eigene Zeiten").check()
    field = page.get_by_label("Erster Weihnachtstag, 1. Zeit: öffnet um")
    field.fill("")
    page.get_by_role("button", name="Betriebsferien eintragen").click()
    special = page.get_by_role("group", name="Betriebsferien").last
    special.get_by_label("Von").fill("2026-12-30")
    page.get_by_role("button", name="Veröffentlichen", exact=True).click()
    summary = page.get_by_role("alert").filter(has_text="Noch nicht veröffentlicht")
    expect(summary).to_contain_text("Feiertage, Erster Weihnachtstag: Hier fehlt noch, ab wann.")
    expect(summary).to_contain_text(
        "Betriebsferien und besondere Tage, 2: Für einen dieser Tage ist schon etwas"
    )
    expect(special.get_by_label("Von")).to_be_focused()
    expect(field).to_have_accessible_description("Hier fehlt noch, ab wann.")
    expect(special.get_by_label("Von")).to_have_accessible_description(
        "Für einen dieser Tage ist schon etwas anderes eingetragen."
    )
    assert violations(page) == []
    go_to(page, "Einstellungen")
    page.get_by_label("Sprache").select_option("en")
    go_to(page, "Profile")
    to_part(page, "Holidays")
    expect(holiday(page, "Christmas Day").first).to_contain_text("The start time is missing.")
    expect(page.get_by_text("One of these days already has another entry.").first).to_be_visible()
    expect(page.get_by_role("alert").filter(has_text="Not published yet")).to_contain_text(
        "Public holidays, Christmas Day: The start time is missing."
    )
    assert shop.shop.bakery.owner.profile["hours"] == HOURS
