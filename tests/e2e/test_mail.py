"""Being told by e-mail in a real browser: given, confirmed by a link, once for each absence, ended by a tap (W13)."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.customer_page import (
    answer,
    arrived,
    article,
    begin,
    clean_in_both_lights,
    leaves,
    menu,
    newest,
    write,
)
from tests.world.browser import DESKTOP, PHONE, Visit
from tests.world.mailserver import Came, MailServer, mail_server
from tests.world.patience import PATIENCE
from tests.world.stage import Stage
from tresen.clock import SettableClock
from tresen.core.notifications.mailing import SOON_MS

pytestmark = pytest.mark.worker

KRAUSE = "erna.krause@post.example"
WITHOUT_PUSH = "delete window.Notification; delete window.PushManager;"


class Mails:
    """The mail server, and the server's clock, which a test moves on."""

    def __init__(self, server: MailServer, shop: Stage, clock: SettableClock) -> None:
        self.server, self._shop, self._clock = server, shop, clock

    def later(self) -> None:
        """Everything that is due within a minute is told."""
        mailer = self._shop.bakery.app.services.mailer

        async def steps() -> None:
            await mailer.step()
            self._clock.advance(SOON_MS)
            await mailer.step()

        self._shop.do(steps())

    def leaves(self, page: Page) -> None:
        """Returns once the server noticed: to somebody who is still there no mail is sent."""
        sessions = self._shop.bakery.app.house.sessions
        before, end = len(sessions), time.monotonic() + PATIENCE
        page.goto("about:blank")
        while len(sessions) >= before:
            assert time.monotonic() < end, "still there"
            time.sleep(0.02)

    def newest(self, count: int) -> Came:
        end = time.monotonic() + PATIENCE
        while len(self.server.came) < count:
            assert time.monotonic() < end, "no mail came"
            time.sleep(0.02)
        assert len(self.server.came) == count
        return self.server.came[-1]


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock(time.time_ns() // 1_000_000)


@pytest.fixture
def shop(tmp_path: Path, clock: SettableClock) -> Iterator[Stage]:
    with Stage.open(tmp_path, clock) as opened:
        yield opened


@pytest.fixture
def mails(shop: Stage, clock: SettableClock, tmp_path: Path) -> Iterator[Mails]:
    stack = AsyncExitStack()

    async def start() -> MailServer:
        server = await stack.enter_async_context(mail_server(tmp_path))
        app = shop.bakery.app
        app.services.mailer.post = server.post()
        # Steps are taken by hand, at a set clock.
        if app.mailing is not None:
            app.mailing.cancel()
            await asyncio.gather(app.mailing, return_exceptions=True)
        return server

    yield Mails(shop.do(start()), shop, clock)
    shop.do(stack.aclose())


def give(part: Locator) -> None:
    part.get_by_label("E-Mail-Adresse").fill(KRAUSE)
    part.get_by_role("button", name="Bestätigungsmail schicken").click()
    expect(part.get_by_text(f"Wir haben {KRAUSE} gefragt.")).to_be_visible()


def follow(page: Page, link: str, button: str, done: str) -> None:
    """Open a link of a mail, as in the mail program's browser, and tap its one button."""
    other = page.context.new_page()
    other.goto(link)
    clean_in_both_lights(other)
    other.get_by_role("button", name=button).click()
    expect(other.get_by_role("heading", name=done)).to_be_visible()
    clean_in_both_lights(other)
    other.close()


@pytest.mark.parametrize("kind", ["phone", "desktop"])
def test_from_the_address_to_the_last_mail(
    visits: Callable[..., Visit], shop: Stage, mails: Mails, kind: str
) -> None:
    """[W13] Asked on coming back where push cannot be, and offered beside it in the settings elsewhere."""
    visit = visits(**(PHONE if kind == "phone" else DESKTOP))
    if kind == "phone":
        visit.context.add_init_script(WITHOUT_PUSH)
    page = visit.open(shop.bakery.url)
    begin(page)
    arrived(write(page, "Haben Sie morgen Roggenbrot?"))
    if kind == "phone":
        part = page.get_by_role("region", name="Bescheid geben", exact=True)
        expect(part).to_have_count(0)
        answer(shop, newest(shop), "Ich sehe nach.")
        expect(article(page, "Ich sehe nach.")).to_be_visible()
        leaves(page)
        expect(part).to_contain_text("Sollen wir Bescheid geben, wenn Antwort da ist?")
        clean_in_both_lights(page)
        part.get_by_role("button", name="Per E-Mail").click()
        expect(page.get_by_label("E-Mail-Adresse")).to_be_focused()
    else:
        menu(page, "Einstellungen")
    part = page.get_by_role("region", name="Per E-Mail Bescheid geben")
    expect(part).to_contain_text("Das Team sieht sie nicht.")
    part.get_by_label("E-Mail-Adresse").fill("erna")
    part.get_by_role("button", name="Bestätigungsmail schicken").click()
    expect(part.get_by_role("alert")).to_have_text("Geben Sie eine Adresse an, wie anna@example.org.")
    clean_in_both_lights(page)
    give(part)
    clean_in_both_lights(page)
    follow(page, mails.newest(1).links()[0], "Ja, Bescheid geben", "Bestätigt")
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(part.get_by_text(f"Bescheid geht an {KRAUSE}.")).to_be_visible()
    part.get_by_role("button", name="Testnachricht").click()
    expect(part.get_by_text("Der Mailserver hat die Testnachricht angenommen.", exact=False)).to_be_visible()
    assert mails.newest(2).subject == "Testnachricht von Bäckerei Sonnenschein"
    clean_in_both_lights(page)

    mails.leaves(page)
    answer(shop, newest(shop), "Ja, ab sechs Uhr.")
    mails.later()
    came = mails.newest(3)
    assert came.subject == "Bäckerei Sonnenschein hat geantwortet"
    assert b"sechs" not in came.whole
    assert b"Roggen" not in came.whole
    answer(shop, newest(shop), "Und Dinkel auch.")
    mails.later()
    mails.newest(3)

    page.goto(shop.bakery.url.split("#")[0])
    expect(page.get_by_text("Und Dinkel auch.")).to_be_visible()
    follow(page, came.stop, "Keine Mails mehr", "Keine Mails mehr")
    menu(page, "Einstellungen")
    expect(page.get_by_text("Sie haben die Mails über einen Link beendet.", exact=False)).to_be_visible()
    mails.leaves(page)
    answer(shop, newest(shop), "Bis morgen.")
    mails.later()
    mails.newest(3)


def test_taken_back_with_one_tap(phone: Visit, shop: Stage, mails: Mails) -> None:
    """[W13] A typing error is said; the address is taken back by one tap, and the field is there again."""
    page = phone.open(shop.bakery.url)
    begin(page)
    arrived(write(page, "Guten Tag."))
    menu(page, "Einstellungen")
    part = page.get_by_role("region", name="Per E-Mail Bescheid geben")
    mails.server.rcpt = ["550 5.1.1 no such user"]
    part.get_by_label("E-Mail-Adresse").fill("erna.krause@posst.example")
    part.get_by_role("button", name="Bestätigungsmail schicken").click()
    expect(part.get_by_text("vielleicht ein Tippfehler", exact=False)).to_be_visible()
    clean_in_both_lights(page)
    give(part)
    part.get_by_role("button", name="Adresse zurücknehmen").click()
    expect(part.get_by_text("Die Adresse ist gelöscht.", exact=True)).to_be_visible()
    expect(part.get_by_label("E-Mail-Adresse")).to_be_visible()
