"""Calls over real sockets: who rings, what is passed on, what everybody is told, and what the log keeps (C1–C10)."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.integration.conftest import Running
from tests.integration.exchange import Exchange, exchanging, settings
from tests.world.calls import b64
from tests.world.clock import NOON
from tests.world.database import lay
from tests.world.phone import Phone
from tests.world.shop import answer, found
from tresen.app import running
from tresen.clock import SettableClock
from tresen.core.model import Role
from tresen.core.policy import Who
from tresen.core.sizes import AWAY_MS, HANDING_MS, RING_MS, SIGNAL_MS
from tresen.core.wire import Act, CallNow, Signal, Signalled
from tresen.desk.calls.relay import for_call
from tresen.errors import Refusal
from tresen.store import calls as store
from tresen.store import queries


@pytest.fixture
async def exchange(tmp_path: Path) -> AsyncIterator[Exchange]:
    async with exchanging(tmp_path) as opened:
        yield opened


async def test_a_call_from_ring_to_hangup(exchange: Exchange) -> None:
    """[C2, C5, C8, C10] It rings at all of the team, the first has it, signals pass between them, the log has an entry."""
    krause, anna, ben = exchange.krause, exchange.anna, exchange.ben
    call = exchange.dial(krause, video=True)
    for phone in (anna, ben):
        await phone.hear("ring", krause)
        told = await phone.phase("ringing")
        assert (told.call, told.party, told.video, told.device, told.person) == (call, 0, True, None, None)
    assert (await krause.phase("ringing")).caller == krause.device.keys.id
    assert [(row.call, row.answered_ms) for row in exchange.rows()] == [(call, None)]
    exchange.server.clock.advance(4_000)
    anna.say("accept", krause)
    await krause.hear("accept", anna)
    for phone in (krause, anna, ben):
        told = await phone.phase("accepted")
        assert (told.device, told.person, told.at_ms) == (anna.device.keys.id, 1, NOON + 4_000)
    krause.say("ice", anna)
    await anna.hear("ice", krause)
    anna.say("offer", krause)
    await krause.hear("offer", anna)
    krause.say("answer", anna)
    await anna.hear("answer", krause)
    exchange.server.clock.advance(60_000)
    anna.say("hangup")
    await krause.hear("hangup", anna)
    for phone in (krause, anna, ben):
        await phone.phase("ended", "hung_up")
        body = [call, True, 0, NOON, NOON + 4_000, NOON + 64_000, "answered", 1]
        assert await exchange.event(phone) == body
    assert exchange.rows() == []
    assert not any(isinstance(frame, Signalled) for frame in ben.line.seen)


async def test_the_team_calls(exchange: Exchange) -> None:
    """[C4, C8] The customer's devices ring; the colleagues are told who calls, and hear no signal."""
    call = exchange.dial(exchange.ben)
    await exchange.krause.hear("ring", exchange.ben)
    for phone in (exchange.krause, exchange.anna, exchange.ben):
        told = await phone.phase("ringing")
        assert (told.party, told.person, told.caller) == (1, 2, exchange.ben.device.keys.id)
    exchange.krause.say("decline", exchange.ben)
    await exchange.ben.hear("decline", exchange.krause)
    for phone in (exchange.krause, exchange.anna, exchange.ben):
        await phone.phase("ended", "declined")
        assert await exchange.event(phone) == [call, False, 1, NOON, None, NOON, "declined", 2]
    assert not any(isinstance(frame, Signalled) for frame in exchange.anna.line.seen)


async def test_the_second_to_accept_is_told(exchange: Exchange) -> None:
    """[C5] One has it; the other learns that it is taken, and cannot speak in it."""
    await exchange.connected()
    exchange.ben.say("accept", exchange.krause)
    assert (await exchange.ben.refused("call_taken"))[0]
    for kind in ("offer", "ice", "hangup"):
        exchange.ben.say(kind, exchange.krause)
        await exchange.ben.refused("call_over")
    exchange.krause.say("ice", exchange.ben)
    await exchange.krause.refused("call_over")


async def test_all_decline(exchange: Exchange) -> None:
    """[C5] One who declines is silent; when all have, the caller is told, and only then."""
    krause, anna, ben = exchange.krause, exchange.anna, exchange.ben
    exchange.dial(krause)
    await krause.phase("ringing")
    anna.say("decline", krause)
    anna.say("accept", krause)
    await anna.refused("call_over")
    ben.say("decline", krause)
    await krause.hear("decline", ben)
    await krause.phase("ended", "declined")
    assert (await exchange.event(krause))[6] == "declined"


async def test_nobody_answers(exchange: Exchange) -> None:
    """[C5, C10] After 45 s it is missed; for the team it is unread and at the top, but nobody spoke."""
    exchange.dial(exchange.krause)
    await exchange.anna.phase("ringing")
    exchange.pass_time(RING_MS - 1)
    exchange.pass_time(1)
    await exchange.anna.phase("ended", "missed")
    assert (await exchange.event(exchange.anna))[3:7] == [NOON, None, NOON + RING_MS, "missed"]
    house, shop = exchange.server.app.house, exchange.server.shop

    def look(tx: object) -> tuple[list[int], int, int | None]:
        conversation = tx.conversation_by_id(shop.key, exchange.customer.conversation)  # type: ignore[attr-defined]
        return list(conversation.unread), conversation.last_ms, conversation.last_seq

    unread, last_ms, last_seq = await house.write(look)
    assert (unread, last_ms) == ([3, 4], NOON + RING_MS)
    assert last_seq is not None


async def test_cancelled(exchange: Exchange) -> None:
    """[C5] The caller gives up: whoever rings hears it."""
    exchange.dial(exchange.krause)
    await exchange.anna.hear("ring", exchange.krause)
    exchange.krause.say("cancel")
    await exchange.anna.hear("cancel", exchange.krause)
    await exchange.anna.phase("ended", "cancelled")
    exchange.anna.say("accept", exchange.krause)
    await exchange.anna.refused("call_over")


async def test_both_at_once(exchange: Exchange) -> None:
    """[C7] The second ring is busy, and names the first."""
    first = exchange.dial(exchange.krause)
    await exchange.krause.phase("ringing")
    exchange.ben.call = os.urandom(16)
    exchange.ben.say("ring")
    words = await exchange.ben.refused("call_busy")
    assert [b64(each) for each in (exchange.ben.call, first)] == words[:2]


async def test_everybody_is_busy(exchange: Exchange) -> None:
    """[C4] Who is in a call is not rung; when all are, the next caller is told."""
    await exchange.connected()
    server = exchange.server
    other = await server.customer()
    await answer(server.app.house, server.shop, other.conversation)
    second = await exchange.phone(other.device, staff=False, customer=other)
    second.call = os.urandom(16)
    second.say("ring")
    await second.phase("ringing")
    told = await exchange.ben.line.take(CallNow)
    assert told.call == second.call
    second.say("cancel")
    await second.phase("ended", "cancelled")
    exchange.ben.epoch, exchange.ben.call = other.epoch.key, os.urandom(16)
    exchange.ben.say("ring")
    await second.phase("ringing")
    third = await server.customer()
    await answer(server.app.house, server.shop, third.conversation)
    last = await exchange.phone(third.device, staff=False, customer=third)
    last.call = os.urandom(16)
    last.say("ring")
    assert (await last.refused("call_busy"))[1] == "-"


async def test_a_device_that_comes_while_it_rings(exchange: Exchange) -> None:
    """[C8] It is told of the call and rings like the others; one that comes later is told who has it."""
    exchange.dial(exchange.krause)
    await exchange.krause.phase("ringing")
    again = await exchange.phone(exchange.server.shop.member)
    again.call = exchange.krause.call
    kinds = [type(frame) for frame in again.line.seen]
    assert kinds == [CallNow, Signalled]
    again.say("accept", exchange.krause)
    await exchange.krause.hear("accept", again)
    anna = await exchange.phone(exchange.server.shop.owner)
    [told] = anna.line.seen
    assert isinstance(told, CallNow)
    assert (told.phase, told.person) == ("accepted", 2)


async def test_a_lost_connection(exchange: Exchange) -> None:
    """[C5] A device of the call may come back within 15 s; then it is over."""
    await exchange.connected()
    await exchange.anna.line.close()
    await exchange.gone(2)
    exchange.pass_time(AWAY_MS - 1)
    back = await exchange.phone(exchange.server.shop.owner)
    back.call = exchange.krause.call
    back.say("ice", exchange.krause)
    await exchange.krause.hear("ice", back)
    await back.line.close()
    await exchange.gone(2)
    exchange.pass_time(AWAY_MS)
    await exchange.krause.phase("ended", "broken")
    assert (await exchange.event(exchange.krause))[6] == "broken"


async def test_the_relay_is_for_who_is_in_the_call(exchange: Exchange) -> None:
    """[C7, C9] Who would call while two talk learns that it is busy, and with which call; who is not in it gets nothing."""
    await exchange.connected()
    server, call = exchange.server, exchange.krause.call

    async def code(phone: Phone, wanted: bytes) -> tuple[str, str] | None:
        with server.app.house.database.snapshot() as connection:
            facts = queries.find_device(connection, phone.device.keys.id)
        assert facts is not None
        who = Who(facts.business_id, facts.id, Role(facts.role), facts.person, facts.conversation_id)
        try:
            await for_call(
                server.app.house, server.app.services.calls, who, exchange.customer.conversation, wanted
            )
        except Refusal as error:
            return error.code, error.detail.split(" ")[0]
        return None

    assert await code(exchange.anna, call) is None
    assert await code(exchange.ben, os.urandom(16)) == ("call_busy", b64(call))
    assert await code(exchange.anna, os.urandom(16)) == ("call_busy", b64(call))
    assert await code(exchange.ben, call) == ("call_over", "this")
    exchange.krause.say("hangup")
    await exchange.ben.phase("ended", "hung_up")
    again = exchange.dial(exchange.anna)
    await exchange.ben.phase("ringing")
    assert await code(exchange.krause, again) is None
    assert await code(exchange.krause, call) == ("call_over", "this")


async def test_handed_over(exchange: Exchange) -> None:
    """[C5] Ben's devices ring; he takes it, and Anna is out of it. The entry names who took it first."""
    krause, anna, ben = exchange.krause, exchange.anna, exchange.ben
    await exchange.connected()
    anna.say("handover", person=2)
    await ben.hear("handover", anna)
    told = await ben.phase("handing")
    assert (told.device, told.person) == (anna.device.keys.id, 1)
    krause.say("ice", anna)
    await anna.hear("ice", krause)
    ben.say("accept", krause)
    await krause.hear("accept", ben)
    told = await krause.phase("accepted")
    assert (told.device, told.person) == (ben.device.keys.id, 2)
    anna.say("ice", krause)
    await anna.refused("call_over")
    ben.say("offer", krause)
    await krause.hear("offer", ben)
    krause.say("hangup")
    await ben.hear("hangup", krause)
    assert (await exchange.event(ben))[6:] == ["answered", 1]


async def test_nobody_takes_a_handover(exchange: Exchange) -> None:
    """[C5] After 30 s, or when the colleague declines, the call stays where it was; with nobody there it is refused."""
    await exchange.connected()
    exchange.anna.say("handover", person=2)
    await exchange.anna.phase("handing")
    exchange.pass_time(HANDING_MS)
    assert (await exchange.anna.phase("accepted")).device == exchange.anna.device.keys.id
    exchange.anna.say("handover", person=2)
    await exchange.anna.phase("handing")
    exchange.ben.say("decline", exchange.anna)
    await exchange.anna.hear("decline", exchange.ben)
    await exchange.anna.phase("accepted")
    exchange.anna.say("handover", person=9)
    await exchange.anna.refused("call_busy")
    exchange.anna.say("handover", person=1)
    await exchange.anna.refused("call_over")


async def test_blocking_and_leaving_end_a_call(exchange: Exchange) -> None:
    """[C5, C4] A blocked customer is in no call, and makes none."""
    await exchange.connected()
    exchange.ben.line.send(Act(1, exchange.customer.conversation, "block", True))
    await exchange.krause.phase("ended", "broken")
    exchange.dial(exchange.krause)
    await exchange.krause.refused("conversation_blocked")


async def test_who_may_not_call(exchange: Exchange) -> None:
    """[C1, A6] Auditors neither ring nor hear of calls; a customer is in no other's call; the back room is not called."""
    auditor = await exchange.phone(exchange.server.shop.auditor)
    auditor.call = os.urandom(16)
    auditor.say("ring")
    await auditor.refused("forbidden")
    await exchange.connected()
    assert not any(isinstance(frame, CallNow | Signalled) for frame in auditor.line.seen)
    other = await exchange.server.customer()
    stranger = await exchange.phone(other.device, staff=False, customer=other)
    assert stranger.line.seen[2:] == []
    stranger.epoch, stranger.call = exchange.customer.epoch.key, exchange.krause.call
    stranger.say("hangup")
    await stranger.refused("header_mismatch")
    room = Phone(
        exchange.server.shop.owner,
        exchange.server.shop.back_room,
        exchange.server.clock,
        exchange.anna.line,
        True,
    )
    room.call = os.urandom(16)
    room.say("ring")
    await room.refused("forbidden")


async def test_what_no_signal_may_be(exchange: Exchange) -> None:
    """[C2] Wrong time, another's device, another conversation, a kind that nobody knows: refused, and nothing rings."""
    krause = exchange.krause
    krause.call = os.urandom(16)
    for fields in (
        {"at_ms": NOON - SIGNAL_MS - 1},
        {"at_ms": NOON + SIGNAL_MS + 1},
        {"device": exchange.anna.device.keys.id},
        {"business": bytes(16)},
        {"version": 2},
    ):
        krause.say("ring", **fields)
        await krause.refused("header_mismatch")
    odd: list[tuple[str, dict[str, Any]]] = [
        ("wave", {}),
        ("ring", {"n": 0}),
        ("ring", {"person": 2}),
        ("handover", {}),
        ("offer", {}),
    ]
    for kind, bad in odd:
        krause.say(kind, **bad)
        await krause.refused("bad_frame")
    good = krause.sealed("ring")
    krause.line.send(Signal(None, good.header, good.ciphertext[:-1], good.signature))
    await krause.refused("bad_frame")
    krause.line.send(Signal(None, good.header, bytes(20_000), good.signature))
    await krause.refused("too_large")
    assert exchange.rows() == []


async def test_a_ring_again_and_again(exchange: Exchange) -> None:
    """[C6, W11] The same ring twice rings once; a call that ended does not ring again; rings have a rate."""
    krause = exchange.krause
    exchange.dial(krause)
    await krause.phase("ringing")
    again = krause.say("ring")
    krause.say("cancel")
    await krause.phase("ended", "cancelled")
    krause.line.send(again)
    await krause.refused("call_over")
    for _ in range(5):
        exchange.dial(krause)
        krause.say("cancel")
        await krause.phase("ringing")
        await krause.phase("ended", "cancelled")
    call = exchange.dial(krause)
    words = await krause.refused("too_many")
    assert int(words[0]) > 1_000
    assert words[1] == b64(call)


async def test_a_restart(tmp_path: Path) -> None:
    """[C10] What went on when the server stopped is an entry when it starts: missed, or broken if somebody had taken it."""
    lay(tmp_path)
    clock = SettableClock(NOON)
    async with running(settings(tmp_path), clock) as (app, port):
        server = Running(app, port, clock, await found(app.house))
        for taken, device in ((True, server.shop.owner), (False, server.shop.member)):
            customer = await server.customer()
            await answer(app.house, server.shop, customer.conversation)
            key = customer.epoch.key
            krause = Phone(
                customer.device, key, clock, await server.enter(customer.device), False, os.urandom(16)
            )
            anna = Phone(device, key, clock, await server.enter(device), True, krause.call)
            krause.say("ring")
            await anna.hear("ring", krause)
            if taken:
                anna.say("accept", krause)
                await krause.phase("ringing")
                await krause.phase("accepted")
    clock.advance(60_000)
    async with running(settings(tmp_path), clock) as (app, _):
        with app.house.database.snapshot() as connection:
            assert store.going_on(connection) == []
            rows = connection.exec_driver_sql("SELECT body FROM events WHERE kind = 8 ORDER BY seq").all()
        bodies = [msgspec.msgpack.decode(body) for (body,) in rows]
        assert [body[6] for body in bodies] == ["broken", "missed"]
        assert {body[5] for body in bodies} == {NOON + 60_000}
