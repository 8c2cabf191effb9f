"""The pictures of docs/howto/cards-and-labels.md, and of blocking in team.md."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e.test_erasing_inbox import open_inbox, rows
from tests.pictures.studio import SMALL, Studio, counted
from tests.world.browser import DESKTOP

PICTURES = (
    "cards-card",
    "cards-filter",
    "cards-several",
    "cards-block",
    "cards-labels",
)


def take(studio: Studio) -> None:
    """Anna looks at a card, filters by labels, and selects several conversations."""
    with studio.demo() as shop:
        at_the_desk(studio, open_inbox(studio.visit(**DESKTOP), shop, 1, "owner"))
        in_the_hand(studio, open_inbox(studio.visit(**SMALL), shop, 1, "owner"))


def at_the_desk(studio: Studio, inbox: Page) -> None:
    """A card, the filter, several rows, and the question before a customer is blocked."""
    inbox.get_by_role("group", name="Filter").get_by_role("button", name="Alle").click()
    rows(inbox).filter(has_text="Sabine Krause").click()
    expect(inbox.get_by_role("textbox", name="Telefon")).to_have_value("030 5550 1234")
    counted(inbox, "Wartet 5", "Meine 4")
    studio.take(inbox, "cards-card")
    inbox.get_by_role("button", name="Nach Etikett filtern").click()
    inbox.get_by_role("button", name="Mehr …", exact=True).click()
    sheet = inbox.get_by_role("dialog", name="Nach Etiketten filtern")
    sheet.get_by_role("group", name="Torte").get_by_role("radio", name="mit", exact=True).check(force=True)
    sheet.get_by_role("group", name="Erledigt").get_by_role("radio", name="ohne", exact=True).check(
        force=True
    )
    # How many have each label is known once this device has looked at all conversations.
    expect(sheet.get_by_role("group", name="Torte").locator("small")).to_be_visible()
    expect(inbox.get_by_text("sieht gerade alle Unterhaltungen durch", exact=False)).to_have_count(0)
    studio.take(inbox, "cards-filter")
    sheet.get_by_role("button", name="Filter aufheben").click()
    inbox.locator("[data-list] a").first.focus()
    for key in "xjx":
        inbox.keyboard.press(key)
    studio.take(inbox, "cards-several")
    inbox.keyboard.press("Escape")
    rows(inbox).filter(has_text="Café Morgenrot").click()
    # All of the card, before one looks at its end.
    expect(inbox.get_by_role("textbox", name="Lieferung")).to_have_value("täglich bis 7:30, Hintereingang")
    expect(inbox.get_by_role("button", name="Unterhaltung löschen")).to_be_attached()
    inbox.get_by_role("button", name="Blockieren …").click()
    inbox.get_by_role("dialog").wait_for()
    inbox.get_by_role("complementary").evaluate("(side) => side.scrollTo(0, side.scrollHeight)")
    studio.take(inbox, "cards-block")


def in_the_hand(studio: Studio, hand: Page) -> None:
    """The labels of a conversation."""
    hand.get_by_role("group", name="Filter").get_by_role("button", name="Alle").click()
    rows(hand).filter(has_text="Kita").click()
    hand.get_by_role("button", name="Karte zeigen").click()
    hand.get_by_role("button", name="Etikett wählen").click()
    studio.take(hand, "cards-labels")
