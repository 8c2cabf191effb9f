"""[S22] Calls and the customer page in a frame: no frame gets a microphone, so they have a window of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Playwright, expect

from tests.e2e import calling
from tests.e2e.customer_page import answer, newest
from tests.e2e.framed_page import allow, opened, writes
from tests.world import chromium
from tests.world.browser import DESKTOP, PHONE, Visit
from tests.world.callstage import FLAGS
from tests.world.stage import Stage
from tests.world.website import Website, website

BELONGS = "Diese Unterhaltung gehört zu dieser Website."


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """One that keeps the storage of frames apart, and has a microphone."""
    with chromium.opened(playwright, *FLAGS, chromium.APART) as opened:
        yield opened


@pytest.fixture
def site(shop: Stage) -> Iterator[Website]:
    """A website that the owner named, of a business that can be called."""
    with website() as made:
        allow(shop, made)
        yield made


def test_calls_have_a_window_of_their_own(visits: Callable[..., Visit], shop: Stage, site: Website) -> None:
    """[S22] No frame gets the microphone: the menu offers the window instead."""
    owner = shop.bakery.owner
    calls = {"hours": "always", "direct": True, "strangers": True}
    shop.do(owner.records.publish(owner.records.profile | {"calls": calls}))
    page, inside = opened(visits(**PHONE), shop, site)
    writes(page, "Ich rufe gleich an")
    answer(shop, newest(shop), "Gern!")
    expect(inside.get_by_text(BELONGS)).to_be_visible()
    expect(inside.get_by_role("button", name="Sprachnachricht")).to_have_count(0)
    inside.get_by_role("button", name="Menü", exact=True).click()
    inside.locator(":popover-open").get_by_role("button", name="Anrufen", exact=True).click()
    sheet = inside.get_by_role("dialog", name="Anrufe gehen in ein eigenes Fenster")
    assert "#return=" in str(sheet.get_by_role("link").get_attribute("href"))


def test_a_call_rings_in_words(visits: Callable[..., Visit], shop: Stage, site: Website) -> None:
    """[S22] The frame says who calls and leads to a window, where it can be accepted; when it is over, the words go."""
    owner = shop.bakery.owner
    shop.do(owner.records.publish(owner.records.profile | {"calls": {"hours": "always", "direct": True}}))
    page, inside = opened(visits(**PHONE), shop, site)
    writes(page, "Rufen Sie mich bitte an")
    colleague = calling.team(visits(**DESKTOP), shop)
    calling.call(colleague)
    sheet = inside.get_by_role("dialog", name="Bäckerei Sonnenschein ruft an")
    expect(sheet).to_contain_text("es klingelt, solange der Anruf wartet")
    assert "#return=" in str(sheet.get_by_role("link").get_attribute("href"))
    expect(inside.get_by_role("alertdialog")).to_have_count(0)
    colleague.get_by_role("button", name="Auflegen").click()
    expect(sheet).to_have_count(0)
