"""The customer page against the real server: first visit, conversation, what it stores and what it refuses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from tests.e2e.customer_page import (
    answer,
    arrived,
    article,
    begin,
    field,
    heard,
    log,
    menu,
    newest,
    returned_link,
    write,
)
from tests.world.browser import DESKTOP, PHONE, Visit
from tests.world.stage import Stage

pytestmark = pytest.mark.worker

NAME = "Bäckerei Sonnenschein"
STORED = """async () => ({
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    local: localStorage.length,
    session: sessionStorage.length,
    cookies: document.cookie,
})"""
NOTHING = {"databases": 0, "caches": 0, "workers": 0, "local": 0, "session": 0, "cookies": ""}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with Stage.open(tmp_path_factory.mktemp("shop")) as opened:
        yield opened


def test_nothing_is_stored_or_connected_before_the_first_tap(phone: Visit, shop: Stage) -> None:
    """[TDDDG § 25] A visit leaves nothing behind; the tap does."""
    page = phone.context.new_page()
    sockets: list[str] = []
    page.on("websocket", lambda socket: sockets.append(socket.url))
    page.goto(shop.bakery.url)
    expect(page.get_by_role("heading", level=1, name=NAME)).to_be_visible()
    expect(page.get_by_role("button", name="Am Tresen geprüft")).to_be_visible()
    menu(page, "English")
    expect(page.get_by_role("button", name="Write a message")).to_be_visible()
    assert page.evaluate(STORED) == NOTHING
    assert phone.context.cookies() == []
    assert sockets == []
    menu_in_english = page.get_by_role("button", name="Menu", exact=True)
    menu_in_english.click()
    page.get_by_role("button", name="Deutsch", exact=True).click()
    begin(page)
    expect(field(page)).to_be_focused()
    page.wait_for_function("async () => (await indexedDB.databases()).length > 0")


def test_a_message_goes_and_an_answer_comes(phone: Visit, shop: Stage) -> None:
    """[L4] A message reaches the team; each own message states its progress in words."""
    page = phone.open(shop.bakery.url)
    begin(page)
    mine = write(page, "Haben Sie morgen Dinkelbrot?")
    arrived(mine)
    conversation = newest(shop)
    [message] = heard(shop, conversation, 1)
    assert message.text == "Haben Sie morgen Dinkelbrot?"
    shop.do(shop.bakery.owner.mark_read(message))
    expect(mine).to_contain_text("gelesen")
    expect(mine).to_contain_text(re.compile(r"\d?\d:\d\d"))
    answer(shop, conversation, "Ja, ab *sieben Uhr*.")
    theirs = article(page, "Ja, ab sieben Uhr.")
    expect(theirs).to_contain_text("Anna")
    expect(theirs.locator("strong")).to_have_text("sieben Uhr")
    expect(log(page).get_by_role("heading", level=2).first).to_have_text(re.compile(r"^\w+, \d+\. \w+$"))


def test_a_draft_survives_a_reload(phone: Visit, shop: Stage) -> None:
    """[product] Nothing typed is ever lost."""
    page = phone.open(shop.bakery.url)
    begin(page).press_sequentially("Eine halbe Sach", delay=20)
    page.reload()
    expect(field(page)).to_have_value("Eine halbe Sach")


def test_the_conversation_is_there_after_a_reload(phone: Visit, shop: Stage) -> None:
    """[A9] One reload, the same conversation, every message once."""
    page = phone.open(shop.bakery.url)
    begin(page)
    for text in ("eins", "zwei", "drei"):
        write(page, text)
    arrived(article(page, "drei"))
    page.reload()
    expect(log(page).get_by_role("article")).to_have_count(3)
    said = log(page).get_by_role("article").locator("p").first
    expect(said).to_have_text("eins")


def test_enter_sends_on_a_desktop_and_breaks_the_line_on_a_phone(
    desktop: Visit, phone: Visit, shop: Stage
) -> None:
    """[look] Shift+Enter breaks the line on a desktop."""
    page = desktop.open(shop.bakery.url)
    begin(page).press_sequentially("Erste")
    field(page).press("Shift+Enter")
    field(page).press_sequentially("Zweite")
    field(page).press("Enter")
    expect(article(page, "Erste")).to_contain_text("Erste\nZweite", use_inner_text=True)
    expect(field(page)).to_have_value("")
    page = phone.open(shop.bakery.url)
    begin(page).press_sequentially("Erste")
    field(page).press("Enter")
    expect(field(page)).to_have_value("Erste\n")


def test_a_text_that_is_too_long_is_refused_and_kept(desktop: Visit, shop: Stage) -> None:
    """[S9] 100 kB do not fit; nothing is sent and nothing lost."""
    page = desktop.open(shop.bakery.url)
    begin(page).fill("ä" * 50_000)
    page.get_by_role("button", name="Senden", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("zu lang für eine Nachricht")
    assert len(field(page).input_value()) == 50_000
    expect(log(page).get_by_role("article")).to_have_count(0)
    box = field(page).bounding_box()
    assert box is not None
    assert box["height"] < 200
    field(page).fill("ä" * 7_900)
    page.get_by_role("button", name="Senden", exact=True).click()
    expect(log(page).get_by_role("article")).to_have_count(1)


def test_pressing_send_without_a_text_says_what_is_missing(phone: Visit, shop: Stage) -> None:
    """[look] Never disabled: pressing says what is missing and moves focus there."""
    page = phone.open(shop.bakery.url)
    begin(page)
    page.get_by_role("button", name="Senden", exact=True).click()
    expect(page.get_by_role("alert")).to_have_text("Hier steht noch nichts.")
    expect(field(page)).to_be_focused()


def test_a_wrong_fingerprint_stops_everything(phone: Visit, shop: Stage) -> None:
    """[S4] The page refuses, says why and stores nothing."""
    url, fingerprint = shop.bakery.url.split("#key=")
    wrong = ("0" if fingerprint[0] != "0" else "1") + fingerprint[1:]
    page = phone.open(f"{url}#key={wrong}")
    expect(page.get_by_role("heading", name="Dieser Schlüssel passt nicht zum Schild.")).to_be_visible()
    expect(page.get_by_text("Bitte schreiben Sie nichts und fragen Sie am Tresen.")).to_be_visible()
    expect(page.get_by_role("heading", level=1, name=NAME)).to_be_visible()
    expect(page.get_by_role("textbox")).to_have_count(0)
    expect(page.get_by_role("button")).to_have_count(0)
    assert page.evaluate(STORED) == NOTHING


def test_without_the_sign_the_page_says_that_nothing_was_compared(phone: Visit, shop: Stage) -> None:
    """[S4] No fragment: not verified; a tap explains it, and one can write all the same."""
    page = phone.open(shop.bakery.url.split("#")[0])
    trust = page.get_by_role("button", name="Schild noch nicht gescannt")
    trust.click()
    expect(page.get_by_role("dialog", name="Ist das wirklich der richtige Betrieb?")).to_contain_text(
        "erkennt Ihr Handy am Schild"
    )
    page.keyboard.press("Escape")
    expect(trust).to_be_focused()
    begin(page)
    arrived(write(page, "Ohne Schild"))


def test_a_sign_scanned_later_is_remembered(phone: Visit, shop: Stage) -> None:
    """[S4] Once compared, the conversation stays verified, whatever address opens it."""
    page = phone.open(shop.bakery.url.split("#")[0])
    begin(page)
    arrived(write(page, "Erst ohne"))
    page.goto("about:blank")
    page.goto(shop.bakery.url)
    expect(page.get_by_role("button", name="Am Tresen geprüft")).to_be_visible()
    # The leading tab remembers it before it sends.
    arrived(write(page, "Dann mit"))
    page.goto("about:blank")
    page.goto(shop.bakery.url.split("#")[0])
    expect(article(page, "Erst ohne")).to_be_visible()
    expect(page.get_by_role("button", name="Am Tresen geprüft")).to_be_visible()


def test_an_unknown_business_gets_a_page_of_its_own(phone: Visit, shop: Stage) -> None:
    """[product] Errors say what happened and what to do."""
    page = phone.open(shop.bakery.url.split("#")[0].replace("sonnenschein", "mondschein"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Hier ist kein Betrieb.")
    expect(page.get_by_role("button")).to_have_count(0)


def test_imprint_and_privacy_are_two_taps_away_everywhere(phone: Visit, shop: Stage) -> None:
    """[GDPR 13, DDG § 5] Both texts of the profile open on the first visit and in the conversation; Back closes them."""
    page = phone.open(shop.bakery.url)
    page.get_by_role("button", name="Impressum").click()
    expect(page.get_by_role("dialog", name="Impressum")).to_contain_text("Lindenallee 7")
    page.go_back()
    expect(page.get_by_role("dialog")).to_have_count(0)
    begin(page)
    menu(page, "Datenschutz")
    expect(page.get_by_role("dialog", name="Datenschutz")).to_contain_text("datenschutz@sonnenschein.example")
    page.keyboard.press("Escape")
    menu(page, "Impressum")
    expect(page.get_by_role("dialog", name="Impressum")).to_contain_text("Anna Sonnenschein")
    page.get_by_role("button", name="Schließen").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.url == shop.bakery.url


def test_the_return_link_restores_the_conversation_elsewhere(
    visits: Callable[..., Visit], shop: Stage
) -> None:
    """[S13] Offered right after the first message; another browser reads everything and goes on."""
    page = visits(**PHONE).open(shop.bakery.url)
    begin(page)
    arrived(write(page, "Bitte merken: zwölf Schrippen"))
    link = returned_link(page)
    assert "#return=" in link

    other = visits(**DESKTOP).open(link)
    assert other.evaluate(STORED) == NOTHING
    other.get_by_role("button", name="Unterhaltung fortsetzen").click()
    expect(article(other, "zwölf Schrippen")).to_contain_text("zugestellt")
    expect(other).to_have_url(re.compile("#key="))
    arrived(write(other, "Ich bin am Rechner."))
    expect(article(page, "Ich bin am Rechner.")).to_be_visible()


def test_a_return_link_that_lost_a_piece_says_so(phone: Visit, shop: Stage) -> None:
    """[S13] Nothing opens, nothing is stored."""
    page = phone.open(shop.bakery.url.split("#")[0] + "#return=ABC.DEF")
    expect(page.get_by_role("heading", name="Dieser Rückkehr-Link öffnet hier nichts.")).to_be_visible()
    assert page.evaluate(STORED) == NOTHING


def test_the_page_speaks_english_to_everybody_else(visits: Callable[..., Visit], shop: Stage) -> None:
    """[interface] Names in brackets."""
    page = visits(**{**PHONE, "locale": "en-GB"}).open(shop.bakery.url)
    page.get_by_role("button", name="Write a message").click()
    page.get_by_role("textbox", name="Message").fill("Good morning")
    page.get_by_role("button", name="Send", exact=True).click()
    mine = page.get_by_role("log", name="Conversation").get_by_role("article")
    expect(mine).to_contain_text("delivered")
    assert page.evaluate("document.documentElement.lang") == "en"
    page.get_by_role("button", name="Menu", exact=True).click()
    page.get_by_role("button", name="Deutsch", exact=True).click()
    expect(article(page, "Good morning")).to_contain_text("zugestellt")
    page.reload()
    expect(article(page, "Good morning")).to_contain_text("zugestellt")
