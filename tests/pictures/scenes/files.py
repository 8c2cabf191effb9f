"""The pictures of docs/howto/photos-and-files.md, taken from a real shop."""

from __future__ import annotations

import io
import re

from PIL import Image, ImageDraw
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.e2e.customer_page import arrived, article, begin, write
from tests.e2e.moments import Moments
from tests.e2e.test_media import TALKING, inbox, photos, pick, send, shown
from tests.pictures.studio import SMALL, Studio, counted
from tests.world.browser import DESKTOP, Visit

PICTURES = (
    "files-attach",
    "files-before",
    "files-record",
    "files-inbox",
    "files-media",
)


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


def length(page: Page) -> Locator:
    """How long the voice note is, which hangs on how busy the machine was."""
    return page.get_by_text(re.compile(r"0:0\d$"))


def phone(studio: Studio, visit: Visit, moments: Moments) -> None:
    """Frau Krause sends her table, her list of guests, and says the rest."""
    visit.context.add_init_script(TALKING)
    page = visit.open(moments.shop.bakery.url)
    begin(page)
    arrived(write(page, "Guten Morgen! So soll der Tisch aussehen:"))
    page.get_by_role("button", name="Anhängen", exact=True).click()
    expect(page.get_by_role("menuitem", name="Datei")).to_be_visible()
    studio.take(page, "files-attach")
    page.keyboard.press("Escape")
    pick(page, "Foto oder Video", table("#7b3f63"), table("#1f4f8f"))
    page.get_by_role("textbox", name="Bildunterschrift").fill("So sieht der Tisch aus")
    expect(page.get_by_text("Wird vorbereitet …")).to_have_count(0)
    studio.take(page, "files-before")
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
    # A moment late, with the menu that it opens.
    expect(page.get_by_role("article").get_by_role("button", name="Mehr").first).to_be_attached()
    studio.take(page, "files-record")
    page.get_by_role("button", name="Aufnahme senden").click()
    arrived(article(page, "0:0").last)


def desktop(studio: Studio, visit: Visit, moments: Moments) -> None:
    """Ben looks at it."""
    page = inbox(visit, moments.shop)
    shown(photos(page).last)
    counted(page, "Wartet 1")
    studio.take(page, "files-inbox", varies=[length(page)])
    page.get_by_role("complementary").get_by_role("button", name="Medien").click()
    expect(page.get_by_role("heading", name="Dateien 1")).to_be_visible()
    studio.take(page, "files-media", varies=[length(page), page.locator("svg.wave")])


def take(studio: Studio) -> None:
    """On a morning that goes on, since a voice note takes its time."""
    with studio.moments() as moments:
        in_the_hand, at_the_desk = studio.visit_in_motion(**SMALL), studio.visit_in_motion(**DESKTOP)
        moments.enter(in_the_hand)
        moments.enter(at_the_desk)
        phone(studio, in_the_hand, moments)
        desktop(studio, at_the_desk, moments)
