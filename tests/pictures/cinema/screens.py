"""The two screens that are filmed: what is touched, typed and seen there becomes pictures of the timeline."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PIL import Image
from playwright.sync_api import Locator, Page

from tests.pictures.cinema.canvas import LEFT, RIGHT, SHRUNK, laid, touched
from tests.pictures.cinema.reel import FRAME_MS, Timeline
from tests.pictures.cinema.words import Script
from tests.pictures.likeness import Box, moved
from tests.pictures.studio import Studio

STEP: Final = 2
"""Letters that are typed between two pictures."""
TYPED_MS: Final = 3 * FRAME_MS
_CHECKED_MS: Final = 1000
"""What stands so long is compared when the film is taken again."""
_SPOT: Final = ((0.5, 2), (1.0, 6), (0.5, 2))
"""How strongly a finger's spot shows, and for how many frames."""


class Screens:
    """The phone on the left, the inbox on the right. `left` and `right` are what they showed last."""

    def __init__(self, studio: Studio, script: Script, phone: Page, inbox: Page) -> None:
        self.studio, self.script = studio, script
        self.phone, self.inbox = phone, inbox
        self.film = Timeline()
        self.left, self.right = studio.shot(phone), studio.shot(inbox)

    def shows(
        self, ms: int, *, only: Page | None = None, fades: bool = False, varies: Sequence[Locator] = ()
    ) -> None:
        """What both show once nothing moves. `only`: on that one alone something has changed; `varies`: what each run
        makes anew beside what it always does.
        """
        self._look(self.studio.shot, only)
        self.film.hold(self._both(), ms, fades=fades)
        if ms >= _CHECKED_MS:
            self.film.check(self._anew(varies))

    def _anew(self, varies: Sequence[Locator]) -> list[Box]:
        """Where in the frame is what each run makes anew."""
        return [
            moved(box, *place)
            for page, place in ((self.phone, LEFT), (self.inbox, RIGHT))
            for box in self.studio.anew(page, *(each for each in varies if each.page is page))
        ]

    def _both(self) -> Image.Image:
        return laid((self.left, LEFT), (self.right, RIGHT))

    def _look(self, look: Callable[[Page], Image.Image], only: Page | None) -> None:
        if only is not self.inbox:
            self.left = look(self.phone)
        if only is not self.phone:
            self.right = look(self.inbox)

    def tap(self, it: Locator) -> None:
        """A finger's spot, then the click."""
        it.scroll_into_view_if_needed()
        box = it.bounding_box()
        assert box is not None, "nothing to tap"
        scale, (left, top) = (1.0, LEFT) if it.page is self.phone else (SHRUNK, RIGHT)
        place = left + scale * (box["x"] + box["width"] / 2), top + scale * (box["y"] + box["height"] / 2)
        before = self._both()
        for strength, frames in _SPOT:
            self.film.hold(touched(before, place, strength), frames * FRAME_MS, fades=False)
        self.press(it)

    def press(self, it: Locator) -> None:
        """With a finger on the phone: a mouse that was there would leave a button beside the message that it was over."""
        if it.page is self.phone:
            it.tap()
        else:
            it.click()

    def field(self, page: Page) -> Locator:
        """Where messages are written."""
        return page.get_by_role("textbox", name=self.script.names.message, exact=True)

    def type(self, page: Page, text: str, into: Locator | None = None) -> None:
        """Letter by letter, a few between two pictures."""
        it = into or self.field(page)
        for at in range(0, len(text), STEP):
            it.press_sequentially(text[at : at + STEP])
            last = at + STEP >= len(text)
            self._look(self.studio.shot if last else self.studio.glance, page)
            self.film.hold(self._both(), TYPED_MS, fades=False)

    def send(self, page: Page) -> None:
        """Tap the button that sends."""
        self.tap(page.get_by_role("button", name=self.script.names.send, exact=True))

    def log(self, page: Page) -> Locator:
        """What was said."""
        return page.get_by_role("log").get_by_role("article")

    def row(self, said: str) -> Locator:
        """The inbox's row whose last words these are."""
        names = self.script.names
        rows = self.inbox.get_by_role("list", name=names.conversations, exact=True)
        return rows.get_by_role("listitem").filter(has_text=said)
