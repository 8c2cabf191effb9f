"""Erasing in the browsers: by the customer or an owner; one message or everything; here, elsewhere, later (L7, L9, S17)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.customer_page import answer, arrived, article, begin, clean, log, menu, newest, write
from tests.e2e.erasing import assert_gone, has_focus, raw_storage, sealed_parts, server_files
from tests.e2e.message_menu import choose
from tests.world.browser import DESKTOP, PHONE, Visit, on
from tests.world.process import Process
from tests.world.stage import Stage


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with Stage.open(tmp_path_factory.mktemp("shop")) as opened:
        yield opened


@pytest.fixture
def customer(request: pytest.FixtureRequest, visits: Callable[..., Visit]) -> Visit:
    started: Visit = visits(**request.param)
    return started


def data(shop: Stage) -> Path:
    return shop.bakery.folder / "data"


def return_link(page: Page) -> str:
    """The return link that the page shows to be saved."""
    menu(page, "Rückkehr-Link")
    link = page.get_by_role("dialog").get_by_text("#return=").inner_text()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    return link


def erase_all(page: Page) -> None:
    menu(page, "Unterhaltung löschen")
    page.get_by_role("button", name="Endgültig löschen").click()


@on("phone", "customer", fixture=True)
def test_a_customer_erases_one_message(customer: Visit, shop: Stage) -> None:
    """[L7] After the question it is gone here, in the second tab, from raw storage and from the server's files."""
    page = customer.open(shop.bakery.url)
    begin(page)
    arrived(write(page, "Guten Tag"))
    arrived(write(page, "Meine Nummer ist KANARIE-0151"))
    tab = customer.open(shop.bakery.url)
    expect(article(tab, "KANARIE-0151")).to_be_visible()
    conversation = newest(shop)
    sealed = sealed_parts(shop, conversation.id)
    assert all(part in server_files(data(shop)) for part in sealed)
    page.bring_to_front()
    choose(page, "KANARIE-0151", "Löschen")
    question = page.get_by_role("dialog", name="Diese Nachricht für beide Seiten löschen?")
    expect(question).to_contain_text("KANARIE-0151")
    clean(page)
    question.get_by_role("button", name="Behalten").click()
    expect(article(page, "KANARIE-0151")).to_be_visible()
    choose(page, "KANARIE-0151", "Löschen")
    question.get_by_role("button", name="Löschen").click()
    for each in (page, tab):
        expect(article(each, "KANARIE-0151")).to_have_count(0)
        expect(log(each)).to_contain_text("Nachricht gelöscht")
        expect(article(each, "Guten Tag")).to_be_visible()
    clean(page)
    assert "KANARIE" not in raw_storage(page)
    left = sealed_parts(shop, conversation.id)
    assert len(left) == len(sealed) - 3
    assert_gone(data(shop), [part for part in sealed if part not in left])
    answer(shop, conversation, "Alles klar")
    expect(article(page, "Alles klar")).to_be_visible()


@on("desktop", "customer", fixture=True)
def test_a_customer_erases_everything(customer: Visit, shop: Stage) -> None:
    """[L7] The question says how many go; the receipt stays; storage and server hold nothing; one can begin anew."""
    page = customer.open(shop.bakery.url)
    begin(page)
    arrived(write(page, "KANARIE-eins"))
    arrived(write(page, "KANARIE-zwei"))
    page.get_by_role("textbox", name="Nachricht").fill("KANARIE-Entwurf")
    conversation = newest(shop)
    answer(shop, conversation, "KANARIE-Antwort")
    expect(article(page, "KANARIE-Antwort")).to_be_visible()
    tab = customer.open(shop.bakery.url)
    expect(article(tab, "KANARIE-Antwort")).to_be_visible()
    page.bring_to_front()
    sealed = sealed_parts(shop, conversation.id)
    menu(page, "Unterhaltung löschen")
    question = page.get_by_role("dialog", name="Alles endgültig löschen?")
    expect(question).to_contain_text("3 Nachrichten verschwinden hier und bei Bäckerei Sonnenschein")
    has_focus(question.get_by_role("button", name="Behalten"))
    clean(page)
    question.get_by_role("button", name="Endgültig löschen").click()
    for each in (page, tab):
        expect(each.get_by_role("heading", level=1, name="Ist gelöscht.")).to_be_visible()
        expect(each.get_by_role("main")).to_contain_text("3 Nachrichten")
        expect(each.get_by_role("main")).to_contain_text(re.compile("L-[0-9A-Z]{4}-[0-9A-Z]{4}"))
    clean(page)
    assert "KANARIE" not in raw_storage(page)
    assert_gone(data(shop), sealed)
    page.reload()
    expect(page.get_by_role("heading", level=1, name="Ist gelöscht.")).to_be_visible()
    page.get_by_role("button", name="Neue Unterhaltung").click()
    for each in (page, tab):
        expect(each.get_by_role("button", name="Nachricht schreiben")).to_be_visible()
    begin(page)
    arrived(write(page, "Von vorn"))
    assert newest(shop).id != conversation.id


@on("phone", "customer", fixture=True)
def test_a_letter_stays_and_says_why(customer: Visit, shop: Stage) -> None:
    """[L9] The question names it with reason and end; afterwards it alone can be read here; then it goes."""
    page = customer.open(shop.bakery.url)
    begin(page)
    arrived(write(page, "KANARIE-Plausch"))
    arrived(write(page, "Auftrag: zwölf Brezeln"))
    conversation = newest(shop)
    owner = shop.bakery.owner
    order = shop.do(owner.conversations.history(conversation))[-1]
    shop.do(owner.conversations.retain(conversation, order, "letter"))
    menu(page, "Unterhaltung löschen")
    question = page.get_by_role("dialog", name="Alles endgültig löschen?")
    expect(question).to_contain_text("1 Nachricht verschwindet hier")
    expect(question).to_contain_text("bis 31. Dezember 2032 aufbewahren (§ 257 HGB)")
    clean(page)
    question.get_by_role("button", name="Endgültig löschen").click()
    expect(page.get_by_role("heading", level=1, name="Ist gelöscht.")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Auftrag: zwölf Brezeln")
    expect(page.get_by_role("main")).to_contain_text("bis 31. Dezember 2032 aufbewahren (§ 257 HGB)")
    clean(page)
    raw = raw_storage(page)
    assert "KANARIE" not in raw
    assert "Brezeln" in raw
    shop.do(owner.conversations.retain(conversation, order, "chat"))
    expect(page.get_by_role("main")).not_to_contain_text("Auftrag: zwölf Brezeln")
    assert "Brezeln" not in raw_storage(page)


@on("desktop", "customer", fixture=True)
def test_what_stays_can_be_read_beside_a_new_conversation(customer: Visit, shop: Stage) -> None:
    """[GDPR 17(3)(b), L9] The menu says what is retained, why and until when, before and after the new first message."""
    page = customer.open(shop.bakery.url)
    begin(page)
    arrived(write(page, "KANARIE-Plausch"))
    arrived(write(page, "Auftrag: zwölf Brezeln"))
    conversation = newest(shop)
    order = shop.do(shop.bakery.owner.conversations.history(conversation))[-1]
    shop.do(shop.bakery.owner.conversations.retain(conversation, order, "letter"))
    erase_all(page)
    expect(page.get_by_text("hier im Menü: „Aufbewahrtes“")).to_be_visible()
    clean(page)
    page.get_by_role("button", name="Neue Unterhaltung").dblclick()
    expect(page.get_by_role("button", name="Nachricht schreiben")).to_be_visible()
    expect(page.get_by_text("Bis dahin liegt nichts auf Ihrem Gerät.")).to_have_count(0)
    expect(page.get_by_role("button", name="Menü", exact=True)).to_be_visible()
    expect(page.get_by_text("Meine Geräte")).to_have_count(0)
    kept_sheet(page)
    page.reload()
    begin(page)
    arrived(write(page, "Von vorn"))
    kept_sheet(page)
    expect(article(page, "Auftrag")).to_have_count(0)
    assert "KANARIE" not in raw_storage(page)
    tab = customer.open(shop.bakery.url)
    expect(article(tab, "Von vorn")).to_be_visible()
    kept_sheet(tab)
    erase_all(tab)
    for each in (page, tab):
        expect(each.get_by_role("heading", level=1, name="Ist gelöscht.")).to_be_visible()
    tab.get_by_role("button", name="Neue Unterhaltung").click()
    for each in (page, tab):
        kept_sheet(each)


def kept_sheet(page: Page, *, new_here: bool = False) -> None:
    """The menu's sheet names one order, its words, why and until when. If it is `new_here`, axe checks it too."""
    menu(page, "Aufbewahrtes")
    sheet = page.get_by_role("dialog", name="Aufbewahrtes")
    expect(sheet.get_by_text("Auftrag: zwölf Brezeln")).to_have_count(1)
    expect(sheet).to_contain_text("bis 31. Dezember 2032 aufbewahren (§ 257 HGB)")
    if new_here:
        clean(page)
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)


def test_the_other_device_is_told_and_drops_its_copy(visits: Callable[..., Visit], shop: Stage) -> None:
    """[L7] Offline it still shows what it has; online it says who erased and holds nothing; so does the return link."""
    phone, laptop = visits(**PHONE), visits(**DESKTOP)
    page = phone.open(shop.bakery.url)
    begin(page)
    arrived(write(page, "KANARIE-eins"))
    link = return_link(page)
    other = laptop.open(link)
    other.get_by_role("button", name="Unterhaltung fortsetzen").click()
    expect(article(other, "KANARIE-eins")).to_be_visible()
    laptop.context.set_offline(True)
    expect(other.get_by_text("Kein Netz.")).to_be_visible()
    write(other, "KANARIE-wartet")
    erase_all(page)
    expect(page.get_by_role("heading", level=1, name="Ist gelöscht.")).to_be_visible()
    expect(article(other, "KANARIE-eins")).to_be_visible()
    laptop.context.set_offline(False)
    title = "Sie haben diese Unterhaltung auf einem anderen Gerät gelöscht."
    expect(other.get_by_role("heading", level=1, name=title)).to_be_visible()
    clean(other)
    assert "KANARIE" not in raw_storage(other)
    late = visits(**PHONE).open(link)
    late.get_by_role("button", name="Unterhaltung fortsetzen").click()
    expect(late.get_by_role("heading", level=1, name="Diese Unterhaltung wurde gelöscht.")).to_be_visible()
    late.get_by_role("button", name="Neue Unterhaltung").click()
    begin(late)
    arrived(write(late, "Von vorn"))


@on("phone", "customer", fixture=True)
def test_asked_while_the_server_is_gone_and_pressed_twice(customer: Visit, process: Process) -> None:
    """[S17] Killed in between: the signed command waits, survives a reload, and is sent once, by itself."""
    page = customer.open(process.customer_url)
    begin(page)
    for text in ("Guten Tag", "KANARIE-eins"):
        write(page, text)
        expect(article(page, text)).not_to_contain_text("wird gesendet")
    choose(page, "KANARIE-eins", "Löschen")
    question = page.get_by_role("dialog")
    expect(question).to_contain_text("KANARIE-eins")
    process.kill()
    expect(page.get_by_text("Kein Netz.")).to_be_visible()
    question.get_by_role("button", name="Löschen", exact=True).dblclick()
    expect(article(page, "KANARIE-eins")).to_contain_text("wird gelöscht")
    process.start()
    page.reload()
    expect(log(page)).to_contain_text("Nachricht gelöscht")
    expect(article(page, "KANARIE-eins")).to_have_count(0)
    expect(article(page, "Guten Tag")).to_be_visible()
    assert "KANARIE" not in raw_storage(page)
