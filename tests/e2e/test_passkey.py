"""Journeys: coming back with a passkey, on a browser that was emptied (S20)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.authenticator import Sensor
from tests.e2e.customer_page import (
    answer,
    arrived,
    article,
    begin,
    clean,
    clean_in_both_lights,
    heard,
    log,
    menu,
    newest,
    write,
)
from tests.world.browser import Visit, accept
from tests.world.stage import Stage
from tresen.client import Conversation, Message, TeamDevice

OFFER = "Mit Fingerabdruck oder Gesicht zurückfinden"
BACK = "Zurück zu meiner Unterhaltung"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with Stage.open(tmp_path_factory.mktemp("shop")) as opened:
        yield opened


def offer(page: Page) -> Locator:
    return page.get_by_role("button", name=OFFER)


def talking(page: Page, shop: Stage, said: str) -> Conversation:
    """A customer who has written and read the first answer."""
    begin(page)
    arrived(write(page, said))
    conversation = newest(shop)
    expect(page.get_by_role("button", name="Rückkehr-Link aufbewahren")).to_be_visible()
    assert offer(page).count() == 0
    answer(shop, conversation, f"Gern: {said}")
    expect(article(page, f"Gern: {said}")).to_be_visible()
    return conversation


def with_passkey(visit: Visit, shop: Stage, said: str) -> tuple[Page, Sensor, Conversation]:
    """The same, with a passkey."""
    page = visit.open("about:blank")
    sensor = Sensor.of(page)
    page.goto(shop.bakery.url)
    conversation = talking(page, shop, said)
    offer(page).click()
    expect(page.get_by_text("Eingerichtet.")).to_be_visible()
    expect(offer(page)).to_have_count(0)
    return page, sensor, conversation


def test_one_touch_brings_everything_back(phone: Visit, shop: Stage) -> None:
    """[S20] The offer comes after the first answer; on an emptied browser one touch opens all, and the team reads of it."""
    page, sensor, conversation = with_passkey(phone, shop, "Zwölf Schrippen")
    assert len(sensor.kept()) == 1
    sensor.emptied(page)
    page.goto(shop.bakery.url)
    clean(page)
    page.get_by_role("button", name=BACK).click()
    expect(article(page, "Gern: Zwölf Schrippen")).to_be_visible()
    expect(article(page, "Zwölf Schrippen").first).to_be_visible()
    expect(log(page)).to_contain_text("Ein weiteres Gerät gehört jetzt zu Ihrer Unterhaltung.")
    arrived(write(page, "Ich bin wieder da"))
    assert [each.text for each in heard(shop, conversation, 3)][-1] == "Ich bin wieder da"
    assert [each.payload["joined"] for each in shop.do(_devices(shop, conversation))] == [1]


def test_declined_once_is_declined(phone: Visit, shop: Stage) -> None:
    """[S20] Closed, the offer does not come again by itself, not after a reload either; the menu keeps it."""
    page = phone.open("about:blank")
    sensor = Sensor.of(page)
    page.goto(shop.bakery.url)
    talking(page, shop, "Ein Stück Kuchen")
    expect(offer(page)).to_be_visible()
    clean(page)
    page.get_by_role("button", name="Nicht anbieten").click()
    page.reload()
    expect(page.get_by_role("button", name="Rückkehr-Link aufbewahren")).to_be_visible()
    answer(shop, newest(shop), "Noch etwas?")
    expect(article(page, "Noch etwas?")).to_be_visible()
    assert offer(page).count() == 0
    assert sensor.kept() == []
    menu(page, "Rückkehr-Link")
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_role("button", name=OFFER)).to_be_visible()
    clean(page)
    sheet.get_by_role("button", name=OFFER).click()
    expect(sheet.get_by_text("Eingerichtet am")).to_be_visible()
    assert len(sensor.kept()) == 1


def test_without_prf_nothing_is_kept(phone: Visit, shop: Stage) -> None:
    """[S20] A passkey that computes nothing is not kept, the page says so, and the return link stands as before."""
    page = phone.open("about:blank")
    sensor = Sensor.of(page, prf=False)
    page.goto(shop.bakery.url)
    talking(page, shop, "Zwei Brezeln")
    offer(page).click()
    expect(page.get_by_text("Sein Passkey rechnet nicht mit")).to_be_visible()
    menu(page, "Rückkehr-Link")
    expect(page.get_by_role("dialog").get_by_text("Eingerichtet am")).to_have_count(0)
    expect(page.get_by_role("dialog").locator(".link")).to_be_visible()
    assert sensor.kept() == []


def test_without_a_finger_nothing_opens(phone: Visit, shop: Stage) -> None:
    """[S20] User verification is no matter of taste: a passkey alone, without its person, opens nothing."""
    page, sensor, _ = with_passkey(phone, shop, "Drei Hörnchen")
    sensor.emptied(page)
    sensor.verify(False)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(shop.bakery.url)
    page.get_by_role("button", name=BACK).click()
    expect(page.get_by_text("Es wurde kein Passkey gewählt.")).to_be_visible()
    expect(page.get_by_role("button", name="Nachricht schreiben")).to_be_visible()
    assert not [url for url in asked if url.endswith("/passkeys/open")]


def test_a_renewed_link_ends_the_passkey(phone: Visit, shop: Stage) -> None:
    """[S20] With a new return link the old passkey opens nothing, and the page says why."""
    page, sensor, _ = with_passkey(phone, shop, "Vier Semmeln")
    menu(page, "Meine Geräte")
    page.get_by_role("dialog").get_by_role("button", name="Erneuern").click()
    page.get_by_role("dialog").get_by_role("button", name="Neuen Link machen").click()
    expect(page.get_by_role("dialog").locator(".link")).to_be_visible()
    sensor.emptied(page)
    page.goto(shop.bakery.url)
    page.get_by_role("button", name=BACK).click()
    expect(page.get_by_text("Zu diesem Passkey liegt hier nichts mehr")).to_be_visible()
    expect(page.get_by_role("button", name="Nachricht schreiben")).to_be_visible()


def test_another_business_of_the_same_server(phone: Visit, shop: Stage) -> None:
    """[S20] On another business's page the passkey opens nothing there, and the server is not even asked."""
    page, sensor, _ = with_passkey(phone, shop, "Fünf Stollen")
    neighbour = shop.neighbour()
    sensor.emptied(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{neighbour.public_url}/hof")
    page.get_by_role("button", name=BACK).click()
    expect(page.get_by_text("Dieser Passkey öffnet etwas anderes")).to_be_visible()
    assert not [url for url in asked if url.endswith("/passkeys/open")]


def test_two_tabs_of_an_emptied_browser(phone: Visit, shop: Stage) -> None:
    """[S20] Both tabs end in the one conversation, and one device joined."""
    page, sensor, conversation = with_passkey(phone, shop, "Sechs Berliner")
    sensor.emptied(page)
    page.goto(shop.bakery.url)
    other = phone.open(shop.bakery.url)
    expect(other.get_by_role("button", name=BACK)).to_be_visible()
    page.bring_to_front()
    page.get_by_role("button", name=BACK).click()
    expect(article(page, "Gern: Sechs Berliner")).to_be_visible()
    other.bring_to_front()
    other.get_by_role("button", name="Nachricht schreiben").click()
    expect(article(other, "Gern: Sechs Berliner")).to_be_visible()
    assert [each.payload["joined"] for each in shop.do(_devices(shop, conversation))] == [1]


def test_the_team_comes_back_by_one_touch(desktop: Visit, shop: Stage) -> None:
    """[S20] A member's passkey lets the same person in again on an emptied browser, as a new device of the same role."""
    page = desktop.open("about:blank")
    sensor = Sensor.of(page)
    page.goto(shop.inbox_link(2))
    accept(page)
    inbox = page.get_by_role("list", name="Unterhaltungen")
    expect(inbox).to_be_attached()
    page.goto(page.url.partition("#")[0] + "#/settings")
    section = page.get_by_role("region", name="Passkey")
    section.get_by_role("button", name=OFFER).click()
    expect(section.get_by_text("Eingerichtet am")).to_be_visible()
    clean_in_both_lights(page)
    sensor.emptied(page)
    page.goto(f"{shop.bakery.owner.public_url}/inbox")
    clean_in_both_lights(page)
    page.get_by_role("button", name="Mit Passkey zurück ins Postfach").click()
    expect(inbox).to_be_attached()
    assert [each.role for each in shop.do(_ben(shop))] == ["member"] * 3
    page.goto(page.url.partition("#")[0] + "#/settings")
    section.get_by_role("button", name="Passkey entfernen").click()
    expect(section.get_by_role("button", name=OFFER)).to_be_visible()
    assert len(shop.do(_ben(shop))) == 2
    sensor.emptied(page)
    page.goto(f"{shop.bakery.owner.public_url}/inbox")
    page.get_by_role("button", name="Mit Passkey zurück ins Postfach").click()
    expect(page.get_by_role("alert")).to_contain_text("liegt hier nichts mehr")


async def _ben(shop: Stage) -> list[TeamDevice]:
    """The devices of person 2."""
    return [each for each in await shop.bakery.owner.team.devices() if each.person == 2]


async def _devices(shop: Stage, conversation: Conversation) -> list[Message]:
    """What the team reads about devices that joined or left."""
    rows = await shop.bakery.owner.conversations.entries(conversation.id)
    return [each for each in rows if each.kind == "devices"]
