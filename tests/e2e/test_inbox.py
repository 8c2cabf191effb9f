"""The team's inbox in a browser, against the real server; customers and colleagues speak Python."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.axe import violations
from tests.e2e.customer_page import clean_in_both_lights
from tests.e2e.inbox_page import go_to
from tests.world.browser import DESKTOP, PHONE, Visit, accept, on
from tests.world.stage import Stage

MORNING = "Guten Morgen! Haben Sie noch Schrippen?"


def open_inbox(visit: Visit, shop: Stage, person: int = 2, role: str = "member") -> Page:
    """Open a fresh invitation and wait for the inbox."""
    page = visit.open(shop.inbox_link(person, role))
    expect(conversations(page)).to_be_attached()
    return page


def conversations(page: Page) -> Locator:
    return page.get_by_role("list", name="Unterhaltungen")


def rows(page: Page) -> Locator:
    return conversations(page).get_by_role("listitem")


def log(page: Page) -> Locator:
    return page.get_by_role("log", name="Unterhaltung")


def last(page: Page) -> Locator:
    return log(page).get_by_role("article").last


def field(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Nachricht")


def write(page: Page, text: str) -> None:
    field(page).fill(text)
    page.get_by_role("button", name="Senden", exact=True).click()


def test_an_invitation_becomes_an_inbox(desktop: Visit, shop: Stage) -> None:
    """[S12] The link opens straight into the inbox; its secret is kept nowhere; it works once."""
    shop.customer("krause", MORNING)
    link = shop.inbox_link(2)
    page = desktop.open(link)
    expect(rows(page)).to_have_count(1)
    expect(rows(page).first).to_contain_text(MORNING)
    expect(rows(page).first).to_contain_text("Gast 1 von heute")
    expect(rows(page).first).to_contain_text("ungelesen: 1")
    expect(page).to_have_title("(1) Nachrichten – Bäckerei Sonnenschein – Tresen")
    assert page.url.endswith("/inbox")
    again = desktop.context.new_page()
    again.goto(link)
    expect(rows(again)).to_have_count(1)


def test_a_fresh_device_shows_what_was_read_long_ago(desktop: Visit, shop: Stage) -> None:
    """[W5] The first list holds who waits, read or not: the one that waits longest stays on top whatever others say."""
    krause, yilmaz = shop.customer("krause", MORNING), shop.customer("yilmaz", "Danke!")
    owner = shop.bakery.owner
    for customer in (krause, yilmaz):
        shop.do(owner.mark_read(shop.do(customer.history())[-1]))
    nguyen = shop.customer("nguyen", "Noch ungelesen.")
    page = open_inbox(desktop, shop)
    expect(rows(page)).to_have_count(3)
    expect(rows(page)).to_contain_text([MORNING, "Danke!", "Noch ungelesen."])
    shop.do(nguyen.send("Und noch etwas."))
    expect(rows(page)).to_contain_text([MORNING, "Danke!", "Und noch etwas."])


def test_a_used_invitation_says_so(visits: Callable[..., Visit], shop: Stage) -> None:
    """[S12] Single use: somebody else's browser gets an explanation and no keys."""
    link = shop.inbox_link(2)
    expect(conversations(visits(**DESKTOP).open(link))).to_be_attached()
    page = visits(**PHONE).look(link)
    expect(page.get_by_role("alert")).to_contain_text("Dieser Link wurde schon benutzt")
    assert violations(page) == []


def test_without_a_device_it_says_how_to_get_in(phone: Visit, shop: Stage) -> None:
    """A pasted link works like an opened one; anything else is told apart and stays in the field."""
    link = shop.inbox_link(2)
    page = phone.open(link.partition("#")[0])
    expect(page.get_by_role("heading", level=1)).to_have_text("Dieses Gerät gehört noch zu keinem Team")
    assert violations(page) == []
    page.get_by_label("Einladungslink").fill("https://example.org/")
    page.get_by_role("button", name="Gerät verbinden").click()
    expect(page.get_by_role("alert").filter(has_text="Das ist kein Einladungslink")).to_be_visible()
    expect(page.get_by_label("Einladungslink")).to_have_value("https://example.org/")
    page.get_by_label("Einladungslink").fill(f"Hier ist er: {link}")
    page.get_by_role("button", name="Gerät verbinden").click()
    expect(conversations(page)).to_be_attached()


def test_a_round_trip_with_all_states(desktop: Visit, shop: Stage) -> None:
    """[L6, W3] Reading marks as read; an answer is sent, delivered and read, each state as a word."""
    krause = shop.customer("krause")
    first = shop.do(krause.send(MORNING))
    page = open_inbox(desktop, shop)
    shop.do(krause.until_delivered(first))
    rows(page).first.click()
    expect(last(page)).to_contain_text(MORNING)
    shop.do(krause.until_read(first))
    expect(page).to_have_title("Nachrichten – Bäckerei Sonnenschein – Tresen")
    shop.do(krause.close())
    write(page, "Ja, ganz *frische*.")
    expect(last(page)).to_contain_text("gesendet")
    expect(last(page).locator("strong")).to_have_text("frische")
    expect(last(page)).to_contain_text("Ben")
    krause = shop.customer("krause")
    expect(last(page)).to_contain_text("zugestellt")
    shop.do(krause.mark_read(shop.do(krause.history())[-1]))
    expect(last(page)).to_contain_text("gelesen")
    expect(rows(page).first).to_contain_text("gelesen")


def test_unread_first_and_filters(desktop: Visit, shop: Stage) -> None:
    """[W5] Who waits is listed first, the longest on top, read or not; each filter shows its own rows and their number."""
    for name in ("krause", "yilmaz", "nguyen"):
        shop.customer(name, f"Hier ist {name}.")
    page = open_inbox(desktop, shop)
    expect(rows(page)).to_have_count(3)
    rows(page).filter(has_text="nguyen").click()
    page.get_by_role("textbox", name="Nachricht").press_sequentially("Gern")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Wartet 2")).to_be_visible()
    expect(page.get_by_role("heading", name="Heute beantwortet 1")).to_be_visible()
    expect(rows(page)).to_contain_text(["krause", "yilmaz", "Gern"])
    page.get_by_role("button", name="Später", exact=True).click()
    expect(page.get_by_text("Nichts zurückgestellt.")).to_be_visible()
    page.get_by_role("button", name="Alle zeigen").click()
    expect(rows(page)).to_have_count(3)


def test_assign_close_reopen_and_take_back(desktop: Visit, shop: Stage) -> None:
    """[L5, L11] The conversation records each step; each can be undone; a message reopens it."""
    krause = shop.customer("krause", MORNING)
    page = open_inbox(desktop, shop)
    rows(page).first.click()
    page.get_by_role("button", name="Zuständig: niemand. Ändern").click()
    page.get_by_role("button", name="Anna").click()
    expect(log(page)).to_contain_text("Anna übernimmt.")
    expect(rows(page).first).to_contain_text("Zuständig: Anna")
    page.get_by_role("button", name="Rückgängig").click()
    expect(log(page)).to_contain_text("Niemand ist mehr zuständig.")
    page.get_by_role("button", name="Abschließen").click()
    expect(log(page)).to_contain_text("Ben hat abgeschlossen.")
    page.get_by_role("button", name="Rückgängig").click()
    expect(log(page)).to_contain_text("Ben hat wieder geöffnet.")
    page.get_by_role("button", name="Abschließen").click()
    expect(page.get_by_role("button", name="Wieder öffnen")).to_be_visible()
    shop.do(krause.send("Noch etwas!"))
    expect(log(page)).to_contain_text("Durch die neue Nachricht wieder geöffnet.")
    expect(page.get_by_role("button", name="Abschließen")).to_be_visible()


def test_a_draft_survives(desktop: Visit, shop: Stage) -> None:
    """Nothing typed is lost by changing the conversation or reloading, and nothing gets into another conversation."""
    shop.customer("krause", MORNING)
    shop.customer("yilmaz", "Liegt mein Brot bereit?")
    page = open_inbox(desktop, shop)
    rows(page).filter(has_text=MORNING).click()
    field(page).fill("Ja, um halb")
    rows(page).filter(has_text="Liegt mein Brot").click()
    expect(log(page)).to_contain_text("Liegt mein Brot")
    expect(field(page)).to_have_value("")
    expect(rows(page).filter(has_text="Entwurf:")).to_contain_text("Ja, um halb")
    page.reload()
    rows(page).filter(has_text="Entwurf:").click()
    expect(field(page)).to_have_value("Ja, um halb")


@pytest.mark.worker
def test_offline_it_reads_and_what_is_written_waits(desktop: Visit, shop: Stage) -> None:
    """[L4] Offline, even after a reload, one reads on and writes; the messages are sent once, in order."""
    krause = shop.customer("krause", MORNING)
    page = open_inbox(desktop, shop)
    page.wait_for_function("() => navigator.serviceWorker.ready.then(() => true)")
    rows(page).first.click()
    expect(last(page)).to_contain_text(MORNING)
    desktop.context.set_offline(True)
    expect(page.get_by_text("Du kannst weiterschreiben")).to_be_visible()
    write(page, "Eins.")
    write(page, "Zwei.")
    expect(last(page)).to_contain_text("Zwei.")
    expect(last(page)).to_contain_text("wird gesendet")
    page.reload()
    expect(last(page)).to_contain_text("Zwei.")
    expect(rows(page)).to_have_count(1)
    desktop.context.set_offline(False)
    for text in ("Eins.", "Zwei."):
        message = log(page).get_by_role("article").filter(has_text=text)
        expect(message).to_contain_text(re.compile("(?<!wird )gesendet|zugestellt"))
    said = [message.text for message in shop.do(krause.history())]
    assert said == [MORNING, "Eins.", "Zwei."]
    kept = page.evaluate(
        """async () => {
            const names = await caches.keys();
            const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
            return kept.flat().map(({ url }) => new URL(url).pathname);
        }"""
    )
    assert "/inbox" in kept
    assert not [path for path in kept if path.startswith(("/api", "/live"))]


def test_two_tabs_are_one_device(desktop: Visit, shop: Stage) -> None:
    """Two tabs share connection and counter: both show everything, each can write, nothing is doubled."""
    krause = shop.customer("krause", MORNING)
    first = open_inbox(desktop, shop)
    second = desktop.open(first.url)
    for page in (first, second):
        rows(page).first.click()
        expect(last(page)).to_contain_text(MORNING)
    write(first, "Aus dem ersten.")
    write(second, "Aus dem zweiten.")
    for page in (first, second):
        expect(log(page).get_by_role("article")).to_have_count(3)
    first.close()
    write(second, "Der erste ist zu.")
    expect(last(second)).to_contain_text("Der erste ist zu.")
    expect(last(second)).to_contain_text("zugestellt")
    said = [message.text for message in shop.do(krause.history())]
    assert sorted(said[1:3]) == ["Aus dem ersten.", "Aus dem zweiten."]
    assert said[3:] == ["Der erste ist zu."]


def test_a_colleague_writes_and_answers_first(desktop: Visit, shop: Stage) -> None:
    """Row and counter show who else is answering; after a colleague's answer the inbox asks before sending."""
    krause = shop.customer("krause", MORNING)
    cem = shop.colleague(3)
    page = open_inbox(desktop, shop)
    rows(page).first.click()
    field(page).fill("Ja, wir haben")
    conversation = shop.conversation(krause)
    shop.do(_typing(cem, conversation))
    expect(rows(page).first).to_contain_text("Cem schreibt …")
    expect(page.get_by_text("Cem schreibt hier gerade.")).to_be_visible()
    shop.do(cem.conversations.send(conversation, "Ja, 20 Stück."))
    expect(page.get_by_role("alert")).to_contain_text("Cem hat gerade geantwortet.")
    page.get_by_role("button", name="Senden", exact=True).click()
    expect(field(page)).to_have_value("Ja, wir haben")
    expect(page.get_by_role("button", name="Abschicken")).to_be_focused()
    page.get_by_role("button", name="Abschicken").click()
    expect(last(page)).to_contain_text("Ja, wir haben")
    expect(page.get_by_role("alert")).to_have_count(0)


async def _typing(colleague: Any, conversation: bytes) -> None:
    colleague.conversations.typing(conversation, True)


def test_a_name_reaches_the_colleagues(visits: Callable[..., Visit], shop: Stage) -> None:
    """[L8] The card belongs to the team: the name appears in every inbox and can be changed by keyboard."""
    shop.customer("krause", MORNING)
    ben, anna = visits(**DESKTOP), visits(**PHONE)
    page, other = open_inbox(ben, shop), open_inbox(anna, shop, 1, "owner")
    rows(page).first.click()
    page.get_by_label("Name", exact=True).fill("Sabine Krause")
    page.get_by_label("Name", exact=True).press("Enter")
    expect(page.get_by_role("heading", name="Sabine Krause")).to_have_count(2)
    expect(rows(page).first).to_contain_text("Sabine Krause")
    expect(rows(other).first).to_contain_text("Sabine Krause")


def test_everything_by_keyboard(desktop: Visit, shop: Stage) -> None:
    """Choose, read, answer, take over, close and filter without a pointer; the focus is always somewhere sensible."""
    for name in ("krause", "yilmaz"):
        shop.customer(name, f"Hier ist {name}.")
    page = open_inbox(desktop, shop)
    expect(rows(page)).to_have_count(2)
    page.keyboard.press("j")
    expect(rows(page).nth(1).get_by_role("link")).to_be_focused()
    page.keyboard.press("Enter")
    expect(field(page)).to_be_focused()
    page.keyboard.type("Guten Tag!")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("Gern. e a u j ?")
    page.keyboard.press("Enter")
    expect(last(page)).to_contain_text("Gern. e a u j ?")
    page.keyboard.press("Escape")
    expect(rows(page).filter(has_text="Gern.").get_by_role("link")).to_be_focused()
    page.keyboard.press("a")
    expect(page.get_by_role("combobox", name="Wer übernimmt?")).to_be_focused()
    page.keyboard.press("Enter")
    expect(rows(page).filter(has_text="Gern.")).to_contain_text("Zuständig: Ben")
    expect(rows(page).filter(has_text="Gern.").get_by_role("link")).to_be_focused()
    page.keyboard.press("e")
    expect(
        page.get_by_role("status").filter(has_text=re.compile("Unterhaltung mit .+ abgeschlossen"))
    ).to_be_visible()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Tasten")).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("w")
    expect(rows(page)).to_have_count(1)


def test_on_a_phone_one_thing_at_a_time(phone: Visit, shop: Stage) -> None:
    """List, conversation, card, and back the same way; the phone's own back button agrees."""
    shop.customer("krause", MORNING)
    page = open_inbox(phone, shop)
    rows(page).first.tap()
    expect(last(page)).to_contain_text(MORNING)
    expect(conversations(page)).to_be_hidden()
    page.get_by_role("button", name="Karte zeigen").tap()
    page.get_by_label("Zuständig", exact=True).select_option(label="Anna")
    expect(page.get_by_role("status").filter(has_text="Anna übernimmt.")).to_be_visible()
    page.get_by_role("link", name="Zurück zur Unterhaltung").tap()
    expect(log(page)).to_contain_text("Anna übernimmt.")
    page.go_back()
    expect(rows(page).first).to_contain_text("Zuständig: Anna")


def test_a_sound_only_for_what_one_does_not_see(desktop: Visit, shop: Stage) -> None:
    """One soft sound for a message elsewhere; none for the open conversation or when off; the badge counts."""
    krause, yilmaz = shop.customer("krause", MORNING), shop.customer("yilmaz", "Hallo!")
    desktop.context.add_init_script(
        """const start = OscillatorNode.prototype.start;
        let heard = 0;
        OscillatorNode.prototype.start = function (...at) {
            document.documentElement.dataset.heard = String(heard += 1);
            return start.apply(this, at);
        };
        navigator.setAppBadge = async (n) => { document.documentElement.dataset.badge = String(n); };
        navigator.clearAppBadge = async () => { document.documentElement.dataset.badge = "0"; };"""
    )
    page = open_inbox(desktop, shop)
    root = page.locator("html")
    rows(page).filter(has_text=MORNING).click()
    expect(page).to_have_title("(1) Nachrichten – Bäckerei Sonnenschein – Tresen")
    expect(root).to_have_attribute("data-badge", "1")
    shop.do(krause.send("Vor deinen Augen."))
    expect(last(page)).to_contain_text("Vor deinen Augen.")
    shop.do(yilmaz.send("Anderswo."))
    expect(root).to_have_attribute("data-heard", "2")
    go_to(page, "Einstellungen")
    switch = page.get_by_role("switch", name="Ton bei neuen Nachrichten")
    switch.click()
    shop.do(yilmaz.send("Still."))
    page.get_by_role("link", name="Nachrichten").click()
    expect(rows(page).filter(has_text="Still.")).to_be_visible()
    go_to(page, "Einstellungen")
    switch.click()
    # Sounds close together are one: wait until the first has faded.
    page.evaluate("navigator.locks.request('tresen.inbox.sound', () => null)")
    shop.do(yilmaz.send("Wieder zu hören."))
    expect(root).to_have_attribute("data-heard", "4")


@pytest.mark.parametrize(
    ("trick", "title"),
    [
        (
            "if (crypto.subtle) crypto.subtle.generateKey = async () => { throw new DOMException('', 'NotSupportedError') }",
            "zu alt",
        ),
        ("indexedDB.open = () => { throw new DOMException('', 'SecurityError'); }", "lässt nichts speichern"),
    ],
    ids=["unsupported", "storage"],
)
def test_a_browser_that_cannot_is_told_what_to_do(phone: Visit, shop: Stage, trick: str, title: str) -> None:
    """No blank page: what is missing, and what to do."""
    phone.context.add_init_script(trick)
    # What the browser lacks is said at once; whether it stores is known once somebody accepts.
    page = phone.look(shop.inbox_link(2))
    if "speichern" in title:
        accept(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    expect(page.get_by_role("button", name="Neu laden")).to_be_visible()
    assert violations(page) == []


def test_an_auditor_sees_what_is_not_sealed(desktop: Visit, shop: Stage) -> None:
    """[S5] No key, no text: only when, who and how far, and a sentence that says so."""
    shop.customer("krause", MORNING)
    page = open_inbox(desktop, shop, 3, "auditor")
    expect(rows(page).first).to_contain_text("Für dich verschlossen")
    rows(page).first.click()
    expect(page.get_by_text("Nachrichten liest hier nur das Team.")).to_be_visible()
    expect(field(page)).to_have_count(0)
    expect(page.get_by_role("button", name="Abschließen")).to_have_count(0)
    expect(page.get_by_role("complementary")).to_contain_text("niemand")
    assert violations(page) == []


def test_settings_stay_on_this_device(desktop: Visit, shop: Stage) -> None:
    """Language and sound are kept over a reload; single letters can be switched off (WCAG 2.1.4)."""
    shop.customer("krause", MORNING)
    page = open_inbox(desktop, shop)
    go_to(page, "Einstellungen")
    expect(page.get_by_role("heading", name="Einstellungen")).to_be_focused()
    page.get_by_role("switch", name="Ton bei neuen Nachrichten").click()
    page.get_by_role("switch", name="Tastenkürzel").click()
    page.get_by_label("Sprache").select_option("en")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.reload()
    expect(page.get_by_role("switch", name="Sound for new messages")).not_to_be_checked()
    expect(page.get_by_text("Bakery").or_(page.get_by_text("Bäckerei Sonnenschein")).last).to_be_visible()
    page.get_by_role("link", name="Messages").click()
    expect(page.get_by_role("list", name="Conversations").get_by_role("listitem")).to_have_count(1)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_signing_out_leaves_nothing(desktop: Visit, shop: Stage) -> None:
    """The device's keys and messages are gone from the browser; the business still has everything."""
    shop.customer("krause", MORNING)
    page = open_inbox(desktop, shop)
    expect(rows(page).first).to_contain_text(MORNING)
    go_to(page, "Einstellungen")
    page.get_by_role("button", name="Gerät abmelden").click()
    expect(page.get_by_role("button", name="Bleiben")).to_be_focused()
    page.get_by_role("dialog").get_by_role("button", name="Abmelden", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dieses Gerät gehört noch zu keinem Team")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dieses Gerät gehört noch zu keinem Team")
    page.goto(shop.inbox_link(2))
    accept(page)
    expect(rows(page).first).to_contain_text(MORNING)


def test_a_revoked_device_is_told_so(desktop: Visit, shop: Stage) -> None:
    """[S4] Removed from the team while open, the inbox shows nothing more and says why."""
    shop.customer("krause", MORNING)
    page = open_inbox(desktop, shop)
    expect(rows(page).first).to_contain_text(MORNING)
    shop.do(shop.bakery.owner.records.revoke(person=2))
    expect(page.get_by_role("heading", level=1)).to_have_text("Dieses Gerät ist abgemeldet")
    assert violations(page) == []
    page.get_by_role("button", name="Auf diesem Gerät alles entfernen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dieses Gerät gehört noch zu keinem Team")


@on("phone", "size")
def test_axe_finds_nothing(visits: Callable[..., Visit], shop: Stage, size: dict[str, Any]) -> None:
    """WCAG 2.2 AA on list, conversation, card and settings, in both lights."""
    shop.customer("krause", MORNING)
    page = open_inbox(visits(**size), shop)
    expect(rows(page).first).to_contain_text(MORNING)
    clean_in_both_lights(page)
    rows(page).first.click()
    write(page, "Ja, ganz frische.")
    expect(last(page)).to_contain_text("zugestellt")
    clean_in_both_lights(page)
    for view in (f"{page.evaluate('location.hash')}/card", "#/settings"):
        page.evaluate("view => { location.hash = view }", view)
        expect(page.get_by_role("heading", level=2).first).to_be_visible()
        clean_in_both_lights(page)


def test_a_long_list_is_only_what_is_visible(desktop: Visit, shop: Stage) -> None:
    """[W5] Rows outside the window do not exist, their number is said, and the last one is one key away."""
    for number in range(40):
        shop.customer(f"c{number}", f"Kunde {number}")
    page = open_inbox(desktop, shop)
    expect(rows(page).first).to_have_attribute("aria-setsize", "40")
    assert rows(page).count() < 30
    page.keyboard.press("j")
    page.keyboard.press("End")
    expect(rows(page).last).to_have_attribute("aria-posinset", "40")
    expect(rows(page).last).to_contain_text("Kunde 39")
    expect(rows(page).last.get_by_role("link")).to_be_focused()
