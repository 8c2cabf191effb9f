"""Everything is lost except the sheet: the business comes back in an empty browser; a new sheet; an owner leaves (S2–S5)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.e2e import recovering, wizard
from tests.e2e.axe import violations
from tests.e2e.customer_page import arrived, begin, write
from tests.e2e.inbox_page import go_to
from tests.e2e.team_page import TeamPage
from tests.world.bare import Bare
from tests.world.browser import DESKTOP, PHONE, Visit, on


def signed_out(page: Page) -> None:
    """The page says so, and nothing is kept in this browser."""
    told = page.get_by_role("heading", level=1, name="Dieses Gerät ist abgemeldet")
    expect(told).to_be_visible(timeout=60_000)
    page.wait_for_function(
        "async () => (await indexedDB.databases()).every(({name}) => name !== 'tresen-inbox')"
    )


def kept(page: Page) -> str:
    """What this browser stores besides messages, as text."""
    kept: str = page.evaluate(
        """() => new Promise((resolve) => {
          const opening = indexedDB.open("tresen-inbox");
          opening.onsuccess = () => {
            const state = opening.result.transaction("state").objectStore("state");
            const keys = state.getAllKeys();
            keys.onsuccess = () => resolve(keys.result.join(" ") + JSON.stringify({ ...localStorage, ...sessionStorage }));
          };
        })"""
    )
    return kept


@on("phone", "device")
def test_the_browser_is_lost(visits: Callable[..., Visit], bare: Bare, device: dict[str, object]) -> None:
    """[S5] With address and sheet everything is readable again, cards included; the old devices are out and empty."""
    shop = TeamPage(visits, bare, **DESKTOP)
    shop.print_sheet()
    ben = shop.join("Ben")
    customer = visits(**PHONE).open(shop.url)
    begin(customer)
    arrived(write(customer, "Haben Sie noch Brezeln?"))
    shop.page.get_by_role("link", name="Nachrichten").click()
    shop.page.get_by_role("list", name="Unterhaltungen").get_by_role("listitem").first.click()
    shop.page.get_by_label("Name", exact=True).fill("Frau Krause")
    shop.page.get_by_label("Name", exact=True).press("Enter")
    expect(shop.page.get_by_role("list", name="Unterhaltungen")).to_contain_text("Frau Krause")

    page = visits(**device).open(f"{bare.url}/inbox")
    recovering.begin(page)
    wizard.settled(page)
    assert violations(page) == []
    recovering.find(page, shop.sheet, f"{bare.url}/{wizard.HANDLE}#key={'0' * 32}")
    recovering.refused(page, "Das ist nicht der Betrieb auf eurem Schild")
    recovering.find(page, shop.sheet, shop.url)
    expect(page.get_by_text(f"Das Blatt stimmt. Es gehört zu {wizard.NAME}.")).to_be_visible()
    expect(page.get_by_role("radio", name="Anna")).to_be_checked()
    expect(page.get_by_role("radio", name="Alle anderen Geräte abmelden")).to_be_checked()
    expect(page.get_by_text("Was wird aus den 2 anderen Geräten?")).to_be_visible()
    assert violations(page) == []
    recovering.go(page)

    row = page.get_by_role("list", name="Unterhaltungen").get_by_role("listitem")
    expect(row).to_contain_text("Frau Krause")
    expect(row).to_contain_text("Haben Sie noch Brezeln?")
    assert "recovering" not in kept(page)
    for old in (shop.page, ben):
        signed_out(old)
    row.click()
    page.get_by_role("textbox", name="Nachricht").fill("Ja, und wir sind wieder da.")
    page.get_by_role("button", name="Senden", exact=True).click()
    answer = customer.get_by_role("log").get_by_role("article").filter(has_text="Ja, und wir sind wieder da.")
    expect(answer).to_contain_text("Anna")
    ben.reload()
    expect(ben.get_by_role("heading", level=1)).to_contain_text("gehört noch zu keinem Team")
    page.reload()
    expect(page.get_by_role("heading", level=2, name="Frau Krause").first).to_be_visible()


def test_a_successor_takes_over_by_keyboard(visits: Callable[..., Visit], bare: Bare) -> None:
    """[S5] Somebody new, without a mouse; nobody is signed out, and Anna sees the new owner by name."""
    shop = TeamPage(visits, bare, **DESKTOP)
    shop.print_sheet()
    page = visits(**DESKTOP).open(f"{bare.url}/inbox")
    link = page.get_by_role("link", name=recovering.TITLE)
    to(page, link)
    page.keyboard.press("Enter")
    to(page, page.get_by_label("Adresse eures Betriebs"))
    page.keyboard.type(wizard.HANDLE)
    page.keyboard.press("Tab")
    # A full group moves the focus to the next.
    page.keyboard.type("".join(shop.sheet).lower())
    expect(page.get_by_text("Alle sieben Gruppen passen zusammen.")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    to(page, page.get_by_role("radio", name="Anna"))
    page.keyboard.press("ArrowDown")
    to(page, page.get_by_label("Dein Name"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Hier fehlt noch dein Name.")).to_be_visible()
    page.keyboard.type("Dora")
    to(page, page.get_by_role("radio", name="Alle anderen Geräte abmelden"))
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Keines abmelden")).to_be_checked()
    page.keyboard.press("Enter")
    expect(page.get_by_role("list", name="Unterhaltungen")).to_be_attached()
    expect(shop.person("Dora")).to_contain_text("Inhaberin oder Inhaber")
    expect(shop.person("Anna")).to_contain_text("1 Gerät")


def to(page: Page, target: Locator) -> None:
    """Press Tab until it has the focus."""
    for _ in range(25):
        if target.evaluate("(each) => each === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("the keyboard does not reach it")


def test_a_new_sheet(visits: Callable[..., Visit], bare: Bare) -> None:
    """[S5] Made, printed, typed back, in force: the new one is accepted, the old one refused; the sign stays."""
    shop = TeamPage(visits, bare, **PHONE)
    shop.print_sheet()
    dialog = recovering.open_part(shop.page, "Blatt prüfen")
    assert violations(shop.page) == []
    recovering.type_sheet(shop.page, shop.sheet)
    wizard.press(shop.page, "Prüfen")
    expect(dialog.get_by_role("status")).to_contain_text("Das Blatt stimmt.")
    wizard.press(shop.page, "Fertig")

    recovering.open_part(shop.page, "Neues Blatt")
    assert violations(shop.page) == []
    wizard.press(shop.page, "Neues Blatt gelten lassen")
    expect(shop.page.get_by_role("alert")).to_contain_text("Druck das Blatt zuerst")
    wizard.press(shop.page, "Abbrechen")
    new = recovering.renew(shop.page)
    assert set(new).isdisjoint(shop.sheet)
    go_to(shop.page, "Schild")
    expect(shop.page.get_by_role("link", name=f"/{wizard.HANDLE}").first).to_have_attribute("href", shop.url)
    go_to(shop.page, "Team")

    dialog = recovering.open_part(shop.page, "Blatt prüfen")
    recovering.type_sheet(shop.page, shop.sheet)
    wizard.press(shop.page, "Prüfen")
    expect(dialog.get_by_role("alert")).to_contain_text("und gilt nicht mehr")
    assert violations(shop.page) == []
    recovering.type_sheet(shop.page, new)
    wizard.press(shop.page, "Prüfen")
    expect(dialog.get_by_role("status")).to_contain_text("Das Blatt stimmt.")

    page = visits(**PHONE).open(f"{bare.url}/inbox")
    recovering.begin(page)
    recovering.find(page, shop.sheet)
    recovering.refused(page, "Dieses Blatt gilt nicht mehr")
    assert violations(page) == []
    recovering.type_sheet(page, new)
    wizard.press(page, "Weiter")
    recovering.go(page)
    expect(page.get_by_role("list", name="Unterhaltungen")).to_be_attached()
    signed_out(shop.page)
    # The browser that set the business up still knows its address.
    wizard.press(shop.page, "Auf diesem Gerät alles entfernen")
    recovering.begin(shop.page)
    expect(shop.page.get_by_label("Adresse eures Betriebs")).to_have_value(wizard.HANDLE)


def test_what_can_go_wrong(visits: Callable[..., Visit], bare: Bare) -> None:
    """[S2] Each slip is named with its group, each wrong address in words; nothing changes and nothing typed is lost."""
    shop = TeamPage(visits, bare, **DESKTOP)
    shop.print_sheet()
    page = visits(**PHONE).open(f"{bare.url}/inbox")
    recovering.begin(page)
    wizard.press(page, "Weiter")
    expect(page.get_by_text("Hier fehlt noch die Web-Adresse.")).to_be_visible()
    page.get_by_label("Adresse eures Betriebs").fill("other.example/laden")
    wizard.press(page, "Weiter")
    expect(page.get_by_text("Öffne dort other.example/inbox.")).to_be_visible()

    third = shop.sheet[2]
    slip = third[:2] + next(each for each in "2345" if each != third[2]) + third[3]
    recovering.find(page, [*shop.sheet[:2], slip, *shop.sheet[3:]])
    expect(page.get_by_text("Gruppe 3: In dieser Gruppe stimmt ein Zeichen nicht.")).to_be_visible()
    expect(recovering.group(page, 3)).to_be_focused()
    assert violations(page) == []
    recovering.group(page, 3).fill(third)
    page.get_by_label("Adresse eures Betriebs").fill("niemand")
    wizard.press(page, "Weiter")
    recovering.refused(page, "Diesen Betrieb gibt es hier nicht")

    recovering.find(page, ["0000"] * 7)
    recovering.refused(page, "Dieses Blatt gehört zu einem anderen Betrieb")

    page.context.set_offline(True)
    recovering.find(page, shop.sheet)
    recovering.refused(page, "Der Server hat nicht geantwortet")
    page.context.set_offline(False)
    wizard.press(page, "Weiter")
    expect(page.get_by_text("Das Blatt stimmt.")).to_be_visible()
    wizard.press(page, "Zurück")
    wizard.heading(page, recovering.TITLE)
    expect(page.get_by_label("Adresse eures Betriebs")).to_have_value(wizard.HANDLE)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("gehört noch zu keinem Team")
    expect(shop.person("Anna")).to_contain_text("1 Gerät")


def lose(route: Route) -> None:
    """The server carries out the call, but its answer is lost."""
    route.fetch()
    route.abort()


@pytest.mark.parametrize("again", ["pressed", "reloaded"])
def test_the_answer_is_lost(visits: Callable[..., Visit], bare: Bare, again: str) -> None:
    """[A4] The connection breaks after the server did it: pressing again, or opening the page anew, finds it done, once."""
    shop = TeamPage(visits, bare, **DESKTOP)
    shop.print_sheet()
    page = visits(**PHONE).open(f"{bare.url}/inbox")
    recovering.begin(page)
    recovering.find(page, shop.sheet)
    page.route("**/api/v1/records", lose, times=1)
    recovering.go(page)
    recovering.refused(page, "Der Server hat nicht geantwortet")
    if again == "pressed":
        recovering.go(page)
    else:
        page.reload()
    expect(page.get_by_role("list", name="Unterhaltungen")).to_be_attached()
    go_to(page, "Team")
    expect(page.get_by_role("main").get_by_role("listitem").filter(has_text="Anna").first).to_contain_text(
        "1 Gerät"
    )
    signed_out(shop.page)


def test_without_the_sheet(visits: Callable[..., Visit], bare: Bare) -> None:
    """What is lost and what still works is said plainly, in German and English."""
    page = visits(**PHONE).open(f"{bare.url}/inbox")
    recovering.begin(page)
    wizard.press(page, "Ich habe das Blatt nicht")
    wizard.heading(page, "Ohne das Blatt")
    expect(page.get_by_text("Der letzte Weg ist ein neuer Betrieb")).to_be_visible()
    wizard.settled(page)
    assert violations(page) == []
    wizard.press(page, "Blatt gefunden")
    wizard.heading(page, recovering.TITLE)
    english = visits(**{**DESKTOP, "locale": "en-GB"}).open(f"{bare.url}/inbox#recover")
    wizard.heading(english, "Restore with the sheet")
    wizard.press(english, "I do not have the sheet")
    expect(english.get_by_text("The last resort is a new business")).to_be_visible()
    assert violations(english) == []


def test_an_owner_leaves(visits: Callable[..., Visit], bare: Bare) -> None:
    """[S4, S5] Of two owners one goes: the other carries on, under a team key that the first never knew."""
    shop = TeamPage(visits, bare, **DESKTOP)
    shop.print_sheet()
    dora = shop.join("Dora", "Inhaberin oder Inhaber")
    customer = visits(**PHONE).open(shop.url)
    begin(customer)
    arrived(write(customer, "Vorher"))
    shop.person("Anna").get_by_role("button", name="Team verlassen").click()
    shop.page.get_by_role("dialog").get_by_role("button", name="Team verlassen").click()
    signed_out(shop.page)
    arrived(write(customer, "Nachher"))
    row = dora.get_by_role("list", name="Unterhaltungen").get_by_role("listitem").first
    expect(row).to_contain_text("Nachher")
    go_to(dora, "Team")
    new = recovering.renew(dora)
    page = visits(**DESKTOP).open(f"{bare.url}/inbox")
    recovering.recover(page, new)
    row = page.get_by_role("list", name="Unterhaltungen").get_by_role("listitem").first
    row.click()
    for text in ("Vorher", "Nachher"):
        expect(page.get_by_role("log").get_by_role("article").filter(has_text=text)).to_be_visible()
