"""The team's own chat in two browsers: desktop and phone, by mouse, thumb and keyboard alone (L8)."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.e2e.axe import violations
from tests.e2e.customer_page import clean_in_both_lights
from tests.world.browser import DESKTOP, PHONE, Visit
from tests.world.stage import Stage

PLAN = "Morgen kommt der Müller um fünf."


def inbox(visit: Visit, shop: Stage, person: int, role: str = "member") -> Page:
    page = visit.open(shop.inbox_link(person, role))
    expect(page.get_by_role("list", name="Unterhaltungen")).to_be_attached()
    return page


def door(page: Page) -> Locator:
    return page.get_by_role("navigation", name="Bereiche").get_by_role("link", name="Hinterzimmer")


def log(page: Page) -> Locator:
    return page.get_by_role("log", name="Hinterzimmer")


def field(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Nachricht ans Team")


def test_two_talk_in_the_back_room(visits: Callable[..., Visit], shop: Stage) -> None:
    """[L8] Anna writes at the desktop; Ben sees the badge on his phone, reads and answers; the customer sees none of it."""
    krause = shop.customer("krause", "Guten Tag")
    anna, ben = inbox(visits(**DESKTOP), shop, 1, "owner"), inbox(visits(**PHONE), shop, 2)
    door(anna).click()
    expect(log(anna)).to_contain_text("Hier ist nur das Team.")
    assert violations(anna) == []
    field(anna).fill(PLAN)
    anna.get_by_role("button", name="Senden", exact=True).click()
    expect(log(anna).get_by_role("article").last).to_contain_text("gesendet")

    expect(door(ben)).to_have_accessible_name("ungelesen: 1 Hinterzimmer")
    expect(ben.get_by_role("status").filter(has_text="Neue Nachricht im Hinterzimmer")).to_be_attached()
    door(ben).tap()
    expect(log(ben).get_by_role("article").last).to_contain_text(PLAN)
    expect(log(ben).get_by_role("article").last).to_contain_text("Anna")
    expect(door(ben)).to_have_accessible_name("Hinterzimmer")
    clean_in_both_lights(ben)
    field(ben).fill("Ich mache auf.")
    ben.get_by_role("button", name="Senden", exact=True).tap()
    expect(log(anna).get_by_role("article").last).to_contain_text("Ich mache auf.")
    assert [each.text for each in shop.do(krause.history())] == ["Guten Tag"]
    expect(anna.get_by_role("link", name="Nachrichten")).to_be_visible()
    anna.reload()
    expect(door(anna)).to_have_accessible_name("Hinterzimmer")


def test_by_keyboard_alone_and_without_a_connection(visits: Callable[..., Visit], shop: Stage) -> None:
    """[S8] What is written offline waits, outlives a reload of the page, and goes out by itself; a draft is kept."""
    page = inbox(visits(**DESKTOP), shop, 2)
    door(page).focus()
    page.keyboard.press("Enter")
    expect(field(page)).to_be_focused()
    page.context.set_offline(True)
    expect(page.get_by_text("Du kannst weiterschreiben")).to_be_visible()
    page.keyboard.type(PLAN)
    page.keyboard.press("Enter")
    expect(log(page).get_by_role("article").last).to_contain_text("wird gesendet")
    page.keyboard.type("Noch ein Gedanke")
    page.context.set_offline(False)
    expect(log(page).get_by_role("article").last).not_to_contain_text("wird gesendet")
    page.reload()
    expect(log(page).get_by_role("article").last).to_contain_text(PLAN)
    expect(field(page)).to_have_value("Noch ein Gedanke")
    heard = [each.text for each in shop.do(shop.bakery.owner.chat.history())]
    assert heard == [PLAN]
    page.keyboard.press("Escape")
    expect(page.get_by_role("list", name="Unterhaltungen")).to_be_attached()


def test_an_auditor_is_told_why_nothing_is_there(desktop: Visit, shop: Stage) -> None:
    """[S5] Auditors get no key."""
    shop.do(shop.bakery.owner.chat.send(PLAN))
    page = inbox(desktop, shop, 4, "auditor")
    door(page).click()
    expect(page.get_by_text("lässt es sich nicht öffnen")).to_be_visible()
    expect(field(page)).not_to_be_attached()
    assert violations(page) == []
