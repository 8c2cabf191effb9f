"""A card's former chats: one is brought in from an export, and looked at."""

from __future__ import annotations

from typing import Final

from playwright.sync_api import expect

from tests.e2e.views.view import Place, View

TALK: Final = """\
01.11.25, 09:31 - Erika Krause: Die Torte bitte mit Marzipan
01.11.25, 09:40 - Anna: IMG-20251101-WA0001.jpg (Datei angehängt)
02.11.25, 10:00 - Erika Krause: שלום، مرحبا! <Diese Nachricht wurde bearbeitet.>
"""


def choosing(at: Place) -> None:
    at.page.get_by_role("button", name="Chat aus WhatsApp einlesen").click()


def looked_through(at: Place) -> None:
    choosing(at)
    file = at.page.get_by_label("Export aus WhatsApp (.txt oder .zip)")
    file.set_input_files({"name": "chat.txt", "mimeType": "text/plain", "buffer": TALK.encode()})
    expect(at.page.get_by_role("button", name="Einlesen", exact=True)).to_be_visible()


def kept(at: Place) -> None:
    chat = at.page.get_by_role("button", name="1. November 2025 bis")
    if chat.count() == 0:
        looked_through(at)
        at.page.get_by_role("button", name="Einlesen", exact=True).click()
        at.page.get_by_role("button", name="Fertig").click()
    chat.click()
    expect(at.page.get_by_text("Die Torte bitte mit Marzipan")).to_be_visible()


def asked(at: Place) -> None:
    kept(at)
    at.page.get_by_role("dialog").get_by_role("button", name="Löschen").click()


FORMER: Final = (
    View("bringing in a former chat", choosing, "sheet", ("inbox/former/Bring",)),
    View("a former chat, before it is kept", looked_through, "sheet"),
    View("a former chat", kept, "sheet", ("inbox/former/Read",)),
    View("removing a former chat", asked, "sheet"),
)
