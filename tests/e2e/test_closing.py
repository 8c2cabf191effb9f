"""What a conversation does by itself when the one before it was closed, and what gets in nobody's way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.inbox_page import go_to
from tests.e2e.moments import Moments
from tests.e2e.test_inbox import MORNING, field, last, log, open_inbox, rows
from tests.world.browser import Visit
from tests.world.callstage import CallStage
from tests.world.stage import Stage


def test_closing_selects_the_next_and_reads_nothing(desktop: Visit, shop: Stage) -> None:
    """The next customer is told "gelesen" once somebody scrolls there, touches it or writes, and not before."""
    shop.customer("yilmaz", "Hallo!")
    krause = shop.customer("krause", MORNING)
    page = open_inbox(desktop, shop)
    waiting = rows(page).filter(has_text=MORNING)
    rows(page).first.get_by_role("link").click()
    expect(last(page)).to_contain_text("Hallo!")
    page.get_by_role("button", name="Abschließen").click()
    expect(
        page.get_by_role("status").filter(has_text="Unterhaltung mit Gast 1 von heute abgeschlossen.")
    ).to_be_visible()
    expect(last(page)).to_contain_text(MORNING)
    expect(waiting).to_contain_text("ungelesen: 1")
    shop.do(krause.send("Noch jemand da?"))
    expect(last(page)).to_contain_text("Noch jemand da?")
    expect(rows(page).filter(has_text="Noch jemand da?")).to_contain_text("ungelesen: 2")
    # A key that only passes reads nothing.
    for passing in ("Shift", "Control", "F6", "Tab", "Tab", "Shift+Tab"):
        page.keyboard.press(passing)
    shop.do(krause.send("Oder nicht?"))
    expect(rows(page).filter(has_text="Oder nicht?")).to_contain_text("ungelesen: 3")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("PageUp")
    expect(rows(page).filter(has_text="Oder nicht?")).not_to_contain_text("ungelesen")
    page.get_by_role("button", name="Abschließen").click()
    expect(page.get_by_text("Niemand wartet.")).to_be_visible()


def test_an_answer_takes_over_and_can_close(desktop: Visit, shop: Stage) -> None:
    """Whoever answers first takes care of it, by a switch; Ctrl+Shift+Enter sends and closes, once the answer is stored."""
    yilmaz, krause = shop.customer("yilmaz", "Hallo!"), shop.customer("krause", MORNING)
    page = open_inbox(desktop, shop)
    rows(page).filter(has_text="Hallo!").get_by_role("link").click()
    field(page).fill("Guten Morgen!")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Meine 1")).to_be_visible()
    rows(page).filter(has_text=MORNING).get_by_role("link").click()
    field(page).fill("Ja, bis gleich!")
    page.keyboard.press("Control+Shift+Enter")
    page.get_by_role("button", name="Erledigt").click()
    expect(rows(page)).to_have_count(1)
    assert [each.text for each in shop.do(krause.history())][-1] == "Ja, bis gleich!"
    assert [each.text for each in shop.do(yilmaz.history())][-1] == "Guten Morgen!"


def test_the_emoji_panel_leaves_the_field_free(phone: Visit, shop: Stage) -> None:
    """One sees what one writes: on a phone too the panel stands above the field. Text takes its button's room."""
    shop.customer("krause", MORNING)
    page = open_inbox(phone, shop)
    rows(page).first.get_by_role("link").tap()
    field(page).fill("Eine Zeile\nund noch eine\nund eine dritte")
    expect(page.get_by_role("button", name="Emoji")).to_have_count(0)
    field(page).fill("")
    page.get_by_role("button", name="Emoji").tap()
    panel = page.get_by_role("dialog", name="Emoji")
    expect(panel.get_by_role("gridcell").first).to_be_visible()
    over, under = panel.bounding_box(), field(page).bounding_box()
    assert over is not None
    assert under is not None
    assert over["y"] >= 0
    assert over["y"] + over["height"] <= under["y"]


def test_what_is_answered_slides_under_today(desktop: Visit, shop: Stage) -> None:
    """[W5] The answered row leaves those who wait once it is left, and stands under "Heute beantwortet"."""
    shop.customer("yilmaz", "Hallo!")
    shop.customer("krause", MORNING)
    page = open_inbox(desktop, shop)
    answered, waiting = rows(page).filter(has_text="Ja, reichlich."), rows(page).filter(has_text=MORNING)
    heading = page.get_by_role("heading", name="Heute beantwortet")
    rows(page).filter(has_text="Hallo!").get_by_role("link").click()
    expect(heading).to_have_count(0)
    field(page).fill("Ja, reichlich.")
    page.keyboard.press("Enter")
    expect(last(page)).to_contain_text("zugestellt")
    waiting.get_by_role("link").click()
    expect(page.get_by_role("heading", name="Heute beantwortet 1")).to_be_visible()
    expect(page.get_by_role("button", name="Wartet 1")).to_be_visible()
    # Above the heading who waits, below it who was answered: each where its eye looks for it.
    page.wait_for_function(
        """() => {
          const top = (one) => one.getBoundingClientRect().top;
          const heading = document.querySelector("[data-list] .heading");
          const [first, second] = document.querySelectorAll("[data-list] li[data-id]");
          return heading && second && top(first) < top(heading) && top(heading) < top(second);
        }"""
    )
    expect(rows(page).first).to_contain_text(MORNING)
    expect(rows(page).last).to_contain_text("Ja, reichlich.")
    expect(answered).to_have_count(1)


def test_a_closing_that_is_taken_back_waits_again(desktop: Visit, shop: Stage) -> None:
    """[W5] Closed by mistake: with one tap the customer is among those who wait again, with the time since they wrote."""
    shop.customer("krause", MORNING)
    desktop.context.clock.install()
    page = open_inbox(desktop, shop)
    row = rows(page).filter(has_text=MORNING)
    desktop.context.clock.fast_forward("00:40:00")
    expect(row).to_contain_text("wartet seit 40 Minuten")
    row.get_by_role("link").click()
    page.get_by_role("button", name="Abschließen").click()
    expect(page.get_by_role("button", name="Erledigt 1")).to_be_visible()
    expect(row).to_have_count(0)
    page.get_by_role("button", name="Rückgängig").click()
    expect(page.get_by_role("button", name="Wartet 1")).to_be_visible()
    expect(row).to_contain_text("wartet seit 40 Minuten")


@pytest.fixture
def calling(tmp_path: Path) -> Iterator[Stage]:
    """The bakery, where calls have a way."""
    with CallStage.calling(tmp_path, calls={"hours": "always"}) as opened:
        yield opened


def till_of(page: Page) -> Locator:
    return page.get_by_role("heading", name="Kassensturz")


def test_the_till_does_not_come_back(desktop: Visit, tmp_path: Path) -> None:
    """Who goes from the card to a conversation deals with it there: for that closing it stays away, after a reload too.
    It comes at the next closing."""
    with Moments.open(tmp_path, "2026-11-24 17:51") as at:
        for name in ("krause", "yilmaz"):
            at.shop.customer(name, MORNING)
        at.enter(desktop)
        page = open_inbox(desktop, at.shop)
        expect(till_of(page)).to_be_visible()
        # Both wait as long: which of them stands first is not said.
        row = rows(page).filter(has_text="Gast 1 von heute").get_by_role("link")
        row.click()
        expect(log(page)).to_contain_text(MORNING)
        page.keyboard.press("Escape")
        expect(row).to_be_focused()
        expect(log(page)).to_contain_text(MORNING)
        expect(till_of(page)).to_have_count(0)
        page.reload()
        expect(log(page)).to_contain_text(MORNING)
        expect(till_of(page)).to_have_count(0)
        at.it_is("2026-11-25 17:52")
        expect(till_of(page)).to_be_visible()


def test_the_line_of_the_till_can_be_put_aside(phone: Visit, tmp_path: Path) -> None:
    """On a phone it is a line above the rows, which goes with one tap, for that closing."""
    with Moments.open(tmp_path, "2026-11-24 17:51") as at:
        at.shop.customer("krause", MORNING)
        at.enter(phone)
        page = open_inbox(phone, at.shop)
        line = page.get_by_role("status").filter(has_text="Kassensturz: 1 wartet noch")
        line.get_by_role("button", name="Ansehen").tap()
        page.get_by_role("dialog").get_by_role("button", name="Schließen").tap()
        line.get_by_role("button", name="Heute nicht").tap()
        expect(line).to_have_count(0)
        page.reload()
        expect(rows(page)).to_have_count(1)
        expect(line).to_have_count(0)


def test_a_toast_ends_with_its_page(desktop: Visit, shop: Stage) -> None:
    """What was done is said where it was done: another page has nothing to say about it."""
    shop.customer("yilmaz", "Hallo!")
    page = open_inbox(desktop, shop)
    said = page.get_by_role("status").filter(has_text="abgeschlossen")
    rows(page).first.get_by_role("link").click()
    page.get_by_role("button", name="Abschließen").click()
    expect(said).to_be_visible()
    page.get_by_role("status").get_by_role("button", name="Rückgängig").hover()
    go_to(page, "Statistik")
    expect(page.get_by_role("heading", name="Statistik", level=2)).to_be_visible()
    assert said.count() == 0


def test_how_long_somebody_waits_is_never_cut(desktop: Visit, calling: Stage) -> None:
    """Beside the panel and the telephone, while nobody has taken it: the head says it in as many words as fit."""
    calling.customer("krause", MORNING)
    desktop.context.clock.install()
    page = open_inbox(desktop, calling)
    rows(page).first.get_by_role("link").click()
    expect(page.get_by_role("button", name="Anrufen")).to_be_visible()
    desktop.context.clock.fast_forward("14:00:00")
    head = page.locator("header").filter(has=page.get_by_role("heading", level=2, name="Gast 1"))
    expect(head).to_contain_text("wartet seit 14 Stunden")
    cut = """(line) => [...line.querySelectorAll(":scope > span")]
      .filter((each) => each.scrollWidth > each.clientWidth && each.clientWidth > 1).map((each) => each.textContent)"""
    assert head.locator(".line").evaluate(cut) == []
    expect(head.locator(".short")).to_be_visible()
    expect(head.locator(".short")).to_have_text("seit 14 Std")
