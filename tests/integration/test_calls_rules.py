"""Who rings, and who is left in peace: call hours, quiet hours, muted conversations, devices, push services (C4, W12)."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.integration.exchange import Exchange, exchanging
from tests.integration.test_storage_floor import FLOOR, Disk
from tests.world.calls import b64
from tests.world.clock import at
from tests.world.erase import erase, who
from tests.world.patience import PATIENCE
from tests.world.phone import Phone
from tests.world.profile import HOURS
from tests.world.pushservice import push_service
from tests.world.shop import answer
from tresen.core.bounds.quotas import Quotas
from tresen.core.notifications.quiet import Quiet
from tresen.core.notifications.reached import subscribed
from tresen.core.wire import Act, CallNow, Signalled
from tresen.desk.calls import relay
from tresen.desk.notifications import notifications
from tresen.errors import Refusal
from tresen.store import push
from tresen.store.database import FILE

MONDAY_NOON = at("2026-11-23 12:00")
MONDAY_NIGHT = at("2026-11-23 22:00")


@pytest.fixture
async def exchange(tmp_path: Path) -> AsyncIterator[Exchange]:
    async with exchanging(tmp_path, MONDAY_NOON) as opened:
        yield opened


async def rings(exchange: Exchange) -> set[str]:
    """Whose phones ring when Krause calls; she then gives up."""
    exchange.dial(exchange.krause)
    found = set()
    for name in ("anna", "ben"):
        phone = getattr(exchange, name)
        await phone.phase("ringing")
        if any(isinstance(frame, Signalled) for frame in phone.line.seen):
            found.add(name)
        phone.line.seen.clear()
    exchange.krause.say("cancel")
    for phone in (exchange.krause, exchange.anna, exchange.ben):
        await phone.line.take(CallNow, lambda frame: frame.phase == "ended")
        phone.line.seen.clear()
    return found


@pytest.mark.parametrize(
    ("calls", "open_", "night"),
    [
        (None, None, ["outside_call_hours", at("2026-11-24 06:00")]),
        ({"hours": "open"}, None, ["outside_call_hours", at("2026-11-24 06:00")]),
        ({"hours": "always"}, None, None),
        ({"hours": "never"}, ["calls_off", None], ["calls_off", None]),
        (
            {"hours": {"time_zone": "Europe/Berlin", "weekly": {"wed": [["10:00", "11:00"]]}}},
            ["outside_call_hours", at("2026-11-25 10:00")],
            ["outside_call_hours", at("2026-11-25 10:00")],
        ),
    ],
)
async def test_call_hours(exchange: Exchange, calls: Any, open_: Any, night: Any) -> None:
    """[C4] A customer rings within them; the refusal says when they begin. The team rings at any time."""
    await exchange.publish(hours=HOURS, calls=calls)
    for now, refused in ((MONDAY_NOON, open_), (MONDAY_NIGHT, night)):
        exchange.server.clock.set(now)
        exchange.dial(exchange.krause)
        if refused is None:
            await exchange.krause.phase("ringing")
            exchange.krause.say("cancel")
            await exchange.krause.phase("ended", "cancelled")
        else:
            code, opens = refused
            words = await exchange.krause.refused(code)
            assert words[0] == b64(exchange.krause.call)
            assert opens is None or words[1] == str(opens)
        bearer = await who(exchange.server.app.house, exchange.customer.device)
        app, where = exchange.server.app, exchange.customer.conversation
        offered = await relay.offered(app.house, app.services.calls, bearer, where)
        assert offered.open == (refused is None)
    exchange.dial(exchange.ben)
    await exchange.krause.line.take(CallNow, lambda frame: frame.party == 1)


async def test_a_ring_needs_room_for_its_entry(exchange: Exchange) -> None:
    """[C10] Like a message: on a disk nearly full, and in a full conversation, customers are refused first."""
    calls, krause, ben = exchange.server.app.services.calls, exchange.krause, exchange.ben
    house, disk = calls.house, Disk(FLOOR - 1)
    for name, value, code in (
        ("storage", disk.storage(), "storage_full"),
        ("quotas", Quotas(1, 2**40), "conversation_full"),
        ("quotas", Quotas(2**40, 1), "business_full"),
    ):
        before = getattr(house, name)
        object.__setattr__(house, name, value)
        exchange.dial(krause)
        assert (await krause.refused(code))[0] == b64(krause.call)
        assert exchange.rows() == []
        if name == "storage":
            exchange.dial(ben)
            await ben.phase("ringing")
            ben.say("cancel")
            await ben.phase("ended", "cancelled")
        object.__setattr__(house, name, before)
    exchange.dial(krause)
    await krause.phase("ringing")


async def relay_asked(exchange: Exchange, device: Any, call: bytes) -> str:
    """What the relay's call answers: `given`, or code and first word of the refusal."""
    app = exchange.server.app
    house, calls = app.house, app.services.calls
    try:
        await relay.for_call(house, calls, await who(house, device), exchange.customer.conversation, call)
    except Refusal as refusal:
        return f"{refusal.code} {refusal.detail.partition(' ')[0]}"
    return "given"


async def test_the_relay_serves_calls_alone(exchange: Exchange) -> None:
    """[C4, C9] Who may not ring now gets no credentials for it; who is in a call gets them at any hour, until it is over."""
    shop, krause = exchange.server.shop, exchange.customer.device
    await exchange.publish(hours=HOURS)
    await exchange.connected()
    call = exchange.krause.call
    exchange.server.clock.set(MONDAY_NIGHT)
    assert await relay_asked(exchange, krause, call) == "given"
    assert await relay_asked(exchange, shop.owner, call) == "given"
    exchange.anna.say("hangup")
    await exchange.krause.phase("ended", "hung_up")
    for device in (krause, shop.owner):
        assert (await relay_asked(exchange, device, call)).startswith("call_over")
    new = os.urandom(16)
    opens = at("2026-11-24 06:00")
    assert await relay_asked(exchange, krause, new) == f"outside_call_hours {opens}"
    assert await relay_asked(exchange, shop.member, new) == "given"
    exchange.server.clock.set(MONDAY_NOON)
    assert await relay_asked(exchange, krause, new) == "given"
    await exchange.publish(hours=HOURS, calls={"hours": "never", "direct": True})
    assert (await relay_asked(exchange, krause, new)).startswith("calls_off")
    assert await relay_asked(exchange, shop.member, new) == "given"


async def test_without_opening_hours_at_any_time(exchange: Exchange) -> None:
    """[C4] And hours by appointment are none in which somebody answers."""
    exchange.server.clock.set(MONDAY_NIGHT)
    assert await rings(exchange) == {"anna", "ben"}
    weekly = {"mon": [["20:00", "23:00", "appointment"]]}
    await exchange.publish(hours={"time_zone": "Europe/Berlin", "weekly": weekly})
    exchange.dial(exchange.krause)
    await exchange.krause.refused("outside_call_hours")


async def test_who_is_left_in_peace(exchange: Exchange) -> None:
    """[C4, W12] By quiet hours, a muted conversation, the device's switch; in the mode `opening` the call hours decide."""
    house, shop = exchange.server.app.house, exchange.server.shop
    notifier = exchange.server.app.services.notifier
    await exchange.publish(hours=HOURS, calls={"hours": "always"})
    anna, ben = await who(house, shop.owner), await who(house, shop.member)
    exchange.server.clock.set(MONDAY_NIGHT)
    assert await rings(exchange) == {"anna", "ben"}
    await notifications.set_quiet(house, anna, Quiet("daily", 20 * 60, 7 * 60))
    assert await rings(exchange) == {"ben"}
    exchange.server.clock.set(MONDAY_NOON)
    await notifications.mute(house, ben, exchange.customer.conversation, True)
    assert await rings(exchange) == {"anna"}
    await notifications.mute(house, ben, exchange.customer.conversation, False)
    await notifications.set_rings(house, ben, False)
    assert (await notifications.chosen(house, notifier, ben)).rings is False
    assert await rings(exchange) == {"anna"}
    await notifications.set_rings(house, ben, True)
    assert (await notifications.chosen(house, notifier, ben)).rings is True
    krause = await who(house, exchange.customer.device)
    assert (await notifications.chosen(house, notifier, krause)).rings is None
    assert await rings(exchange) == {"anna", "ben"}


async def test_who_is_away_is_woken(exchange: Exchange, tmp_path: Path) -> None:
    """[C4, W12] By an empty signal, whatever was told of messages; not who is here, nor who is left in peace."""
    house, shop = exchange.server.app.house, exchange.server.shop
    (tmp_path / "push").mkdir()
    async with push_service(tmp_path / "push") as service:
        exchange.server.app.services.notifier.carrier = service.carrier(tmp_path / "push")
        for name, device in (
            ("anna", shop.owner),
            ("ben", shop.member),
            ("krause", exchange.customer.device),
        ):
            key = (await who(house, device)).device
            await house.write(
                partial(push.subscribe, device=key, endpoint=service.endpoint(name), renewed=subscribed)
            )
        await exchange.ben.line.close()
        await exchange.gone(2)
        exchange.dial(exchange.krause)
        await exchange.krause.phase("ringing")
        async with asyncio.timeout(PATIENCE):
            while not service.came:  # noqa: ASYNC110 - the push service tells nobody
                await asyncio.sleep(0.01)
        [(path, headers, _)] = service.came
        assert path.endswith("/ben")
        assert {each.lower(): value for each, value in headers.items()}["content-length"] == "0"
        exchange.krause.say("cancel")
        await exchange.krause.phase("ended", "cancelled")


async def test_a_device_that_is_shut_out(exchange: Exchange) -> None:
    """[C5] Its call ends at once, and what rang at it is forgotten."""
    await exchange.connected()
    house, shop = exchange.server.app.house, exchange.server.shop
    await notifications.set_rings(house, await who(house, shop.owner), False)

    def revoke(tx: Any) -> int:
        device = tx.device_by_id(shop.owner.keys.id)
        tx.revoke_device(device)
        return int(device.id)

    house.shut_out([await house.write(revoke)])
    await exchange.krause.phase("ended", "broken")
    with house.database.snapshot() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM silent_devices").scalar() == 0


async def test_erasing_ends_a_call_and_empties_the_entries(exchange: Exchange, tmp_path: Path) -> None:
    """[C5, C10, L7, A10] The call ends without an entry, and what the log had of earlier ones is in no byte of the files."""
    await exchange.connected()
    exchange.server.clock.advance(777_777)
    exchange.krause.say("hangup")
    body = await exchange.event(exchange.krause)
    times = [msgspec.msgpack.encode(each) for each in body[3:6]]
    exchange.server.clock.advance(60_000)
    exchange.dial(exchange.krause)
    await exchange.krause.line.take(CallNow, lambda frame: frame.phase == "ringing")
    await erase(exchange.server.app.house, exchange.customer)
    ended = await exchange.krause.line.take(CallNow)
    assert (ended.phase, ended.reason) == ("ended", "missed")
    assert exchange.rows() == []
    with exchange.server.app.house.database.snapshot() as connection:
        rows = connection.exec_driver_sql("SELECT body, spoken_by FROM events WHERE kind = 8").all()
    assert [(msgspec.msgpack.decode(each), by) for each, by in rows] == [
        ([body[0], None, None, None, None, None, "erased"], None)
    ]
    whole = msgspec.msgpack.encode(body)
    files = await asyncio.to_thread(lambda: b"".join(each.read_bytes() for each in tmp_path.glob(f"{FILE}*")))
    assert whole not in files
    assert b"".join(times) not in files
    exchange.dial(exchange.krause)
    await exchange.krause.refused("conversation_erased")


async def test_a_call_in_a_closed_conversation(exchange: Exchange) -> None:
    """[C1] It stays closed; the entry is there."""
    exchange.anna.line.send(Act(1, exchange.customer.conversation, "close"))
    assert await rings(exchange) == {"anna", "ben"}
    shop = exchange.server.shop

    def closed(tx: Any) -> bool:
        return bool(tx.conversation_by_id(shop.key, exchange.customer.conversation).closed)

    assert await exchange.server.app.house.write(closed)


async def test_strangers_write_before_they_ring(tmp_path: Path) -> None:
    """[C4] Nobody rings before the team has written or rung, unless the owner allows it. Nothing is told of the refusal but
    that; over HTTP it stands before anything rings."""
    async with exchanging(tmp_path, answered=False) as exchange:
        exchange.dial(exchange.krause)
        assert (await exchange.krause.refused("not_answered_yet"))[1] == "the"
        server, where = exchange.server, exchange.customer.conversation
        krause = await who(server.app.house, exchange.customer.device)
        offered = await relay.offered(server.app.house, server.app.services.calls, krause, where)
        assert (offered.open, offered.unanswered) == (False, True)
        with pytest.raises(Refusal, match="not_answered_yet"):
            await relay.for_call(server.app.house, server.app.services.calls, krause, where, os.urandom(16))
        await exchange.publish(calls={"strangers": True})
        assert await rings(exchange) == {"anna", "ben"}
        await exchange.publish(calls={"hours": "always"})
        exchange.dial(exchange.krause)
        await exchange.krause.refused("not_answered_yet")
        exchange.dial(exchange.anna)
        await exchange.krause.phase("ringing")
        exchange.anna.say("cancel")
        await exchange.event(exchange.krause)
        for phone in (exchange.anna, exchange.ben):
            await phone.line.take(CallNow, lambda frame: frame.phase == "ended")
            phone.line.seen.clear()
        assert await rings(exchange) == {"anna", "ben"}


async def fresh(exchange: Exchange, *, answered: bool, forwarded: str | None = None) -> Phone:
    """One more customer, from a new conversation, who rings."""
    server = exchange.server
    made = await server.customer()
    if answered:
        await answer(server.app.house, server.shop, made.conversation)
    phone = await exchange.phone(made.device, staff=False, customer=made, forwarded=forwarded)
    phone.call = os.urandom(16)
    phone.say("ring")
    return phone


async def test_at_most_two_ring_at_once(exchange: Exchange) -> None:
    """[C4] Fresh conversations ring: one does. One of a customer who is known: too; then nobody's until one ends."""
    await exchange.publish(calls={"strangers": True})
    first = await fresh(exchange, answered=False)
    await first.phase("ringing")
    for _ in range(4):
        stranger = await fresh(exchange, answered=False)
        assert (await stranger.refused("call_busy"))[1] == "-"
    known = await fresh(exchange, answered=True)
    await known.phase("ringing")
    third = await fresh(exchange, answered=True)
    await third.refused("call_busy")
    first.say("cancel")
    await first.phase("ended", "cancelled")
    third.call = os.urandom(16)
    third.say("ring")
    await third.phase("ringing")


async def ring_and_cancel(exchange: Exchange, forwarded: str | None = None) -> None:
    """A stranger rings, and gives up."""
    stranger = await fresh(exchange, answered=False, forwarded=forwarded)
    await stranger.phase("ringing")
    stranger.say("cancel")
    await stranger.phase("ended", "cancelled")


async def test_one_address_cannot_keep_newcomers_out(exchange: Exchange) -> None:
    """[C4] Strangers of one address ring three times at once; those of other addresses still do after that."""
    await exchange.publish(calls={"strangers": True})
    for _ in range(3):
        await ring_and_cancel(exchange, "198.51.100.66")
    for _ in range(4):
        stranger = await fresh(exchange, answered=False, forwarded="198.51.100.66")
        assert "address" in await stranger.refused("too_many")
    for n in range(3):
        await ring_and_cancel(exchange, f"192.0.2.{n}")
    last = await fresh(exchange, answered=False, forwarded="192.0.2.9")
    assert "at this business" in " ".join(await last.refused("too_many"))


async def test_a_ring_that_finds_no_place_draws_nothing(exchange: Exchange) -> None:
    """[C4] While a stranger's call rings, others are refused, and neither their address nor the business pays for it."""
    await exchange.publish(calls={"strangers": True})
    first = await fresh(exchange, answered=False, forwarded="192.0.2.1")
    await first.phase("ringing")
    for _ in range(8):
        await (await fresh(exchange, answered=False, forwarded="192.0.2.2")).refused("call_busy")
    first.say("cancel")
    await first.phase("ended", "cancelled")
    await ring_and_cancel(exchange, "192.0.2.2")


async def test_strangers_have_one_bucket_and_an_address_has_another(exchange: Exchange) -> None:
    """[C4] Six rings of strangers, whoever they are; those of customers who are known go on, up to twelve of one address."""
    await exchange.publish(calls={"strangers": True})
    for n in range(6):
        await ring_and_cancel(exchange, f"192.0.2.{n}")
    refused = await fresh(exchange, answered=False, forwarded="192.0.2.9")
    assert "strangers" in await refused.refused("too_many")
    for _ in range(12):
        known = await fresh(exchange, answered=True)
        await known.phase("ringing")
        known.say("cancel")
        await known.phase("ended", "cancelled")
    assert "address" in (await (await fresh(exchange, answered=True)).refused("too_many"))
    exchange.dial(exchange.anna)
    await exchange.krause.phase("ringing")
