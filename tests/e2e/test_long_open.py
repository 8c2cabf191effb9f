"""A page that stays open while a conversation grows, as the tablet at the till does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.world.browser import Visit
from tests.world.stage import Stage
from tresen.client import Customer

FIRST, MORE = 120, 140
AT_ONCE = 20
MOST = 180 + 10
"""Rows that a page holds at most while its reader is at the newest message, and the few that stand between them."""


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Stage]:
    with Stage.open(tmp_path) as opened:
        yield opened


def says(shop: Stage, customer: Customer, page: Page, numbers: range) -> None:
    """Some at a time, as the page follows."""

    async def say(some: range) -> None:
        for number in some:
            await customer.send(f"Nachricht {number}.")

    for begin in range(0, len(numbers), AT_ONCE):
        some = numbers[begin : begin + AT_ONCE]
        shop.do(say(some))
        newest(page, some[-1])
        assert rows(page) <= MOST


def rows(page: Page) -> int:
    return page.locator("[role=log] [data-key]").count()


def held(page: Page) -> tuple[int, int]:
    """Nodes of the document, and bytes of the heap, after what nobody holds was collected."""
    line = page.context.new_cdp_session(page)
    line.send("Performance.enable")
    line.send("HeapProfiler.collectGarbage")
    measured = {each["name"]: each["value"] for each in line.send("Performance.getMetrics")["metrics"]}
    line.detach()
    return int(measured["Nodes"]), int(measured["JSHeapUsedSize"])


def newest(page: Page, number: int) -> None:
    expect(page.get_by_role("article").last).to_contain_text(f"Nachricht {number}.")


def test_a_page_lets_go_of_what_is_far_above_and_brings_it_back(desktop: Visit, shop: Stage) -> None:
    """Rows and memory stay bounded however much is said; scrolling back shows all of it, and coming back lets it go."""
    krause = shop.customer("krause", "Nachricht 1.")
    page = desktop.open(shop.inbox_link(1, "owner"))
    page.get_by_role("list", name="Unterhaltungen").get_by_role("listitem").first.get_by_role("link").click()
    newest(page, 1)
    says(shop, krause, page, range(2, FIRST + 1))
    nodes, heap = held(page)
    says(shop, krause, page, range(FIRST + 1, FIRST + MORE + 1))
    nodes_after, heap_after = held(page)
    # A window is between 60 and 180 rows when it is measured: three times at most, and no more for all that was said.
    assert nodes_after <= 3 * nodes
    assert heap_after <= heap + 8 * 1024 * 1024

    log = page.get_by_role("log", name="Unterhaltung")
    first = page.get_by_role("article").filter(has_text="Nachricht 1.").first
    for _ in range(20):
        if first.count() and first.is_visible():
            break
        log.evaluate("(it) => it.scrollTo({ top: -it.scrollHeight })")
        page.wait_for_function("() => document.querySelector('[role=log]').ariaBusy !== 'true'")
    # The oldest page came in above the reader, who stayed where they were.
    log.evaluate("(it) => it.scrollTo({ top: -it.scrollHeight })")
    expect(first).to_be_in_viewport()
    assert rows(page) >= FIRST + MORE
    log.evaluate("(it) => it.scrollTo({ top: 0 })")
    page.wait_for_function(f"() => document.querySelectorAll('[role=log] [data-key]').length <= {MOST}")
    newest(page, FIRST + MORE)
    expect(page.get_by_role("article").last).to_be_in_viewport()
