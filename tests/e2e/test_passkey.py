"""Journeys: coming back with a passkey, on a browser that was emptied (S20)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.authenticator import Sensor
from tests.e2e.customer_page import answer, arrived, article, begin, clean, heard, log, newest, write
from tests.world.browser import Visit
from tests.world.stage import Stage
from tresen.client import Conversation, Message

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


async def _devices(shop: Stage, conversation: Conversation) -> list[Message]:
    """What the team reads about devices that joined or left."""
    rows = await shop.bakery.owner.conversations.entries(conversation.id)
    return [each for each in rows if each.kind == "devices"]
