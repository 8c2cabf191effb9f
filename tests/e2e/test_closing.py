"""What a conversation does by itself when the one before it was closed, and what gets in nobody's way."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.test_inbox import MORNING, field, last, open_inbox, rows
from tests.world.browser import Visit
from tests.world.stage import Stage


def test_closing_selects_the_next_and_reads_nothing(desktop: Visit, shop: Stage) -> None:
    """The next customer is told "gelesen" once somebody presses a key there, touches it or scrolls, and not before."""
    krause = shop.customer("krause", MORNING)
    shop.customer("yilmaz", "Hallo!")
    page = open_inbox(desktop, shop)
    waiting = rows(page).filter(has_text=MORNING)
    rows(page).first.get_by_role("link").click()
    expect(last(page)).to_contain_text("Hallo!")
    page.get_by_role("button", name="Abschließen").click()
    expect(
        page.get_by_role("status").filter(has_text="Unterhaltung mit Gast 2 von heute abgeschlossen.")
    ).to_be_visible()
    expect(last(page)).to_contain_text(MORNING)
    expect(waiting).to_contain_text("ungelesen: 1")
    shop.do(krause.send("Noch jemand da?"))
    expect(last(page)).to_contain_text("Noch jemand da?")
    expect(rows(page).filter(has_text="Noch jemand da?")).to_contain_text("ungelesen: 2")
    page.keyboard.press("PageUp")
    expect(rows(page).filter(has_text="Noch jemand da?")).not_to_contain_text("ungelesen")


def test_the_emoji_panel_leaves_the_field_free(phone: Visit, shop: Stage) -> None:
    """One sees what one writes: on a phone too the panel stands above the field, however many lines it has."""
    shop.customer("krause", MORNING)
    page = open_inbox(phone, shop)
    rows(page).first.get_by_role("link").tap()
    field(page).fill("Eine Zeile\nund noch eine\nund eine dritte")
    page.get_by_role("button", name="Emoji").tap()
    panel = page.get_by_role("dialog", name="Emoji")
    expect(panel.get_by_role("gridcell").first).to_be_visible()
    over, under = panel.bounding_box(), field(page).bounding_box()
    assert over is not None
    assert under is not None
    assert over["y"] >= 0
    assert over["y"] + over["height"] <= under["y"]
