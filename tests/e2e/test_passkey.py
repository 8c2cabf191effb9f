"""Journeys: coming back with a passkey, on a browser that was emptied (S20)."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.e2e.authenticator import Sensor
from tests.e2e.customer_page import (
    answer,
    arrived,
    article,
    begin,
    clean,
    clean_in_both_lights,
    heard,
    leaves,
    menu,
    newest,
    write,
)
from tests.e2e.test_my_data import my_data, take_along
from tests.world.browser import PHONE, Visit, accept
from tests.world.stage import Stage
from tresen.client import Conversation, Message, TeamDevice

OFFER = "Mit Gesicht oder Finger zurückfinden"
TEAM_OFFER = "Mit Fingerabdruck oder Gesicht zurückfinden"
BACK = "Zurück zu meiner Unterhaltung"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with Stage.open(tmp_path_factory.mktemp("shop")) as opened:
        yield opened


def offer(page: Page) -> Locator:
    """In the sheet of the ways back, which the menu opens."""
    menu(page, "Rückkehr-Link")
    return page.get_by_role("dialog").get_by_role("button", name=OFFER)


def talking(page: Page, shop: Stage, said: str) -> Conversation:
    """A customer who has written and read the first answer."""
    begin(page)
    arrived(write(page, said))
    conversation = newest(shop)
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
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_text("Eingerichtet am")).to_be_visible()
    expect(sheet.get_by_role("button", name="Fertig")).to_be_visible()
    clean(page)
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    return page, sensor, conversation


def test_one_touch_brings_everything_back(phone: Visit, shop: Stage) -> None:
    """[S20] On an emptied browser one touch opens all, and the team reads of it."""
    page, sensor, conversation = with_passkey(phone, shop, "Zwölf Schrippen")
    assert len(sensor.kept()) == 1
    sensor.emptied(page)
    page.goto(shop.bakery.url)
    clean(page)
    page.get_by_role("button", name=BACK).click()
    expect(article(page, "Gern: Zwölf Schrippen")).to_be_visible()
    expect(article(page, "Zwölf Schrippen").first).to_be_visible()
    menu(page, "Meine Geräte")
    expect(page.get_by_role("dialog").get_by_role("listitem").filter(has_text="Gerät")).to_have_count(2)
    page.keyboard.press("Escape")
    arrived(write(page, "Ich bin wieder da"))
    assert [each.text for each in heard(shop, conversation, 3)][-1] == "Ich bin wieder da"
    assert [each.payload["joined"] for each in shop.do(_devices(shop, conversation))] == [1]


def test_a_passkey_is_offered_in_the_sheet_of_ways_back(phone: Visit, shop: Stage) -> None:
    """[S20] Never in the conversation by itself; in the sheet beside the other ways, with who keeps it."""
    page = phone.open("about:blank")
    sensor = Sensor.of(page)
    page.goto(shop.bakery.url)
    talking(page, shop, "Ein Stück Kuchen")
    leaves(page)
    expect(page.get_by_role("region", name="Bescheid geben")).to_be_visible()
    assert page.get_by_role("button", name=OFFER).count() == 0
    assert sensor.kept() == []
    expect(offer(page)).to_be_visible()
    expect(page.get_by_role("dialog")).to_contain_text("Apple, Google oder Ihr Passwort-Programm")
    clean_in_both_lights(page)


def test_without_prf_nothing_is_kept(phone: Visit, shop: Stage) -> None:
    """[S20] A passkey that computes nothing is not kept, the page says so, and the return link stands as before."""
    page = phone.open("about:blank")
    sensor = Sensor.of(page, prf=False)
    page.goto(shop.bakery.url)
    talking(page, shop, "Zwei Brezeln")
    offer(page).click()
    expect(page.get_by_text("Sein Passkey rechnet nicht mit")).to_be_visible()
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


def renewal(page: Page) -> Locator:
    """Up to the button that replaces the return link; the sheet says what becomes of the passkey."""
    menu(page, "Meine Geräte")
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("button", name="Erneuern").click()
    expect(sheet.get_by_text("So öffnet Ihr Passkey auch den neuen Link")).to_be_visible()
    return sheet.get_by_role("button", name="Neuen Link machen")


def link_in(page: Page) -> str:
    shown = page.get_by_role("dialog").locator(".link")
    expect(shown).to_be_visible()
    return shown.inner_text()


def comes_back(page: Page, sensor: Sensor, shop: Stage, said: str) -> None:
    """On an emptied browser one touch opens everything."""
    sensor.emptied(page)
    page.goto(shop.bakery.url)
    page.get_by_role("button", name=BACK).click()
    expect(article(page, said)).to_be_visible()


def test_a_passkey_follows_a_renewed_link(phone: Visit, shop: Stage, visits: Callable[..., Visit]) -> None:
    """[S20] One touch while the link is replaced, and the same passkey opens the new one; the old link opens nothing."""
    page, sensor, _ = with_passkey(phone, shop, "Vier Semmeln")
    menu(page, "Rückkehr-Link")
    old = link_in(page)
    page.keyboard.press("Escape")
    button = renewal(page)
    clean_in_both_lights(page)
    button.click()
    expect(page.get_by_text("Ihr Passkey öffnet jetzt den neuen Link.")).to_be_visible()
    clean_in_both_lights(page)
    assert link_in(page) != old
    assert len(sensor.kept()) == 1
    thief = visits(**PHONE).open(old)
    expect(thief.get_by_role("button", name="Ohne den Link weiter")).to_be_visible()
    comes_back(page, sensor, shop, "Gern: Vier Semmeln")


def test_who_declines_the_touch_ends_the_passkey(phone: Visit, shop: Stage) -> None:
    """[S20] The link is replaced all the same, the page says what became of the passkey, and it opens nothing."""
    page, sensor, _ = with_passkey(phone, shop, "Acht Semmeln")
    sensor.verify(False)
    renewal(page).click()
    expect(page.get_by_text("Ihr Passkey öffnet hier nichts mehr.")).to_be_visible()
    clean_in_both_lights(page)
    page.keyboard.press("Escape")
    expect(offer(page)).to_be_visible()
    expect(page.get_by_role("dialog").get_by_text("Eingerichtet am")).to_have_count(0)


@pytest.mark.parametrize("arrives", [True, False], ids=["arrived", "lost"])
def test_interrupted_while_the_link_is_replaced(phone: Visit, shop: Stage, arrives: bool) -> None:
    """[S20] Loaded anew after the touch: link and passkey are both the new ones where the record arrived, both the old ones
    where not."""
    page, sensor, _ = with_passkey(phone, shop, f"Neun Semmeln {arrives}")
    menu(page, "Rückkehr-Link")
    old = link_in(page)
    page.keyboard.press("Escape")
    went: list[int] = []

    def cut(route: Route) -> None:
        if arrives:
            went.append(route.fetch().status)
        route.abort()

    page.route("**/conversations/*/devices", cut)
    renewal(page).click()
    expect(page.get_by_role("dialog").get_by_role("alert")).to_be_visible()
    page.unroute("**/conversations/*/devices")
    page.reload()
    menu(page, "Meine Geräte")
    expect(page.get_by_role("dialog").get_by_role("listitem")).to_have_count(2)
    page.keyboard.press("Escape")
    menu(page, "Rückkehr-Link")
    assert (link_in(page) == old) is not arrives
    assert went == ([201] if arrives else [])
    comes_back(page, sensor, shop, f"Gern: Neun Semmeln {arrives}")


def test_the_card_offers_what_the_device_has_once(phone: Visit, shop: Stage) -> None:
    """[S20] On the card that comes after the first answer: a passkey where the device has one. Declined, it is not offered
    there again; the sheet of ways back has it."""
    page = phone.open("about:blank")
    sensor = Sensor.of(page, verified=False)
    page.goto(shop.bakery.url)
    talking(page, shop, "Zehn Wecken")
    menu(page, "In Verbindung bleiben")
    card = page.get_by_role("dialog", name="Damit wir uns nicht verlieren")
    expect(card.get_by_role("button", name=OFFER)).to_be_visible()
    expect(card.get_by_role("button", name="Wieder hierher finden: Andere Wege")).to_be_visible()
    clean_in_both_lights(page)
    card.get_by_role("button", name=OFFER).click()
    expect(card.get_by_role("button", name="Wieder hierher finden: Ansehen")).to_be_visible()
    expect(card.get_by_role("button", name=OFFER)).to_have_count(0)
    page.keyboard.press("Escape")
    page.reload()
    menu(page, "In Verbindung bleiben")
    expect(card.get_by_role("button", name="Wieder hierher finden: Ansehen")).to_be_visible()
    expect(card.get_by_role("button", name=OFFER)).to_have_count(0)
    page.keyboard.press("Escape")
    sensor.gone()
    Sensor.of(page)
    offer(page).click()
    expect(page.get_by_role("dialog").get_by_text("Eingerichtet am")).to_be_visible()
    page.keyboard.press("Escape")
    menu(page, "In Verbindung bleiben")
    expect(card.get_by_text("Eingerichtet.")).to_be_visible()


def test_made_from_the_card(phone: Visit, shop: Stage) -> None:
    """[S20] One touch on the card, and it says so; the passkey opens the conversation."""
    page = phone.open("about:blank")
    sensor = Sensor.of(page)
    page.goto(shop.bakery.url)
    talking(page, shop, "Elf Wecken")
    menu(page, "In Verbindung bleiben")
    card = page.get_by_role("dialog", name="Damit wir uns nicht verlieren")
    card.get_by_role("button", name=OFFER).click()
    expect(card.get_by_text("Eingerichtet.")).to_be_visible()
    comes_back(page, sensor, shop, "Gern: Elf Wecken")


def test_without_a_sensor_everything_is_as_before(phone: Visit, shop: Stage) -> None:
    """[S20] Where the device has no passkey, card and sheet offer paper, picture and sending, and name no passkey."""
    page = phone.open("about:blank")
    Sensor.of(page, present=False)
    page.goto(shop.bakery.url)
    talking(page, shop, "Zwölf Wecken")
    menu(page, "In Verbindung bleiben")
    page.get_by_role("button", name="Wieder hierher finden: Ansehen").click()
    sheet = page.get_by_role("dialog", name="Damit Sie wieder hierher finden")
    for way in ("Mir selbst schicken", "Als Bild sichern", "Drucken"):
        expect(sheet.get_by_role("button", name=way)).to_be_visible()
    expect(sheet.get_by_role("img", name="Rückkehr-Link als Code zum Scannen")).to_be_attached()
    expect(sheet.get_by_role("button", name=OFFER)).to_have_count(0)
    expect(sheet).not_to_contain_text("Passkey")


def test_my_data_names_the_passkey(phone: Visit, shop: Stage, tmp_path: Path) -> None:
    """[Art. 15, S20] The page and the package: since when, what it opens, that Apple and Google keep it."""
    page, _, _ = with_passkey(phone, shop, "Dreizehn Wecken")
    my_data(page)
    item = page.get_by_role("dialog").get_by_role("listitem").filter(has_text="Passkey").first
    expect(item).to_contain_text("seit")
    expect(item).to_contain_text("Apple, Google oder Ihr Passwort-Programm")
    clean_in_both_lights(page)
    (kept,) = take_along(page, tmp_path)["held"]["passkeys"]
    assert set(kept) == {"device", "since_ms"}
    with zipfile.ZipFile(tmp_path / "package.zip") as package:
        assert (
            "wer Ihre Passkeys aufbewahrt (Apple, Google, Ihr Passwort-Programm)"
            in package.read("index.html").decode()
        )


def test_erasing_says_what_stays_outside(phone: Visit, shop: Stage) -> None:
    """[Art. 17, S20] What Apple or Google keeps, only its owner deletes: the question says so."""
    page, _, _ = with_passkey(phone, shop, "Sechzehn Wecken")
    menu(page, "Unterhaltung löschen")
    expect(page.get_by_role("dialog")).to_contain_text(
        "Ihr Passkey öffnet danach nichts mehr. Aus der Passwort-Verwaltung Ihres Geräts löschen Sie ihn selbst."
    )
    clean_in_both_lights(page)


def swapped(route: Route) -> None:
    """The server's answer with another wrap of the right length."""
    answer = route.fetch()
    route.fulfill(response=answer, json=answer.json() | {"wrap": "A" * 59})


def test_a_wrap_that_the_server_swaps(phone: Visit, shop: Stage) -> None:
    """[S20] It opens nothing, the page says what happened, and nothing is begun."""
    page, sensor, _ = with_passkey(phone, shop, "Vierzehn Wecken")
    sensor.emptied(page)
    page.goto(shop.bakery.url)
    page.route("**/passkeys/open", swapped)
    page.get_by_role("button", name=BACK).click()
    expect(page.get_by_text("ist nicht das, was dafür hinterlegt wurde")).to_be_visible()
    expect(page.get_by_role("button", name="Nachricht schreiben")).to_be_visible()
    assert page.evaluate("indexedDB.databases()") == []
    page.unroute("**/passkeys/open")
    page.get_by_role("button", name=BACK).click()
    expect(article(page, "Gern: Vierzehn Wecken")).to_be_visible()


def test_an_answer_that_is_replayed(phone: Visit, shop: Stage) -> None:
    """[S20] What one challenge was answered with is refused a second time, in words, and lets nobody in."""
    page, sensor, _ = with_passkey(phone, shop, "Fünfzehn Wecken")
    first: list[str] = []

    def replay(route: Route) -> None:
        first.append(route.request.post_data or "")
        route.continue_(post_data=first[0])

    page.route("**/passkeys/open", replay)
    comes_back(page, sensor, shop, "Gern: Fünfzehn Wecken")
    sensor.emptied(page)
    page.goto(shop.bakery.url)
    page.get_by_role("button", name=BACK).click()
    expect(page.get_by_text("Der Server hat diese Antwort nicht angenommen.")).to_be_visible()
    expect(page.get_by_role("button", name="Nachricht schreiben")).to_be_visible()
    assert len(first) == 2
    assert first[1] != first[0]


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
    section.get_by_role("button", name=TEAM_OFFER).click()
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
    expect(section.get_by_role("button", name=TEAM_OFFER)).to_be_visible()
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
