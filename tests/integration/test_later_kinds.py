"""A public record of a kind that only a later version knows: the server chains it, and clients go on (A7, A12)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.world.bakery import PROFILE, Bakery, bakery
from tresen.client import Customer, Staff, Untrusted
from tresen.client.connection.http import public
from tresen.core.chain import Chain
from tresen.core.model import Kind
from tresen.core.records import Signed
from tresen.core.sizes import RENEW_MS
from tresen.errors import Refusal
from tresen.store import queries


def poem(
    by: Staff, *, must: bool = False, on: Chain | None = None, text: str = "Ode", ahead_ms: int = 0
) -> Signed:
    """What a device of a later version signs, and this one knows nothing of."""
    parts = by._parts
    chain = on or parts.business.chain
    at_ms = parts.clock.now_ms() + ahead_ms
    body: list[Any] = [
        1, "poem", chain.business, chain.rev + 1, chain.head, parts.device.id, at_ms, at_ms + RENEW_MS, [text],
        *([True] if must else []),
    ]  # fmt: skip
    made = msgspec.msgpack.encode(body)
    return Signed(made, parts.device.sign("record", made))


async def post(by: Staff, *made: Signed) -> None:
    """Post these records in one request."""
    await by._parts.http.post("/records", {"records": [public(each) for each in made], "team_wraps": []})


async def publish_poem(shop: Bakery) -> None:
    """An owner's device of a later version publishes what this one knows nothing of."""
    await post(shop.owner, poem(shop.owner))


async def store_poem(shop: Bakery) -> None:
    """A server of a later version, which knows poems, stores one that must be understood."""
    signed = poem(shop.owner, must=True)
    house, handle = shop.app.house, "sonnenschein"
    business = await house.read(lambda connection: queries.find_business(connection, handle))
    assert business is not None
    key = business[0]
    body = msgspec.msgpack.encode((signed.body, signed.signature, None))
    await house.write(lambda tx: tx.append(tx.business(key), Kind.RECORD, body, public=True))


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
    """[S19] A later server stored it: who is connected stops and sends nothing more, who comes does not begin."""
    async with bakery(tmp_path) as shop:
        krause = await shop.customer()
        await krause.send("Guten Tag")
        await store_poem(shop)
        with pytest.raises(Untrusted, match="newer: the business uses poem"):
            await krause._parts.bell.until(lambda: False)
        with pytest.raises(Untrusted, match="newer"):
            await krause.send("Noch da?")
        with pytest.raises(Untrusted, match="newer"):
            await Customer.start(shop.url, keys=tmp_path / "new.keys")
        await krause.close()


@pytest.mark.parametrize("must", [False, True])
@pytest.mark.parametrize("role", ["auditor", "member"])
async def test_nobody_but_an_owner_signs_what_is_not_known(tmp_path: Path, role: str, must: bool) -> None:
    """[S19] A record of an unknown kind by anybody else is refused, and the business goes on."""
    async with bakery(tmp_path) as shop, await shop.join(2, role) as rogue:
        krause = await shop.customer()
        await krause.send("Guten Tag")
        with pytest.raises(Refusal, match="signed by the sheet or an owner"):
            await post(rogue, poem(rogue, must=must))
        await krause.send("Noch da?")
        async with await shop.customer("new") as new:
            await new.send("Neu hier")
        await krause.close()


async def test_a_server_refuses_what_it_would_have_to_understand(tmp_path: Path) -> None:
    """[S19] Even an owner's record is refused when it must be understood and this server does not know its kind."""
    async with bakery(tmp_path) as shop, await shop.customer() as krause:
        with pytest.raises(Refusal, match="poem must be understood, and this server does not know it"):
            await post(shop.owner, poem(shop.owner, must=True))
        await krause.send("Noch da?")
