"""The customer page on a small phone, and with letters of 24 px: all can be reached, and what is cut off says so."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from PIL import Image, ImageStat
from playwright.sync_api import FloatRect, Locator, Page, expect

from tests.e2e import wizard
from tests.e2e.customer_page import arrived, begin, clean_in_both_lights, write
from tests.e2e.test_large_letters import enlarged
from tests.e2e.test_media import camera, pick
from tests.world.bakery import bakery
from tests.world.browser import PHONE, Visit
from tests.world.depth import usually
from tests.world.profile import BAKERY
from tests.world.stage import Stage

SCREENS = usually({"320": ((320, 568, 16),), "390": ((390, 660, 16),), "24px": ((320, 640, 24),)}, "24px")
"""Width, height, and size of letters: the hardest in each run."""
BROKEN = """(most) => {
  const found = [];
  const texts = document.createTreeWalker(document.querySelector("dialog[open]"), NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (texts.nextNode()) {
    const text = texts.currentNode;
    const around = text.parentElement;
    if (!around.checkVisibility()) continue;
    const hyphens = getComputedStyle(around).hyphens === "auto";
    for (const word of text.data.matchAll(/[\\p{L}\\p{N}'’]+/gu)) {
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
      if (lines.size > 1 && !(hyphens && word[0].length > most)) found.push(word[0]);
    }
  }
  return found;
}"""
"""Words on two lines. Longer ones may, where the browser hyphenates; the headless one has no dictionary for it."""
SHORT = 13
LIGHTER = 25
"""Steps of 255 by which a strip of bare paper is lighter than one that says that there is more."""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with Stage.open(tmp_path_factory.mktemp("shop"), opening=partial(bakery, profile=BAKERY)) as opened:
        yield opened


def small(visits: Callable[..., Visit], url: str, screen: tuple[int, int, int]) -> Page:
    width, height, letters = screen
    page = visits(**{**PHONE, "viewport": {"width": width, "height": height}}).open(url)
    expect(page.get_by_role("button", name="Nachricht schreiben")).to_be_visible()
    if letters != 16:
        enlarged(page, letters)
    return page


def box_of(each: Locator) -> FloatRect:
    box = each.bounding_box()
    assert box is not None
    return box


def light(page: Page, menu: Locator, *, bottom: bool) -> float:
    """The mean lightness of the strip where the sign stands: at the right, where no name reaches."""
    box = box_of(menu)
    clip: FloatRect = {
        "x": box["x"] + box["width"] - 27,
        "y": box["y"] + (box["height"] - 13 if bottom else 5),
        "width": 18,
        "height": 8,
    }
    picture = Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("L")
    return ImageStat.Stat(picture).mean[0]


@pytest.mark.parametrize("screen", SCREENS)
def test_a_menu_that_is_cut_off_says_so(
    visits: Callable[..., Visit], shop: Stage, screen: tuple[int, int, int]
) -> None:
    """[interface] A sign at the end where there is more, none where there is nothing, and the last entry is reached."""
    page = small(visits, shop.bakery.url, screen)
    begin(page)
    arrived(write(page, "Guten Tag"))
    page.get_by_role("button", name="Menü", exact=True).click()
    menu = page.locator(".menu:popover-open")
    last = menu.get_by_role("button", name="Unterhaltung löschen")
    expect(menu.get_by_role("button", name="Profil")).to_be_focused()
    expect(last).not_to_be_in_viewport(ratio=1)
    assert light(page, menu, bottom=True) < light(page, menu, bottom=False) - LIGHTER
    clean_in_both_lights(page)
    page.emulate_media(color_scheme="light")
    menu.evaluate("(it) => it.scrollTo(0, it.scrollHeight)")
    expect(last).to_be_in_viewport(ratio=1)
    assert light(page, menu, bottom=False) < light(page, menu, bottom=True) - LIGHTER


@pytest.mark.parametrize("screen", SCREENS)
def test_all_of_a_photos_sheet_is_reached(
    visits: Callable[..., Visit], shop: Stage, screen: tuple[int, int, int]
) -> None:
    """[WCAG 1.4.4] Each button of it can be tapped; what leaves and what sends are in sight from the beginning."""
    page = small(visits, shop.bakery.url, screen)
    begin(page)
    pick(page, "Foto oder Video", camera("Apple"))
    sheet = page.get_by_role("dialog", name="Foto senden")
    send = sheet.get_by_role("button", name="Foto senden")
    expect(sheet.get_by_text("Statt")).to_be_attached()
    expect(send).to_be_in_viewport(ratio=1)
    expect(sheet.get_by_role("button", name="Verwerfen")).to_be_in_viewport(ratio=1)
    for name in ("Drehen", "Zuschneiden", "Entfernen", "Bild 1", "Weitere hinzufügen"):
        sheet.get_by_role("button", name=name).first.click(trial=True)
    sheet.get_by_role("switch", name="In voller Größe senden").click(trial=True)
    sheet.get_by_role("textbox", name="Bildunterschrift").click(trial=True)
    sheet.get_by_text("Beschreibung für Menschen").click()
    sheet.get_by_role("textbox", name="Beschreibung für Menschen").click(trial=True)
    send.click(trial=True)
    clean_in_both_lights(page)


@pytest.mark.parametrize("screen", SCREENS)
def test_the_header_says_whether_the_sign_was_scanned(
    visits: Callable[..., Visit], shop: Stage, screen: tuple[int, int, int]
) -> None:
    """[S4] Beside the hours, and over nothing of them; a tap leads to the button that opens the camera."""
    page = small(visits, shop.bakery.url.split("#")[0], screen)
    expect(page.get_by_role("button", name="Schild noch nicht gescannt")).to_be_in_viewport(ratio=1)
    begin(page)
    banner = page.get_by_role("banner")
    trust = banner.get_by_role("button", name="Schild noch nicht gescannt")
    hours, seal = box_of(banner.locator(".open")), box_of(trust)
    assert hours["x"] + hours["width"] <= seal["x"]
    trust.click()
    sheet = page.get_by_role("dialog", name="Ist das wirklich der richtige Betrieb?")
    sheet.get_by_role("button", name="Schild jetzt scannen").click(trial=True)
    clean_in_both_lights(page)


SHEETS = {
    "de-DE": ("Profil", "Suchen", "Einstellungen", "Visitenkarte", "Datenschutz", "Meine Daten"),
    "en-GB": ("Profile", "Search", "Settings", "Contact card", "Privacy", "My data"),
}


@pytest.mark.parametrize("locale", usually({locale: (locale,) for locale in SHEETS}, "de-DE"))
def test_no_word_is_broken_with_large_letters(visits: Callable[..., Visit], shop: Stage, locale: str) -> None:
    """[WCAG 1.4.4] At 320 × 640 with letters of 24 px, in both languages, e-mail addresses included."""
    german = locale == "de-DE"
    page = visits(**{**PHONE, "viewport": {"width": 320, "height": 640}, "locale": locale}).open(
        shop.bakery.url
    )
    page.get_by_role("button", name="Nachricht schreiben" if german else "Write a message").click()
    enlarged(page, 24)
    page.get_by_role("textbox", name="Nachricht" if german else "Message").fill("Brot?")
    page.get_by_role("button", name="Senden" if german else "Send", exact=True).click()
    expect(page.get_by_role("article").filter(has_text="Brot?")).to_contain_text(
        "zugestellt" if german else "delivered"
    )
    for name in SHEETS[locale]:
        page.get_by_role("button", name="Menü" if german else "Menu", exact=True).click()
        page.locator(".menu:popover-open").get_by_role("button", name=name, exact=True).click()
        expect(page.get_by_role("dialog")).to_be_visible()
        wizard.settled(page)
        assert page.evaluate(BROKEN, SHORT) == [], name
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
