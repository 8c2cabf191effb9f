"""The Team page says when each device was last seen and the sheet last tested, and how to handle a lost phone."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, Response, expect

from tests.e2e import wizard
from tests.e2e.axe import violations
from tests.e2e.customer_page import arrived, begin, write
from tests.e2e.inbox_page import go_to
from tests.e2e.team_page import TeamPage, four
from tests.world.bare import Bare
from tests.world.browser import DESKTOP, PHONE, Visit, on
from tresen.desk.seen import EPOCH
from tresen.store.database import FILE

MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip
LONG_AGO = 40
BERLIN = ZoneInfo("Europe/Berlin")


def seen(bare: Bare, role: str, days_ago: int) -> str:
    """Sets when that role's devices were last seen, by the shop's calendar; returns the day as the page says it."""
    today = datetime.now(BERLIN).date()
    then = today - timedelta(days=days_ago)
    with closing(sqlite3.connect(bare.data / FILE)) as database:
        day = then.toordinal() - EPOCH
        database.execute("UPDATE devices SET seen_day = ? WHERE role = ?", (day, role))
        database.commit()
    year = "" if then.year == today.year else f" {then.year}"
    return f"{then.day}. {MONTHS[then.month - 1]}{year}"


@on("desktop", "owner")
def test_when_everybody_was_here(visits: Callable[..., Visit], bare: Bare, owner: dict[str, object]) -> None:
    """[S3] Today, yesterday, a day of this year; the sheet was printed, then tested."""
    shop = TeamPage(visits, bare, **owner)
    ben = shop.join("Ben")
    expect(shop.person("Anna")).to_contain_text("zuletzt gesehen heute")
    expect(shop.person("Ben")).to_contain_text("zuletzt gesehen heute")
    # On a busy machine a connection may be lost and come back; that device is seen today again.
    ben.goto("about:blank")
    shop.print_sheet()
    sheet = shop.page.get_by_role("region", name="Wiederherstellungsblatt")
    expect(sheet).to_contain_text("gemacht am")

    seen(bare, "member", 1)
    shop.page.reload()
    expect(shop.person("Ben")).to_contain_text("zuletzt gesehen gestern")
    long_ago = seen(bare, "member", LONG_AGO)
    tested = seen(bare, "sheet", 3)
    shop.page.reload()
    expect(shop.person("Ben")).to_contain_text(f"zuletzt gesehen am {long_ago}")
    expect(sheet).to_contain_text(f"zuletzt geprüft am {tested}")
    wizard.settled(shop.page)
    assert violations(shop.page) == []


def test_a_member_sees_the_days_of_their_own(visits: Callable[..., Visit], bare: Bare) -> None:
    """[A6] Ben sees when his own devices were last seen, not Anna's, and nothing about the sheet."""
    shop = TeamPage(visits, bare, **DESKTOP)
    ben = shop.join("Ben")
    go_to(ben, "Team")
    cards = ben.get_by_role("main").get_by_role("listitem")
    expect(cards.filter(has_text="Ben").first).to_contain_text("zuletzt gesehen heute")
    expect(cards.filter(has_text="Anna").first).not_to_contain_text("gesehen")
    expect(ben.get_by_role("region", name="Wiederherstellungsblatt")).to_have_count(0)


def team_keys(bare: Bare) -> int:
    with closing(sqlite3.connect(bare.data / FILE)) as database:
        return int(database.execute("SELECT max(n) FROM team_keys").fetchone()[0])


def published(answer: Response) -> bool:
    """Waits until the server has accepted public records."""
    return answer.ok and answer.request.method == "POST" and answer.url.endswith("/api/v1/records")


def two_devices(
    visits: Callable[..., Visit], shop: TeamPage, role: str, other: Mapping[str, object], called: str = "Ben"
) -> tuple[Page, Page]:
    """Ben joins and adds a second device himself, which shows the page Team; the owner's browser is gone."""
    phone = shop.join("Ben", role)
    go_to(phone, "Team")
    wizard.press(phone, f"Weiteres Gerät für {called}")
    wizard.press(phone, "Link erzeugen")
    tablet = visits(**other).open(phone.get_by_role("dialog").locator("p.link").inner_text().strip())
    assert four(tablet) == four(phone)
    wizard.press(phone, "Ja, dieselben Wörter")
    go_to(tablet, "Team")
    shop.page.goto("about:blank")
    return phone, tablet


@on("phone", "other")
def test_a_member_signs_out_the_phone_they_lost(
    visits: Callable[..., Visit], bare: Bare, other: dict[str, object]
) -> None:
    """[S4, S5] Without an owner the phone is out at once. Once open, Anna's inbox makes a new team key by itself."""
    shop = TeamPage(visits, bare, **DESKTOP)
    phone, tablet = two_devices(visits, shop, "Mitglied", other)

    expect(tablet.get_by_text("ein verlorenes meldest du selbst ab")).to_be_visible()
    tablet.get_by_role("button", name="Abmelden: Chrome auf Linux von Ben abmelden").click()
    expect(tablet.get_by_role("dialog", name="Chrome auf Linux von Ben abmelden?")).to_contain_text(
        "sofort ausgesperrt"
    )
    wizard.settled(tablet)
    assert violations(tablet) == []
    wizard.press(tablet, "Gerät abmelden")
    expect(phone.get_by_role("heading", level=1, name="Dieses Gerät ist abgemeldet")).to_be_visible()
    phone.wait_for_function("async () => (await indexedDB.databases()).length === 0")
    assert team_keys(bare) == 1

    with shop.page.expect_response(published, timeout=60_000):
        shop.page.goto(f"{bare.url}/inbox/team")
    assert team_keys(bare) == 2
    customer = visits(**PHONE).open(shop.url)
    begin(customer)
    arrived(write(customer, "Ist Ben wieder da?"))
    tablet.get_by_role("link", name="Nachrichten").click()
    rows = tablet.get_by_role("list", name="Unterhaltungen").get_by_role("listitem")
    expect(rows).to_contain_text("Ist Ben wieder da?")


def test_an_auditor_signs_out_the_phone_they_lost(visits: Callable[..., Visit], bare: Bare) -> None:
    """[S5] A device that reads no message and no name is out just as fast."""
    nameless = "Jemand aus dem Team"
    phone, tablet = two_devices(visits, TeamPage(visits, bare, **DESKTOP), "Nur Einsicht", DESKTOP, nameless)
    tablet.get_by_role("button", name=f"Abmelden: Gerät 1 von {nameless} abmelden").click()
    wizard.press(tablet, "Gerät abmelden")
    expect(phone.get_by_role("heading", level=1, name="Dieses Gerät ist abgemeldet")).to_be_visible()
    phone.wait_for_function("async () => (await indexedDB.databases()).length === 0")
    expect(tablet.get_by_role("button", name="abmelden")).to_have_count(0)


def test_another_owner_is_told_which_device_confirms(visits: Callable[..., Visit], bare: Bare) -> None:
    """[S12] The link's secret stays on its device: another owner's device lists the invitation and names that one."""
    shop = TeamPage(visits, bare, **DESKTOP)
    second = shop.join("Cem", "Inhaberin oder Inhaber")
    link = shop.invite("Ben")
    go_to(second, "Team")
    section = second.get_by_role("region", name="Offene Einladungen")
    expect(section).to_contain_text("Der Link ist noch nicht geöffnet.")
    expect(section).to_contain_text("auf „Chrome auf Linux von Anna“")
    ben = visits(**PHONE).open(link)
    assert four(ben) == four(shop.page)
    expect(section).to_contain_text("Ein Gerät wartet.")
    expect(section.get_by_role("button")).to_have_text(["Verwerfen"])
    wizard.settled(second)
    assert violations(second) == []
    wizard.press(shop.page, "Ja, dieselben Wörter")
    expect(section).to_have_count(0)


@on("phone", "owner")
def test_a_device_is_called_what_its_owner_calls_it(
    visits: Callable[..., Visit], bare: Bare, owner: dict[str, object]
) -> None:
    """[S9] A suggestion, a typed name; the colleague's page, the question and the conversation say it; gone, it keeps it."""
    shop = TeamPage(visits, bare, **owner)
    customer = visits(**PHONE).open(shop.url)
    begin(customer)
    arrived(write(customer, "Guten Morgen!"))
    ben = shop.join("Ben")
    go_to(ben, "Team")
    cards = ben.get_by_role("main").get_by_role("listitem")
    # Ben names his own device, with a suggestion; nobody but an owner names Anna's.
    expect(cards.filter(has_text="Anna").get_by_role("button", name="Benennen")).to_have_count(0)
    ben.get_by_role("button", name="Benennen: Chrome auf Linux von Ben").click()
    field = ben.get_by_role("dialog").get_by_role("textbox", name="Name")
    expect(field).to_be_focused()
    expect(ben.get_by_role("dialog")).to_contain_text("Es ist: Chrome auf Linux.")
    wizard.settled(ben)
    assert violations(ben) == []
    wizard.press(ben, "Computer im Büro")
    expect(field).to_be_focused()
    field.press("Enter")
    expect(ben.get_by_role("button", name="Benennen: Computer im Büro von Ben")).to_be_focused()
    expect(shop.person("Ben")).to_contain_text("Computer im Büro")
    expect(shop.person("Ben")).to_contain_text("Chrome auf Linux · dabei seit")
    # Anna calls it otherwise; a mark of direction does not turn the question around.
    shop.person("Ben").get_by_role("button", name="Benennen: Computer im Büro von Ben").click()
    shop.page.get_by_role("dialog").get_by_role("textbox", name="Name").fill("\u202eBackstube")
    wizard.press(shop.page, "Name speichern")
    expect(cards.filter(has_text="Ben").first).to_contain_text("Backstube")
    shop.person("Ben").get_by_role("button", name="Abmelden: Backstube von Ben abmelden").click()
    dialog = shop.page.get_by_role("dialog", name="Backstube von Ben abmelden?")
    expect(dialog).to_contain_text("Chrome auf Linux · dabei seit")
    wizard.press(shop.page, "Gerät abmelden")
    # Ben has no device left, and with it no card. The page says which one left, and no conversation does.
    changes = shop.page.get_by_role("region", name="Was sich an den Geräten geändert hat")
    expect(changes).to_contain_text("Neues Gerät im Team: Backstube (Ben).")
    expect(changes).to_contain_text("Abgemeldet: Backstube (Ben).")
    assert violations(shop.page) == []
    shop.page.get_by_role("link", name="Nachrichten").first.click()
    shop.page.get_by_role("list", name="Unterhaltungen").get_by_role("listitem").first.click()
    log = shop.page.get_by_role("log", name="Unterhaltung")
    expect(log).to_contain_text("Guten Morgen!")
    expect(log).not_to_contain_text("Gerät")
    # The customer finds it where it says who writes, and learns no name.
    expect(customer.get_by_role("log")).not_to_contain_text("Gerät")
    customer.get_by_role("button", name="Am Tresen geprüft").click()
    listed = customer.get_by_role("region", name="Geräte des Teams")
    expect(listed).to_contain_text("Das Team hat ein weiteres Gerät.")
    expect(listed).to_contain_text("Ein Gerät des Teams wurde abgemeldet.")
    expect(listed).not_to_contain_text("Backstube")
    assert violations(customer) == []
