"""A request was admitted, then its device was shut out, or its conversation blocked or erased: nothing of it is stored."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.world.clock import NOON
from tests.world.erase import act, erase, who
from tests.world.house import Opened, opened
from tests.world.mailserver import SENDER
from tests.world.shop import Customer, Device, Shop, found
from tresen.clock import SettableClock
from tresen.core.calls.machine import Seat
from tresen.core.calls.machine import begin as begin_call
from tresen.core.calls.signals import SignalHeader
from tresen.core.files import sealed_bytes
from tresen.core.model import Party
from tresen.core.policy import Who
from tresen.desk.calls import keeping
from tresen.desk.context import Context
from tresen.desk.fileroom import FileRoom
from tresen.desk.files import carry
from tresen.desk.law import holds, mydata, requests
from tresen.desk.notifications import mail, notifications
from tresen.desk.notifications.mailer import Letter, Mailer
from tresen.desk.notifications.notifier import Delivery, Notifier, Outcome
from tresen.desk.statistics import objection
from tresen.errors import Refusal
from tresen.transport.push import PushCarrier


class NoPost:
    """Takes every mail and brings none."""

    async def send(self, letter: Letter) -> Delivery:
        del letter
        return Delivery(Outcome.TAKEN)


@dataclass
class Place:
    """A house with a shop and a customer."""

    made: Opened
    house: Context
    shop: Shop
    customer: Customer
    notifier: Notifier
    mailer: Mailer

    @property
    def where(self) -> bytes:
        return self.customer.conversation

    def rows(self) -> dict[str, int]:
        """How many rows each table has that a late request could write to."""
        tables = ("blobs", "calls", "pushes", "mails", "requests", "audit", "silent_devices", "holds")
        with self.house.database.snapshot() as connection:
            count = "SELECT count(*) FROM "
            return {name: int(connection.exec_driver_sql(count + name).scalar_one()) for name in tables}


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    async with opened(tmp_path, SettableClock(NOON)) as made:
        house = made.house
        object.__setattr__(house, "files", FileRoom.of(tmp_path))
        carrier = PushCarrier(tmp_path, f"mailto:{SENDER}")
        notifier = Notifier(house, carrier, lambda _: None)
        mailer = Mailer(house, NoPost(), lambda _: None)
        shop = await found(house)
        customer = shop.customer()
        await customer.begin(house)
        yield Place(made, house, shop, customer, notifier, mailer)
        assert house.files is not None
        await house.files.close()


async def ring(place: Place, asking: Who) -> None:
    party = Party.TEAM if asking.staff else Party.CUSTOMER
    seat = Seat(asking.device, os.urandom(16), asking.person, party)
    header = SignalHeader(
        1, place.shop.sheet.business, place.where, 1, bytes(32), seat.id, os.urandom(16), "ring", None, 1, NOON,
        os.urandom(16), False, None,
    )  # fmt: skip
    call = begin_call(header, seat, frozenset(), NOON)
    await place.house.write(keeping.ring(asking, place.where, call))


Late = Callable[[Place, Who], Awaitable[object]]
BOTH: dict[str, Late] = {
    "a file": lambda at, by: carry.begin(at.house, by, at.where, os.urandom(16), sealed_bytes(10)),
    "a ring": ring,
    "a push service": lambda at, by: notifications.switch_on(
        at.house, at.notifier, by, "https://push.example/x"
    ),
    "that it was exported": lambda at, by: mydata.exported(at.house, by, at.where),
}
CUSTOMERS: dict[str, Late] = BOTH | {
    "an address": lambda at, by: mail.give(at.house, at.mailer, by, "krause@example.org", "de"),
    "a request": lambda at, by: requests.ask(at.house, by, at.where, "access"),
    "a restriction": lambda at, by: requests.restrict(at.house, by, at.where, True),
    "an objection": lambda at, by: objection.object_(at.house, by, at.where, True),
}
TEAM: dict[str, Late] = BOTH | {
    "a hold": lambda at, by: holds.hold(at.house, by, at.where, "dispute", None),
    "where calls ring": lambda at, by: notifications.set_rings(at.house, by, False),
}


async def refused(place: Place, late: Late, asking: Who) -> str:
    before = place.rows()
    with pytest.raises(Refusal) as refusal:
        await late(place, asking)
    assert place.rows() == before
    return refusal.value.code


async def shut_out(place: Place, device: Device) -> None:
    await place.house.write(lambda tx: tx.revoke_device(_known(tx.device_by_id(device.keys.id))))


def _known(device: Any) -> Any:
    assert device is not None
    return device


@pytest.mark.parametrize("late", CUSTOMERS.values(), ids=CUSTOMERS)
async def test_a_customers_device_that_was_removed(place: Place, late: Late) -> None:
    """[S4, A6]"""
    asking = await who(place.house, place.customer.device)
    await shut_out(place, place.customer.device)
    assert await refused(place, late, asking) == "revoked"


@pytest.mark.parametrize("late", TEAM.values(), ids=TEAM)
async def test_a_device_of_the_team_that_was_signed_out(place: Place, late: Late) -> None:
    """[S4, A6]"""
    asking = await who(place.house, place.shop.owner)
    await shut_out(place, place.shop.owner)
    assert await refused(place, late, asking) == "revoked"


@pytest.mark.parametrize("what", ["a file", "a ring", "an address"])
async def test_a_customer_who_was_blocked(place: Place, what: str) -> None:
    """[L12] Asking, restricting and being told go on."""
    asking = await who(place.house, place.customer.device)
    await act(place.house, place.shop.owner, place.where, "block", True)
    assert await refused(place, CUSTOMERS[what], asking) == "conversation_blocked"


@pytest.mark.parametrize("what", ["a file", "a ring", "an address", "a push service"])
async def test_a_conversation_that_was_erased(place: Place, what: str) -> None:
    """[L7] Nothing begins there again."""
    asking = await who(place.house, place.customer.device)
    await erase(place.house, place.customer)
    assert await refused(place, CUSTOMERS[what], asking) == "conversation_erased"


async def test_all_of_it_is_done_otherwise(place: Place) -> None:
    """So that what is refused above would have been stored."""
    for device, each in ((place.customer.device, CUSTOMERS), (place.shop.owner, TEAM)):
        asking = await who(place.house, device)
        for late in each.values():
            await late(place, asking)
            await place.house.write(keeping.left_over)  # a conversation has one call at a time
    assert sum(place.rows().values()) > len(CUSTOMERS)
