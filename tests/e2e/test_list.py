"""The inbox's list of conversations: its order, where one is in it, and what a keyboard finds."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.axe import violations
from tests.e2e.inbox_page import go_to
from tests.e2e.test_inbox import conversations, field, last, open_inbox, rows
from tests.world.browser import PHONE, Visit
from tests.world.depth import usually
from tests.world.stage import Stage


def link(row: Locator) -> Locator:
    return row.get_by_role("link")


def scrolled(page: Page) -> float:
    return float(page.locator("[data-list]").evaluate("list => list.scrollTop"))


def said_in_order(page: Page, *names: str) -> None:
    """The rows show these texts, from the top."""
    expect(rows(page)).to_have_count(len(names))
    for at, name in enumerate(names):
        expect(rows(page).nth(at)).to_contain_text(name)


def test_the_order_stands_still_until_a_row_is_left(desktop: Visit, shop: Stage) -> None:
    """[W5] Under "Alle" the top unread row stays while it is open; `j` goes to the one below; then it moves."""
    for name in ("nguyen", "yilmaz", "krause"):
        shop.customer(name, f"Hier ist {name}.")
    page = open_inbox(desktop, shop)
    page.get_by_role("button", name="Alle", exact=False).click()
    said_in_order(page, "krause", "yilmaz", "nguyen")
    link(rows(page).first).click()
    expect(rows(page).first).not_to_contain_text("ungelesen")
    said_in_order(page, "krause", "yilmaz", "nguyen")
    page.keyboard.press("Escape")
    expect(link(rows(page).first)).to_be_focused()
    page.keyboard.press("j")
    expect(link(rows(page).nth(1))).to_be_focused()
    page.keyboard.press("Enter")
    expect(last(page)).to_contain_text("yilmaz")
    said_in_order(page, "yilmaz", "nguyen", "krause")


def test_what_is_read_waits_on_where_it_stands(desktop: Visit, shop: Stage) -> None:
    """[W5] Under "Wartet" reading moves nothing, and closing goes on to the next one that waits."""
    for name in ("krause", "yilmaz", "nguyen"):
        shop.customer(name, f"Hier ist {name}.")
    page = open_inbox(desktop, shop)
    said_in_order(page, "krause", "yilmaz", "nguyen")
    link(rows(page).first).click()
    expect(rows(page).first).not_to_contain_text("ungelesen")
    expect(page.get_by_role("button", name="Wartet 3")).to_be_visible()
    said_in_order(page, "krause", "yilmaz", "nguyen")
    page.get_by_role("button", name="Abschließen").click()
    expect(last(page)).to_contain_text("yilmaz")
    said_in_order(page, "yilmaz", "nguyen")
    expect(field(page)).to_be_focused()


def test_back_on_a_phone_returns_exactly(phone: Visit, shop: Stage) -> None:
    """The list is where it was, to the pixel, and the focus is on the row one came from."""
    for number in range(30):
        shop.customer(f"c{number}", f"Kunde {number}")
    page = open_inbox(phone, shop)
    expect(rows(page).first).to_have_attribute("aria-setsize", "30")
    page.locator("[data-list]").evaluate("list => list.scrollTo(0, 777)")
    row = rows(page).filter(has_text="Kunde 14")
    expect(row).to_be_visible()
    before = scrolled(page)
    row.tap()
    expect(last(page)).to_contain_text("Kunde 14")
    expect(conversations(page)).to_be_hidden()
    # It is read once it was in sight, which a quick way back may not give it the time for.
    expect(page).to_have_title(re.compile(r"^\(29\)"))
    page.go_back()
    expect(conversations(page)).to_be_visible()
    expect(link(rows(page).filter(has_text="Kunde 14"))).to_be_focused()
    expect(rows(page).filter(has_text="Kunde 14")).not_to_contain_text("ungelesen")
    assert scrolled(page) == before


def test_coming_back_from_a_page_finds_the_same_place(desktop: Visit, shop: Stage) -> None:
    for number in range(30):
        shop.customer(f"c{number}", f"Kunde {number}")
    page = open_inbox(desktop, shop)
    expect(rows(page).first).to_have_attribute("aria-setsize", "30")
    page.locator("[data-list]").evaluate("list => list.scrollTo(0, 600)")
    link(rows(page).filter(has_text="Kunde 14")).focus()
    before = scrolled(page)
    assert before == 600
    go_to(page, "Einstellungen")
    expect(page.get_by_role("heading", name="Einstellungen")).to_be_visible()
    page.get_by_role("link", name="Nachrichten").click()
    expect(link(rows(page).filter(has_text="Kunde 14"))).to_be_focused()
    assert scrolled(page) == before


def test_the_focus_never_falls_out_of_the_list(desktop: Visit, shop: Stage) -> None:
    """A row is closed, a conversation is erased, the filter changes: the focus is on a row, or on the empty list."""
    krause = shop.customer("krause", "Hier ist krause.")
    for name in ("yilmaz", "nguyen"):
        shop.customer(name, f"Hier ist {name}.")
    page = open_inbox(desktop, shop)
    expect(rows(page)).to_have_count(3)
    page.keyboard.press("j")
    page.keyboard.press("e")
    expect(rows(page)).to_have_count(2)
    expect(link(rows(page).nth(1))).to_be_focused()
    page.keyboard.press("k")
    expect(link(rows(page).filter(has_text="krause"))).to_be_focused()
    shop.do(krause.erase())
    expect(rows(page)).to_have_count(1)
    expect(link(rows(page).first)).to_be_focused()
    page.keyboard.press("w")
    expect(link(rows(page).first)).to_be_focused()
    page.keyboard.press("e")
    expect(rows(page)).to_have_count(0)
    assert page.evaluate("document.activeElement.matches('[data-list]')")


@pytest.mark.parametrize(
    ("width", "font"), usually({"320-16": (320, 16), "390-32": (390, 32), "390-16": (390, 16)}, "390-32")
)
def test_filters_neither_wrap_nor_clip(visits: Any, shop: Stage, width: int, font: int) -> None:
    """However narrow, and however large the letters: one line, and every filter can be brought into sight."""
    visit = visits(**{**PHONE, "viewport": {"width": width, "height": 844}})
    for number in range(12):
        shop.customer(f"c{number}", f"Kunde {number}")
    page = open_inbox(visit, shop)
    page.evaluate("font => document.documentElement.style.setProperty('font-size', `${font}px`)", font)
    group = page.get_by_role("group", name="Filter")
    expect(group.get_by_role("button", name="Wartet 12")).to_be_visible()
    tops = group.get_by_role("button").evaluate_all("all => [...new Set(all.map(each => each.offsetTop))]")
    assert len(tops) == 1
    for name in ("Erledigt", "Alle"):
        chosen = group.get_by_role("button", name=name)
        chosen.focus()
        page.keyboard.press("Enter")
        expect(chosen).to_have_attribute("aria-pressed", "true")
        box, bar = chosen.bounding_box(), group.bounding_box()
        assert box is not None
        assert bar is not None
        assert box["x"] >= bar["x"] - 1
        assert box["x"] + box["width"] <= bar["x"] + bar["width"] + 1
    expect(link(rows(page).first)).to_be_visible()
    assert violations(page) == []
