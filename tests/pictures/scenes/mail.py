"""The pictures of being told by mail in docs/howto/notifications.md."""

from __future__ import annotations

import tempfile
from contextlib import AsyncExitStack
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.customer_page import arrived, begin, menu, write
from tests.pictures.studio import SMALL, Studio
from tests.world.mailserver import MailServer, mail_server

PICTURES = (
    "notifications-mail",
    "notifications-mail-confirm",
)

KRAUSE = "erna.krause@post.example"


def customers(studio: Studio, page: Page, server: MailServer) -> None:
    """The field and what it reveals; then the page behind the link in the mail."""
    begin(page)
    arrived(write(page, "Haben Sie morgen Roggenbrot?"))
    menu(page, "Einstellungen")
    part = page.get_by_role("region", name="Per E-Mail Bescheid geben")
    part.get_by_label("E-Mail-Adresse").fill(KRAUSE)
    part.get_by_role("button", name="Bestätigungsmail schicken").scroll_into_view_if_needed()
    studio.take(page, "notifications-mail")
    part.get_by_role("button", name="Bestätigungsmail schicken").click()
    expect(part.get_by_text(f"Wir haben {KRAUSE} gefragt.")).to_be_visible()
    page.goto(server.came[-1].links()[0])
    expect(page.get_by_role("button", name="Ja, Bescheid geben")).to_be_visible()
    studio.take(page, "notifications-mail-confirm")


def take(studio: Studio) -> None:
    """With a mail server on this machine."""
    stack = AsyncExitStack()
    with tempfile.TemporaryDirectory() as folder, studio.bakery() as shop:
        server = shop.do(stack.enter_async_context(mail_server(Path(folder))))
        shop.bakery.app.services.mailer.post = server.post()
        customers(studio, studio.visit(**SMALL).open(shop.bakery.url), server)
        shop.do(stack.aclose())
