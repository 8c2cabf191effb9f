"""A full conversation and a full business, seen from a customer's phone and from the inbox."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.customer_page import arrived, article, begin, clean, write
from tests.e2e.test_inbox import last, log, open_inbox, rows
from tests.e2e.test_inbox import write as write_inbox
from tests.world.browser import Visit
from tests.world.stage import Stage
from tresen.core.bounds.quotas import DEFAULT, Quotas

MIB = 2**20


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with Stage.open(tmp_path_factory.mktemp("shop")) as opened:
        yield opened


def allow(shop: Stage, quotas: Quotas) -> None:
    """In the server's own loop."""

    async def change() -> None:
        live, house = shop.bakery.app.live, shop.bakery.app.house
        live.house = replace(live.house, quotas=quotas)
        # HTTP, by which a conversation begins, holds the house itself.
        object.__setattr__(house, "quotas", quotas)

    shop.do(change())


def notice(page: Page, words: str) -> None:
    expect(page.get_by_role("status").filter(has_text=words)).to_be_visible()


def test_a_customer_is_told_and_nothing_is_lost(phone: Visit, shop: Stage) -> None:
    """[W7] The page says that the conversation, or the business, is full; the text goes out once there is room."""
    page = phone.open(shop.bakery.url)
    begin(page)
    arrived(write(page, "Ist noch Kuchen da?"))
    for quotas, words in (
        (Quotas(1, 8 * MIB), "Diese Unterhaltung ist voll. Löschen Sie Nachrichten"),
        (Quotas(8 * MIB, 1), "Der Betrieb kann gerade nichts mehr annehmen"),
    ):
        allow(shop, quotas)
        message = write(page, f"Und Brot? {words}")
        expect(message).to_contain_text("wird gesendet")
        notice(page, words)
        clean(page)
        allow(shop, DEFAULT)
        arrived(message)
        expect(page.get_by_role("status").filter(has_text=words)).to_have_count(0)


def test_a_first_message_waits_too(phone: Visit, shop: Stage) -> None:
    """[W7, W8] The business is full before the conversation began: nothing is lost, and it begins once there is room."""
    allow(shop, Quotas(8 * MIB, 1))
    page = phone.open(shop.bakery.url)
    begin(page)
    message = write(page, "Guten Tag, haben Sie am Montag offen?")
    expect(message).to_contain_text("wird gesendet")
    notice(page, "Der Betrieb kann gerade nichts mehr annehmen")
    clean(page)
    page.reload()
    notice(page, "Der Betrieb kann gerade nichts mehr annehmen")
    allow(shop, DEFAULT)
    arrived(article(page, "Guten Tag, haben Sie am Montag offen?"))
    expect(article(page, "Guten Tag, haben Sie am Montag offen?")).to_have_count(1)


def test_the_team_is_told(desktop: Visit, shop: Stage) -> None:
    """[W7] The inbox says it in the full conversation and keeps what was written until there is room."""
    shop.customer("krause", "Guten Morgen!")
    page = open_inbox(desktop, shop)
    rows(page).filter(has_text="Guten Morgen!").click()
    expect(log(page)).to_contain_text("Guten Morgen!")
    for quotas, words in (
        (Quotas(1, 8 * MIB), "Diese Unterhaltung ist voll. Löscht Nachrichten"),
        (Quotas(8 * MIB, 1), "Euer Platz auf dem Server ist voll"),
    ):
        allow(shop, quotas)
        write_inbox(page, f"Bis gleich! {words}")
        notice(page, words)
        expect(last(page)).to_contain_text("wird gesendet")
        clean(page)
        allow(shop, DEFAULT)
        expect(last(page)).to_contain_text("zugestellt")
