"""Every view of the product, in light and dark, on every size of screen (BFSG, WCAG 2.2 AA). `views` lists them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.views import WALKS, looking
from tests.e2e.views.view import Place, View, Walk
from tests.world.bare import Bare
from tests.world.browser import DESKTOP, PHONE, Visit
from tests.world.clock import LateClock, at
from tests.world.depth import usually
from tests.world.stage import Stage

TUESDAY = "2027-05-04 10:00"
pytestmark = pytest.mark.worker


NAMES = {walk.name: (walk,) for walk in WALKS}
ON_A_PHONE, ON_A_DESKTOP = list(NAMES)[::2], list(NAMES)[1::2]
"""In each run a walk is taken on one of the two; in the long run on both."""


def walked(walk: Walk, place: Place, look: Callable[[Place, View], list[str]]) -> list[str]:
    """What `look` finds, view by view."""
    walk.begin(place)
    found = []
    for view in walk.views:
        if place.on_phone and place.opened:
            # A finger that was lifted rests on nothing, a toast for instance.
            place.page.mouse.move(0, 0)
        view.reach(place)
        found += [f"{view.name}: {each}" for each in look(place, view)]
        found += [f"{view.name}: {each}" for each in left(place, view)]
    return found


def left(place: Place, view: View) -> list[str]:
    """Closes what was opened, and asks where the focus is."""
    page = place.page
    if view.leave:
        view.leave(place)
    elif view.kind in ("sheet", "menu"):
        page.keyboard.press("Escape")
    if view.kind not in ("sheet", "menu"):
        return []
    page.wait_for_function(f"() => {looking.OVER} === 0")
    return looking.returned(page, strictly=view.back)


@pytest.fixture
def place(walk: Walk, visits: Callable[..., Visit], tmp_path: Path) -> Iterator[Callable[..., Place]]:
    """Opens the server that the walk needs; asked with a device, answers the place."""

    def visiting(**options: Any) -> Visit:
        # Nothing here asks about motion, and each transition is waited for.
        visit = visits(**options, reduced_motion="reduce")
        visit.context.add_init_script(looking.REMEMBERED)
        return visit

    if walk.bare:
        # After closing time the till stands where "Heute noch" does: everybody here lives on a Tuesday at ten.
        clock = LateClock()
        clock.later_ms = at(TUESDAY) - clock.now_ms()

        def living(**options: Any) -> Visit:
            visit = visiting(**options)
            visit.context.clock.install(time=clock.now_ms() / 1000)
            return visit

        with Bare.open(tmp_path, clock) as bare:
            yield lambda device, opens=living: Place(opens, device, bare=bare)
    else:
        with Stage.open(tmp_path) as shop:
            yield lambda device, opens=visiting: Place(opens, device, stage=shop)


def opens_and_fits(at: Place, view: View) -> list[str]:
    """The focus is in what opened, and nothing sticks out."""
    found = looking.opened(at.page) if view.kind in ("sheet", "menu") else []
    return found + looking.fits(at.page)


@pytest.mark.parametrize("walk", usually(NAMES, *ON_A_PHONE))
def test_on_a_phone(walk: Walk, place: Callable[..., Place]) -> None:
    """axe finds nothing; targets of 24 px; focus and titles; at 320 px, on its side, and with letters twice as large
    nothing sticks out or is pushed off the screen [WCAG 1.4.4, 1.4.10]."""
    seen: dict[str, str] = {}

    def look(at: Place, view: View) -> list[str]:
        found = opens_and_fits(at, view)
        if view.kind == "page":
            found += looking.titles(seen, view.name, at.page)
        found += looking.violations(at.page)
        if view.kind != "menu":
            found += looking.fits_everywhere(at.page)
        menu = view.kind == "menu"
        found += looking.fits_with_large_letters(at.page, (lambda: view.reach(at)) if menu else None)
        if view.kind == "sheet":
            found += looking.keeps_the_focus(at.page)
        return found

    assert walked(walk, place(PHONE), look) == []


@pytest.mark.parametrize("walk", usually(NAMES, *ON_A_DESKTOP))
def test_on_a_desktop_in_the_dark(walk: Walk, place: Callable[..., Place]) -> None:
    """The same on a wide screen with a mouse, in dark."""

    def look(at: Place, view: View) -> list[str]:
        return opens_and_fits(at, view) + looking.violations(at.page)

    assert walked(walk, place({**DESKTOP, "color_scheme": "dark"}), look) == []
