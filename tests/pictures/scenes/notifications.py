"""The pictures of docs/howto/notifications.md, taken from a real shop."""

from __future__ import annotations

import tempfile
from contextlib import AsyncExitStack
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.customer_page import answer, arrived, article, begin, leaves, menu, newest, write
from tests.e2e.test_inbox import rows
from tests.e2e.test_list import link
from tests.e2e.test_notifications import SUBSCRIBES, allow, switched_on
from tests.e2e.test_notified import IPHONE
from tests.pictures.scenes.list import furnished
from tests.pictures.studio import SMALL, Studio, counted
from tests.world.browser import DESKTOP, Visit
from tests.world.pushservice import PushService, push_service
from tests.world.stage import Stage

PICTURES = (
    "notifications-switches",
    "notifications-quiet",
    "notifications-muted",
    "notifications-asked",
    "notifications-customer",
    "notifications-iphone",
)


def team_pictures(studio: Studio, desktop: Visit, shop: Stage) -> None:
    """The switches with a try, the quiet hours, and a list with a muted conversation."""
    desktop.context.add_init_script(SUBSCRIBES.replace("NAME", "anna"))
    page = switched_on(desktop, shop)
    page.get_by_role("switch", name="Auch wenn Tresen geschlossen ist").click()
    expect(page.get_by_role("button", name="Testnachricht über den Dienst")).to_be_visible()
    page.get_by_role("button", name="Testnachricht", exact=True).click()
    expect(page.get_by_text("Angekommen.", exact=False)).to_be_visible()
    page.get_by_role("heading", name="Benachrichtigungen").evaluate("(one) => one.scrollIntoView()")
    studio.take(page, "notifications-switches")
    page.get_by_role("heading", name="Ruhezeiten").evaluate("(one) => one.scrollIntoView()")
    studio.take(page, "notifications-quiet")
    page.goto(page.url.split("#")[0] + "#/")
    row = rows(page).filter(has_text="Café Mokka")
    link(row).dispatch_event("contextmenu")
    page.get_by_role("menuitem", name="Stummschalten").click()
    expect(row).to_contain_text("stumm für dich")
    page.get_by_text("Stumm für dich, auf allen").wait_for(state="hidden")
    link(row).click()
    expect(page.get_by_role("region", name="Nachrichten").get_by_text("stumm für dich")).to_be_visible()
    counted(page, "Wartet 6")
    studio.take(page, "notifications-muted")


def asked(page: Page, shop: Stage) -> None:
    """The first message was answered, and she has left the page meanwhile."""
    begin(page)
    arrived(write(page, "Guten Tag, haben Sie morgen Roggenbrot?"))
    answer(shop, newest(shop), "Guten Tag! Ja, ab sieben.")
    expect(article(page, "ab sieben")).to_be_visible()
    leaves(page)
    expect(page.get_by_role("region", name="Bescheid geben")).to_be_visible()


def customer_pictures(studio: Studio, phone: Visit, iphone: Visit, shop: Stage) -> None:
    """The question, the switch, and what an iPhone is told."""
    phone.context.add_init_script(SUBSCRIBES.replace("NAME", "krause"))
    phone.context.add_init_script(
        "Object.defineProperty(Notification, 'permission', { get: () => window.localStorage.getItem('may') ?? 'default' });"
        "Notification.requestPermission = async () => (window.localStorage.setItem('may', 'granted'), 'granted');"
    )
    allow(phone, shop)
    page = phone.open(shop.bakery.url)
    asked(page, shop)
    studio.take(page, "notifications-asked")
    page.get_by_role("region", name="Bescheid geben").get_by_role("button", name="Ja, bitte").click()
    menu(page, "Einstellungen")
    expect(page.get_by_role("button", name="Testnachricht")).to_be_visible()
    studio.take(page, "notifications-customer")
    iphone.context.add_init_script("delete globalThis.Notification; delete globalThis.PushManager;")
    page = iphone.open(shop.bakery.url)
    asked(page, shop)
    studio.take(page, "notifications-iphone")


def take(studio: Studio) -> None:
    """A shop with a push service on this machine."""
    with tempfile.TemporaryDirectory() as folder, studio.bakery() as shop:
        stack = AsyncExitStack()

        async def opened() -> PushService:
            service = await stack.enter_async_context(push_service(Path(folder)))
            shop.bakery.app.services.notifier.carrier = service.carrier(Path(folder))
            return service

        shop.do(opened())
        furnished(shop)
        worker = {"service_workers": "allow"}
        team_pictures(studio, studio.visit(**DESKTOP, **worker), shop)
        iphone = studio.visit(**{**SMALL, **worker, "user_agent": IPHONE})
        customer_pictures(studio, studio.visit(**SMALL, **worker), iphone, shop)
        shop.do(shop.bakery.app.services.notifier.carrier.close())
        shop.do(stack.aclose())
