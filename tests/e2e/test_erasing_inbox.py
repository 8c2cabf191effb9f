"""Erasing and retaining in the team's inbox, and what the team sees when a customer erases (L7, L9)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.customer_page import article, clean
from tests.e2e.erasing import assert_gone, has_focus, raw_storage, sealed_parts
from tests.e2e.message_menu import choose, focused, item, open_menu
from tests.world.browser import DESKTOP, Visit, on, on_both
from tests.world.stage import Stage

BY_CUSTOMER = "Die Kundin oder der Kunde hat diese Unterhaltung gelöscht."
BY_TEAM = "Ihr habt diese Unterhaltung gelöscht."


@pytest.fixture
def inbox(request: pytest.FixtureRequest, visits: Callable[..., Visit]) -> Visit:
    started: Visit = visits(**request.param)
    return started


def open_inbox(visit: Visit, shop: Stage, person: int, role: str) -> Page:
    page = visit.open(shop.inbox_link(person, role))
    expect(page.get_by_role("list", name="Unterhaltungen")).to_be_attached()
    return page


def rows(page: Page) -> Locator:
    return page.get_by_role("list", name="Unterhaltungen").get_by_role("listitem")


def open_retention(page: Page, text: str) -> Locator:
    """The sheet that says how long a message is kept."""
    choose(page, text, "Aufbewahren")
    return page.get_by_role("dialog", name="Aufbewahren")


def open_card(page: Page) -> Locator:
    """The side panel; on a phone it takes the conversation's place."""
    expect(page.get_by_role("log", name="Unterhaltung")).to_be_visible()
    button = page.get_by_role("button", name="Karte zeigen")
    if button.is_visible():
        button.click()
    return page.get_by_role("complementary", name="Zu dieser Unterhaltung")


@on_both("inbox", "desktop", fixture=True)
def test_the_button_of_a_message_leaves_its_time_alone(inbox: Visit, shop: Stage) -> None:
    """However short the message, the pointer at its time hits the time, also after a tap."""
    shop.customer("krause", "Ok")
    page = open_inbox(inbox, shop, 1, "owner")
    rows(page).first.click()
    message = article(page, "Ok")
    message.hover()
    assert message.locator("time").evaluate(
        """(time) => {
            const { left, right, top, height } = time.getBoundingClientRect();
            const at = (x) => document.elementFromPoint(x, top + height / 2);
            return [left + 1, (left + right) / 2, right - 1].every((x) => at(x) === time);
        }"""
    )


def test_what_could_not_be_kept_is_not_marked(desktop: Visit, shop: Stage) -> None:
    """[L9] Offline nothing is retained longer: that is said, and the mark stays where it was."""
    shop.customer("krause", "Zwölf Brezeln, bitte.")
    page = open_inbox(desktop, shop, 1, "owner")
    rows(page).first.click()
    sheet = open_retention(page, "Zwölf Brezeln")
    page.context.set_offline(True)
    sheet.get_by_role("radio", name="Brief").click()
    expect(sheet.get_by_role("alert")).to_be_visible()
    expect(sheet.get_by_role("radio", name="Nachricht")).to_be_checked()


@on("phone", "inbox", fixture=True)
def test_an_owner_erases_one_message(inbox: Visit, visits: Callable[..., Visit], shop: Stage) -> None:
    """[L7] It is gone from both inboxes, previews and raw storage; the customer sees only its place."""
    krause = shop.customer("krause", "Guten Morgen", "Meine Nummer: KANARIE-0151")
    page = open_inbox(inbox, shop, 1, "owner")
    member = open_inbox(visits(**DESKTOP), shop, 2, "member")
    for each in (page, member):
        expect(rows(each).first).to_contain_text("KANARIE-0151")
        rows(each).first.click()
        expect(article(each, "KANARIE-0151")).to_be_visible()
    sheet = open_retention(member, "KANARIE-0151")
    expect(sheet.get_by_role("group", name="Aufbewahren als")).to_be_visible()
    clean(member)
    member.keyboard.press("Escape")
    open_menu(member, "KANARIE-0151")
    expect(item(member, "Aufbewahren")).to_be_visible()
    expect(item(member, "Löschen")).to_have_count(0)
    page.bring_to_front()
    choose(page, "KANARIE-0151", "Löschen")
    question = page.get_by_role("dialog", name="Diese Nachricht für beide Seiten löschen?")
    has_focus(question.get_by_role("button", name="Behalten"))
    clean(page)
    question.get_by_role("button", name="Löschen", exact=True).click()
    for each in (page, member):
        expect(article(each, "KANARIE-0151")).to_have_count(0)
        expect(each.get_by_role("log")).to_contain_text("Nachricht gelöscht")
        assert "KANARIE" not in raw_storage(each)
    expect(rows(member).first).to_contain_text("Guten Morgen")
    assert [each.text for each in shop.do(krause.history())] == ["Guten Morgen", "", ""]


@on("phone", "inbox", fixture=True)
def test_an_owner_erases_a_conversation(inbox: Visit, visits: Callable[..., Visit], shop: Stage) -> None:
    """[L7] Card, drafts, previews and messages go everywhere; whoever has it open is told; the server holds nothing."""
    krause = shop.customer("krause", "KANARIE-eins", "KANARIE-zwei")
    shop.customer("yilmaz", "Ich bleibe")
    conversation = shop.conversation(krause)
    shop.do(shop.bakery.owner.cards.rename(conversation, "Frau KANARIE"))
    page = open_inbox(inbox, shop, 1, "owner")
    member = open_inbox(visits(**DESKTOP), shop, 2, "member")
    for each in (page, member):
        rows(each).filter(has_text="Frau KANARIE").click()
        expect(article(each, "KANARIE-zwei")).to_be_visible()
    member.get_by_role("textbox", name="Nachricht").fill("KANARIE-Entwurf")
    expect(rows(member).filter(has_text="Entwurf:")).to_have_count(1)
    expect(open_card(member).get_by_role("button", name="Unterhaltung löschen")).to_have_count(0)
    sealed = sealed_parts(shop, conversation)
    page.bring_to_front()
    open_card(page).get_by_role("button", name="Unterhaltung löschen").click()
    question = page.get_by_role("dialog", name="Unterhaltung mit Frau KANARIE löschen?")
    expect(question).to_contain_text("Eure Notizen dazu gehen mit.")
    clean(page)
    question.get_by_role("button", name="Löschen", exact=True).click()
    for each in (page, member):
        expect(rows(each)).to_have_count(1)
        expect(rows(each).first).to_contain_text("Ich bleibe")
    expect(member.get_by_text(BY_TEAM)).to_be_visible()
    expect(member.get_by_role("textbox", name="Nachricht")).to_have_count(0)
    clean(member)
    for each in (page, member):
        assert "KANARIE" not in raw_storage(each)
    assert_gone(shop.bakery.folder / "data", sealed)
    member.reload()
    expect(rows(member)).to_have_count(1)
    assert "KANARIE" not in raw_storage(member)


@on("desktop", "inbox", fixture=True)
def test_a_customer_erases_while_the_team_reads(inbox: Visit, shop: Stage) -> None:
    """[L7] The open conversation says so and accepts nothing more; the list and the raw storage are empty."""
    krause = shop.customer("krause", "KANARIE-eins")
    page = open_inbox(inbox, shop, 2, "member")
    rows(page).first.click()
    expect(article(page, "KANARIE-eins")).to_be_visible()
    shop.do(krause.erase())
    expect(page.get_by_text(BY_CUSTOMER)).to_be_visible()
    expect(page.get_by_role("textbox", name="Nachricht")).to_have_count(0)
    clean(page)
    expect(rows(page)).to_have_count(0)
    assert "KANARIE" not in raw_storage(page)


@on("desktop", "inbox", fixture=True)
def test_what_must_be_retained_is_retained_and_released(inbox: Visit, shop: Stage) -> None:
    """[L9] An owner marks a message as a letter. It survives the customer's erasing until it is released: by a press that
    begins on the button, not by lifting the finger that opened the sheet there."""
    krause = shop.customer("krause", "KANARIE-Plausch", "Auftrag: zwölf Brezeln")
    page = open_inbox(inbox, shop, 2, "owner")
    rows(page).first.click()
    open_retention(page, "Auftrag: zwölf Brezeln").get_by_role("radio", name="Brief").click()
    expect(article(page, "Auftrag: zwölf Brezeln")).to_contain_text("Brief, bis Ende 2032")
    clean(page)
    page.keyboard.press("Escape")
    page.reload()
    expect(article(page, "Auftrag: zwölf Brezeln")).to_be_visible()
    shop.do(krause.erase())
    expect(page.get_by_text(BY_CUSTOMER)).to_be_visible()
    expect(page.get_by_text("müsst ihr aufbewahren (§ 257 HGB, § 147 AO)")).to_be_visible()
    expect(article(page, "Auftrag: zwölf Brezeln")).to_contain_text("Brief, bis Ende 2032")
    expect(article(page, "KANARIE")).to_have_count(0)
    clean(page)
    assert "KANARIE" not in raw_storage(page)
    sheet = open_retention(page, "Auftrag: zwölf Brezeln")
    expect(article(page, "Auftrag: zwölf Brezeln")).to_contain_text("Brief, bis Ende 2032")
    sheet.get_by_role("button", name="Nicht mehr aufbewahren").click()
    expect(page.get_by_text("Davon ist nichts mehr da, auch keine Notizen.")).to_be_visible()
    assert "Brezeln" not in raw_storage(page)


def test_an_inbox_that_was_away_drops_its_copy(desktop: Visit, shop: Stage) -> None:
    """[L7] Offline it still shows what it holds; once online all of it is gone, drafts too."""
    krause = shop.customer("krause", "KANARIE-eins")
    shop.customer("yilmaz", "Ich bleibe")
    page = open_inbox(desktop, shop, 2, "member")
    rows(page).filter(has_text="KANARIE").click()
    expect(article(page, "KANARIE-eins")).to_be_visible()
    desktop.context.set_offline(True)
    expect(page.get_by_text("Offline seit")).to_be_visible()
    page.get_by_role("textbox", name="Nachricht").fill("KANARIE-Entwurf")
    shop.do(krause.erase())
    expect(article(page, "KANARIE-eins")).to_be_visible()
    desktop.context.set_offline(False)
    expect(page.get_by_text(BY_CUSTOMER)).to_be_visible()
    expect(rows(page)).to_have_count(1)
    assert "KANARIE" not in raw_storage(page)


def test_with_the_keyboard_alone(desktop: Visit, shop: Stage) -> None:
    """[WCAG 2.1.1] Keys reach the message, its menu and the question, and no focus is lost when it is gone."""
    shop.customer("krause", "KANARIE-eins", "Danke")
    page = open_inbox(desktop, shop, 1, "owner")
    rows(page).first.click()
    expect(article(page, "KANARIE-eins")).to_be_visible()
    expect(page.get_by_role("textbox", name="Nachricht")).to_be_focused()
    page.get_by_role("log").focus()
    page.keyboard.press("Home")
    has_focus(article(page, "KANARIE-eins"))
    page.keyboard.press("Enter")
    has_focus(item(page, "Antworten"))
    page.keyboard.press("Escape")
    expect(page.get_by_role("menu")).to_have_count(0)
    has_focus(article(page, "KANARIE-eins"))
    page.keyboard.press("m")
    page.keyboard.press("End")
    has_focus(item(page, "Löschen"))
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    has_focus(dialog.get_by_role("button", name="Behalten"))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(article(page, "KANARIE-eins")).to_have_count(0)
    expect(dialog).to_have_count(0)
    has_focus(article(page, "Danke"))
    assert "Danke" in focused(page)
