"""Pictures of files in more places, for three how-tos: `python -m tests.e2e.reply_files_pictures [FOLDER]`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import FilePayload, Page, expect

from tests.e2e.files_pictures import FOLDER, table
from tests.e2e.moments import Moments
from tests.e2e.pictures import save, visiting
from tests.e2e.test_media import pick, send
from tests.e2e.test_reply_files import pdf
from tests.e2e.test_shared import share
from tests.world.browser import DESKTOP, PHONE, Visit
from tresen.client import QuickReply

PRICES = QuickReply(
    "preise", "Preisliste", "Das sind unsere Preise für Torten.", "These are our prices for cakes."
)
CARD: FilePayload = {"name": "Tortenkarte.pdf", "mimeType": "application/pdf", "buffer": pdf(14)}


class Looking:
    """Where the pictures go."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def take(self, page: Page, name: str) -> None:
        """Take a picture of the screen."""
        save(page, self.folder / f"{name}.png", 128)


def replies(page: Page, look: Looking) -> None:
    """Anna gives the price list to a reply, and sends it."""
    page.get_by_role("link", name="Schnellantworten").click()
    page.get_by_role("button").filter(has_text="Preisliste").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Foto oder Datei hinzufügen").click()
    chooser.value.set_files(CARD)
    send(page, "Übernehmen")
    page.get_by_role("button", name="Foto oder Datei hinzufügen").or_(
        page.get_by_role("button", name="Andere wählen")
    ).scroll_into_view_if_needed()
    look.take(page, "quick-replies-file-edit")
    page.get_by_role("button", name="Antwort speichern").click()
    expect(page.get_by_role("button").filter(has_text="Preisliste")).to_contain_text("Tortenkarte")
    page.get_by_role("link", name="Nachrichten").click()
    page.get_by_role("list", name="Unterhaltungen").get_by_role("link").first.click()
    page.get_by_role("textbox", name="Nachricht").press_sequentially("/preise")
    look.take(page, "quick-replies-file-picker")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Nicht mitsenden")).to_be_visible()
    look.take(page, "quick-replies-file")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Medien").click()
    expect(page.get_by_role("dialog", name="Medien")).to_be_visible()
    look.take(page, "files-side")
    page.keyboard.press("Escape")


def banner(page: Page, look: Looking, folder: Path) -> None:
    """Anna cuts a banner."""
    photo = folder / "theke.jpg"
    photo.write_bytes(table("#7b3f63")["buffer"])
    page.get_by_role("link", name="Profil", exact=True).click()
    page.locator("#profile-banner").set_input_files(photo)
    expect(page.get_by_role("application", name="Ausschnitt")).to_be_visible()
    look.take(page, "profile-crop")
    page.get_by_role("button", name="Ausschnitt übernehmen").click()
    expect(page.locator(".banner img")).to_be_visible()
    page.locator(".banner").scroll_into_view_if_needed()
    look.take(page, "profile-banner-edit")
    page.get_by_role("button", name="Veröffentlichen", exact=True).click()
    expect(page.get_by_text("Veröffentlicht. Kunden sehen es jetzt.")).to_be_visible()


def customer(visit: Visit, moments: Moments, look: Looking) -> None:
    """Frau Krause sees the profile, and the first page of a PDF."""
    page = visit.open(moments.shop.bakery.url)
    page.get_by_role("button", name="Nachricht schreiben").click()
    page.get_by_role("textbox", name="Nachricht").fill("Guten Morgen!")
    page.get_by_role("button", name="Senden").click()
    page.get_by_role("button", name="Menü").click()
    page.locator(":popover-open").get_by_text("Profil", exact=True).click()
    expect(page.locator(".banner img")).to_be_visible()
    look.take(page, "profile-banner")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Anhängen", exact=True).click()
    expect(page.get_by_role("menuitem", name="Datei")).to_be_visible()
    look.take(page, "files-attach")
    page.keyboard.press("Escape")
    pick(page, "Datei", CARD)
    expect(page.get_by_role("img", name="Erste Seite")).to_be_visible()
    look.take(page, "files-pdf-before")
    send(page, "Datei senden")
    expect(page.get_by_role("log").locator(".page img")).to_be_visible()
    look.take(page, "files-pdf")
    page.goto(moments.shop.bakery.url.split("#")[0] + "?shared=lost")
    expect(page.get_by_role("dialog", name="Das kam nicht an")).to_be_visible()
    look.take(page, "files-share-lost")


def shared(page: Page, visit: Visit, look: Looking) -> None:
    """Another app shares a photo with the inbox."""
    page.goto(page.url.split("#")[0])
    page.wait_for_function("() => navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    origin = page.url.split("/inbox")[0]
    other = share(visit, origin + "/inbox/share", "", table("#7b3f63"))
    expect(other.get_by_role("dialog", name="Hier wurde etwas geteilt")).to_be_visible()
    look.take(other, "files-share")


def main() -> None:
    """Take all pictures."""
    look = Looking(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
    dark = {"color_scheme": "dark"} if "dark" in sys.argv else {}
    with (
        tempfile.TemporaryDirectory() as folder,
        Moments.open(Path(folder), "2026-11-26 08:20") as moments,
        visiting() as visit,
    ):
        moments.shop.do(moments.shop.bakery.owner.quick_replies.save(PRICES))
        moments.shop.customer("yilmaz", "Was kostet eine Torte?")
        hand = visit(**{**PHONE, "device_scale_factor": 1.5, **dark})
        desk = visit(**{**DESKTOP, **dark})
        for each in (hand, desk):
            moments.enter(each)
        page = desk.open(moments.shop.inbox_link(2, "owner"))
        expect(page.get_by_role("list", name="Unterhaltungen")).to_be_attached()
        replies(page, look)
        banner(page, look, Path(folder))
        customer(hand, moments, look)
        shared(page, desk, look)


if __name__ == "__main__":
    main()
