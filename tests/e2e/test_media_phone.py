"""Files as a phone has them: its camera, two fingers on a photo, the longest voice note, and what an answer quotes."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.e2e.customer_page import arrived, article, clean_in_both_lights, field, log
from tests.e2e.test_media import TALKING, camera, customer, inbox, photos, pick, send, shown
from tests.world.browser import Visit
from tests.world.stage import Stage

PLACED = """wanted => {
  const it = new DOMMatrix(getComputedStyle(document.querySelector("dialog .pic img")).transform);
  return JSON.stringify([it.a, it.e, it.f]) === JSON.stringify(wanted);
}"""
"""How large the photo is, and how far it was moved."""


class Hand:
    """Fingers on a page, each at its place."""

    def __init__(self, page: Page) -> None:
        self._line = page.context.new_cdp_session(page)

    def touch(self, kind: str, *places: tuple[int, int]) -> None:
        points: list[dict[str, Any]] = [{"x": x, "y": y, "id": n} for n, (x, y) in enumerate(places)]
        self._line.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def test_the_phones_own_camera(phone: Visit, desktop: Visit, shop: Stage) -> None:
    """[look] A phone opens its camera at once; a computer, which would only ask for a file once more, does not offer it."""
    page = customer(phone, shop)
    page.get_by_role("button", name="Anhängen", exact=True).click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("menuitem", name="Kamera", exact=True).click()
    asked = chooser.value.element
    assert (asked.get_attribute("capture"), asked.get_attribute("accept")) == ("environment", "image/*")
    assert not chooser.value.is_multiple()
    chooser.value.set_files([camera("Apple")])
    send(page, "Foto senden")
    arrived(photos(page).last)
    team = inbox(desktop, shop)
    team.get_by_role("button", name="Anhängen", exact=True).click()
    expect(team.get_by_role("menuitem", name="Datei")).to_be_visible()
    expect(team.get_by_role("menuitem", name="Kamera", exact=True)).to_have_count(0)


def test_two_fingers_make_a_photo_larger(phone: Visit, shop: Stage) -> None:
    """[look] It grows between them; one finger moves a large one, and of a whole one goes on to the next."""
    page = customer(phone, shop)
    pick(page, "Foto oder Video", camera("Apple", 1), camera("Canon", 1))
    send(page, "2 Fotos senden")
    expect(photos(page)).to_have_count(2)
    shown(photos(page).first)
    photos(page).first.get_by_role("button", name="Foto öffnen").click()
    viewer = page.get_by_role("dialog", name="Ansicht")
    expect(viewer.get_by_role("img", name="Foto")).to_be_visible()
    hand = Hand(page)
    hand.touch("touchStart", (150, 400))
    hand.touch("touchStart", (150, 400), (250, 400))
    hand.touch("touchMove", (100, 400), (300, 400))
    page.wait_for_function(PLACED, arg=[2, 0, 0])
    hand.touch("touchEnd")
    hand.touch("touchStart", (100, 400))
    hand.touch("touchMove", (110, 420))
    page.wait_for_function(PLACED, arg=[2, 10, 20])
    hand.touch("touchEnd")
    expect(viewer).to_contain_text("1 von 2")
    assert page.evaluate(PLACED, [2, 10, 20])
    page.keyboard.press("0")
    hand.touch("touchStart", (300, 400))
    hand.touch("touchMove", (200, 400))
    hand.touch("touchEnd")
    expect(viewer).to_contain_text("2 von 2")
    page.wait_for_function(PLACED, arg=[1, 0, 0])


def test_a_voice_note_ends_after_fifteen_minutes_and_is_quoted(
    phone: Visit, desktop: Visit, shop: Stage
) -> None:
    """[look, S9] It stops by itself, lies ready, and is sent; an answer quotes its kind and length, or "Foto"."""
    phone.context.add_init_script(TALKING)
    page = customer(phone, shop)
    page.clock.install()
    page.get_by_role("button", name="Sprachnachricht", exact=True).click()
    expect(page.get_by_role("timer")).to_have_text("0:02")
    page.clock.fast_forward("14:50")
    expect(page.get_by_text("Nimmt auf")).to_be_visible()
    page.clock.fast_forward("00:30")
    expect(page.get_by_text("Nach 15 Minuten ist Schluss")).to_be_visible()
    expect(page.get_by_text("Angehalten")).to_be_visible()
    expect(page.get_by_role("timer")).to_have_text("15:00")
    expect(page.get_by_role("button", name="Weiter", exact=True)).to_have_count(0)
    expect(page.get_by_role("button", name="Anhören")).to_be_visible()
    clean_in_both_lights(page)
    page.get_by_role("button", name="Aufnahme senden").click()
    note = log(page).get_by_role("article").filter(has=page.get_by_role("button", name="Abspielen"))
    arrived(note)
    pick(page, "Foto oder Video", camera("Apple", 1, (300, 200)))
    send(page, "Foto senden")
    arrived(photos(page).last)
    team = inbox(desktop, shop)
    heard = log(team).get_by_role("article").filter(has=team.get_by_role("slider", name="Stelle"))
    for there, quoted in ((heard, "Sprachnachricht 15:00"), (photos(team).last, "Foto")):
        there.click(button="right", position={"x": 5, "y": 5})
        team.get_by_role("menuitem", name="Antworten").click()
        field(team).fill(f"Zu: {quoted}")
        field(team).press("Enter")
        for here in (team, page):
            said = article(here, f"Zu: {quoted}")
            expect(said.get_by_role("button", name=re.compile(rf"{quoted}$"))).to_be_visible()
