"""Reading a conversation: marked words, what can be tapped, the place where the unread begins, days, right to left."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from tests.e2e.customer_page import answer, arrived, article, begin, clean, log, menu, newest, write
from tests.world.browser import PHONE, Visit
from tests.world.stage import Stage


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with Stage.open(tmp_path_factory.mktemp("shop")) as opened:
        yield opened


def test_marked_words_are_shown_and_addresses_can_be_tapped(
    visits: Callable[..., Visit], shop: Stage
) -> None:
    """[S9] Marks become elements, never HTML; every address leads where it says, and none is fetched."""
    page = visits(**PHONE, permissions=["clipboard-read", "clipboard-write"]).open(shop.bakery.url)
    begin(page)
    arrived(write(page, "Guten Tag"))
    parts = page.evaluate("performance.getEntriesByType('resource').map((one) => one.name)")
    assert not [name for name in parts if "Rich" in name], "a plain text needs no more than itself"
    answer(
        shop,
        newest(shop),
        "*Ab acht* gibt es ~zwei~ `drei` _frische_ <b>Brote</b>: Tel. 0221 / 12 34 56, info@bäckerei.example, "
        "Hauptstraße 12, 50667 Köln, www.sonnenschein.example",
    )
    message = article(page, "Ab acht")
    for element, words in {"strong": "Ab acht", "s": "zwei", "code": "drei", "em": "frische"}.items():
        expect(message.locator(element)).to_have_text(words)
    expect(message.locator("b")).to_have_count(0)
    leads = {link.inner_text(): link.get_attribute("href") for link in message.get_by_role("link").all()}
    assert leads == {
        "0221 / 12 34 56": "tel:0221123456",
        "info@bäckerei.example": "mailto:info@xn--bckerei-5wa.example",
        "www.sonnenschein.example": "https://www.sonnenschein.example/",
    }
    expect(message).to_contain_text("info@bäckerei.example (xn--bckerei-5wa.example)")
    place = message.get_by_role("button", name="Hauptstraße 12, 50667 Köln")
    place.click()
    choice = message.get_by_role("group", name="Diese Adresse")
    expect(choice.get_by_role("link")).to_have_attribute(
        "href", "geo:0,0?q=Hauptstra%C3%9Fe%2012%2C%2050667%20K%C3%B6ln"
    )
    clean(page)
    choice.get_by_role("button", name="Kopieren").click()
    expect(page.get_by_role("status").filter(has_text="Adresse kopiert.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "Hauptstraße 12, 50667 Köln"
    expect(choice).to_have_count(0)


def test_emoji_alone_are_large_and_arabic_stands_right(phone: Visit, shop: Stage) -> None:
    """One to three emoji alone are large; a text's lines begin where its writing begins."""
    page = phone.open(shop.bakery.url)
    begin(page)
    arrived(write(page, "مرحبا، هل لديكم خبز اليوم؟"))
    body = log(page).locator("p[dir=auto]").last
    assert body.evaluate("(it) => getComputedStyle(it).direction") == "rtl"
    right = """(it) => {
        const range = document.createRange();
        range.selectNodeContents(it);
        return Math.max(...[...range.getClientRects()].map((line) => line.right));
    }"""
    bubble = log(page).get_by_role("article").last
    edge = bubble.evaluate("(it) => it.getBoundingClientRect().right")
    assert edge - body.evaluate(right) < 20
    emoji = write(page, "🥐🥖")
    arrived(emoji)
    assert (
        emoji.locator("span", has_text="🥐").evaluate("(it) => parseFloat(getComputedStyle(it).fontSize)")
        > 30
    )
    clean(page)


def test_what_lies_under_a_sheet_is_not_read(phone: Visit, shop: Stage) -> None:
    """[L4] It is delivered while a sheet lies over it, and read when the sheet is gone."""
    page = phone.open(shop.bakery.url)
    begin(page)
    arrived(write(page, "Guten Tag"))
    conversation, owner = newest(shop), shop.bakery.owner
    menu(page, "Meine Daten")
    expect(page.get_by_role("dialog")).to_be_visible()
    first, second = (
        shop.do(owner.conversations.send(conversation, text)) for text in ("Guten Morgen", "Bis gleich")
    )
    # The second one's mark comes after all that the first one's arrival sent.
    marks = shop.do(owner.conversations.until_delivered(conversation, second))
    expect(log(page).locator("article", has_text="Guten Morgen")).to_be_attached()
    assert marks.read < first.pos
    page.keyboard.press("Escape")
    shop.do(owner.conversations.until_read(conversation, second))
