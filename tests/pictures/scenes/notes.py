"""The pictures of docs/howto/notes.md, taken from a real shop."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.test_notes import inbox, mode, note_field, rows, slips
from tests.e2e.test_staff_chat import door, log
from tests.pictures.studio import SMALL, Studio, counted
from tests.world.browser import DESKTOP, Visit
from tests.world.stage import Stage

PICTURES = (
    "notes-phone",
    "notes-write",
    "notes-backroom",
)


def asked(studio: Studio, shop: Stage, phone: Visit) -> None:
    """Ben is asked in a note, and sees it on his phone."""
    owner = shop.bakery.owner
    krause = shop.customer("krause", "Guten Tag! Ginge am Samstag eine Torte mit Zwetschgen?")
    conversation = shop.conversation(krause)
    shop.do(owner.cards.rename(conversation, "Sabine Krause"))
    page = inbox(phone, shop, 2)
    shop.do(owner.note(conversation, "@Ben haben wir noch Zwetschgen für Samstag?"))
    rows(page).first.get_by_role("link").click()
    expect(slips(page)).to_be_visible()
    studio.take(page, "notes-phone")


def written(studio: Studio, desktop: Visit, shop: Stage) -> None:
    """Anna writes a note, and looks into the back room."""
    page = inbox(desktop, shop, 1)
    rows(page).first.get_by_role("link").click()
    mode(page, "Notiz").click()
    note_field(page).press_sequentially("Bitte „Emma 5“ in Weiß, und keine Nüsse auf dem Blech. @")
    expect(page.get_by_role("listbox", name="Wen ansprechen")).to_be_visible()
    counted(page, "Wartet 1")
    studio.take(page, "notes-write")
    shop.do(shop.colleague(2).chat.send("Morgen kommt der Müller um fünf. Wer schließt auf?"))
    shop.do(shop.bakery.owner.chat.send("Ich. Und danke!"))
    door(page).click()
    expect(log(page)).to_contain_text("Und danke!")
    studio.take(page, "notes-backroom")


def take(studio: Studio) -> None:
    """Ben on his phone, Anna at the desk."""
    with studio.bakery() as shop:
        asked(studio, shop, studio.visit(**SMALL))
        written(studio, studio.visit(**DESKTOP), shop)
