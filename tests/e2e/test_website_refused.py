"""[S22] Who may not show the customer page in a frame, and who may not speak to it: strangers, frames in frames, lies."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, Playwright, Route, expect

from tests.e2e.framed_page import HANDLE, allow, embed, frame_in, opened, refuses, said, sign_of
from tests.world import chromium
from tests.world.browser import DESKTOP, Visit
from tests.world.patience import PATIENCE
from tests.world.stage import Stage
from tests.world.website import NEAR, Website, website

CLOSED = "Hier öffnet sich die Seite nicht"
ANOTHER_KEY = "0" * 32


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """One bakery: nobody here writes anything that another test would see."""
    with Stage.open(tmp_path_factory.mktemp("bakery")) as stage:
        yield stage


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """One that keeps the storage of frames apart."""
    with chromium.opened(playwright, chromium.APART) as opened:
        yield opened


@pytest.fixture
def site(shop: Stage) -> Iterator[Website]:
    """A website that the owner named."""
    with website() as made:
        allow(shop, made)
        yield made


@pytest.fixture
def visit(visits: Callable[..., Visit]) -> Visit:
    return visits(**DESKTOP)


def without_policy(visit: Visit) -> None:
    """A server that lies, or a browser that does not know: nothing outside the page says who may frame it."""

    def answer(route: Route) -> None:
        response = route.fetch()
        kept = {
            name: value
            for name, value in response.headers.items()
            if name not in ("content-security-policy", "x-frame-options")
        }
        route.fulfill(response=response, headers=kept)

    visit.context.route("**/sonnenschein*", answer)


def stays_shut(visit: Visit, page: Page) -> None:
    """The browser itself shows nothing of it, and says why."""
    end = time.monotonic() + PATIENCE
    while not visit.faults and time.monotonic() < end:
        page.wait_for_timeout(20)
    assert [fault for fault in visit.faults if "frame-ancestors" in fault]
    visit.faults.clear()


def test_a_website_that_is_not_named(visit: Visit, shop: Stage, site: Website) -> None:
    """[S22] Its own name or another's in the address: the browser refuses by the policy."""
    with website(NEAR) as stranger:
        for host in (None, site.origin):
            page = visit.look(stranger.url)
            embed(page, stranger.frame_of(sign_of(shop), host))
            stays_shut(visit, page)
            assert page.evaluate("heard") == []


def test_no_other_page_stands_in_a_frame(visit: Visit, shop: Stage, site: Website) -> None:
    """[S22] Not even on a website that is named: the page for itself, the inbox, the set-up."""
    origin = sign_of(shop).partition("/sonnenschein")[0]
    for path in ("/sonnenschein", "/inbox", "/setup", "/"):
        page = visit.look(site.url)
        embed(page, origin + path)
        stays_shut(visit, page)


def test_a_frame_in_a_strangers_frame(visit: Visit, shop: Stage, site: Website) -> None:
    """[S22] Clickjacking: who frames the website frames its frame, and neither policy nor page allow that."""
    with website(NEAR) as stranger:
        page = visit.look(stranger.url)
        embed(page, site.url)
        page.frame_locator("iframe").get_by_role("heading", name="Brot mit Zeit").wait_for()
        frame_in(page).evaluate("src => embed(src, 'sonnenschein', true)", site.frame_of(sign_of(shop)))
        stays_shut(visit, page)
        assert frame_in(page).evaluate("heard") == []


def test_the_page_itself_refuses_a_frame_in_a_frame(visit: Visit, shop: Stage, site: Website) -> None:
    """[S22] Also where no policy says so."""
    without_policy(visit)
    with website(NEAR) as stranger:
        page = visit.look(stranger.url)
        embed(page, site.url)
        middle = page.frame_locator("iframe")
        middle.get_by_role("heading", name="Brot mit Zeit").wait_for()
        frame_in(page).evaluate("src => embed(src, 'sonnenschein', true)", site.frame_of(sign_of(shop)))
        refuses(middle.frame_locator("iframe"), CLOSED)
        assert frame_in(page).evaluate("heard") == []


@pytest.mark.parametrize("named", ["its own", "the one that is allowed"])
def test_the_page_itself_refuses_a_stranger(visit: Visit, shop: Stage, site: Website, named: str) -> None:
    """[S22] Also where no policy says so; it does not even ask for a greeting."""
    without_policy(visit)
    with website(NEAR) as stranger:
        page = visit.look(stranger.url)
        host = None if named == "its own" else site.origin
        refuses(embed(page, stranger.frame_of(sign_of(shop), host)), CLOSED)
        assert page.evaluate("heard") == []


def test_another_businesses_sign(visit: Visit, shop: Stage, site: Website) -> None:
    """[S22] The fingerprint in the address is pinned: with another, or without, nothing opens."""
    page_url = sign_of(shop).partition("#")[0]
    for sign in (page_url, f"{page_url}#key={ANOTHER_KEY}", f"{page_url}#key=HALF"):
        page = visit.look(site.url)
        refuses(embed(page, site.frame_of(sign)), CLOSED)
        assert page.evaluate("heard") == []
        page.close()


def test_without_a_greeting(visit: Visit, shop: Stage, site: Website) -> None:
    """[S22] Words and a link, which opens the page for itself, with the sign's fingerprint and without the website."""
    page = visit.look(site.url)
    inside = embed(page, site.frame_of(sign_of(shop)), greets=False)
    refuses(inside, CLOSED)
    origin = sign_of(shop).partition("/sonnenschein")[0]
    assert page.evaluate("heard") == [{"data": {"tresen": 1, "type": "ready"}, "from": origin}]
    with visit.context.expect_page() as opening:
        inside.get_by_role("link", name="Eigenes Fenster öffnen").click()
    window = opening.value
    expect(window.get_by_role("button", name="Nachricht schreiben")).to_be_visible()
    assert window.url == sign_of(shop)


_STRANGERS = """([frame, origin]) => new Promise((done) => {
    // A frame of somebody else, an advertisement perhaps, speaks to the page beside it.
    const other = document.createElement("iframe");
    other.srcdoc = "<!doctype html>";
    other.onload = () => {
        const channel = new other.contentWindow.MessageChannel();
        channel.port1.onmessage = ({ data }) => strangers.push(data);
        other.contentWindow.eval("window.speak = (to, what, where, ports) => to.postMessage(what, where, ports)");
        const to = document.querySelector("iframe").contentWindow;
        other.contentWindow.speak(to, { tresen: 1, type: "hello", handle: "sonnenschein" }, origin, [channel.port2]);
        done();
    };
    window.strangers = [];
    document.body.append(other);
})"""


def test_a_strangers_greeting(visit: Visit, shop: Stage, site: Website) -> None:
    """[S22] From another window, for another business, without a port, of another shape: none is taken."""
    page = visit.look(site.url)
    inside = embed(page, site.frame_of(sign_of(shop)), greets=False)
    page.wait_for_function("heard.length === 1")
    origin = sign_of(shop).partition("/sonnenschein")[0]
    page.evaluate(_STRANGERS, ["iframe", origin])
    page.evaluate(
        """(origin) => {
            const to = document.querySelector("iframe").contentWindow;
            to.postMessage({ tresen: 1, type: "hello", handle: "sonnenschein" }, origin);
            to.postMessage("hello", origin, [new MessageChannel().port2]);
            to.postMessage({ tresen: 2, type: "hello", handle: "sonnenschein" }, origin, [new MessageChannel().port2]);
        }""",
        origin,
    )
    page.evaluate("([origin]) => greet(document.querySelector('iframe'), origin, 'andere')", [origin])
    refuses(inside, CLOSED)
    assert page.evaluate("[...strangers, ...said]") == []


def test_a_second_greeting(visit: Visit, shop: Stage, site: Website) -> None:
    """[S22] The first port stays the only one, and a message to the window does nothing any more."""
    page, inside = opened(visit, shop, site)
    origin = sign_of(shop).partition("/sonnenschein")[0]
    page.evaluate(
        """([origin, handle]) => {
            window.second = [];
            const channel = new MessageChannel();
            channel.port1.onmessage = ({ data }) => second.push(data);
            const to = document.querySelector("iframe").contentWindow;
            to.postMessage({ tresen: 1, type: "hello", handle }, origin, [channel.port2]);
            to.postMessage({ type: "shown", open: false }, origin);
            for (const odd of [null, 7, "close", {}, { type: "erase" }, { type: "shown", open: "no" }, new ArrayBuffer(8)])
                port.postMessage(odd);
        }""",
        [origin, HANDLE],
    )
    inside.get_by_role("button", name="Schließen", exact=True).click()
    expect(page.locator("iframe")).to_be_hidden()
    assert page.evaluate("second") == []
    assert {each["type"] for each in said(page)} == {"unread", "close"}


def test_the_owner_takes_the_website_back(visit: Visit, shop: Stage, site: Website) -> None:
    """[S22] A frame that is open shuts itself when a newer profile comes that does not name the website."""
    page, inside = opened(visit, shop, site)
    inside.get_by_role("button", name="Nachricht schreiben").click()
    inside.get_by_role("textbox", name="Nachricht").fill("Guten Tag")
    inside.get_by_role("button", name="Senden", exact=True).click()
    expect(inside.get_by_role("article").filter(has_text="Guten Tag")).to_contain_text("zugestellt")
    allow(shop, "https://www.andere.example")
    refuses(inside, CLOSED)
    expect(inside.get_by_role("article")).to_have_count(0)
    expect(inside.get_by_role("button", name="Schließen", exact=True)).to_have_count(0)
    assert page.evaluate("said.at(-1)") == {"type": "unread", "count": 0}


def test_without_a_connection(visit: Visit, shop: Stage, site: Website) -> None:
    """[S22] Nobody knows yet whether it may open: words, and another try, which opens it."""
    visit.context.route("**/api/v1/businesses/*", lambda route: route.abort())
    page = visit.look(site.url)
    inside = embed(page, site.frame_of(sign_of(shop)))
    refuses(inside, "Gerade keine Verbindung")
    visit.context.unroute("**/api/v1/businesses/*")
    inside.get_by_role("button", name="Neu laden").click()
    expect(inside.get_by_role("button", name="Schließen", exact=True)).to_be_visible()
    expect(inside.get_by_role("button", name="Nachricht schreiben")).to_be_visible()


def test_the_frames_address_opened_for_itself(visit: Visit, shop: Stage, site: Website) -> None:
    """[S22] It is the page for itself then, with the sign's fingerprint."""
    page = visit.look(site.frame_of(sign_of(shop)))
    expect(page.get_by_role("button", name="Nachricht schreiben")).to_be_visible()
    assert page.url == sign_of(shop)
