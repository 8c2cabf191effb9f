"""`python -m tests.pictures.pairs [NAME…]`: takes the right halves of the pairs in docs/explanation anew.

The left halves show the interface as it was before it was built around who waits. The program that drew them is not in this
tree any more, so they stay as they are, and no run compares the pairs.
"""

from __future__ import annotations

import argparse
import io
import tempfile
from pathlib import Path
from typing import Any, Final

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.world import chromium
from tests.world.bare import Bare
from tests.world.browser import DESKTOP, PHONE, Visit
from tests.world.clock import at
from tests.world.seeded import Seeded
from tests.world.stage import Stage
from tresen.clock import SettableClock

FOLDER: Final = Path(__file__).parents[2] / "docs" / "explanation" / "before-and-after"
NOW: Final = "2026-11-24 10:24"
GAP: Final = 24
"""Between the halves, in dots."""
MOST: Final = 760
"""So wide is a half at most."""
QUALITY: Final = 68
SETTLED_MS: Final = 3000
"""Everything is drawn by then."""
WORDS: Final = {
    "de": ("Nachricht schreiben", "Nachricht", "Senden", "zugestellt", "Unterhaltungen"),
    "en": ("Write a message", "Message", "Send", "delivered", "Conversations"),
}
LETTERS: Final = 24


def screen(base: dict[str, Any], width: int, height: int, **look: Any) -> dict[str, Any]:
    """A screen of that size, a dot for each pixel."""
    return {**base, "viewport": {"width": width, "height": height}, "device_scale_factor": 1, **look}


SCREENS: Final[dict[str, dict[str, Any]]] = {
    "wizard": screen(PHONE, 390, 844),
    "first": screen(PHONE, 390, 844),
    "first-english-dark": screen(PHONE, 390, 844, locale="en-GB", color_scheme="dark"),
    "letters": screen(PHONE, 320, 700),
    "list-dark": screen(PHONE, 390, 844, color_scheme="dark"),
    "conversation": screen(DESKTOP, 1280, 800),
    "profile": screen(DESKTOP, 1280, 800),
    "wide-english": screen(DESKTOP, 1920, 1080, locale="en-GB"),
}
"""What each pair shows is said by the page."""


def visit(browser: Browser, name: str) -> Visit:
    """A browser with the screen of that pair, whose clock stands still."""
    options = {**SCREENS[name], "service_workers": "block", "reduced_motion": "reduce"}
    opened = Visit.start(browser, **options)
    opened.context.clock.set_fixed_time(at(NOW) / 1000)
    return opened


def said(page: Page, text: str, language: str) -> None:
    """A customer writes the first message, with large letters."""
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": LETTERS}})
    write, field, send, arrived, _ = WORDS[language]
    page.get_by_role("button", name=write).click()
    page.get_by_role("textbox", name=field, exact=True).fill(text)
    page.get_by_role("button", name=send, exact=True).click()
    expect(page.get_by_role("article").filter(has_text=text)).to_contain_text(arrived)


def customer(shop: Stage, browser: Browser, name: str) -> Page:
    """The customer page; "letters" writes there."""
    page = visit(browser, name).open(shop.bakery.url)
    if name == "letters":
        said(page, "Guten Tag! Geht auch eine Torte ohne Nüsse?", "de")
    return page


def inbox(shop: Stage, browser: Browser, name: str) -> Page:
    """The owner's inbox: its list, a conversation, or the profile."""
    page = visit(browser, name).open(shop.inbox_link(1, "owner"))
    language = "en" if name.endswith("english") else "de"
    rows = page.get_by_role("list", name=WORDS[language][-1]).get_by_role("listitem")
    expect(rows.first).to_be_visible()
    if name == "profile":
        page.evaluate("location.hash = '#/profile'")
    elif name != "list-dark":
        rows.filter(has_text="Café Morgenrot").first.click()
    return page


def taken(page: Page) -> Image.Image:
    """What the screen shows, no wider than a half."""
    page.wait_for_timeout(SETTLED_MS)
    page.mouse.move(0, 0)
    with Image.open(io.BytesIO(page.screenshot(animations="disabled"))) as picture:
        whole = picture.convert("RGB")
    page.context.close()
    if whole.width <= MOST:
        return whole
    return whole.resize((MOST, round(whole.height * MOST / whole.width)), Image.Resampling.LANCZOS)


def joined(before: Image.Image, after: Image.Image) -> Image.Image:
    """Side by side on white, of one size."""
    pair = Image.new("RGB", (before.width + GAP + after.width, max(before.height, after.height)), "white")
    pair.paste(before, (0, 0))
    pair.paste(after, (before.width + GAP, 0))
    return pair


def left_of(name: str) -> Image.Image:
    """The half that stays."""
    with Image.open(FOLDER / f"{name}.webp") as pair:
        whole = pair.convert("RGB")
    return whole.crop((0, 0, (whole.width - GAP) // 2, whole.height))


def now(browser: Browser, folder: Path, names: list[str]) -> dict[str, Image.Image]:
    """The right halves, of the program as it is."""
    halves: dict[str, Image.Image] = {}
    if "wizard" in names:
        (folder / "bare").mkdir()
        with Bare.open(folder / "bare", SettableClock(at(NOW))) as bare:
            halves["wizard"] = taken(visit(browser, "wizard").look(bare.setup_link()))
    (folder / "demo").mkdir()
    with Stage.open(folder / "demo", SettableClock(at(NOW)), Seeded(folder, NOW).opening) as shop:
        for name in names:
            if name != "wizard":
                open_it = customer if name in ("first", "first-english-dark", "letters") else inbox
                halves[name] = taken(open_it(shop, browser, name))
    return halves


def main() -> None:
    """Each pair keeps its left half."""
    parser = argparse.ArgumentParser(prog="python -m tests.pictures.pairs", description=__doc__)
    parser.add_argument("name", nargs="*", choices=[[], *SCREENS], help="of these alone")
    expect.set_options(timeout=60_000)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = chromium.german(playwright)
        halves = now(browser, Path(folder), parser.parse_args().name or list(SCREENS))
        browser.close()
    for name, half in halves.items():
        joined(left_of(name), half).save(FOLDER / f"{name}.webp", quality=QUALITY, method=6)


if __name__ == "__main__":
    main()
