"""Every view of the customer page from right to left: reached in German, then spoken in Arabic."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.e2e.test_views import left
from tests.e2e.views import looking
from tests.e2e.views.customer import CONVERSATION, REFUSALS
from tests.e2e.views.view import Place, View, Walk
from tests.world.browser import DESKTOP, PHONE, Visit
from tests.world.stage import Stage

pytestmark = [pytest.mark.worker, pytest.mark.long]

SPEAK = """(wishes) => {
    Object.defineProperty(navigator, "languages", { configurable: true, get: () => wishes });
    dispatchEvent(new Event("languagechange"));
}"""
SPOKEN = "(language) => document.documentElement.lang === language"
PICTURES = os.environ.get("TRESEN_RTL_PICTURES")
"""A folder for pictures, to be looked at."""


def speak(page: Page, *wishes: str) -> None:
    page.evaluate(SPEAK, list(wishes))
    page.wait_for_function(SPOKEN, arg=wishes[0])


def runs_to_the_left(page: Page) -> list[str]:
    """The page and what lies over it have the direction of the writing."""
    wrong: list[str] = page.evaluate("""() => {
        const over = [...document.querySelectorAll("dialog[open], :popover-open")];
        const turned = (each) => getComputedStyle(each).direction === "rtl";
        return [document.body, ...over].filter((each) => !turned(each)).map((each) => `${each.tagName} runs to the right`);
    }""")
    return wrong


@pytest.mark.parametrize("walk", [CONVERSATION, REFUSALS], ids=lambda walk: walk.name)
@pytest.mark.parametrize("device", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_view(walk: Walk, device: dict[str, Any], visits: Callable[..., Visit], tmp_path: Path) -> None:
    """[interface] Nothing sticks out, axe finds nothing, and each view runs from right to left."""

    def visiting(**options: Any) -> Visit:
        visit = visits(**options, reduced_motion="reduce")
        visit.context.add_init_script(looking.REMEMBERED)
        return visit

    def look(at: Place, view: View) -> list[str]:
        speak(at.page, "ar", "de")
        found = runs_to_the_left(at.page) + looking.fits(at.page) + looking.violations(at.page)
        if PICTURES:
            name = f"{walk.name}-{view.name}-{'phone' if at.on_phone else 'desktop'}".replace(
                " ", "-"
            ).replace("/", "-")
            at.page.screenshot(path=Path(PICTURES) / f"{name}.png")
        speak(at.page, "de")
        return [f"{view.name}: {each}" for each in found]

    with Stage.open(tmp_path) as shop:
        place = Place(visiting, device, stage=shop)
        walk.begin(place)
        found = []
        for view in walk.views:
            if place.on_phone and place.opened:
                place.page.mouse.move(0, 0)
            view.reach(place)
            found += look(place, view)
            left(place, view)
    assert found == []
