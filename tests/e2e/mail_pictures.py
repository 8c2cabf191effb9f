"""The pictures of being told by mail in docs/howto/notifications.md: `python -m tests.e2e.mail_pictures`."""

from __future__ import annotations

import tempfile
from contextlib import AsyncExitStack
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.customer_page import arrived, begin, menu, write
from tests.e2e.pictures import save, visiting
from tests.world.browser import PHONE
from tests.world.mailserver import MailServer, mail_server
from tests.world.stage import Stage

FOLDER = Path(__file__).parents[2] / "docs" / "img"
KRAUSE = "erna.krause@post.example"


def take(page: Page, name: str) -> None:
    """Take a picture of the screen."""
    save(page, FOLDER / f"notifications-{name}.png")


def customers(page: Page, server: MailServer) -> None:
    """The field and what it reveals; then the page behind the link in the mail."""
    begin(page)
    arrived(write(page, "Haben Sie morgen Roggenbrot?"))
    menu(page, "Meine Geräte")
    part = page.get_by_role("region", name="Per E-Mail Bescheid geben")
    part.get_by_label("E-Mail-Adresse").fill(KRAUSE)
    part.get_by_role("button", name="Bestätigungsmail schicken").scroll_into_view_if_needed()
    take(page, "mail")
    part.get_by_role("button", name="Bestätigungsmail schicken").click()
    expect(part.get_by_text(f"Wir haben {KRAUSE} gefragt.")).to_be_visible()
    page.goto(server.came[-1].links()[0])
    expect(page.get_by_role("button", name="Ja, Bescheid geben")).to_be_visible()
    take(page, "mail-confirm")


def main() -> None:
    """Take all pictures."""
    stack = AsyncExitStack()
    with (
        tempfile.TemporaryDirectory() as folder,
        Stage.open(Path(folder)) as shop,
        visiting() as visit,
    ):
        server = shop.do(stack.enter_async_context(mail_server(Path(folder))))
        shop.bakery.app.services.mailer.post = server.post()
        phone = visit(**{**PHONE, "device_scale_factor": 1.5})
        customers(phone.open(shop.bakery.url), server)
        shop.do(stack.aclose())


if __name__ == "__main__":
    main()
