"""Lines of the inbox on small screens and under fingers: measured, at the widths of common phones and of a tablet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.customer_page import field
from tests.e2e.test_inbox import open_inbox, rows
from tests.e2e.test_large_letters import enlarged
from tests.world.bakery import bakery
from tests.world.browser import PHONE, Visit
from tests.world.profile import BAKERY
from tests.world.stage import Stage

WIDTHS = (430, 390, 375, 360, 320)
HEIGHT = 844
TOUCH = 44
LINES_MOST = 0.145
"""Of the window's height: the field and one line of buttons."""
EDGES = """(one) => { const { left, right, top, bottom, width, height } = one.getBoundingClientRect();
  return { left, right, top, bottom, width, height, middle: (top + bottom) / 2 }; }"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """With opening hours, as most businesses have, and one customer."""
    with Stage.open(tmp_path_factory.mktemp("shop"), opening=partial(bakery, profile=BAKERY)) as opened:
        opened.customer("krause", "Guten Morgen!")
        yield opened


def edges(one: Locator) -> dict[str, float]:
    found: dict[str, float] = one.evaluate(EDGES)
    return found


def at_the_end(row: Locator, first: str, last: str) -> None:
    """The last part stands at the end of the row, at the height of the first."""
    whole, begins, ends = edges(row), edges(row.locator(first).first), edges(row.locator(last).last)
    assert ends["right"] >= whole["right"] - 24, (row.inner_text(), whole, ends)
    assert abs(ends["middle"] - begins["middle"]) < 3, (row.inner_text(), begins, ends)


def test_the_way_on_stands_at_the_end_of_each_line(phone: Visit, shop: Stage) -> None:
    """[look] "Mehr": however long what a line says of its page, the arrow stands at its end and in its middle."""
    page = open_inbox(phone, shop, role="owner")
    page.evaluate("location.hash = '#/more'")
    lines = page.locator(".whole li")
    expect(lines.filter(has_text="Profil").locator("small")).to_be_visible()
    assert lines.count() > 6
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        for line in lines.all():
            at_the_end(line, ":scope > .i", ":scope > .i")


def counter_of(page: Page) -> Locator:
    rows(page).first.get_by_role("link").click()
    expect(field(page)).to_be_visible()
    return page.locator(".pane.talk .counter")


def test_the_field_and_one_line_of_buttons(phone: Visit, shop: Stage) -> None:
    """[look] On a phone the counter is the field and one line of buttons, from which one gets to a note and back."""
    page = open_inbox(phone, shop)
    counter = counter_of(page)
    mode = page.get_by_role("group", name="Was du schreibst")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        in_one_line(page, counter)
        mode.get_by_role("button", name="Notiz").tap()
        expect(page.get_by_role("textbox", name="Notiz ans Team")).to_be_focused()
        mode.get_by_role("button", name="Nachricht").tap()
        expect(field(page)).to_be_focused()


def in_one_line(page: Page, counter: Locator) -> None:
    assert edges(counter)["height"] <= LINES_MOST * HEIGHT
    buttons = [edges(one) for one in counter.locator("button:visible").all()]
    assert all(one["top"] >= edges(field(page))["bottom"] for one in buttons)
    assert max(one["middle"] for one in buttons) - min(one["middle"] for one in buttons) < 2, buttons
    assert all(min(one["width"], one["height"]) >= TOUCH for one in buttons), buttons
    send = edges(counter.get_by_role("button", name="Senden", exact=True))
    later = edges(counter.get_by_role("button", name="Später senden"))
    assert abs(later["left"] - send["right"]) <= 2, "one button in two parts"


def test_a_tablet_has_menus_where_they_were_asked_for(visits: Callable[..., Visit], shop: Stage) -> None:
    """[look] The width decides: under a finger, too, a menu of a wide screen stands at its row, without a veil."""
    page = open_inbox(
        visits(**{**PHONE, "viewport": {"width": 1280, "height": 800}, "device_scale_factor": 1}), shop
    )
    assert page.evaluate("matchMedia('(hover: none)').matches")
    row = rows(page).first
    rest_on(row)
    expect(page.get_by_role("menu")).to_be_visible()
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.keyboard.press("Escape")
    row.get_by_role("link").focus()
    for key in ("l", "a"):
        page.keyboard.press(key)
        expect(page.locator("[popover]:popover-open")).to_be_visible()
        expect(page.locator("dialog[open]")).to_have_count(0)
        page.keyboard.press("Escape")
    row.get_by_role("link").click()
    rest_on(page.get_by_role("article").first)
    expect(page.get_by_role("menu")).to_be_visible()
    expect(page.locator("dialog[open]")).to_have_count(0)


def rest_on(one: Locator) -> None:
    """A finger rests there until a menu stands, and is lifted."""
    at = edges(one)
    touch = one.page.context.new_cdp_session(one.page)
    point = {"x": at["left"] + 12, "y": at["top"] + 12}
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
    expect(one.page.get_by_role("menu")).to_be_visible()
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    touch.detach()


CUT = "(it) => it.scrollWidth > it.clientWidth + 1"


INSIDE = """(room) => {
    const [name, all] = [room.querySelector("b"), room].map((each) => each.getBoundingClientRect());
    return all.left <= name.left && name.left < name.right && name.right <= all.right + 1;
}"""


def test_the_bar_has_its_names_with_large_letters(visits: Callable[..., Visit], shop: Stage) -> None:
    """[WCAG 1.4.4] At 320 px with letters of 24 px the bar says its three names in full, and the head who takes care."""
    page = open_inbox(visits(**{**PHONE, "viewport": {"width": 320, "height": 640}}), shop)
    enlarged(page, 24)
    bar = page.get_by_role("navigation", name="Bereiche")
    names = bar.locator(".name:visible")
    expect(names).to_have_text(["Nachrichten", "Hinterzimmer", "Mehr"])
    for link in bar.get_by_role("link").all():
        name = edges(link.locator(".name"))
        room = edges(link)
        assert room["left"] <= name["left"] < name["right"] <= room["right"]
        assert name["bottom"] <= room["bottom"]
        assert not link.locator(".name").evaluate(CUT)
    assert edges(bar)["height"] <= 0.16 * 640
    rows(page).first.get_by_role("link").click()
    cares = page.locator(".pane.talk header .who")
    expect(cares).to_be_visible()
    # Once the head has its last width.
    page.wait_for_function(INSIDE, arg=cares.element_handle())
