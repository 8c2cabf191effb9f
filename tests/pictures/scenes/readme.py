"""The stills of README.md: a customer's phone beside the inbox of the demo's bakery, and three small ones."""

from __future__ import annotations

import functools
from datetime import UTC, datetime
from typing import Any, Final

from playwright.sync_api import Page, ViewportSize, expect

from tests.e2e.calling import call, customer, region
from tests.e2e.customer_page import begin
from tests.e2e.inbox_page import go_to
from tests.pictures.counter import GAP, beside
from tests.pictures.likeness import moved
from tests.pictures.studio import SMALL, Studio, a_moment_later, counted, port
from tests.world.bakery import bakery
from tests.world.browser import DESKTOP, PHONE
from tests.world.clock import at
from tests.world.stage import Stage
from tresen.client.trust.board import written_board
from tresen.demo.bakery import answers, profile

PICTURES = ("readme-light", "readme-dark", "readme-phone", "readme-sign", "readme-call")

SAID: Final = (
    (0, "Guten Morgen! Ich brauche am Samstag eine Torte für zwölf Personen. Geht das noch?"),
    (1, "Guten Morgen, Frau Lindner! Sehr gern. Schokolade mit Zwetschgen, 42 Euro. Gibt es Allergien?"),
    (0, "Ein Kind verträgt keine Haselnüsse."),
    (1, "Ist notiert. Ab 9 Uhr steht sie bereit."),
    (0, "Wunderbar, vielen Dank!"),
)
HIGH: Final = 800
LINE: Final = "Heute: Mohnkuchen vom Blech"
PAPER: Final[ViewportSize] = {"width": 559, "height": 794}
"""A5 at 96 dots an inch."""


def screen(base: dict[str, Any], width: int, **look: Any) -> dict[str, Any]:
    """A screen of that width, as high as the others."""
    return {**base, "viewport": {"width": width, "height": HIGH}, "device_scale_factor": 1.5, **look}


def say(page: Page, text: str) -> None:
    """Type and send, key by key: who types has seen what is on the screen."""
    page.get_by_role("textbox", name="Nachricht", exact=True).press_sequentially(text)
    page.get_by_role("button", name="Senden", exact=True).click()


def talk(shop: Stage, phone: Page, inbox: Page) -> None:
    """They write to each other until all is said and read."""
    begin(phone)
    say(phone, SAID[0][1])
    rows = inbox.get_by_role("list", name="Unterhaltungen").get_by_role("listitem")
    rows.filter(has_text="Torte für zwölf").click()
    inbox.get_by_label("Name", exact=True).fill("Frau Lindner")
    inbox.get_by_label("Name", exact=True).press("Enter")
    expect(inbox.get_by_role("heading", name="Frau Lindner").first).to_be_visible()
    expect(inbox.get_by_role("log")).to_contain_text(SAID[0][1])
    a_moment_later(shop)
    for speaker, text in SAID[1:]:
        writer, reader = (inbox, phone) if speaker else (phone, inbox)
        say(writer, text)
        expect(reader.get_by_role("log")).to_contain_text(text)
    expect(phone.get_by_role("article").last).to_contain_text("gelesen")
    expect(inbox.get_by_role("article").filter(has_text="Ist notiert")).to_contain_text("gelesen")
    counted(inbox, "Wartet 6", "Meine 5")
    expect(rows.filter(has_text="Wunderbar, vielen Dank!")).to_be_visible()
    for page in (phone, inbox):
        page.evaluate("document.activeElement.blur()")


def wide(studio: Studio, shop: Stage, light: str) -> None:
    """Both screens on the counter, in one light."""
    phone = studio.visit(**screen(PHONE, 375, color_scheme=light)).open(shop.bakery.url)
    inbox = studio.visit(**screen(DESKTOP, 1280, color_scheme=light)).open(shop.inbox_link(1, "owner"))
    talk(shop, phone, inbox)
    screens = [studio.shot(phone), studio.shot(inbox)]
    rights = (GAP, 2 * GAP + screens[0].width)
    anew = [
        moved(box, right, GAP)
        for page, right in zip((phone, inbox), rights, strict=True)
        for box in studio.anew(page)
    ]
    studio.save(beside(screens, dark=light == "dark"), anew, name=f"readme-{light}")


def board_hung(shop: Stage) -> None:
    """The line of the day, until closing time."""
    until = datetime.fromtimestamp(at("2026-11-24 18:00") / 1000, tz=UTC)
    fields = {**profile(), **answers(), "board": written_board(LINE, until)}
    shop.do(shop.bakery.owner.records.publish(fields))


def sign(studio: Studio, shop: Stage) -> Page:
    """The sheet that stands beside the till, as it is printed."""
    page = studio.visit(**{**DESKTOP, "device_scale_factor": 1.5}).open(shop.inbox_link(1, "owner"))
    page.evaluate("window.print = () => {}")
    go_to(page, "Schild")
    page.get_by_role("button", name="Aufsteller: Drucken").click()
    page.set_viewport_size(PAPER)
    page.emulate_media(media="print")
    return page


def small(studio: Studio, shop: Stage) -> None:
    """The sign, and what somebody sees who has scanned it."""
    board_hung(shop)
    page = studio.visit(**SMALL).open(shop.bakery.url)
    expect(page.get_by_text(LINE)).to_be_visible()
    studio.take(page, "readme-phone")
    paper = sign(studio, shop)
    # Below the code stand words that come from keys, and the address with whatever port was free.
    texts = paper.locator("svg.sign text")
    studio.take(paper, "readme-sign", varies=[texts.last, texts.filter(has_text="localhost")])


def ringing(studio: Studio) -> None:
    """A customer calls."""
    direct = {**profile(), "calls": {"hours": "always", "strangers": True, "direct": True}}
    with studio.bakery(opening=functools.partial(bakery, profile=direct, port=port())) as shop:
        page = customer(studio.visit(**SMALL), shop)
        call(page)
        expect(region(page)).to_contain_text("Es klingelt am Tresen")
        studio.take(page, "readme-call")


def take(studio: Studio) -> None:
    """Once in each light, on a bakery of its own."""
    for light in ("light", "dark"):
        with studio.demo() as shop:
            wide(studio, shop, light)
    with studio.demo() as shop:
        small(studio, shop)
    ringing(studio)
