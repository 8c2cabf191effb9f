"""What follows a notification in a real browser: a tap, a mute, another device that has read, the home screen (W12)."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Worker, expect

from tests.e2e.customer_page import answer, arrived, article, begin, clean, leaves, menu, newest, write
from tests.e2e.erasing import press_long
from tests.e2e.test_devices import sheet
from tests.e2e.test_inbox import field, log, rows
from tests.e2e.test_list import link
from tests.e2e.test_notifications import (
    AWAY,
    SUBSCRIBES,
    allow,
    browser,
    closed,
    origin,
    service,
    shown,
    switched_on,
    tells,
    until,
    wake,
)
from tests.world.browser import DESKTOP, PHONE, Visit, on_both
from tests.world.pushservice import PushService
from tests.world.stage import Stage
from tresen.store.push import subscribed

pytestmark = pytest.mark.worker

__all__ = ["browser", "service"]
SIZES = on_both("size", "phone")
# No command of the browser's taps on a notification. The event comes to the real worker with the real one; only a tap
# by hand may also open and raise windows, so what it would open is written down.
TAP = """async (title) => {
    const [one] = (await self.registration.getNotifications()).filter((each) => each.title === title);
    self.opened = null;
    self.clients.openWindow = async (address) => { self.opened = address; return null; };
    const event = new NotificationEvent('notificationclick', { notification: one });
    let done;
    Object.defineProperty(event, 'waitUntil', { value: (work) => { done = work; } });
    self.dispatchEvent(event);
    await done.catch(() => {});
    return self.opened;
}"""
BACK = """() => {
    Object.defineProperty(document, 'visibilityState', { get: () => 'visible', configurable: true });
    document.hasFocus = () => true;
    document.dispatchEvent(new Event('visibilitychange'));
    dispatchEvent(new Event('focus'));
}"""
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.0 Mobile/15E148 Safari/604.1"
)


def worker(visit: Visit, script: str) -> Worker:
    return next(each for each in visit.context.service_workers if each.url.endswith(script))


def tap(visit: Visit, title: str, script: str = "/inbox/sw.js") -> str | None:
    """Tap on the notification with that title; the address that a new window would open."""
    address: str | None = worker(visit, script).evaluate(TAP, title)
    return address


def named(shop: Stage, name: str, text: str) -> bytes:
    customer = shop.customer(name.lower(), text)
    conversation = shop.conversation(customer)
    shop.do(shop.bakery.owner.cards.rename(conversation, name))
    return conversation


def test_a_tap_opens_the_conversation(visits: Callable[..., Visit], shop: Stage) -> None:
    """[W12] In the page that is open, whatever it shows."""
    krause = shop.customer("krause", "Guten Tag.")
    shop.do(shop.bakery.owner.cards.rename(shop.conversation(krause), "Frau Krause"))
    named(shop, "Yilmaz", "Moin.")
    visit = visits(**DESKTOP)
    page = switched_on(visit, shop)
    page.evaluate(AWAY)
    shop.do(krause.send("Haben Sie Roggenbrot?"))
    tells(page, [["Frau Krause", "Neue Nachricht"]])
    assert tap(visit, "Frau Krause") is None
    expect(log(page)).to_contain_text("Haben Sie Roggenbrot?")
    expect(field(page)).to_be_focused()
    tells(page, [])


def test_a_tap_after_a_signal(visits: Callable[..., Visit], shop: Stage, service: PushService) -> None:
    """[W12] The worker does not know what is new. The page does: it goes there if it is one place, else to the list."""
    visit = visits(**PHONE)
    visit.context.add_init_script(SUBSCRIBES.replace("NAME", "anna"))
    page = switched_on(visit, shop)
    page.get_by_role("switch", name="Auch wenn Tresen geschlossen ist").click()
    expect(page.get_by_role("button", name="Testnachricht über den Dienst")).to_be_visible()
    other = visit.context.new_page()
    other.goto(origin(shop) + "/inbox/icon.svg")
    closed(page, shop, other)
    krause = shop.customer("krause", "Sind Sie da?")
    until(lambda: bool(service.came), other)
    wake(visit.context, other, shop, "/inbox")
    until(lambda: bool(shown(other)), other)
    address = tap(visit, "Bäckerei Sonnenschein")
    assert address == "/inbox#/new"
    other.goto(origin(shop) + address)
    expect(log(other)).to_contain_text("Sind Sie da?")
    assert shown(other) == []
    other.close()

    shop.do(krause.send("Hallo?"))
    shop.customer("yilmaz", "Moin.")
    third = visit.open(origin(shop) + address)
    expect(rows(third)).to_have_count(2)
    expect(third).to_have_url(origin(shop) + "/inbox#/")


@SIZES
def test_mute(visits: Callable[..., Visit], shop: Stage, size: dict[str, object]) -> None:
    """[W12] By thumb and by keyboard from the row's menu; list and conversation say so, and nothing is told."""
    krause = shop.customer("krause", "Guten Tag.")
    shop.do(shop.bakery.owner.cards.rename(shop.conversation(krause), "Frau Krause"))
    yilmaz = shop.customer("yilmaz", "Moin.")
    page = switched_on(visits(**size), shop)
    page.goto(page.url.split("#")[0] + "#/")
    row = rows(page).filter(has_text="Frau Krause")
    if size is PHONE:
        press_long(row)
    else:
        link(row).focus()
        page.keyboard.press("Shift+F10")
    choose = page.get_by_role("menuitem", name="Stummschalten")
    expect(choose).to_be_visible()
    clean(page)
    choose.press("Enter")
    expect(page.get_by_text("Stumm für dich, auf allen deinen Geräten.")).to_be_visible()
    expect(row).to_contain_text("stumm für dich")
    clean(page)
    page.evaluate(AWAY)
    shop.do(krause.send("Hört mich wer?"))
    expect(row).to_contain_text("Hört mich wer?")
    shop.do(yilmaz.send("Und mich?"))
    until(lambda: len(shown(page)) == 1, page)
    assert "Frau Krause" not in shown(page)[0]
    page.evaluate(BACK)
    link(row).click()
    expect(
        page.get_by_role("region", name="Nachrichten").get_by_text("stumm für dich", exact=True)
    ).to_be_visible()

    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox", name="Unterhaltung, Seite oder Befehl")).to_be_focused()
    page.keyboard.type("stumm")
    expect(page.get_by_role("listbox").get_by_role("option", selected=True)).to_contain_text(
        "Nicht mehr stumm"
    )
    page.keyboard.press("Enter")
    expect(page.get_by_text("Du wirst wieder benachrichtigt.")).to_be_visible()
    expect(page.get_by_text("stumm für dich", exact=True)).to_have_count(0)


def test_a_mute_reaches_the_other_device(visits: Callable[..., Visit], shop: Stage) -> None:
    """[W12] It is the person's: their other device tells nothing of it either."""
    krause = shop.customer("krause", "Hier ist krause.")
    yilmaz = shop.customer("yilmaz", "Hier ist yilmaz.")
    first, second = (switched_on(visits(**size), shop) for size in (DESKTOP, PHONE))
    for page in (first, second):
        page.goto(page.url.split("#")[0] + "#/")
        expect(rows(page)).to_have_count(2)
    link(rows(first).filter(has_text="krause")).dispatch_event("contextmenu")
    first.get_by_role("menuitem", name="Stummschalten").click()
    expect(first.get_by_text("Stumm für dich, auf allen deinen Geräten.")).to_be_visible()
    second.evaluate(AWAY)
    shop.do(krause.send("Hört mich wer?"))
    row = rows(second).filter(has_text="Hört mich wer?")
    expect(row).to_contain_text("stumm für dich")
    assert shown(second) == []
    shop.do(yilmaz.send("Und mich?"))
    until(lambda: len(shown(second)) == 1, second)


def test_two_devices_and_one_has_read(visits: Callable[..., Visit], shop: Stage) -> None:
    """[W12] Both devices tell of a message. On one of them it is read, and on the other the notification goes."""
    krause = shop.customer("krause", "Guten Tag.")
    first, second = (switched_on(visits(**size), shop) for size in (DESKTOP, PHONE))
    for page in (first, second):
        page.goto(page.url.split("#")[0] + "#/")
        expect(rows(page)).to_have_count(1)
        page.evaluate(AWAY)
    shop.do(krause.send("Haben Sie Roggenbrot?"))
    for page in (first, second):
        until(lambda page=page: len(shown(page)) == 1, page)  # type: ignore[misc]
    second.evaluate(BACK)
    link(rows(second).first).click()
    expect(log(second)).to_contain_text("Roggenbrot")
    for page in (first, second):
        until(lambda page=page: shown(page) == [], page)  # type: ignore[misc]


def test_signing_out_ends_it(desktop: Visit, shop: Stage, service: PushService) -> None:
    """[W12] The server has no address any more, the browser no subscription, and the screen no notification."""
    krause = shop.customer("krause", "Guten Tag.")
    desktop.context.add_init_script(SUBSCRIBES.replace("NAME", "anna"))
    page = switched_on(desktop, shop)
    page.get_by_role("switch", name="Auch wenn Tresen geschlossen ist").click()
    expect(page.get_by_role("button", name="Testnachricht über den Dienst")).to_be_visible()
    assert len(shop.do(shop.bakery.app.house.read(subscribed))) == 1
    page.evaluate(AWAY)
    shop.do(krause.send("Haben Sie Roggenbrot?"))
    until(lambda: len(shown(page)) == 1, page)
    page.get_by_role("button", name="Gerät abmelden").click()
    page.get_by_role("dialog").get_by_role("button", name="Abmelden", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dieses Gerät gehört noch zu keinem Team")
    assert shop.do(shop.bakery.app.house.read(subscribed)) == []
    assert shown(page) == []
    held = (
        "async () => (await navigator.serviceWorker.getRegistration('/inbox')).pushManager.getSubscription()"
    )
    assert page.evaluate(held) is None


def test_a_note_for_somebody_is_told_on_the_device(desktop: Visit, shop: Stage) -> None:
    """[L8, W12] The server does not know whom a note names; the device does, and says so without its text."""
    krause = shop.customer("krause", "Guten Tag.")
    conversation = shop.conversation(krause)
    shop.do(shop.bakery.owner.cards.rename(conversation, "Frau Krause"))
    page = switched_on(desktop, shop)
    page.goto(page.url.split("#")[0] + "#/")
    link(rows(page).first).click()
    expect(log(page)).to_contain_text("Guten Tag.")
    expect(rows(page).first).not_to_contain_text("ungelesen")
    page.goto(page.url.split("#")[0] + "#/")
    page.evaluate(AWAY)
    shop.do(shop.bakery.owner.note(conversation, "Für alle: sie kommt um vier."))
    shop.do(shop.bakery.owner.note(conversation, "@{2} GEHEIM haben wir Zwetschgen?"))
    tells(page, [["Frau Krause", "Notiz für dich"]])


def test_a_customers_tap_opens_the_conversation(
    visits: Callable[..., Visit], shop: Stage, service: PushService
) -> None:
    """[W12] Told by the real worker while the page is closed; a tap opens the page, which has the answer."""
    visit = visits(**PHONE)
    visit.context.add_init_script(SUBSCRIBES.replace("NAME", "krause"))
    allow(visit, shop)
    page = visit.open(shop.bakery.url)
    begin(page)
    arrived(write(page, "Guten Tag."))
    page.wait_for_function("() => navigator.serviceWorker.ready.then(() => true)")
    menu(page, "Einstellungen")
    page.get_by_role("switch", name="Auf diesem Gerät Bescheid geben").click()
    expect(page.get_by_role("button", name="Testnachricht")).to_be_visible()
    other = visit.context.new_page()
    other.goto(origin(shop) + "/inbox/icon.svg")
    closed(page, shop, other)
    answer(shop, newest(shop), "Ihr Brot liegt bereit.")
    until(lambda: bool(service.came), other)
    [(_, _, raw)] = service.came
    assert b"Brot" not in raw
    wake(visit.context, other, shop, "/sonnenschein")
    until(lambda: bool(shown(other, "/sonnenschein")), other)
    assert shown(other, "/sonnenschein") == [["Bäckerei Sonnenschein", "Neue Nachricht"]]
    address = tap(visit, "Bäckerei Sonnenschein", "/sonnenschein/sw.js")
    assert address == "/sonnenschein"
    other.goto(origin(shop) + address)
    expect(article(other, "Ihr Brot liegt bereit.")).to_be_visible()
    tells(other, [], "/sonnenschein")


def test_an_iphone_is_told_of_the_home_screen(visits: Callable[..., Visit], shop: Stage) -> None:
    """[TDDDG § 25] Nothing of an app before the first message; then the way to it, and the link that it opens."""
    visit = visits(**{**PHONE, "user_agent": IPHONE})
    visit.context.add_init_script("delete globalThis.Notification; delete globalThis.PushManager;")
    page = visit.open(shop.bakery.url)
    manifest = page.locator("link[rel=manifest]")
    begin(page)
    expect(manifest).to_have_count(0)
    arrived(write(page, "Guten Tag."))
    # Once a worker is there, it is the one that takes what other apps share.
    expect(manifest).to_have_attribute("href", re.compile(r"/sonnenschein/manifest\.webmanifest(\?share)?$"))
    answer(shop, newest(shop), "Ja, bitte?")
    expect(article(page, "Ja, bitte?")).to_be_visible()
    leaves(page)
    question = page.get_by_role("region", name="Bescheid geben")
    expect(question).to_contain_text("auf den Home-Bildschirm")
    clean(page)
    question.get_by_role("button", name="So geht es").click()
    card = sheet(page, "Damit wir uns nicht verlieren")
    expect(card).to_contain_text("Zum Home-Bildschirm")
    clean(page)
    card.get_by_role("button", name="Wieder hierher finden: Ansehen").click()
    kept = sheet(page, "Damit Sie wieder hierher finden").locator(".link").inner_text().strip()

    # The app on the home screen has a storage of its own, and nothing to open a link with.
    app = visits(**{**PHONE, "user_agent": IPHONE}).open(origin(shop) + "/sonnenschein")
    menu(app, "Rückkehr-Link")
    paste = sheet(app, "Rückkehr-Link")
    clean(app)
    paste.get_by_role("textbox").fill(f"Bäckerei: {kept} ")
    paste.get_by_role("button", name="Unterhaltung fortsetzen").click()
    app.get_by_role("button", name="Unterhaltung fortsetzen").click()
    expect(article(app, "Guten Tag.")).to_be_visible()
    assert "return" not in app.url


def test_what_is_pasted_and_is_no_link(phone: Visit, shop: Stage) -> None:
    """Nothing changes, and the page says so."""
    page = phone.open(shop.bakery.url)
    menu(page, "Rückkehr-Link")
    paste = sheet(page, "Rückkehr-Link")
    paste.get_by_role("textbox").fill("kein Link")
    paste.get_by_role("button", name="Unterhaltung fortsetzen").click()
    expect(page.get_by_text("Dieser Rückkehr-Link öffnet hier nichts.")).to_be_visible()
