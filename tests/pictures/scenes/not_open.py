"""The pictures of a business that is not yet public, in docs/howto/profile.md."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.pictures.studio import SMALL, Studio
from tresen.demo.bakery import profile

PICTURES = ("not-open-customer", "not-open-owner")


def take(studio: Studio) -> None:
    """Imprint and privacy contact are missing: what a customer sees, and what an owner reads."""
    with studio.bakery() as shop:
        shop.do(shop.bakery.owner.records.publish({**profile(), "imprint": "", "privacy": ""}))
        customer = studio.visit(**SMALL).open(shop.bakery.url)
        expect(customer.get_by_text("richtet den Tresen gerade ein")).to_be_visible()
        studio.take(customer, "not-open-customer")
        owner = studio.visit(**SMALL).open(shop.inbox_link(3, "owner"))
        owner.get_by_role("link", name="Jetzt nachtragen").click()
        expect(owner.get_by_role("textbox", name="Impressum")).to_be_focused()
        studio.take(owner, "not-open-owner")
