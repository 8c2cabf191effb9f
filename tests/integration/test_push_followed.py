"""Signals that no device follows: told once more, then unconfirmed, and then the customer's mail goes out (W12, W13)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from tests.world.erase import erase, who
from tests.world.house import Tape
from tests.world.mailstand import HOUR, mail_stand
from tests.world.mailstand import Stand as MailStand
from tests.world.pushservice import PushService, push_service
from tests.world.shop import Customer
from tresen.core.model import Reach
from tresen.core.notifications import mailing
from tresen.core.notifications.reached import FOLLOWED_MS, FORGOTTEN_MS, LOST_MS, SILENT_MS, subscribed
from tresen.core.policy import Who
from tresen.desk.notifications.notifier import SOON_MS
from tresen.store import push
from tresen.store.schema import devices
from tresen.store.tx import Tx

SUBJECT = "Bäckerei Sonnenschein hat geantwortet"


class Stand:
    """A customer who is told by a push service and by mail, at a set clock; every step is taken by hand."""

    def __init__(self, mails: MailStand, service: PushService, customer: Customer, bearer: str) -> None:
        self.mails, self.service, self.customer, self.bearer = mails, service, customer, bearer
        self.notifier = mails.calls.app.services.notifier

    async def on(self, name: str = "krause") -> None:
        body = {"endpoint": self.service.endpoint(name)}
        answer = await self.mails.calls.post("/notifications/push", body, await self.fresh())
        assert answer.status_code == 201, answer.text

    async def fresh(self) -> str:
        """A bearer that still holds after a day."""
        return await self.mails.calls.bearer(self.customer.device.keys.id)

    async def steps(self) -> None:
        await self.notifier.step()
        await self.mails.mailer.step()

    async def later(self, ms: int) -> None:
        """That time passes, an hour at a time, as the loops would see it."""
        await self.steps()
        while ms > 0:
            self.mails.calls.clock.advance(min(ms, HOUR))
            ms -= HOUR
            await self.steps()

    async def answered(self) -> None:
        """The team answers; everything that follows in two minutes happens."""
        await self.mails.answer(self.customer)
        await self.steps()
        self.mails.calls.clock.advance(SOON_MS)
        await self.steps()
        self.mails.calls.clock.advance(mailing.SOON_MS)
        await self.steps()

    async def visit(self, *, goodbye: bool = True) -> None:
        device, line = await self.mails.session(self.customer)
        self.mails.house.sessions.leave(device, line, goodbye=goodbye)
        await self.steps()

    async def tablet(self) -> tuple[Who, int]:
        """A second device of the customer, told at an address of its own; the first, and the key of the second."""
        first = await who(self.mails.house, self.customer.device)

        def joins(tx: Tx) -> int:
            row = dict(tx.execute(select(devices).where(devices.c.id == first.device)).one()._mapping)
            row |= {"id": None, "public_id": bytes(16)}
            second = int(tx.execute(insert(devices).values(row)).lastrowid)
            push.subscribe(tx, second, self.service.endpoint("tablet"), subscribed)
            return second

        second = await self.mails.house.write(joins)
        self.notifier.watch(first.business, second)
        return first, second

    async def reach(self, device: int) -> Reach | None:
        found = await self.mails.house.read(lambda connection: push.subscription_of(connection, device))
        return None if found is None else found.reach

    async def doubted(self) -> bool:
        answer = (await self.mails.calls.get("/notifications", await self.fresh())).json()
        assert answer["push"] is (answer["endpoint"] is not None)
        return bool(answer["unconfirmed"])


@pytest.fixture
async def stand(tmp_path: Path) -> AsyncIterator[Stand]:
    async with push_service(tmp_path) as service, mail_stand(tmp_path) as mails:
        app = mails.calls.app
        app.services.notifier.carrier = service.carrier(tmp_path)
        if app.notifying is not None:
            app.notifying.cancel()
            await asyncio.gather(app.notifying, return_exceptions=True)
        stand = Stand(mails, service, *await mails.confirmed())
        await stand.on()
        yield stand


async def test_a_subscription_that_died_unseen(stand: Stand) -> None:
    """[W12, W13] A push service that takes signals for a lost device keeps the mail for two days, not for ever."""
    await stand.answered()
    assert (len(stand.service.came), stand.mails.server.subjects) == (1, [])
    await stand.later(FOLLOWED_MS)
    assert (len(stand.service.came), stand.mails.server.subjects) == (2, [])
    assert not await stand.doubted()
    await stand.later(FOLLOWED_MS + HOUR)
    assert (len(stand.service.came), stand.mails.server.subjects) == (2, [SUBJECT])
    assert await stand.doubted()
    await stand.later(5 * FOLLOWED_MS)
    assert (len(stand.service.came), stand.mails.server.subjects) == (2, [SUBJECT])


async def test_mail_goes_out_while_it_is_unconfirmed(stand: Stand) -> None:
    """[W13] From then on a minute after the answer, until a signal is followed; a new address proves nothing."""
    await stand.answered()
    await stand.later(2 * FOLLOWED_MS + HOUR)
    await stand.later(FOLLOWED_MS)
    await stand.visit()
    await stand.on("renewed")
    assert await stand.doubted()
    await stand.answered()
    assert stand.mails.server.subjects == [SUBJECT, SUBJECT]
    await stand.visit()
    assert not await stand.doubted()
    await stand.answered()
    assert stand.mails.server.subjects == [SUBJECT, SUBJECT]
    assert len(stand.service.came) == 4


async def test_a_signal_that_is_followed(stand: Stand) -> None:
    """[W12] A device that comes within the day starts anew, however often it comes late in it."""
    for _ in range(4):
        await stand.answered()
        await stand.later(FOLLOWED_MS - 2 * HOUR)
        await stand.visit()
    assert len(stand.service.came) == 4
    assert not await stand.doubted()
    assert stand.mails.server.subjects == []


async def test_read_on_another_device(stand: Stand) -> None:
    """[W12] What was read elsewhere within the day gave this device no reason to come, for a month."""
    for _ in range(4):
        await stand.answered()
        await stand.later(HOUR)
        await stand.mails.read(stand.customer)
        await stand.later(FOLLOWED_MS)
    assert not await stand.doubted()
    assert stand.mails.server.subjects == []


async def test_here_and_broken_off(stand: Stand) -> None:
    """[W13] Who followed the signal and read nothing gets no mail of it, and nothing looks for ever."""
    await stand.answered()
    await stand.visit(goodbye=False)
    await stand.later(3 * FOLLOWED_MS)
    assert stand.mails.server.subjects == []
    assert stand.mails.waits() is None


async def test_given_up_by_the_push_service(stand: Stand) -> None:
    """[W13] A subscription that ends while a mail waits for it stands for nothing: the mail goes out within the hour."""
    stand.service.answers = [(410, "")]
    await stand.answered()
    await stand.later(HOUR)
    assert stand.mails.server.subjects == [SUBJECT]


async def test_another_device_is_reached(stand: Stand) -> None:
    """[W13] Devices are doubted one by one: a second one that follows its signals keeps the mail away."""
    house = stand.mails.house
    first, second = await stand.tablet()
    for _ in range(3):
        await stand.answered()
        await stand.later(FOLLOWED_MS - 2 * HOUR)
        line = Tape()
        house.sessions.join(first.business, second, False, line)
        house.sessions.leave(second, line, goodbye=True)
        await stand.later(3 * HOUR)
    assert {path for path, _, _ in stand.service.came} == {"/send/krause", "/send/tablet"}
    assert await stand.doubted()
    assert stand.mails.server.subjects == []


async def test_the_row_of_a_device_that_never_comes(stand: Stand) -> None:
    """[W12] Its address is deleted a month after the last signal."""
    await stand.answered()
    await stand.later(2 * FOLLOWED_MS + HOUR)
    stand.mails.calls.clock.advance(FORGOTTEN_MS)
    await stand.steps()
    assert (stand.mails.rows("pushes"), stand.mails.rows("push_news")) == (0, 0)


async def test_erased_while_a_signal_is_open(stand: Stand) -> None:
    """[A10] Nothing is counted, sent or mailed of a conversation that is gone."""
    await stand.answered()
    await erase(stand.mails.house, stand.customer)
    await stand.later(3 * FOLLOWED_MS)
    assert (stand.mails.rows("pushes"), stand.mails.rows("push_news")) == (0, 0)
    assert (len(stand.service.came), stand.mails.server.subjects) == (1, [])


async def test_connected_at_the_hour(stand: Stand) -> None:
    """[W12] A device that is here when its day is over is not counted as one that stayed away."""
    await stand.answered()
    await stand.later(FOLLOWED_MS - 2 * HOUR)
    await stand.mails.session(stand.customer)
    await stand.later(4 * FOLLOWED_MS)
    assert not await stand.doubted()
    assert len(stand.service.came) == 1


async def test_a_lost_device_beside_one_that_reads(stand: Stand) -> None:
    """[W12] What another device reads excuses a lost one for a month; after two its address alone is deleted."""
    first, second = await stand.tablet()
    read_for = 0
    while (reach := await stand.reach(second)) is not None:
        assert reach.unconfirmed <= (read_for >= SILENT_MS)
        assert read_for <= LOST_MS + 3 * FOLLOWED_MS
        await stand.answered()
        await stand.visit()
        await stand.mails.read(stand.customer)
        await stand.later(2 * FOLLOWED_MS)
        read_for += 2 * FOLLOWED_MS
    assert await stand.reach(first.device) is not None
    assert not await stand.doubted()
    assert stand.mails.server.subjects == []


@pytest.mark.parametrize("anew", ["krause", "renewed"])
async def test_off_and_on_again(stand: Stand, anew: str) -> None:
    """[W12, W13] Switching off and on proves nothing, at whichever address: mail goes out until a signal is followed."""
    await stand.answered()
    await stand.later(2 * FOLLOWED_MS + HOUR)
    for _ in range(2):
        answer = await stand.mails.calls.post("/notifications/push/drop", {}, await stand.fresh())
        assert answer.json() == {"push": False}
        assert stand.mails.rows("pushes") == 0
        await stand.on(anew)
        assert await stand.doubted()
    await stand.visit()
    assert await stand.doubted()
    await stand.answered()
    assert stand.mails.server.subjects == [SUBJECT, SUBJECT]
    await stand.visit()
    assert not await stand.doubted()
    await stand.mails.calls.post("/notifications/push/drop", {}, await stand.fresh())
    await stand.on(anew)
    assert not await stand.doubted()
    assert stand.mails.rows("push_doubts") == 0


async def test_the_same_address_by_another_device(stand: Stand) -> None:
    """[W12] A new device at an address that is not followed begins with that doubt; the old one keeps its own."""
    await stand.answered()
    await stand.later(2 * FOLLOWED_MS + HOUR)
    other, bearer = await stand.mails.begin()
    body = {"endpoint": stand.service.endpoint("krause")}
    assert (await stand.mails.calls.post("/notifications/push", body, bearer)).status_code == 201
    assert (await stand.mails.calls.get("/notifications", bearer)).json()["unconfirmed"]
    assert await stand.doubted()
    device = await who(stand.mails.house, other.device)
    await erase(stand.mails.house, stand.customer)
    assert await stand.reach(device.device) == Reach(None, 2)


async def test_nothing_is_kept_of_a_device_that_is_gone(stand: Stand) -> None:
    """[A10] Erasing deletes that a device did not follow its signals, too."""
    await stand.answered()
    await stand.later(2 * FOLLOWED_MS + HOUR)
    await stand.mails.calls.post("/notifications/push/drop", {}, await stand.fresh())
    assert stand.mails.rows("push_doubts") == 1
    await erase(stand.mails.house, stand.customer)
    assert stand.mails.rows("push_doubts") == 0
