"""A browser that takes storage away: said before, and after it happened the way back stands first."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.axe import violations
from tests.e2e.customer_page import answer, arrived, article, begin, leaves, menu, newest, write
from tests.e2e.test_inbox import open_inbox
from tests.e2e.test_notified import IPHONE
from tests.world.browser import DESKTOP, PHONE, Visit
from tests.world.stage import Stage

REFUSES = """
    // Only a page with a secure origin has it.
    if (navigator.storage) navigator.storage.persisted = async () => false;
    if (navigator.storage) navigator.storage.persist = async () => {
        sessionStorage.setItem('asked', String(Number(sessionStorage.getItem('asked') ?? 0) + 1));
        return false;
    };
"""
MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15"
APP = """
    const before = window.matchMedia.bind(window);
    window.matchMedia = (query) => query.includes('standalone') ? { matches: true, addEventListener() {} } : before(query);
"""


def talked(visit: Visit, shop: Stage) -> Page:
    page = visit.open(shop.bakery.url)
    begin(page)
    arrived(write(page, "Guten Tag."))
    answer(shop, newest(shop), "Was darf es sein?")
    expect(article(page, "Was darf es sein?")).to_be_visible()
    return page


def cleared(page: Page, kinds: str) -> None:
    """The browser takes that away in the middle of things, as it does for lack of room."""
    origin = page.evaluate("location.origin")
    page.goto("about:blank")
    page.context.new_cdp_session(page).send(
        "Storage.clearDataForOrigin", {"origin": origin, "storageTypes": kinds}
    )


def test_erased_on_purpose(visits: Callable[..., Visit], shop: Stage) -> None:
    """Who erased the conversation finds an ordinary first page, and no mark of it."""
    page = talked(visits(**PHONE), shop)
    page.wait_for_function("() => localStorage.getItem('tresen.was/sonnenschein') === '1'")
    menu(page, "Unterhaltung löschen")
    page.get_by_role("button", name="Endgültig löschen").click()
    expect(page.get_by_role("heading", name="gelöscht")).to_be_visible()
    page.wait_for_function("() => localStorage.getItem('tresen.was/sonnenschein') === null")


@pytest.mark.parametrize(("agent", "says"), [(IPHONE, True), (None, False)])
def test_said_where_safari_forgets(
    visits: Callable[..., Visit], shop: Stage, agent: str | None, says: bool
) -> None:
    """One calm line on coming back, where the browser said no and runs on Safari's engine; closed once for all."""
    visit = visits(**(PHONE if agent is None else {**PHONE, "user_agent": agent}))
    visit.context.add_init_script(REFUSES)
    page = talked(visit, shop)
    line = page.get_by_text("Safari räumt nach sieben Tagen ohne Besuch alles weg.", exact=False)
    expect(line).to_have_count(0)
    page.wait_for_function("() => Number(sessionStorage.getItem('asked')) > 0")
    leaves(page)
    expect(line).to_have_count(0)
    page.reload()
    if not says:
        expect(page.get_by_text("Schön, dass Sie wieder da sind.", exact=False)).to_be_visible()
        expect(line).to_have_count(0)
        return
    expect(line).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Nicht mehr zeigen").click()
    page.reload()
    expect(article(page, "Was darf es sein?")).to_be_visible()
    expect(line).to_have_count(0)


def test_an_emptied_database(visits: Callable[..., Visit], shop: Stage) -> None:
    """What happened, and the field for the return link, on the first page; gone once the conversation is back."""
    visit = visits(**PHONE)
    page = talked(visit, shop)
    page.wait_for_function("() => localStorage.getItem('tresen.was/sonnenschein') === '1'")
    cleared(page, "indexeddb")
    page.goto(shop.bakery.url)
    said = page.get_by_role("region", name="Ihre Unterhaltung ist nicht hier")
    expect(said).to_contain_text("Gelöscht ist sie damit nicht.")
    assert violations(page) == []
    said.get_by_role("button", name="Rückkehr-Link einfügen").click()
    expect(page.get_by_role("dialog").get_by_role("textbox", name="Rückkehr-Link")).to_be_visible()


def test_an_emptied_app(visits: Callable[..., Visit], shop: Stage) -> None:
    """On the home screen the page knows although nothing is left; an ordinary first visit says nothing of it."""
    app = visits(**PHONE)
    app.context.add_init_script(APP)
    page = app.open(shop.bakery.url)
    expect(page.get_by_role("region", name="Ihre Unterhaltung ist nicht hier")).to_be_visible()
    other = visits(**DESKTOP).open(shop.bakery.url)
    expect(other.get_by_role("button", name="Nachricht schreiben")).to_be_visible()
    expect(other.get_by_role("region", name="Ihre Unterhaltung ist nicht hier")).to_have_count(0)


def test_emptied_altogether(visits: Callable[..., Visit], shop: Stage) -> None:
    """Where the mark is gone too the page cannot know, and says nothing of it."""
    visit = visits(**PHONE)
    page = talked(visit, shop)
    page.wait_for_function("() => localStorage.getItem('tresen.was/sonnenschein') === '1'")
    cleared(page, "all")
    page.goto(shop.bakery.url)
    expect(page.get_by_role("button", name="Nachricht schreiben")).to_be_visible()
    expect(page.get_by_role("region", name="Ihre Unterhaltung ist nicht hier")).to_have_count(0)


def test_the_teams_own_device(visits: Callable[..., Visit], shop: Stage) -> None:
    """The Team page and the condition page say of this device that its browser may forget it."""
    visit = visits(**{**DESKTOP, "user_agent": MAC})
    visit.context.add_init_script(REFUSES)
    page = open_inbox(visit, shop)
    page.goto(page.url.split("#")[0] + "#/team")
    expect(
        page.get_by_text("Safari kann dieses Gerät nach sieben Tagen ohne Besuch vergessen", exact=False)
    ).to_be_visible()
    assert violations(page) == []
