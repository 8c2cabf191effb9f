"""Calls that nobody takes, that come while others talk, that must not ring here, and that lose their network."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Locator, Page, Playwright, expect

from tests.e2e.calling import (
    accept,
    button,
    call,
    connected,
    customer,
    entry,
    hang_up,
    region,
    ringing,
    shut,
    team,
    ways,
)
from tests.e2e.customer_page import clean_in_both_lights
from tests.e2e.inbox_page import go_to, to_part
from tests.e2e.test_notifications import settings
from tests.e2e.test_profile import publish
from tests.world import chromium
from tests.world.browser import DESKTOP, Visit
from tests.world.callstage import FLAGS, CallStage
from tests.world.clock import LateClock
from tests.world.relay import started_anew
from tresen.core.sizes import RING_MS

Visits = Callable[..., Visit]
DAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
AGAIN_MS = 3_000
"""Sound is heard again after so long on another network."""
HEARD = """async () => {
  let all = 0;
  const stats = await window.calls.find((pc) => pc.connectionState !== "closed").getStats();
  stats.forEach((one) => { if (one.type === "inbound-rtp" && one.kind === "audio") all += one.bytesReceived; });
  return all;
}"""
UNTIL_HEARD = f"""async (before) => {{
  while ((await ({HEARD})()) <= before) await new Promise((go) => setTimeout(go, 20));
  return Date.now();
}}"""


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    with chromium.opened(playwright, *FLAGS) as browser:
        yield browser


@pytest.fixture(scope="module")
def clock() -> LateClock:
    return LateClock()


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory, clock: LateClock) -> Iterator[CallStage]:
    folder = tmp_path_factory.mktemp("hours")
    with CallStage.calling(folder, clock=clock, calls={"hours": "always"}) as opened:
        yield opened


def row(page: Page) -> Locator:
    return page.get_by_role("list", name="Unterhaltungen").get_by_role("listitem").last


def test_after_45_seconds_both_sides_have_missed_it(
    phone: Visit, desktop: Visit, visits: Visits, shop: CallStage, clock: LateClock
) -> None:
    """[C7, C10] Said at once, kept in both conversations, named in the list, also in one that is loaded anew."""
    guest = customer(phone, shop)
    inbox = team(desktop, shop)
    call(guest)
    expect(ringing(inbox)).to_be_visible()
    expect(region(guest)).to_contain_text("Es klingelt")
    clock.later_ms += RING_MS + 1
    expect(region(guest)).to_contain_text("Niemand hat abgenommen")
    expect(ringing(inbox)).to_have_count(0)
    expect(entry(guest, "Nicht angenommen")).to_be_visible()
    missed = entry(inbox, "Verpasster Anruf")
    expect(missed).to_be_visible()
    clean_in_both_lights(guest)
    other = visits(**DESKTOP).open(shop.inbox_link(3))
    expect(row(other)).to_contain_text("Verpasster Anruf")
    region(guest).get_by_role("button", name="Schließen").click()
    missed.get_by_role("button", name="Zurückrufen").click()
    accept(guest)
    connected(guest, inbox)
    hang_up(guest)
    expect(entry(inbox, re.compile(r"Sprachanruf\d+ (Sekunde|Minute)"))).to_be_visible()
    expect(row(other)).not_to_contain_text("Verpasster Anruf")
    other.reload()
    expect(row(other)).to_contain_text("Anruf")
    expect(row(other)).not_to_contain_text("Verpasst")


def test_the_customer_misses_a_call_too(
    phone: Visit, desktop: Visit, shop: CallStage, clock: LateClock
) -> None:
    """[C7, C10] The customer reads that somebody called, and calls back with a press."""
    guest = customer(phone, shop)
    inbox = team(desktop, shop)
    call(inbox)
    expect(ringing(guest)).to_be_visible()
    clock.later_ms += RING_MS + 1
    expect(ringing(guest)).to_have_count(0)
    expect(region(inbox)).to_contain_text("Niemand hat abgenommen")
    expect(entry(inbox, "Nicht angenommen")).to_be_visible()
    entry(guest, "Verpasster Anruf").get_by_role("button", name="Zurückrufen").click()
    region(inbox).or_(ringing(inbox)).first.wait_for()
    accept(inbox)
    connected(guest, inbox)
    hang_up(inbox)


def test_a_third_browser_that_calls_while_two_talk(
    phone: Visit, desktop: Visit, visits: Visits, shop: CallStage
) -> None:
    """[C5] A colleague who calls the same customer is told that it is busy; the two go on; then the call is free again."""
    guest = customer(phone, shop)
    inbox = team(desktop, shop)
    other = team(visits(**DESKTOP), shop, 3)
    call(guest)
    accept(inbox)
    connected(guest, inbox)
    expect(row(other)).to_contain_text("Im Gespräch")
    call(other)
    expect(region(other)).to_contain_text("Besetzt: Es läuft schon ein Gespräch")
    clean_in_both_lights(other)
    connected(guest, inbox)
    expect(ringing(guest)).to_have_count(0)
    hang_up(inbox)
    expect(row(other)).not_to_contain_text("Im Gespräch")
    region(other).get_by_role("button", name="Noch einmal anrufen").click()
    accept(guest)
    connected(guest, other)
    hang_up(guest)


def test_sound_is_back_three_seconds_after_another_network(
    phone: Visit, desktop: Visit, tmp_path: Path
) -> None:
    """[C3] The old way is dead for good, and the browser says that the network is another: sound goes both ways again."""
    with CallStage.calling(tmp_path, calls={"hours": "always"}) as shop:
        assert shop.relay is not None
        guest = customer(phone, shop)
        inbox = team(desktop, shop)
        call(guest)
        accept(inbox)
        connected(guest, inbox)
        guest.evaluate(UNTIL_HEARD, 0)
        guest.context.set_offline(True)
        with started_anew(shop.relay):
            before = [page.evaluate(HEARD) for page in (guest, inbox)]
            began = guest.evaluate("Date.now()")
            guest.context.set_offline(False)
            heard = [
                page.evaluate(UNTIL_HEARD, was) - began
                for page, was in zip((guest, inbox), before, strict=True)
            ]
            assert max(heard) <= AGAIN_MS, heard
            connected(guest, inbox)
            hang_up(guest)


def test_a_device_that_wants_its_peace_does_not_ring(
    phone: Visit, desktop: Visit, visits: Visits, shop: CallStage
) -> None:
    """[C4] "Nicht stören" is this device's, quiet hours are the person's; a colleague's device rings."""
    guest = customer(phone, shop)
    quiet = team(desktop, shop)
    other = team(visits(**DESKTOP), shop, 3)

    def rings_elsewhere() -> None:
        quiet.goto(quiet.url.split("#")[0] + "#/")
        call(guest)
        expect(ringing(other)).to_be_visible()
        expect(row(quiet)).to_contain_text("Ruft an")
        expect(ringing(quiet)).to_have_count(0)
        hang_up(guest)
        expect(ringing(other)).to_have_count(0)
        region(guest).get_by_role("button", name="Schließen").click()

    disturb = settings(quiet).get_by_role("switch", name="Nicht stören")
    disturb.click()
    expect(disturb).to_be_checked()
    rings_elsewhere()
    settings(quiet)
    expect(disturb).to_be_checked()
    disturb.click()
    expect(disturb).not_to_be_checked()
    quiet.get_by_label("Ruhe", exact=True).select_option(label="Jeden Tag zu festen Zeiten")
    hour = quiet.evaluate("(new Date().getHours() + 21) % 24")
    quiet.get_by_label("Von").fill(f"{hour:02}:01")
    quiet.get_by_label("Bis").fill(f"{hour:02}:00")
    quiet.get_by_role("button", name="Ruhezeiten speichern").click()
    expect(quiet.get_by_text("Gespeichert.", exact=False)).to_contain_text("Jetzt ist Ruhe")
    rings_elsewhere()


def test_what_the_profile_says_of_calls_holds(
    phone: Visit, desktop: Visit, visits: Visits, tmp_path: Path
) -> None:
    """[C4, C9] An owner allows direct calls, having read what they reveal, and says when calls are taken."""
    with CallStage.calling(tmp_path, relayed=False, calls={"hours": "always"}) as shop:
        guest = customer(phone, shop, calls=False)
        inbox = team(visits(**DESKTOP), shop, 3)
        owner = desktop.open(shop.inbox_link(2, "owner"))
        go_to(owner, "Profil")
        to_part(owner, "Anrufe")
        part = owner.get_by_role("region", name="Anrufe")
        expect(part).to_contain_text("Bei einer direkten Verbindung sehen beide Seiten die Internetadresse")
        part.get_by_role("switch", name="Direkte Verbindungen erlauben").click()
        clean_in_both_lights(owner)
        publish(owner)
        call(guest)
        accept(inbox)
        connected(guest, inbox)
        assert "relay" not in ways(guest)
        hang_up(guest)
        part.get_by_role("radio", name="Gar nicht").check()
        publish(owner)
        expect(button(guest)).to_have_count(0)
        expect(ringing(inbox)).to_have_count(0)
        part.get_by_role("radio", name="Zu eigenen Anrufzeiten").check()
        while (remove := part.get_by_role("button", name=re.compile("entfernen$"))).count():
            remove.first.click()
        in_three = datetime.now(ZoneInfo("Europe/Berlin")) + timedelta(days=3)
        part.get_by_role("button", name=f"Zeit hinzufügen: {DAYS[in_three.weekday()]}", exact=True).click()
        publish(owner)
        button(guest).click()
        expect(shut(guest)).to_contain_text("Gerade werden keine Anrufe angenommen")
        expect(shut(guest)).to_contain_text(f"wieder angenommen: {DAYS[in_three.weekday()]}")
        expect(shut(guest)).to_contain_text("9:00")
        expect(ringing(inbox)).to_have_count(0)
