"""Writing in the inbox: emoji, messages for later, taking back; by mouse, by thumb and by the keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.axe import violations
from tests.e2e.customer_page import clean_in_both_lights
from tests.e2e.inbox_page import go_to
from tests.e2e.moments import Moments
from tests.world.browser import DESKTOP, PHONE, Visit
from tests.world.stage import Stage
from tresen.client import Customer, Staff
from tresen.client.connection.http import b64
from tresen.client.documents import scheduled


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Stage]:
    with Stage.open(tmp_path) as opened:
        yield opened


def field(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Nachricht")


def opened(visit: Visit, shop: Stage, person: int = 2) -> Page:
    """The inbox with the only conversation open."""
    page = visit.open(shop.inbox_link(person, "member"))
    page.get_by_role("list", name="Unterhaltungen").get_by_role("listitem").first.get_by_role("link").click()
    expect(field(page)).to_be_visible()
    return page


def emoji(page: Page, name: str) -> Locator:
    return page.get_by_role("grid", name="Emoji").get_by_role("gridcell", name=name, exact=True)


def test_emoji_are_found_and_put_in_by_the_keyboard_alone(visits: Callable[..., Visit], shop: Stage) -> None:
    shop.customer("krause", "Haben Sie Brezeln?")
    page = opened(visits(**DESKTOP), shop)
    field(page).fill("Ja, frisch !")
    field(page).press("ArrowLeft")
    field(page).press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Emoji", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    search = page.get_by_role("searchbox", name="Emoji suchen")
    expect(search).to_be_focused()
    expect(emoji(page, "grinsendes Gesicht")).to_be_visible()
    assert violations(page) == []
    page.keyboard.type("pretzel")
    page.keyboard.press("ArrowDown")
    expect(emoji(page, "Brezel")).to_be_focused()
    page.keyboard.press("Enter")
    expect(field(page)).to_be_focused()
    expect(field(page)).to_have_value("Ja, frisch 🥨!")
    page.get_by_role("button", name="Emoji", exact=True).press("Enter")
    expect(emoji(page, "Brezel")).to_be_visible()
    page.keyboard.type("daumen hoch")
    page.keyboard.press("Enter")
    expect(field(page)).to_have_value("Ja, frisch 🥨👍!")
    page.get_by_role("button", name="Emoji", exact=True).press("Enter")
    expect(emoji(page, "Daumen hoch")).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(emoji(page, "Daumen hoch")).to_be_focused()
    page.keyboard.type("kuchen")
    expect(search).to_have_value("kuchen")
    page.keyboard.press("Escape")
    expect(search).to_have_value("")
    page.keyboard.press("Escape")
    expect(search).to_be_hidden()
    expect(field(page)).to_be_focused()


def test_emoji_by_thumb_with_a_skin_tone(visits: Callable[..., Visit], shop: Stage) -> None:
    shop.customer("krause", "Alles klar?")
    page = opened(visits(**PHONE), shop)
    page.get_by_role("button", name="Emoji", exact=True).tap()
    page.get_by_role("combobox", name="Hautton").select_option(label="✋🏽 mittel")
    page.get_by_role("tab", name="Menschen und Gesten").tap()
    clean_in_both_lights(page)
    emoji(page, "Daumen hoch").tap()
    emoji(page, "Daumen hoch").tap()
    expect(field(page)).to_have_value("👍🏽👍🏽")
    page.get_by_role("log", name="Unterhaltung").tap(position={"x": 40, "y": 40})
    expect(page.get_by_role("grid", name="Emoji")).to_be_hidden()
    page.reload()
    # While there are words, a touch keyboard's own emoji are there and the button is not.
    expect(page.get_by_role("button", name="Emoji", exact=True)).to_be_hidden()
    field(page).fill("")
    page.get_by_role("button", name="Emoji", exact=True).tap()
    expect(page.get_by_role("tab", name="Zuletzt benutzt")).to_have_attribute("aria-selected", "true")
    expect(emoji(page, "Daumen hoch")).to_have_text("👍🏽")


def planned(page: Page) -> Locator:
    return page.get_by_role("region", name="Für später").get_by_role("listitem")


def last(page: Page) -> Locator:
    return page.get_by_role("log", name="Unterhaltung").get_by_role("article").last


def arrived(shop: Stage, customer: Customer) -> list[str]:
    """What the business has said to this customer so far."""

    async def read() -> list[str]:
        said = [each for each in await customer.history() if not each.ours and each.kind == "text"]
        return [each.text or "" for each in said]

    return shop.do(read())


def test_a_message_for_later_is_on_every_device_and_goes_out_once(
    visits: Callable[..., Visit], tmp_path: Path
) -> None:
    """[L8] Planned at the desktop by keyboard, seen and moved on the phone, withdrawn, planned again and sent at once."""
    with Stage.open(tmp_path) as shop:
        customer = shop.customer("krause", "Haben Sie morgen Zopf?")
        desk, phone = opened(visits(**DESKTOP), shop), opened(visits(**PHONE), shop, 3)
        field(desk).fill("Ja, ab acht liegt er bereit.")
        field(desk).press("Alt+Enter")
        expect(desk.get_by_role("menuitem").first).to_be_focused()
        assert violations(desk) == []
        desk.get_by_role("menuitem", name="Morgen 8 Uhr").press("Enter")
        expect(field(desk)).to_have_value("")
        expect(planned(desk)).to_contain_text("Geht morgen um 8:00 raus")
        expect(planned(phone)).to_contain_text("Ja, ab acht liegt er bereit.")
        clean_in_both_lights(phone)
        planned(phone).get_by_role("button", name="Mehr zu dieser Nachricht").tap()
        phone.get_by_role("button", name="Andere Zeit").tap()
        phone.get_by_label("Datum und Uhrzeit").fill("2020-01-01T08:00")
        phone.get_by_role("button", name="Ändern").tap()
        expect(phone.get_by_role("alert")).to_have_text("Diese Zeit ist schon vorbei.")
        phone.get_by_label("Datum und Uhrzeit").fill(in_days(3, "09:30"))
        phone.get_by_role("button", name="Ändern").tap()
        expect(planned(desk)).to_contain_text("um 9:30 raus")
        mark = desk.get_by_role("list", name="Unterhaltungen").get_by_text(
            re.compile("^Nachricht geht .* um 9:30 raus")
        )
        expect(mark).to_be_attached()
        planned(phone).get_by_role("button", name="Mehr zu dieser Nachricht").tap()
        phone.get_by_role("button", name="Zurückziehen").tap()
        expect(field(phone)).to_have_value("Ja, ab acht liegt er bereit.")
        expect(planned(desk)).to_have_count(0)
        assert arrived(shop, customer) == []
        phone.get_by_role("button", name="Später senden").tap()
        phone.get_by_role("menuitem", name="Morgen 8 Uhr").tap()
        expect(planned(phone)).to_be_visible()
        planned(phone).get_by_role("button", name="Mehr zu dieser Nachricht").tap()
        phone.get_by_role("button", name="Jetzt senden").tap()
        expect(last(phone)).to_contain_text(
            re.compile(r"Ja, ab acht liegt er bereit\..*(zugestellt|gelesen)")
        )
        expect(last(desk)).to_contain_text("Ja, ab acht liegt er bereit.")
        expect(planned(phone)).to_have_count(0)
        assert arrived(shop, customer) == ["Ja, ab acht liegt er bereit."]


def test_two_devices_that_wake_at_eight_send_it_once(visits: Callable[..., Visit], tmp_path: Path) -> None:
    """[L8] Both browsers sleep until eight and wake together: one claims it, on time."""
    with Moments.open(tmp_path, "2026-11-26 12:00") as moments:
        customer = moments.shop.customer("krause", "Haben Sie morgen Zopf?")
        anna, ben = visits(**DESKTOP), visits(**PHONE)
        moments.enter(anna)
        moments.enter(ben)
        desk, phone = opened(anna, moments.shop), opened(ben, moments.shop, 3)
        plan_for_tomorrow(desk, "Ja, ab acht.")
        expect(planned(phone)).to_contain_text("Geht morgen um 8:00 raus")
        moments.it_is("2026-11-27 08:00")
        for page in (desk, phone):
            expect(last(page)).to_contain_text("Ja, ab acht.")
            expect(last(page)).to_contain_text("für heute um 8:00 eingeplant")
            expect(planned(page)).to_have_count(0)
        assert arrived(moments.shop, customer) == ["Ja, ab acht."]


def test_what_no_device_could_send_in_time_says_so(visits: Callable[..., Visit], tmp_path: Path) -> None:
    """[L8] No device is on at eight. At 9:12 two browsers are opened at once: it goes out once, late, and says why."""
    with Moments.open(tmp_path, "2026-11-26 12:00") as moments:
        customer = moments.shop.customer("krause", "Haben Sie morgen Zopf?")
        anna, ben = visits(**DESKTOP), visits(**PHONE)
        moments.enter(anna)
        moments.enter(ben)
        pages = [opened(anna, moments.shop), opened(ben, moments.shop, 3)]
        plan_for_tomorrow(pages[0], "Ja, ab acht.")
        expect(planned(pages[1])).to_be_visible()
        addresses = [page.url for page in pages]
        for page in pages:
            page.goto("about:blank")
        moments.it_is("2026-11-27 09:12")
        for page, address in zip(pages, addresses, strict=True):
            page.goto(address, wait_until="commit")
        for page in pages:
            expect(last(page)).to_contain_text("gesendet 9:12, weil kein Gerät an war")
            expect(planned(page)).to_have_count(0)
        assert arrived(moments.shop, customer) == ["Ja, ab acht."]


def test_what_another_device_took_on_and_did_not_send_goes_out_from_here(
    visits: Callable[..., Visit], tmp_path: Path
) -> None:
    """[L8] A device claims it and falls silent. After two minutes a person may have it sent from here."""
    with Moments.open(tmp_path, "2026-11-26 12:00") as moments:
        shop = moments.shop
        customer = shop.customer("krause", "Haben Sie morgen Zopf?")
        anna = visits(**PHONE)
        moments.enter(anna)
        phone = opened(anna, shop)
        plan_for_tomorrow(phone, "Ja, ab acht.")
        moments.it_is("2026-11-27 07:59")
        claim_and_fall_silent(shop, shop.colleague(3), shop.conversation(customer))
        expect(planned(phone)).to_contain_text("Cem")
        moments.it_is("2026-11-27 08:00")
        expect(planned(phone).get_by_role("button", name="Von hier senden")).to_have_count(0)
        assert arrived(shop, customer) == []
        moments.later(3)
        expect(planned(phone)).to_contain_text("käme sie zweimal an")
        clean_in_both_lights(phone)
        planned(phone).get_by_role("button", name="Von hier senden").tap()
        expect(last(phone)).to_contain_text(re.compile(r"Ja, ab acht\..*(zugestellt|gelesen)"))
        expect(planned(phone)).to_have_count(0)
        assert arrived(shop, customer) == ["Ja, ab acht."]


def claim_and_fall_silent(shop: Stage, staff: Staff, conversation: bytes) -> None:
    """What a device does that breaks between its claim and its message."""

    async def claim() -> None:
        [waiting] = await staff.scheduled(conversation)
        said = scheduled.claimed(scheduled.Claim(b64(staff.device), 1_000, waiting.at_ms), None)
        await staff.scheduled._room.write(scheduled, conversation, said, waiting.key)

    shop.do(claim())


def plan_for_tomorrow(page: Page, text: str) -> None:
    """By the right mouse button."""
    field(page).fill(text)
    page.get_by_role("button", name="Senden", exact=True).click(button="right")
    page.get_by_role("menuitem", name="Morgen 8 Uhr").click()
    expect(planned(page)).to_be_visible()


def in_days(days: int, clock: str) -> str:
    """A local time in Berlin as a field for date and time holds it."""
    day = datetime.now(ZoneInfo("Europe/Berlin")) + timedelta(days=days)
    return f"{day:%Y-%m-%d}T{clock}"


def test_what_was_just_sent_is_taken_back(visits: Callable[..., Visit], shop: Stage) -> None:
    """[S8] Off until it is chosen. Then the text is back in the field; left alone it goes out, reload or not."""
    customer = shop.customer("krause", "Haben Sie auf?")
    page = opened(visits(**DESKTOP), shop)
    conversation = page.url
    go_to(page, "Einstellungen")
    switch = page.get_by_role("switch", name="Senden zurücknehmen")
    expect(switch).not_to_be_checked()
    switch.click()
    expect(switch).to_be_checked()
    page.goto(conversation)
    field(page).fill("Nein, erst morgen.")
    field(page).press("Enter")
    page.get_by_role("button", name="Zurücknehmen").click()
    expect(field(page)).to_have_value("Nein, erst morgen.")
    expect(page.get_by_role("log", name="Unterhaltung").get_by_text("Nein, erst morgen.")).to_have_count(0)
    field(page).fill("Ja, bis 18 Uhr.")
    field(page).press("Enter")
    expect(page.get_by_role("button", name="Zurücknehmen")).to_be_visible()
    assert violations(page) == []
    page.reload()
    expect(last(page)).to_contain_text(re.compile(r"Ja, bis 18 Uhr\..*(zugestellt|gelesen)"))
    assert arrived(shop, customer) == ["Ja, bis 18 Uhr."]
