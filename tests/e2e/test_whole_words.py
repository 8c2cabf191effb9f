"""Words with large letters: whole, or broken where a syllable ends. In both apps, on phones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.customer_page import arrived, article, begin, write
from tests.e2e.split import split_words
from tests.e2e.test_large_letters import enlarged
from tests.world.bakery import bakery
from tests.world.browser import PHONE, Visit
from tests.world.clock import at
from tests.world.profile import BAKERY
from tests.world.stage import Stage
from tresen.clock import SettableClock

LETTERS = 24
NIGHT = "2026-11-24 21:40"


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Stage]:
    with Stage.open(tmp_path, SettableClock(at(NIGHT)), opening=partial(bakery, profile=BAKERY)) as opened:
        yield opened


def whole(page: Page) -> None:
    """At both widths of a phone."""
    for width in (320, 390):
        page.set_viewport_size({"width": width, "height": 844})
        assert split_words(page) == [], width


def test_a_customer_reads_whole_words(visits: Callable[..., Visit], shop: Stage) -> None:
    """[WCAG 1.4.4] First page, menu, messages and the slip of an automatic answer at 24 px, at 320 and 390 px."""
    visit = visits(**PHONE)
    visit.context.clock.install(time=at(NIGHT) / 1000)
    page = visit.open(shop.bakery.url)
    enlarged(page, LETTERS)
    whole(page)
    begin(page)
    arrived(write(page, "Guten Abend! Haben Sie morgen Mohnkuchen?"))
    expect(article(page, "Feierabend. Wir öffnen")).to_contain_text("Abwesenheitsnachricht")
    whole(page)
    page.get_by_role("button", name="Menü", exact=True).click()
    expect(page.get_by_role("button", name="Unterhaltung löschen")).to_be_visible()
    whole(page)


def test_the_team_reads_whole_words(visits: Callable[..., Visit], shop: Stage) -> None:
    """[WCAG 1.4.4] The list, what stands under *Mehr* with the shop's name, and a conversation, as for a customer."""
    shop.customer("krause", "Guten Abend! Haben Sie morgen Mohnkuchen?")
    visit = visits(**PHONE)
    visit.context.clock.install(time=at(NIGHT) / 1000)
    page = visit.open(shop.inbox_link(1, "owner"))
    row = page.get_by_role("list", name="Unterhaltungen").get_by_role("listitem").first
    expect(row).to_contain_text("Mohnkuchen")
    enlarged(page, LETTERS)
    whole(page)
    page.evaluate("location.hash = '#/more'")
    expect(page.get_by_role("main").locator("b").filter(has_text="Sonnenschein")).to_be_visible()
    whole(page)
    page.go_back()
    row.get_by_role("link").click()
    expect(page.get_by_role("log")).to_contain_text("Mohnkuchen")
    whole(page)
