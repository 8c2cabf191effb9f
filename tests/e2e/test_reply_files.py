"""Photos and files that go with a quick reply, or answer a message, in real browsers."""

from __future__ import annotations

import os
import re

from playwright.sync_api import FilePayload, Page, expect

from tests.e2e.customer_page import article, clean_in_both_lights, field, log
from tests.e2e.inbox_page import go_to
from tests.e2e.test_media import camera, customer, inbox, photos, pick, send, shown
from tests.world.browser import Visit
from tests.world.stage import Stage
from tresen.client import QuickReply

PRICES = QuickReply("preise", "Preisliste", "Das sind unsere Preise, {{kunde}}.")


def test_a_quick_reply_with_a_photo(phone: Visit, desktop: Visit, shop: Stage) -> None:
    """[F3, F4] Seen before it is saved, shown in list and picker, goes out with the text, and stays with the reply."""
    shop.do(shop.bakery.owner.quick_replies.save(PRICES._replace(text_de="Das sind unsere Preise.")))
    page = customer(phone, shop)
    team = inbox(desktop, shop)
    go_to(team, "Schnellantworten")
    team.get_by_role("button").filter(has_text="Preisliste").click()
    with team.expect_file_chooser() as chooser:
        team.get_by_role("button", name="Foto oder Datei hinzufügen").click()
    chooser.value.set_files(camera("Apple"))
    clean_in_both_lights(team)
    send(team, "Übernehmen")
    team.get_by_role("button", name="Antwort speichern").click()
    row = team.get_by_role("button").filter(has_text="Preisliste")
    expect(row).to_contain_text("Foto")
    clean_in_both_lights(team)
    team.get_by_role("link", name="Nachrichten").click()
    team.get_by_role("list", name="Unterhaltungen").get_by_role("link").first.click()
    field(team).press_sequentially("/preis")
    expect(team.get_by_role("listbox", name="Schnellantworten").get_by_role("option")).to_contain_text("Foto")
    field(team).press("Enter")
    expect(team.get_by_role("button", name="Nicht mitsenden")).to_be_visible()
    clean_in_both_lights(team)
    asked: list[str] = []
    team.on("request", lambda request: asked.append(request.url))
    field(team).press("Enter")
    expect(photos(page)).to_have_count(1)
    expect(photos(page)).to_contain_text("Das sind unsere Preise.")
    assert shown(photos(page).first).evaluate("it => it.naturalHeight") == 2048
    assert not any("/chunks/" in url for url in asked)
    expect(team.get_by_role("button", name="Nicht mitsenden")).to_have_count(0)
    kept = shop.do(shop.bakery.owner.quick_replies.all())
    assert kept[0].file is not None


def answer(page: Page, text: str) -> None:
    article(page, text).first.click(button="right", position={"x": 5, "y": 5})
    page.get_by_role("menuitem", name="Antworten").click()


def test_a_photo_and_a_voice_note_answer_a_message(phone: Visit, desktop: Visit, shop: Stage) -> None:
    """[S9] Whoever answers with a file keeps the quote, on both sides; the next one answers nothing."""
    page = customer(phone, shop)
    team = inbox(desktop, shop)
    for here, there in ((page, team), (team, page)):
        before = photos(there).count()
        answer(here, "Guten Tag")
        pick(here, "Foto oder Video", camera("Apple", 1, (300, 200)))
        send(here, "Foto senden")
        expect(photos(there)).to_have_count(before + 1)
        expect(photos(there).last).to_contain_text("Guten Tag")
        pick(here, "Datei", {"name": "Plan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4"})
        send(here, "Datei senden")
        expect(log(here).get_by_role("article").last).to_contain_text(re.compile("zugestellt|gelesen"))
        expect(log(there).get_by_role("article").last).not_to_contain_text("Guten Tag")


def pdf(lines: int) -> bytes:
    """A page of a few bars, as no other file: one that a reader can find its way in."""
    bars = "\n".join(f"0.2 0.1 0.3 rg 60 {760 - 40 * n} {300 - 20 * (n % 5)} 18 re f" for n in range(lines))
    parts = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>>>",
        f"<</Length {len(bars)}>>stream\n{bars}\nendstream",
    ]
    out, places = "%PDF-1.4\n", []
    for n, part in enumerate(parts, 1):
        places.append(len(out))
        out += f"{n} 0 obj{part}endobj\n"
    table = "".join(f"{at:010} 00000 n \n" for at in places)
    return (
        f"{out}xref\n0 5\n0000000000 65535 f \n{table}trailer<</Size 5/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF"
    ).encode()


def test_a_pdf_shows_its_first_page(phone: Visit, desktop: Visit, shop: Stage) -> None:
    """[S9] Drawn on the device that sends it, in the message; what is broken goes without. pdf.js comes for PDFs alone."""
    page = customer(phone, shop)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    text: FilePayload = {"name": "Liste.txt", "mimeType": "text/plain", "buffer": b"Brot"}
    pick(page, "Datei", text)
    send(page, "Datei senden")
    expect(article(page, "Liste.txt")).to_be_visible()
    assert not any("pdf" in url for url in asked)
    whole: FilePayload = {"name": "Karte.pdf", "mimeType": "application/pdf", "buffer": pdf(12)}
    broken: FilePayload = {
        "name": "Kaputt.pdf",
        "mimeType": "application/pdf",
        "buffer": pdf(12)[:200] + os.urandom(500),
    }
    endless: FilePayload = {
        "name": "Endlos.pdf",
        "mimeType": "application/pdf",
        "buffer": pdf(2).replace(b"/Kids[3 0 R]", b"/Kids[2 0 R]"),
    }
    vast: FilePayload = {
        "name": "Riesig.pdf",
        "mimeType": "application/pdf",
        "buffer": pdf(2).replace(b"595 842", b"9e9 9e9"),
    }
    pick(page, "Datei", whole, broken, endless, vast)
    expect(page.get_by_role("img", name="Erste Seite")).to_be_visible()
    clean_in_both_lights(page)
    send(page, "4 senden")
    team = inbox(desktop, shop)
    picture = article(team, "Karte.pdf").locator("img")
    page_drawn = "it => it.decode().then(() => it.naturalHeight)"
    expect(picture).to_have_attribute("src", re.compile("blob:"))
    assert picture.evaluate(page_drawn) > 60
    for name in ("Kaputt.pdf", "Endlos.pdf"):
        expect(article(team, name).locator("img")).to_have_count(0)
    expect(article(team, "Riesig.pdf")).to_be_visible()
