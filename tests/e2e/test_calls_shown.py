"""What is shown in a call and chosen for it: the screen, a window of its own, loudspeakers, and devices before a call."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, Playwright, expect

from tests.e2e.calling import (
    accept,
    call,
    connected,
    customer,
    entry,
    hang_up,
    in_region,
    more,
    region,
    ringing,
    team,
)
from tests.e2e.customer_page import clean_in_both_lights
from tests.world import chromium
from tests.world.browser import Visit
from tests.world.callstage import FLAGS, CallStage

CAMERAS = "--use-fake-device-for-media-stream=device-count=2,display-media-type=monitor"
"""Two cameras, so that there is something to choose, and a screen that looks otherwise than they do."""
SIZE = "it => [it.videoWidth, it.videoHeight]"
FRAME = "it => new Promise(done => { it.requestVideoFrameCallback(done) })"
NO_CHOICE = "delete HTMLMediaElement.prototype.setSinkId"
SLOW = """
  const devices = navigator.mediaDevices;
  const real = devices?.getDisplayMedia.bind(devices);
  if (devices) devices.getDisplayMedia = async (wanted) => {
    await new Promise((go) => { window.goOn = go; });
    window.taken = await real(wanted);
    return window.taken;
  };
"""
"""Somebody thinks about which screen to show."""


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    with chromium.opened(playwright, *FLAGS[1:], CAMERAS) as browser:
        yield browser


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CallStage]:
    with CallStage.calling(tmp_path_factory.mktemp("shown"), calls={"hours": "always"}) as opened:
        yield opened


WINDOW = """
  HTMLVideoElement.prototype.requestPictureInPicture = async function () {
    window.apart = this;
    this.dispatchEvent(new Event("enterpictureinpicture"));
  };
"""
"""Headless, the browser opens no window: it is seen that it was asked for one, and for which picture."""


def talking(phone: Visit, desktop: Visit, shop: CallStage, video: bool) -> tuple[Page, Page]:
    guest = customer(phone, shop)
    inbox = team(desktop, shop)
    call(inbox, video)
    accept(guest)
    connected(guest, inbox)
    return guest, inbox


def picture(page: Page) -> Locator:
    shown = region(page).locator(".stage > video")
    expect(shown).to_be_visible()
    shown.evaluate(FRAME)
    return shown


def test_the_team_shows_its_screen_and_the_camera_comes_back(
    phone: Visit, desktop: Visit, shop: CallStage
) -> None:
    """[C3] The customer sees the screen in place of the camera, nothing while the call is held, and has no such button."""
    guest, inbox = talking(phone, desktop, shop, video=True)
    camera = picture(guest).evaluate(SIZE)
    more(inbox, "Bildschirm zeigen")
    guest.wait_for_function(
        f"([was]) => ({SIZE})(document.querySelector('.stage > video'))[0] !== was", arg=camera
    )
    screen = picture(guest).evaluate(SIZE)
    assert screen[0] > camera[0]
    more(inbox, "Gespräch halten")
    expect(region(guest)).to_contain_text("hat das Gespräch angehalten")
    sent = "() => window.calls.at(-1).getSenders().map(({track}) => track?.enabled)"
    assert inbox.evaluate(sent) == [False, False]
    more(inbox, "Weitersprechen")
    picture(guest)
    clean_in_both_lights(inbox)
    more(inbox, "Bildschirm nicht mehr zeigen")
    guest.wait_for_function(
        f"([was]) => ({SIZE})(document.querySelector('.stage > video'))[0] === was", arg=camera
    )
    in_region(guest, "button", "Mehr zum Anruf").click()
    expect(guest.get_by_role("button", name="Bild im Bild")).to_be_visible()
    expect(guest.get_by_role("button", name="Bildschirm zeigen")).to_have_count(0)
    guest.keyboard.press("Escape")
    hang_up(inbox)


def test_a_screen_that_is_chosen_after_the_call_is_not_taken(
    phone: Visit, desktop: Visit, shop: CallStage
) -> None:
    """[C3] Nobody's screen goes on being read when the call is over."""
    desktop.context.add_init_script(SLOW)
    guest, inbox = talking(phone, desktop, shop, video=False)
    more(inbox, "Bildschirm zeigen")
    hang_up(guest)
    expect(region(inbox).filter(has_text="Gespräch beendet")).to_be_visible()
    inbox.evaluate("goOn()")
    inbox.wait_for_function("() => window.taken?.getTracks().every(({readyState}) => readyState === 'ended')")


def test_the_picture_has_a_window_of_its_own_also_when_the_call_is_small(
    phone: Visit, desktop: Visit, shop: CallStage
) -> None:
    """[C3] So one goes on writing and sees who speaks."""
    desktop.context.add_init_script(WINDOW)
    guest, inbox = talking(phone, desktop, shop, video=False)
    in_region(guest, "switch", "Kamera").click()
    picture(inbox)
    more(inbox, "Bild im Bild")
    inbox.wait_for_function("() => window.apart?.getAttribute('aria-label')?.startsWith('Bild von')")
    in_region(inbox, "button", "Anruf verkleinern").click()
    expect(region(inbox).locator(".stage > video")).to_be_hidden()
    expect(in_region(inbox, "button", "Auflegen")).to_be_visible()
    assert inbox.evaluate("apart.isConnected && apart.srcObject.active") is True
    in_region(inbox, "button", "Anruf vergrößern").click()
    picture(inbox)
    in_region(inbox, "button", "Anruf verkleinern").click()
    inbox.evaluate("apart.dispatchEvent(new Event('leavepictureinpicture'))")
    expect(region(inbox).locator(".stage > video")).to_have_count(0)
    hang_up(guest)


def speakers(page: Page) -> Locator:
    more(page, "Ton und Kamera wählen")
    sheet = page.get_by_role("dialog", name="Ton und Kamera wählen")
    expect(sheet.get_by_label("Mikrofon wählen")).to_be_visible()
    return sheet.get_by_label("Lautsprecher wählen")


def test_another_loudspeaker_is_heard_from_then_on(phone: Visit, desktop: Visit, shop: CallStage) -> None:
    """The voice comes from the one that is chosen; a browser that cannot choose does not ask."""
    phone.context.add_init_script(NO_CHOICE)
    guest, inbox = talking(phone, desktop, shop, video=False)
    expect(speakers(guest)).to_have_count(0)
    guest.keyboard.press("Escape")
    choice = speakers(inbox)
    choice.select_option(index=1)
    wanted = choice.input_value()
    assert wanted != ""
    inbox.wait_for_function("wanted => document.querySelector('.call audio').sinkId === wanted", arg=wanted)
    clean_in_both_lights(inbox)
    inbox.keyboard.press("Escape")
    hang_up(inbox)
    call(inbox)
    accept(guest)
    connected(guest, inbox)
    inbox.wait_for_function("wanted => document.querySelector('.call audio').sinkId === wanted", arg=wanted)
    hang_up(inbox)


@pytest.mark.parametrize("video", [False, True], ids=["voice", "video"])
def test_only_what_is_used_is_chosen_before_a_call(video: bool, phone: Visit, shop: CallStage) -> None:
    """A preview, and no list of devices until one asks for it; before a voice call none of cameras."""
    guest = customer(phone, shop)
    guest.evaluate("localStorage.removeItem('tresen.calls')")
    call(guest, video)
    sheet = guest.get_by_role("dialog", name="Vor dem ersten Anruf")
    change = sheet.get_by_role("button", name="Ändern: Mikrofon, Lautsprecher oder Kamera")
    expect(change).to_be_visible()
    expect(sheet.get_by_role("combobox")).to_have_count(0)
    clean_in_both_lights(guest)
    change.click()
    expect(sheet.get_by_label("Mikrofon wählen")).to_be_visible()
    expect(sheet.get_by_label("Kamera wählen")).to_have_count(int(video))
    sheet.get_by_role("button", name="Jetzt anrufen").click()
    expect(region(guest)).to_contain_text("Es klingelt")
    hang_up(guest)
    expect(entry(guest, "Anruf abgebrochen")).to_be_visible()
    expect(ringing(guest)).to_have_count(0)
