"""The pictures of docs/howto/notifications.md, taken from a real shop: `python -m tests.e2e.notifications_pictures`."""

from __future__ import annotations

import tempfile
from contextlib import AsyncExitStack
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.customer_page import arrived, begin, menu, write
from tests.e2e.list_pictures import furnished
from tests.e2e.pictures import save, visiting
from tests.e2e.test_inbox import rows
from tests.e2e.test_list import link
from tests.e2e.test_notifications import SUBSCRIBES, allow, switched_on
from tests.e2e.test_notified import IPHONE
from tests.world.browser import DESKTOP, PHONE, Visit
from tests.world.pushservice import PushService, push_service
from tests.world.stage import Stage

FOLDER = Path(__file__).parents[2] / "docs" / "img"


def take(page: Page, name: str) -> None:
    """Take a picture of the screen."""
    save(page, FOLDER / f"notifications-{name}.png")


def team_pictures(desktop: Visit, shop: Stage) -> None:
    """The switches with a try, the quiet hours, and a list with a muted conversation."""
    desktop.context.add_init_script(SUBSCRIBES.replace("NAME", "anna"))
    page = switched_on(desktop, shop)
    page.get_by_role("switch", name="Auch wenn Tresen geschlossen ist").click()
    expect(page.get_by_role("button", name="Testnachricht über den Dienst")).to_be_visible()
    page.get_by_role("button", name="Testnachricht", exact=True).click()
    expect(page.get_by_text("Angekommen.", exact=False)).to_be_visible()
    page.get_by_role("heading", name="Benachrichtigungen").evaluate("(one) => one.scrollIntoView()")
    take(page, "switches")
    page.get_by_role("heading", name="Ruhezeiten").evaluate("(one) => one.scrollIntoView()")
    take(page, "quiet")
    page.goto(page.url.split("#")[0] + "#/")
    row = rows(page).filter(has_text="Café Mokka")
    link(row).dispatch_event("contextmenu")
    page.get_by_role("dialog").get_by_role("button", name="Stummschalten").click()
    expect(row).to_contain_text("stumm für dich")
    page.get_by_text("Stumm für dich, auf allen").wait_for(state="hidden")
    link(row).click()
    expect(page.get_by_role("region", name="Nachrichten").get_by_text("stumm für dich")).to_be_visible()
    take(page, "muted")


def asked(page: Page) -> None:
    """The first message was written, and the questions before were closed."""
    begin(page)
    arrived(write(page, "Guten Tag, haben Sie morgen Roggenbrot?"))
    page.get_by_role("button", name="Später").click()
    page.get_by_role("button", name="Lieber nicht").click()
    expect(page.get_by_role("region", name="Bescheid geben")).to_be_visible()


def customer_pictures(phone: Visit, iphone: Visit, shop: Stage) -> None:
    """The question, the switch, and what an iPhone is told."""
    phone.context.add_init_script(SUBSCRIBES.replace("NAME", "krause"))
    phone.context.add_init_script(
        "Object.defineProperty(Notification, 'permission', { get: () => window.localStorage.getItem('may') ?? 'default' });"
        "Notification.requestPermission = async () => (window.localStorage.setItem('may', 'granted'), 'granted');"
    )
    allow(phone, shop)
    page = phone.open(shop.bakery.url)
    asked(page)
    take(page, "asked")
    page.get_by_role("region", name="Bescheid geben").get_by_role("button", name="Bescheid geben").click()
    menu(page, "Meine Geräte")
    expect(page.get_by_role("button", name="Testnachricht")).to_be_visible()
    take(page, "customer")
    iphone.context.add_init_script("delete globalThis.Notification; delete globalThis.PushManager;")
    page = iphone.open(shop.bakery.url)
    asked(page)
    take(page, "iphone")


def main() -> None:
    """Open a shop with a push service on this machine and take the pictures."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Stage.open(Path(folder)) as shop,
        visiting() as visits,
    ):
        stack = AsyncExitStack()

        async def opened() -> PushService:
            service = await stack.enter_async_context(push_service(Path(folder)))
            shop.bakery.app.services.notifier.carrier = service.carrier(Path(folder))
            return service

        shop.do(opened())
        furnished(shop)
        team_pictures(visits(**DESKTOP), shop)
        phone = {**PHONE, "device_scale_factor": 1.5}
        customer_pictures(visits(**phone), visits(**{**phone, "user_agent": IPHONE}), shop)
        shop.do(shop.bakery.app.services.notifier.carrier.close())
        shop.do(stack.aclose())


if __name__ == "__main__":
    main()
