"""The one frame of all pages of the inbox, and of the wizard's steps: measured, not looked at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.test_inbox import open_inbox, rows, write
from tests.world.browser import DESKTOP, PHONE, Visit
from tests.world.depth import usually
from tests.world.stage import Stage

PAGES = {
    "backroom": "Hinterzimmer",
    "statistics": "Statistik",
    "shop": "Laden",
    "settings": "Einstellungen",
    "profile": "Profil",
    "sign": "Schild",
    "team": "Team",
    "quickreplies": "Schnellantworten",
    "privacy": "Datenschutz",
    "condition": "Zustand",
}
SHOP = ("profile", "sign", "team", "quickreplies", "privacy", "condition")
INSET, COLUMN, WIDE, PADDING = 24, 720, 1136, 24

# Edges against the room beside the rail; what is written and typed in; the cards.
MEASURE = """() => {
  const whole = document.querySelector(".whole");
  const at = whole.getBoundingClientRect();
  const page = whole.querySelector(".page");
  const header = page.querySelector("header");
  const filled = page.classList.contains("filled");
  const style = getComputedStyle(filled ? header : page);
  const edges = (one) => {
    const { left, right, top, width } = one.getBoundingClientRect();
    return { left: left - at.left, right: at.left + whole.clientWidth - right, top: top - at.top, width };
  };
  const padding = (of, ...sides) => sides.map((side) => parseFloat(of[`padding${side}`]));
  const all = (selector) => [...page.querySelectorAll(selector)].filter(
    (one) => one.checkVisibility() && one.getBoundingClientRect().width > 0,
  );
  const [left, right] = padding(style, "Left", "Right");
  return {
    room: whole.clientWidth,
    page: edges(page),
    title: edges(page.querySelector("h2")),
    inset: padding(style, "Left", "Right", "Top"),
    inner: header.clientWidth - (filled ? left + right : 0),
    actions: all("header > .btns").map(edges),
    cards: all(".card").map((one) => padding(getComputedStyle(one), "Left", "Right", "Top")),
    written: all(".card > :is(p, .field, .option, fieldset)").map((one) => edges(one).width),
    sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  };
}"""


def measured(page: Page, name: str) -> dict[str, Any]:
    page.evaluate("name => { location.hash = `#/${name}` }", name)
    expect(
        page.locator(".whole").get_by_role("heading", level=2, name=PAGES[name], exact=True)
    ).to_be_visible()
    expect(page.locator(".whole :is(.cards, .fill) > *").first).to_be_attached()
    found: dict[str, Any] = page.evaluate(MEASURE)
    return found


@pytest.mark.parametrize("width", usually({"1280": (1280,), "1920": (1920,)}, "1920"))
def test_every_page_has_one_frame(visits: Callable[..., Visit], shop: Stage, width: int) -> None:
    """[look] Inset 24, at most 1,136 wide and in the middle, action top right, cards padded by 24, text at most 720."""
    page = open_inbox(visits(**{**DESKTOP, "viewport": {"width": width, "height": 1080}}), shop, role="owner")
    titles = {}
    for name in PAGES:
        found = measured(page, name)
        assert found["inset"] == [INSET, INSET, INSET], name
        assert found["inner"] <= WIDE, name
        assert abs(found["page"]["left"] - (found["room"] - found["page"]["width"]) / 2) < 1, (
            f"{name} is not in the middle"
        )
        edge = max(INSET, (found["room"] - WIDE) / 2)
        assert all(abs(action["right"] - edge) < 1 for action in found["actions"]), f"{name}: {found}"
        assert all(card == [PADDING, PADDING, PADDING] for card in found["cards"]), f"{name}: {found}"
        assert all(wide <= COLUMN for wide in found["written"]), f"{name}: {found['written']}"
        assert found["sideways"] == 0, name
        titles[name] = (round(found["title"]["left"]), round(found["title"]["top"]))
    assert len({left for left, _ in titles.values()}) == 1, titles
    assert len({top for name, (_, top) in titles.items() if name in SHOP}) == 1, titles
    assert len({top for name, (_, top) in titles.items() if name not in SHOP}) == 1, titles


# The list; the room of the conversation, and what stands in it between its edges.
TALK = """(where) => {
  const edges = (one) => (({ left, right, width }) => ({ left, right, width }))(one.getBoundingClientRect());
  const talk = document.querySelector(where);
  const list = document.querySelector(".pane.list");
  return {
    list: list ? edges(list).width : 0,
    room: edges(talk),
    rows: edges(talk.querySelector(".rows")),
    said: [...talk.querySelectorAll("article")].map(edges),
    field: edges(talk.querySelector("textarea")),
  };
}"""
LIST, LOG = 420, 820


@pytest.mark.parametrize("width", usually({"1280": (1280,), "1920": (1920,), "2560": (2560,)}, "1920"))
def test_the_conversation_is_a_column_in_the_middle(
    visits: Callable[..., Visit], shop: Stage, width: int
) -> None:
    """[look] List at most 420; what both sides say, and the field, at most 820 wide in the middle of the room beside it."""
    shop.customer("krause", "Guten Morgen! " * 40)
    page = open_inbox(visits(**{**DESKTOP, "viewport": {"width": width, "height": 1080}}), shop, role="owner")
    rows(page).first.get_by_role("link").click()
    write(page, "Ja, gerne. " * 60)
    expect(page.get_by_role("article")).to_have_count(2)
    found = page.evaluate(TALK, ".pane.talk")
    assert found["list"] <= LIST
    in_the_middle(found)
    if width >= 1920:
        assert found["list"] == LIST
        assert found["rows"]["width"] == LOG


@pytest.mark.parametrize("width", usually({"1280": (1280,), "1920": (1920,)}, "1920"))
def test_the_back_room_is_a_column_in_the_middle(
    visits: Callable[..., Visit], shop: Stage, width: int
) -> None:
    """[look] What the team says among itself, and its field, stand as what it says to customers."""
    page = open_inbox(visits(**{**DESKTOP, "viewport": {"width": width, "height": 1080}}), shop, role="owner")
    measured(page, "backroom")
    write(page, "Der Müller kommt morgen schon um fünf. " * 30)
    expect(page.get_by_role("article")).to_have_count(1)
    found = page.evaluate(TALK, ".whole")
    in_the_middle(found)
    assert found["rows"]["width"] == LOG


def in_the_middle(found: dict[str, Any]) -> None:
    """What is said, and the field, in a column of the conversation's width in the middle of its room."""
    room, log = found["room"], found["rows"]
    assert log["width"] <= LOG
    middle = (room["left"] + room["right"]) / 2
    assert abs((log["left"] + log["right"]) / 2 - middle) <= 10, "a scrollbar at most"
    for one in (*found["said"], found["field"]):
        assert log["left"] <= one["left"] < one["right"] <= log["right"], found


def test_every_page_has_one_inset_on_a_phone(visits: Callable[..., Visit], shop: Stage) -> None:
    """[look] Sixteen, on every page and in every card; nothing runs out at the side."""
    page = open_inbox(visits(**PHONE), shop, role="owner")
    for name in PAGES:
        found = measured(page, name)
        assert found["inset"] == [16, 16, 16], name
        assert all(card == [16, 16, 16] for card in found["cards"]), f"{name}: {found['cards']}"
        assert found["sideways"] == 0, name


def test_settings_repeat_nothing_of_the_shop(desktop: Visit, shop: Stage) -> None:
    """[interface] Team and privacy have their pages under "Laden"; the settings neither list nor link them."""
    page = open_inbox(desktop, shop, role="owner")
    measured(page, "settings")
    whole = page.locator(".whole")
    for name in ("Team", "Datenschutz"):
        expect(whole.get_by_role("heading", name=name)).to_have_count(0)
        expect(whole.get_by_role("link", name=name)).to_have_count(0)
