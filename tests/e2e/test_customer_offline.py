"""The customer page without a network: kept from the first message on, shown after a reload, gone with the conversation."""

from __future__ import annotations

import functools
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import tresen
from tests.e2e.customer_page import arrived, article, begin, clean, field, heard, log, menu, newest, write
from tests.world.bakery import bakery
from tests.world.browser import PHONE, Visit
from tests.world.stage import Stage

pytestmark = pytest.mark.worker

NAME = "Bäckerei Sonnenschein"
KEPT = """async () => {
    const names = await caches.keys();
    const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return kept.flat().map(({ url }) => new URL(url).pathname);
}"""
WORKERS = "async () => (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => new URL(scope).pathname)"
READY = "() => navigator.serviceWorker.ready.then(() => true)"
BUILT = Path(tresen.__file__).parent / "web_dist"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with Stage.open(tmp_path_factory.mktemp("shop")) as opened:
        yield opened


def talk(visit: Visit, shop: Stage, text: str) -> Page:
    """A page with a conversation that is kept for times without a network."""
    page = visit.open(shop.bakery.url)
    begin(page)
    arrived(write(page, text))
    page.wait_for_function(READY)
    return page


def test_a_reload_without_a_network_shows_the_conversation(phone: Visit, shop: Stage) -> None:
    """[L4] Reloaded or opened as a bookmark, it reads on and writes; what was written goes out once, in order."""
    page = talk(phone, shop, "vorher")
    phone.context.set_offline(True)
    page.reload()
    expect(page.get_by_role("heading", level=1, name=NAME)).to_be_visible()
    expect(article(page, "vorher")).to_be_visible()
    expect(page.get_by_text("Kein Netz.")).to_be_visible()
    expect(write(page, "eins")).to_contain_text("wird gesendet")
    page.close()
    bookmark = phone.open(shop.bakery.url.partition("#")[0])
    expect(article(bookmark, "eins")).to_contain_text("wird gesendet")
    write(bookmark, "zwei")
    clean(bookmark)
    phone.context.set_offline(False)
    arrived(article(bookmark, "zwei"))
    said = [message.text for message in heard(shop, newest(shop), 3)]
    assert said == ["vorher", "eins", "zwei"]


def test_every_sheet_opens_without_a_network(phone: Visit, shop: Stage) -> None:
    """[interface] Parts that are fetched when first wanted are kept too, already during the visit that began it."""
    page = talk(phone, shop, "alles da?")
    phone.context.set_offline(True)
    for item in ("Profil", "Rückkehr-Link", "Datenschutz", "Impressum", "Visitenkarte", "Meine Geräte"):
        menu(page, item)
        expect(page.get_by_role("dialog")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)


def test_only_this_page_is_kept_and_no_message(phone: Visit, shop: Stage) -> None:
    """[TDDDG § 25] Nothing before the first message; then the page and its files, never an answer of the API."""
    page = phone.open(shop.bakery.url)
    begin(page)
    expect(log(page)).to_be_visible()
    assert (page.evaluate(WORKERS), page.evaluate(KEPT)) == ([], [])
    arrived(write(page, "jetzt"))
    page.wait_for_function(READY)
    assert page.evaluate(WORKERS) == ["/sonnenschein"]
    kept = page.evaluate(KEPT)
    assert [path for path in kept if not path.startswith("/assets/chat/")] == ["/sonnenschein"]
    assert (
        page.evaluate("async () => (await (await caches.match('/sonnenschein')).text()).includes('jetzt')")
        is False
    )
    for other in ("/inbox", "/sonnenschein-nord", "/"):
        answer = page.goto(page.url.partition("/sonnenschein")[0] + other)
        assert answer is not None
        assert not answer.from_service_worker, other


def test_what_erases_the_conversation_also_drops_the_copy(phone: Visit, shop: Stage) -> None:
    """[A10] Erased: neither worker nor copy is left, and a new conversation is kept again without a reload."""
    page = talk(phone, shop, "gleich weg")
    menu(page, "Unterhaltung löschen")
    page.get_by_role("button", name="Endgültig löschen").click()
    expect(page.get_by_role("heading", name="gelöscht")).to_be_visible()
    page.wait_for_function("async () => (await caches.keys()).length === 0")
    assert page.evaluate(WORKERS) == []
    page.get_by_role("button", name="Neue Unterhaltung").click()
    begin(page)
    arrived(write(page, "von vorn"))
    page.wait_for_function("async () => (await caches.keys()).length === 1")
    page.wait_for_function(READY)
    page.wait_for_function("async () => Boolean(await caches.match('/sonnenschein'))")
    phone.context.set_offline(True)
    page.reload()
    expect(article(page, "von vorn")).to_be_visible()


def rebuilt(web: Path, to: str) -> None:
    """The same apps as another build: every script, and with them page and worker, is named anew."""
    chat = web / "chat"
    names: dict[str, str] = {}
    for file in sorted((chat / "assets").glob("*.js")):
        called = file.name[: -len("-12345678.js")]
        # Two parts may have one name and differ in what is named anew.
        twin = "" if f"{called}-{to}.js" not in names.values() else f"-{len(names)}"
        names[file.name] = f"{called}{twin}-{to}.js"
    for file in (*(chat / "assets").glob("*.js"), chat / "index.html", chat / "sw.js"):
        text = file.read_text()
        for old, new in names.items():
            text = text.replace(old, new)
        file.write_text(text)
    for old, new in names.items():
        (chat / "assets" / old).rename(chat / "assets" / new)
    worker = chat / "sw.js"
    [build] = [part for part in worker.read_text().split("`") if len(part) == 12 and part.isalnum()]
    worker.write_text(worker.read_text().replace(build, to.lower().ljust(12, "0")))


def scripts(page: Page) -> list[str]:
    found: list[str] = page.evaluate(
        "performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => name.includes('/page-'))"
    )
    return [name.rpartition("/")[2] for name in found]


def test_a_new_build_replaces_the_copy_as_a_whole(visits: Callable[..., Visit], tmp_path: Path) -> None:
    """[A12] After an update the page offline is the new one with its own parts; a copy of neither is mixed."""
    web = tmp_path / "web"
    shutil.copytree(BUILT, web)
    rebuilt(web, "OldBuild")
    with Stage.open(tmp_path, opening=functools.partial(bakery, web=web)) as shop:
        visit = visits(**PHONE)
        page = talk(visit, shop, "alt")
        assert "/assets/chat/page-OldBuild.js" in page.evaluate(KEPT)
        rebuilt(web, "NewBuild")
        page.add_init_script(
            "navigator.serviceWorker.addEventListener('controllerchange', () => { window.tookOver = true; })"
        )
        page.reload()
        expect(article(page, "alt")).to_be_visible()
        assert scripts(page) == ["page-NewBuild.js"]
        page.wait_for_function(
            """async () => {
                const [newest] = (await caches.keys()).reverse();
                return Boolean(await caches.match('/assets/chat/page-NewBuild.js', { cacheName: newest }))
                    && (await caches.match('/sonnenschein', { cacheName: newest }));
            }"""
        )
        page.wait_for_function("() => window.tookOver")
        visit.context.set_offline(True)
        page.reload()
        expect(article(page, "alt")).to_be_visible()
        assert scripts(page) == ["page-NewBuild.js"]
        menu(page, "Impressum")
        expect(page.get_by_role("dialog")).to_be_visible()


def test_a_page_between_two_builds_is_not_kept(visits: Callable[..., Visit], tmp_path: Path) -> None:
    """A worker that gets the page of yet another build makes no copy of it: the copy before stays whole."""
    web = tmp_path / "web"
    shutil.copytree(BUILT, web)
    with Stage.open(tmp_path, opening=functools.partial(bakery, web=web)) as shop:
        visit = visits(**PHONE)
        page = talk(visit, shop, "ganz")
        before = sorted(page.evaluate(KEPT))
        worker = web / "chat" / "sw.js"
        worker.write_text(worker.read_text() + "\n// of another build")
        index = web / "chat" / "index.html"
        index.write_text(index.read_text().replace("/assets/chat/page-", "/assets/chat/other-"))
        failed = page.evaluate(
            """async () => {
                const registration = await navigator.serviceWorker.ready;
                await registration.update();
                const worker = registration.installing;
                if (worker === null) return "nothing to install";
                await new Promise((done) => worker.addEventListener("statechange", done, { once: true }));
                return worker.state;
            }"""
        )
        assert failed == "redundant"
        visit.context.set_offline(True)
        page.reload()
        expect(article(page, "ganz")).to_be_visible()
        assert sorted(path for path in page.evaluate(KEPT) if path in before) == before
        assert field(page).is_visible()
