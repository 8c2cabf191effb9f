"""A colleague, or a stolen device of theirs, lists devices of its own person: so few that it can still be shut out."""

from __future__ import annotations

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
