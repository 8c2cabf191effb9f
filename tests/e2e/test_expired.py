"""A conversation whose days are over, met by browsers on both sides: gone, and believed by the signed profile (D1 to D6)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.customer_page import clean, menu
from tests.e2e.erasing import raw_storage
from tests.e2e.moments import CustomersPage, Moments, TeamsInbox
from tests.e2e.test_erasing_inbox import open_card
from tests.world.browser import DESKTOP, PHONE, Visit
from tests.world.depth import usually

DAYS = 40
SAID, ANSWERED = "KANARIE-FRAGE: Haben Sie Roggenbrot?", "KANARIE-ANTWORT: Ja, bis zwölf."
HELD = "KANARIE-STREIT: Die Torte war versalzen."
OVER_CUSTOMER = "Die Aufbewahrungszeit ist vorbei."
OVER_TEAM = "Die Aufbewahrungszeit dieser Unterhaltung ist vorbei."
ALARM = "ohne dass jemand es angeordnet hat"


def hold(page: Page) -> None:
    """Hold the open conversation because of a dispute, on its card."""
    card = open_card(page)
    card.get_by_role("button", name="Festhalten").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("Grund").select_option(label="Streit")
    sheet.get_by_label("Bis").fill("2026-01-01")
    sheet.get_by_role("button", name="Festhalten").click()
    expect(sheet.get_by_role("alert")).to_have_text("Das Ende liegt in der Vergangenheit.")
    sheet.get_by_label("Bis").fill("")
    sheet.get_by_role("button", name="Festhalten").click()
    expect(card.get_by_text("Festgehalten: Streit")).to_be_visible()


def gone(page: Page, told: str) -> None:
    """The page says that the time is over, doubts nothing, and this device has none of the words any more."""
    expect(page.get_by_text(told, exact=False).first).to_be_visible()
    expect(page.get_by_text(ALARM, exact=False)).to_have_count(0)
    expect(page.get_by_text("KANARIE-FRAGE", exact=False)).to_have_count(0)
    stored = raw_storage(page)
    assert "KANARIE-FRAGE" not in stored
    assert "KANARIE-ANTWORT" not in stored


@pytest.mark.parametrize(
    ("customers", "teams"),
    usually({"customer-phone": (PHONE, DESKTOP), "customer-desktop": (DESKTOP, PHONE)}, "customer-phone"),
)
def test_what_is_due_goes_from_both_open_pages_and_what_is_held_stays(
    visits: Callable[..., Visit], tmp_path: Path, customers: dict[str, Any], teams: dict[str, Any]
) -> None:
    """[D1, D3, D6] Both browsers believe the nightly run, also after a reload; what is held goes once it is let go."""
    days = {"chat_days": DAYS}
    with Moments.open(tmp_path, "2026-03-02 10:00", greeting=None, away=None, retention=days) as moments:
        moments.shop.customer("streit", HELD)
        customer = CustomersPage(moments, visits(**customers))
        customer.begins()
        team = TeamsInbox(moments, visits(**teams), "owner")
        customer.writes(SAID)
        team.opens("KANARIE-STREIT")
        hold(team.page)
        team.page.evaluate("location.hash = '#/'")
        team.opens(SAID)
        team.answers(ANSWERED)
        expect(customer.said(ANSWERED)).to_be_visible()
        hold(team.page)
        menu(customer.page, "Meine Daten")
        expect(customer.page.get_by_text("Festgehalten", exact=True)).to_be_visible()
        expect(
            customer.page.get_by_text("Bleibt vorerst, weil der Betrieb sie festhält", exact=False)
        ).to_be_visible()
        customer.page.keyboard.press("Escape")
        # The toast lies above it on a phone.
        team.page.get_by_role("button", name="Loslassen").press("Enter")
        expect(team.page.get_by_text("Festgehalten: Streit")).to_have_count(0)
        team.page.evaluate("location.hash = location.hash.replace('/card', '')")

        assert moments.night_of("2026-04-11 10:30") == 0
        expect(customer.said(SAID)).to_be_visible()
        assert moments.night_of("2026-04-11 11:30") == 1
        gone(customer.page, OVER_CUSTOMER)
        gone(team.page, OVER_TEAM)
        clean(customer.page)
        clean(team.page)
        for page, told in ((customer.page, OVER_CUSTOMER), (team.page, OVER_TEAM)):
            page.reload()
            gone(page, told)

        team.page.evaluate("location.hash = '#/'")
        team.opens("KANARIE-STREIT")
        expect(team.said(HELD)).to_be_visible()
        team.page.evaluate("location.hash = '#/privacy'")
        kept = team.page.get_by_role("region", name="Aufbewahrung")
        expect(kept.get_by_role("listitem").filter(has_text="Streit, ohne Ende")).to_be_visible()
        expect(kept.get_by_text("1 Unterhaltung, 2 Nachrichten")).to_be_visible()
        kept.get_by_role("button", name="Loslassen").click()
        expect(kept.get_by_text("Nichts ist festgehalten.")).to_be_visible()
        assert moments.night_of("2026-04-11 12:30") == 1
        team.page.evaluate("location.hash = '#/'")
        expect(team.page.get_by_text("KANARIE-STREIT", exact=False)).to_have_count(0)
        assert "KANARIE-STREIT" not in raw_storage(team.page)
