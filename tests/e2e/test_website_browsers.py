"""[S22] The customer page in a frame of a website, in Firefox and in WebKitGTK, Safari's engine (ADR 37)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.e2e.framed_page import HANDLE, allow, sign_of
from tests.world.stage import Stage
from tests.world.webdriver import Page, firefox, until, webkit
from tests.world.website import Website, website
from tresen.client import Message

pytestmark = pytest.mark.long

Opening = Callable[[Path], AbstractContextManager[Page]]
FRAME = "iframe[title=Tresen]"


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """One bakery for both browsers."""
    with Stage.open(tmp_path_factory.mktemp("bakery")) as opened:
        yield opened


@pytest.fixture
def site(stage: Stage) -> Iterator[Website]:
    with website() as made:
        allow(stage, made)
        yield made


def embeds(page: Page, stage: Stage, site: Website, *, greets: bool = True) -> None:
    """The website with the frame, which is asked and pressed from here on."""
    page.leave()
    page.goto(site.url)
    page.run("embed(arguments[0], arguments[1], arguments[2])", site.frame_of(sign_of(stage)), HANDLE, greets)
    page.enter(FRAME)


@pytest.mark.parametrize("opening", [firefox, webkit])
def test_a_conversation_on_the_website(stage: Stage, site: Website, tmp_path: Path, opening: Opening) -> None:
    """[S22] Written, answered, counted while closed, there after a reload, and kept apart from the window's."""
    with opening(tmp_path) as page:
        hello = f"Aus dem Rahmen in {page.name}"
        embeds(page, stage, site)
        page.press("button", "Write a message")
        page.type("Message", hello)
        page.press("button", "Send")
        came = stage.do(received(stage, hello))
        page.shows(hello, "delivered")
        page.press("button", "Close")
        stage.do(stage.bakery.owner.reply(came, f"Antwort auf {hello}"))
        page.leave()
        told(page, {"type": "unread", "count": 1})
        page.run("show(true)")
        page.enter(FRAME)
        page.shows(f"Antwort auf {hello}", "This conversation belongs to this website.")
        embeds(page, stage, site)
        page.shows(hello, f"Antwort auf {hello}")
        page.leave()
        page.goto(sign_of(stage))
        page.element("button", "Back to my conversation")
        assert hello not in page.text()


@pytest.mark.parametrize("opening", [firefox, webkit])
def test_without_a_greeting(stage: Stage, site: Website, tmp_path: Path, opening: Opening) -> None:
    """[S22] Words and a link, in every browser."""
    with opening(tmp_path) as page:
        embeds(page, stage, site, greets=False)
        page.shows("The page doesn’t open here")
        page.element("link", "Open the window")


@pytest.mark.parametrize("opening", [firefox, webkit])
def test_a_website_that_is_not_named(stage: Stage, site: Website, tmp_path: Path, opening: Opening) -> None:
    """[S22] The browser shows nothing of it, and the frame never speaks."""
    with opening(tmp_path) as page:
        allow(stage, "https://www.andere.example")
        embeds(page, stage, site)
        page.leave()
        until(lambda: page.run("return window.loaded"), f"{page.name} loads nothing", page.text)
        page.enter(FRAME)
        assert "Bäckerei" not in str(page.run("return document.body?.innerText"))
        page.leave()
        assert page.run("return heard") == []


def test_where_a_frame_may_store_nothing(stage: Stage, site: Website, tmp_path: Path) -> None:
    """[S22] A Firefox that takes no data of other sites: words and a link, before anything was begun."""
    with firefox(tmp_path, {"network.cookie.cookieBehavior": 1}) as page:
        embeds(page, stage, site)
        page.shows("Nothing can be stored here")
        page.element("link", "Open the window")


def told(page: Page, said: dict[str, object]) -> None:
    """The website's newest word from the frame, once it is that."""
    until(lambda: page.run("return said.at(-1)") == said, f"{page.name} was not told {said}", page.text)


async def received(stage: Stage, text: str) -> Message:
    """The customer's message, as the owner reads it."""
    async for message in stage.bakery.owner.messages():
        if message.text == text:
            return message
    raise AssertionError("the owner's client ended")
