"""[ADR 58] Questions that stand in one tab while another changes what they are about, in the built apps."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.e2e.test_app_lock import PIN, turn_on, unlock
from tests.e2e.test_inbox import conversations, field, log, open_inbox, rows
from tests.e2e.test_links import Watched, asked, difference
from tests.world.browser import DESKTOP, Visit
from tests.world.chromium import FLAGS, find
from tests.world.stage import Stage
from tresen.desk.team.setup import new_setup
from tresen.seal.links import SetupLink


def question(visit: Visit, link: str) -> Page:
    """A tab in which the invitation could be accepted, and was not."""
    page = visit.look(link)
    expect(page.locator("#accept")).to_be_visible()
    return page


def with_a_draft(visit: Visit, shop: Stage, person: int, role: str) -> Page:
    page = open_inbox(visit, shop, person, role)
    rows(page).first.click()
    expect(log(page)).to_contain_text("Brezeln")
    field(page).fill("Ja, ")
    return page


def test_an_old_question_does_not_take_the_place_of_a_device(desktop: Visit, shop: Stage) -> None:
    """[S12] Meanwhile another tab joined: one press leads to that inbox, or asks which business is to go. Its keys stay."""
    shop.customer("krause", "Haben Sie Brezeln?")
    farm = shop.neighbour()
    old = question(desktop, shop.inbox_link(2))
    foreign = question(desktop, shop.do(farm.invites.create(2, "member")))
    page = with_a_draft(desktop, shop, 1, "owner")
    page.wait_for_load_state("networkidle")
    expect(rows(page).first).not_to_contain_text("ungelesen")  # what is read is noted a moment later
    watched = Watched(desktop, page.url)
    before = watched.stored()
    foreign.locator("#accept").click()
    asked(foreign, "Bäckerei Sonnenschein")
    assert not difference(before, watched.stored())
    old.locator("#accept").click()
    expect(conversations(old)).to_be_attached()
    after = watched.stored()
    key = 'db tresen-inbox state "keys"'
    assert after[key] == before[key]
    rows(old).first.click()
    expect(field(old)).to_have_value("Ja, ")


def test_a_word_to_move_leaves_nothing_for_the_next_invitation(desktop: Visit, shop: Stage) -> None:
    """[S12] Pressed in two tabs at once: both are in the second business, and no consent is stored."""
    shop.customer("krause", "Haben Sie Brezeln?")
    open_inbox(desktop, shop).close()
    farm = shop.neighbour()
    shop.confirm_for(farm)
    link = shop.do(farm.invites.create(2, "member"))
    tabs = [question(desktop, link), question(desktop, link)]
    for tab in tabs:
        tab.locator("#accept").click()
        expect(tab.get_by_role("heading", level=1)).to_have_text("Hier abmelden und wechseln?")
    for tab in tabs:
        tab.get_by_role("button", name="Abmelden und wechseln").evaluate("button => button.click()")
    for tab in tabs:
        expect(conversations(tab)).to_be_attached()
    assert not [key for key in Watched(desktop, tabs[0].url).stored() if "joining" in key]


def test_a_locked_inbox_is_a_device(desktop: Visit, shop: Stage) -> None:
    """[S2, ADR 23] A set-up link finds this browser occupied, whether the app lock is open or closed."""

    async def link() -> str:
        return str(SetupLink(shop.bakery.owner.public_url, await new_setup(shop.bakery.app.house)))

    shop.customer("krause", "Haben Sie Brezeln?")
    page = with_a_draft(desktop, shop, 2, "member")
    turn_on(page)
    occupied = "In diesem Browser ist schon ein Postfach"
    for _ in ("open", "closed"):
        setup = desktop.look(shop.do(link()))
        expect(setup.get_by_role("heading", level=1)).to_have_text(occupied)
        setup.close()
        if page.get_by_label("Deine PIN").count() == 0:
            page.get_by_role("button", name="Jetzt sperren").click()
            expect(page.get_by_label("Deine PIN")).to_be_visible()
    unlock(page, PIN)
    page.get_by_role("link", name="Nachrichten").click()
    expect(rows(page).first).to_contain_text("Ja, ")


def test_going_away_and_back_while_a_question_stands(playwright: Playwright, shop: Stage) -> None:
    """[A1, S12] From the browser's cache of left pages, which is off in other tests: nothing stored changes."""
    executable = find(playwright, whole=True)
    if executable is None:
        pytest.skip("needs the whole Chromium: its shell has no cache of left pages")
    browser = playwright.chromium.launch(
        executable_path=Path(executable), args=FLAGS, ignore_default_args=["--disable-back-forward-cache"]
    )
    visit = Visit.start(browser, **DESKTOP, service_workers="block")
    try:
        farm = shop.neighbour()
        page = question(visit, shop.do(farm.invites.create(2, "member")))
        page.evaluate("addEventListener('pageshow', ({ persisted }) => { window.wasKept = persisted; })")
        joined = visit.open(shop.inbox_link(1, "owner"))
        expect(conversations(joined)).to_be_attached()
        joined.wait_for_load_state("networkidle")
        joined.close()
        watched = Watched(visit, page.url)
        before = watched.stored()
        page.goto(shop.bakery.url.partition("#")[0])
        # A page out of that cache has no load event any more.
        page.go_back(wait_until="commit")
        page.wait_for_function("() => window.wasKept === true")
        page.locator("#accept").click()
        asked(page, "Bäckerei Sonnenschein")
        changed = difference(before, watched.stored())
        assert not [key for key in changed if key.startswith("db tresen-inbox")], changed
    finally:
        visit.close()
        browser.close()
