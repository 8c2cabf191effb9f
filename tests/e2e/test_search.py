"""Search in the inbox and in the customer page: on the device, by keyboard and by thumb."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.axe import violations
from tests.e2e.customer_page import answer, arrived, article, begin, clean, menu, newest, write
from tests.e2e.erasing import raw_storage
from tests.e2e.inbox_page import go_to
from tests.e2e.test_devices import inbox, sheet
from tests.world.browser import DESKTOP, PHONE, Visit, on, on_both
from tests.world.stage import Stage
from tresen.clock import SettableClock, SystemClock

DAY_MS = 24 * 60 * 60 * 1000
SIZES = on_both("size", "desktop")


@pytest.fixture
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with Stage.open(tmp_path_factory.mktemp("shop")) as opened:
        yield opened


def box(page: Page) -> Locator:
    return page.get_by_role("searchbox", name="Suchen")


def results(page: Page) -> Locator:
    return page.get_by_role("list", name="Gefunden").get_by_role("link")


def focused(page: Page) -> str:
    text: str = page.evaluate("() => document.activeElement.innerText ?? ''")
    return text


@SIZES
def test_from_a_word_to_the_message(
    visits: Callable[..., Visit], shop: Stage, size: dict[str, object]
) -> None:
    """Typed with a mistake, found in a conversation that was never opened here, shown among its neighbours."""
    shop.customer("krause", "Guten Tag", "Eine Hochzeitstorte bitte", "Danke")
    shop.customer("yilmaz", "Liegt mein Brot bereit?")
    page = inbox(visits(**size), shop)
    box(page).fill("Hochzeitstrote")
    expect(results(page)).to_have_count(1)
    expect(results(page).locator("mark")).to_have_text("Hochzeitstorte")
    assert violations(page) == []
    results(page).click()
    expect(page.locator("article", has_text="Hochzeitstorte")).to_be_focused()
    assert page.evaluate("() => CSS.highlights.has('found')")
    if size is PHONE:
        page.go_back()
    expect(box(page)).to_have_value("Hochzeitstrote")
    expect(results(page)).to_have_count(1)


def test_by_keyboard_alone(desktop: Visit, shop: Stage) -> None:
    """s begins, down goes into what was found, Enter opens it, Esc leads back out."""
    shop.customer("krause", "Apfelkuchen heute", "Apfelkuchen morgen")
    page = inbox(desktop, shop)
    page.keyboard.press("s")
    expect(box(page)).to_be_focused()
    page.keyboard.type("apfelkuchn")
    expect(results(page)).to_have_count(2)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(results(page).nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(box(page)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("article", has_text="Apfelkuchen morgen")).to_be_focused()
    page.keyboard.press("Escape")
    box(page).focus()
    page.keyboard.press("Escape")
    expect(box(page)).to_have_value("")
    expect(page.get_by_role("list", name="Unterhaltungen")).to_be_attached()


def test_narrowed_down(desktop: Visit, shop: Stage) -> None:
    """By whom and what; notes and cards are found too, and what a label is called."""
    customer = shop.customer("krause", "Die Torte ist für Samstag")
    conversation = shop.conversation(customer)
    shop.do(shop.bakery.owner.conversations.send(conversation, "Die Torte steht bereit"))
    shop.do(shop.bakery.owner.note(conversation, "Torte ohne Nüsse"))
    shop.do(shop.bakery.owner.cards.update(conversation, name="Frau Tortenfreund"))
    shop.do(shop.bakery.owner.labels.set(conversation, "paid"))
    page = inbox(desktop, shop)
    # The conversation was never opened here; its notes are found all the same.
    box(page).fill("torte")
    expect(results(page)).to_have_count(4)
    page.get_by_role("button", name="Eingrenzen").click()
    page.get_by_role("combobox", name="Von").select_option("Kundinnen und Kunden")
    expect(results(page)).to_have_count(1)
    expect(results(page)).to_contain_text("Samstag")
    page.get_by_role("combobox", name="Von").select_option("Anna")
    expect(results(page).filter(has_text="steht bereit")).to_have_count(1)
    expect(results(page).filter(has_text="Samstag")).to_have_count(0)
    page.get_by_role("combobox", name="Von").select_option("Ben")
    expect(results(page)).to_have_count(0)
    page.get_by_role("combobox", name="Von").select_option("allen")
    page.get_by_role("combobox", name="Was").select_option("Notizen")
    expect(results(page)).to_have_text([re.compile("ohne Nüsse")])
    page.get_by_role("combobox", name="Etikett").select_option("Neukunde")
    expect(page.get_by_text("Nichts gefunden.")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Überall suchen").click()
    expect(results(page)).to_have_count(4)
    page.get_by_label("Ab", exact=True).fill("2099-01-01")
    expect(results(page)).to_have_count(0)
    page.get_by_role("button", name="Überall suchen").click()
    box(page).fill("bezahlt")
    expect(results(page)).to_have_count(1)
    results(page).click()
    expect(page.get_by_role("textbox", name="Name", exact=True)).to_have_value("Frau Tortenfreund")


def test_what_has_only_a_label_stands_below_what_was_said(desktop: Visit, shop: Stage) -> None:
    """Found by its label yesterday or just now: it stands under a heading of its own, below the messages."""
    owner = shop.bakery.owner
    label = shop.do(owner.labels.save("Torte"))
    shop.customer("krause", "Eine Torte bitte")
    labelled = shop.customer("yilmaz", "Liegt mein Brot bereit?")
    shop.do(owner.labels.set(shop.conversation(labelled), label))
    shop.customer("nguyen", "Was kostet die Torte?")
    page = inbox(desktop, shop)
    # What is found while the device still reads comes to the end of what stands there.
    for read in ("kostet", "bitte"):
        box(page).fill(read)
        expect(results(page)).to_have_count(1)
    box(page).fill("torte")
    expect(results(page)).to_have_count(3)
    expect(results(page)).to_contain_text(["Was kostet die Torte?", "Eine Torte bitte", "Wegen des Etiketts"])
    caption = page.get_by_role("list", name="Gefunden").get_by_text("Mit diesem Etikett")
    expect(page.get_by_role("list", name="Mit diesem Etikett").get_by_role("link")).to_have_count(1)
    above, below = results(page).nth(1).bounding_box(), results(page).nth(2).bounding_box()
    between = caption.bounding_box()
    assert above is not None
    assert between is not None
    assert below is not None
    assert above["y"] < between["y"] < below["y"]
    assert violations(page) == []


def test_erased_words_are_found_by_nobody(visits: Callable[..., Visit], shop: Stage) -> None:
    """[L7] Results that stand lose what was erased, in both tabs, and the index on the disk has nothing of it."""
    customer = shop.customer("krause", "GEHEIMWORT eins", "GEHEIMWORT zwei", "Guten Tag")
    conversation = shop.conversation(customer)
    page = inbox(visits(**DESKTOP), shop)
    other = page.context.new_page()
    other.goto(page.url)
    for each in (page, other):
        box(each).fill("geheimwort")
        expect(results(each)).to_have_count(2)
    assert "geheimwort" in raw_storage(page)
    first = shop.do(customer.history())[0]
    shop.do(shop.bakery.owner.conversations.erase(conversation, first))
    for each in (page, other):
        expect(results(each)).to_have_count(1)
    shop.do(shop.bakery.owner.conversations.erase(conversation))
    for each in (page, other):
        expect(results(each)).to_have_count(0)
    assert "geheimwort" not in raw_storage(page).lower()


def test_read_further_back(phone: Visit, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A device says how far it searched, and reads further when somebody wants that; without a connection it says so."""
    today = SystemClock().now_ms()
    clock = SettableClock(today - 100 * DAY_MS)
    with Stage.open(tmp_path_factory.mktemp("old"), clock=clock) as shop:
        shop.customer("weber", "Die Laterne von damals")
        clock.set(today)
        shop.customer("krause", "Eine Laterne von heute")
        page = inbox(phone, shop)
        box(page).fill("laterne")
        expect(results(page)).to_have_count(1)
        day = time.strftime("%Y", time.gmtime((today - 100 * DAY_MS) / 1000))
        expect(page.get_by_text(re.compile(rf"^Vollständig durchsucht bis .* {day}"))).to_be_visible()
        on = page.get_by_role("button", name="Weiter zurück lesen")
        phone.context.set_offline(True)
        expect(page.get_by_text("Offline seit", exact=False)).to_be_visible()
        on.click()
        expect(page.get_by_text("Das ging nicht. Dafür braucht es eine Verbindung.")).to_be_visible()
        assert violations(page) == []
        phone.context.set_offline(False)
        expect(page.get_by_text("Offline seit", exact=False)).to_have_count(0)
        on.press("Enter")
        expect(results(page)).to_have_count(2)
        expect(page.get_by_text("durchsucht bis")).to_have_count(0)


def test_signing_out_ends_the_search(visits: Callable[..., Visit], shop: Stage) -> None:
    """Whoever signs out while the index is in use leaves no word of it, and its worker is gone."""
    shop.customer("krause", "GEHEIMWORT eins")
    page = inbox(visits(**DESKTOP), shop)
    box(page).fill("geheimwort")
    expect(results(page)).to_have_count(1)
    (worker,) = page.workers
    go_to(page, "Einstellungen")
    page.get_by_role("button", name="Gerät abmelden").click()
    with worker.expect_event("close"):
        page.get_by_role("dialog").get_by_role("button", name="Abmelden", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dieses Gerät gehört noch zu keinem Team")
    assert "geheimwort" not in raw_storage(page).lower()


@on("desktop", "size")
def test_from_the_palette(visits: Callable[..., Visit], shop: Stage, size: dict[str, object]) -> None:
    """Ctrl+K leads to the search with what was typed, from the list, a conversation and a page; Esc leads back out."""
    shop.customer("krause", "Eine Hochzeitstorte bitte")
    page = inbox(visits(**size), shop)
    page.get_by_role("list", name="Unterhaltungen").get_by_role("link").click()
    expect(page.get_by_role("textbox", name="Nachricht")).to_be_visible()
    for settings in (False, True):
        if settings:
            page.goto(page.url.split("#")[0] + "#/settings")
        page.keyboard.press("Control+k")
        expect(page.get_by_role("combobox", name="Unterhaltung, Seite oder Befehl")).to_be_focused()
        page.keyboard.type("hochzeitstrote")
        entry = page.get_by_role("option", name="Suchen nach „hochzeitstrote“")
        expect(entry).to_have_attribute("aria-selected", "true")
        assert violations(page) == []
        page.keyboard.press("Enter")
        expect(box(page)).to_have_value("hochzeitstrote")
        expect(box(page)).to_be_focused()
        expect(results(page)).to_have_count(1)
        page.keyboard.press("Escape")
        expect(box(page)).to_have_value("")


@pytest.mark.worker
def test_a_new_message_joins_and_the_index_is_kept(desktop: Visit, shop: Stage) -> None:
    """What comes in is found at once; after a reload without a connection everything still is."""
    customer = shop.customer("krause", "Guten Tag")
    page = inbox(desktop, shop)
    box(page).fill("laterne")
    expect(page.get_by_text("Nichts gefunden.")).to_be_visible()
    shop.do(customer.send("Eine Laterne"))
    expect(results(page)).to_have_count(1)
    page.wait_for_function("() => navigator.serviceWorker.ready.then(() => true)")
    page.context.set_offline(True)
    page.reload()
    box(page).fill("laterne")
    expect(results(page)).to_have_count(1)
    page.context.set_offline(False)


@on("phone", "size")
def test_a_customer_searches(visits: Callable[..., Visit], shop: Stage, size: dict[str, object]) -> None:
    """Over the own conversation, with what the business said, and from there to the message."""
    page = visits(**size).open(shop.bakery.url)
    begin(page)
    arrived(write(page, "Ich brauche eine Hochzeitstorte"))
    answer(shop, newest(shop), "Die Torte kostet 90 Euro")
    expect(article(page, "90 Euro")).to_be_visible()
    menu(page, "Suchen")
    found = sheet(page, "In dieser Unterhaltung suchen")
    found.get_by_role("searchbox").fill("torte")
    expect(found.locator(".hit")).to_have_count(2)
    clean(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(found).to_be_hidden()
    assert "Torte" in focused(page)
