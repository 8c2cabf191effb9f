"""Finding one's way in a conversation: the line before what is new, the ways to it and to the newest, the day, a date.

By thumb, mouse and keyboard, on the customer page and in the inbox.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, Route, expect

from tests.e2e.customer_page import (
    answer,
    arrived,
    article,
    begin,
    clean_in_both_lights,
    log,
    menu,
    newest,
    write,
)
from tests.e2e.erasing import has_focus, press_long
from tests.e2e.moments import CustomersPage, Moments, TeamsInbox
from tests.e2e.test_inbox import open_inbox, rows
from tests.world.browser import Visit, on_both
from tests.world.stage import Stage
from tresen.client import Customer

DAYS = [day for day in range(1, 31) if day != 13]
EACH = 8


def line(page: Page, text: str) -> Locator:
    return log(page).get_by_role("heading", name=text, exact=True)


def share_from_top(page: Page, inner: Locator) -> float:
    """Where something stands in the log: 0 is its upper edge, 1 its lower one."""
    expect(inner).to_be_in_viewport()
    box, around = inner.bounding_box(), log(page).bounding_box()
    assert box is not None
    assert around is not None
    return (box["y"] - around["y"]) / around["height"]


def asked(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Zu einem Datum springen")


def jump(page: Page, day: str) -> None:
    """Enter a day, by the keyboard or the browser's calendar, and go there."""
    asked(page).get_by_label("Datum", exact=True).fill(day)
    asked(page).get_by_role("button", name="Hinspringen").click()


def away(page: Page) -> None:
    """Another window has the focus, as Chromium under test never says of itself."""
    page.evaluate("document.hasFocus = () => false, dispatchEvent(new Event('blur'))")


def back(page: Page) -> None:
    page.evaluate("delete document.hasFocus, dispatchEvent(new Event('focus'))")


def reading_is_kept(page: Page) -> None:
    """Waits until the customer page has stored that everything was looked at: nothing on the screen or on the wire tells."""
    page.wait_for_function(
        """async () => {
            const done = (request) => new Promise((resolve, reject) => {
                request.onsuccess = () => resolve(request.result);
                request.onerror = () => reject(request.error);
            });
            const db = await done(indexedDB.open("tresen-chat-sonnenschein"));
            const all = await done(db.transaction("conversations").objectStore("conversations").getAll());
            db.close();
            return all.every(({ high, looked }) => looked === high);
        }"""
    )


def waiting(visit: Visit, shop: Stage, count: int) -> Page:
    """Frau Krause asked, closed the page, and was answered `count` times. What she said fills the upper third."""
    page = visit.open(shop.bakery.url)
    begin(page)
    arrived(write(page, "Guten Tag!"))
    arrived(write(page, "Bald ist Advent."))
    arrived(write(page, "Haben Sie Stollen?"))
    page.close()
    for number in range(1, count + 1):
        answer(shop, newest(shop), f"Antwort {number}.")
    page = visit.open(shop.bakery.url)
    expect(article(page, f"Antwort {count}.")).to_be_attached()
    return page


def in_order(*those: Locator) -> None:
    """Each stands before the next. Where on the screen may still change: the page scrolls while it is looked at."""
    handles = [one.first.element_handle() for one in those]
    assert handles[0].evaluate(
        """(first, rest) => [first, ...rest].every((one, at, all) =>
            at === 0 || all[at - 1].compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING)""",
        handles[1:],
    )


def test_the_line_stands_before_what_came_meanwhile(phone: Visit, shop: Stage) -> None:
    """[look] It stays for what is said while one reads, and is gone after the next opening."""
    page = waiting(phone, shop, 3)
    expect(line(page, "3 neue Nachrichten")).to_be_in_viewport()
    expect(article(page, "Antwort 3.")).to_be_in_viewport()
    in_order(
        article(page, "Haben Sie Stollen?"), line(page, "3 neue Nachrichten"), article(page, "Antwort 1.")
    )
    clean_in_both_lights(page)
    answer(shop, newest(shop), "Noch etwas?")
    expect(article(page, "Noch etwas?")).to_be_in_viewport()
    arrived(write(page, "Nein, danke."))
    expect(line(page, "3 neue Nachrichten")).to_be_in_viewport()
    page.reload()
    expect(article(page, "Nein, danke.")).to_be_in_viewport()
    expect(log(page).get_by_role("heading", name=re.compile("neue Nachricht"))).to_have_count(0)


def test_the_way_to_the_line_is_there_while_the_line_is_out_of_sight(phone: Visit, shop: Stage) -> None:
    """[look] Whatever takes the log's room, as a keyboard or a long answer in the field does, and gives it back."""
    page = waiting(phone, shop, 3)
    expect(line(page, "3 neue Nachrichten")).to_be_in_viewport()
    to_new = page.get_by_role("button", name="Zu den 3 neuen Nachrichten")
    size = page.viewport_size
    assert size is not None
    page.set_viewport_size({**size, "height": 280})
    expect(to_new).to_be_visible()
    page.set_viewport_size(size)
    expect(line(page, "3 neue Nachrichten")).to_be_in_viewport()
    expect(to_new).to_have_count(0)


@on_both("size", "desktop")
def test_more_than_fits_begins_at_the_line(
    visits: Callable[..., Visit], shop: Stage, size: dict[str, object]
) -> None:
    """[look] Near the top third, and unread until the end was seen; to the newest and back by mouse, thumb and keys."""
    page = waiting(visits(**size), shop, 30)
    thirty = line(page, "30 neue Nachrichten")
    assert 0.2 < share_from_top(page, thirty) < 0.45
    expect(article(page, "Antwort 30.")).not_to_be_in_viewport()
    page.reload()
    assert 0.2 < share_from_top(page, thirty) < 0.45
    page.get_by_role("button", name="Zu den neuesten").click()
    expect(article(page, "Antwort 30.")).to_be_in_viewport()
    expect(page.get_by_role("button", name="Zu den neuesten")).to_have_count(0)
    to_new = page.get_by_role("button", name="Zu den 30 neuen Nachrichten")
    expect(to_new).to_be_visible()
    clean_in_both_lights(page)
    to_new.focus()
    page.keyboard.press("Enter")
    has_focus(article(page, "Antwort 1.").first)
    assert 0.2 < share_from_top(page, thirty) < 0.45
    expect(to_new).to_have_count(0)
    answer(shop, newest(shop), "Nummer einunddreißig.")
    more = page.get_by_role("button", name="1 neue Nachricht", exact=True)
    more.focus()
    page.keyboard.press("Enter")
    expect(article(page, "Nummer einunddreißig.")).to_be_in_viewport()
    has_focus(article(page, "Nummer einunddreißig."))
    expect(thirty).to_have_count(1)
    page.reload()
    expect(article(page, "Nummer einunddreißig.")).to_be_in_viewport()
    expect(thirty).to_have_count(0)


def test_what_comes_in_the_background_gets_the_line(desktop: Visit, shop: Stage) -> None:
    """[look] A customer has one conversation and rarely closes it: to leave the window is to leave it."""
    page = waiting(desktop, shop, 1)
    expect(line(page, "1 neue Nachricht")).to_be_in_viewport()
    away(page)
    answer(shop, newest(shop), "Sind Sie noch da?")
    expect(article(page, "Sind Sie noch da?")).to_be_in_viewport()
    expect(line(page, "1 neue Nachricht")).to_have_count(1)
    in_order(article(page, "Antwort 1."), line(page, "1 neue Nachricht"))
    answer(shop, newest(shop), "Wir schließen um sechs.")
    expect(line(page, "2 neue Nachrichten")).to_be_in_viewport()
    back(page)
    answer(shop, newest(shop), "Bis gleich!")
    expect(article(page, "Bis gleich!")).to_be_in_viewport()
    expect(line(page, "2 neue Nachrichten")).to_be_in_viewport()


def test_reading_is_remembered_without_showing_it(phone: Visit, shop: Stage) -> None:
    """[L6] Who does not show reading has the line all the same, once."""
    page = waiting(phone, shop, 2)
    menu(page, "Einstellungen")
    page.get_by_role("switch", name="Lesebestätigung zeigen").click()
    expect(page.get_by_role("switch", name="Lesebestätigung zeigen")).not_to_be_checked()
    page.close()
    answer(shop, newest(shop), "Antwort 3.")
    page = phone.open(shop.bakery.url)
    expect(line(page, "1 neue Nachricht")).to_be_in_viewport()
    reading_is_kept(page)
    page.reload()
    expect(article(page, "Antwort 3.")).to_be_in_viewport()
    expect(line(page, "1 neue Nachricht")).to_have_count(0)


def test_a_customer_jumps_to_a_date(phone: Visit, tmp_path_factory: pytest.TempPathFactory) -> None:
    """[interface] From the menu, by thumb; what is wrong is said, and nothing happens."""
    with Moments.open(tmp_path_factory.mktemp("shop"), "2026-10-01 09:00") as moments:
        krause = CustomersPage(moments, phone)
        krause.begins()
        krause.writes("Guten Morgen!")
        krause.page.close()
        for day in DAYS[1:]:
            moments.it_is(f"2026-10-{day:02} 09:00")
            for number in range(1, EACH + 1):
                answer(moments.shop, newest(moments.shop), f"Tag {day}, Nummer {number}.")
        krause.comes_back()
        page = krause.page
        new = EACH * (len(DAYS) - 1)
        assert 0.2 < share_from_top(page, line(page, f"{new} neue Nachrichten")) < 0.45
        menu(page, "Zu einem Datum springen")
        clean_in_both_lights(page)
        jump(page, "")
        expect(asked(page).get_by_role("alert")).to_contain_text("Erst ein ganzes Datum angeben")
        jump(page, "2026-11-20")
        expect(asked(page).get_by_role("alert")).to_contain_text("ist vom Freitag, 30. Oktober")
        jump(page, "2026-10-12")
        has_focus(article(page, "Tag 12, Nummer 1."))
        expect(article(page, "Tag 12, Nummer 1.")).to_be_in_viewport()
        expect(
            page.get_by_role("status").filter(has_text="Erste Nachricht am Montag, 12. Oktober")
        ).to_have_count(1)
        menu(page, "Zu einem Datum springen")
        jump(page, "2026-10-13")
        has_focus(article(page, "Tag 14, Nummer 1."))
        expect(
            page.get_by_role("status").filter(has_text="Am Dienstag, 13. Oktober war nichts")
        ).to_have_count(1)


@pytest.fixture(scope="module")
def october(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Moments, Customer]]:
    """Herr Yilmaz wrote eight times a day for a month, except on the 13th, and in the end answered his first message."""
    with Moments.open(tmp_path_factory.mktemp("october"), "2026-10-01 09:00") as moments:
        shop = moments.shop
        yilmaz = shop.customer("yilmaz")
        for day in DAYS:
            moments.it_is(f"2026-10-{day:02} 09:00")
            for number in range(1, EACH + 1):
                shop.do(yilmaz.send(f"Tag {day}, Nummer {number}."))
        first = next(each for each in shop.do(yilmaz.history()) if "Tag 1, Nummer 1." in str(each.text))
        shop.do(yilmaz.send("Das meinte ich.", reply_to=first))
        yield moments, yilmaz


def opened(visit: Visit, moments: Moments) -> Page:
    """The inbox on a fresh device, which holds nothing of the conversation, with it open."""
    inbox = TeamsInbox(moments, visit)
    inbox.opens("Das meinte ich.")
    expect(article(inbox.page, "Das meinte ich.")).to_be_attached()
    return inbox.page


def test_a_month_that_nobody_read(desktop: Visit, october: tuple[Moments, Customer]) -> None:
    """[look] All of it is fetched at opening, up to the line; the day in view is said while one scrolls, and goes."""
    moments, _ = october
    page = opened(desktop, moments)
    count = len(DAYS) * EACH + 1
    assert share_from_top(page, line(page, f"{count} neue Nachrichten")) < 0.45
    day = page.get_by_title("Zu einem Datum springen")
    log(page).hover()
    # To where no heading of a day is in sight.
    page.mouse.wheel(0, 1650)
    expect(day).to_be_visible()
    expect(day).to_have_text(re.compile(r"^\w+, [2-5]\. Oktober$"))
    expect(day).to_be_hidden()
    page.get_by_role("button", name="Zu den neuesten").click()
    expect(day).to_have_text(re.compile("^(Gestern|Heute)$"))


def read(moments: Moments, customer: Customer) -> None:
    """The team has read everything."""
    shop = moments.shop
    shop.do(shop.bakery.owner.mark_read(shop.do(customer.history())[-1]))


def test_by_the_keyboard_to_a_date_that_is_not_on_the_device(
    desktop: Visit, october: tuple[Moments, Customer]
) -> None:
    """[interface] The palette asks; older pages come until the day is there; to the newest again by a key."""
    read(*october)
    page = opened(desktop, october[0])
    # So low that the last day fills it, whether or not devices of the tests before are said to be new there.
    page.set_viewport_size({"width": 1280, "height": 640})
    expect(article(page, "Das meinte ich.")).to_be_in_viewport()
    expect(log(page).get_by_role("heading", name=re.compile("neue Nachricht"))).to_have_count(0)
    page.keyboard.press("Control+k")
    has_focus(page.get_by_role("dialog").get_by_role("combobox"))
    page.keyboard.type("datum")
    expect(page.get_by_role("option", name="Zu einem Datum springen")).to_be_visible()
    page.keyboard.press("Enter")
    field = asked(page).get_by_label("Datum", exact=True)
    has_focus(field)
    expect(field).to_have_value("2026-10-30")
    expect(field).to_have_attribute("min", "2026-10-01")
    expect(field).to_have_attribute("max", "2026-10-30")
    clean_in_both_lights(page)
    page.keyboard.press("Escape")
    expect(asked(page)).to_have_count(0)
    page.keyboard.press("Control+k")
    has_focus(page.get_by_role("dialog").get_by_role("combobox"))
    page.keyboard.type("datum")
    expect(page.get_by_role("option", name="Zu einem Datum springen")).to_be_visible()
    page.keyboard.press("Enter")
    field.fill("2026-10-02")
    page.keyboard.press("Enter")
    has_focus(article(page, "Tag 2, Nummer 1."))
    expect(article(page, "Tag 2, Nummer 1.")).to_be_in_viewport()
    page.keyboard.press("ArrowUp")
    has_focus(article(page, "Tag 1, Nummer 8."))
    page.get_by_role("button", name="Zu den neuesten").focus()
    page.keyboard.press("Enter")
    expect(article(page, "Das meinte ich.")).to_be_in_viewport()
    has_focus(article(page, "Das meinte ich."))


def test_by_thumb_from_the_menu_of_the_row(phone: Visit, october: tuple[Moments, Customer]) -> None:
    read(*october)
    inbox = TeamsInbox(october[0], phone)
    page = inbox.page
    press_long(
        page.get_by_role("list", name="Unterhaltungen").get_by_role("listitem").first.get_by_role("link")
    )
    page.get_by_role("menuitem", name="Zu einem Datum springen").tap()
    jump(page, "2026-10-13")
    has_focus(article(page, "Tag 14, Nummer 1."))
    expect(article(page, "Tag 14, Nummer 1.")).to_be_in_viewport()
    clean_in_both_lights(page)


def test_a_quote_leads_to_what_is_not_on_the_device(
    desktop: Visit, october: tuple[Moments, Customer]
) -> None:
    """[look] More than two hundred messages back: older pages come until the quoted one is there."""
    read(*october)
    page = opened(desktop, october[0])
    article(page, "Das meinte ich.").get_by_role("button", name=re.compile("Zitat|Ältere")).click()
    has_focus(article(page, "Tag 1, Nummer 1.").first)
    expect(article(page, "Tag 1, Nummer 1.").first).to_be_in_viewport()


def test_a_marked_conversation_shows_what_was_not_answered(desktop: Visit, shop: Stage) -> None:
    """[L8] Nothing is new in it: the line says that somebody marked it, and stands before the last unanswered words."""
    krause = shop.customer("krause", "Guten Tag!")
    answer(shop, newest(shop), "Guten Tag.")
    shop.do(krause.send("Haben Sie Stollen?"))
    page = desktop.open(shop.inbox_link(2))
    row = page.get_by_role("list", name="Unterhaltungen").get_by_role("listitem").first.get_by_role("link")
    row.click()
    expect(line(page, "2 neue Nachrichten")).to_be_in_viewport()
    log(page).hover()
    page.get_by_role("heading", name=re.compile("Gast")).first.focus()
    page.keyboard.press("m")
    expect(page.get_by_role("listitem").filter(has_text="als ungelesen markiert")).to_be_visible()
    page.reload()
    row.click()
    expect(line(page, "Als ungelesen markiert")).to_be_in_viewport()
    assert share_from_top(page, article(page, "Guten Tag.")) < share_from_top(
        page, line(page, "Als ungelesen markiert")
    )


def test_a_photo_that_comes_late_moves_nobody(desktop: Visit, shop: Stage, tmp_path: Path) -> None:
    """What is new begins near the top third, however late a photo below it finds its height."""
    customer = shop.customer("photographer", "So eine Torte?")
    photo = tmp_path / "torte.jpg"
    Image.effect_noise((600, 800), 90).convert("RGB").save(photo, "JPEG")
    shop.do(customer.send_file(photo))
    for n in range(14):
        shop.do(customer.send(f"Und noch etwas dazu, Teil {n}"))
    held: list[Route] = []
    desktop.context.route(re.compile(r"/Media-"), lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks what it calls
    page = open_inbox(desktop, shop)
    rows(page).filter(has_text="Teil 13").get_by_role("link").click()
    # The part that shows photos comes only after the line was placed.
    new = line(page, "16 neue Nachrichten")
    before = share_from_top(page, new)
    for route in held:
        route.continue_()
    expect(log(page).get_by_role("button", name="Foto öffnen")).to_be_attached()
    page.wait_for_function("document.querySelector('[role=log] .pic').clientHeight > 300")
    assert share_from_top(page, new) == pytest.approx(before, abs=0.05)
