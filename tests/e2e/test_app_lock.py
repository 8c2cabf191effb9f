"""The app lock of the inbox, in Chromium against the real server."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.customer_page import clean_in_both_lights
from tests.e2e.test_inbox import field, log, open_inbox, rows
from tests.world.browser import Visit
from tests.world.readable import beside, databases
from tests.world.stage import Stage

pytestmark = pytest.mark.worker

PIN = "271828"
ORDER = "Guten Tag! Zwölf Zimtschnecken, bitte."
DRAFT = "Gern, ab wann?"


def turn_on(page: Page, pin: str = PIN) -> None:
    """In the settings, with the keyboard alone."""
    page.goto(re.sub(r"#.*", "", page.url) + "#/settings")
    page.get_by_role("button", name="Sperre einrichten").press("Enter")
    page.get_by_label("PIN", exact=True).fill(pin)
    page.get_by_label("PIN wiederholen").fill(pin)
    page.get_by_label("PIN wiederholen").press("Enter")
    expect(page.get_by_text("An, mit PIN")).to_be_visible()


def lock_now(page: Page) -> None:
    page.get_by_role("button", name="Jetzt sperren").click()
    expect(page.get_by_label("Deine PIN")).to_be_focused()


def unlock(page: Page, pin: str) -> None:
    page.get_by_label("Deine PIN").fill(pin)
    page.get_by_role("button", name="Entsperren").click()


def shows_nothing(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Tresen ist gesperrt")
    expect(page).to_have_title("Tresen ist gesperrt – Tresen")
    expect(page.get_by_text(ORDER)).to_have_count(0)
    expect(rows(page)).to_have_count(0)
    # Covered at once; sealed a moment later.
    expect(page.get_by_text("Wird verschlossen …")).to_have_count(0)


def with_a_draft(visit: Visit, shop: Stage) -> Page:
    shop.customer("krause", ORDER)
    page = open_inbox(visit, shop)
    rows(page).first.click()
    expect(log(page)).to_contain_text(ORDER)
    field(page).fill(DRAFT)
    return page


def test_locked_in_all_tabs_and_open_again_in_all(desktop: Visit, shop: Stage) -> None:
    """Nothing is shown and nothing is readable; a wrong PIN opens nothing; then everything is back."""
    page = with_a_draft(desktop, shop)
    turn_on(page)
    other = desktop.context.new_page()
    other.goto(page.url)
    expect(other.get_by_text("An, mit PIN")).to_be_visible()
    assert ORDER in databases(page)
    lock_now(page)
    for tab in (page, other):
        shows_nothing(tab)
    raw = databases(page)
    assert ORDER not in raw
    assert DRAFT not in raw
    page.reload()
    shows_nothing(page)
    unlock(page, "000000")
    expect(page.get_by_role("alert")).to_have_text("Das ist nicht die richtige PIN.")
    shows_nothing(page)
    unlock(page, PIN)
    for tab in (page, other):
        expect(tab.get_by_text("An, mit PIN")).to_be_visible()
    page.get_by_role("link", name="Nachrichten").click()
    rows(page).first.click()
    expect(log(page)).to_contain_text(ORDER)
    expect(field(page)).to_have_value(DRAFT)


def test_nothing_else_in_the_browser_tells_of_it(desktop: Visit, shop: Stage) -> None:
    """[ADR 23] Caches, the worker, storages and notifications hold no word, name or number of the content, locked or not."""
    page = with_a_draft(desktop, shop)
    page.wait_for_function("() => navigator.serviceWorker.ready.then(() => true)")
    turn_on(page)
    lock_now(page)
    other = desktop.look(page.url)
    expect(other.get_by_label("Deine PIN")).to_be_visible()
    for tab in (page, other):
        readable = beside(tab)
        assert "/inbox" in readable, "the worker has kept nothing, so nothing was looked at"
        for word in (ORDER, DRAFT, "Gast 1 von heute", PIN):
            assert word not in readable
    assert PIN not in databases(page)
    said = other.evaluate("() => indexedDB.databases().then((all) => all.map(({ name }) => name))")
    assert "tresen-inbox" not in said


def test_locked_in_one_tab_while_another_writes(desktop: Visit, shop: Stage) -> None:
    """[A1] What was sent from the other tab goes out once; what was typed there is a draft again after unlocking."""
    page = with_a_draft(desktop, shop)
    turn_on(page)
    other = desktop.look(re.sub(r"#.*", "", page.url))
    rows(other).first.click()
    field(other).fill("Ab acht.")
    other.get_by_role("button", name="Senden", exact=True).click()
    field(other).fill("Bis dann")
    lock_now(page)
    shows_nothing(other)
    assert "Bis dann" not in databases(page)
    unlock(other, PIN)
    expect(page.get_by_text("An, mit PIN")).to_be_visible()
    expect(field(other)).to_have_value("Bis dann")
    expect(log(other).get_by_text("Ab acht.")).to_have_count(1)
    expect(log(other).get_by_text("zugestellt").last).to_be_attached()


def test_what_came_meanwhile_is_there_after_unlocking(desktop: Visit, shop: Stage) -> None:
    """While locked there is no connection: nothing is marked delivered, and nothing is lost."""
    page = with_a_draft(desktop, shop)
    turn_on(page)
    lock_now(page)
    shop.customer("yilmaz", "Und für mich zwei Brezeln.")
    page.context.set_offline(True)
    unlock(page, PIN)
    page.get_by_role("link", name="Nachrichten").click()
    expect(log(page).or_(rows(page)).first).to_be_visible()
    expect(rows(page).first).to_contain_text(DRAFT)
    page.context.set_offline(False)
    expect(rows(page).filter(has_text="Brezeln")).to_have_count(1)


def test_it_locks_by_itself(desktop: Visit, shop: Stage) -> None:
    """Five minutes without use, by the page's own clock."""
    page = with_a_draft(desktop, shop)
    turn_on(page)
    page.clock.install()
    page.reload()
    expect(page.get_by_text("An, mit PIN")).to_be_visible()
    page.clock.fast_forward("05:01")
    shows_nothing(page)


def test_the_lock_screen_on_a_phone(phone: Visit, shop: Stage) -> None:
    """No violation in both lights; nothing is cut off at 320 px; the forgotten PIN leads to a sign-out."""
    page = with_a_draft(phone, shop)
    turn_on(page)
    clean_in_both_lights(page)
    lock_now(page)
    page.set_viewport_size({"width": 320, "height": 640})
    clean_in_both_lights(page)
    width = "document.documentElement.scrollWidth"
    assert page.evaluate(width) <= 320
    page.get_by_role("button", name="PIN vergessen?").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dieses Gerät abmelden?")
    clean_in_both_lights(page)
    page.get_by_role("button", name="Abmelden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dieses Gerät gehört noch zu keinem Team")
    assert ORDER not in databases(page)


def test_a_passkey_opens_it(desktop: Visit, shop: Stage) -> None:
    """WebAuthn's PRF extension, with Chromium's virtual authenticator."""
    page = with_a_draft(desktop, shop)
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "ctap2Version": "ctap2_1",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "hasPrf": True,
        "isUserVerified": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.goto(re.sub(r"#.*", "", page.url) + "#/settings")
    page.get_by_role("button", name="Sperre einrichten").click()
    page.get_by_role("radio", name="Passkey").check()
    page.get_by_role("button", name="Sperre einschalten").click()
    expect(page.get_by_text("An, mit Passkey")).to_be_visible()
    page.get_by_role("button", name="Jetzt sperren").click()
    shows_nothing(page)
    assert ORDER not in databases(page)
    page.get_by_role("button", name="Mit Passkey entsperren").click()
    expect(page.get_by_text("An, mit Passkey")).to_be_visible()
