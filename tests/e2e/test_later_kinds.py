"""A record of a kind that must be understood, met by browsers on both sides: they stop, and say why (S19)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.moments import CustomersPage, Moments, TeamsInbox
from tests.integration.test_later_kinds import publish_poem, store_poem
from tests.world.browser import DESKTOP, PHONE, Visit

CHAT = "Diese Fassung ist dafür zu alt."
INBOX = "Diese Fassung von Tresen ist zu alt"


def test_both_pages_stop_with_words(visits: Callable[..., Visit], tmp_path: Path) -> None:
    """[S19] One that need not be understood changes nothing; then both pages say that this version is too old."""
    with Moments.open(tmp_path, "2026-03-02 10:00", greeting=None, away=None) as moments:
        customer = CustomersPage(moments, visits(**PHONE))
        customer.begins()
        team = TeamsInbox(moments, visits(**DESKTOP), "owner")
        moments.shop.do(publish_poem(moments.shop.bakery))
        customer.writes("Haben Sie Roggenbrot?")
        team.opens("Haben Sie Roggenbrot?")
        team.answers("Ja, bis zwölf.")
        expect(customer.said("Ja, bis zwölf.")).to_be_visible()
        moments.shop.do(store_poem(moments.shop.bakery))
        expect(customer.page.get_by_text(CHAT)).to_be_visible()
        expect(team.page.get_by_text(INBOX)).to_be_visible()
        customer.page.reload()
        expect(customer.page.get_by_text(CHAT)).to_be_visible()
