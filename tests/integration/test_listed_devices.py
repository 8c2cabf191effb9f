"""A colleague, or a stolen device of theirs, lists devices of its own person: so few that it can still be shut out."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.world.bakery import bakery
from tresen.client import Staff
from tresen.core.bounds.rates import LISTED
from tresen.core.records import Device, Revoke
from tresen.core.shopfront.publication import PERSON_DEVICES
from tresen.errors import Refusal
from tresen.seal.keys import DeviceKeys
from tresen.seal.records import device_payload


async def publish(staff: Staff, *payloads: Device | Revoke) -> None:
    made = staff._publisher.make(payloads)
    await staff._parts.http.post("/records", made.json())
    await staff._parts.business.take(made.records)


def fresh(role: str) -> Device:
    return device_payload(DeviceKeys.generate(), role, 4)


@pytest.mark.parametrize("role", ["member", "auditor"])
async def test_a_colleague_lists_few_devices_and_an_owner_shuts_out_all_the_same(
    tmp_path: Path, role: str
) -> None:
    """[S4, S5] Beyond the rate `too_many`; a revoke is never counted, and an owner's has room for all its wraps."""
    async with bakery(tmp_path) as shop, await shop.join(4, role) as evil:
        await shop.owner._publisher.catch_up()
        with pytest.raises(Refusal, match="too_large: a person has at most"):
            await publish(evil, *(fresh(role) for _ in range(PERSON_DEVICES)))
        for _ in range(LISTED.burst):
            await publish(evil, fresh(role))
        with pytest.raises(Refusal, match="too_many"):
            await publish(evil, fresh(role))
        own = [each.id for each in evil._parts.business.chain.staff() if each.person == 4]
        assert len(own) == LISTED.burst + 1
        lost = next(id_ for id_ in own if id_ != evil.device)
        await publish(evil, Revoke(lost, None))
        await shop.owner._publisher.catch_up()
        await shop.owner.records.revoke(device=next(id_ for id_ in own if id_ not in (lost, evil.device)))
        await shop.owner.records.revoke(person=4)


async def test_one_device_too_many_keeps_nobody_else_out(tmp_path: Path) -> None:
    """[S12] The owner's program goes on confirming: one that answers for somebody with 16 devices waits, others join."""
    async with bakery(tmp_path) as shop:
        await publish(shop.owner, *(fresh("member") for _ in range(PERSON_DEVICES)))
        full, free = await shop.owner.invites.create(4), await shop.owner.invites.create(5)
        confirming = asyncio.create_task(shop.owner.invites.keep_confirming())
        waiting = asyncio.create_task(Staff.link(full, keys=tmp_path / "full.keys").__aenter__())
        async with Staff.link(free, keys=tmp_path / "free.keys") as ben:
            assert ben.person == 5
        assert not confirming.done()
        for task in (waiting, confirming):
            task.cancel()
        await asyncio.gather(waiting, confirming, return_exceptions=True)
