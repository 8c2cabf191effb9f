"""What stands on the customer page from the first paint until the script has it: the same, in the same place."""

from __future__ import annotations

import functools
import io
import itertools
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.customer_page import field
from tests.e2e.test_first_message import SHIFTS, moved
from tests.world.bakery import bakery
from tests.world.browser import DESKTOP, PHONE, Visit
from tests.world.corpus.cameras import picture
from tests.world.depth import crossed, usually
from tests.world.profile import bakery_with
from tests.world.stage import Stage

SMALL = {**PHONE, "viewport": {"width": 320, "height": 640}}
ABOUT = "Wir backen seit 1952.\nMittwochs Mohnkuchen."
FRAMES = """
  window.frames_ = [];
  const WORDS = ["h1", ".kind", ".open", ".hours p", ".link", "address", ".about", ".main", ".promise", ".low", ".legal"];
  const text = (selector) => document.querySelector(`.visit ${selector}`)?.innerText ?? null;
  const look = () => {
    const tile = document.querySelector(".visit .tile");
    const image = tile?.querySelector("img");
    if (tile)
      window.frames_.push({
        tile: image ? (image.complete && image.naturalWidth > 0 ? "picture" : "coming") : tile.innerText,
        words: WORDS.map(text),
        ready: document.querySelector("[aria-busy]") === null,
      });
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    shown = io.BytesIO()
    picture((256, 256)).save(shown, "PNG")
    profile = bakery_with(picture=shown.getvalue(), about=ABOUT)
    with Stage.open(
        tmp_path_factory.mktemp("shop"), opening=functools.partial(bakery, profile=profile)
    ) as opened:
        yield opened


def seen(page: Page) -> list[dict[str, Any]]:
    """Every frame from the first one on which there is a business, to the tenth after the script has taken over."""
    page.wait_for_function("() => window.frames_.filter((each) => each.ready).length >= 10")
    found: list[dict[str, Any]] = page.evaluate("window.frames_")
    return found


def changes(states: Iterator[object]) -> list[object]:
    return [state for state, _ in itertools.groupby(states)]


@pytest.mark.parametrize(
    ("screen", "locale"),
    crossed(
        {"390": PHONE, "320": SMALL, "desktop": DESKTOP},
        {locale: locale for locale in ("de-DE", "en-GB", "en-US", "en-AU")},
    ),
)
def test_the_first_paint_holds_all_and_nothing_flips(
    visits: Callable[..., Visit], shop: Stage, screen: dict[str, object], locale: str
) -> None:
    """[interface] Name, hours, address and button from the first frame on, in the reader's hours; the picture stays."""
    visit = visits(**{**screen, "locale": locale})
    visit.context.add_init_script(FRAMES + SHIFTS)
    frames = seen(visit.open(shop.bakery.url))
    assert not frames[0]["ready"]
    assert all(each for each in frames[0]["words"]), frames[0]
    said = changes([re.sub(r"\d+ (?=Minute|minute)", "", word) for word in each["words"]] for each in frames)
    assert len(said) == 1, said
    assert changes(each["tile"] for each in frames) in (["picture"], ["coming", "picture"])
    page = visit.context.pages[0]
    assert moved(page) == [], moved(page)


def test_a_tap_before_the_script_is_kept(visits: Callable[..., Visit], shop: Stage) -> None:
    """[interface] The button of the first paint says that it was pressed, and the conversation opens with the script."""
    visit = visits(**PHONE)
    held: list[Route] = []
    slow = True
    visit.context.route(
        "**/assets/chat/*.js", lambda route: held.append(route) if slow else route.continue_()
    )
    page = visit.context.new_page()
    page.goto(shop.bakery.url, wait_until="commit")
    page.get_by_role("button", name="Nachricht schreiben").tap()
    expect(page.get_by_text("Einen Moment …")).to_be_visible()
    slow = False
    for each in held:
        each.continue_()
    expect(field(page)).to_be_visible()


@pytest.mark.parametrize("screen", usually({"390": (PHONE,), "320": (SMALL,)}, "320"))
def test_what_the_page_promises_is_read_whole(
    visits: Callable[..., Visit], shop: Stage, screen: dict[str, object]
) -> None:
    """[interface] Both lines stand in the counter under the button, in 13 px, with nothing of them hidden."""
    page = visits(**screen).open(shop.bakery.url)
    expect(page.locator(".visit:not(.first)")).to_be_visible()
    button = page.get_by_role("button", name="Nachricht schreiben").bounding_box()
    assert button is not None
    for words in (
        "Was Sie schreiben, liest nur das Team.",
        "Bis Sie schreiben, liegt nichts auf Ihrem Gerät.",
    ):
        line = page.locator(".counter").get_by_text(words)
        expect(line).to_be_in_viewport(ratio=1)
        assert line.evaluate("(each) => getComputedStyle(each).fontSize") == "13px"
        box = line.bounding_box()
        assert box is not None
        assert box["y"] >= button["y"] + button["height"]
        covered = line.evaluate(
            """(each) => [...each.getClientRects()].some(({ left, right, top, bottom }) =>
                document.elementFromPoint((left + right) / 2, (top + bottom) / 2) !== each)"""
        )
        assert not covered
