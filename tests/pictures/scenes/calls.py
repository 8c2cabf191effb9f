"""The pictures of docs/howto/calls.md, taken from real calls."""

from __future__ import annotations

import functools

from playwright.sync_api import Page, expect

from tests.e2e.calling import accept, call, connected, customer, hang_up, in_region, region, ringing, team
from tests.pictures.studio import SMALL, Studio, counted, port
from tests.world.bakery import bakery
from tests.world.browser import DESKTOP
from tresen.demo.bakery import profile

PICTURES = ("calls-ringing", "calls-inbox-ring", "calls-live-text", "calls-video")


def photograph(studio: Studio, guest: Page, inbox: Page) -> None:
    """It rings, they speak and write, and see each other."""
    call(guest)
    expect(region(guest)).to_contain_text("Es klingelt am Tresen")
    studio.take(guest, "calls-ringing")
    expect(ringing(inbox)).to_be_visible()
    counted(inbox, "Wartet 1")
    studio.take(inbox, "calls-inbox-ring")
    accept(inbox)
    connected(guest, inbox)
    in_region(guest, "button", "Live-Text").click()
    region(guest).get_by_role("textbox").press_sequentially("Lila bitte, wie die Zwetschgen.")
    region(guest).get_by_role("textbox").press("Enter")
    answer = region(inbox).get_by_role("textbox")
    answer.press_sequentially("Gern! Und der Name ist Emm")
    expect(region(guest)).to_contain_text("Emm")
    studio.take(guest, "calls-live-text")
    in_region(inbox, "button", "Live-Text").first.click()
    for page in (guest, inbox):
        in_region(page, "switch", "Kamera").click()
    seen = region(inbox).locator("video")
    for each in seen.all():
        each.evaluate("it => new Promise(done => it.requestVideoFrameCallback(done)).then(() => it.pause())")
    studio.take(inbox, "calls-video", varies=[seen])
    hang_up(guest)


def take(studio: Studio) -> None:
    """Frau Krause calls the bakery."""
    # Without a relay: what a relay gives out is worth something for some hours of the machine's clock.
    direct = {**profile(), "calls": {"hours": "always", "strangers": True, "direct": True}}
    with studio.bakery(opening=functools.partial(bakery, profile=direct, port=port())) as shop:
        guest = customer(studio.visit(**SMALL), shop)
        photograph(studio, guest, team(studio.visit(**DESKTOP), shop))
