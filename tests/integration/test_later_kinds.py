"""A public record of a kind that only a later version knows: the server chains it, and clients go on (A7, A12)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.world.bakery import PROFILE, Bakery, bakery
from tresen.client import Customer, Untrusted
from tresen.client.connection.http import public
from tresen.core import records
from tresen.core.sizes import RENEW_MS


async def publish_poem(shop: Bakery, *, must: bool = False) -> None:
    """An owner's device of a later version publishes what this one knows nothing of."""
    parts = shop.owner._parts
    chain = parts.business.chain
    at_ms = parts.clock.now_ms()
    body: list[Any] = [
        1, "poem", chain.business, chain.rev + 1, chain.head, parts.device.id, at_ms, at_ms + RENEW_MS, ["Ode"],
        *([True] if must else []),
    ]  # fmt: skip
    made = msgspec.msgpack.encode(body)
    signed = records.Signed(made, parts.device.sign("record", made))
    await parts.http.post("/records", {"records": [public(signed)], "team_wraps": []})


async def test_it_is_chained_and_changes_nothing(tmp_path: Path) -> None:
    """[S19, A12] Those who are connected go on, newcomers begin, and the next profile stands on it."""
    async with bakery(tmp_path) as shop:
        krause = await shop.customer()
        await krause.send("Guten Tag")
        conversation = krause.conversation or b""
        await publish_poem(shop)
        await shop.owner.conversations.send(conversation, "Guten Tag!")
        await shop.owner.records.publish(PROFILE | {"name": "Krone"})
        await krause.send("Wie heißen Sie jetzt?")
        assert krause._parts.business.chain.profile == PROFILE | {"name": "Krone"}
        async with await shop.customer("new") as new, await shop.join(2) as ben:
            await new.send("Neu hier")
            assert [each.trouble for each in await ben.conversations.history(conversation)] == [None] * 3
            assert new._parts.business.chain.rev == shop.owner._parts.business.chain.rev
        await krause.close()


async def test_what_must_be_understood_ends_an_old_client_with_words(tmp_path: Path) -> None:
    """[S19] The server stores it; who is connected stops and sends nothing more, who comes does not begin."""
    async with bakery(tmp_path) as shop:
        krause = await shop.customer()
        await krause.send("Guten Tag")
        await publish_poem(shop, must=True)
        with pytest.raises(Untrusted, match="newer: the business uses poem"):
            await krause._parts.bell.until(lambda: False)
        with pytest.raises(Untrusted, match="newer"):
            await krause.send("Noch da?")
        with pytest.raises(Untrusted, match="newer"):
            await Customer.start(shop.url, keys=tmp_path / "new.keys")
        await krause.close()
