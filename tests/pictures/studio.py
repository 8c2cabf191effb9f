"""Where the pictures of the pages are taken: one bakery, one morning, German browsers whose clock stands still."""

from __future__ import annotations

import contextlib
import functools
import io
import socket
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from PIL import Image
from playwright.sync_api import Browser, Locator, Page, Playwright, expect

from tests.e2e import axe
from tests.e2e.moments import Moments
from tests.pictures.cinema.reel import Check
from tests.pictures.likeness import Box, covered
from tests.world import callstage, chromium
from tests.world.bakery import bakery
from tests.world.bare import Bare
from tests.world.browser import PHONE, Visit
from tests.world.clock import at
from tests.world.seeded import Seeded
from tests.world.stage import Stage
from tresen.clock import SettableClock
from tresen.demo.bakery import profile

NOW: Final = "2026-11-24 10:24"
"""A Tuesday morning: the shop is open, the first orders are answered."""
SMALL: Final[dict[str, Any]] = {**PHONE, "device_scale_factor": 1.5}
"""A phone whose picture stands beside text."""
LOW: Final[dict[str, Any]] = {**SMALL, "viewport": {"width": 390, "height": 640}}
"""The same, for a picture of little height."""
SUFFIX: Final = ".webp"
QUALITY: Final = 82
"""Of WebP, 0 to 100. Below it, letters get a fringe."""
_FLAGS: Final = (
    *callstage.FLAGS,
    "--font-render-hinting=none",
    "--force-color-profile=srgb",
    "--hide-scrollbars",
)
"""Cameras that need no camera; letters and colours that do not depend on the screen."""
_MADE_ANEW: Final = (
    "svg.qr, svg.sign path, .four, .groups li, .groups input, .paper .link, .lvl svg, .lvl .t, "
    "[role=dialog] ol li b, dialog ol li b, "
    ".who:is(.plum, .brick, .amber, .moss, .teal, .blue, .brown, .slate) .face"
)
"""What comes from keys or from a microphone, and differs in each run: codes, words, groups of a sheet, a level, the colours
of guests."""
_LINE: Final = """(one) => {
    if (!one.matches('text, b')) return null;
    const { x, width } = (one.ownerSVGElement ?? one.parentElement).getBoundingClientRect();
    return { x, width };
}"""
"""Words that differ in each run are as wide as they are: their whole line varies."""
_TRIES: Final = 40
"""How often a screen is looked at until it is twice the same."""
_AT_REST: Final = f"() => ({axe.STILL})() && !document.querySelector('.toast, .day.shown')"
"""Nothing moves, and what comes and goes without its reader has gone: notes, and the day above a log that was scrolled."""
_ANSWERING: Final = (
    "() => document.querySelector(':is(a, button, summary, label, input, select, textarea):hover') !== null"
)
"""Something answers to a pointer. A tap leaves one behind, up to a third of a second after it."""
_LOOKS: Final = {
    "fonts-noto-core": "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf",
    "fonts-noto-color-emoji": "/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf",
    "chromium-l10n": "/usr/lib/chromium/locales/de.pak",
}
"""What draws letters, emoji and times in fields, by package."""
_PORTS: Final = range(8024, 8100)
"""Addresses stand in some pictures: always the first port that is free. Below those that systems give out."""


@dataclass
class Studio:
    """Takes pictures into `folder`, and knows of each what differs from one run to the next.

    `visit` opens somebody's browser; `browser` is for scenes that need another one. `films` names the pictures that are a
    film's poster, and the moments at which two takes of it look the same.
    """

    folder: Path
    browser: Browser
    seeded: Seeded
    varying: dict[str, list[Box]] = field(default_factory=dict)
    films: dict[str, list[Check]] = field(default_factory=dict)
    _visits: list[Visit] = field(default_factory=list)
    _rooms: list[Path] = field(default_factory=list)

    @classmethod
    @contextlib.contextmanager
    def open(cls, folder: Path, playwright: Playwright) -> Iterator[Studio]:
        """German Chromium, and the demo's three weeks, played once. Everything is closed at the end."""
        expect.set_options(timeout=20_000)
        with tempfile.TemporaryDirectory() as work:
            browser = chromium.german(playwright, *_FLAGS)
            yield cls(folder, browser, Seeded(Path(work), NOW))
            browser.close()

    @contextlib.contextmanager
    def scene(self) -> Iterator[Studio]:
        """What a scene opens is closed when it ends."""
        try:
            yield self
        finally:
            while self._visits:
                self._visits.pop().close()

    def visit(self, **options: Any) -> Visit:
        """Somebody's browser at the time of the pictures, without motion, and without a worker unless it is asked for."""
        visit = self.visit_in_motion(**options)
        visit.context.clock.set_fixed_time(at(NOW) / 1000)
        return visit

    def visit_in_motion(self, **options: Any) -> Visit:
        """Somebody's browser whose clock somebody else sets."""
        options = {"service_workers": "block", "reduced_motion": "reduce", **options}
        self._visits.append(Visit.start(self.browser, **options))
        return self._visits[-1]

    @contextlib.contextmanager
    def bakery(self, *, opening: Callable[..., Any] | None = None) -> Iterator[Stage]:
        """The bakery before its first customer. `opening`: what to start instead of its server."""
        with tempfile.TemporaryDirectory() as folder:
            opening = opening or functools.partial(bakery, profile=profile(), port=port())
            with Stage.open(Path(folder), SettableClock(at(NOW)), opening=opening) as shop:
                yield shop

    @contextlib.contextmanager
    def demo(self) -> Iterator[Stage]:
        """The demo's bakery with its three weeks; a copy, so that no scene sees what another one did."""
        with tempfile.TemporaryDirectory() as folder:
            opening = functools.partial(self.seeded.opening, port=port())
            with Stage.open(Path(folder), SettableClock(at(NOW)), opening=opening) as shop:
                yield shop

    @contextlib.contextmanager
    def moments(self, when: str = NOW, **changes: Any) -> Iterator[Moments]:
        """The bakery on a day that goes on. `changes`: fields of its profile."""
        with tempfile.TemporaryDirectory() as folder:
            opening = functools.partial(bakery, port=port())
            changes = {"picture": profile()["picture"], **changes}
            with Moments.open(Path(folder), when, opening=opening, **changes) as moments:
                yield moments

    @contextlib.contextmanager
    def bare(self) -> Iterator[Bare]:
        """A server without a business."""
        with (
            tempfile.TemporaryDirectory() as folder,
            Bare.open(Path(folder), SettableClock(at(NOW)), port()) as bare,
        ):
            yield bare

    def shot(self, page: Page) -> Image.Image:
        """What the screen shows once nothing moves or comes any more."""
        return self._rested(page, None, ())[0]

    def anew(self, page: Page, *varies: Locator) -> list[Box]:
        """Where on the screen is what each run makes anew; `varies` is what else it does."""
        scale = page.evaluate("devicePixelRatio")
        return [box for each in (page.locator(_MADE_ANEW), *varies) for box in _boxes(each, None, scale)]

    def glance(self, page: Page) -> Image.Image:
        """What the screen shows once nothing moves on it; what is still to come is not waited for."""
        page.wait_for_function(_AT_REST)
        with Image.open(io.BytesIO(page.screenshot(animations="disabled"))) as picture:
            return picture.convert("RGB")

    def take(
        self, page: Page, name: str, *, of: Locator | None = None, varies: Sequence[Locator] = ()
    ) -> None:
        """Save a picture of the screen, or of a part of it. `varies` is what else each run makes anew."""
        self.save(*self._rested(page, of, varies), name=name)

    def _rested(
        self, page: Page, of: Locator | None, varies: Sequence[Locator]
    ) -> tuple[Image.Image, list[Box]]:
        """A picture once nothing moves or comes any more: twice the same, but for what varies; and where that is."""
        page.wait_for_function("() => [...document.images].every((one) => one.complete)")
        last, scale = None, page.evaluate("devicePixelRatio")
        for _ in range(_TRIES):
            page.mouse.move(0, 0)
            page.wait_for_function(_AT_REST)
            boxes = [box for each in (page.locator(_MADE_ANEW), *varies) for box in _boxes(each, of, scale)]
            with Image.open(io.BytesIO((of or page).screenshot(animations="disabled"))) as picture:
                taken = picture.convert("RGB")
            without = covered(taken, boxes)
            if without == last and not page.evaluate(_ANSWERING):
                return taken, boxes
            last = without
            page.evaluate("() => new Promise((done) => requestIdleCallback(() => setTimeout(done, 500)))")
        raise ValueError(f"{page.title()} does not come to rest")

    def file(self, name: str) -> Path:
        """Where the picture of that name is."""
        return self.folder / f"{name}{SUFFIX}"

    def save(self, picture: Image.Image, varying: Sequence[Box] = (), *, name: str) -> None:
        """Save a picture that was put together from several."""
        self.varying[name] = list(varying)
        picture.save(self.file(name), quality=QUALITY, method=6)


def a_moment_later(shop: Stage) -> None:
    """The server's clock goes on, so that what comes from now on comes after what the pages have opened: their clocks stand
    still, and at the same instant it would count as new."""
    clock = shop.bakery.clock
    assert isinstance(clock, SettableClock)
    clock.set(clock.now_ms() + 1000)


def counted(inbox: Page, *counts: str) -> None:
    """The list's filters say so: their numbers come seconds after what they count. `Wartet` alone: nobody does."""
    for each in counts:
        expect(inbox.get_by_role("button", name=each, exact=True)).to_be_visible()


def _boxes(varies: Locator, of: Locator | None, scale: float) -> Iterator[Box]:
    """Where the elements are, in the picture's dots."""
    origin = of.bounding_box() if of else None
    left, top = (origin["x"], origin["y"]) if origin else (0.0, 0.0)
    for each in varies.all():
        box = each.bounding_box()
        if box is not None:
            box = {**box, **(each.evaluate(_LINE) or {})}
            x, y = box["x"] - left, box["y"] - top
            yield (
                int(x * scale),
                int(y * scale),
                int((x + box["width"]) * scale) + 1,
                int((y + box["height"]) * scale) + 1,
            )


def lacking() -> list[str]:
    """The Debian packages that this machine lacks: with other letters, the pictures would be others."""
    return [package for package, file in _LOOKS.items() if not Path(file).exists()]


def port() -> int:
    """The first port of ours that nobody listens on."""
    for each in _PORTS:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with contextlib.suppress(OSError):
                probe.bind(("127.0.0.1", each))
                return each
    raise OSError("no port is free for the pictures")
