"""The pictures of an invitation that asks, in docs/howto/team.md."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.pictures.studio import SMALL, Studio
from tests.world.browser import accept

PICTURES = ("invited-other", "invited-move")


def take(studio: Studio) -> None:
    """A phone of the bakery opens an invitation of the farm, and moves."""
    with studio.bakery() as shop:
        shop.customer("krause", "Haben Sie Brezeln?")
        farm = shop.neighbour()
        shop.confirm_for(farm)
        page = studio.visit(**SMALL).open(shop.inbox_link(2))
        expect(page.locator(".rail")).to_be_attached()
        page.goto(shop.do(farm.invites.create(2, "member")))
        expect(page.get_by_text("Hof Lindental")).to_be_visible()
        studio.take(page, "invited-other")
        accept(page)
        expect(page.locator(".btn.bad")).to_be_visible()
        studio.take(page, "invited-move")
