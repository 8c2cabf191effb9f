"""[S22] The customer page in a frame of the shop's website: a conversation there, what the website hears, the way out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Playwright, expect

from tests.e2e.customer_page import answer, arrived, begin, newest, write
from tests.e2e.framed_page import allow, counts, embed, frame_in, opened, refuses, said, sign_of, writes
from tests.world import chromium
from tests.world.browser import DESKTOP, PHONE, Visit, on_both
from tests.world.patience import PATIENCE
from tests.world.stage import Stage
from tests.world.website import NEAR, Website, website

BELONGS = "Diese Unterhaltung gehört zu dieser Website."
WINDOW = "In eigenem Fenster weiter"


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """One that keeps the storage of frames apart."""
    with chromium.opened(playwright, chromium.APART) as opened:
        yield opened


@pytest.fixture
def site(shop: Stage) -> Iterator[Website]:
    """A website that the owner named, of another site than the server."""
    with website() as made:
        allow(shop, made)
        yield made


@on_both("size", "desktop")
def test_a_conversation_on_the_website(
    visits: Callable[..., Visit], shop: Stage, site: Website, size: dict[str, object]
) -> None:
    """[S22] It is written, answered and there again after a reload; it says once whose it is; nobody else is asked."""
    visit = visits(**size)
    asked: list[str] = []
    visit.context.on("request", lambda request: asked.append(request.url))
    page, inside = opened(visit, shop, site)
    writes(page, "Haben Sie am Samstag noch Stollen?")
    answer(shop, newest(shop), "Ja, drei große.")
    expect(inside.get_by_role("article").filter(has_text="Ja, drei große.")).to_be_visible()
    expect(inside.get_by_text(BELONGS)).to_be_visible()
    inside.get_by_role("button", name="Passt so").click()
    expect(inside.get_by_text(BELONGS)).to_have_count(0)
    words = repr(said(page)) + repr(page.evaluate("heard"))
    assert not [word for word in ("Stollen", "drei", "Bäckerei") if word in words], words
    page, inside = opened(visit, shop, site)
    expect(inside.get_by_role("article").filter(has_text="Ja, drei große.")).to_be_visible()
    hosts = {f"{urlsplit(url).scheme}://{urlsplit(url).netloc}" for url in asked if url.startswith("http")}
    assert hosts == {site.origin, shop.bakery.url.partition("/sonnenschein")[0]}, hosts
    assert {path for path in site.asked if path != "/favicon.ico"} == {"/"}


def test_it_is_not_the_windows_conversation(visits: Callable[..., Visit], shop: Stage, site: Website) -> None:
    """[S22] Browsers keep it apart from the page for itself, and the other way round."""
    visit = visits(**DESKTOP)
    page, _ = opened(visit, shop, site)
    writes(page, "Aus dem Rahmen")
    window = visit.open(sign_of(shop))
    # What the server writes into the page says so too, before anybody looked into the storage.
    window.wait_for_function("() => document.querySelector('.plain') === null")
    expect(window.get_by_role("button", name="Zurück zu meiner Unterhaltung")).to_be_visible()
    assert window.evaluate("indexedDB.databases()") == []
    assert frame_in(page).evaluate("indexedDB.databases()") != []


def test_on_a_website_of_the_same_site_it_is(visits: Callable[..., Visit], shop: Stage) -> None:
    """[S22] Nothing is kept apart there, so nothing of the kind is said."""
    with website(NEAR) as site:
        allow(shop, site)
        visit = visits(**DESKTOP)
        page, inside = opened(visit, shop, site)
        writes(page, "Aus dem Rahmen")
        answer(shop, newest(shop), "Gelesen!")
        expect(inside.get_by_role("article").filter(has_text="Gelesen!")).to_be_visible()
        expect(inside.get_by_text("Das Team sieht, wann Sie gelesen haben.")).to_be_visible()
        expect(inside.get_by_text(BELONGS)).to_have_count(0)
        window = visit.open(sign_of(shop))
        expect(window.get_by_role("article").filter(has_text="Aus dem Rahmen")).to_be_visible()


@pytest.mark.worker
def test_beside_a_page_that_is_kept_for_times_without_a_network(
    visits: Callable[..., Visit], shop: Stage
) -> None:
    """[S22] Its worker answers for no frame: the policy of the page for itself would shut it."""
    with website(NEAR) as site:
        allow(shop, site)
        visit = visits(**DESKTOP)
        window = visit.open(sign_of(shop))
        begin(window)
        arrived(write(window, "Von der Seite"))
        window.evaluate("navigator.serviceWorker.ready")
        window.reload()
        window.wait_for_function("navigator.serviceWorker.controller !== null", timeout=1000 * PATIENCE)
        _, inside = opened(visit, shop, site)
        expect(inside.get_by_role("article").filter(has_text="Von der Seite")).to_be_visible()


def test_answers_are_counted_while_it_is_closed(
    visits: Callable[..., Visit], shop: Stage, site: Website
) -> None:
    """[S22] They are delivered and not read; opened again, they are read and the number goes."""
    page, inside = opened(visits(**DESKTOP), shop, site)
    writes(page, "Ist die Torte fertig?")
    counts(page, 0)
    frame_in(page).get_by_role("button", name="Schließen", exact=True).click()
    expect(page.locator("iframe")).to_be_hidden()
    conversation, owner = newest(shop), shop.bakery.owner
    first, second = (
        shop.do(owner.conversations.send(conversation, text)) for text in ("Ja, seit eben.", "Bis 18 Uhr.")
    )
    marks = shop.do(owner.conversations.until_delivered(conversation, second))
    counts(page, 2)
    assert marks.read < first.pos
    page.evaluate("show(true)")
    shop.do(owner.conversations.until_read(conversation, second))
    counts(page, 0)
    expect(inside.get_by_role("article").filter(has_text="Bis 18 Uhr.")).to_be_visible()
    assert {each["type"] for each in said(page)} == {"unread", "close"}


def test_a_sound_is_the_websites_to_make(visits: Callable[..., Visit], shop: Stage, site: Website) -> None:
    """[S22] Only once the visitor switched it on, and only while the frame is closed."""
    page, inside = opened(visits(**DESKTOP), shop, site)
    writes(page, "Läuten Sie bitte")
    conversation = newest(shop)
    close = inside.get_by_role("button", name="Schließen", exact=True)
    close.click()
    answer(shop, conversation, "Noch leise")
    counts(page, 1)
    page.evaluate("show(true)")
    counts(page, 0)
    # What makes sounds comes with what follows the first message.
    expect(inside.get_by_text("Das Team sieht, wann Sie gelesen haben.")).to_be_visible()
    inside.get_by_role("button", name="Menü", exact=True).click()
    inside.locator(":popover-open").get_by_role("button", name="Einstellungen", exact=True).click()
    sheet = inside.get_by_role("dialog", name="Einstellungen")
    expect(sheet.get_by_role("switch", name="Auf diesem Gerät Bescheid geben")).to_have_count(0)
    sheet.get_by_role("switch", name="Ton bei neuen Nachrichten").click()
    sheet.get_by_role("button", name="Schließen", exact=True).click()
    expect(sheet).to_have_count(0)
    close.click()
    answer(shop, conversation, "Kling")
    page.wait_for_function("said.some(({ type }) => type === 'sound')", timeout=1000 * PATIENCE)
    counts(page, 1)
    assert [each["type"] for each in said(page)].count("sound") == 1


def test_in_a_window_of_its_own_not_a_word_is_lost(
    visits: Callable[..., Visit], shop: Stage, site: Website
) -> None:
    """[S13, S22] What was said and what was typed is there after one press; the frame says where it went, and goes on."""
    visit = visits(**DESKTOP)
    page, inside = opened(visit, shop, site)
    writes(page, "Ein Stollen, bitte")
    answer(shop, newest(shop), "Gern.")
    expect(inside.get_by_role("article").filter(has_text="Gern.")).to_be_visible()
    expect(inside.get_by_text(BELONGS)).to_be_visible()
    field = inside.get_by_role("textbox", name="Nachricht")
    field.fill("Und zwei Brote & mehr")
    inside.get_by_role("button", name="Mitnehmen").click()
    with visit.context.expect_page() as opening:
        inside.get_by_role("link", name="Eigenes Fenster öffnen").click()
    window = opening.value
    window.get_by_role("button", name="Unterhaltung fortsetzen").click()
    for text in ("Ein Stollen, bitte", "Gern."):
        expect(window.get_by_role("article").filter(has_text=text)).to_be_visible()
    expect(window.get_by_role("textbox", name="Nachricht")).to_have_value("Und zwei Brote & mehr")
    moved = inside.get_by_role("dialog", name="Weiter im eigenen Fenster")
    expect(moved).to_contain_text("Ihre Unterhaltung ist dort")
    moved.get_by_role("button", name="Hier weiter").click()
    expect(field).to_have_value("Und zwei Brote & mehr")
    window.get_by_role("button", name="Senden", exact=True).click()
    expect(inside.get_by_role("article").filter(has_text="Und zwei Brote & mehr")).to_be_visible()


def test_before_anything_was_said_a_window_is_the_page(
    visits: Callable[..., Visit], shop: Stage, site: Website
) -> None:
    """[S22] With the sign's fingerprint, and nothing else."""
    visit = visits(**PHONE)
    _, inside = opened(visit, shop, site)
    with visit.context.expect_page() as opening:
        inside.get_by_role("link", name=WINDOW).click()
    expect(opening.value.get_by_role("button", name="Nachricht schreiben")).to_be_visible()
    assert opening.value.url == sign_of(shop)
    expect(inside.get_by_role("dialog")).to_contain_text("Hier ist noch nichts gespeichert.")


def test_back_by_the_return_link(visits: Callable[..., Visit], shop: Stage, site: Website) -> None:
    """[S13, S22] It is pasted into the frame; half a link changes nothing, and the frame goes on."""
    link = return_link(shop)
    page, inside = opened(visits(**DESKTOP), shop, site)
    for pasted in (link[:-3], link):
        inside.get_by_role("button", name="Zurück zu meiner Unterhaltung").click()
        inside.get_by_role("textbox", name="Rückkehr-Link").fill(pasted)
        inside.get_by_role("dialog").get_by_role("button", name="Unterhaltung fortsetzen").click()
        if pasted != link:
            inside.get_by_role("button", name="Ohne den Link weiter").click()
    inside.get_by_role("button", name="Unterhaltung fortsetzen").click()
    expect(inside.get_by_role("article").filter(has_text="Von früher")).to_be_visible()
    assert "return=" not in frame_in(page).evaluate("location.href")


def test_the_website_leads_nobody_into_a_conversation_of_its_own(
    visits: Callable[..., Visit], shop: Stage, site: Website
) -> None:
    """[S22] It writes the frame's address, but a return link counts where its visitor pasted it."""
    page = visits(**DESKTOP).look(site.url)
    given = return_link(shop).partition("#")[2].partition("&")[0]
    inside = embed(page, site.frame_of(sign_of(shop)).replace("#", f"#{given}&"))
    expect(inside.get_by_role("button", name="Nachricht schreiben")).to_be_visible()
    assert "return=" not in frame_in(page).evaluate("location.href")
    expect(inside.get_by_role("button", name="Unterhaltung fortsetzen")).to_have_count(0)


def return_link(shop: Stage) -> str:
    """Of a customer who has said "Von früher"."""
    customer = shop.customer("Frau Krause", "Von früher")

    async def known() -> str | None:
        return customer.return_link

    link = shop.do(known())
    assert link is not None
    return link


_NOTHING_STORED = """if (parent !== window) {
    Object.defineProperty(window, "localStorage", { get() { throw new DOMException("refused", "SecurityError"); } });
}"""


def test_where_a_frame_may_store_nothing(visits: Callable[..., Visit], shop: Stage, site: Website) -> None:
    """[S22] Words and a link, before anything was begun that would be lost."""
    visit = visits(**PHONE)
    visit.context.add_init_script(_NOTHING_STORED)
    page = visit.look(site.url)
    inside = embed(page, site.frame_of(sign_of(shop)))
    refuses(inside, "Hier lässt sich nichts speichern")
    with visit.context.expect_page() as opening:
        inside.get_by_role("link", name="Eigenes Fenster öffnen").click()
    expect(opening.value.get_by_role("button", name="Nachricht schreiben")).to_be_visible()
