"""The customer page before its script, what stands over it, and the line that leads to the return link."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.customer_page import arrived, begin, clean, clean_in_both_lights, menu, write
from tests.world.bakery import bakery
from tests.world.browser import DESKTOP, PHONE, Visit, on_both
from tests.world.profile import BAKERY
from tests.world.stage import Stage

NAME = "Bäckerei Sonnenschein"
KEEP = "Rückkehr-Link aufbewahren"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    opening = functools.partial(bakery, profile=BAKERY)
    with Stage.open(tmp_path_factory.mktemp("shop"), opening=opening) as opened:
        yield opened


def places(page: Page) -> dict[str, object]:
    """Where the parts that stand in the first HTML are, and what they say."""
    parts = {"name": "h1", "hours": ".open", "tile": ".tile", "kind": ".kind", "counter": ".counter"}

    def place(part: Locator) -> object:
        box = part.bounding_box()
        assert box is not None
        return [round(box[side]) for side in ("x", "y", "width")]

    return {name: place(page.locator(f".visit {selector}").first) for name, selector in parts.items()}


@on_both("size", "phone")
def test_nothing_jumps_when_the_script_takes_over(
    visits: Callable[..., Visit], shop: Stage, size: dict[str, object]
) -> None:
    """[interface] Name, hours and picture stand in the first HTML, where and as they stand later; never "geprüft"."""
    plain = visits(**size, java_script_enabled=False).open(shop.bakery.url)
    expect(plain.get_by_role("heading", level=1, name=NAME)).to_be_visible()
    expect(plain.get_by_text("Am Tresen geprüft")).to_have_count(0)
    expect(plain.get_by_text("aktuellen Chrome, Edge, Firefox oder Safari")).to_be_visible()
    assert plain.title() == NAME
    before, said = places(plain), plain.locator(".visit .open").inner_text()
    page = visits(**size).open(shop.bakery.url)
    expect(page.get_by_role("button", name="Am Tresen geprüft")).to_be_visible()
    assert places(page) == before
    now = page.locator(".visit .open").inner_text()
    assert now == said or "Minute" in now + said


def test_the_root_is_accessible(visits: Callable[..., Visit], shop: Stage) -> None:
    """[WCAG 2.2 AA] What Tresen is, for whoever typed the server's address."""
    page = visits(**PHONE).open(shop.bakery.url.partition("/sonnenschein")[0] + "/")
    expect(page.get_by_role("heading", level=1, name="Tresen")).to_be_visible()
    expect(page.get_by_role("link", name="Zum Postfach des Teams")).to_be_visible()
    clean_in_both_lights(page)


def test_every_sheet_titles_the_page(phone: Visit, shop: Stage) -> None:
    """[WCAG 2.4.2] What stands over the page, then the business; afterwards the business alone."""
    page = phone.open(shop.bakery.url)
    begin(page)
    arrived(write(page, "Titel?"))
    for item, title in (
        ("Profil", NAME),
        ("Impressum", "Impressum"),
        ("Datenschutz", "Datenschutz"),
        ("Rückkehr-Link", "Ihr Rückkehr-Link"),
        ("Meine Geräte", "Meine Geräte"),
    ):
        menu(page, item)
        expect(page).to_have_title(f"{title} – {NAME}")
        page.keyboard.press("Escape")
        expect(page).to_have_title(NAME)
        expect(page.get_by_role("dialog")).to_have_count(0)
        assert page.evaluate("document.activeElement !== document.body")


def test_the_line_goes_once_the_link_was_copied(phone: Visit, shop: Stage) -> None:
    """[look] A slim line; copying counts as kept, here and after a reload, and the menu still leads to the link."""
    phone.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = phone.open(shop.bakery.url)
    begin(page)
    arrived(write(page, "Bitte merken"))
    line = page.get_by_role("button", name=KEEP)
    expect(line).to_be_visible()
    box = line.locator("..").bounding_box()
    assert box is not None
    assert box["height"] <= 52
    clean(page)
    line.click()
    sheet = page.get_by_role("dialog", name="Ihr Rückkehr-Link")
    first = sheet.locator(".btns button, [role=img]").first
    expect(first).to_have_text("Link kopieren")
    sheet.get_by_role("button", name="Link kopieren").click()
    expect(sheet.get_by_text("Link kopiert.")).to_be_visible()
    page.keyboard.press("Escape")
    expect(line).to_have_count(0)
    page.reload()
    expect(page.get_by_role("log")).to_be_visible()
    expect(line).to_have_count(0)
    menu(page, "Rückkehr-Link")
    expect(sheet).to_be_visible()


def test_the_line_goes_once_a_second_device_came_by_the_link(
    visits: Callable[..., Visit], shop: Stage
) -> None:
    """[S13] Whoever opened the link elsewhere has it. Closing the line is only for this visit."""
    page = visits(**PHONE).open(shop.bakery.url)
    begin(page)
    arrived(write(page, "Zwei Geräte"))
    line = page.get_by_role("button", name=KEEP)
    page.get_by_role("button", name="Später").click()
    expect(line).to_have_count(0)
    page.reload()
    line.click()
    link = page.get_by_role("dialog").locator(".link").inner_text().strip()
    page.keyboard.press("Escape")
    other = visits(**DESKTOP).open(link)
    other.get_by_role("button", name="Unterhaltung fortsetzen").click()
    expect(other.get_by_role("log")).to_contain_text("Zwei Geräte")
    expect(line).to_have_count(0)
    expect(other.get_by_role("button", name=KEEP)).to_have_count(0)


def test_who_loads_the_page_again_gets_what_changed(visits: Callable[..., Visit], shop: Stage) -> None:
    """[W8] Before the first message nothing is stored: the browser's own cache has the profile, and asks if it is new."""
    page = visits(**PHONE).open(shop.bakery.url)
    sizes = []
    for _ in range(2):
        expect(page.get_by_role("button", name="Am Tresen geprüft")).to_be_visible()
        sizes.append(
            page.evaluate(
                """() => performance.getEntriesByType("resource").filter((each) => each.name.includes("/businesses/"))
                    .map(({ transferSize, decodedBodySize }) => [transferSize, decodedBodySize])"""
            )
        )
        page.reload()
    [[[first, whole]], [[again, kept]]] = sizes
    assert whole == kept
    assert again < 1000 < first
