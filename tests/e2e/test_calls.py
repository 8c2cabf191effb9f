"""Calls between real browsers, with made-up pictures and tones, through a real relay."""

from __future__ import annotations

import re
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from tests.e2e.calling import (
    accept,
    button,
    call,
    connected,
    customer,
    entry,
    hang_up,
    in_region,
    more,
    region,
    ringing,
    shut,
    team,
    ways,
)
from tests.e2e.customer_page import arrived, article, begin, clean, clean_in_both_lights, field, write
from tests.world import chromium
from tests.world.browser import DESKTOP, PHONE, Visit
from tests.world.callstage import FLAGS, CallStage

Visits = Callable[..., Visit]
CLOSED = {"time_zone": "Europe/Berlin", "weekly": {}}
"""Call hours that are over."""
DENIES = """
  if (navigator.mediaDevices)
    navigator.mediaDevices.getUserMedia = async () => { throw new DOMException("", "NotAllowedError"); };
"""
PRESS_SOON = """() => void setTimeout(() => {
  [...document.querySelectorAll(".item")].find((it) => it.textContent.includes("Sprachanruf")).click();
})"""
"""At the same moment as somebody else."""


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """One that has a microphone and a camera, in place of the others' browser."""
    with chromium.opened(playwright, *FLAGS) as browser:
        yield browser


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CallStage]:
    with CallStage.calling(tmp_path_factory.mktemp("calls"), calls={"hours": "always"}) as opened:
        yield opened


@pytest.fixture
def pair(phone: Visit, desktop: Visit, shop: CallStage) -> tuple[Page, Page]:
    """A customer, and Ben, who has the conversation open."""
    guest = customer(phone, shop)
    return guest, team(desktop, shop)


def talking(guest: Page, inbox: Page, video: bool = False) -> None:
    call(guest, video)
    accept(inbox)
    connected(guest, inbox)


def words(page: Page) -> str:
    more(page, "Wörter prüfen")
    four = region(page).locator(".four")
    expect(four).to_be_visible()
    return four.inner_text()


def test_a_voice_call_from_ring_to_entry(pair: tuple[Page, Page]) -> None:
    """[C5, C7, C9, C10] It rings, is taken, all goes through the relay, the words agree, and both conversations keep it."""
    guest, inbox = pair
    guest.get_by_role("button", name="Anrufen", exact=True).click()
    clean(guest)
    guest.get_by_role("menuitem", name="Sprachanruf", exact=True).click()
    expect(region(guest)).to_contain_text("Es klingelt am Tresen")
    expect(ringing(inbox)).to_be_visible()
    clean_in_both_lights(inbox)
    accept(inbox)
    connected(guest, inbox)
    expect(region(guest)).to_contain_text("Im Gespräch mit Ben")
    for page in pair:
        assert ways(page) == {"relay"}, ways(page)
    assert words(guest) == words(inbox)
    clean_in_both_lights(guest)
    clean_in_both_lights(inbox)
    hang_up(guest)
    expect(region(inbox).filter(has_text="Gespräch beendet")).to_be_visible()
    expect(field(inbox)).to_be_focused()
    inbox.get_by_role("textbox", name="E-Mail", exact=True).focus()
    expect(region(inbox)).to_have_count(0)
    expect(inbox.get_by_role("textbox", name="E-Mail", exact=True)).to_be_focused()
    for page in pair:
        expect(entry(page, re.compile(r"Sprachanruf\d+ Sekunden?"))).to_be_visible()
    # It is over by itself, and the list says that there was a call.
    expect(region(guest)).to_have_count(0)
    listed = inbox.get_by_role("list", name="Unterhaltungen").get_by_role("listitem").first
    expect(listed).to_contain_text("Anruf")


def test_the_team_rings_and_voice_becomes_video(pair: tuple[Page, Page]) -> None:
    """[C3] Either side calls; the camera comes and goes without another call; a switch keeps its name."""
    guest, inbox = pair
    call(inbox)
    dialog = ringing(guest)
    expect(dialog).to_contain_text("Ben möchte Sie sprechen.")
    expect(dialog).to_be_focused()
    clean_in_both_lights(guest)
    accept(guest)
    connected(guest, inbox)
    camera = in_region(guest, "switch", "Kamera")
    camera.click()
    expect(camera).to_be_checked()
    shown = region(inbox).get_by_label(re.compile("^Bild von"))
    expect(shown).to_be_visible()
    shown.evaluate("it => new Promise(done => { it.requestVideoFrameCallback(done) })")
    clean_in_both_lights(guest)
    clean_in_both_lights(inbox)
    in_region(guest, "button", "Eigenes Bild verschieben oder ausblenden").click()
    clean(guest)
    guest.get_by_role("button", name="oben links").click()
    expect(region(guest).get_by_role("group", name="Eigenes Bild")).to_have_attribute("data-corner", "0")
    in_region(guest, "button", "Mehr zum Anruf").click()
    clean(guest)
    guest.get_by_role("button", name="Ton und Kamera wählen", exact=True).click()
    sheet = guest.get_by_role("dialog", name="Ton und Kamera wählen")
    expect(sheet.get_by_label("Mikrofon wählen")).to_be_visible()
    clean(guest)
    sheet.get_by_role("button", name="Schließen").click()
    camera.click()
    expect(shown).to_have_count(0)
    in_region(guest, "switch", "Mikrofon").click()
    expect(region(inbox)).to_contain_text("ist stumm")
    more(inbox, "Gespräch halten")
    expect(region(guest)).to_contain_text("hat das Gespräch angehalten")
    hang_up(inbox)


def test_live_text_goes_letter_by_letter_and_is_kept_if_both_want(pair: tuple[Page, Page]) -> None:
    """[C11] By keyboard alone, both ways; each side's own lines become its message."""
    guest, inbox = pair
    talking(guest, inbox)
    in_region(guest, "button", "Live-Text").press("Enter")
    typed = in_region(guest, "textbox", "Ben liest jeden Buchstaben sofort mit")
    expect(typed).to_be_focused()
    typed.press_sequentially("Emma mit zwei m")
    expect(region(inbox)).to_contain_text("Emma mit zwei m")
    answer = region(inbox).get_by_role("textbox")
    answer.press_sequentially("Notiert.")
    expect(region(guest)).to_contain_text("Notiert.")
    typed.press("Enter")
    answer.press("Enter")
    expect(region(inbox).get_by_role("log", name="Live-Text")).to_contain_text("Emma mit zwei m")
    clean_in_both_lights(guest)
    for page in pair:
        in_region(page, "switch", "Text behalten").click()
    expect(region(guest)).to_contain_text("als Nachricht behalten")
    expect(region(inbox)).to_contain_text("als Nachricht behalten")
    hang_up(guest)
    expect(article(inbox, "Emma mit zwei m")).to_be_visible()
    expect(article(guest, "Notiert.")).to_be_visible()


def test_declined_called_back_and_both_at_once(pair: tuple[Page, Page]) -> None:
    """[C5, C7] A decline is said; two who ring at the same moment speak with each other."""
    guest, inbox = pair
    call(inbox)
    ringing(guest).get_by_role("button", name="Ablehnen", exact=True).click()
    expect(region(inbox)).to_contain_text("Der Anruf wurde abgelehnt")
    expect(entry(guest, "Anruf abgelehnt")).to_be_visible()
    region(inbox).get_by_role("button", name="Schließen").click()
    for page in pair:
        page.get_by_role("button", name="Anrufen", exact=True).click()
    # As a whole: if it begins to ring between a finger's going down and up, the menu is gone and nothing is pressed.
    for page in pair:
        page.evaluate(PRESS_SOON)
    expect(region(guest).or_(ringing(guest))).to_be_visible()
    connected(guest, inbox)
    hang_up(inbox)


def test_a_page_that_is_loaded_anew_ends_its_call(pair: tuple[Page, Page]) -> None:
    """[C5] The device does not know the call any more and says so; the other side is not left alone."""
    guest, inbox = pair
    talking(guest, inbox)
    guest.on("dialog", lambda dialog: dialog.accept())
    guest.reload()
    expect(region(inbox)).not_to_have_attribute("data-phase", "talking")
    expect(entry(guest, "Sprachanruf")).to_be_visible()


def test_another_network_is_found_while_they_talk(pair: tuple[Page, Page], shop: CallStage) -> None:
    """[C3] Without a network for a moment, and with a relay that says nothing for a moment, the call goes on."""
    guest, inbox = pair
    talking(guest, inbox)
    guest.context.set_offline(True)
    guest.context.set_offline(False)
    expect(guest.locator("[data-connected=true]")).to_be_visible()
    renewed = "() => window.calls.some(pc => pc.renewed > 0)"
    guest.wait_for_function(renewed)
    connected(guest, inbox)
    assert shop.relay is not None
    shop.relay.process.send_signal(signal.SIGSTOP)
    try:
        expect(region(guest)).to_have_attribute("data-connected", "false", timeout=30_000)
        expect(region(guest)).to_contain_text("wird neu gesucht")
    finally:
        shop.relay.process.send_signal(signal.SIGCONT)
    connected(guest, inbox)
    hang_up(inbox)


def test_a_call_is_handed_to_a_colleague(pair: tuple[Page, Page], visits: Visits, shop: CallStage) -> None:
    """[C5, C7] Cem takes it, the customer hears him, Ben is told, and the words are new and agree."""
    guest, inbox = pair
    other = team(visits(**DESKTOP), shop, 3)
    call(guest)
    expect(ringing(other)).to_be_visible()
    accept(inbox)
    expect(ringing(other)).to_have_count(0)
    connected(guest, inbox)
    before = words(guest)
    more(inbox, "An Cem übergeben")
    expect(ringing(other)).to_contain_text("Ben möchte dir das Gespräch übergeben.")
    accept(other)
    connected(guest, other)
    expect(region(inbox)).to_contain_text("Cem hat das Gespräch übernommen")
    expect(region(guest).locator(".four")).not_to_have_text(before)
    assert region(guest).locator(".four").inner_text() == words(other)
    hang_up(other)


def test_without_a_microphone_the_chat_goes_on(phone: Visit, shop: CallStage) -> None:
    """Somebody said no: plain words, and writing as before."""
    phone.context.add_init_script(DENIES)
    guest = customer(phone, shop)
    call(guest)
    expect(region(guest)).to_contain_text("Kein Mikrofon erlaubt")
    clean_in_both_lights(guest)
    region(guest).get_by_role("button", name="Nachricht schreiben").click()
    expect(field(guest)).to_be_focused()


def test_a_browser_that_cannot_call_says_so(phone: Visit, shop: CallStage) -> None:
    """At once, in the menu, and offers what it can."""
    phone.context.add_init_script("delete window.RTCPeerConnection")
    guest = customer(phone, shop)
    button(guest).click()
    expect(guest.get_by_text("Dieser Browser kann keine Anrufe.")).to_be_visible()
    expect(guest.get_by_role("menuitem", name="Sprachanruf")).to_have_count(0)
    expect(guest.get_by_role("button", name="Nachricht schreiben")).to_be_visible()


def test_before_the_first_call_the_devices_are_tried(phone: Visit, shop: CallStage) -> None:
    """How loud the microphone is, and what the camera shows; then it rings, and is given up."""
    guest = customer(phone, shop)
    guest.evaluate("localStorage.removeItem('tresen.calls')")
    call(guest, video=True)
    sheet = guest.get_by_role("dialog", name="Vor dem ersten Anruf")
    expect(sheet.get_by_label("So sieht Ihre Kamera Sie")).to_be_visible()
    meter = sheet.get_by_role("meter")
    expect(meter).not_to_have_attribute("aria-valuenow", "0")
    clean_in_both_lights(guest)
    sheet.get_by_role("button", name="Jetzt anrufen").click()
    expect(region(guest)).to_contain_text("Es klingelt")
    hang_up(guest)
    expect(entry(guest, "Anruf abgebrochen")).to_be_visible()


def test_outside_the_hours_one_asks_to_be_called_back(phone: Visit, desktop: Visit, tmp_path: Path) -> None:
    """[C4] When calls are taken is said before anything rings."""
    with CallStage.calling(tmp_path, calls={"hours": CLOSED}) as quiet:
        guest = customer(phone, quiet)
        inbox = team(desktop, quiet)
        button(guest).click()
        expect(shut(guest)).to_contain_text("Gerade werden keine Anrufe angenommen")
        expect(guest.get_by_role("menuitem", name="Sprachanruf")).to_have_count(0)
        expect(guest.get_by_role("button", name="Um Rückruf bitten")).to_be_focused()
        clean_in_both_lights(guest)
        guest.keyboard.press("Enter")
        expect(guest.get_by_text("Wir wissen Bescheid und rufen zurück.")).to_be_visible()
        expect(article(inbox, "Bitte um Rückruf")).to_be_visible()


def test_who_was_never_answered_asks_to_be_called_back(phone: Visit, desktop: Visit, tmp_path: Path) -> None:
    """[C4] Nothing rings before the team has written once; then it does."""
    with CallStage.calling(tmp_path, calls={"hours": "always", "strangers": False}) as careful:
        guest = customer(phone, careful)
        inbox = team(desktop, careful)
        button(guest).click()
        expect(shut(guest)).to_contain_text("sobald wir Ihnen einmal geantwortet haben")
        clean_in_both_lights(guest)
        guest.get_by_role("button", name="Um Rückruf bitten").click()
        expect(guest.get_by_text("Wir wissen Bescheid und rufen zurück.")).to_be_visible()
        expect(article(inbox, "Bitte um Rückruf")).to_be_visible()
        write(inbox, "Guten Tag, Frau Krause!")
        expect(article(guest, "Guten Tag, Frau Krause!")).to_be_visible()
        talking(guest, inbox)
        hang_up(guest)


def silent(phone: Visit, desktop: Visit, shop: CallStage) -> None:
    """Whoever might call finds no button to call with, once all that follows a message is there."""
    guest = phone.open(shop.bakery.url)
    begin(guest)
    arrived(write(guest, "Guten Tag"))
    inbox = team(desktop, shop)
    write(inbox, "Guten Tag, Frau Krause!")
    expect(article(guest, "Frau Krause")).to_be_visible()
    expect(guest.locator("header .call")).to_be_hidden()
    expect(inbox.locator("header .call")).to_have_count(0)
    for page in (guest, inbox):
        expect(button(page)).to_have_count(0)


def test_who_never_takes_calls_has_no_button(phone: Visit, tmp_path: Path) -> None:
    """[C4] No call hours: nothing on the customer's page offers a call."""
    with CallStage.calling(tmp_path, calls={"hours": "never"}) as quiet:
        guest = phone.open(quiet.bakery.url)
        begin(guest)
        arrived(write(guest, "Guten Tag"))
        expect(guest.locator("header .call")).to_be_hidden()
        expect(button(guest)).to_have_count(0)


def test_without_relay_nobody_calls_unless_it_may_be_seen(
    phone: Visit, desktop: Visit, visits: Visits, tmp_path: Path
) -> None:
    """[C9] Neither side has a button; a business that allows it is called directly."""
    hidden, seen = tmp_path / "hidden", tmp_path / "seen"
    for folder in (hidden, seen):
        folder.mkdir()
    with CallStage.calling(hidden, relayed=False, calls={"hours": "always"}) as shop:
        silent(phone, visits(**DESKTOP), shop)
    with CallStage.calling(seen, relayed=False, calls={"hours": "always", "direct": True}) as shop:
        guest = customer(visits(**PHONE), shop)
        inbox = team(desktop, shop)
        talking(guest, inbox)
        assert "relay" not in ways(guest)
        hang_up(guest)
