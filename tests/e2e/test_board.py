"""The board: one line of the day, from the inbox to the customers' page, until closing time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, ViewportSize, expect

from tests.e2e.customer_page import clean
from tests.e2e.moments import CustomersPage, Moments
from tests.world.browser import PHONE, Visit

TUESDAY = "2026-11-24 10:24"
LINE = "Heute: Mohnkuchen"
WIDE: ViewportSize = {"width": 1920, "height": 1080}
BEGINS = """() => {
  const range = document.createRange();
  range.selectNodeContents(document.querySelector(".board"));
  const head = document.querySelector(".talk header > *");
  return [range.getBoundingClientRect().left, head.getBoundingClientRect().left];
}"""
"""Where the line's first letter stands, and the picture above it."""


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Moments]:
    with Moments.open(tmp_path, TUESDAY) as opened:
        yield opened


def hung(shop: Moments, visit: Visit, role: str = "owner", person: int = 2) -> Page:
    """An owner writes the line of the day on the page of the shop."""
    shop.enter(visit)
    page = visit.open(shop.shop.inbox_link(person, role))
    page.get_by_role("navigation", name="Bereiche").get_by_role(
        "link", name=re.compile("(Laden|Mehr)$")
    ).click()
    return page


def test_two_taps_put_a_line_above_the_page_until_closing_time(
    desktop: Visit, visits: Callable[..., Visit], shop: Moments
) -> None:
    """[S14] Laden, a line, Enter: every customer reads it, in the first HTML too, until 18:00; then nobody does.

    What the server still serves then is not shown: the end is signed, and the browser looks at its own clock.
    """
    page = hung(shop, desktop)
    expect(page.get_by_text("bis heute 18:00")).to_be_visible()
    page.get_by_role("textbox", name="Tafel für heute").fill(LINE)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Die Tafel hängt.")).to_be_visible()
    expect(page.get_by_text("Hängt bis heute 18:00.")).to_be_visible()
    first = page.request.get(shop.shop.bakery.url.partition("#")[0]).text()
    assert f'<p class="board">{LINE}</p>' in first

    krause = CustomersPage(shop, visits(**PHONE))
    expect(krause.page.get_by_text(LINE, exact=True)).to_be_visible()
    clean(krause.page)
    krause.page.get_by_role("button", name="Nachricht schreiben").click()
    expect(krause.page.get_by_text(LINE, exact=True)).to_be_visible()
    expect(krause.page.get_by_role("log").get_by_text(LINE)).to_have_count(0)
    narrow = krause.page.viewport_size
    assert narrow is not None
    krause.page.set_viewport_size(WIDE)
    line, head = krause.page.evaluate(BEGINS)
    assert abs(line - head) <= 1, "it stands in the column of the conversation"
    krause.page.set_viewport_size(narrow)
    shop.it_is("2026-11-24 18:00")
    expect(krause.page.get_by_text(LINE, exact=True)).to_have_count(0)
    later = page.request.get(shop.shop.bakery.url.partition("#")[0]).text()
    assert LINE not in later


def test_a_line_that_is_quicker_than_the_hours_waits_for_them(desktop: Visit, shop: Moments) -> None:
    """[S14] Who writes before the server said when the shop closes has a line until then, not until midnight."""
    held: list[Route] = []
    shop.enter(desktop)
    page = desktop.open(shop.shop.inbox_link(2, "owner"))
    expect(page.get_by_role("link", name=re.compile("Laden$"))).to_be_visible()
    page.route("**/businesses/sonnenschein", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks what it calls
    page.get_by_role("link", name=re.compile("Laden$")).click()
    page.get_by_role("textbox", name="Tafel für heute").fill(LINE)
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Aufhängen")).to_have_attribute("aria-busy", "true")
    assert held
    for route in held:
        route.continue_()
    expect(page.get_by_text("Hängt bis heute 18:00.")).to_be_visible()


def test_an_owner_wipes_it_and_a_member_only_reads_it(
    desktop: Visit, visits: Callable[..., Visit], shop: Moments
) -> None:
    """[S4] The board is a part of the profile: owners write it, everybody else reads it."""
    page = hung(shop, desktop)
    page.get_by_role("button", name="Aufhängen").click()
    expect(page.get_by_role("alert")).to_have_text("Schreib erst eine Zeile.")
    page.get_by_role("textbox", name="Tafel für heute").fill(LINE)
    expect(page.get_by_role("alert")).to_have_count(0)
    page.get_by_role("button", name="Aufhängen").click()
    expect(page.get_by_text("Die Tafel hängt.")).to_be_visible()
    ben = hung(shop, visits(**PHONE), "member", 3)
    expect(ben.get_by_text(LINE)).to_be_visible()
    expect(ben.get_by_role("textbox", name="Tafel für heute")).to_have_count(0)
    page.get_by_role("button", name="Abwischen").click()
    expect(page.get_by_text("Die Tafel ist leer.")).to_be_visible()
    expect(ben.get_by_text(LINE)).to_have_count(0)
    assert "board" not in shop.shop.bakery.owner.profile
