"""The team blocks a customer from the inbox: both sides are told, the customer reads and erases, and nothing else (L12)."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.e2e.customer_page import (
    answer,
    arrived,
    article,
    begin,
    clean,
    clean_in_both_lights,
    field,
    menu,
    newest,
    write,
)
from tests.e2e.customer_page import log as customers_log
from tests.e2e.message_menu import item, open_menu
from tests.e2e.test_inbox import log, open_inbox, rows
from tests.world.browser import Visit
from tests.world.stage import Stage


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with Stage.open(tmp_path_factory.mktemp("shop")) as opened:
        yield opened


def test_block_and_unblock(phone: Visit, desktop: Visit, shop: Stage) -> None:
    """[L12] A question first; the notice on both sides; no field while blocked, the draft is kept; then as before."""
    page = phone.open(shop.bakery.url)
    begin(page)
    arrived(write(page, "Ist noch Kuchen da?"))
    field(page).fill("Und Brot?")
    inbox = open_inbox(desktop, shop)
    rows(inbox).first.click()
    expect(log(inbox)).to_contain_text("Ist noch Kuchen da?")
    inbox.get_by_role("button", name="Blockieren …").click()
    question = inbox.get_by_role("dialog")
    expect(question).to_contain_text("Lesen und löschen, was hier steht")
    clean(inbox)
    question.get_by_role("button", name="Abbrechen").click()
    expect(log(inbox)).not_to_contain_text("blockiert")
    inbox.get_by_role("button", name="Blockieren …").click()
    inbox.get_by_role("dialog").get_by_role("button", name="Blockieren", exact=True).click()
    expect(log(inbox)).to_contain_text(re.compile(r"Gast .*von heute ist blockiert\."))
    expect(
        page.get_by_role("status").filter(has_text="nimmt hier keine Nachrichten von Ihnen mehr an")
    ).to_be_visible()
    expect(customers_log(page)).to_contain_text("Das Team hat Sie in dieser Unterhaltung blockiert.")
    expect(field(page)).to_have_count(0)
    clean(page)
    page.reload()
    expect(customers_log(page)).to_contain_text("Ist noch Kuchen da?")
    expect(field(page)).to_have_count(0)
    inbox.get_by_role("button", name="Blockierung aufheben").click()
    expect(log(inbox)).to_contain_text(re.compile(r"Gast .*von heute ist nicht mehr blockiert\."))
    expect(customers_log(page)).to_contain_text("Das Team nimmt wieder Nachrichten von Ihnen an.")
    expect(field(page)).to_have_value("Und Brot?")
    page.get_by_role("button", name="Senden", exact=True).click()
    expect(log(inbox)).to_contain_text("Und Brot?")


def test_who_is_blocked_takes_back_what_they_handed_over(phone: Visit, shop: Stage) -> None:
    """[L12, L7] Nothing is offered that the server would refuse; the card is still seen, and erased on both sides."""
    page = phone.open(shop.bakery.url)
    begin(page)
    arrived(write(page, "Guten Morgen!"))
    conversation = newest(shop)
    answer(shop, conversation, "Guten Morgen, Frau Krause!")
    menu(page, "Visitenkarte")
    sheet = page.get_by_role("dialog", name="Visitenkarte")
    sheet.get_by_role("textbox", name="Telefon").fill("030 901820")
    sheet.get_by_role("button", name="An das Team senden").click()
    arrived(article(page, "+49 30 901820"))
    shop.do(shop.bakery.owner.conversations.ask_contact(conversation))
    shop.do(shop.bakery.owner.conversations.block(conversation, True))
    expect(field(page)).to_have_count(0)

    open_menu(page, "Guten Morgen, Frau Krause!")
    expect(item(page, "Kopieren")).to_be_visible()
    for refused in ("Antworten", "Anheften", "Reagieren"):
        expect(item(page, refused)).to_have_count(0)
    page.keyboard.press("Escape")

    page.get_by_role("button", name="Visitenkarte ausfüllen").click()
    expect(sheet).to_contain_text("zurücknehmen jederzeit")
    expect(sheet).to_contain_text("+49 30 901820")
    expect(sheet.get_by_role("textbox")).to_have_count(0)
    clean_in_both_lights(page)
    sheet.get_by_role("button", name="Zurücknehmen").click()
    expect(sheet).to_have_count(0)
    expect(customers_log(page)).not_to_contain_text("+49 30 901820")
    expect(customers_log(page)).not_to_contain_text("nicht gesendet")
    assert shop.do(shop.bakery.owner.conversations.contact(conversation)) is None
    menu(page, "Visitenkarte")
    expect(sheet).to_contain_text("nimmt auch keine Visitenkarte an")
    expect(sheet.get_by_role("button", name="Zurücknehmen")).to_have_count(0)
