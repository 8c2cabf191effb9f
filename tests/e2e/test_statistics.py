"""The page "Statistik" of a real shop, on a desktop and on a phone; a customer who objects is gone from it (L14)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.e2e.axe import violations
from tests.e2e.customer_page import clean_in_both_lights
from tests.e2e.inbox_page import go_to
from tests.e2e.moments import Moments, TeamsInbox
from tests.e2e.test_inbox import open_inbox
from tests.world.browser import DESKTOP, PHONE, Visit
from tests.world.stage import Stage
from tresen.client.documents.quickreply import QuickReply


def figures(visit: Visit, shop: Stage) -> Page:
    page = open_inbox(visit, shop)
    go_to(page, "Statistik")
    expect(page.get_by_role("heading", name="Statistik", exact=True)).to_be_focused()
    expect(page.get_by_role("region", name="Das Wichtigste")).to_be_visible()
    return page


def key(page: Page, name: str) -> Locator:
    terms = page.get_by_role("region", name="Das Wichtigste").locator("dl > div")
    return terms.filter(has=page.get_by_text(name, exact=True)).locator("dd").first


def answer(shop: Stage, name: str) -> None:
    conversation = shop.conversation(shop.customer(name, "Haben Sie noch Brot?"))
    shop.do(shop.bakery.owner.conversations.send(conversation, "Ja, bis eins."))


def download(page: Page, name: str) -> str:
    with page.expect_download() as saving:
        page.get_by_role("button", name=name).click()
    return Path(saving.value.path()).read_text(encoding="utf-8")


def test_how_the_team_is_doing(visits: Callable[..., Visit], shop: Stage) -> None:
    """Figures, finding, tables and files say the same; keyboard alone; axe finds nothing in either light."""
    answer(shop, "krause")
    answer(shop, "yilmaz")
    shop.customer("weber", "Sind Sie da?")
    page = figures(visits(**DESKTOP), shop)
    expect(key(page, "Gesendet")).to_have_text("2")
    expect(key(page, "Neue Kunden")).to_have_text("3")
    expect(page.get_by_text("Gerade wartet 1 Unterhaltung auf eine Antwort")).to_be_visible()
    expect(page.get_by_text("Die Hälfte hat sofort Antwort")).to_be_visible()
    expect(page.get_by_text("3 Anfragen, 1 noch ohne Antwort")).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("Nachrichten des Teams je Tag"))).to_be_visible()
    assert violations(page) == []
    page.get_by_text("Als Tabelle").first.focus()
    page.keyboard.press("Enter")
    table = page.get_by_role("table", name=re.compile("Nachrichten des Teams je Tag"))
    expect(table.get_by_role("row").last).to_contain_text("3")
    page.get_by_text("Alle Zahlen, und was gezählt wird").first.click()
    expect(page.get_by_role("row", name=re.compile("^Empfangen 3 0"))).to_be_visible()
    clean_in_both_lights(page)
    head, *lines = download(page, "Als CSV").splitlines()
    assert head.startswith("from,to,received,sent,delivered,read,delivery_median_s")
    assert len(lines) == 30
    assert lines[-1].split(",")[2:4] == ["3", "2"]
    said = json.loads(download(page, "Als JSON"))
    assert said["total"]["sent"] == 2
    assert said["columns"]["sent"].startswith("Nachrichten des Teams")
    page.get_by_role("button", name="90 Tage").click()
    expect(page.get_by_text("Nachrichten des Teams je Woche").first).to_be_visible()
    page.get_by_role("button", name="Andere Tage").click()
    sheet = page.get_by_role("dialog", name="Andere Tage")
    sheet.get_by_label("Von").fill("2020-01-01")
    sheet.get_by_role("button", name="Anzeigen").click()
    expect(sheet.get_by_role("alert")).to_contain_text("zwei Jahre")
    assert violations(page) == []


def test_the_first_of_a_month(visits: Callable[..., Visit], tmp_path: Path) -> None:
    """On the first the page begins with the month before; on the second it does not. The month is by the shop's clock."""
    with Moments.open(tmp_path, "2026-10-20 10:00") as moments:
        shop = moments.shop
        conversation = shop.conversation(shop.customer("krause", "Haben Sie noch Brot?"))
        moments.later(7)
        shop.do(shop.bakery.owner.conversations.send(conversation, "Ja, bis eins."))
        moments.it_is("2026-11-01 08:00")
        page = TeamsInbox(moments, visits(**DESKTOP)).page
        go_to(page, "Statistik")
        month = page.get_by_role("region", name="Oktober im Rückblick")
        expect(month).to_contain_text("1 Nachricht kam an, ihr habt 1 geschickt, und 1 Unterhaltung war neu.")
        expect(month).to_contain_text("Die Hälfte der Anfragen hatte nach 7 Minuten eine Antwort.")
        assert violations(page) == []
        month.get_by_role("button", name="Ganzen Monat ansehen").click()
        expect(page.get_by_text("1. Oktober bis 31. Oktober, verglichen mit 1. September")).to_be_visible()
        moments.it_is("2026-11-02 00:01")
        expect(month).to_have_count(0)


def test_quick_replies_are_counted_here(visits: Callable[..., Visit], shop: Stage) -> None:
    """[S9] The figure that the server cannot know comes from this device, in the page and in its files."""
    reply = QuickReply("zeiten", "Öffnungszeiten", "Wir haben bis 18 Uhr auf.")
    shop.do(shop.bakery.owner.quick_replies.save(reply))
    shop.customer("krause", "Wann haben Sie auf?")
    page = open_inbox(visits(**DESKTOP), shop)
    page.get_by_role("list", name="Unterhaltungen").get_by_role("listitem").first.click()
    page.get_by_role("textbox", name="Nachricht", exact=True).fill("/zeiten")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("article").last).to_contain_text("bis 18 Uhr")
    go_to(page, "Statistik")
    expect(page.get_by_text("0 automatische Antworten, 1 Schnellantwort, 0‑mal geschlossen")).to_be_visible()
    page.get_by_text("Alle Zahlen, und was gezählt wird").first.click()
    expect(page.get_by_role("row", name=re.compile("^Schnellantworten 1 0"))).to_be_visible()
    head, *lines = download(page, "Als CSV").splitlines()
    assert head.endswith(",closed_unanswered,quick_replies,calls,calls_received,calls_answered,call_median_s")
    assert [line.rsplit(",", 5)[1] for line in lines] == ["0"] * 29 + ["1"]
    said = json.loads(download(page, "Als JSON"))
    assert (said["total"]["quick_replies"], said["before"]["quick_replies"]) == (1, 0)
    assert set(said["columns"]) == {*head.split(","), "hours"} - {"from", "to"}


def test_on_paper(visits: Callable[..., Visit], shop: Stage) -> None:
    """Printed, the figures stand alone, without buttons and navigation, on white, also when the screen is dark."""
    answer(shop, "krause")
    page = figures(visits(**DESKTOP, color_scheme="dark"), shop)
    page.emulate_media(media="print")
    expect(page.get_by_role("region", name="Das Wichtigste")).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("Nachrichten des Teams je Tag"))).to_be_visible()
    for hidden in (page.get_by_role("button", name="Als CSV"), page.get_by_role("link", name="Nachrichten")):
        expect(hidden).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"
    assert page.evaluate("document.documentElement.scrollHeight") > 900


def test_a_customer_objects(visits: Callable[..., Visit], shop: Stage) -> None:
    """[L14, Art. 21] A switch on the privacy sheet takes them out of every figure at once; a reload remembers it."""
    customer = visits(**PHONE).open(shop.bakery.owner.customer_link)
    customer.get_by_role("button", name="Nachricht schreiben").click()
    customer.get_by_role("textbox", name="Nachricht").fill("Guten Tag")
    customer.get_by_role("button", name="Senden").click()
    expect(customer.get_by_role("article").last).to_contain_text(re.compile("gesendet|zugestellt"))
    page = figures(visits(**DESKTOP), shop)
    expect(key(page, "Neue Kunden")).to_have_text("1")
    privacy(customer).click()
    expect(customer.get_by_role("status").filter(has_text="herausgerechnet")).to_be_visible()
    assert violations(customer) == []
    page.get_by_role("button", name="7 Tage").click()
    expect(page.get_by_text("Noch nichts zu zählen.")).to_be_visible()
    customer.reload()
    expect(privacy(customer)).not_to_be_checked()


def privacy(customer: Page) -> Locator:
    customer.get_by_role("button", name="Menü").click()
    customer.get_by_role("button", name="Datenschutz").click()
    return customer.get_by_role("switch", name="In der Statistik mitzählen")
