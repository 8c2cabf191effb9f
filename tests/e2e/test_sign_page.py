"""The page Schild: the sign beside the till, in the window, on bags and on a screen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.axe import violations
from tests.e2e.inbox_page import go_to
from tests.e2e.moments import Moments
from tests.e2e.wizard import media_boxes
from tests.world.browser import Visit

TUESDAY = "2026-11-24 10:24"
HOW_TO = Path(__file__).parents[2] / "docs" / "howto" / "on-the-web.md"
PICTURE = (files("tresen.demo") / "picture.png").read_bytes()


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Moments]:
    with Moments.open(tmp_path, TUESDAY, picture=PICTURE) as opened:
        yield opened


def signs(shop: Moments, visit: Visit) -> Page:
    """An owner looks at the page; nothing prints here."""
    shop.enter(visit)
    page = visit.open(shop.shop.inbox_link(2, "owner"))
    page.evaluate("window.print = () => {}")
    go_to(page, "Schild")
    expect(page.get_by_role("heading", level=2, name="Schild")).to_be_visible()
    return page


def printed(page: Page, kind: str) -> list[tuple[int, int]]:
    """The pages that come out of the printer."""
    page.get_by_role("button", name=f"{kind}: Drucken").click()
    return media_boxes(page.pdf(prefer_css_page_size=True))


def test_each_form_is_one_page_of_its_paper(desktop: Visit, shop: Moments) -> None:
    """[interface] A5 and A6 beside the till, A4 and A3 in the window, 24 stickers on a sheet; nothing else is printed."""
    page = signs(shop, desktop)
    assert violations(page) == []
    assert printed(page, "Aufsteller") == [(148, 210)]
    page.get_by_label("A6").check()
    assert printed(page, "Aufsteller") == [(105, 148)]
    assert printed(page, "Plakat") == [(210, 297)]
    page.get_by_label("A3").check()
    assert printed(page, "Plakat") == [(297, 420)]
    page.get_by_role("button", name="Aufkleber: Drucken").click()
    page.emulate_media(media="print")
    expect(page.get_by_role("img", name="Aufkleber von")).to_have_count(24)
    expect(page.get_by_role("heading", level=2)).to_have_count(0)
    assert media_boxes(page.pdf(prefer_css_page_size=True)) == [(210, 297)]


def test_the_drawing_holds_the_picture_and_the_colour(desktop: Visit, shop: Moments) -> None:
    """[S3, S14] The SVG is whole: the shop's own picture inside, the chosen colour, no foreign address, no style."""
    page = signs(shop, desktop)
    page.get_by_role("button", name="Tannengrün").click()
    expect(page.get_by_role("img", name="Schild von").first.locator("image")).to_have_count(1)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Plakat: SVG sichern").click()
    assert saved.value.suggested_filename.endswith("-a4.svg")
    svg = Path(saved.value.path()).read_text()
    assert 'width="210mm"' in svg
    assert 'href="data:image/png;base64,' in svg
    assert "blob:" not in svg
    assert "style" not in svg
    assert "#2f4a30" in svg
    page.reload()
    expect(page.get_by_role("button", name="Tannengrün")).to_have_attribute("aria-pressed", "true")


def test_the_till_shows_code_and_board_until_it_is_closed(desktop: Visit, shop: Moments) -> None:
    """[S14] The display fills the screen with the code and the line of the day, and goes dark at closing time."""
    page = signs(shop, desktop)
    go_to(page, "Laden")
    page.get_by_role("textbox", name="Tafel für heute").fill("Heute: Mohnkuchen")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Die Tafel hängt.")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Schild", exact=True).click()
    page.get_by_role("button", name="Auf diesem Gerät zeigen").click()
    display = page.get_by_role("dialog", name="Anzeige an der Kasse")
    expect(display).to_contain_text("Heute: Mohnkuchen")
    box = display.bounding_box()
    assert box is not None
    assert (round(box["width"]), round(box["height"])) == (1280, 800)
    assert violations(page) == []
    colour = "each => getComputedStyle(each).backgroundColor"
    lit = display.locator(".face").evaluate(colour)
    shop.it_is("2026-11-24 18:01")
    expect(display).not_to_contain_text("Heute: Mohnkuchen")
    assert display.locator(".face").evaluate(colour) != lit
    display.get_by_role("button", name="Anzeige schließen").click()
    expect(display).to_have_count(0)
    expect(page.get_by_role("button", name="Auf diesem Gerät zeigen")).to_be_focused()


class _Website(BaseHTTPRequestHandler):
    """One page, on an origin of its own."""

    page = b""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(self.page)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the base class calls it
        """Say nothing."""


@contextmanager
def website(page: str) -> Iterator[str]:
    """Its address, as long as it is served."""
    handler = type("Website", (_Website,), {"page": page.encode()})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        serving = Thread(target=server.serve_forever)
        serving.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            serving.join()


def test_a_website_shows_the_hours_as_the_how_to_prints_it(desktop: Visit, shop: Moments) -> None:
    """[S14] The page's own lines, with the address that "Im Netz" names: the hours, and no cookie."""
    page = signs(shop, desktop)
    named = page.get_by_role("region", name="Im Netz").get_by_role("link")
    hours = named.nth(1).get_attribute("href")
    assert hours is not None
    printed_lines = re.findall(r"```html\n(.*?)```", HOW_TO.read_text(encoding="utf-8"), re.DOTALL)
    [snippet] = [each for each in printed_lines if "hours.json" in each]
    lines = snippet.replace("https://chat.example.org/sonnenschein/hours.json", hours)
    assert lines != snippet
    with website(f"<!doctype html><html lang=de><title>Laden</title>{lines}") as address:
        other = desktop.context.new_page()
        asked: list[str] = []
        other.on("request", lambda request: asked.append(request.url))
        other.goto(address)
        expect(other.locator("#hours")).to_have_text("Geöffnet bis 13:00")
        assert hours in asked
    assert desktop.context.cookies() == []
    card = desktop.context.request.get(hours.replace("hours.json", "card.vcf"))
    assert "FN:Bäckerei Sonnenschein" in card.text()
