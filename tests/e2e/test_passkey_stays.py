"""Journeys: a passkey that is there is neither overwritten nor declared ended by mistake (S20)."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, Route, expect

from tests.e2e.authenticator import Sensor
from tests.e2e.customer_page import arrived, article, begin, clean_in_both_lights, menu, write
from tests.e2e.test_passkey import OFFER, TEAM_OFFER, comes_back, link_in, offer, renewal, shop, with_passkey
from tests.world.browser import Visit, accept
from tests.world.stage import Stage

__all__ = ["shop"]
FOLLOWS = "Ihr Passkey öffnet jetzt den neuen Link."
NO_LINE = "Keine Verbindung. Später geht es wieder."


def card(page: Page) -> Locator:
    """The card of what keeps a customer in touch."""
    menu(page, "In Verbindung bleiben")
    return page.get_by_role("dialog", name="Damit wir uns nicht verlieren")


def shut(page: Page) -> None:
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_without_an_answer_none_is_offered(phone: Visit, shop: Stage) -> None:
    """[S20] Where the server does not say what is kept, the sheet says that it has no connection, and offers no passkey that
    would take the place of the one that is there. That one goes on opening everything."""
    page, sensor, _ = with_passkey(phone, shop, "Ein Zopf")
    before = sensor.kept()
    page.route("**/passkeys", lambda route: route.abort())
    menu(page, "Rückkehr-Link")
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_text(NO_LINE)).to_be_visible()
    expect(sheet.get_by_role("button", name=OFFER)).to_have_count(0)
    clean_in_both_lights(page)
    shut(page)
    page.unroute("**/passkeys")
    menu(page, "Rückkehr-Link")
    expect(sheet.get_by_text("Eingerichtet am")).to_be_visible()
    assert [each["credentialId"] for each in sensor.kept()] == [each["credentialId"] for each in before]
    comes_back(page, sensor, shop, "Gern: Ein Zopf")


def test_the_line_breaks_before_the_tap(phone: Visit, shop: Stage) -> None:
    """[S20] Offered, and then without a connection: nothing is made, and the sheet says why."""
    page = phone.open("about:blank")
    sensor = Sensor.of(page)
    page.goto(shop.bakery.url)
    begin(page)
    arrived(write(page, "Zwei Zöpfe"))
    button = offer(page)
    expect(button).to_be_visible()
    page.route("**/passkeys", lambda route: route.abort())
    button.click()
    expect(page.get_by_role("dialog").get_by_text(NO_LINE)).to_be_visible()
    assert sensor.kept() == []


def test_the_team_is_offered_none_without_an_answer(desktop: Visit, shop: Stage) -> None:
    """[S20] The same in the inbox's settings."""
    page = desktop.open("about:blank")
    sensor = Sensor.of(page)
    page.goto(shop.inbox_link(2))
    accept(page)
    expect(page.get_by_role("list", name="Unterhaltungen")).to_be_attached()
    settings = page.url.partition("#")[0] + "#/settings"
    page.goto(settings)
    section = page.get_by_role("region", name="Passkey")
    section.get_by_role("button", name=TEAM_OFFER).click()
    expect(section.get_by_text("Eingerichtet am")).to_be_visible()
    page.route("**/passkeys", lambda route: route.abort())
    page.reload()
    expect(section.get_by_text(NO_LINE)).to_be_visible()
    expect(section.get_by_role("button")).to_have_count(0)
    assert len(sensor.kept()) == 1


def test_one_that_followed_is_not_offered_again(phone: Visit, shop: Stage) -> None:
    """[S20] After the renewal that it followed the card says that the way back is set up; removed, it says so no more."""
    page, _, _ = with_passkey(phone, shop, "Drei Zöpfe")
    renewal(page).click()
    expect(page.get_by_text(FOLLOWS)).to_be_visible()
    shut(page)
    shown = card(page)
    expect(shown.get_by_text("Eingerichtet.")).to_be_visible()
    expect(shown.get_by_role("button", name=OFFER)).to_have_count(0)
    shut(page)
    menu(page, "Rückkehr-Link")
    page.get_by_role("dialog").get_by_role("button", name="Passkey hier entfernen").click()
    expect(page.get_by_role("dialog").get_by_role("button", name=OFFER)).to_be_visible()
    shut(page)
    card(page)
    expect(shown.get_by_text("Mit einem neuen Handy")).to_be_visible()
    expect(shown.get_by_text("Eingerichtet.")).to_have_count(0)


def test_declined_in_one_tab_and_followed_in_the_other(phone: Visit, shop: Stage) -> None:
    """[S20] Two tabs renew at once: both say what the server keeps, so nobody deletes a passkey that opens the link."""
    page, sensor, _ = with_passkey(phone, shop, "Vier Zöpfe")
    other = phone.open("about:blank")
    Sensor.of(other, verified=False)
    other.goto(shop.bakery.url)
    expect(article(other, "Gern: Vier Zöpfe")).to_be_visible()
    held: list[Route] = []
    both = False

    def hold(route: Route) -> None:
        if both:
            route.continue_()
        else:
            held.append(route)

    page.route("**/conversations/*/devices", hold)
    follows, declines = renewal(page), renewal(other)
    for button in (follows, declines):
        with page.expect_request("**/conversations/*/devices"):
            button.click()
    both = True
    for route in held:
        with page.expect_response("**/conversations/*/devices"):
            route.continue_()
    for tab in (page, other):
        expect(tab.get_by_text(FOLLOWS)).to_be_visible()
    shut(page)
    expect(card(page).get_by_text("Eingerichtet.")).to_be_visible()
    other.close()
    comes_back(page, sensor, shop, "Gern: Vier Zöpfe")


def test_the_wrong_passkey_is_no_refusal(phone: Visit, shop: Stage) -> None:
    """[S20] Another business's passkey, chosen while the link is replaced, changes nothing: the page says which is the right
    one. Cancelled at the second try, the link is replaced without it."""
    page, sensor, _ = with_passkey(phone, shop, "Fünf Zöpfe")
    (own,) = sensor.kept()
    menu(page, "Rückkehr-Link")
    old = link_in(page)
    neighbour = shop.neighbour()
    page.goto(f"{neighbour.public_url}/hof")
    begin(page)
    arrived(write(page, "Ein Liter Milch"))
    offer(page).click()
    expect(page.get_by_role("dialog").get_by_text("Eingerichtet am")).to_be_visible()
    chosen = {"authenticatorId": sensor.id, "credentialId": own["credentialId"]}
    sensor.session.send("WebAuthn.removeCredential", chosen)
    page.goto(shop.bakery.url)
    button = renewal(page)
    button.click()
    alert = page.get_by_role("dialog").get_by_role("alert")
    expect(alert).to_contain_text("Richtig ist der, der den Namen dieses Betriebs trägt.")
    expect(alert).to_contain_text("noch einmal")
    clean_in_both_lights(page)
    shut(page)
    menu(page, "Rückkehr-Link")
    expect(page.get_by_role("dialog").get_by_text("Eingerichtet am")).to_be_visible()
    assert link_in(page) == old
    shut(page)
    sensor.verify(False)
    renewal(page).click()
    expect(page.get_by_text("Ihr Passkey öffnet hier nichts mehr.")).to_be_visible()
