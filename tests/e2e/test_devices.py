"""Journeys: a customer's devices (S4, S13), and a fresh conversation that the team links to an old one on its side only."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.customer_page import answer, arrived, article, begin, clean, field, heard, menu, newest, write
from tests.e2e.scan import scan
from tests.e2e.test_customer_page import NOTHING, STORED
from tests.world.browser import DESKTOP, PHONE, Visit, on, on_both
from tests.world.stage import Stage
from tresen.client import Conversation

SIZES = on_both("size", "phone")
CODE = "Rückkehr-Link als Code zum Scannen"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with Stage.open(tmp_path_factory.mktemp("shop")) as opened:
        yield opened


def sheet(page: Page, name: str) -> Locator:
    return page.get_by_role("dialog", name=name)


def devices(page: Page) -> Locator:
    """Opens "Meine Geräte"; returns its list."""
    menu(page, "Meine Geräte")
    return sheet(page, "Meine Geräte").get_by_role("listitem")


def shown_link(page: Page) -> str:
    """The link that a sheet shows as text and, identically, as a code."""
    link = page.get_by_role("dialog").locator(".link").inner_text().strip()
    assert scan(page.get_by_role("dialog").get_by_role("img", name=CODE)) == link
    return link


def scanned(visit: Visit, link: str) -> Page:
    """The other device's camera opened the link, and its owner tapped."""
    page = visit.open(link)
    expect(page.get_by_text(re.compile(r"Diese Unterhaltung begann am .* gehör(t|en) dazu"))).to_be_visible()
    page.get_by_role("button", name="Unterhaltung fortsetzen").click()
    return page


def two_devices(
    visits: Callable[..., Visit], shop: Stage, size: dict[str, Any]
) -> tuple[Page, Page, Conversation]:
    """A customer who has written, and their second device, added by its code."""
    page = visits(**size).open(shop.bakery.url)
    begin(page)
    arrived(write(page, "Zwölf Schrippen, bitte"))
    conversation = newest(shop)
    expect(devices(page)).to_have_text([re.compile("Dieses Gerät"), re.compile("Rückkehr-Link")])
    clean(page)
    sheet(page, "Meine Geräte").get_by_role("button", name="Weiteres Gerät hinzufügen").click()
    expect(sheet(page, "Weiteres Gerät hinzufügen")).to_contain_text("Wer ihn hat, liest mit")
    link = shown_link(page)
    clean(page)
    other = scanned(visits(**(DESKTOP if size is PHONE else PHONE)), link)
    expect(sheet(page, "Weiteres Gerät hinzufügen").get_by_role("status").first).to_have_text(
        "Das Gerät ist verbunden."
    )
    page.get_by_role("button", name="Zu meinen Geräten").click()
    expect(sheet(page, "Meine Geräte").get_by_role("listitem")).to_have_count(3)
    return page, other, conversation


def test_a_return_link_that_is_not_followed(visits: Callable[..., Visit], shop: Stage) -> None:
    """[S13] The page says what the link opens; whoever cancels is a new visitor, and no device joins."""
    page = visits(**PHONE).open(shop.bakery.url)
    begin(page)
    arrived(write(page, "Zwölf Schrippen, bitte"))
    expect(devices(page)).to_have_count(2)
    sheet(page, "Meine Geräte").get_by_role("button", name="Weiteres Gerät hinzufügen").click()
    other = visits(**DESKTOP).open(shown_link(page))
    expect(other.get_by_text("Ein Gerät gehört dazu")).to_be_visible()
    clean(other)
    other.get_by_role("button", name="Abbrechen").click()
    expect(other.get_by_role("button", name="Nachricht schreiben")).to_be_visible()
    page.keyboard.press("Escape")
    expect(devices(page)).to_have_count(2)


@on("phone", "size")
def test_a_second_device_by_its_code(visits: Callable[..., Visit], shop: Stage, size: dict[str, Any]) -> None:
    """[S13] Scanned from the screen; both see all past and new messages, and each sees the other listed."""
    page, other, conversation = two_devices(visits, shop, size)
    page.keyboard.press("Escape")
    expect(article(other, "Zwölf Schrippen")).to_contain_text("zugestellt")
    arrived(write(other, "Und eine Brezel"))
    expect(article(page, "Und eine Brezel")).to_be_visible()
    # It is no line in the conversation. Who is here hears of it, and the way to the list.
    for each in (page, other):
        expect(each.get_by_role("log")).not_to_contain_text("Gerät")
    notice = page.get_by_role("status").filter(
        has_text="Ein weiteres Gerät gehört jetzt zu Ihrer Unterhaltung."
    )
    expect(notice.get_by_role("button", name="Meine Geräte")).to_be_visible()
    answer(shop, conversation, "Liegt bereit")
    for each in (page, other):
        expect(article(each, "Liegt bereit")).to_be_visible()
    expect(devices(other)).to_have_count(3)
    clean(other)


def forgets(page: Page) -> None:
    """Nothing of it stays in this browser: databases go first, then the page's copy for times without a network."""
    nothing = json.dumps(NOTHING, separators=(",", ":"))
    page.wait_for_function(f"async () => JSON.stringify(await ({STORED})()) === '{nothing}'")


@on("desktop", "size")
def test_a_removed_device_is_out_within_seconds(
    visits: Callable[..., Visit], shop: Stage, size: dict[str, Any]
) -> None:
    """[S4] It says so and keeps nothing, in both its tabs; later messages never reach it; it can begin anew."""
    page, other, conversation = two_devices(visits, shop, size)
    tab = other.context.new_page()
    tab.goto(shop.bakery.url)
    expect(article(tab, "Zwölf Schrippen")).to_be_visible()
    page.get_by_role("button", name="Entfernen: Weiteres Gerät").click()
    question = sheet(page, "Gerät entfernen?")
    expect(question.get_by_role("button", name="Behalten")).to_be_focused()
    clean(page)
    question.get_by_role("button", name="Behalten").click()
    expect(sheet(page, "Meine Geräte").get_by_role("listitem")).to_have_count(3)
    page.get_by_role("button", name="Entfernen: Weiteres Gerät").click()
    sheet(page, "Gerät entfernen?").get_by_role("button", name="Gerät entfernen").dblclick()
    done = sheet(page, "Das Gerät ist entfernt.")
    expect(done).to_contain_text("alter Rückkehr-Link öffnet nichts mehr")
    clean(page)
    shown_link(page)
    for each in (other, tab):
        expect(each.get_by_role("heading", name="Dieses Gerät wurde entfernt.")).to_be_visible()
    clean(other)
    forgets(other)
    done.get_by_role("button", name="Fertig").click()
    there, gone = (sheet(page, "Meine Geräte").get_by_role("list").nth(at) for at in (0, 1))
    expect(there.get_by_role("listitem")).to_have_count(2)
    expect(gone.get_by_role("listitem")).to_have_count(1)
    page.keyboard.press("Escape")
    arrived(write(page, "Jetzt wieder allein"))
    answer(shop, conversation, "Nur für Sie")
    expect(article(page, "Nur für Sie")).to_be_visible()
    tab.close()
    other.get_by_role("button", name="Neu beginnen").click()
    begin(other)
    arrived(write(other, "Von vorn"))
    expect(article(other, "Nur für Sie")).to_have_count(0)
    assert [each.text for each in heard(shop, newest(shop), 1)] == ["Von vorn"]


@on("phone", "size")
def test_a_new_return_link(visits: Callable[..., Visit], shop: Stage, size: dict[str, Any]) -> None:
    """[S13] The old one opens a clear page that can be dismissed; the new one opens everything; the other device is told."""
    page, other, _ = two_devices(visits, shop, size)
    old = page_link(other)
    page.get_by_role("button", name="Erneuern").click()
    question = sheet(page, "Rückkehr-Link erneuern?")
    expect(question).to_contain_text("auch kein ausgedruckter")
    clean(page)
    question.get_by_role("button", name="Neuen Link machen").click()
    expect(sheet(page, "Ihr neuer Rückkehr-Link")).to_be_visible()
    clean(page)
    new = shown_link(page)
    assert new != old
    page.get_by_role("button", name="Fertig").click()

    late = visits(**size).open(old)
    expect(late.get_by_role("heading", name="Dieser Rückkehr-Link öffnet hier nichts.")).to_be_visible()
    expect(late.get_by_text("auf einem Ihrer Geräte erneuert")).to_be_visible()
    clean(late)
    late.get_by_role("button", name="Ohne den Link weiter").click()
    expect(late.get_by_role("button", name="Nachricht schreiben")).to_be_visible()
    forgets(late)

    third = scanned(visits(**PHONE), new)
    expect(article(third, "Zwölf Schrippen")).to_be_visible()
    expect(devices(other)).to_have_count(4)
    other.get_by_role("button", name="Weiteres Gerät hinzufügen").click()
    elsewhere = sheet(other, "Rückkehr-Link erneuern?")
    expect(elsewhere).to_contain_text("Er steht nur dort")
    elsewhere.get_by_role("button", name="Abbrechen").click()
    expect(sheet(other, "Meine Geräte")).to_be_visible()


def page_link(page: Page) -> str:
    """The return link as the menu shows it."""
    menu(page, "Rückkehr-Link")
    link = shown_link(page)
    page.keyboard.press("Escape")
    return link


def test_without_a_connection_nothing_changes(visits: Callable[..., Visit], shop: Stage) -> None:
    """[interface] The list shows what is known here; removing says what is missing, and that everything is as it was."""
    page, other, _ = two_devices(visits, shop, PHONE)
    page.keyboard.press("Escape")
    page.context.set_offline(True)
    expect(page.get_by_text("Kein Netz.")).to_be_visible()
    expect(devices(page)).to_have_count(3)
    page.get_by_role("button", name="Entfernen: Weiteres Gerät").click()
    question = sheet(page, "Gerät entfernen?")
    question.get_by_role("button", name="Gerät entfernen").click()
    expect(question.get_by_role("alert")).to_have_text("Dazu brauchen Sie Netz. Es ist alles, wie es war.")
    clean(page)
    page.context.set_offline(False)
    arrived(write(other, "Noch da"))
    expect(field(other)).to_be_visible()


def inbox(visit: Visit, shop: Stage, role: str = "member") -> Page:
    page = visit.open(shop.inbox_link(2, role))
    expect(page.get_by_role("list", name="Unterhaltungen")).to_be_attached()
    return page


def open_card(page: Page) -> None:
    """The side panel of the open conversation; on a phone a page of its own."""
    expect(page.get_by_role("log", name="Unterhaltung")).to_be_visible()
    head = page.get_by_role("heading", name="Frühere Unterhaltungen")
    if page.viewport_size == PHONE["viewport"]:
        expect(head).to_be_hidden()
        page.get_by_role("button", name="Karte zeigen").click()
    expect(head).to_be_visible()


@SIZES
def test_staff_link_a_fresh_conversation(
    visits: Callable[..., Visit], tmp_path: Path, size: dict[str, Any]
) -> None:
    """[S13, S9] Found by name, which is taken over; shown both ways, undone, unlinked; the customer sees nothing."""
    with Stage.open(tmp_path) as shop:
        old = shop.customer("old", "Vom alten Handy")
        shop.do(shop.bakery.owner.cards.rename(shop.conversation(old), "Frau Krause"))
        other = shop.customer("other", "Etwas anderes")
        shop.do(shop.bakery.owner.cards.rename(shop.conversation(other), "Herr Yilmaz"))
        fresh = shop.customer("fresh", "Ich bin es, mit neuem Handy")
        page = inbox(visits(**size), shop)
        row = (
            page.get_by_role("list", name="Unterhaltungen")
            .get_by_role("listitem")
            .filter(has_text="mit neuem Handy")
        )
        row.get_by_role("link").click()
        open_card(page)
        clean(page)
        page.get_by_role("button", name="Gehört zu einer früheren Unterhaltung …").click()
        pick = sheet(page, "Frühere Unterhaltung")
        expect(pick.get_by_role("status")).to_have_text("2 Unterhaltungen")
        clean(page)
        pick.get_by_role("searchbox", name="Nach Namen suchen").fill("niemand")
        expect(pick.get_by_role("status")).to_contain_text("Nichts gefunden zu „niemand“")
        pick.get_by_role("searchbox", name="Nach Namen suchen").fill("KRAUSE")
        pick.get_by_role("button", name="Frau Krause").click()
        expect(page.get_by_text("Mit der früheren Unterhaltung verknüpft.")).to_be_visible()
        link = page.get_by_role("link", name="Frühere Unterhaltung vom")
        expect(link).to_be_visible()
        expect(page.get_by_role("heading", level=2, name="Frau Krause").last).to_be_visible()
        page.get_by_role("button", name="Rückgängig").click()
        expect(link).to_have_count(0)
        expect(page.get_by_role("textbox", name="Name", exact=True)).to_have_value("")

        page.get_by_role("button", name="Gehört zu einer früheren Unterhaltung …").click()
        sheet(page, "Frühere Unterhaltung").get_by_role("button", name="Frau Krause").click()
        expect(page.get_by_role("textbox", name="Name", exact=True)).to_have_value("Frau Krause")
        clean(page)
        link.click()
        expect(page.get_by_role("log", name="Unterhaltung")).to_contain_text("Vom alten Handy")
        open_card(page)
        page.get_by_role("link", name="Weiter in der Unterhaltung vom").click()
        expect(page.get_by_role("log", name="Unterhaltung")).to_contain_text("mit neuem Handy")
        open_card(page)
        page.get_by_role("button", name="Lösen: Frühere Unterhaltung").click()
        expect(link).to_have_count(0)
        expect(page.get_by_role("textbox", name="Name", exact=True)).to_have_value("Frau Krause")
        # Messages and cards are sent in the order in which they were written.
        if size is PHONE:
            page.get_by_role("link", name="Zurück zur Unterhaltung").click()
        arrived(write(page, "Willkommen zurück"))
        assert shop.do(shop.bakery.owner.conversations.get(shop.conversation(fresh))).earlier == ()
        said = [each.text for each in shop.do(fresh.history())]
        assert said == ["Ich bin es, mit neuem Handy", "Willkommen zurück"]


@on("desktop", "size")
def test_a_device_gets_a_name(visits: Callable[..., Visit], shop: Stage, size: dict[str, Any]) -> None:
    """A name stays where it was typed; the question before removing says it, and the list of those that left keeps it."""
    page, other, _ = two_devices(visits, shop, size)
    page.get_by_role("button", name=re.compile("Benennen: Weiteres Gerät")).click()
    naming = sheet(page, "Wie heißt dieses Gerät?")
    expect(naming.get_by_role("textbox", name="Name")).to_be_focused()
    clean(page)
    naming.get_by_role("textbox", name="Name").fill("Tablet im \u202eWohnzimmer")
    naming.get_by_role("button", name="Namen speichern").click()
    mine = sheet(page, "Meine Geräte")
    expect(mine.get_by_role("button", name=re.compile("Benennen: Tablet im Wohnzimmer"))).to_be_focused()
    expect(mine).to_contain_text("Chrome auf Linux")
    clean(page)
    expect(devices(other)).to_have_count(3)
    expect(sheet(other, "Meine Geräte")).not_to_contain_text("Wohnzimmer")
    mine.get_by_role("button", name=re.compile("Entfernen: Tablet im Wohnzimmer")).click()
    expect(sheet(page, "Gerät entfernen?")).to_contain_text("Tablet im Wohnzimmer")
    sheet(page, "Gerät entfernen?").get_by_role("button", name="Gerät entfernen").click()
    page.get_by_role("button", name="Fertig").click()
    expect(mine).to_contain_text("Nicht mehr dabei")
    expect(mine).to_contain_text("war dabei vom")
    expect(mine.get_by_role("listitem").filter(has_text="Tablet im Wohnzimmer")).to_have_count(1)
