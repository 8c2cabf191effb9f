"""Ways: a named link from the inbox to a customer's phone, and its name back with the message (S3, S9, L8)."""

from __future__ import annotations

import logging
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, Page, Request, WebSocket, expect

from tests.e2e.axe import violations
from tests.e2e.customer_page import (
    arrived,
    article,
    begin,
    clean_in_both_lights,
    field,
    heard,
    log,
    newest,
    write,
)
from tests.e2e.inbox_page import go_to
from tests.e2e.wizard import media_boxes
from tests.world.browser import DESKTOP, PHONE, Visit
from tests.world.stage import Stage
from tresen.client import CameBy
from tresen.client.ways import LinkWay, read_way, way_url

NAME = "Tisch Siebenundsiebzig"
TEXT = "Hallo, wir sitzen draußen und möchten bestellen:"
CAME = re.compile(f"kam über {NAME}")


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Stage]:
    with Stage.open(tmp_path) as opened:
        yield opened


def ways(visit: Visit, shop: Stage, role: str = "owner") -> Page:
    """The page of ways, in the inbox of somebody of the team."""
    page = visit.open(shop.inbox_link(2, role))
    page.evaluate("window.print = () => {}")
    go_to(page, "Wege")
    expect(page.get_by_role("heading", level=2, name="Wege")).to_be_visible()
    return page


def add(page: Page, name: str, text: str = "") -> None:
    page.get_by_role("button", name="Weg anlegen").click()
    page.get_by_role("textbox", name="Name", exact=True).fill(name)
    page.get_by_role("textbox", name="Steht schon im Feld").fill(text)
    page.get_by_role("button", name="Anlegen", exact=True).click()
    expect(page.get_by_role("heading", level=3, name=name)).to_be_focused()


def link(page: Page, kind: str) -> str:
    """The link of the way that is open."""
    return page.get_by_role("listitem").filter(has_text=kind).locator(".link").inner_text()


def row(page: Page, name: str) -> Locator:
    listed = page.get_by_role("list", name="Wege")
    return listed.get_by_role("button", name=re.compile(rf"^{re.escape(name)}\b"))


class Sent:
    """All that a page sends: addresses, bodies, frames."""

    def __init__(self, page: Page) -> None:
        self.bytes = b""
        page.on("request", self._request)
        page.on("websocket", self._socket)

    def _request(self, request: Request) -> None:
        self.bytes += request.url.encode() + (request.post_data_buffer or b"")

    def _socket(self, socket: WebSocket) -> None:
        socket.on("framesent", self._frame)

    def _frame(self, frame: str | bytes) -> None:
        self.bytes += frame if isinstance(frame, bytes) else frame.encode()


def spoken(words: str) -> list[bytes]:
    """Words as they could lie anywhere: plainly, and as an address writes them."""
    return [words.encode(), quote(words).encode(), quote(words, safe="").encode()]


def test_a_way_puts_words_into_the_field_and_its_name_with_the_message(
    desktop: Visit,
    visits: Callable[..., Visit],
    shop: Stage,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """[S3, S9, A1] Made, opened on a phone, not sent by itself, sent, shown and counted; server and logs learn nothing."""
    caplog.set_level(logging.DEBUG)
    page = ways(desktop, shop)
    add(page, NAME, TEXT)
    assert violations(page) == []
    whole = link(page, "Zum Verschicken")
    way = read_way(whole)
    assert way is not None
    assert (way.source, way.text) == (NAME, TEXT)

    krause = visits(**PHONE).open("about:blank")
    sent = Sent(krause)
    krause.goto(whole)
    expect(begin(krause)).to_have_value(TEXT)
    expect(krause.get_by_text(f"Sie kommen über „{NAME}“.")).to_be_visible()
    expect(krause.get_by_text("Gesendet wird er nur, wenn Sie ihn senden.")).to_be_visible()
    clean_in_both_lights(krause)
    # The wish to begin is on the device; a reload finds the words once more, and the server nothing.
    krause.reload()
    expect(field(krause)).to_have_value(TEXT)
    expect(log(krause).get_by_role("article")).to_have_count(0)
    assert shop.do(conversations(shop)) == 0

    said = write(krause, f"{TEXT} zwei Kaffee")
    arrived(said)
    expect(field(krause)).to_have_value("")
    expect(krause.get_by_text("Sie kommen über")).to_have_count(0)
    # Anybody may have sent the link: the key is the one in it, but nobody scanned the sign.
    assert krause.url == f"{whole.partition('&')[0]}&w"
    krause.reload()
    expect(krause.get_by_role("button", name="Schild noch nicht gescannt")).to_be_visible()
    expect(article(krause, "zwei Kaffee")).to_be_visible()
    expect(field(krause)).to_have_value("")
    arrived(write(krause, "Und ein Wasser."))

    first, second = heard(shop, newest(shop), 2)
    assert (first.way, second.way) == (CameBy(way.id, NAME), None)
    page.get_by_role("navigation", name="Bereiche").get_by_role(
        "link", name=re.compile("Nachrichten")
    ).click()
    page.get_by_role("list", name="Unterhaltungen").get_by_role("link").first.click()
    expect(page.get_by_text(CAME)).to_have_count(1)
    go_to(page, "Wege")
    expect(row(page, NAME)).to_have_accessible_name(f"{NAME} {TEXT} 1 kamen, zuletzt heute")

    # Another device of the team, new and empty: it reads the same from the messages.
    rebuilt = ways(visits(**DESKTOP), shop)
    expect(row(rebuilt, NAME)).to_have_accessible_name(f"{NAME} {TEXT} 1 kamen, zuletzt heute")

    for each in (*spoken(NAME), *spoken(TEXT)):
        assert each not in sent.bytes
        assert each.decode() not in caplog.text
        assert not any(each in held for held in stored(shop))


async def conversations(shop: Stage) -> int:
    return len(await shop.bakery.owner.conversations.list())


def stored(shop: Stage) -> list[bytes]:
    """All that the server's folder holds, in raw bytes, and each table once more as it reads."""
    data = shop.bakery.app.settings.data
    files = [each for each in data.rglob("*") if each.is_file()]
    found = [each.read_bytes() for each in files]
    for file in files:
        if file.read_bytes().startswith(b"SQLite format 3"):
            with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
                found += ["\n".join(database.iterdump()).encode("utf-8", "replace")]
    return found


def test_switched_off_a_way_says_so_and_the_page_works(
    desktop: Visit, visits: Callable[..., Visit], shop: Stage
) -> None:
    """[S3] "Dieser Weg ist geschlossen", for the typed link too; nothing of it is used, and one writes as ever."""
    page = ways(desktop, shop)
    add(page, NAME, TEXT)
    whole, short = link(page, "Zum Verschicken"), link(page, "Zum Abtippen")
    way = read_way(whole)
    assert way is not None
    assert short == f"{whole.partition('#')[0]}#w={way.id}"
    switch = page.get_by_role("switch", name=f"{NAME}: offen")
    switch.click()
    expect(switch).to_have_attribute("aria-checked", "false")
    for address in (whole, short):
        krause = visits(**PHONE).open(address)
        closed = krause.get_by_role("dialog", name="Dieser Weg ist geschlossen")
        expect(closed).to_be_visible()
        expect(closed).to_contain_text("Die Seite von Bäckerei Sonnenschein ist für Sie da wie immer.")
        expect(closed).not_to_contain_text(NAME)
        assert violations(krause) == []
        closed.get_by_role("button", name="Zur Seite").click()
        expect(closed).to_have_count(0)
        expect(begin(krause)).to_have_value("")
        arrived(write(krause, "Trotzdem guten Tag!"))
        assert heard(shop, newest(shop), 1)[0].way is None
    switch.click()
    expect(switch).to_have_attribute("aria-checked", "true")
    # A way whose link is typed: no words, and the team sees its name all the same.
    typed = visits(**PHONE).open(short)
    expect(begin(typed)).to_have_value("")
    expect(typed.get_by_text("Sie kommen über einen Link des Betriebs.")).to_be_visible()
    arrived(write(typed, "Vom Abtippen."))
    expect(row(page, NAME)).to_have_accessible_name(f"{NAME} {TEXT} 1 kamen, zuletzt heute")


def test_a_draft_stays_and_the_next_message_says_the_way(phone: Visit, shop: Stage) -> None:
    """[S9] Who has a conversation and has begun to write keeps the words; the next message says where they come from."""
    page = phone.open(shop.bakery.url)
    begin(page)
    arrived(write(page, "Guten Morgen."))
    field(page).fill("Mein Entwurf")
    expect(field(page)).to_have_value("Mein Entwurf")
    page.goto("about:blank")
    page.goto(way_url(shop.bakery.url, LinkWay(source="Rechnung", text=TEXT)))
    expect(field(page)).to_have_value("Mein Entwurf")
    expect(page.get_by_text("Sie kommen über „Rechnung“.")).to_be_visible()
    expect(page.get_by_text("Der Text im Feld stand im Link.")).to_have_count(0)
    page.get_by_role("button", name="Senden", exact=True).click()
    arrived(article(page, "Mein Entwurf"))
    assert [each.way for each in heard(shop, newest(shop), 2)] == [None, CameBy(source="Rechnung")]


def test_hostile_words_are_words(phone: Visit, shop: Stage) -> None:
    """[S3] Markup, controls, marks of direction and 100 kB in a link: cut, cleaned, in the field, and not sent."""
    text = "<img src=x onerror=alert(1)>\u202e\u0000\n" + "🥨" * 20_000
    page = phone.open(way_url(shop.bakery.url, LinkWay()) + f"&s={quote('</b>' * 8000)}&q={quote(text)}")
    value = begin(page).input_value()
    assert value.startswith("<img src=x onerror=alert(1)>\n🥨")
    assert len(value) == 500
    came = page.get_by_text("Sie kommen über")
    expect(came).to_contain_text("„" + "</b>" * 10 + "“")
    # With the keyboard up there is room for one line: whose words these are.
    page.set_viewport_size({"width": 390, "height": 380})
    expect(page.get_by_text("Der Text im Feld stand im Link.")).to_be_visible()
    expect(came).to_be_hidden()
    expect(log(page).get_by_role("article")).to_have_count(0)


def test_papers(desktop: Visit, shop: Stage) -> None:
    """[interface] A4 labels, A6, stickers, and ten ways in one print; the code holds the link; a long text is left out."""
    page = ways(desktop, shop)
    for at in range(1, 12):
        shop.do(shop.bakery.owner.ways.add(f"Tisch {at}", TEXT if at == 1 else "ü" * 300))
    row(page, "Tisch 1").click()
    expect(page.get_by_role("img", name="QR-Code von Tisch 1")).to_be_visible()
    assert violations(page) == []
    papers = {"A4-Etiketten": (210, 297), "A6": (105, 148), "Aufkleber": (210, 297)}
    for name, size in papers.items():
        page.get_by_role("button", name=f"Tisch 1: {name}").click()
        assert media_boxes(page.pdf(prefer_css_page_size=True)) == [size], name
    page.get_by_role("button", name="Alle drucken").click()
    assert media_boxes(page.pdf(prefer_css_page_size=True)) == [(210, 297)] * 2
    with page.expect_download() as saved:
        page.get_by_role("button", name="Tisch 1 als SVG sichern").click()
    assert saved.value.suggested_filename == "weg-tisch-1.svg"
    with page.expect_download() as saved:
        page.get_by_role("button", name="Tisch 1 als PNG sichern").click()
    assert Path(saved.value.path()).read_bytes().startswith(b"\x89PNG")
    row(page, "Tisch 2").click()
    expect(page.get_by_text("Der Text ist für einen gedruckten Code zu lang.")).to_be_visible()


def test_on_paper_a_way_is_a_sign(desktop: Visit, visits: Callable[..., Visit], shop: Stage) -> None:
    """[S3] What is scanned at the table was checked at the counter; the same way in a mail was not. A scan is remembered."""
    page = ways(desktop, shop)
    add(page, NAME)
    link_sent, tag = link(page, "Zum Verschicken"), link(page, "NFC-Text")
    assert re.search(r"#w=[0-9A-Z]{8}&s=.*&key=[0-9A-Z]{32}$", tag)
    guest = visits(**PHONE).open(link_sent)
    expect(guest.get_by_role("button", name="Schild noch nicht gescannt")).to_be_visible()
    guest.goto("about:blank")
    guest.goto(tag)
    expect(guest.get_by_role("button", name="Am Tresen geprüft")).to_be_visible()
    begin(guest)
    arrived(write(guest, "Zwei Kaffee"))
    guest.goto("about:blank")
    guest.goto(link_sent)
    expect(guest.get_by_text(f"Sie kommen über „{NAME}“.")).to_be_visible()
    expect(guest.get_by_role("button", name="Am Tresen geprüft")).to_be_visible()


def test_names_in_another_code_are_read_alike(phone: Visit, shop: Stage) -> None:
    """[S3] `%71` is `q`, whether the page is opened by it or shown already."""
    sign = shop.bakery.url.partition("#")[2]
    page = phone.open(f"{shop.bakery.url.partition('#')[0]}#{sign}&%71=Guten%20Tag%3D%26")
    expect(begin(page)).to_have_value("Guten Tag=&")
    page.evaluate("hash => { location.hash = hash }", f"{sign}&%71=Noch%20einmal")
    expect(field(page)).to_have_value("Noch einmal")
    page.evaluate("hash => { location.hash = hash }", f"{sign}&%69=")
    expect(page.get_by_role("heading", name="Diesem Link fehlt etwas.")).to_be_visible()
