"""A set-up link that runs out before or during set-up, and what comes out of the printer in English."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing

from playwright.sync_api import Page, expect

from tests.e2e import wizard
from tests.e2e.axe import violations
from tests.world.bare import Bare
from tests.world.browser import DESKTOP, PHONE, Visit, on
from tests.world.process import Process
from tresen.store.database import FILE

PAPERS = {"A5": (148, 210), "A6": (105, 148)}


def an_hour_passes(bare: Bare) -> None:
    """All set-up links made until now have expired."""
    with closing(sqlite3.connect(bare.data / FILE)) as database:
        database.execute("UPDATE setups SET until_ms = until_ms - 3600001")
        database.commit()


def expired(page: Page) -> None:
    wizard.heading(page, "Dieser Einrichtungslink ist abgelaufen")
    expect(page.get_by_text("Lass dir einen neuen geben und öffne ihn in diesem Browser")).to_be_visible()
    wizard.settled(page)
    assert violations(page) == []


@on("phone", "owner")
def test_a_link_ends_after_an_hour(
    visits: Callable[..., Visit], bare: Bare, owner: dict[str, object]
) -> None:
    """[S3] Opened too late, it says so in both languages; nothing can be typed into a set-up that cannot succeed."""
    link = bare.setup_link()
    an_hour_passes(bare)
    page = visits(**owner).open(link)
    expired(page)
    expect(page.get_by_role("textbox")).to_have_count(0)
    english = visits(**{**owner, "locale": "en-GB"}).open(link)
    wizard.heading(english, "This set-up link has expired")


def test_it_ends_in_the_middle(desktop: Visit, bare: Bare) -> None:
    """[S3] The hour ends at the last step: with a fresh link everything typed is there."""
    page = desktop.open(bare.setup_link())
    wizard.to_the_answers(page)
    an_hour_passes(bare)
    wizard.press(page, "Weiter zum Ausprobieren")
    expired(page)
    again = desktop.open(bare.setup_link())
    wizard.heading(again, "Niemand steht vor verschlossener Tür.")
    wizard.press(again, "Weiter zum Ausprobieren")
    wizard.heading(again, "Scann mich.")


def test_two_with_the_same_link(visits: Callable[..., Visit], bare: Bare) -> None:
    """[S3] The second one is told at the last step (409) that the link is used; the first business is whole."""
    link = bare.setup_link()
    first, second = visits(**DESKTOP).open(link), visits(**PHONE).open(link)
    wizard.to_the_answers(second)
    wizard.set_up(first)
    with second.expect_response("**/api/v1/setup") as answer:
        wizard.press(second, "Weiter zum Ausprobieren")
    assert answer.value.status == 409
    wizard.heading(second, "Mit diesem Link wurde schon ein Betrieb angelegt")
    sign = Process(bare.data).tresen("sign", wizard.HANDLE, "--public-url", bare.url)
    assert "/baeckerei-sonnenschein#key=" in sign


def test_printed_in_english(visits: Callable[..., Visit], bare: Bare) -> None:
    """In English, too, sheet and sign are one page each, on the chosen paper, with nothing around them."""
    page = visits(**{**DESKTOP, "locale": "en-GB"}).open(bare.setup_link())
    wizard.press(page, "Deutsch")
    wizard.to_the_answers(page)
    wizard.press(page, "English")
    wizard.press(page, "On to trying it")
    wizard.heading(page, "Scan me.")
    wizard.press(page, "Skip this and open the inbox")
    page.get_by_role("button", name="Print the recovery sheet").click()
    known = [
        text.strip()
        for text in page.get_by_role("region", name="The sheet").locator("ol b").all_inner_texts()
    ]
    assert wizard.media_boxes(page.pdf(prefer_css_page_size=True)) == [(210, 297)]
    page.emulate_media(media="print")
    text = page.locator("body").inner_text()
    assert all(group in text for group in known)
    assert "What this sheet is for" in text
    assert "Use this sheet" not in text
    page.emulate_media(media="null")
    wizard.press(page, "Copy by hand")
    wizard.press(page, "Finished copying")
    shown = page.get_by_role("region", name="The sheet").locator("ol b").all_inner_texts()
    for number, group in enumerate(shown, 1):
        if "covered" in group:
            page.get_by_label(f"Group {number}", exact=True).fill(known[number - 1])
    wizard.press(page, "Use this sheet")
    expect(page.get_by_text("The sheet is valid now.")).to_be_visible()
    page.goto(f"{bare.url}/setup")
    wizard.heading(page, "Your sign")
    page.evaluate("window.print = () => {}")
    for label, paper in PAPERS.items():
        page.get_by_label(label).check()
        wizard.press(page, "Counter sign: Print")
        assert wizard.media_boxes(page.pdf(prefer_css_page_size=True)) == [paper]
    wizard.press(page, "Counter sign: Print")
    page.emulate_media(media="print")
    assert "Write to us" in page.locator("body").inner_text()
