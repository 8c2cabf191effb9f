"""The picture of suggestions in docs/howto/quick-replies.md."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.test_inbox import open_inbox
from tests.e2e.test_suggestions import opened, saved, suggested
from tests.pictures.studio import LOW, Studio

PICTURES = ("quick-replies-suggestion",)


def take(studio: Studio) -> None:
    """Ben reads a question that has an answer."""
    with studio.bakery() as shop:
        saved(shop)
        page = open_inbox(studio.visit(**{**LOW, "viewport": {"width": 390, "height": 560}}), shop)
        shop.customer("krause", "Guten Morgen, wann habt ihr morgen auf?")
        opened(page)
        expect(suggested(page)).to_have_count(1)
        studio.take(page, "quick-replies-suggestion")
