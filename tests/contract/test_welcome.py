"""One look into the database serves a login, unless something happened before the session joined (W4, W9)."""

from __future__ import annotations

import pytest

from tests.world.erase import say
from tests.world.house import PUBLIC_URL, Opened
from tests.world.shop import Customer, found
from tresen.core.wire import Hello
from tresen.desk.welcome import Known, recognise, up_to_now
from tresen.errors import Refusal
from tresen.store.tx import Tx

CHALLENGE = bytes(32)


async def greeted(open_house: Opened) -> tuple[Customer, Hello, Known]:
    shop = await found(open_house.house)
    customer = shop.customer()
    await customer.begin(open_house.house)
    hello = customer.device.hello(PUBLIC_URL, CHALLENGE, cursor=0)
    known = await recognise(open_house.house, open_house.feed, hello, CHALLENGE)
    return customer, hello, known


async def test_nothing_happened_meanwhile(open_house: Opened) -> None:
    """[W4] What the first look showed is what a second one would."""
    _, hello, known = await greeted(open_house)
    seen = await up_to_now(open_house.house, open_house.feed, known, hello)
    assert seen is known.missed
    again = await up_to_now(open_house.house, open_house.feed, known._replace(missed=None), hello)
    assert again == seen


async def test_an_event_that_came_before_the_session_joined(open_house: Opened) -> None:
    """[W4] The feed did not keep it for this session, so it comes from the database."""
    customer, hello, known = await greeted(open_house)
    await say(open_house.house, customer.shop, customer.device, customer.epoch.key)
    seen = await up_to_now(open_house.house, open_house.feed, known, hello)
    assert known.missed is not None
    assert seen.head == known.missed.head + 1
    assert len(b"".join(seen.frames)) > len(b"".join(known.missed.frames))


@pytest.mark.parametrize("told", [False, True], ids=["the log grew", "the registry was told"])
async def test_a_device_that_was_revoked_before_the_session_joined(open_house: Opened, told: bool) -> None:
    """[W9] The registry could not end a session that was not there yet: it is refused."""
    customer, hello, known = await greeted(open_house)

    def revoke(tx: Tx) -> int:
        held = tx.device_by_id(customer.device.keys.id)
        assert held is not None
        tx.revoke_device(held)
        return held.id

    gone = await open_house.house.write(revoke)
    if told:
        open_house.house.shut_out([gone])
    else:
        await customer.shop.customer().begin(open_house.house)
    with pytest.raises(Refusal, match="revoked"):
        await up_to_now(open_house.house, open_house.feed, known, hello)


async def test_another_log_is_refused_once_the_session_joined(open_house: Opened) -> None:
    """[L10] A log without the event that the client knows: recognised, and refused by the second look."""
    _, hello, known = await greeted(open_house)
    other = Hello(
        hello.device, hello.signature, known.facts.generation, hello.cursor, hello.rev, (1, bytes(32))
    )
    doubted = await recognise(open_house.house, open_house.feed, other, CHALLENGE)
    assert doubted.missed is None
    with pytest.raises(Refusal, match="forked"):
        await up_to_now(open_house.house, open_house.feed, doubted, other)
