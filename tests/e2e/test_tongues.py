"""The customer page in a further language: chosen by the browser or in the menu, kept over a reload, and left again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.customer_page import article, begin, menu, write
from tests.world.browser import PHONE, Visit
from tests.world.profile import bakery_with
from tests.world.stage import Stage

KEPT = """async (wanted) => {
    const kept = async () => {
        const all = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
        return all.flat().map(({ url }) => /tongue-.*(?=-[\\w-]{8}\\.js)/.exec(url)?.[0]).filter(Boolean).sort();
    };
    for (let tries = 0; tries < 200 && (await kept()).length < wanted; tries++)
        await new Promise((done) => setTimeout(done, 50));
    return kept();
}"""
"""The parts of further languages that are kept for times without a network, once there are as many."""
TURKISH = {**PHONE, "locale": "tr-TR"}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with Stage.open(tmp_path_factory.mktemp("shop")) as opened:
        yield opened


def spoken(page: Page) -> list[str]:
    said: list[str] = page.evaluate("() => [document.documentElement.lang, document.documentElement.dir]")
    return said


def fetched(page: Page) -> list[str]:
    """The parts of further languages that this page has fetched."""
    names = "performance.getEntriesByType('resource').map(({ name }) => name)"
    parts = (re.search(r"tongue.*(?=-[\w-]{8}\.js$)", name) for name in page.evaluate(f"() => {names}"))
    return sorted({part.group() for part in parts if part})


def test_a_language_is_chosen_in_the_menu_and_stays(phone: Visit, shop: Stage) -> None:
    """[interface] The first visit offers every language by its own name; the choice lasts over a reload, and is taken
    back in the same place. Who reads German or English fetches nothing of it."""
    page = phone.open(shop.bakery.url)
    expect(page.get_by_role("button", name="Nachricht schreiben")).to_be_visible()
    assert fetched(page) == []
    menu(page, "Weitere Sprachen")
    sheet = page.get_by_role("dialog", name="Sprache")
    sheet.get_by_role("radio", name="Türkçe").check()
    turkish = page.get_by_role("dialog", name="Dil")
    turkish.get_by_role("button", name="Tamam").click()
    assert spoken(page) == ["tr", "ltr"]
    page.get_by_role("button", name="Mesaj yazın").click()
    field = page.get_by_role("textbox", name="Mesaj")
    field.fill("Merhaba, iki ekmek lütfen")
    page.get_by_role("button", name="Gönder", exact=True).click()
    message = page.get_by_role("log", name="Yazışma").get_by_role("article").filter(has_text="Merhaba")
    expect(message).to_contain_text("iletildi")
    page.reload()
    expect(message).to_contain_text("iletildi")
    assert spoken(page) == ["tr", "ltr"]
    page.get_by_role("button", name="Menü", exact=True).click()
    page.locator(":popover-open").get_by_role("button", name="Deutsch", exact=True).click()
    expect(page.get_by_role("textbox", name="Nachricht")).to_be_visible()
    assert spoken(page) == ["de", ""]
    page.reload()
    expect(page.get_by_role("textbox", name="Nachricht")).to_be_visible()


def test_the_browsers_language_is_spoken(visits: Callable[..., Visit], shop: Stage) -> None:
    """[interface] Nobody has to choose what the browser asks for. The first visit fetches the language's first words
    alone, and storage holds no choice that nobody made."""
    page = visits(**TURKISH).open(shop.bakery.url)
    write_button = page.get_by_role("button", name="Mesaj yazın")
    expect(write_button).to_be_visible()
    assert fetched(page) == ["tongue-tr", "tongues"]
    write_button.click()
    expect(page.get_by_role("textbox", name="Mesaj")).to_be_visible()
    assert page.evaluate("() => localStorage.getItem('tresen.language')") is None


def test_german_in_plain_words_is_in_the_menu(phone: Visit, shop: Stage) -> None:
    """[BFSG] A page in German offers plain words by their name, where the smallest screen shows it, and they stay. Their
    letters are larger. Answers that come by themselves are German."""
    shop.do(shop.bakery.owner.records.publish(bakery_with()))
    page = phone.open(shop.bakery.url)
    menu(page, "Leichte Sprache")
    expect(page.get_by_text("Nur das Team liest Ihre Nachrichten.")).to_be_visible()
    assert spoken(page) == ["de-simple", "ltr"]
    assert page.evaluate("() => getComputedStyle(document.documentElement).fontSize") == "18px"
    assert fetched(page) == ["tongue-de-simple", "tongue-de-simple.rest", "tongues"]
    begin(page)
    message = write(page, "Hallo, zwei Brote bitte")
    expect(message).to_contain_text("angekommen")
    expect(article(page, "Willkommen bei Bäckerei Sonnenschein!")).to_be_visible()
    page.reload()
    expect(message).to_contain_text("angekommen")
    assert spoken(page) == ["de-simple", "ltr"]
    menu(page, "Deutsch")
    expect(message).to_contain_text("zugestellt")
    assert spoken(page) == ["de", ""]
    page.set_viewport_size({"width": 320, "height": 568})
    page.get_by_role("button", name="Menü", exact=True).click()
    offer = page.locator(":popover-open").get_by_role("button", name="Leichte Sprache", exact=True)
    expect(offer).to_be_in_viewport(ratio=1)


@pytest.mark.worker
def test_a_language_is_there_without_a_network(visits: Callable[..., Visit], shop: Stage) -> None:
    """[L4] What a device keeps for times without a network holds the language that it speaks, whole, and no other. One
    that is not there is asked for in vain, which is said."""
    visit = visits(**TURKISH)
    page = visit.open(shop.bakery.url)
    page.get_by_role("button", name="Mesaj yazın").click()
    page.get_by_role("textbox", name="Mesaj").fill("Merhaba")
    page.get_by_role("button", name="Gönder", exact=True).click()
    message = page.get_by_role("log", name="Yazışma").get_by_role("article").filter(has_text="Merhaba")
    expect(message).to_contain_text("iletildi")
    assert page.evaluate(KEPT, 2) == ["tongue-tr", "tongue-tr.rest"]
    visit.context.set_offline(True)
    page.reload()
    expect(message).to_be_visible()
    page.get_by_role("button", name="Menü", exact=True).click()
    page.locator(":popover-open").get_by_role("button", name="Ayarlar", exact=True).click()
    expect(page.get_by_role("dialog", name="Ayarlar")).to_contain_text("Okundu bilgisi göster")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Menü", exact=True).click()
    page.locator(":popover-open").get_by_role("button", name="Diğer diller", exact=True).click()
    page.get_by_role("radio", name="Русский").click()
    expect(page.get_by_text("Bu şu anda yüklenemiyor.")).to_be_visible()
    assert spoken(page) == ["tr", "ltr"]


FORGOTTEN = """async () => {
    const names = async () => (await caches.keys()).filter((name) => name.startsWith("tresen-chat."));
    for (const name of await names()) await caches.delete(name);
    return names();
}"""
STAYS_EMPTY = """async () => {
    for (let tries = 0; tries < 20; tries++) {
        if ((await caches.keys()).some((name) => name.startsWith("tresen-chat."))) return false;
        await new Promise((done) => setTimeout(done, 50));
    }
    return true;
}"""


@pytest.mark.worker
def test_where_no_copy_is_kept_a_language_makes_none(visits: Callable[..., Visit], shop: Stage) -> None:
    """[L7, TDDDG § 25] A tab whose copy of the page is gone keeps no language either, whichever one is chosen in it."""
    page = visits(**TURKISH).open(shop.bakery.url)
    page.get_by_role("button", name="Mesaj yazın").click()
    page.get_by_role("textbox", name="Mesaj").fill("Merhaba")
    page.get_by_role("button", name="Gönder", exact=True).click()
    assert page.evaluate(KEPT, 2) == ["tongue-tr", "tongue-tr.rest"]
    assert page.evaluate(FORGOTTEN) == []
    page.get_by_role("button", name="Menü", exact=True).click()
    page.locator(":popover-open").get_by_role("button", name="Diğer diller", exact=True).click()
    page.get_by_role("radio", name="Polski").check()
    page.wait_for_function("() => document.documentElement.lang === 'pl'")
    assert page.evaluate(STAYS_EMPTY)
