"""A conversation that this device holds: its messages stand in the first frame after the click, and nothing moves later."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e.test_list import link
from tests.e2e.test_list_actions import row, three
from tests.world.browser import Visit
from tests.world.stage import Stage

ARM = """() => {
  window.moved = [];
  new PerformanceObserver((list) => {
    for (const { sources } of list.getEntries())
      for (const { node } of sources)
        if (node?.isConnected && node.parentElement?.closest(".talk article, .talk .counter"))
          window.moved.push(node.textContent);
  }).observe({ type: "layout-shift" });
  addEventListener("click", () => requestAnimationFrame(() => {
    const named = (name) => document.querySelector(`.talk button[aria-label="${name}"]`) !== null;
    window.first = {
      said: [...document.querySelectorAll(".talk article")].map((each) => each.textContent).join(),
      attach: named("Anhängen"),
      record: named("Sprachnachricht"),
    };
  }), { once: true, capture: true });
}"""
"""What stands in the frame of the next click, and which messages or part of the counter move from then on."""


TRIES = 5


def seen(page: Page, name: str) -> None:
    """Open that conversation and wait until all of it is there."""
    link(row(page, name)).click()
    expect(page.get_by_role("log")).to_contain_text(f"Hier ist {name}.")
    expect(page.get_by_role("complementary").get_by_role("heading", name="Notizen")).to_be_visible()


def test_what_was_open_before_is_shown_in_the_first_frame(desktop: Visit, shop: Stage) -> None:
    """[interface] Messages, attaching and recording stand in the first frame, and what comes after it moves none of them."""
    page = three(desktop, shop)
    seen(page, "krause")
    first = {"said": ""}
    # What its own opening still brought is read while the page rests, which on a busy machine it may not have yet.
    for _ in range(TRIES):
        seen(page, "nguyen")
        page.evaluate(ARM)
        seen(page, "krause")
        first = page.evaluate("window.first")
        if first["said"]:
            break
    assert "Hier ist krause." in first["said"]
    assert first["attach"]
    assert first["record"]
    assert page.evaluate("window.moved") == []


def test_a_message_that_came_meanwhile_is_in_the_first_frame_too(desktop: Visit, shop: Stage) -> None:
    """[L2] What is shown at once is never older than what this device holds."""
    page = three(desktop, shop)
    for name in ("krause", "nguyen"):
        seen(page, name)
    shop.customer("krause", "Noch etwas.")
    newer = page.locator("[data-list]").get_by_role("link").filter(has_text="Noch etwas.")
    expect(newer).to_be_visible()
    newer.click()
    log = page.get_by_role("log")
    expect(log).to_contain_text("Noch etwas.")
    expect(log).to_contain_text("Hier ist krause.")
    expect(log.get_by_role("article")).to_have_count(2)
