"""The customer page before its script, what stands over it, and the line that leads to the return link."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.customer_page import (
    answer,
    arrived,
    article,
    begin,
    clean_in_both_lights,
    menu,
    newest,
    returned_link,
    write,
)
from tests.world.bakery import bakery
from tests.world.browser import DESKTOP, PHONE, Visit, on_both
from tests.world.profile import BAKERY
from tests.world.stage import Stage

NAME = "Bäckerei Sonnenschein"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    opening = functools.partial(bakery, profile=BAKERY)
    with Stage.open(tmp_path_factory.mktemp("shop"), opening=opening) as opened:
        yield opened


def places(page: Page) -> dict[str, object]:
    """Where the parts that stand in the first HTML are, and what they say."""
    parts = {"name": "h1", "hours": ".open", "tile": ".tile", "kind": ".kind", "address": "address"}

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
        ("Rückkehr-Link", "Damit Sie wieder hierher finden"),
        ("Meine Geräte", "Meine Geräte"),
    ):
        menu(page, item)
        expect(page).to_have_title(f"{title} – {NAME}")
        page.keyboard.press("Escape")
        expect(page).to_have_title(NAME)
        expect(page.get_by_role("dialog")).to_have_count(0)
        assert page.evaluate("document.activeElement !== document.body")


def test_what_is_kept_is_not_asked_for(phone: Visit, shop: Stage) -> None:
    """[look] Copying counts as kept, here and after a reload: no card asks for it, and the menu still leads to it."""
    phone.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = phone.open(shop.bakery.url)
    begin(page)
    arrived(write(page, "Bitte merken"))
    menu(page, "Rückkehr-Link")
    sheet = page.get_by_role("dialog", name="Damit Sie wieder hierher finden")
    sheet.get_by_role("button", name="Link kopieren").click()
    expect(sheet.get_by_text("Link kopiert.")).to_be_visible()
    expect(sheet.get_by_role("button", name="Fertig")).to_be_visible()
    page.keyboard.press("Escape")
    answer(shop, newest(shop), "Gemerkt.")
    expect(article(page, "Gemerkt.")).to_be_visible()
    page.reload()
    # News, and no card.
    expect(page.get_by_role("region", name="Bescheid geben")).to_be_visible()
    expect(page.locator("section.chip")).to_have_count(1)
    menu(page, "In Verbindung bleiben")
    expect(page.get_by_role("dialog").get_by_text("Eingerichtet.")).to_be_visible()


def test_a_second_device_by_the_link_means_that_it_is_kept(visits: Callable[..., Visit], shop: Stage) -> None:
    """[S13] Who opened the link elsewhere has it, and is not asked to keep it, there or here."""
    page = visits(**PHONE).open(shop.bakery.url)
    begin(page)
    arrived(write(page, "Zwei Geräte"))
    answer(shop, newest(shop), "Schön.")
    expect(article(page, "Schön.")).to_be_visible()
    page.reload()
    card = page.get_by_role("region", name="Damit wir uns nicht verlieren")
    expect(card).to_be_visible()
    other = visits(**DESKTOP).open(returned_link(page))
    other.get_by_role("button", name="Unterhaltung fortsetzen").click()
    expect(other.get_by_role("log")).to_contain_text("Zwei Geräte")
    expect(card).to_have_count(0)
    other.reload()
    expect(other.get_by_role("region", name="Bescheid geben")).to_be_visible()
    expect(other.locator("section.chip")).to_have_count(1)


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
