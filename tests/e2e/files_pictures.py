"""The pictures of docs/howto/photos-and-files.md, taken from a real shop: `python -m tests.e2e.files_pictures`."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import FilePayload, Page, expect

from tests.e2e.customer_page import arrived, article, begin, write
from tests.e2e.moments import Moments
from tests.e2e.pictures import save, visiting
from tests.e2e.test_media import TALKING, inbox, photos, pick, send, shown
from tests.world.browser import DESKTOP, PHONE, Visit

FOLDER = Path(__file__).parents[2] / "docs" / "img"


def take(page: Page, name: str) -> None:
    """Take a picture of the screen."""
    save(page, FOLDER / f"files-{name}.png", 128)


def table(lines: str) -> FilePayload:
    """A birthday table, drawn; another colour of bunting makes another photo."""
    picture = Image.new("RGB", (1600, 1200), "#bcc7b2")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, 1600, 560), fill="#dfe5d6")
    for n, colour in enumerate((lines, "#d9a45c", "#a02a17", "#3f5f2b", lines, "#d9a45c")):
        draw.polygon([(130 + n * 260, 260), (280 + n * 260, 260), (205 + n * 260, 410)], fill=colour)
    draw.rectangle((120, 780, 1480, 860), fill="#fbf8f3")
    draw.polygon([(120, 860), (1480, 860), (1420, 1010), (180, 1010)], fill="#ece5da")
    draw.rectangle((620, 650, 980, 780), fill="#4a2b1d")
    draw.rectangle((620, 690, 980, 715), fill="#f0dfc6")
    for x in (690, 750, 800, 850, 910):
        draw.rectangle((x, 570, x + 12, 650), fill="#f5e2bd")
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=92)
    return {"name": "IMG_2041.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def phone(visit: Visit, moments: Moments) -> None:
    """Frau Krause sends her table, her list of guests, and says the rest."""
    visit.context.add_init_script(TALKING)
    page = visit.open(moments.shop.bakery.url)
    begin(page)
    arrived(write(page, "Guten Morgen! So soll der Tisch aussehen:"))
    page.get_by_role("button", name="Anhängen", exact=True).click()
    expect(page.get_by_role("menuitem", name="Datei")).to_be_visible()
    take(page, "attach")
    page.keyboard.press("Escape")
    pick(page, "Foto oder Video", table("#7b3f63"), table("#1f4f8f"))
    page.get_by_role("textbox", name="Bildunterschrift").fill("So sieht der Tisch aus")
    expect(page.get_by_text("Wird vorbereitet …")).to_have_count(0)
    take(page, "before")
    send(page, "2 Fotos senden")
    arrived(photos(page).last)
    pick(
        page,
        "Datei",
        {"name": "Gästeliste-Emma.pdf", "mimeType": "application/pdf", "buffer": bytes(184_000)},
    )
    send(page, "Datei senden")
    arrived(article(page, "Gästeliste-Emma.pdf"))
    page.get_by_role("button", name="Sprachnachricht", exact=True).click()
    expect(page.get_by_role("timer")).to_have_text("0:03")
    take(page, "record")
    page.get_by_role("button", name="Aufnahme senden").click()
    arrived(article(page, "0:0").last)


def desktop(visit: Visit, moments: Moments) -> None:
    """Ben looks at it."""
    page = inbox(visit, moments.shop)
    shown(photos(page).last)
    take(page, "inbox")
    page.get_by_role("button", name="Anhängen", exact=True).click()
    page.get_by_role("menuitem", name="Medien").click()
    expect(page.get_by_role("heading", name="Dateien 1")).to_be_visible()
    take(page, "media")


def main() -> None:
    """Take all pictures."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Moments.open(Path(folder), "2026-11-26 08:20") as moments,
        visiting() as visit,
    ):
        in_the_hand, at_the_desk = visit(**{**PHONE, "device_scale_factor": 1.5}), visit(**DESKTOP)
        moments.enter(in_the_hand)
        moments.enter(at_the_desk)
        phone(in_the_hand, moments)
        desktop(at_the_desk, moments)


if __name__ == "__main__":
    main()
