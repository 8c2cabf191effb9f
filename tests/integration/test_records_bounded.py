"""A conversation's records cannot grow fast and are read in pages (S4, S6, W11)."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
import pytest_asyncio

from tests.world.calls import PUBLIC_URL, Calls, b64, calling, problem_of, signed
from tests.world.clock import NOON
from tests.world.shop import Customer, found
from tests.world.wire_client import WireClient
from tresen.core.model import Kind
from tresen.core.records import record_hash
from tresen.core.wire import Act, Stored
from tresen.desk.rates import CUSTOMERS
from tresen.desk.reading import RECORDS
from tresen.seal.epoch import MadeEpoch, Recipients, make_epoch
from tresen.seal.records import customer_device
from tresen.store.tx import Tx

EPOCH = {"body": b64(b"x"), "signature": b64(bytes(64)), "wraps": []}


@pytest_asyncio.fixture
async def calls(tmp_path: Path) -> AsyncIterator[Calls]:
    async with calling(tmp_path, NOON) as made:
        yield made


def growing(customer: Customer, epochs: int):  # type: ignore[no-untyped-def]
    """A job that appends epochs, as an older server let a customer do."""

    def job(tx: Tx) -> None:
        held = tx.find_conversation(customer.conversation)
        assert held is not None
        business = tx.business(held.business_id)
        for n in range(2, epochs + 2):
            body = msgspec.msgpack.encode((n.to_bytes(2, "big"), bytes(64), []))
            stored = tx.append(business, Kind.RECORD, body, conversation=held)
            tx.add_epoch(held, n, os.urandom(32), stored.seq, 1, 1)

    return job


async def test_seven_hundred_epochs_come_in_pages(calls: Calls) -> None:
    """[S6] No page has more than a hundred records; together they hold all, in order; a short answer has no `next`."""
    shop = await found(calls.app.house)
    customer = shop.customer()
    await customer.begin(calls.app.house)
    bearer = await calls.bearer(customer.device.keys.id)
    path = f"/conversations/{b64(customer.conversation)}/keys"
    assert set((await calls.get(path, bearer)).json()) == {"devices", "epochs"}
    await calls.app.house.write(growing(customer, 707))
    devices: list[Any] = []
    epochs: list[Any] = []
    after: int | None = 0
    while after is not None:
        page = (await calls.get(f"{path}?after={after}", bearer)).json()
        assert len(page["devices"]) + len(page["epochs"]) <= RECORDS
        devices += page["devices"]
        epochs += page["epochs"]
        after = page.get("next")
    assert len(devices) == 1
    assert [each["body"] for each in epochs[1:]] == [b64(n.to_bytes(2, "big")) for n in range(2, 709)]


async def test_epochs_and_device_records_have_a_rate(calls: Calls) -> None:
    """[W11] Every post counts, valid or not; the answer says how long to wait; the team has a limit of its own."""
    shop = await found(calls.app.house)
    customer = shop.customer()
    await customer.begin(calls.app.house)
    bearer, anna = await calls.bearer(customer.device.keys.id), await calls.bearer(shop.owner.keys.id)
    path = f"/conversations/{b64(customer.conversation)}"
    burst = CUSTOMERS.records.burst
    for n in range(burst):
        body = {"devices": EPOCH, "epoch": EPOCH} if n % 2 else EPOCH
        answer = await calls.post(f"{path}/{'devices' if n % 2 else 'epochs'}", body, bearer)
        assert problem_of(answer)["code"] == "bad_record"
    refused = problem_of(await calls.post(f"{path}/epochs", EPOCH, bearer))
    assert refused["code"] == "too_many"
    assert 0 < int(refused["detail"].split(" ")[0]) <= 5000
    assert problem_of(await calls.post(f"{path}/epochs", EPOCH, anna))["code"] == "bad_record"


def epoch_after(customer: Customer, n: int, hash_: bytes) -> MadeEpoch:
    """A valid epoch after number n, as from a device that cannot open that one."""
    shop = customer.shop
    listed = [customer_device(customer.device.keys, False), customer_device(customer.paper.keys, True)]
    to = Recipients(1, shop.team_hash, shop.team.x, 1, record_hash(customer.devices.body), listed)
    keys, conversation = customer.device.keys, customer.conversation
    return make_epoch(keys, shop.business, conversation, NOON, to, superseding=(n, hash_))


def epoch_json(made: MadeEpoch) -> dict[str, object]:
    wraps = [{"to": b64(to), "wrap": b64(each)} for to, each in made.wraps]
    return {**signed(made.signed), "wraps": wraps}


async def test_a_blocked_customer_makes_no_epochs(calls: Calls) -> None:
    """[L12, S6] Valid epochs of a blocked customer are refused and not stored; before and after they are taken."""
    shop = await found(calls.app.house)
    customer = shop.customer()
    await customer.begin(calls.app.house)
    line = await WireClient.enter(calls.port, PUBLIC_URL, shop.owner)
    bearer = await calls.bearer(customer.device.keys.id)
    path = f"/conversations/{b64(customer.conversation)}"

    async def epochs() -> int:
        return len((await calls.get(f"{path}/keys", bearer)).json()["epochs"])

    async def block(on: bool) -> None:
        line.send(Act(shop.owner.next_counter(), customer.conversation, "block", on))
        await line.take(Stored)

    second = epoch_after(customer, 1, customer.epoch.key.hash)
    assert (await calls.post(f"{path}/epochs", epoch_json(second), bearer)).status_code == 201
    await block(True)
    third = epoch_after(customer, 2, second.key.hash)
    for made in (third, epoch_after(customer, 2, second.key.hash)):
        refused = await calls.post(f"{path}/epochs", epoch_json(made), bearer)
        assert (refused.status_code, problem_of(refused)["code"]) == (403, "conversation_blocked")
    again = await calls.post(f"{path}/epochs", epoch_json(second), bearer)
    assert again.status_code == 201  # the first outcome, which changes nothing
    assert await epochs() == 2
    await block(False)
    assert (await calls.post(f"{path}/epochs", epoch_json(third), bearer)).status_code == 201
    assert await epochs() == 3
    await line.close()
