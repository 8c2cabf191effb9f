"""Photos and files that go with a quick reply, or answer a message, in real browsers."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.e2e.customer_page import arrived, article, clean_in_both_lights, field, log
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
    team.get_by_role("link", name="Schnellantworten").click()
    team.get_by_role("button", name=re.compile("/preise")).click()
    with team.expect_file_chooser() as chooser:
        team.get_by_role("button", name="Foto oder Datei hinzufügen").click()
    chooser.value.set_files(camera("Apple"))
    clean_in_both_lights(team)
    send(team, "Übernehmen")
    team.get_by_role("button", name="Antwort speichern").click()
    row = team.get_by_role("button", name=re.compile("/preise"))
    expect(row).to_contain_text("Foto")
    clean_in_both_lights(team)
    team.get_by_role("link", name="Nachrichten").click()
    team.get_by_role("list", name="Unterhaltungen").get_by_role("link").first.click()
    field(team).press_sequentially("/preis")
    expect(team.get_by_role("option")).to_contain_text("Foto")
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
    article(page, text).click(button="right", position={"x": 5, "y": 5})
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
        arrived(log(here).get_by_role("article").last)
        expect(log(there).get_by_role("article").last).not_to_contain_text("Guten Tag")
