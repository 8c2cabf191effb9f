"""The site in Chromium: front pages that anybody can use, a search that needs no server, and what is printed."""

from __future__ import annotations

import functools
import http.server
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.axe import violations
from tests.services import missing
from tests.world import site as built
from tests.world.browser import DESKTOP, PHONE, Visit
from tests.world.depth import crossed
from tresen import __version__

pytestmark = pytest.mark.long

START = f"{__version__}/docs/README.html"
INSTALL = f"{__version__}/docs/howto/install.html"


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, with an older version beside it whose page on installing is missing."""
    site = tmp_path_factory.mktemp("site")
    older = site / "0.9.0" / "docs"
    older.mkdir(parents=True)
    (older.parent / "searchindex.js").write_text("")
    (site / "versions.js").write_text("")
    (older / "README.html").write_text(
        '<!doctype html><html lang="en"><title>0.9.0</title><h1>Older</h1></html>'
    )
    built.build(site)
    return site


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """Served on loopback, by nothing but a file server."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
        thread.join()


def too_wide(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


@pytest.mark.parametrize(
    ("size", "light"), crossed({"phone": PHONE, "desktop": DESKTOP}, {"light": "light", "dark": "dark"})
)
def test_front_pages_can_be_used_by_everybody(
    visits: Callable[..., Visit], address: str, size: dict[str, object], light: str
) -> None:
    """WCAG 2.2 AA on every front page, in both languages, and nothing wider than the screen."""
    visit = visits(**size, color_scheme=light)
    for language in built.LANGUAGES:
        for name in built.FRONT:
            page = visit.look(f"{address}{language}/{name}.html")
            assert violations(page) == [], (language, name)
            assert not too_wide(page), (language, name)


def test_a_small_phone_shows_all_of_it(visits: Callable[..., Visit], address: str) -> None:
    """Nothing is wider than 320 px, the longest German word included."""
    visit = visits(**{**PHONE, "viewport": {"width": 320, "height": 700}})
    for language in built.LANGUAGES:
        for name in built.FRONT:
            assert not too_wide(visit.look(f"{address}{language}/{name}.html")), (language, name)


@pytest.mark.parametrize("light", ["light", "dark"])
def test_the_documentation_can_be_used_by_everybody(
    visits: Callable[..., Visit], address: str, light: str
) -> None:
    """WCAG 2.2 AA on pages with a table, code and pictures, on a phone and on a desktop."""
    for size in (PHONE, DESKTOP):
        visit = visits(**size, color_scheme=light)
        for name in (START, INSTALL, f"{__version__}/docs/howto/set-up.html"):
            page = visit.look(address + name)
            assert violations(page) == [], (name, size)
            assert not too_wide(page), name


def search(page: Page) -> None:
    """Searches for `wildcard` and follows what is found to the page about installing."""
    page.get_by_role("search").get_by_role("textbox").fill("wildcard")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Install with one command").first).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Install with one command").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Install with one command")


def test_the_search_finds_a_word(desktop: Visit, address: str) -> None:
    search(desktop.look(address + START))


def test_the_search_needs_no_server(browser: Browser, folder: Path) -> None:
    """Opened from the disk it finds the same, and asks for nothing but files of the site."""
    context = browser.new_context()
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.goto(f"{folder.as_uri()}/{START}")
    search(page)
    context.close()
    assert [url for url in asked if not url.startswith(folder.as_uri())] == []


def test_the_switch_leads_to_another_version(desktop: Visit, address: str) -> None:
    """It names all versions, stays on the page where the other has it, and leads to the start where it has not."""
    page = desktop.look(address + INSTALL)
    switch = page.get_by_role("combobox", name="Version")
    expect(switch).to_have_value(__version__)
    assert switch.get_by_role("option").all_text_contents() == [__version__, "0.9.0"]
    switch.select_option("0.9.0")
    expect(page.get_by_role("heading", name="Older")).to_be_visible()
    assert page.url == f"{address}0.9.0/docs/README.html"


def test_the_way_in_speaks_the_readers_language(visits: Callable[..., Visit], address: str) -> None:
    for locale, language in (("de-AT", "de"), ("fr-FR", "en")):
        page = visits(**{**DESKTOP, "locale": locale}).look(f"{address}index.html")
        page.wait_for_url(f"{address}{language}/index.html")


def test_a_front_page_is_read_without_a_script(visits: Callable[..., Visit], address: str) -> None:
    """By keyboard as well: the first stop leads past the navigation."""
    page = visits(**{**DESKTOP, "java_script_enabled": False}).look(f"{address}de/index.html")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Zum Inhalt")).to_be_in_viewport()
    page.get_by_role("navigation").get_by_role("link", name="Datenschutz").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Faktenblatt")


def test_what_is_printed(desktop: Visit, address: str, tmp_path: Path) -> None:
    """The text and the addresses of its sources, without navigation and search."""
    if not shutil.which("pdftotext"):
        missing("reading what is printed needs pdftotext: apt-get install poppler-utils")
    text = {}
    for name in ("de/shops.html", INSTALL):
        (tmp_path / "page.pdf").write_bytes(desktop.look(address + name).pdf(format="A4"))
        read = subprocess.run(
            ["pdftotext", "-layout", "page.pdf", "-"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        )
        text[name] = " ".join(read.stdout.split())
    assert "Was es kostet" in text["de/shops.html"]
    assert "https://docs.vdhome.be/reference/costs/" in text["de/shops.html"]
    assert "Für Admins" not in text["de/shops.html"].split("Was Ihre Kunden sehen")[0]
    assert "It asks three questions" in text[INSTALL]
    assert "Quick replies" not in text[INSTALL]
    assert "Search" not in text[INSTALL]
