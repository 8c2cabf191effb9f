"""What was said just before the server stopped is told after it starts again: once, and nothing that was told (W12, W13)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.world.calls import calling
from tests.world.erase import act
from tests.world.mailserver import HOST, SENDER, MailServer, mail_server
from tests.world.mailstand import HOUR, Stand
from tests.world.patience import PATIENCE
from tests.world.pushservice import PushService, push_service
from tests.world.shop import Customer, Shop, found
from tresen.core.notifications import mailing
from tresen.core.notifications.reached import FOLLOWED_MS
from tresen.desk.notifications.notifier import RETURN_MS, SOON_MS
from tresen.desk.restoring.replay import begin_generation

DAY = 24 * HOUR


@dataclass
class Running:
    """A server between two starts; every step of its two loops is taken by hand."""

    mails: Stand
    service: PushService

    async def steps(self) -> None:
        await self.mails.calls.app.services.notifier.step()
        await self.mails.mailer.step()

    async def later(self, ms: int) -> None:
        await self.steps()
        self.mails.calls.clock.advance(ms)
        await self.steps()

    async def on(self, customer: Customer) -> None:
        bearer = await self.mails.calls.bearer(customer.device.keys.id)
        body = {"endpoint": self.service.endpoint("krause")}
        answer = await self.mails.calls.post("/notifications/push", body, bearer)
        assert answer.status_code == 201, answer.text

    async def visit(self, customer: Customer, *, goodbye: bool) -> None:
        device, line = await self.mails.session(customer)
        self.mails.house.sessions.leave(device, line, goodbye=goodbye)
        await self.steps()


class Place:
    """A data folder, a mail server and a push service that outlive the server."""

    def __init__(self, data: Path, mails: MailServer, service: PushService, now_ms: int) -> None:
        self.data, self.mails, self.service, self.now_ms = data, mails, service, now_ms
        self.shop: Shop | None = None

    @asynccontextmanager
    async def started(self, **settings: Any) -> AsyncIterator[Running]:
        """The server runs, stops at the end of this, and knows at its next start what is stored, and nothing else."""
        mail: dict[str, Any] = {
            "mail_host": HOST, "mail_port": self.mails.port, "mail_from": SENDER, "mail_security": "none"
        }  # fmt: skip
        async with calling(self.data, self.now_ms, **(mail | settings)) as calls:
            app = calls.app
            app.services.notifier.carrier = self.service.carrier(self.data)
            self.shop = self.shop or await found(app.house)
            for loop in (app.notifying, app.mailing):
                assert loop is not None
                loop.cancel()
                await asyncio.gather(loop, return_exceptions=True)
            if "mail_host" not in settings:
                await app.services.mailer.begin()
            await app.services.notifier.begin()
            yield Running(Stand(calls, self.shop, self.mails), self.service)
            self.now_ms = calls.clock.now_ms()


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    data, certificates = tmp_path / "data", tmp_path / "services"
    data.mkdir()
    certificates.mkdir()
    async with mail_server(certificates) as mails, push_service(certificates) as service:
        yield Place(data, mails, service, 1_793_000_000_000)


@pytest.mark.parametrize("down_ms", [0, 3 * DAY])
async def test_a_signal_that_nobody_had_noted(place: Place, down_ms: int) -> None:
    """[W12] It stops right after a message: whom to signal is read from the log at the next start, however late that is."""
    async with place.started() as server:
        customer, _ = await server.mails.confirmed()
        await server.on(customer)
        await server.steps()
        await server.mails.answer(customer)
    place.now_ms += down_ms
    async with place.started() as server:
        await server.later(RETURN_MS)
        assert place.service.paths == ["/send/krause"]
        await server.later(HOUR)
        assert (place.service.paths, place.mails.came) == (["/send/krause"], [])


async def test_a_signal_that_nobody_follows(place: Place) -> None:
    """[W13] The mail that waited for that signal is not lost with the process either."""
    async with place.started() as server:
        customer, _ = await server.mails.confirmed()
        await server.on(customer)
        await server.steps()
        await server.mails.answer(customer)
    for _ in range(4):
        async with place.started() as server:
            await server.later(RETURN_MS)
            for _ in range(20):
                await server.later(HOUR)
    assert place.service.paths == ["/send/krause"] * 2
    assert place.mails.subjects == ["Tresen hat geantwortet"]
    assert place.now_ms > 1_793_000_000_000 + 2 * FOLLOWED_MS


@pytest.mark.parametrize("down_ms", [0, 3 * DAY])
async def test_a_mail_that_nobody_had_noted(place: Place, down_ms: int) -> None:
    """[W13] So for mail, also where the conversation went on after it and the server was down for days."""
    async with place.started() as server:
        customer, _ = await server.mails.confirmed()
        await server.mails.answer(customer)
        await act_after(server, customer)
    place.now_ms += down_ms
    async with place.started() as server:
        await server.later(mailing.SOON_MS)
        assert place.mails.subjects == ["Tresen hat geantwortet"]


async def act_after(server: Running, customer: Customer) -> None:
    """Something that is no answer, and the last thing in the conversation."""
    await act(server.mails.house, server.mails.shop.member, customer.conversation, "close", True)


@pytest.mark.parametrize("goodbye", [True, False])
@pytest.mark.parametrize("pushed", [True, False])
async def test_what_was_told_is_not_told_again(place: Place, *, pushed: bool, goodbye: bool) -> None:
    """[W12, W13] Told, here, and still unread: however often the server starts, it was told once."""
    async with place.started() as server:
        customer, _ = await server.mails.confirmed()
        if pushed:
            await server.on(customer)
        await server.mails.answer(customer)
        await server.later(mailing.SOON_MS)
        await server.visit(customer, goodbye=goodbye)
    for _ in range(3):
        async with place.started() as server:
            await server.later(RETURN_MS)
            await server.later(mailing.SOON_MS)
    assert len(place.service.came) == (1 if pushed else 0)
    assert len(place.mails.came) == (0 if pushed else 1)


async def test_old_answers_are_no_flood(place: Place) -> None:
    """[W12, W13] Who switches it on is told of what comes then, also after a start: not of what has lain unread for days."""
    async with place.started() as server:
        customer, _ = await server.mails.begin()
        for _ in range(3):
            await server.mails.answer(customer)
        await server.later(2 * DAY)
        await server.mails.give(await server.mails.calls.bearer(customer.device.keys.id))
        await server.mails.post(place.mails.came[-1].links()[0])
        place.mails.came.clear()
        await server.on(customer)
    for _ in range(2):
        async with place.started() as server:
            await server.later(RETURN_MS)
            await server.later(mailing.SOON_MS)
    assert (place.service.came, place.mails.came) == ([], [])


async def test_mail_that_was_off_meanwhile(place: Place) -> None:
    """[W13] What was said while no mail server was set up is mailed to nobody later."""
    async with place.started() as server:
        customer, _ = await server.mails.confirmed()
    async with place.started(mail_host=None) as server:
        await server.mails.answer(customer)
        await asyncio.wait_for(_forgotten(server), PATIENCE)
    async with place.started() as server:
        await server.later(mailing.SOON_MS)
        assert place.mails.came == []
        await server.mails.answer(customer)
        await server.later(mailing.SOON_MS)
        assert len(place.mails.came) == 1


async def _forgotten(server: Running) -> None:
    mailer = server.mails.mailer
    mailer.post = None
    task = asyncio.get_running_loop().create_task(mailer.run())
    while server.mails.rows("noted WHERE way = 'mail'"):  # noqa: ASYNC110 - the loop has no event for it
        await asyncio.sleep(0.02)
    task.cancel()


@pytest.mark.parametrize("back", [True, False])
async def test_connected_when_it_stopped(place: Place, *, back: bool) -> None:
    """[W12, W13] Whose page was open has time to come back before anybody is told of what lies there unread."""
    async with place.started() as server:
        customer, _ = await server.mails.confirmed()
        await server.mails.session(customer)
        await server.mails.answer(customer)
        await server.later(HOUR)
        assert place.mails.came == []
    async with place.started() as server:
        await server.later(mailing.SOON_MS - 1)
        assert place.mails.came == []
        if back:
            await server.mails.session(customer)
        await server.later(1)
        assert len(place.mails.came) == (0 if back else 1)


async def test_told_before_and_after(place: Place) -> None:
    """[W12] What was due when it stopped is told then; what comes after a visit is told anew."""
    async with place.started() as server:
        customer, _ = await server.mails.confirmed()
        await server.on(customer)
        await server.mails.answer(customer)
        await server.steps()
    async with place.started() as server:
        await server.later(RETURN_MS)
        assert place.service.paths == ["/send/krause"]
        await server.visit(customer, goodbye=True)
        await server.mails.answer(customer)
        await server.later(SOON_MS)
        assert place.service.paths == ["/send/krause"] * 2


async def test_the_signal_comes_late(place: Place) -> None:
    """[W13] A loop that tells by push and is behind loses no mail: it waits until whom to signal is known."""
    async with place.started() as server:
        customer, _ = await server.mails.confirmed()
        await server.on(customer)
        await server.mails.answer(customer)
        for _ in range(2):
            await server.mails.later(HOUR)
        assert (place.service.came, place.mails.came) == ([], [])
        await server.later(SOON_MS)
        for _ in range(3 * 24):
            await server.later(HOUR)
        assert place.mails.subjects == ["Tresen hat geantwortet"]


async def test_restored_before_anything_was_said(place: Place) -> None:
    """[W12, L10] After a restore nobody is told of what was said before it, and everybody of what comes then."""
    async with place.started() as server:
        customer, _ = await server.mails.confirmed()
        await server.on(customer)
        await server.mails.answer(customer)
        await begin_generation(server.mails.house)
    async with place.started() as server:
        await server.later(RETURN_MS)
        await server.later(mailing.SOON_MS)
        assert (place.service.came, place.mails.came) == ([], [])
        await server.mails.answer(customer)
        await server.later(SOON_MS)
        assert place.service.paths == ["/send/krause"]
