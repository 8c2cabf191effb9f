"""The first message: text, photo, file or voice note, on a page that does not move under the finger."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.customer_page import arrived, article, begin, field, log, newest, write
from tests.e2e.test_media import TALKING, camera, photos, pick, send, shown
from tests.world.browser import PHONE, Visit
from tests.world.depth import usually
from tests.world.process import Process
from tests.world.stage import Stage

SMALL = {**PHONE, "viewport": {"width": 320, "height": 568}}
SHIFTS = """
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      window.shifts.push({
        value: entry.value,
        sources: entry.sources.map(({ node, previousRect: a, currentRect: b }) =>
          [node?.className ?? node?.nodeName, a.x, a.y, a.width, a.height, b.x, b.y, b.width, b.height].join(" ")),
      });
  }).observe({ type: "layout-shift", buffered: true });
"""
SETTLED_MS = 4000
"""Longer than whatever follows the first message needs to be fetched."""


def attachable(page: Page) -> None:
    """The buttons that attach and record are there."""
    for name in ("Anhängen", "Sprachnachricht"):
        expect(page.get_by_role("button", name=name, exact=True)).to_be_visible()


def moved(page: Page) -> list[object]:
    found: list[object] = page.evaluate("window.shifts")
    return found


@pytest.mark.parametrize("screen", usually({"390": (PHONE,), "320": (SMALL,)}, "320"))
def test_nothing_moves_until_the_first_message_is_sent(
    visits: Callable[..., Visit], shop: Stage, screen: dict[str, object]
) -> None:
    """[interface] No layout shift from the first paint to the moment when all that follows the first message is there."""
    visit = visits(**screen)
    visit.context.add_init_script(SHIFTS)
    page = visit.open(shop.bakery.url)
    begin(page)
    attachable(page)
    boxes = [page.get_by_role("button", name=name, exact=True) for name in ("Anhängen", "Senden")]
    before = [each.bounding_box() for each in boxes]
    header = page.get_by_role("banner").bounding_box()
    message = write(page, "Guten Tag")
    arrived(message)
    page.wait_for_function(
        "(ms) => performance.now() - performance.getEntriesByType('resource').at(-1).responseEnd > ms",
        arg=SETTLED_MS,
    )
    assert moved(page) == [], moved(page)
    assert [each.bounding_box() for each in boxes] == before
    assert page.get_by_role("banner").bounding_box() == header


def test_the_first_message_is_a_photo(phone: Visit, desktop: Visit, shop: Stage) -> None:
    """[W8, F3] Choose, send, and it is the first bubble; the team has a conversation that begins with it."""
    page = phone.open(shop.bakery.url)
    begin(page)
    attachable(page)
    pick(page, "Foto oder Video", camera("Apple"))
    page.get_by_role("textbox", name="Bildunterschrift").fill("So eine Torte?")
    send(page, "Foto senden")
    arrived(photos(page).first)
    expect(log(page).get_by_role("article").filter(has_text="So eine Torte?")).to_have_count(1)
    team = desktop.open(shop.inbox_link(2))
    rows = team.get_by_role("list", name="Unterhaltungen").get_by_role("listitem")
    expect(rows).to_have_count(1)
    rows.first.get_by_role("link").click()
    shown(photos(team).first)
    write(page, "Bis Samstag?")
    expect(team.get_by_role("article").filter(has_text="Bis Samstag?")).to_be_visible()


def test_the_first_message_is_a_voice_note(phone: Visit, shop: Stage) -> None:
    """[W8] A tap on the microphone records at once, and what was said begins the conversation."""
    phone.context.add_init_script(TALKING)
    page = phone.open(shop.bakery.url)
    begin(page)
    page.get_by_role("button", name="Sprachnachricht", exact=True).click()
    expect(page.get_by_text(re.compile("0:0[1-9]"))).to_be_visible()
    page.get_by_role("button", name="Aufnahme senden").click()
    note = log(page).get_by_role("article").filter(has=page.get_by_role("button", name="Abspielen"))
    expect(note).to_have_count(1)
    arrived(note)


def test_a_first_photo_waits_offline_and_over_a_reload(phone: Visit, shop: Stage) -> None:
    """[A4, F4] Chosen without a network, reloaded, and sent once there is one: once, and nothing is lost."""
    page = phone.open(shop.bakery.url)
    begin(page)
    pick(page, "Foto oder Video", camera("Apple"))
    page.route("**/api/**", lambda route: route.abort())
    send(page, "Foto senden")
    expect(photos(page)).to_contain_text("Liegt bereit")
    page.reload()
    expect(photos(page)).to_contain_text("Liegt bereit")
    page.unroute("**/api/**")
    arrived(photos(page).first)
    expect(photos(page)).to_have_count(1)


def test_a_first_photo_outlives_the_server(phone: Visit, process: Process) -> None:
    """[A4, W8] The server dies between the beginning and the photo; the photo then arrives, once."""
    page = phone.open(process.customer_url)
    begin(page)
    begun = re.compile(r"/conversations$")
    with page.expect_response(lambda it: begun.search(it.url) is not None):
        pick(page, "Foto oder Video", camera("Apple"))
        # Nothing can be carried yet: the conversation begins, and the server goes before the first chunk.
        page.route("**/blobs", lambda route: route.abort())
        send(page, "Foto senden")
    process.kill()
    page.unroute("**/blobs")
    expect(photos(page)).to_have_count(1)
    process.start()
    expect(photos(page).first).to_contain_text("gesendet")
    expect(photos(page)).to_have_count(1)


def test_a_first_photo_taken_back_leaves_nothing_in_the_list(phone: Visit, shop: Stage) -> None:
    """[W5] A conversation in which nothing was said stands in no list; the text that is sent instead begins it there."""
    page = phone.open(shop.bakery.url)
    begin(page)
    page.route("**/blobs", lambda route: route.abort())
    pick(page, "Foto oder Video", camera("Apple"))
    with page.expect_response(re.compile(r"/conversations$")):
        send(page, "Foto senden")
    assert shop.do(_listed(shop)) == 0
    page.get_by_role("button", name="Abbrechen").click()
    expect(photos(page)).to_have_count(0)
    page.unroute("**/blobs")
    page.keyboard.press("Escape")
    arrived(write(page, "Doch lieber so"))
    assert newest(shop).unread == 1
    expect(field(page)).to_have_value("")


async def _listed(shop: Stage) -> int:
    return len(await shop.bakery.owner.conversations.list())


COMPOSER = """
  window.composers = [];
  const look = () => {
    if (document.querySelector(".talk"))
      window.composers.push(
        [".attach", ".record", ".emoji", "textarea"].map((each) => {
          const box = document.querySelector(`.talk .counter ${each}`)?.getBoundingClientRect();
          return box ? [box.x, box.y, box.width, box.height].join(" ") : null;
        }),
      );
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
"""


def test_the_buttons_of_the_field_are_there_with_the_first_frame(phone: Visit, shop: Stage) -> None:
    """[interface] Plus and microphone are in the first frame that holds the conversation, first begun and opened again."""
    phone.context.add_init_script(COMPOSER)
    page = phone.open(shop.bakery.url)
    begin(page)
    attachable(page)
    arrived(write(page, "Guten Tag"))
    expect(field(page)).to_have_value("")
    _same_from_the_first_frame(page)
    page.reload()
    expect(log(page).get_by_role("article")).to_have_count(1)
    _same_from_the_first_frame(page)


def _same_from_the_first_frame(page: Page) -> None:
    frames = page.evaluate("window.composers")
    assert all(frames[0]), frames[0]
    assert not any(each.endswith(" 0 0") for each in frames[0]), frames[0]
    assert frames[-1] == frames[0]


def test_a_first_file_that_is_too_large_is_refused_when_chosen(
    phone: Visit, shop: Stage, tmp_path: Path
) -> None:
    """[F6] By name and at once, before there is a conversation that could say how large a file may be; what fits stays."""
    large, small = tmp_path / "riesig.bin", tmp_path / "klein.txt"
    with large.open("wb") as file:
        file.truncate(101 * 2**20)
    small.write_text("Mohnkuchen")
    page = phone.open(shop.bakery.url)
    begin(page)
    asked: list[str] = []
    page.on("request", lambda it: asked.append(it.method) if it.url.endswith("/conversations") else None)
    page.get_by_role("button", name="Anhängen", exact=True).click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("menuitem", name="Datei").click()
    chooser.value.set_files([large, small])
    refused = page.get_by_role("alert")
    expect(refused).to_contain_text("riesig.bin")
    expect(refused).to_contain_text("Höchstens 100 MB gehen.")
    assert asked == []
    page.get_by_role("button", name="Datei senden").click()
    arrived(article(page, "klein.txt"))
