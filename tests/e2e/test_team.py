"""The team grows and shrinks in the browser: invite, compare the words, join; sign a device out, remove a person."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.e2e import wizard
from tests.e2e.axe import violations
from tests.e2e.customer_page import arrived, begin, write
from tests.e2e.inbox_page import go_to
from tests.e2e.team_page import TeamPage, four
from tests.world.bare import Bare
from tests.world.browser import DESKTOP, PHONE, Visit, on


@on("desktop", "owner")
def test_somebody_joins_and_is_removed(
    visits: Callable[..., Visit], bare: Bare, owner: dict[str, object]
) -> None:
    """[S5, S12] Ben joins with the same words on both screens, reads and answers; removed, he is signed out and wiped."""
    shop = TeamPage(visits, bare, **owner)
    assert violations(shop.page) == []
    ben = shop.join("Ben")
    wizard.settled(shop.page)
    assert violations(shop.page) == []

    customer = visits(**PHONE).open(shop.url)
    begin(customer)
    arrived(write(customer, "Haben Sie noch Brezeln?"))
    ben.get_by_role("list", name="Unterhaltungen").get_by_role("listitem").first.click()
    ben.get_by_role("textbox", name="Nachricht").fill("Ja, zwölf Stück.")
    ben.get_by_role("button", name="Senden", exact=True).click()
    answer = customer.get_by_role("log").get_by_role("article").filter(has_text="Ja, zwölf Stück.")
    expect(answer).to_contain_text("Ben")

    shop.person("Ben").get_by_role("button", name="Herausnehmen: Ben aus dem Team nehmen").click()
    expect(shop.page.get_by_role("dialog")).to_contain_text("Ben aus dem Team nehmen?")
    wizard.settled(shop.page)
    assert violations(shop.page) == []
    shop.page.get_by_role("dialog").get_by_role("button", name="Herausnehmen").click()
    expect(shop.person("Ben")).to_have_count(0)
    expect(shop.page.get_by_role("heading", level=2, name="Team")).to_be_focused()
    expect(ben.get_by_role("heading", level=1, name="Dieses Gerät ist abgemeldet")).to_be_visible()
    ben.wait_for_function("async () => (await indexedDB.databases()).length === 0")

    arrived(write(customer, "Dann bitte alle."))
    shop.page.get_by_role("link", name="Nachrichten").click()
    row = shop.page.get_by_role("list", name="Unterhaltungen").get_by_role("listitem")
    expect(row).to_contain_text("Dann bitte alle.")
    ben.reload()
    expect(ben.get_by_role("heading", level=1)).to_contain_text("gehört noch zu keinem Team")


def test_a_second_device_is_added_and_signed_out(visits: Callable[..., Visit], bare: Bare) -> None:
    """[S4, S5] Anna's second device reads earlier messages; signed out, it is locked out at once; the first goes on."""
    shop = TeamPage(visits, bare, **DESKTOP)
    customer = visits(**PHONE).open(shop.url)
    begin(customer)
    arrived(write(customer, "Guten Morgen!"))
    wizard.press(shop.page, "Weiteres Gerät für Anna")
    wizard.press(shop.page, "Link erzeugen")
    link = shop.page.get_by_role("dialog").locator("p.link")
    second = visits(**PHONE).open(link.inner_text().strip())
    assert four(second) == four(shop.page)
    wizard.press(shop.page, "Ja, dieselben Wörter")
    rows = second.get_by_role("list", name="Unterhaltungen").get_by_role("listitem")
    expect(rows).to_contain_text("Guten Morgen!")
    expect(shop.person("Anna")).to_contain_text("2 Geräte")

    shop.person("Anna").get_by_role("button", name="Abmelden: Chrome auf Linux (2) von Anna abmelden").click()
    wizard.press(shop.page, "Gerät abmelden")
    expect(shop.person("Anna")).to_contain_text("1 Gerät")
    expect(second.get_by_role("heading", level=1, name="Dieses Gerät ist abgemeldet")).to_be_visible()
    arrived(write(customer, "Und noch etwas."))


def test_other_words_on_the_other_screen(visits: Callable[..., Visit], bare: Bare) -> None:
    """[S12] Words that differ: the invitation is dropped and the device does not get in."""
    shop = TeamPage(visits, bare, **DESKTOP)
    ben = visits(**PHONE).open(shop.invite("Ben"))
    four(ben)
    four(shop.page)
    wizard.press(shop.page, "Nein, andere")
    expect(shop.page.get_by_role("dialog")).to_have_count(0)
    expect(shop.page.get_by_text("Offene Einladungen")).to_have_count(0)
    expect(shop.person("Ben")).to_have_count(0)
    expect(ben.get_by_role("alert")).to_contain_text("Diese Einladung gibt es nicht mehr.")


def test_an_invitation_dropped_in_another_tab(visits: Callable[..., Visit], bare: Bare) -> None:
    """A tab's invitation sheet closes when another tab drops it; offline nothing is dropped, and that is said."""
    shop = TeamPage(visits, bare, **DESKTOP)
    shop.invite("Ben")
    other = shop.page.context.new_page()
    other.goto(shop.page.url)
    drop = other.get_by_role("button", name="Verwerfen: Einladung für Ben verwerfen")
    expect(drop).to_be_visible()
    shop.page.context.set_offline(True)
    drop.click()
    expect(other.get_by_role("alert")).to_have_text("Dafür brauchst du Netz. Nichts ist verändert.")
    expect(shop.page.get_by_role("dialog")).to_be_visible()
    # The line comes only once it has lasted; without it nothing shows that the network is back.
    expect(other.get_by_text("Offline seit")).to_be_visible()
    shop.page.context.set_offline(False)
    expect(other.get_by_text("Offline seit")).to_have_count(0)
    drop.click()
    expect(drop).to_have_count(0)
    expect(other.get_by_role("heading", level=2, name="Team")).to_be_focused()
    expect(shop.page.get_by_role("dialog")).to_have_count(0)


def test_the_last_owner_cannot_leave(visits: Callable[..., Visit], bare: Bare) -> None:
    """[S4] Removing the only owner is refused in words and changes nothing; names can be changed."""
    shop = TeamPage(visits, bare, **DESKTOP)
    wizard.press(shop.page, "Team verlassen")
    shop.page.get_by_role("dialog").get_by_role("button", name="Team verlassen").click()
    expect(shop.page.get_by_role("alert")).to_contain_text("Lade zuerst eine zweite Inhaberin")
    wizard.press(shop.page, "Bleiben")
    wizard.press(shop.page, "Umbenennen: Namen von Anna ändern")
    shop.page.get_by_role("dialog").get_by_role("textbox", name="Name").fill("Anna Sonnenschein")
    wizard.press(shop.page, "Name speichern")
    expect(shop.person("Anna Sonnenschein")).to_be_visible()
    shop.page.reload()
    expect(shop.person("Anna Sonnenschein")).to_be_visible()


def test_a_member_sees_the_team_and_its_sign(visits: Callable[..., Visit], bare: Bare) -> None:
    """[A6] Members see the team and can print the sign; only owners invite and remove."""
    shop = TeamPage(visits, bare, **DESKTOP)
    ben = shop.join("Ben")
    go_to(ben, "Team")
    expect(ben.get_by_role("main").get_by_role("listitem").filter(has_text="Anna").first).to_be_visible()
    expect(ben.get_by_role("button", name="Jemanden einladen")).to_have_count(0)
    assert violations(ben) == []
    go_to(ben, "Schild")
    expect(ben.get_by_role("button", name="Aufsteller: Drucken")).to_be_visible()
    expect(ben.get_by_role("link", name=f"/{wizard.HANDLE}").first).to_have_attribute("href", shop.url)
    assert violations(ben) == []


def test_a_member_adds_a_device_while_the_owner_is_away(visits: Callable[..., Visit], bare: Bare) -> None:
    """[S4] Ben's tablet joins by Ben's phone alone, and reads what was said before."""
    shop = TeamPage(visits, bare, **DESKTOP)
    ben = shop.join("Ben")
    shop.page.close()
    customer = visits(**PHONE).open(shop.url)
    begin(customer)
    message = write(customer, "Ist jemand da?")
    arrived(message)

    go_to(ben, "Team")
    wizard.press(ben, "Weiteres Gerät für Ben")
    wizard.press(ben, "Link erzeugen")
    link = ben.get_by_role("dialog").locator("p.link")
    tablet = visits(**DESKTOP).open(link.inner_text().strip())
    assert four(tablet) == four(ben)
    wizard.press(ben, "Ja, dieselben Wörter")
    rows = tablet.get_by_role("list", name="Unterhaltungen").get_by_role("listitem")
    expect(rows).to_contain_text("Ist jemand da?")
    rows.first.click()
    tablet.get_by_role("textbox", name="Nachricht").fill("Ja, hier am Tablet.")
    tablet.get_by_role("button", name="Senden", exact=True).click()
    answer = customer.get_by_role("log").get_by_role("article").filter(has_text="Ja, hier am Tablet.")
    expect(answer).to_contain_text("Ben")
