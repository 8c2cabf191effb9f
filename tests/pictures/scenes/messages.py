"""The pictures of docs/howto/messages.md."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.customer_page import article, field, log
from tests.e2e.message_menu import choose, open_menu
from tests.e2e.test_message_acts import BREAD, Counter
from tests.pictures.studio import Studio, counted

PICTURES = ("messages-reply", "messages-menu-desktop", "messages-answer", "messages-menu")


def take(studio: Studio) -> None:
    """Anna answers a message; Frau Krause pins the answer."""
    with studio.bakery() as shop:
        counter = Counter(studio.visit, shop)
        anna, krause = counter.anna, counter.krause
        choose(anna, BREAD, "Antworten")
        field(anna).fill("Ja, ab sechs. Wie viele sollen es sein?")
        counted(anna, "Wartet 1")
        studio.take(anna, "messages-reply")
        anna.keyboard.press("Enter")
        expect(article(krause, "Ja, ab sechs.")).to_be_visible()
        counted(anna, "Wartet", "Meine 1")
        open_menu(anna, BREAD)
        studio.take(anna, "messages-menu-desktop")
        anna.get_by_role("menuitemcheckbox", name="Daumen hoch").click()
        expect(log(krause).get_by_role("group", name="Reaktionen")).to_be_visible()
        krause.bring_to_front()
        choose(krause, "Ja, ab sechs.", "Anheften")
        expect(krause.get_by_role("group", name="Angeheftet")).to_be_visible()
        krause.get_by_role("status").filter(has_text="Angeheftet, für beide Seiten.").wait_for(state="hidden")
        studio.take(krause, "messages-answer")
        open_menu(krause, "Ja, ab sechs.")
        studio.take(krause, "messages-menu")
