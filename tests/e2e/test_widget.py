"""The button of a website: what it is before the tap, and what it believes after it (W14, S22). Two origins, one browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.e2e.axe import violations
from tests.e2e.test_first_message import SHIFTS, moved
from tests.world import hostpage as web
from tests.world.browser import DESKTOP, PHONE, Visit
from tests.world.hostpage import NAME, Website, website
from tests.world.stage import Stage

HOWTO = Path(__file__).parents[2] / "docs/howto/website-button.md"
STRICT = (
    "default-src 'none'; script-src {tresen}; frame-src {tresen}; "
    "require-trusted-types-for 'script'; trusted-types tresen"
)
"""Nothing but what the page on websites prints, and that for a website without a style or picture of its own."""
STAND_IN = """<!doctype html><html lang="de"><title>Rahmen</title><body><p>Rahmen</p><script>
  const host = new URLSearchParams(location.hash.slice(1)).get("host");
  window.heard = [];
  addEventListener("message", ({ data, origin, ports }) => {
    window.heard.push({ data, origin });
    if (data?.type !== "hello" || origin !== host) return;
    window.line = ports[0];
    window.line.onmessage = ({ data }) => window.heard.push({ data });
  });
  if (location.search !== "?frame" || !window.silent) parent.postMessage({ tresen: 1, type: "ready" }, host);
</script>"""
"""Speaks the frame's side of the border, and no more: what a frame may be, the loader must bear."""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with Stage.open(tmp_path_factory.mktemp("bakery")) as opened:
        yield opened


@pytest.fixture
def site() -> Iterator[Website]:
    with website() as opened:
        yield opened


def origin(shop: Stage) -> str:
    address = urlsplit(shop.bakery.url)
    return f"{address.scheme}://{address.netloc}"


def lay(site: Website, shop: Stage, path: str = "/", lang: str = "de", **data: str) -> str:
    """A page with the snippet, under the strict policy."""
    sign = shop.bakery.url
    html = web.page(web.link(sign), web.script(sign, **data), lang=lang)
    return site.lay(path, html, STRICT.format(tresen=origin(shop)))


def stand_in(visit: Visit, body: str = STAND_IN) -> None:
    """Puts a frame of the test where the server's would be. Nothing else is changed."""

    def fulfil(route: Route) -> None:
        route.fulfill(content_type="text/html", body=body)

    visit.context.route(re.compile(r"\?frame$"), fulfil)


def button(page: Page, name: str = f"{NAME} schreiben") -> Locator:
    return page.get_by_role("button", name=name)


def opened(page: Page) -> Any:
    """The frame after the tap, once the loader has greeted it."""
    button(page).click()
    frame = page.frame_locator("iframe[title=Tresen]")
    expect(frame.get_by_text("Rahmen")).to_be_visible()
    inner = next(each for each in page.frames if "?frame" in each.url)
    inner.wait_for_function("() => window.line !== undefined")
    return inner


def test_before_the_tap_it_asks_once_and_stores_nothing(phone: Visit, shop: Stage, site: Website) -> None:
    """[law § 25 TDDDG] One request, to the own server; no cookie, no storage, no cache, no worker, no layout shift."""
    phone.context.add_init_script(SHIFTS)
    asked: list[str] = []
    phone.context.on("request", lambda request: asked.append(request.url))
    page = phone.open(lay(site, shop, hours="Europe/Berlin 0-24 0-24 0-24 0-24 0-24 0-24 0-24"))
    expect(button(page)).to_be_visible()
    expect(page.get_by_text("geöffnet", exact=True)).to_be_visible()
    page.wait_for_load_state("networkidle")
    [file] = [each for each in asked if each.startswith(origin(shop))]
    assert file == f"{origin(shop)}/widget/{web.loaders()[0].file}"
    assert [each for each in asked if each != file] == [f"{site.url}/"]
    assert phone.context.cookies() == []
    stored = """async () => [
        document.cookie, localStorage.length, sessionStorage.length, (await indexedDB.databases()).length,
        globalThis.caches ? (await caches.keys()).length : 0,
        (await navigator.serviceWorker?.getRegistrations() ?? []).length]"""
    assert page.evaluate(stored) == ["", 0, 0, 0, 0, 0]
    assert moved(page) == []
    assert violations(page) == []


@pytest.mark.parametrize("device", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_tap_opens_the_frame_and_escape_closes_it(
    visits: Callable[..., Visit], shop: Stage, site: Website, device: dict[str, Any]
) -> None:
    """[S22] By keyboard alone; the focus goes in and comes back; the frame learns whether it is seen, and nothing else."""
    visit = visits(**device)
    stand_in(visit)
    page = visit.open(lay(site, shop))
    expect(button(page)).to_have_attribute("aria-expanded", "false")
    button(page).focus()
    page.keyboard.press("Enter")
    frame = page.locator("iframe[title=Tresen]")
    expect(frame).to_be_visible()
    expect(frame).to_be_focused()
    expect(page.get_by_role("dialog", name=NAME)).to_be_visible()
    expect(page.locator("tresen-widget button.o")).to_have_attribute("aria-expanded", "true")
    fingerprint = shop.bakery.url.partition("#")[2]
    address = frame.get_attribute("src") or ""
    host = site.url.replace(":", "%3A").replace("/", "%2F")
    assert address == f"{origin(shop)}/sonnenschein?frame#{fingerprint}&host={host}"
    inner = next(each for each in page.frames if "?frame" in each.url)
    inner.wait_for_function("() => window.heard.length >= 2")
    assert inner.evaluate("window.heard") == [
        {"data": {"tresen": 1, "type": "hello", "handle": "sonnenschein"}, "origin": site.url},
        {"data": {"type": "shown", "open": True}},
    ]
    whole = frame.bounding_box()
    assert whole is not None
    size = page.viewport_size
    assert size is not None
    wide = (size["width"], size["height"]) if device is PHONE else (398, 638)
    assert (round(whole["width"]), round(whole["height"])) == wide
    assert violations(page) == []
    page.evaluate("document.querySelector('tresen-widget').shadowRoot.querySelector('dialog').focus()")
    page.locator("tresen-widget button.o").focus() if device is DESKTOP else None
    page.keyboard.press("Escape")
    expect(frame).to_be_hidden()
    expect(button(page)).to_be_focused()
    expect(button(page)).to_have_attribute("aria-expanded", "false")
    inner.wait_for_function("() => window.heard.at(-1).data.open === false")
    button(page).click()
    expect(frame).to_be_visible()
    inner.evaluate("window.line.postMessage({ type: 'close' })")
    expect(frame).to_be_hidden()
    expect(button(page)).to_be_focused()


def test_the_link_opens_it_too_and_still_is_a_link(desktop: Visit, shop: Stage, site: Website) -> None:
    """[W14] What stands on the page without a script is what the script takes up; other links are left alone."""
    stand_in(desktop)
    sign = shop.bakery.url
    others = f'<a href="{origin(shop)}/hof">Der Hof</a>'
    url = site.lay("/", web.page(web.link(sign, "Schreiben Sie uns"), others, web.script(sign)))
    page = desktop.open(url)
    expect(button(page)).to_be_visible()
    own = page.get_by_role("link", name="Schreiben Sie uns")
    with page.context.expect_page() as beside:
        own.click(modifiers=["Control"])
    expect(beside.value).to_have_url(sign)
    beside.value.close()
    expect(page.locator("iframe")).to_have_count(0)
    own.click()
    expect(page.locator("iframe[title=Tresen]")).to_be_visible()
    page.get_by_role("link", name="Der Hof").click()
    expect(page).to_have_url(f"{origin(shop)}/hof")


def test_what_is_new_is_counted_while_it_is_closed(desktop: Visit, shop: Stage, site: Website) -> None:
    """[S22] A number and, where the shop allows it, a sound; nothing else that a frame says is taken, least of all text."""
    stand_in(desktop)
    desktop.context.add_init_script(
        "window.beeps = 0; const { start } = AudioScheduledSourceNode.prototype;"
        "AudioScheduledSourceNode.prototype.start = function () { window.beeps += 1; start.call(this); };"
    )
    page = desktop.open(lay(site, shop, sound=""))
    inner = opened(page)
    page.keyboard.press("Tab")
    inner.evaluate("window.line.postMessage({ type: 'close' })")
    expect(button(page)).to_be_focused()
    say = "messages => { for (const each of messages) window.line.postMessage(each); }"
    inner.evaluate(
        say, [{"type": "unread", "count": 3, "text": "Ihre Torte"}, {"type": "sound"}, {"type": "sound"}]
    )
    expect(button(page, f"{NAME} schreiben, 3 neu")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="3 neu")).to_be_visible()
    assert page.evaluate("window.beeps") == 1
    odd: list[Any] = [
        None,
        "x",
        7,
        {},
        {"type": "open"},
        *({"type": "unread", "count": n} for n in ("9", -1, 1.5, None)),
    ]
    inner.evaluate(say, [*odd, {"type": "unread", "count": 200}])
    expect(button(page, f"{NAME} schreiben, 99+ neu")).to_be_visible()
    assert "Torte" not in page.locator("tresen-widget").evaluate(
        "e => e.shadowRoot.textContent + e.shadowRoot.innerHTML"
    )
    button(page).click()
    expect(page.get_by_role("status").filter(has_text="neu")).to_have_count(0)
    assert violations(page) == []


def test_strangers_are_not_heard(desktop: Visit, shop: Stage, site: Website) -> None:
    """[S22, threats] The page itself, another frame of it, and a frame that left our server: none of them gets the line."""
    stand_in(desktop, "<!doctype html><p>stumm</p>")
    with website("127.0.0.1") as stranger:
        forged = "parent.postMessage({ tresen: 1, type: 'ready' }, '*')"
        keep = "window.got = []; onmessage = e => got.push(e.data);"
        stranger.lay("/", f"<!doctype html><p>fremd</p><script>{keep} {forged}</script>")
        sign = shop.bakery.url
        html = web.page(
            web.link(sign),
            f'<iframe id="other" title="fremd" src="{stranger.url}/"></iframe>',
            web.script(sign),
        )
        page = desktop.open(site.lay("/", html))
        button(page).click()
        frame = page.frame_locator("iframe[title=Tresen]")
        expect(frame.get_by_text("stumm")).to_be_visible()
        ours = next(each for each in page.frames if "?frame" in each.url)
        other = next(each for each in page.frames if each.url.startswith(stranger.url))
        ours.evaluate("() => { window.got = []; onmessage = e => got.push(e.data); }")
        page.evaluate("postMessage({ tresen: 1, type: 'ready' }, '*')")
        other.evaluate(forged)
        # What our own frame says, but wrongly, is no greeting either.
        odd = "() => [null, 1, 'ready', {tresen: 2, type: 'ready'}, {tresen: 1}].map(each => parent.postMessage(each, '*'))"
        ours.evaluate(odd)
        # A frame that was led away from our server has another origin: the word is for whoever stands there no more.
        page.evaluate(
            "url => { document.querySelector('tresen-widget').shadowRoot.querySelector('iframe').src = url; }",
            f"{stranger.url}/",
        )
        expect(page.get_by_role("dialog").get_by_role("status")).to_have_text("Wird geöffnet …")
        expect(frame.get_by_text("fremd")).to_be_visible()
        page.evaluate(
            "() => { onmessage = ({ source, data }) => data === 'ask' && source.postMessage('heard', '*'); }"
        )
        for each in page.frames:
            if each.url.startswith(stranger.url):
                # What they said before was heard before this: an answer to it would stand before the answer to this.
                each.evaluate("parent.postMessage('ask', '*')")
                each.wait_for_function("() => window.got.includes('heard')")
                assert each.evaluate("window.got") == ["heard"]


def test_another_business_or_server_is_not_taken_over(desktop: Visit, shop: Stage, site: Website) -> None:
    """[threats] A loader acts for the link of its own server and its own business alone; without one it does nothing."""
    sign = shop.bakery.url
    elsewhere = sign.replace("localhost", "127.0.0.1")
    mixed = {
        "/business": web.page(web.link(sign), web.script(sign, shop="hof")),
        "/server": web.page(web.link(elsewhere), web.script(sign)),
        "/longer": web.page(web.link(sign.replace("#", "x#")), web.script(sign)),
        "/none": web.page(web.script(sign)),
        "/twice": web.page(web.link(sign), web.script(sign), web.script(sign)),
    }
    for path, html in mixed.items():
        page = desktop.open(site.lay(path, html))
        page.wait_for_load_state()
        expect(page.locator("tresen-widget")).to_have_count(1 if path == "/twice" else 0)
        page.close()


def test_altered_bytes_do_not_run(desktop: Visit, shop: Stage, site: Website) -> None:
    """[threats] A loader or a panel other than the snippet's is not run: the link remains."""

    def altered(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text() + "\ndocument.title = 'fremd';")

    for file, left in ((web.loaders()[0].panel, 1), (web.loaders()[0].file, 0)):
        desktop.context.route(f"**/widget/{file}", altered)
        page = desktop.open(site.lay("/", web.page(web.link(shop.bakery.url), web.script(shop.bakery.url))))
        expect(page.locator("tresen-widget")).to_have_count(left)
        if left:
            with page.context.expect_page() as instead:
                button(page).click()
            expect(instead.value).to_have_url(shop.bakery.url)
        assert page.title() == "Bäckerei"
        page.get_by_role("link", name="schreiben").click()
        desktop.context.pages[-1].close()


def test_a_frame_that_says_nothing_becomes_a_window(desktop: Visit, shop: Stage, site: Website) -> None:
    """[W14] Refused, or too old a server: words and a link at once, and from then on the button opens a window."""
    stand_in(desktop, "<!doctype html><p>stumm</p>")
    page = desktop.open(lay(site, shop, wait="400"))
    button(page).click()
    dialog = page.get_by_role("dialog", name=NAME)
    expect(dialog.get_by_role("status")).to_have_text("Hier lässt es sich nicht öffnen.")
    own = dialog.get_by_role("link", name="In eigenem Fenster")
    expect(own).to_be_focused()
    expect(page.locator("iframe")).to_have_count(0)
    assert violations(page) == []
    with page.context.expect_page() as instead:
        own.click()
    expect(instead.value).to_have_url(shop.bakery.url)
    dialog.get_by_role("button", name="Schließen").click()
    expect(button(page)).to_be_focused()
    with page.context.expect_page() as again:
        button(page).click()
    expect(again.value).to_have_url(shop.bakery.url)


def test_the_choices_of_a_snippet(desktop: Visit, shop: Stage, site: Website) -> None:
    """[W14] Side, colour, text, language, light, hidden pages."""
    page = desktop.open(lay(site, shop, lang="en", side="left", colour="#ffd54f", text="Ask us"))
    shown = button(page, f"Message {NAME}, Ask us")
    expect(shown).to_have_text("Ask us")
    box = shown.bounding_box()
    assert box is not None
    assert box["x"] == 16
    expect(shown).to_have_css("background-color", "rgb(255, 213, 79)")
    expect(shown).to_have_css("color", "rgb(0, 0, 0)")
    page = desktop.open(lay(site, shop, colour="red;} *{display:none"))
    expect(button(page)).to_have_css("background-color", "rgb(100, 36, 79)")
    for path, seen in (
        ("/kasse/1", 0),
        ("/kasse", 0),
        ("/kassel", 0),
        ("/impressum", 0),
        ("/impressum/x", 1),
        ("/a", 1),
    ):
        page = desktop.open(lay(site, shop, path, hide="/kasse* /impressum"))
        expect(page.locator("tresen-widget")).to_have_count(seen)
        page.wait_for_load_state()
    assert page.locator("tresen-widget").count() == 1


def test_as_a_tag_manager_inserts_it(desktop: Visit, shop: Stage, site: Website) -> None:
    """[W14] The recipe as the page prints it, with this server's address and today's loader."""
    recipe = re.findall(r"```html\n(<script>.*?</script>)\n```", HOWTO.read_text(), re.DOTALL)[0]
    loader = web.loaders()[0]
    recipe = recipe.replace("https://chat.example.org", origin(shop)).replace(
        "0123456789abcdef.js", loader.file
    )
    recipe = recipe.replace("sha384-…", loader.integrity)
    page = desktop.open(site.lay("/", web.page(web.link(shop.bakery.url), recipe)))
    expect(button(page)).to_be_visible()


def test_hours_as_the_shop_publishes_them(desktop: Visit, shop: Stage, site: Website) -> None:
    """[W14] With `live` it asks for one file more, without credentials, which the policy must allow."""
    sign = shop.bakery.url
    policy = STRICT.format(tresen=origin(shop))
    html = web.page(web.link(sign), web.script(sign, hours="live"))
    hours = f"{origin(shop)}/sonnenschein/hours.json"
    said = {"open": True, "text": {"de": "Geöffnet bis 13:00", "en": "Open until 1 pm"}, "changes": None}
    desktop.context.route(
        hours, lambda route: route.fulfill(json=said, headers={"access-control-allow-origin": "*"})
    )
    page = desktop.open(site.lay("/", html, f"{policy}; connect-src {origin(shop)}"))
    expect(button(page, f"{NAME} schreiben Geöffnet bis 13:00")).to_be_visible()
    desktop.context.unroute(hours)
    page = desktop.open(site.lay("/", html, f"{policy}; connect-src {origin(shop)}"))
    expect(button(page)).to_have_accessible_name(f"{NAME} schreiben")  # it has published none
