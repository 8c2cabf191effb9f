"""Signals that always end in a notification where Apple carries them, and subscriptions that mend themselves (W12)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import Connection

from tests.e2e.axe import violations
from tests.e2e.customer_page import answer, arrived, article, begin, menu, newest, write
from tests.e2e.test_notifications import (
    SUBSCRIBES,
    allow,
    browser,
    service,
    settings,
    shown,
    switched_on,
    until,
    wake,
)
from tests.e2e.test_notified import worker
from tests.world.browser import DESKTOP, PHONE, Visit
from tests.world.pushservice import PushService
from tests.world.stage import Stage
from tresen.core.model import UNCONFIRMED, Reach
from tresen.store import push
from tresen.store.tx import Tx

pytestmark = pytest.mark.worker

__all__ = ["browser", "service"]
# A browser without a push service has no subscription, which is all that the worker asks of it here.
CARRIED_BY = """(host) => {
    PushManager.prototype.getSubscription = async () => ({ endpoint: `https://${host}/send/x` });
}"""
COUNTED = """() => {
    self.shows = 0;
    const show = self.registration.showNotification.bind(self.registration);
    self.registration.showNotification = (...all) => (self.shows++, show(...all));
}"""
IN_SIGHT = (
    """() => { window.focus(); return document.visibilityState === 'visible' && document.hasFocus(); }"""
)
REPLACED = """async () => {
    const before = await PushManager.prototype.getSubscription();
    PushManager.prototype.getSubscription = async () => ({
        ...before, endpoint: 'https://push.service.example/send/replaced',
    });
    PushManager.prototype.subscribe = PushManager.prototype.getSubscription;
}"""
CHANGE = "() => { self.dispatchEvent(new ExtendableEvent('pushsubscriptionchange')); }"
APPLE = "web.push.apple.com"
NEWS = [["Bäckerei Sonnenschein", "Neue Nachricht"]]
DOUBT = "Unser letztes Bescheidgeben hat Sie auf diesem Gerät wohl nicht erreicht."


def endpoints(shop: Stage) -> list[str]:
    """Where devices are told, as the server has it."""

    def read(connection: Connection) -> list[str]:
        found = [push.subscription_of(connection, device) for _, device in push.subscribed(connection)]
        return [each.endpoint for each in found if each is not None]

    found: list[str] = shop.do(shop.bakery.app.house.read(read))
    return found


def every_row(shop: Stage, change: Callable[[Tx, int], None]) -> None:
    """Change each subscription that the server has, as time or a push service would."""
    house = shop.bakery.app.house

    def job(tx: Tx) -> None:
        for device in devices:
            change(tx, device)

    devices = [device for _, device in shop.do(house.read(push.subscribed))]
    shop.do(house.write(job))


def told_customer(visit: Visit, shop: Stage, name: str) -> Page:
    """A customer with an answer, whose page is to tell of the next while it is closed."""
    visit.context.add_init_script(SUBSCRIBES.replace("NAME", name))
    allow(visit, shop)
    page = visit.open(shop.bakery.url)
    begin(page)
    arrived(write(page, "Guten Tag."))
    answer(shop, newest(shop), "Was darf es sein?")
    expect(article(page, "Was darf es sein?")).to_be_visible()
    page.wait_for_function("() => navigator.serviceWorker.ready.then(() => true)")
    menu(page, "Einstellungen")
    page.get_by_role("switch", name="Auf diesem Gerät Bescheid geben").click()
    until(lambda: endpoints(shop) == [f"https://push.service.example/send/{name}"], page)
    page.keyboard.press("Escape")
    return page


def woken(visit: Visit, page: Page, shop: Stage, scope: str) -> None:
    """A signal came, and the worker told the page of it."""
    page.evaluate(
        "window.heard = false, navigator.serviceWorker.addEventListener('message', () => { window.heard = true; })"
    )
    wake(visit.context, page, shop, scope)
    until(lambda: bool(page.evaluate("window.heard")), page)


def shows(visit: Visit, page: Page, shop: Stage, host: str, scope: str) -> int:
    """How many notifications the real worker shows for two signals from there, before one from Apple."""
    inside = worker(visit, f"{scope}/sw.js")
    inside.evaluate(COUNTED)
    for each in (host, host, APPLE):
        inside.evaluate(CARRIED_BY, each)
        woken(visit, page, shop, scope)
    until(lambda: shown(page, scope) == NEWS, page)
    return int(inside.evaluate("() => self.shows")) - 1


HOSTS = pytest.mark.parametrize(("host", "times"), [(APPLE, 2), ("push.service.example", 0)])


@HOSTS
def test_in_sight(desktop: Visit, shop: Stage, service: PushService, host: str, times: int) -> None:
    """[W12] The team's page is in sight: Apple's signals each end in a notification all the same, others in none."""
    desktop.context.add_init_script(SUBSCRIBES.replace("NAME", "anna"))
    page = switched_on(desktop, shop)
    page.get_by_role("switch", name="Auch wenn Tresen geschlossen ist").click()
    until(lambda: len(endpoints(shop)) == 1, page)
    assert page.evaluate(IN_SIGHT)
    assert shows(desktop, page, shop, host, "/inbox") == times


@HOSTS
def test_in_sight_on_the_customers_page(
    visits: Callable[..., Visit], shop: Stage, service: PushService, host: str, times: int
) -> None:
    """[W12] As for the team, in two tabs, and though an older notification still stands."""
    visit = visits(**PHONE)
    told_customer(visit, shop, "krause")
    other = visit.context.new_page()
    other.goto(shop.bakery.url)
    assert other.evaluate(IN_SIGHT)
    assert shows(visit, other, shop, host, "/sonnenschein") == times


def test_a_row_that_the_server_lost(visits: Callable[..., Visit], shop: Stage, service: PushService) -> None:
    """[W12] Both apps subscribe anew at the next start, without a question and without a tap."""
    customer = visits(**PHONE)
    page = told_customer(customer, shop, "krause")
    team = visits(**DESKTOP)
    team.context.add_init_script(SUBSCRIBES.replace("NAME", "anna"))
    inbox = switched_on(team, shop)
    inbox.get_by_role("switch", name="Auch wenn Tresen geschlossen ist").click()
    both = sorted(f"https://push.service.example/send/{name}" for name in ("anna", "krause"))
    until(lambda: sorted(endpoints(shop)) == both, inbox)
    every_row(shop, lambda tx, device: push.unsubscribe(tx, [device]))
    assert endpoints(shop) == []
    page.reload()
    inbox.reload()
    until(lambda: sorted(endpoints(shop)) == both, inbox)
    expect(page.get_by_role("region", name="Bescheid geben")).to_have_count(0)


def test_the_browser_replaced_it(visits: Callable[..., Visit], shop: Stage, service: PushService) -> None:
    """[W12] `pushsubscriptionchange` at the real worker: the open page tells the server at once."""
    visit = visits(**PHONE)
    page = told_customer(visit, shop, "krause")
    page.evaluate(REPLACED)
    worker(visit, "/sonnenschein/sw.js").evaluate(CHANGE)
    until(lambda: endpoints(shop) == ["https://push.service.example/send/replaced"], page)


def test_the_permission_is_taken_away(
    visits: Callable[..., Visit], shop: Stage, service: PushService
) -> None:
    """[W12] The switch is off at the next start, the server forgets the address, and it is said once what to do."""
    visit = visits(**PHONE)
    page = told_customer(visit, shop, "krause")
    visit.context.clear_permissions()
    page.reload()
    until(lambda: endpoints(shop) == [], page)
    menu(page, "Einstellungen")
    expect(page.get_by_role("switch", name="Auf diesem Gerät Bescheid geben")).not_to_be_checked()
    page.keyboard.press("Escape")


def test_signals_that_reach_nobody_are_said_once(
    visits: Callable[..., Visit], shop: Stage, service: PushService
) -> None:
    """[W12] On coming back, in one line that can be closed; in the settings as long as it holds, and never in a new one."""
    visit = visits(**PHONE)
    page = told_customer(visit, shop, "krause")
    line = page.get_by_role("region", name="Bescheid geben")
    page.reload()
    expect(article(page, "Was darf es sein?")).to_be_visible()
    expect(line).to_have_count(0)
    every_row(shop, lambda tx, device: push.set_reach(tx, device, Reach(), Reach(None, UNCONFIRMED)))
    page.reload()
    expect(line).to_contain_text(DOUBT)
    assert violations(page) == []
    line.get_by_role("button", name="Nein danke").click()
    page.reload()
    expect(article(page, "Was darf es sein?")).to_be_visible()
    menu(page, "Einstellungen")
    expect(page.get_by_role("dialog").get_by_text(DOUBT)).to_be_visible()
    expect(line).to_have_count(0)
    assert violations(page) == []


def test_the_team_is_told_too(desktop: Visit, shop: Stage, service: PushService) -> None:
    """[W12] Once at the start, with the way to the switch, where it stays."""
    desktop.context.add_init_script(SUBSCRIBES.replace("NAME", "anna"))
    page = switched_on(desktop, shop)
    page.get_by_role("switch", name="Auch wenn Tresen geschlossen ist").click()
    until(lambda: len(endpoints(shop)) == 1, page)
    every_row(shop, lambda tx, device: push.set_reach(tx, device, Reach(), Reach(None, UNCONFIRMED)))
    page.goto(page.url.split("#")[0] + "#/")
    page.reload()
    said = page.get_by_text("Unser Wecken kam auf diesem Gerät zuletzt wohl nicht an.")
    expect(said).to_be_visible()
    page.get_by_role("button", name="Nachsehen").click()
    expect(page.get_by_text("Die Testnachricht zeigt, ob es ankommt.", exact=False)).to_be_visible()
    assert violations(page) == []
    page.goto(page.url.split("#")[0] + "#/")
    page.reload()
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
    expect(said).to_have_count(0)
    settings(page)
    expect(page.get_by_text("Die Testnachricht zeigt, ob es ankommt.", exact=False)).to_be_visible()
