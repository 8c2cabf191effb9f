"""The owner's page "Datenschutz", pressed (D1 to D9): days, documents, risk, archive, incident, requests, trail."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import text

from tests.e2e.customer_page import arrived, begin, clean, log, write
from tests.e2e.test_erasing_inbox import open_inbox
from tests.world.browser import PHONE, Visit, on
from tests.world.stage import Stage
from tresen.client import Customer, Message
from tresen.store.tx import Tx

ANOTHER_LINE_SEEN = """() => {
    const key = "tresen.inbox.trail";
    localStorage.setItem(key, JSON.stringify({ ...JSON.parse(localStorage.getItem(key)), hash: "x" }));
}"""


@pytest.fixture
def sized(request: pytest.FixtureRequest, visits: Callable[..., Visit]) -> Visit:
    started: Visit = visits(**request.param)
    return started


def privacy(visit: Visit, shop: Stage) -> Page:
    """An owner's inbox with the page open."""
    page = open_inbox(visit, shop, 1, "owner")
    page.evaluate("location.hash = '#/privacy'")
    expect(page.get_by_role("heading", name="Datenschutz", level=2)).to_be_visible()
    return page


def part(page: Page, title: str) -> Locator:
    return page.get_by_role("region", name=title, exact=True)


def saved(page: Page, button: str) -> tuple[str, bytes]:
    """Name and bytes of what a button saves."""
    with page.expect_download() as found:
        page.get_by_role("button", name=button, exact=True).click()
    return found.value.suggested_filename, found.value.path().read_bytes()


@on("desktop", "sized", fixture=True)
def test_days_within_the_law_and_documents_that_follow(sized: Visit, shop: Stage) -> None:
    """[D1, Art. 13, 30] Days beyond the law are refused; allowed ones stand in the next version, with what changed."""
    page = privacy(sized, shop)
    part(page, "Unterlagen").get_by_role("button", name="Datenschutzerklärung lesen").click()
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_text("Fassung 1 vom")).to_be_visible()
    expect(sheet.get_by_text("Geändert seit")).to_have_count(0)
    page.keyboard.press("Escape")
    kept = part(page, "Aufbewahrung")
    field = kept.get_by_role("spinbutton", name="Tage nach dem letzten Wort")
    expect(field).to_have_value("90")
    for refused in ("0", "3651", "1.5", ""):
        field.fill(refused)
        kept.get_by_role("button", name="Speichern").click()
        expect(kept.get_by_role("alert")).to_have_text("Zwischen 1 und 3.650 Tagen.")
    assert shop.do(shop.bakery.owner.law.retention())["chat_days"] == 90
    field.fill("45")
    kept.get_by_role("button", name="Speichern").click()
    expect(page.get_by_text("Gespeichert: 45 Tage.")).to_be_visible()
    assert shop.do(shop.bakery.owner.law.retention())["chat_days"] == 45
    page.get_by_role("button", name="Datenschutzerklärung lesen").click()
    expect(sheet.get_by_text("Fassung 2 vom")).to_be_visible()
    sheet.get_by_text("Geändert seit der letzten Fassung").click()
    expect(sheet.locator("del").filter(has_text="90 Tage")).not_to_have_count(0)
    expect(sheet.locator("ins").filter(has_text="45 Tage")).not_to_have_count(0)
    clean(page)
    page.keyboard.press("Escape")

    name, markdown = saved(page, "Datenschutzerklärung als Markdown speichern")
    assert name == "datenschutzerklärung.md"
    assert markdown.decode().startswith("# ")
    assert "Nach 45 Tagen ohne ein Wort" in markdown.decode()
    name, paper = saved(page, "Datenschutzerklärung als PDF speichern")
    assert name == "datenschutzerklärung.pdf"
    assert paper.startswith(b"%PDF-")
    assert b"%%EOF" in paper[-16:]
    page.get_by_role("button", name="Datenlandkarte lesen").click()
    expect(sheet.get_by_role("cell", name="die verschlüsselte Nachricht (S7)")).to_be_visible()


@on("phone", "sized", fixture=True)
def test_the_archive_holds_what_erasing_left(sized: Visit, shop: Stage) -> None:
    """[L9] A letter outlives its erased conversation: locked, and the owner finds it by the archive."""
    krause = shop.customer("krause", "Hiermit kündige ich den Brotkorb.", "Auf Wiedersehen")
    conversation = shop.conversation(krause)
    letter = shop.do(shop.bakery.owner.conversations.history(conversation))[0]
    shop.do(shop.bakery.owner.conversations.retain(conversation, letter, "letter"))
    shop.do(krause.erase())
    page = privacy(sized, shop)
    archive = part(page, "Archiv")
    archive.get_by_role("button", name="Archiv öffnen").click()
    row = archive.get_by_role("listitem")
    expect(row).to_contain_text("1 Brief bis 31. Dezember")
    expect(row).to_contain_text("gelöscht am")
    row.get_by_role("link").click()
    expect(log(page)).to_contain_text("Hiermit kündige ich")
    expect(log(page)).not_to_contain_text("Auf Wiedersehen")


async def second(customer: Customer) -> Message:
    """The second message of the conversation, once it is there: what is under way may still be on the way to others."""
    messages = customer.messages()
    await anext(messages)
    return await anext(messages)


@on("desktop", "sized", fixture=True)
def test_an_incident_is_told_to_all_whom_it_concerns(
    sized: Visit, visits: Callable[..., Visit], shop: Stage
) -> None:
    """[Art. 33, 34] 72 hours, whom it concerns, and one sealed message for each of them, which arrives."""
    page = visits(**PHONE).open(shop.bakery.url)
    begin(page)
    arrived(write(page, "Guten Tag"))
    krause = shop.customer("krause", "Moin")
    inbox = privacy(sized, shop)
    incident = part(inbox, "Wenn etwas passiert ist")
    since = incident.get_by_label("Passiert von")
    before = since.input_value()
    since.fill("2999-01-01T00:00")
    incident.get_by_role("button", name="Wen betrifft es?").click()
    expect(incident.get_by_role("alert")).to_contain_text("Das Ende liegt vor dem Anfang")
    since.fill(before)
    until = incident.get_by_label("bis", exact=True)
    until.fill(until.input_value())
    incident.get_by_label("Bemerkt am").fill(before)
    incident.get_by_role("button", name="Wen betrifft es?").click()
    expect(incident.get_by_text("2 Kundinnen und Kunden, 2 Nachrichten, 0 Dateien")).to_be_visible()
    expect(incident.get_by_text("Noch 47 Stunden.")).to_be_visible()
    incident.get_by_role("button", name="Im Protokoll vermerken").click()
    expect(incident.get_by_role("button", name="Vermerkt")).to_be_visible()
    incident.get_by_role("button", name="Allen 2 schreiben").click()
    sheet = inbox.get_by_role("dialog")
    sheet.get_by_role("button", name="An alle senden").click()
    expect(sheet.get_by_role("alert")).to_contain_text("Füll die Zeilen mit „…“ noch aus")
    sheet.get_by_role("textbox").fill("")
    sheet.get_by_role("button", name="An alle senden").click()
    expect(sheet.get_by_role("alert")).to_have_text("Hier fehlt noch der Text.")
    sheet.get_by_role("textbox").fill("KANARIE-PANNE: Ein Tablet ist weg.")
    sheet.get_by_role("button", name="An alle senden").click()
    expect(sheet.get_by_text("Alle 2 Nachrichten sind unterwegs.", exact=False)).to_be_visible()
    expect(log(page)).to_contain_text("KANARIE-PANNE: Ein Tablet ist weg.")
    assert shop.do(second(krause)).text == "KANARIE-PANNE: Ein Tablet ist weg."


@on("phone", "sized", fixture=True)
def test_the_risk_of_half_a_million(sized: Visit, shop: Stage) -> None:
    """[Art. 83] 4 % of 500,000 € are 20,000 €; beside it the maximum, the starting range, and the twelve complaints."""
    page = privacy(sized, shop)
    risk = part(page, "Was ein Verstoß kosten kann")
    risk.get_by_label("Umsatz im Jahr, in Euro").fill("viel")
    risk.get_by_role("button", name="Ausrechnen").click()
    expect(risk.get_by_role("alert")).to_contain_text("Gib den Umsatz als Zahl ein")
    risk.get_by_label("Umsatz im Jahr, in Euro").fill("500.000 €")
    risk.get_by_role("button", name="Ausrechnen").click()
    for figure in ("20.000 €", "10.000.000 €", "20.000.000 €"):
        expect(risk.get_by_text(figure, exact=True)).to_be_visible()
    expect(risk.get_by_role("row").filter(has_text="Art. 83(5)").filter(has_text="schwer")).to_contain_text(
        "8.000 € – 80.000 €"
    )
    said = risk.inner_text().replace("\N{NO-BREAK SPACE}", " ")
    assert said.index("0 € – 4.000 €") < said.index("20.000.000 €"), (
        "the typical range stands before the maximum"
    )
    risk.get_by_text("Was an WhatsApp Business beklagt wird").click()
    expect(risk.get_by_role("list").get_by_role("listitem")).to_have_count(12)
    clean(page)


@on("phone", "sized", fixture=True)
def test_a_request_rings_on_the_open_page(sized: Visit, shop: Stage) -> None:
    """[D8] Somebody asks while the owner's inbox is open: the sign counts it and the page shows it, without a reload."""
    krause = shop.customer("krause", "Guten Tag")
    page = open_inbox(sized, shop, 1, "owner")
    rail = page.get_by_role("navigation", name="Bereiche")
    expect(rail.get_by_text("Offene Anfragen", exact=False)).to_have_count(0)
    shop.do(krause.ask("access"))
    signs = rail.get_by_role("link").filter(has_text="Offene Anfragen: 1")
    expect(signs.filter(visible=True).first).to_be_visible()
    page.evaluate("location.hash = '#/privacy'")
    expect(page.get_by_role("heading", name="Eine Anfrage ist offen", exact=False)).to_be_visible()
    shop.do(krause.ask("correct"))
    expect(page.get_by_role("heading", name="2 Anfragen sind offen", exact=False)).to_be_visible()
    expect(signs.first).to_have_count(0)
    for request in shop.do(shop.bakery.owner.requests()):
        shop.do(shop.bakery.owner.law.set_state(request.n, "refused"))
    expect(page.get_by_role("heading", name="Keine Anfrage ist offen")).to_be_visible()
    expect(rail.get_by_text("Offene Anfragen", exact=False)).to_have_count(0)


@on("desktop", "sized", fixture=True)
def test_the_browser_follows_the_trail_itself(sized: Visit, shop: Stage) -> None:
    """[D9] The chain that is shown holds as computed in the browser; a line changed on the server is named."""
    krause = shop.customer("krause", "Guten Tag")
    shop.do(krause.ask("access"))
    page = privacy(sized, shop)
    trail = part(page, "Protokoll")
    trail.get_by_role("button", name="Protokoll öffnen").click()
    expect(trail.get_by_text("Jede Zeile passt zur vorigen", exact=False)).to_be_visible()
    expect(trail.get_by_text("Anfrage eingegangen", exact=False)).to_be_visible()
    clean(page)

    def lie(tx: Tx) -> None:
        tx.execute(text("UPDATE audit SET at_ms = at_ms + 1 WHERE n = 2"))

    shop.do(krause.ask("correct"))
    page.reload()
    trail.get_by_role("button", name="Protokoll öffnen").click()
    expect(trail.get_by_text("Jede Zeile passt zur vorigen", exact=False)).to_be_visible()
    page.evaluate(ANOTHER_LINE_SEEN)
    page.reload()
    trail.get_by_role("button", name="Protokoll öffnen").click()
    expect(trail.get_by_role("alert")).to_contain_text(
        "ein anderes als das, welches dieses Gerät zuletzt gesehen hat"
    )
    clean(page)
    trail.get_by_role("button", name="Ich weiß davon").click()
    expect(trail.get_by_text("Jede Zeile passt zur vorigen", exact=False)).to_be_visible()
    shop.do(shop.bakery.app.house.write(lie))
    page.reload()
    trail.get_by_role("button", name="Protokoll öffnen").click()
    expect(trail.get_by_role("alert")).to_contain_text("Zeile 2 fehlt oder passt nicht zur vorigen")
    clean(page)
