"""Somebody opens Tresen at another address than the server's: the page says so, instead of "Kein Netz" for ever (W2)."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.e2e.customer_page import begin, clean, field
from tests.world.browser import DESKTOP, PHONE, Visit
from tests.world.stage import Stage


def elsewhere(url: str) -> str:
    """The same server under another of its names."""
    return url.replace("//localhost:", "//127.0.0.1:")


def test_both_pages_say_so(visits: Callable[..., Visit], shop: Stage) -> None:
    """To a customer who has written and to somebody who was invited; what was written stays on the device."""
    customer = visits(**PHONE).open(elsewhere(shop.bakery.url))
    begin(customer)
    field(customer).fill("Haben Sie noch Brot?")
    customer.get_by_role("button", name="Senden", exact=True).click()
    title = customer.get_by_role("heading", name="Das ist nicht die richtige Adresse.")
    expect(title).to_be_visible()
    expect(customer.get_by_text("Scannen Sie das Schild noch einmal")).to_be_visible()
    clean(customer)

    team = visits(**DESKTOP).open(elsewhere(shop.inbox_link(2)))
    said = team.get_by_role("heading", name="Das ist nicht die Adresse des Servers")
    expect(said).to_be_visible()
    expect(team.get_by_text("tresen doctor")).to_be_visible()
    clean(team)
