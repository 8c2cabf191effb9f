"""What must hold of every view (WCAG 2.2 AA, interface.md): asked of the page as it stands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from tests.e2e import axe, wizard

_CHECKS = (Path(__file__).parent / "checks.js").read_text("utf8")

REMEMBERED = """addEventListener("beforetoggle", (event) => {
    if (event.newState === "open") (window.openers ??= []).push(document.activeElement);
}, true);"""
"""Runs before a page's own script: what had the focus when something opened over the page."""

SIZES = {"narrow": (320, 640), "landscape": (740, 360)}
"""Besides the phone's own. Landscape is a small phone on its side."""
LARGE = 32
"""Pixels of a letter that is twice as large as usual."""


def fits(page: Page) -> list[str]:
    """Targets, and what sticks out, at the page's size."""
    wizard.settled(page)
    size = page.viewport_size
    assert size is not None
    found: list[str] = page.evaluate(_CHECKS, size["width"])
    return [f"{size['width']}×{size['height']}: {each}" for each in found]


def fits_everywhere(page: Page) -> list[str]:
    """`fits` at each of SIZES, then again as it was."""
    before = page.viewport_size
    assert before is not None
    found = []
    for width, height in SIZES.values():
        page.set_viewport_size({"width": width, "height": height})
        found += fits(page)
    page.set_viewport_size(before)
    wizard.settled(page)
    return found


DRAWN = "() => new Promise(requestAnimationFrame)"
"""A menu is placed right before the first picture of it."""


def fits_with_large_letters(page: Page, open_again: Callable[[], object] | None = None) -> list[str]:
    """`fits` for somebody who reads at 200 %: by the browser's own setting, which media queries follow too.

    A menu finds its place when it opens, so it is closed and opened again (`open_again`).
    """
    letters = page.context.new_cdp_session(page)
    if open_again:
        before = over(page)
        page.keyboard.press("Escape")
        page.wait_for_function(f"(before) => {OVER} < before", arg=before)
    try:
        letters.send("Page.setFontSizes", {"fontSizes": {"standard": LARGE}})
        page.wait_for_function(
            "(size) => getComputedStyle(document.documentElement).fontSize === size", arg=f"{LARGE}px"
        )
        if open_again:
            open_again()
            page.evaluate(DRAWN)
        return [f"{LARGE} px: {each}" for each in fits(page)]
    finally:
        letters.send("Page.setFontSizes", {"fontSizes": {"standard": 16}})
        letters.detach()
        wizard.settled(page)


def violations(page: Page) -> list[str]:
    wizard.settled(page)
    return axe.violations(page)


_FOCUS = """() => {
    const at = document.activeElement;
    if (!at || at === document.body || at === document.documentElement) return null;
    return (at.ariaLabel || at.textContent || at.tagName).trim().slice(0, 40) || at.tagName;
}"""


def focused(page: Page) -> str | None:
    """What has the focus; None: nothing has."""
    found: str | None = page.evaluate(_FOCUS)
    return found


_OVER = "[...document.querySelectorAll('dialog[open], [popover]:popover-open')]"
OVER = f"{_OVER}.length"


def over(page: Page) -> int:
    """How many things lie over the page."""
    count: int = page.evaluate(OVER)
    return count


_INSIDE = f"() => {_OVER}.at(-1)?.contains(document.activeElement) ?? false"


def keeps_the_focus(page: Page) -> list[str]:
    """Tab and Shift+Tab at the ends of a dialog stay in it."""
    found = []
    for keys, end in (("Tab", -1), ("Shift+Tab", 0)):
        page.evaluate(
            """(end) => {
                const dialog = [...document.querySelectorAll("dialog[open]")].at(-1);
                const all = [...dialog.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")];
                all.filter((each) => each.tabIndex >= 0 && !each.disabled && each.checkVisibility()).at(end).focus();
            }""",
            end,
        )
        page.keyboard.press(keys)
        if not page.evaluate(_INSIDE):
            found.append(f"{keys} leaves the dialog for {focused(page)}")
    return found


def opened(page: Page) -> list[str]:
    """The focus is in what was opened."""
    try:
        page.wait_for_function(_INSIDE)
    except Exception as error:  # noqa: BLE001 - whatever it is, the view has failed
        return [f"the focus is on {focused(page)} when it opens ({type(error).__name__})"]
    return []


_RETURNED = """(strictly) => {
    const from = (window.openers ?? []).at(-1);
    const at = document.activeElement;
    if (!at || at === document.body || at === document.documentElement) return false;
    return !strictly || !from || from === document.body || from === at || !from.isConnected || !from.checkVisibility();
}"""


def returned(page: Page, *, strictly: bool) -> list[str]:
    """After closing, the focus is on what opened it or, if that is gone, at least somewhere."""
    try:
        page.wait_for_function(_RETURNED, arg=strictly)
    except Exception as error:  # noqa: BLE001
        return [f"after closing the focus is on {focused(page)} ({type(error).__name__})"]
    finally:
        page.evaluate("window.openers?.pop()")
    return []


def titles(seen: dict[str, str], name: str, page: Page) -> list[str]:
    """No other page of this walk has this title."""
    title = page.title()
    other = seen.setdefault(title, name)
    return [f"has the title of {other}: {title}"] if title == "" or other != name else []
