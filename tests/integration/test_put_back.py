"""A folder copied earlier is put back as if nothing had happened: an alarm for good, however far its log grows (L10)."""

from __future__ import annotations

import asyncio

import pytest

from tests.integration.test_restored import People, Restorable, people, server
from tests.world.patience import PATIENCE
from tresen.client import Customer, Owner, Staff, Untrusted

__all__ = ["people", "server"]


async def _put_back_and_grown(server: Restorable, people: People, more: int) -> None:
    """Messages since the copy are gone, and a new customer has written so much that the log is longer again."""
    await server.back_up()
    await people.krause.send("Bitte fünf.")
    await people.anna.conversations.history(people.conversation)
    await people.anna.conversations.send(people.conversation, "Gern.")
    await people.settled()
    link = people.anna.customer_link
    for client in people.all:
        await client.close()
    await server.put_back()
    async with Customer.start(link, keys=server.folder / "new.keys") as stranger:
        for number in range(more):
            await stranger.send(f"Neu hier, {number}")


@pytest.mark.parametrize("more", [1, 30])
async def test_everybody_is_alarmed_although_the_log_is_longer(
    server: Restorable, people: People, more: int
) -> None:
    """[L10] Team and customer refuse to go on: the server does not show the log that they have read."""
    await _put_back_and_grown(server, people, more)
    anna, ben, krause = (each._parts.file.path for each in (people.anna, people.ben, people.krause))
    for _ in range(2):
        for opening in (
            Owner.open(keys=anna),
            Staff.open(keys=ben),
            Customer.start(people.anna.customer_link, keys=krause),
        ):
            async with asyncio.timeout(PATIENCE):
                with pytest.raises(Untrusted, match=r"another log|older state"):
                    async with opening as client:
                        await client._parts.bell.until(lambda: False)


async def test_an_unchanged_log_alarms_nobody(server: Restorable, people: People) -> None:
    """[L10] A server that only restarts has the same log: everybody goes on where they were."""
    await people.anna.conversations.send(people.conversation, "Gern.")
    await people.anna.conversations.erase(people.conversation, (await people.krause.history())[0])
    await server.stop()
    await server.start()
    await people.settled()
    await people.reopen()
    await people.krause.send("Danke.")
    assert (await people.anna.conversations.history(people.conversation))[-1].text == "Danke."
