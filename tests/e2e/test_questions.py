"""What a customer is asked, and when: one question at a time, at the moment of its use; and how she finds her way back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.customer_page import (
    answer,
    arrived,
    article,
    begin,
    clean_in_both_lights,
    field,
    leaves,
    log,
    menu,
    newest,
    returned_link,
    write,
)
from tests.e2e.scan import scan_picture
from tests.world.browser import PHONE, Visit
from tests.world.stage import Stage

# The system's own sheet, which no test can drive: what it was given is kept.
SHARES = """window.given = []; navigator.canShare = () => true;
navigator.share = async (what) => { window.given.push(what.files ? what.files[0].name : what.url); };"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with Stage.open(tmp_path_factory.mktemp("shop")) as opened:
        yield opened


def asked(page: Page) -> Locator:
    """Every question that stands above the field."""
    return page.locator("section.chip")


def nothing_asked(page: Page) -> None:
    """What would ask has been fetched and has decided: the manifest comes with it."""
    expect(page.locator("link[rel=manifest]")).to_be_attached()
    page.wait_for_load_state("networkidle")
    expect(asked(page)).to_have_count(0)


def answered(page: Page, shop: Stage, said: str) -> None:
    """She has written, and the team has answered."""
    begin(page)
    arrived(write(page, said))
    answer(shop, newest(shop), f"Gern: {said}")
    expect(article(page, f"Gern: {said}")).to_be_visible()


def test_nothing_is_asked_before_the_first_answer(phone: Visit, shop: Stage) -> None:
    """[TDDDG § 25] Neither while she waits, nor after she left; and while she stays, nothing after the answer either."""
    page = phone.open(shop.bakery.url)
    begin(page)
    arrived(write(page, "Haben Sie Mohnkuchen?"))
    nothing_asked(page)
    leaves(page)
    nothing_asked(page)
    page.reload()
    nothing_asked(page)
    expect(log(page)).not_to_contain_text("wann Sie gelesen haben")


def test_who_leaves_is_asked_whether_to_tell(phone: Visit, shop: Stage) -> None:
    """[W12] One slim line, once: the cross is for good, and what it would reveal stands in it."""
    page = phone.open(shop.bakery.url)
    answered(page, shop, "Zwei Brote")
    nothing_asked(page)
    leaves(page)
    question = page.get_by_role("region", name="Bescheid geben")
    expect(question).to_contain_text("Sollen wir Bescheid geben, wenn Antwort da ist?")
    expect(question.get_by_role("button", name="Ja, bitte")).to_be_visible()
    expect(asked(page)).to_have_count(1)
    box = question.bounding_box()
    assert box is not None
    assert box["height"] <= 76
    clean_in_both_lights(page)
    question.get_by_role("button", name="Nein danke").click()
    expect(log(page)).to_be_focused()
    expect(asked(page)).to_have_count(0)
    leaves(page)
    nothing_asked(page)


def test_the_card_comes_on_a_later_visit_and_once(phone: Visit, shop: Stage) -> None:
    """[look] Way back, name and news in one place; closed it comes back from the menu alone."""
    page = phone.open(shop.bakery.url)
    answered(page, shop, "Drei Brezeln")
    page.close()
    page = phone.open(shop.bakery.url)
    card = page.get_by_role("region", name="Damit wir uns nicht verlieren")
    expect(card).to_contain_text("Schön, dass Sie wieder da sind.")
    expect(asked(page)).to_have_count(1)
    clean_in_both_lights(page)
    card.get_by_role("button", name="Ansehen").click()
    sheet = page.get_by_role("dialog", name="Damit wir uns nicht verlieren")
    expect(sheet.get_by_role("listitem")).to_have_count(3)
    expect(sheet.get_by_role("switch", name="Auf diesem Gerät Bescheid geben")).not_to_be_checked()
    clean_in_both_lights(page)
    sheet.get_by_role("button", name="Wieder hierher finden: Ansehen").click()
    expect(page.get_by_role("dialog", name="Damit Sie wieder hierher finden")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    nothing_asked(page)
    leaves(page)
    nothing_asked(page)
    page.reload()
    nothing_asked(page)
    menu(page, "In Verbindung bleiben")
    expect(sheet).to_be_visible()


def test_the_name_is_asked_for_when_the_team_asks(phone: Visit, shop: Stage) -> None:
    """[S9] One line takes the name, half typed over a reload too; nobody asks again; the cross lasts until the team asks."""
    page = phone.open(shop.bakery.url)
    answered(page, shop, "Vier Schrippen")
    nothing_asked(page)
    owner, conversation = shop.bakery.owner, newest(shop)
    shop.do(owner.conversations.ask_contact(conversation))
    name = page.get_by_role("textbox", name="Ihr Name?")
    question = page.get_by_role("region", name="Das Team fragt nach Ihrem Namen")
    expect(name).to_be_visible()
    clean_in_both_lights(page)
    question.get_by_role("button", name="Keinen Namen nennen").click()
    expect(asked(page)).to_have_count(0)
    page.reload()
    expect(article(page, "Bitte um Ihre Visitenkarte")).to_be_visible()
    page.get_by_role("button", name="Nicht mehr zeigen").click()
    nothing_asked(page)
    shop.do(owner.conversations.ask_contact(conversation))
    question.get_by_role("button", name="Namen senden").click()
    expect(page.get_by_role("alert")).to_contain_text("Schreiben Sie Ihren Namen")
    expect(name).to_be_focused()
    name.press_sequentially("Sabine Krau")
    page.reload()
    expect(name).to_have_value("Sabine Krau")
    name.press("End")
    name.press_sequentially("se")
    name.press("Enter")
    arrived(article(page, "Sabine Krause"))
    expect(asked(page)).to_have_count(0)
    card = shop.do(owner.conversations.contact(conversation))
    assert card is not None
    assert (card.name, card.phone, card.email, card.address) == ("Sabine Krause", "", "", "")
    page.reload()
    nothing_asked(page)


def test_the_team_asks_for_a_name_in_its_own_words(phone: Visit, shop: Stage) -> None:
    """[S9, look] The line comes, once: not in the card of what keeps in touch as well. An answer in words ends it."""
    page = phone.open(shop.bakery.url)
    answered(page, shop, "Fünf Semmeln")
    answer(shop, newest(shop), "Ihr Name steht dann auf der Tüte.")
    expect(article(page, "auf der Tüte")).to_be_visible()
    nothing_asked(page)
    answer(shop, newest(shop), "Sehr gern! Wie ist Ihr Name?")
    question = page.get_by_role("region", name="Das Team fragt nach Ihrem Namen")
    expect(question).to_be_visible()
    expect(asked(page)).to_have_count(1)
    menu(page, "In Verbindung bleiben")
    card = page.get_by_role("dialog", name="Damit wir uns nicht verlieren")
    expect(card.get_by_role("listitem")).to_have_count(2)
    expect(card).not_to_contain_text("Ihr Name")
    page.keyboard.press("Escape")
    expect(question).to_be_visible()
    arrived(write(page, "Krause, wie immer"))
    expect(asked(page)).to_have_count(0)
    answer(shop, newest(shop), "Auf welchen Namen geht die Bestellung?")
    page.get_by_role("textbox", name="Ihr Name?").fill("Sabine Krause")
    page.keyboard.press("Enter")
    arrived(article(page, "Sabine Krause"))
    # The next visit has its own question, and none for what the team knows.
    leaves(page)
    nothing_asked(page)
    handed = shop.do(shop.bakery.owner.conversations.contact(newest(shop)))
    assert handed is not None
    assert handed.name == "Sabine Krause"


def test_reading_is_said_under_the_first_answer(desktop: Visit, shop: Stage) -> None:
    """[product] Once, where it begins to matter; the switch is in the settings, and what it says is done."""
    page = desktop.open(shop.bakery.url)
    answered(page, shop, "Lesen Sie das?")
    answer(shop, newest(shop), "Noch etwas?")
    expect(article(page, "Noch etwas?")).to_be_visible()
    sentence = log(page).get_by_text("Das Team sieht, wann Sie gelesen haben.")
    expect(sentence).to_have_count(1)
    under = page.locator(".row").filter(has_text="Das Team sieht, wann Sie gelesen haben.")
    expect(under).to_contain_text("Gern: Lesen Sie das?")
    clean_in_both_lights(page)
    sentence.get_by_role("button", name="Ändern").click()
    switch = page.get_by_role("dialog", name="Einstellungen").get_by_role(
        "switch", name="Lesebestätigung zeigen"
    )
    expect(switch).to_be_checked()
    switch.click()
    expect(switch).not_to_be_checked()
    page.keyboard.press("Escape")
    expect(sentence).to_have_count(0)
    page.reload()
    expect(article(page, "Noch etwas?")).to_be_visible()
    # What stands under the answer comes with what asks.
    expect(asked(page)).to_have_count(1)
    expect(sentence).to_have_count(0)


def test_settings_hold_news_sound_and_reading(phone: Visit, shop: Stage) -> None:
    """[interface] Everything that one looks for in settings stands there."""
    page = phone.open(shop.bakery.url)
    begin(page)
    arrived(write(page, "Guten Tag."))
    menu(page, "Einstellungen")
    sheet = page.get_by_role("dialog", name="Einstellungen")
    for switch in (
        "Auf diesem Gerät Bescheid geben",
        "Ton bei neuen Nachrichten",
        "Lesebestätigung zeigen",
        "Senden 5 Sekunden lang zurücknehmen",
    ):
        expect(sheet.get_by_role("switch", name=switch)).to_be_visible()
    clean_in_both_lights(page)


def ways(page: Page) -> Locator:
    menu(page, "Rückkehr-Link")
    return page.get_by_role("dialog", name="Damit Sie wieder hierher finden")


def test_a_phone_sends_the_way_back_to_oneself(visits: Callable[..., Visit], shop: Stage) -> None:
    """[S13] What the device does best is the filled button; a phone's own sheet takes link and picture."""
    visit = visits(**PHONE)
    visit.context.add_init_script(SHARES)
    page = visit.open(shop.bakery.url)
    begin(page)
    arrived(write(page, "Bitte merken"))
    sheet = ways(page)
    expect(sheet.locator(".keep b")).to_have_text(["Mir selbst schicken", "Als Bild sichern", "Drucken"])
    expect(sheet.locator(".btn.main")).to_have_text(re.compile("Mir selbst schicken"))
    expect(sheet).not_to_contain_text("Niemand kann")
    expect(sheet.get_by_role("button", name="Später")).to_be_visible()
    clean_in_both_lights(page)
    sheet.locator(".btn.main").click()
    expect(sheet.get_by_role("button", name="Fertig")).to_be_visible()
    sheet.get_by_role("button", name=re.compile("Als Bild sichern")).click()
    page.wait_for_function("() => window.given.length === 2")
    link = sheet.locator(".link").inner_text().strip()
    assert page.evaluate("window.given") == [link, "Rückkehr Bäckerei Sonnenschein.png"]


def test_a_desktop_prints_the_way_back(desktop: Visit, shop: Stage) -> None:
    """[S13] Without a system that shares: paper first; the picture's code is the link, and opens the conversation."""
    page = desktop.open(shop.bakery.url)
    begin(page)
    arrived(write(page, "Bitte drucken"))
    sheet = ways(page)
    expect(sheet.locator(".btn.main")).to_have_text(re.compile("Drucken"))
    with page.expect_download() as saved:
        sheet.get_by_role("button", name=re.compile("Als Bild sichern")).click()
    assert saved.value.suggested_filename == "Rückkehr Bäckerei Sonnenschein.png"
    link = sheet.locator(".link").inner_text().strip()
    assert scan_picture(page, saved.value.path()) == link
    expect(sheet.get_by_role("button", name="Fertig")).to_be_visible()


def test_who_comes_back_is_welcomed(visits: Callable[..., Visit], shop: Stage) -> None:
    """[look] What it is about stands above the buttons, which stand apart."""
    page = visits(**PHONE).open(shop.bakery.url)
    begin(page)
    arrived(write(page, "Bis gleich"))
    other = visits(**PHONE).open(returned_link(page))
    sentence = other.get_by_text("Schön, dass Sie wieder da sind.", exact=False)
    on, off = (other.get_by_role("button", name=name) for name in ("Unterhaltung fortsetzen", "Abbrechen"))
    said, first, second = (each.bounding_box() for each in (sentence, on, off))
    assert said is not None
    assert first is not None
    assert second is not None
    assert said["y"] + said["height"] <= first["y"]
    expect(sentence).to_be_in_viewport(ratio=1)
    assert second["y"] - (first["y"] + first["height"]) >= 12
    clean_in_both_lights(other)


WORDS = """() => [...document.querySelectorAll('.chip, .talk main > :not(.wrap):not(.counter), [role=log] .under > p')]
    .filter((each) => each.checkVisibility()).map((each) => each.innerText).join(' ').split(/\\s+/).filter(Boolean).length"""


def test_two_taps_and_no_word_until_the_first_answer(phone: Visit, shop: Stage) -> None:
    """[look] "Nachricht schreiben", "Senden", read: nothing else to tap or to read (docs/howto/customer-questions.md)."""
    page = phone.open(shop.bakery.url)
    begin(page)
    arrived(write(page, "Haben Sie morgen Roggenbrot?"))
    nothing_asked(page)
    assert page.evaluate(WORDS) == 0
    answer(shop, newest(shop), "Ja, ab sechs.")
    expect(article(page, "Ja, ab sechs.")).to_be_in_viewport(ratio=1)
    expect(field(page)).to_be_visible()
    # The sentence about reading, and the word that changes it.
    page.wait_for_function("() => document.querySelector('[role=log] .under > p') !== null")
    assert page.evaluate(WORDS) <= 8
