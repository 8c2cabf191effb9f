"""The pictures of docs/howto/quick-replies.md."""

from __future__ import annotations

from tests.e2e.inbox_page import go_to
from tests.pictures.studio import SMALL, Studio
from tests.world.browser import DESKTOP
from tresen.demo.replies import REPLIES

PICTURES = ("quick-replies-page", "quick-replies-picker")


def take(studio: Studio) -> None:
    """Anna looks at a reply on the desktop; Ben looks one up on his phone."""
    with studio.bakery() as shop:
        for reply in REPLIES:
            shop.do(shop.bakery.owner.quick_replies.save(reply))
        krause = shop.customer("krause", "Guten Morgen! Machen Sie auch Torten?")
        shop.do(shop.bakery.owner.cards.rename(shop.conversation(krause), "Sabine Krause"))
        anna = studio.visit(**DESKTOP).open(shop.inbox_link(1, "owner"))
        go_to(anna, "Schnellantworten")
        anna.get_by_role("button").filter(has_text="/reklamation").click()
        anna.get_by_role("group", name="So kommt es an").get_by_text("Sabine Krause").wait_for()
        studio.take(anna, "quick-replies-page")
        ben = studio.visit(**SMALL).open(shop.inbox_link(2))
        rows = ben.get_by_role("list", name="Unterhaltungen").get_by_role("listitem")
        rows.first.get_by_role("link").click()
        ben.get_by_role("textbox", name="Nachricht").fill("/to")
        ben.get_by_role("option").first.wait_for()
        studio.take(ben, "quick-replies-picker")
