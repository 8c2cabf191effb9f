"""The pictures of docs/howto/messages.md, taken from a real shop: `python -m tests.e2e.messages_pictures`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.customer_page import article, field, log
from tests.e2e.message_menu import choose, open_menu
from tests.e2e.pictures import save, visiting
from tests.e2e.test_message_acts import BREAD, Counter
from tests.world.stage import Stage

FOLDER = Path(__file__).parents[2] / "docs" / "img"


def take(page: Page, name: str) -> None:
    """Take a picture of the screen."""
    save(page, FOLDER / f"messages-{name}.png", colours=128)


def main() -> None:
    """Take all pictures."""
    with tempfile.TemporaryDirectory() as folder, Stage.open(Path(folder)) as shop, visiting() as visits:
        counter = Counter(visits, shop)
        anna, krause = counter.anna, counter.krause
        choose(anna, BREAD, "Antworten")
        field(anna).fill("Ja, ab sechs. Wie viele sollen es sein?")
        take(anna, "reply")
        anna.keyboard.press("Enter")
        expect(article(krause, "Ja, ab sechs.")).to_be_visible()
        open_menu(anna, BREAD)
        take(anna, "menu-desktop")
        anna.get_by_role("menuitemcheckbox", name="Daumen hoch").click()
        expect(log(krause).get_by_role("group", name="Reaktionen")).to_be_visible()
        krause.bring_to_front()
        choose(krause, "Ja, ab sechs.", "Anheften")
        expect(krause.get_by_role("group", name="Angeheftet")).to_be_visible()
        krause.get_by_role("status").filter(has_text="Angeheftet, für beide Seiten.").wait_for(state="hidden")
        take(krause, "answer")
        open_menu(krause, "Ja, ab sechs.")
        take(krause, "menu")


if __name__ == "__main__":
    main()
