"""The pictures of docs/howto/notes.md, taken from a real shop: `python -m tests.e2e.notes_pictures`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.pictures import save, visiting
from tests.e2e.test_notes import inbox, mode, note_field, rows, slips
from tests.e2e.test_staff_chat import door, log
from tests.world.browser import DESKTOP, PHONE, Visit
from tests.world.stage import Stage

FOLDER = Path(__file__).parents[2] / "docs" / "img"


def take(page: Page, name: str) -> None:
    """Take a picture of the screen."""
    save(page, FOLDER / f"notes-{name}.png")


def asked(shop: Stage, phone: Visit) -> None:
    """Ben is asked in a note, and sees it on his phone."""
    owner = shop.bakery.owner
    krause = shop.customer("krause", "Guten Tag! Ginge am Samstag eine Torte mit Zwetschgen?")
    conversation = shop.conversation(krause)
    shop.do(owner.cards.rename(conversation, "Sabine Krause"))
    page = inbox(phone, shop, 2)
    shop.do(owner.note(conversation, "@Ben haben wir noch Zwetschgen für Samstag?"))
    rows(page).first.get_by_role("link").click()
    expect(slips(page)).to_be_visible()
    take(page, "phone")


def written(desktop: Visit, shop: Stage) -> None:
    """Anna writes a note, and looks into the back room."""
    page = inbox(desktop, shop, 1)
    rows(page).first.get_by_role("link").click()
    mode(page, "Notiz").click()
    note_field(page).press_sequentially("Bitte „Emma 5“ in Weiß, und keine Nüsse auf dem Blech. @")
    expect(page.get_by_role("listbox", name="Wen ansprechen")).to_be_visible()
    take(page, "write")
    shop.do(shop.colleague(2).chat.send("Morgen kommt der Müller um fünf. Wer schließt auf?"))
    shop.do(shop.bakery.owner.chat.send("Ich. Und danke!"))
    door(page).click()
    expect(log(page)).to_contain_text("Und danke!")
    take(page, "backroom")


def main() -> None:
    """Take all pictures."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Stage.open(Path(folder)) as shop,
        visiting() as visit,
    ):
        asked(shop, visit(**{**PHONE, "device_scale_factor": 1.5}))
        written(visit(**DESKTOP), shop)


if __name__ == "__main__":
    main()
