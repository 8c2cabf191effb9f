"""The button with the real frame behind it: from the snippet on a website to the answer that it counts (W14, S22)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.axe import violations
from tests.e2e.customer_page import answer, newest
from tests.e2e.framed_page import allow
from tests.e2e.inbox_page import go_to
from tests.e2e.test_widget import STRICT, button, lay, origin
from tests.world import hostpage as web
from tests.world.browser import DESKTOP, Visit, on_both
from tests.world.hostpage import NAME, Website, website
from tests.world.stage import Stage
from tests.world.webdriver import Page as Driven
from tests.world.webdriver import firefox, until, webkit

Opening = Callable[[Path], AbstractContextManager[Driven]]
ROOM = "document.querySelector('tresen-widget').shadowRoot"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with Stage.open(tmp_path_factory.mktemp("bakery")) as opened:
        yield opened


@pytest.fixture
def site(shop: Stage) -> Iterator[Website]:
    """A website of another site than the server, which the owner named."""
    with website("127.0.0.1") as opened:
        allow(shop, opened.url)
        yield opened


def writes(page: Page, text: str) -> None:
    inside = page.frame_locator("iframe[title=Tresen]")
    inside.get_by_role("button", name="Nachricht schreiben").click()
    inside.get_by_role("textbox", name="Nachricht").fill(text)
    inside.get_by_role("button", name="Senden", exact=True).click()
    expect(inside.get_by_role("article").filter(has_text=text)).to_contain_text("zugestellt")


@on_both("size", "desktop")
def test_from_the_button_to_the_answer(
    visits: Callable[..., Visit], shop: Stage, site: Website, size: dict[str, Any]
) -> None:
    """[W14, S22] Under the strict policy: written, closed, answered, counted, opened and read. No word crosses."""
    visit = visits(**size)
    page = visit.open(lay(site, shop))
    heard = "() => { window.heard = []; addEventListener('message', ({ data }) => heard.push(JSON.stringify(data))); }"
    page.evaluate(heard)
    button(page).click()
    writes(page, "Haben Sie noch Stollen?")
    dialog = page.get_by_role("dialog", name=NAME)
    expect(dialog.get_by_role("status")).to_have_count(0)
    inside = page.frame_locator("iframe[title=Tresen]")
    inside.get_by_role("button", name="Schließen", exact=True).click()
    expect(dialog).to_be_hidden()
    expect(button(page)).to_be_focused()
    answer(shop, newest(shop), "Ja, drei große.")
    expect(button(page, f"{NAME} schreiben, 1 neu")).to_be_visible()
    assert violations(page) == []
    button(page).click()
    expect(inside.get_by_role("article").filter(has_text="Ja, drei große.")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="neu")).to_have_count(0)
    assert page.evaluate("heard") == ['{"tresen":1,"type":"ready"}']
    assert page.evaluate("[document.cookie, localStorage.length, sessionStorage.length]") == ["", 0, 0]
    assert violations(page) == []


def test_a_website_that_the_owner_did_not_name(
    visits: Callable[..., Visit], shop: Stage, site: Website
) -> None:
    """[S22, threats] The browser refuses the frame; the button says so, and leads to a window."""
    allow(shop, "https://www.andere.example")
    visit = visits(**DESKTOP)
    page = visit.open(lay(site, shop, wait="2000"))
    button(page).click()
    dialog = page.get_by_role("dialog", name=NAME)
    expect(dialog.get_by_role("status")).to_have_text("Hier lässt es sich nicht öffnen.")
    with page.context.expect_page() as instead:
        dialog.get_by_role("link", name="In eigenem Fenster").click()
    expect(instead.value.get_by_role("heading", level=1, name=NAME)).to_be_visible()
    assert [each for each in visit.faults if "frame-ancestors" in each]
    visit.faults.clear()


def test_a_snippet_of_an_older_sign(visits: Callable[..., Visit], shop: Stage, site: Website) -> None:
    """[S3, S22] The fingerprint is pinned as from the sign: with another one nothing opens in the frame."""
    sign = f"{shop.bakery.url.partition('#')[0]}#key={'0' * 32}"
    policy = STRICT.format(tresen=origin(shop))
    page = visits(**DESKTOP).open(
        site.lay("/", web.page(web.link(sign), web.script(sign, wait="2000")), policy)
    )
    button(page).click()
    expect(page.get_by_role("dialog", name=NAME).get_by_role("status")).to_have_text(
        "Hier lässt es sich nicht öffnen."
    )


def test_the_page_website_makes_what_works(
    desktop: Visit, visits: Callable[..., Visit], shop: Stage, site: Website
) -> None:
    """[W14, S22] An owner checks the address, allows it, and pastes the snippet: the button opens the frame there."""
    allow(shop)
    page = desktop.open(shop.inbox_link(2, "owner"))
    go_to(page, "Website")
    field = page.get_by_role("textbox", name="Adresse der Website")
    for typed, said in (
        ("einfach so", "Das ist keine Adresse einer Website."),
        ("http://www.sonnenschein.example", "www.sonnenschein.example ist nicht verschlüsselt."),
        (origin(shop), "Das ist Tresen selbst."),
    ):
        field.fill(typed)
        page.get_by_role("button", name="Adresse prüfen").click()
        expect(page.get_by_role("alert").filter(has_text=said)).to_be_visible()
    field.fill(f"{site.url}/kontakt")
    page.get_by_role("button", name="Adresse prüfen").click()
    page.get_by_role("button", name=f"{site.url} erlauben").click()
    listed = page.get_by_role("list", name="Erlaubte Websites")
    expect(listed.get_by_role("listitem")).to_have_text([site.url])
    page.get_by_role("textbox", name="Aufschrift").fill("Fragen?")
    snippet = page.get_by_role("region", name="Link und Knopf: zum Kopieren").locator("code").inner_text()
    assert violations(page) == []

    guest = visits(**DESKTOP).open(site.lay("/", web.page(snippet), STRICT.format(tresen=origin(shop))))
    shown = button(guest, f"{NAME} schreiben, Fragen?")
    expect(shown).to_have_css("background-color", "rgb(110, 51, 18)")
    shown.click()
    expect(
        guest.frame_locator("iframe[title=Tresen]").get_by_role("button", name="Nachricht schreiben")
    ).to_be_visible()

    page.get_by_role("button", name=f"{site.url} entfernen").click()
    expect(page.get_by_text("Noch keine.")).to_be_visible()
    assert (
        "websites" not in shop.bakery.owner.records.profile
        or shop.bakery.owner.records.profile["websites"] == []
    )


@pytest.mark.long
@pytest.mark.parametrize("opening", [firefox, webkit])
def test_in_other_browsers(shop: Stage, site: Website, tmp_path: Path, opening: Opening) -> None:
    """[W14] Firefox and WebKitGTK: one request before the tap, nothing stored; after it the frame is greeted."""
    with opening(tmp_path) as page:
        page.goto(lay(site, shop, hours="Europe/Berlin 0-24 0-24 0-24 0-24 0-24 0-24 0-24"))
        label = f"return {ROOM}.querySelector('button').ariaLabel"
        found = until(lambda: page.run(label), f"{page.name} has no button", page.text)
        assert found == f"{NAME} schreiben geöffnet"
        fetched = page.run("return performance.getEntriesByType('resource').map(({ name }) => name)")
        assert [each for each in fetched if not each.startswith(site.url)] == [
            f"{origin(shop)}/widget/{web.loaders()[0].file}"
        ]
        stored = "return [document.cookie, localStorage.length, sessionStorage.length]"
        assert page.run(stored) == ["", 0, 0]
        page.run(f"{ROOM}.querySelector('button').click()")
        greeted = f"return {ROOM}.querySelector('dialog[open] p')?.hidden === true"
        until(lambda: page.run(greeted), f"{page.name} greets no frame", page.text)
        assert page.run(f"return {ROOM}.querySelector('button').ariaExpanded") == "true"
        assert page.run(stored) == ["", 0, 0]
