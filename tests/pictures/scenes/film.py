"""The film of README.md: a customer scans the sign and writes; Anna answers with a quick reply; the ticks turn read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from tests.e2e.customer_page import article, field
from tests.e2e.test_inbox import rows
from tests.pictures.counter import beside
from tests.pictures.likeness import Box, moved
from tests.pictures.reel import Reel
from tests.pictures.scenes.readme import LINE, board_hung, sign
from tests.pictures.studio import Studio, a_moment_later, counted
from tests.world.browser import DESKTOP, PHONE
from tests.world.stage import Stage

PICTURES = ("film",)

HIGH: Final = 720
SMALL: Final[dict[str, Any]] = {**PHONE, "viewport": {"width": 360, "height": HIGH}, "device_scale_factor": 1}
DESK: Final[dict[str, Any]] = {**DESKTOP, "viewport": {"width": 1000, "height": HIGH}}
ASKED: Final = "Guten Morgen! Kann ich für Samstag eine Torte bestellen?"
THANKS: Final = "Für zwölf, bitte. Danke!"
GAP: Final = 24
MARGIN: Final = 22
"""Beside the sign, in the camera's picture."""
CODE: Final[Box] = (70, 300, 338, 610)
"""Where in the film the camera sees the sign's code and its words."""
STEP: Final = 2
"""Letters that are typed between two frames."""
CAMERA: Final = (38, 32, 28)
FINDER: Final = (255, 205, 60)


class Screens:
    """The phone and the inbox, filmed; before the page is open, the phone is a camera."""

    def __init__(self, studio: Studio, phone: Page, inbox: Page) -> None:
        self.studio, self.phone, self.inbox = studio, phone, inbox
        self.reel = Reel(lambda left, right: beside([left, right], gap=GAP))
        self.seen = (studio.shot(phone), studio.shot(inbox))

    def scan(self, paper: Image.Image) -> None:
        """The camera looks at the sign, and finds its code."""
        for found, ms in ((False, 600), (True, 900)):
            self.reel.hold(
                through_camera(paper, (SMALL["viewport"]["width"], HIGH), found=found), self.seen[1], ms
            )

    def hold(self, ms: int, *, only: Page | None = None) -> None:
        """What both show once nothing moves. `only`: on that one alone something has changed."""
        self._see(self.studio.shot, only)
        self.reel.hold(*self.seen, ms)

    def type(self, page: Page, text: str, ms: int) -> None:
        """Letter by letter, a few between two frames."""
        for at in range(0, len(text), STEP):
            field(page).press_sequentially(text[at : at + STEP])
            # The last one looks as it will when it is held: frames that are the same become one.
            self._see(self.studio.glance if at + STEP < len(text) else self.studio.shot, page)
            self.reel.hold(*self.seen, ms)

    def _see(self, look: Callable[[Page], Image.Image], only: Page | None) -> None:
        left, right = self.seen
        self.seen = (
            left if only is self.inbox else look(self.phone),
            right if only is self.phone else look(self.inbox),
        )

    def send(self, page: Page, text: str) -> None:
        """Until both have it."""
        page.get_by_role("button", name="Senden", exact=True).click()
        for each in (self.phone, self.inbox):
            expect(each.get_by_role("main")).to_contain_text(text[:12])


def through_camera(paper: Image.Image, size: tuple[int, int], *, found: bool) -> Image.Image:
    """The sign on a phone's screen; once the code is found, with a frame around it."""
    width, height = size
    across = width - 2 * MARGIN
    shown = paper.resize((across, round(across * paper.height / paper.width)), Image.Resampling.LANCZOS)
    whole = Image.new("RGB", (width, height), CAMERA)
    left, top = (width - shown.width) // 2, (height - shown.height) // 2
    whole.paste(shown, (left, top))
    if found:
        # The code is below the middle of the sheet, six tenths of it wide.
        side = round(shown.width * 0.74)
        box = left + (shown.width - side) // 2, top + round(shown.height * 0.385)
        ImageDraw.Draw(whole).rounded_rectangle(
            (*box, box[0] + side, box[1] + side), 14, outline=FINDER, width=5
        )
    return whole


def listed(inbox: Page, count: str, said: str) -> None:
    """The list has caught up with the conversation, which comes first: how many wait, and what was said last."""
    counted(inbox, count)
    expect(rows(inbox).filter(has_text=said)).to_be_visible()


def writes(screens: Screens) -> None:
    """Scanned, read, written: it drops into the inbox."""
    phone = screens.phone
    expect(phone.get_by_text(LINE)).to_be_visible()
    screens.hold(1100, only=phone)
    phone.get_by_role("button", name="Nachricht schreiben").click()
    expect(phone.get_by_role("textbox", name="Nachricht", exact=True)).to_be_visible()
    screens.hold(350, only=phone)
    screens.type(phone, ASKED, 60)
    screens.hold(350, only=phone)
    screens.send(phone, ASKED)
    expect(article(phone, ASKED)).to_contain_text("zugestellt")
    expect(article(phone, "Willkommen bei")).to_be_visible()
    listed(screens.inbox, "Wartet 6", "Kann ich für Sa")
    screens.hold(1100)


def answers(screens: Screens, shop: Stage) -> None:
    """Anna opens it, looks up a quick reply, and sends it."""
    inbox = screens.inbox
    rows(inbox).filter(has_text="Kann ich für Samstag").click()
    expect(inbox.get_by_role("log")).to_contain_text(ASKED)
    a_moment_later(shop)
    expect(article(screens.phone, ASKED)).to_contain_text("gelesen")
    expect(inbox.get_by_text("Torte auf Bestellung")).to_be_visible()
    screens.hold(900)
    for letters, ms in (("/t", 260), ("o", 960)):
        field(inbox).press_sequentially(letters)
        inbox.get_by_role("option").first.wait_for()
        screens.hold(ms, only=inbox)
    inbox.keyboard.press("Enter")
    expect(inbox.get_by_role("option")).to_have_count(0)
    screens.hold(700, only=inbox)
    screens.send(inbox, "Sehr gern! Für eine Torte")
    expect(inbox.get_by_role("log").get_by_role("article").last).to_contain_text("gelesen")
    listed(inbox, "Wartet 5", "Sehr gern! Für")
    screens.hold(1300)


def thanks(screens: Screens) -> None:
    """The customer answers, and sees that it was read."""
    screens.type(screens.phone, THANKS, 60)
    screens.send(screens.phone, THANKS)
    expect(screens.phone.get_by_role("article").last).to_contain_text("gelesen")
    listed(screens.inbox, "Wartet 6", THANKS)
    screens.hold(2000)


def film(studio: Studio, shop: Stage) -> tuple[Reel, list[Box]]:
    """All of it, and where it differs from one run to the next."""
    board_hung(shop)
    paper = studio.shot(sign(studio, shop))
    phone = studio.visit(**SMALL).open(shop.bakery.url)
    inbox = studio.visit(**DESK).open(shop.inbox_link(1, "owner"))
    expect(inbox.get_by_role("button", name="Wartet 5")).to_be_visible()
    screens = Screens(studio, phone, inbox)
    screens.scan(paper)
    writes(screens)
    answers(screens, shop)
    thanks(screens)
    right = 2 * GAP + SMALL["viewport"]["width"]
    return screens.reel, [CODE, *(moved(box, right, GAP) for box in studio.anew(inbox))]


def take(studio: Studio) -> None:
    """On the demo's bakery."""
    with studio.demo() as shop:
        reel, studio.varying["film"] = film(studio, shop)
    reel.save(studio.file("film"))
