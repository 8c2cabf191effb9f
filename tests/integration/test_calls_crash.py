"""A server that is killed while calls go on: each of them becomes one entry, and whoever calls meanwhile is served (C10)."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from random import Random

import msgspec
import pytest

from tests.integration.test_crash import PUBLIC_URL, furnish, process
from tests.world.phone import Phone
from tests.world.wire_client import WireClient
from tresen.clock import SystemClock
from tresen.core.model import Kind
from tresen.core.wire import CallNow, Events
from tresen.store.database import Database


@pytest.mark.parametrize("seed", range(2))
async def test_killed_during_a_call(tmp_path: Path, seed: int) -> None:
    """[C10] kill -9 at any moment from the ring to the hang-up: no row is left, and of every call that somebody heard of the
    log has exactly one entry, which never says that somebody talked where nobody had taken it."""
    chance = Random(seed)
    shop, customer = await furnish(tmp_path)
    heard: list[bytes] = []
    for _ in range(3):
        async with process(tmp_path) as (server, port):
            lines = [await WireClient.enter(port, PUBLIC_URL, each) for each in (customer.device, shop.owner)]
            clock, key = SystemClock(), customer.epoch.key
            krause = Phone(customer.device, key, clock, lines[0], False, os.urandom(16))
            anna = Phone(shop.owner, key, clock, lines[1], True, krause.call)
            moment = chance.randrange(4)
            krause.say("ring")
            if moment > 0:
                await anna.hear("ring", krause)
                heard.append(krause.call)
            if moment > 1:
                anna.say("accept", krause)
            if moment > 2:
                await krause.hear("accept", anna)
                krause.say("hangup")
            server.send_signal(signal.SIGKILL)
            for line in lines:
                await line.closed()
                heard += [each.call for each in line.seen if isinstance(each, CallNow)]
    async with process(tmp_path) as (_, port):
        late = await WireClient.enter(port, PUBLIC_URL, customer.device, cursor=0, rev=0)
        events = [each for frame in late.seen if isinstance(frame, Events) for each in frame.events]
        assert not any(isinstance(frame, CallNow) for frame in late.seen)
        entries = [msgspec.msgpack.decode(each.body) for each in events if each.kind == Kind.CALL]
        await late.close()
    names = [entry[0] for entry in entries]
    assert len(names) == len(set(names))
    assert set(heard) <= set(names)
    for _, _, _, started, answered, ended, outcome, person in entries:
        assert outcome in ("missed", "broken", "answered")
        assert (outcome == "missed") == (answered is None)
        assert person == (None if answered is None else 1)
        assert started <= (answered or started) <= ended
    database = Database(tmp_path)
    try:
        with database.snapshot() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM calls").scalar() == 0
    finally:
        database.close()
