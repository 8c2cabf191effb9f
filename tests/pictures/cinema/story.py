"""What happens in the film, act by act."""

from __future__ import annotations

import re
from typing import Any, Final

from PIL import Image
from playwright.sync_api import Locator, expect

from tests.e2e.calling import TRIED, connected_in
from tests.e2e.inbox_page import go_to
from tests.pictures.cinema import cards, shops
from tests.pictures.cinema.canvas import DESK, GAP, HAND, HIGH, LEFT, NARROW, RIGHT, SIZE, laid, standing
from tests.pictures.cinema.reel import Timeline
from tests.pictures.cinema.screens import Screens
from tests.pictures.cinema.words import SCRIPTS, Lang, Script
from tests.pictures.scenes.files import table
from tests.pictures.scenes.film import through_camera
from tests.pictures.scenes.readme import PAPER
from tests.pictures.studio import Studio
from tests.world.browser import DESKTOP, Visit
from tests.world.clock import at
from tests.world.stage import Stage
from tresen.clock import SettableClock

_LOCALES: Final[dict[Lang, str]] = {"de": "de-DE", "en": "en-GB"}
_RECEIPT: Final = re.compile(r"^\w-\w{4}-\w{4}$")
"""The number of a receipt for what was erased."""
_LOOKED_AT: Final = "document.dispatchEvent(new Event('visibilitychange'))"
"""Ages are drawn anew; else they are as old as the page's last half minute."""
_EVENING: Final = "2026-11-24 20:05"


class Story:
    """One customer's day with the bakery. Every clock in it is moved by the script."""

    def __init__(self, studio: Studio, shop: Stage, lang: Lang) -> None:
        self.studio, self.shop = studio, shop
        self.script: Script = SCRIPTS[lang]
        self.locale = {"locale": _LOCALES[lang]}
        self.sealed = b""
        self.paper = self._sign()
        self.visits = [self._visit(HAND), self._visit(DESK)]
        phone = self.visits[0].open(shop.bakery.url)
        inbox = self.visits[1].open(shop.inbox_link(1, "owner"))
        for page in (phone, inbox):
            page.evaluate(TRIED)
        expect(phone.get_by_text(self.script.said.board)).to_be_visible()
        expect(inbox.get_by_role("list", name=self.script.names.conversations)).to_be_visible()
        self.phone, self.inbox = phone, inbox
        self.turns_to(self.script.said.other)
        self.screens = Screens(studio, self.script, phone, inbox)
        self.film: Timeline = self.screens.film

    def _visit(self, screen: dict[str, Any]) -> Visit:
        visit = self.studio.visit(**{**screen, **self.locale})
        visit.context.grant_permissions(["microphone", "camera"])
        return visit

    def _sign(self) -> Image.Image:
        screen = {**DESKTOP, "device_scale_factor": 1.5, **self.locale}
        page = self.studio.visit(**screen).open(self.shop.inbox_link(1, "owner"))
        page.evaluate("window.print = () => {}")
        go_to(page, self.script.names.sign)
        page.get_by_role("button", name=self.script.names.print_sign).click()
        page.set_viewport_size(PAPER)
        page.emulate_media(media="print")
        return self.studio.shot(page)

    def it_is(self, ms: int) -> None:
        """Move the server's clock and both browsers'."""
        clock = self.shop.bakery.clock
        assert isinstance(clock, SettableClock)
        clock.set(ms)
        for visit in self.visits:
            visit.context.clock.set_fixed_time(ms / 1000)
            for page in visit.context.pages:
                page.evaluate(_LOOKED_AT)

    def later(self, seconds: int = 1) -> None:
        """A little later: at the same instant, what comes would count as new."""
        self.it_is(self.shop.bakery.clock.now_ms() + 1000 * seconds)

    def turns_to(self, said: str) -> None:
        """Anna opens the conversation in whose row this stands."""
        rows = self.inbox.get_by_role("list", name=self.script.names.conversations, exact=True)
        rows.get_by_role("listitem").filter(has_text=said).get_by_role("link").first.click()
        expect(self.inbox.get_by_role("log").get_by_role("article").last).to_be_visible()

    def heard(self, text: str, state: str | None = None) -> Locator:
        """Both have it; the phone says in what state it is."""
        for page in (self.phone, self.inbox):
            expect(page.get_by_role("main")).to_contain_text(text)
        mine = self.screens.log(self.phone).filter(has_text=text)
        if state:
            expect(mine).to_contain_text(state)
        return mine


def scans(story: Story) -> None:
    """The sign on the counter, and the phone that looks at it."""
    area = (RIGHT[0], GAP, SIZE[0] - GAP, GAP + HIGH)
    paper = standing(story.paper, area)
    story.film.says(story.script.subtitles.sign)
    for found, ms in ((False, 1900), (True, 1300)):
        camera = through_camera(story.paper, (NARROW, HIGH), found=found)
        both = laid((camera, LEFT))
        both.paste(*paper)
        story.film.hold(both, ms)


def begins(story: Story) -> None:
    """The page opens beside the inbox; one tap, and there is a field to write in."""
    names, screens = story.script.names, story.screens
    story.film.says(story.script.subtitles.nothing)
    screens.shows(2600, fades=True)
    screens.tap(story.phone.get_by_role("button", name=names.write))
    expect(screens.field(story.phone)).to_be_visible()
    screens.shows(500, only=story.phone)


def writes(story: Story) -> None:
    """The first message; it drops into the inbox."""
    said, screens = story.script.said, story.screens
    story.film.says(story.script.subtitles.writes)
    screens.type(story.phone, said.asked)
    screens.shows(300, only=story.phone)
    before = cards.newest(story.shop)
    screens.send(story.phone)
    expect(screens.log(story.phone).filter(has_text=said.asked)).to_contain_text(story.script.names.delivered)
    expect(screens.row(said.asked[:15])).to_be_visible()
    # The calls are fetched once there is a conversation, and come last.
    expect(story.phone.get_by_role("button", name=story.script.names.call, exact=True)).to_be_visible()
    story.sealed = cards.sealed_after(story.shop, before)
    story.film.says(story.script.subtitles.drops)
    screens.shows(2900)


def answers(story: Story) -> None:
    """Anna opens it, picks a quick reply, sends it; the ticks turn read on both sides."""
    said, screens, inbox = story.script.said, story.screens, story.inbox
    story.film.says(story.script.subtitles.answers)
    screens.tap(screens.row(said.asked[:15]).get_by_role("link").first)
    expect(inbox.get_by_role("log")).to_contain_text(said.asked)
    story.later()
    expect(screens.log(story.phone).filter(has_text=said.asked)).to_contain_text(story.script.names.read)
    screens.shows(1100)
    for keys in said.slash:
        screens.field(inbox).press_sequentially(keys)
        inbox.get_by_role("option").first.wait_for()
        screens.shows(520 if keys.startswith("/") else 1100, only=inbox)
    inbox.keyboard.press("Enter")
    expect(inbox.get_by_role("option")).to_have_count(0)
    screens.shows(700, only=inbox)
    screens.send(inbox)
    story.heard(said.reply)
    expect(screens.log(inbox).filter(has_text=said.reply)).to_contain_text(story.script.names.read)
    expect(screens.row(said.reply[:10])).to_be_visible()
    story.film.says(story.script.subtitles.read)
    screens.shows(2300)


def shows_photo(story: Story) -> None:
    """A photo with a line of its own."""
    names, said, screens, phone = story.script.names, story.script.said, story.screens, story.phone
    story.later(60)
    story.film.says(story.script.subtitles.photo)
    screens.tap(phone.get_by_role("button", name=names.attach, exact=True))
    item = phone.get_by_role("menuitem", name=names.photo)
    item.wait_for()
    screens.shows(700, only=phone)
    with phone.expect_file_chooser() as chooser:
        screens.tap(item)
    chooser.value.set_files([table("#7b3f63")])
    caption = phone.get_by_role("textbox", name=names.caption)
    caption.wait_for()
    expect(phone.get_by_text(names.getting_ready)).to_have_count(0)
    screens.shows(700, only=phone)
    screens.type(phone, said.photo, caption)
    screens.tap(phone.get_by_role("button", name=names.send_photo))
    for page in (phone, story.inbox):
        opens = page.get_by_role("button", name=re.compile(f"^{names.open_photo}"))
        picture = screens.log(page).filter(has=opens).get_by_role("img").first
        expect(picture).to_have_js_property("complete", True)
        expect(picture).not_to_have_class(re.compile("blur"))
    story.heard(said.photo, names.read)
    screens.shows(2200)


def calls(story: Story) -> None:
    """It rings, is taken, and both compare the four words."""
    names, screens, phone, inbox = story.script.names, story.screens, story.phone, story.inbox
    story.later(60)
    story.shop.rest()
    story.film.says(story.script.subtitles.rings)
    screens.tap(phone.get_by_role("button", name=names.call, exact=True))
    item = phone.get_by_role("menuitem", name=names.voice, exact=True)
    item.wait_for()
    screens.shows(600, only=phone)
    screens.tap(item)
    ringing = inbox.get_by_role("alertdialog", name=re.compile(f"^{names.rings}"))
    expect(ringing).to_be_visible()
    screens.shows(1800)
    screens.tap(ringing.get_by_role("button", name=names.accept, exact=True))
    regions = [page.get_by_role("region", name=names.in_call, exact=True) for page in (phone, inbox)]
    connected_in(*regions)
    story.film.says(story.script.subtitles.words)
    screens.shows(800)
    story.later(7)
    for page, region in zip((phone, inbox), regions, strict=True):
        screens.press(region.get_by_role("button", name=names.more, exact=True))
        screens.press(page.get_by_role("button", name=names.check, exact=True))
        expect(region.locator(".four")).to_be_visible()
    assert regions[0].locator(".four").inner_text() == regions[1].locator(".four").inner_text()
    # Long words take a second line, and what stands above them moves up.
    screens.shows(3200, varies=[region.locator(".large > *") for region in regions])
    story.later(5)
    screens.press(regions[0].get_by_role("button", name=names.hang_up, exact=True))
    for region in regions:
        expect(region).to_have_count(0)


def is_sealed(story: Story) -> None:
    """What the server holds of the first words of the film."""
    story.film.says(story.script.subtitles.seal)
    picture = cards.seal(story.studio, story.script.card, story.script.said.asked, story.sealed)
    story.film.hold(laid((picture, LEFT)), 5200, fades=True)


def writes_late(story: Story) -> None:
    """In the evening the away message answers."""
    said, screens = story.script.said, story.screens
    story.turns_to(said.other)
    story.it_is(at(_EVENING))
    expect(story.phone.get_by_text(said.shut).first).to_be_visible()
    story.film.says(story.script.subtitles.away)
    screens.shows(900, fades=True)
    screens.type(story.phone, said.evening)
    screens.send(story.phone)
    story.heard(said.evening, story.script.names.delivered)
    expect(screens.log(story.phone).filter(has_text=said.away)).to_be_visible()
    screens.shows(2800)


def erases(story: Story) -> None:
    """She looks at what is stored, and has all of it erased."""
    names, screens, phone = story.script.names, story.screens, story.phone
    story.turns_to(story.script.said.evening[:12])
    story.film.says(story.script.subtitles.data)
    screens.tap(phone.get_by_role("button", name=names.menu, exact=True))
    item = phone.locator(":popover-open").get_by_role("button", name=names.my_data, exact=True)
    item.wait_for()
    screens.shows(600)
    screens.tap(item)
    expect(phone.get_by_text(names.stored)).to_be_visible()
    screens.shows(3000, only=phone)
    story.film.says(story.script.subtitles.erase)
    screens.tap(phone.get_by_role("button", name=names.erase, exact=True))
    good = phone.get_by_role("button", name=names.for_good, exact=True)
    good.wait_for()
    screens.shows(1000, only=phone)
    screens.tap(good)
    expect(phone.get_by_role("heading", level=1)).to_have_text(names.erased)
    screens.shows(2200, varies=[phone.get_by_text(_RECEIPT)])


def ends(story: Story) -> None:
    """The sign once more."""
    story.film.says(story.script.subtitles.end)
    story.film.hold(cards.ending(story.studio, story.script.card, story.paper), 4200, fades=True)
    story.film.falls_silent()


ACTS: Final = (
    scans, begins, writes, answers, shows_photo, calls, is_sealed, writes_late, erases, ends,
)  # fmt: skip


def played(studio: Studio, lang: Lang) -> Timeline:
    """The whole film in one language."""
    with shops.shop(studio, lang) as shop:
        story = Story(studio, shop, lang)
        for act in ACTS:
            act(story)
    return story.film
