"""Two people at two counters change one customer's card at the same time (L8, S9)."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.e2e.test_devices import inbox, open_card, sheet
from tests.world.browser import DESKTOP, Visit
from tests.world.stage import Stage


def open_fresh(page: Page) -> None:
    rows = page.get_by_role("list", name="Unterhaltungen").get_by_role("listitem")
    rows.filter(has_text="mit neuem Handy").get_by_role("link").click()
    open_card(page)


def name_field(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Name", exact=True)


def test_a_name_and_a_link_given_at_the_same_time_are_both_kept(
    visits: Callable[..., Visit], shop: Stage
) -> None:
    """[L8, S9] One is offline and types a name, the other links an earlier conversation: both cards show both.

    Then both type a name: the later one counts, whichever arrives first.
    """
    old = shop.customer("old", "Vom alten Handy")
    shop.do(shop.bakery.owner.cards.rename(shop.conversation(old), "Frau Krause"))
    shop.customer("fresh", "Ich bin es, mit neuem Handy")
    one, other = inbox(visits(**DESKTOP), shop), inbox(visits(**DESKTOP), shop)
    for page in (one, other):
        open_fresh(page)
    one.context.set_offline(True)
    expect(one.get_by_text("Du kannst weiterschreiben")).to_be_visible()
    save(one, "Sabine Krause")
    other.get_by_role("button", name="Gehört zu einer früheren Unterhaltung …").click()
    sheet(other, "Frühere Unterhaltung").get_by_role("button", name="Frau Krause").click()
    expect(name_field(other)).to_have_value("Frau Krause")
    save(other, "S. Krause")
    one.context.set_offline(False)
    for page in (one, other):
        expect(page.get_by_role("link", name="Frühere Unterhaltung vom")).to_be_visible()
        expect(name_field(page)).to_have_value("S. Krause")
    save(one, "Sabine K.")
    for page in (one, other):
        expect(name_field(page)).to_have_value("Sabine K.")
        expect(page.get_by_role("link", name="Frühere Unterhaltung vom")).to_be_visible()


def save(page: Page, name: str) -> None:
    name_field(page).fill(name)
    name_field(page).press("Enter")
    expect(page.get_by_text("Gespeichert", exact=True).first).to_be_visible()
