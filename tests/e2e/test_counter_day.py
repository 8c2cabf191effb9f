"""What the team knows and says fast, in one go: two of the team and a customer, by mouse, thumb or keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.customer_page import log as customers_log
from tests.e2e.test_inbox import log, rows
from tests.world.browser import DESKTOP, PHONE, Visit
from tests.world.depth import usually
from tests.world.stage import Stage
from tresen.client import QuickReply

REPLIES = (
    QuickReply("zeiten", "Öffnungszeiten", "Morgen ab 6 Uhr.", "From 6 tomorrow.", ("geöffnet",)),
    QuickReply("danke", "Danke und bis bald", "Vielen Dank, {{kunde}}, und bis bald!", "", ("Dank",)),
)
TABS = 120
"""So many stops of the Tab key lead around any page of the product."""


class Hand:
    """How one person drives a page: `mouse`, `thumb`, or `keys`, which never touches the screen."""

    def __init__(self, page: Page, way: str) -> None:
        self.page, self.way = page, way

    def press(self, target: Locator) -> None:
        expect(target).to_be_visible()
        if self.way == "mouse":
            target.click()
        elif self.way == "thumb":
            target.tap()
        else:
            self.reach(target)
            self.page.keyboard.press("Space" if target.get_attribute("type") == "checkbox" else "Enter")

    def fill(self, target: Locator, text: str) -> None:
        if self.way == "keys":
            expect(target).to_be_visible()
            self.reach(target)
            self.page.keyboard.press("Control+a")
            self.page.keyboard.type(text)
        else:
            self.press(target)
            target.fill(text)

    def reach(self, target: Locator) -> None:
        """Tab until it has the focus."""
        for _ in range(TABS):
            if target.evaluate("one => one === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the Tab key does not lead to {target}")

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def box(self, name: str) -> Locator:
        return self.page.get_by_role("textbox", name=name, exact=True)


def inbox(visit: Visit, shop: Stage, way: str, person: int, role: str = "member") -> Hand:
    page = visit.open(shop.inbox_link(person, role))
    expect(page.get_by_role("list", name="Unterhaltungen")).to_be_attached()
    return Hand(page, way)


def panel(hand: Hand) -> None:
    """Show the side panel, where it is not beside the conversation."""
    show = hand.button("Karte zeigen")
    if show.is_visible():
        hand.press(show)


@pytest.mark.parametrize(
    ("size", "way"),
    usually(
        {"mouse": (DESKTOP, "mouse"), "thumb": (PHONE, "thumb"), "keyboard": (DESKTOP, "keys")}, "keyboard"
    ),
)
def test_a_question_is_answered_handed_over_and_erased(
    visits: Callable[..., Visit], shop: Stage, size: dict[str, Any], way: str
) -> None:
    """[L7, L8, S9] Suggestion, card, contact card, label, note with a colleague, quick reply; then all of it is erased."""
    for reply in REPLIES:
        shop.do(shop.bakery.owner.quick_replies.save(reply))
    krause = Hand(visits(**size).open(shop.bakery.url), way)
    krause.press(krause.button("Nachricht schreiben"))
    krause.fill(krause.box("Nachricht"), "Wann habt ihr morgen auf?")
    krause.press(krause.button("Senden"))
    expect(customers_log(krause.page)).to_contain_text("zugestellt")
    anna, ben = inbox(visits(**size), shop, way, 1, "owner"), inbox(visits(**size), shop, way, 2)

    # Anna takes the suggestion; nothing goes out before she sends it.
    anna.press(rows(anna.page).first.get_by_role("link"))
    anna.press(anna.page.get_by_role("group", name="Vorschlag").get_by_role("button").first)
    expect(anna.box("Nachricht")).to_have_value("Morgen ab 6 Uhr.")
    anna.press(anna.button("Senden"))
    expect(customers_log(krause.page)).to_contain_text("Morgen ab 6 Uhr.")

    # She writes the name on the card, puts a label on, and asks for a number.
    panel(anna)
    anna.fill(anna.box("Name"), "Sabine Krause")
    expect(anna.page.get_by_text("Gespeichert", exact=True).first).to_be_visible()
    anna.press(anna.button("Etikett wählen"))
    box = anna.page.get_by_role("dialog")
    typed = anna.page.get_by_role("combobox", name="Etikett wählen")
    expect(box.or_(typed)).to_be_visible()
    if typed.is_visible():
        anna.page.keyboard.type("Neue B")
        anna.page.keyboard.press("Enter")
    else:
        anna.press(box.get_by_role("checkbox", name="Neue Bestellung"))
    anna.page.keyboard.press("Escape")
    anna.press(anna.button("Um Visitenkarte bitten"))
    krause.press(krause.button("Visitenkarte ausfüllen"))
    krause.fill(krause.box("Telefon"), "030 901820")
    krause.press(krause.button("An das Team senden"))
    expect(anna.page.get_by_role("link", name="+49 30 901820").first).to_be_visible()

    # A note hands the conversation to Ben, who finds it under his own.
    back = anna.page.get_by_role("link", name="Zurück zur Unterhaltung")
    if back.is_visible():
        anna.press(back)
    anna.press(anna.page.get_by_role("group", name="Was du schreibst").get_by_role("button", name="Notiz"))
    anna.fill(anna.box("Notiz ans Team"), "@Ben sie holt um sieben ab")
    anna.press(anna.page.get_by_role("checkbox", name="Unterhaltung an Ben übergeben"))
    anna.press(anna.button("Notiz ablegen"))
    ben.press(ben.page.get_by_role("group", name="Filter").get_by_role("button", name=re.compile("Meine")))
    expect(rows(ben.page)).to_have_count(1)
    expect(rows(ben.page).first).to_contain_text("Neue Bestellung")
    expect(rows(ben.page).first).to_contain_text("Zuständig: Ben")
    ben.press(rows(ben.page).first.get_by_role("link"))
    expect(log(ben.page)).to_contain_text("sie holt um sieben ab")

    # Ben answers with a quick reply; the customer reads it by her name, and nothing of the note.
    if way == "keys":
        ben.fill(ben.box("Nachricht"), "/dank")
        ben.page.keyboard.press("Enter")
    else:
        ben.press(ben.button("Schnellantworten"))
        ben.press(ben.page.get_by_role("option", name=re.compile("Danke und bis bald")))
    expect(ben.box("Nachricht")).to_have_value("Vielen Dank, Sabine Krause, und bis bald!")
    ben.press(ben.button("Senden"))
    expect(customers_log(krause.page)).to_contain_text("Vielen Dank, Sabine Krause")
    expect(customers_log(krause.page)).not_to_contain_text("sieben")

    # She erases everything: no name, number, label or note is left on either screen.
    krause.press(krause.button("Menü"))
    krause.press(krause.button("Unterhaltung löschen"))
    krause.press(krause.page.get_by_role("dialog").get_by_role("button", name=re.compile("löschen$")).last)
    for staff in (anna, ben):
        for gone in ("Sabine Krause", "901820", "Neue Bestellung", "sieben"):
            expect(staff.page.locator("body")).not_to_contain_text(gone)
