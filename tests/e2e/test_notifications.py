"""Notifications in a real browser: made on the device, woken by a push service, gone when another device has read (W12)."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from tests.e2e.axe import violations
from tests.e2e.customer_page import answer, arrived, article, begin, leaves, menu, newest, write
from tests.e2e.test_inbox import open_inbox, rows
from tests.world import chromium
from tests.world.browser import PHONE, Visit
from tests.world.patience import PATIENCE
from tests.world.pushservice import PushService, push_service, verified
from tests.world.stage import Stage

pytestmark = pytest.mark.worker

AWAY = """() => {
    Object.defineProperty(document, 'visibilityState', { get: () => 'hidden', configurable: true });
    document.hasFocus = () => false;
    document.dispatchEvent(new Event('visibilitychange'));
}"""
SHOWN = """async (scope) => {
    const all = await (await navigator.serviceWorker.getRegistration(scope)).getNotifications();
    return all.map(({ title, body }) => [title, body]).sort();
}"""
# Chromium without Google's keys has no push service. What a browser would say to one is said to the one on this machine.
SUBSCRIBES = """
    let made = null;
    PushManager.prototype.getSubscription = async () => made;
    PushManager.prototype.subscribe = async ({ applicationServerKey }) => {
        const raw = atob(applicationServerKey.replaceAll('-', '+').replaceAll('_', '/'));
        const key = Uint8Array.from(raw, (c) => c.charCodeAt(0)).buffer;
        made = {
            endpoint: 'https://push.service.example/send/NAME',
            options: { applicationServerKey: key },
            unsubscribe: async () => ((made = null), true),
        };
        return made;
    };
"""


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """The whole Chromium: the headless shell has no notifications."""
    with chromium.opened(playwright, whole=True) as browser:
        yield browser


def shown(page: Page, scope: str = "/inbox") -> list[list[str]]:
    found: list[list[str]] = page.evaluate(SHOWN, scope)
    return found


def until(what: Callable[[], bool], page: Page) -> None:
    end = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < end, "it did not happen"
        page.wait_for_timeout(50)


def closed(page: Page, shop: Stage, other: Page) -> None:
    """Close the page; returns once the server noticed, since to a page that is still there nothing is signalled."""
    sessions = shop.bakery.app.house.sessions
    before = len(sessions)
    page.close()
    until(lambda: len(sessions) < before, other)


def tells(page: Page, wanted: list[list[str]], scope: str = "/inbox") -> None:
    """These notifications are shown, and no others."""
    end = time.monotonic() + PATIENCE
    while (now := shown(page, scope)) != wanted:
        assert time.monotonic() < end, now
        page.wait_for_timeout(50)


def allow(visit: Visit, shop: Stage) -> None:
    visit.context.grant_permissions(["notifications"], origin=origin(shop))


def origin(shop: Stage) -> str:
    return shop.bakery.app.house.public_url


def settings(page: Page) -> Page:
    page.goto(page.url.split("#")[0] + "#/settings")
    expect(page.get_by_role("heading", name="Benachrichtigungen")).to_be_visible()
    return page


def switched_on(visit: Visit, shop: Stage) -> Page:
    allow(visit, shop)
    page = settings(open_inbox(visit, shop))
    page.wait_for_function("() => navigator.serviceWorker.ready.then(() => true)")
    page.get_by_role("switch", name="Auf diesem Gerät benachrichtigen").click()
    expect(page.get_by_role("button", name="Testnachricht", exact=True)).to_be_visible()
    return page


def wake(context: BrowserContext, page: Page, shop: Stage, scope: str) -> None:
    """The browser's push service delivers a signal without content."""
    session = context.new_cdp_session(page)
    ids: list[str] = []
    session.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: ids.extend(
            each["registrationId"] for each in event["registrations"] if each["scopeURL"].endswith(scope)
        ),
    )
    session.send("ServiceWorker.enable")
    until(lambda: bool(ids), page)
    session.send(
        "ServiceWorker.deliverPushMessage",
        {"origin": origin(shop), "registrationId": ids[-1], "data": ""},
    )


@pytest.fixture
def service(shop: Stage, tmp_path: Path) -> Iterator[PushService]:
    """The server's signals go to a push service on this machine."""
    stack = AsyncExitStack()

    async def begin_() -> PushService:
        opened = await stack.enter_async_context(push_service(tmp_path))
        shop.bakery.app.services.notifier.carrier = opened.carrier(tmp_path)
        return opened

    async def end() -> None:
        await shop.bakery.app.services.notifier.carrier.close()
        await stack.aclose()

    yield shop.do(begin_())
    shop.do(end())


def test_made_on_the_device_with_the_chosen_detail(desktop: Visit, shop: Stage) -> None:
    """[W12] A try says what arrived; name only at first, then the text; what a colleague has read goes."""
    page = switched_on(desktop, shop)
    page.get_by_role("button", name="Testnachricht", exact=True).click()
    expect(page.get_by_text("Angekommen.", exact=False)).to_be_visible()
    assert shown(page) == [["Testnachricht", "So sieht eine Benachrichtigung von Tresen aus."]]
    assert violations(page) == []
    customer = shop.customer("krause", "Guten Tag.")
    page.evaluate(AWAY)
    shop.do(customer.send("Haben Sie Roggenbrot?"))
    until(lambda: len(shown(page)) == 2, page)
    assert all("Roggenbrot" not in body for _, body in shown(page))
    page.get_by_label("Was darin steht").select_option(label="Name und Text")
    shop.do(customer.send("Oder Dinkel?"))
    until(lambda: any(body == "Oder Dinkel?" for _, body in shown(page)), page)
    assert len(shown(page)) == 2

    async def read() -> None:
        async for message in shop.bakery.owner.messages():
            await shop.bakery.owner.mark_read(message)
            if message.text == "Oder Dinkel?":
                return

    shop.do(read())
    until(lambda: len(shown(page)) == 1, page)


def test_a_refusal_is_not_asked_again(desktop: Visit, shop: Stage) -> None:
    """[W12] Nothing is asked before a tap, and nothing after a refusal: not by a second tap, and not after a reload."""
    desktop.context.add_init_script("""
        Object.defineProperty(Notification, 'permission', { get: () => localStorage.getItem('may') ?? 'default' });
        Notification.requestPermission = async () => {
            localStorage.setItem('asked', String(Number(localStorage.getItem('asked') ?? 0) + 1));
            localStorage.setItem('may', 'denied');
            return 'denied';
        };
    """)
    page = settings(open_inbox(desktop, shop))
    asked = "localStorage.getItem('asked')"
    assert page.evaluate(asked) is None
    switch = page.get_by_role("switch", name="Auf diesem Gerät benachrichtigen")
    switch.click()
    refused = page.get_by_text("Tresen fragt nicht noch einmal", exact=False)
    expect(refused).to_be_visible()
    switch.click()
    page.reload()
    expect(refused).to_be_visible()
    expect(switch).not_to_be_checked()
    assert page.evaluate(asked) == "1"
    assert violations(page) == []


def test_quiet_hours(desktop: Visit, shop: Stage) -> None:
    """[W12] In quiet hours nothing is shown, and one summary follows; a wrong holiday says so and changes nothing."""
    krause = shop.customer("krause", "Guten Tag.")
    page = switched_on(desktop, shop)
    expect(page.get_by_text("Jetzt ist keine Ruhe.")).to_be_visible()
    page.get_by_label("Erster Tag").fill("2026-12-24")
    page.get_by_role("button", name="Ruhezeiten speichern").click()
    expect(page.get_by_role("alert")).to_have_text("Gib beide Tage an, den ersten zuerst.")
    page.get_by_label("Erster Tag").fill("")
    page.get_by_label("Ruhe", exact=True).select_option(label="Jeden Tag zu festen Zeiten")
    # All of the day but the minute that has just begun three hours ago.
    hour = page.evaluate("(new Date().getHours() + 21) % 24")
    page.get_by_label("Von").fill(f"{hour:02}:01")
    page.get_by_label("Bis").fill(f"{hour:02}:00")
    page.get_by_role("button", name="Ruhezeiten speichern").click()
    expect(page.get_by_text("Gespeichert.", exact=False)).to_contain_text("Jetzt ist Ruhe")
    assert violations(page) == []
    page.goto(page.url.split("#")[0] + "#/")
    page.evaluate(AWAY)
    shop.do(krause.send("In der Ruhe."))
    expect(rows(page).first).to_contain_text("In der Ruhe.")
    assert shown(page) == []

    settings(page)
    page.get_by_label("Ruhe", exact=True).select_option(label="Keine")
    page.get_by_role("button", name="Ruhezeiten speichern").click()
    # What came in them is said once, now that they are over.
    until(lambda: len(shown(page)) == 1, page)
    assert shown(page) == [["Bäckerei Sonnenschein", "Neues in einer Unterhaltung"]]


def test_woken_while_it_is_closed(desktop: Visit, shop: Stage, service: PushService) -> None:
    """[W12, RFC 8292] A signal without content comes once; the worker says it with the words that it has."""
    desktop.context.add_init_script(SUBSCRIBES.replace("NAME", "anna"))
    page = switched_on(desktop, shop)
    page.get_by_role("switch", name="Auch wenn Tresen geschlossen ist").click()
    expect(page.get_by_role("button", name="Testnachricht über den Dienst")).to_be_visible()
    # Away: the page is gone, another one of this origin looks on.
    other = desktop.context.new_page()
    other.goto(origin(shop) + "/inbox/icon.svg")
    closed(page, shop, other)
    customer = shop.customer("krause", "Guten Tag.")
    until(lambda: bool(service.came), other)
    shop.do(customer.send("Sind Sie da?"))
    [(path, headers, raw)] = service.came
    assert path == "/send/anna"
    verified(headers["authorization"], int(time.time() * 1000))
    assert b"Guten" not in raw
    wake(desktop.context, other, shop, "/inbox")
    until(lambda: bool(shown(other)), other)
    assert shown(other) == [["Bäckerei Sonnenschein", "Neue Nachricht"]]


def test_the_customer_is_asked_on_coming_back(
    visits: Callable[..., Visit], shop: Stage, service: PushService
) -> None:
    """[W12, TDDDG § 25] Nothing before the first answer; then one sentence, once she has left the page."""
    visit = visits(**PHONE)
    visit.context.add_init_script(SUBSCRIBES.replace("NAME", "krause"))
    allow_prompt = "Notification.requestPermission = async () => 'granted';"
    visit.context.add_init_script(
        "Object.defineProperty(Notification, 'permission', { get: () => window.localStorage.getItem('may') ?? 'default' });"
        + allow_prompt.replace("'granted'", "(window.localStorage.setItem('may', 'granted'), 'granted')")
    )
    allow(visit, shop)
    page = visit.open(shop.bakery.url)
    begin(page)
    question = page.get_by_role("region", name="Bescheid geben")
    arrived(write(page, "Guten Tag."))
    leaves(page)
    answer(shop, newest(shop), "Guten Tag! Was darf es sein?")
    expect(article(page, "Was darf es sein?")).to_be_visible()
    expect(question).to_contain_text("Sollen wir Bescheid geben, wenn Antwort da ist?")
    assert violations(page) == []
    question.get_by_role("button", name="Ja, bitte").click()
    expect(question).to_have_count(0)
    menu(page, "Einstellungen")
    expect(page.get_by_role("switch", name="Auf diesem Gerät Bescheid geben")).to_be_checked()
    expect(page.get_by_role("button", name="Testnachricht")).to_be_visible()
    assert violations(page) == []
