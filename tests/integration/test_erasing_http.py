"""Erasing over HTTP: the shapes of wire.md, each refusal, and what other devices hear of it (L7, L9, W8)."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import msgspec

from tests.integration.conftest import Running
from tests.world.calls import Calls, b64, calling, problem_of
from tests.world.calls import signed as signed_json
from tests.world.erase import act, command, say, target
from tests.world.patience import PATIENCE
from tests.world.shop import Customer, Device, Shop, found
from tresen.core.records import Signed
from tresen.core.wire import Error, Events, Mark, Stored


async def ask(calls: Calls, device: Device, customer: Customer, signed: Signed) -> httpx.Response:
    bearer = await calls.bearer(device.keys.id)
    path = f"/conversations/{b64(customer.conversation)}/erase"
    return await calls.post(path, {"command": signed_json(signed)}, bearer)


async def kept(calls: Calls, device: Device, customer: Customer) -> Any:
    bearer = await calls.bearer(device.keys.id)
    answer = await calls.get(f"/conversations/{b64(customer.conversation)}/kept", bearer)
    assert answer.status_code == 200
    return answer.json()


async def furnished(calls: Calls) -> tuple[Shop, Customer]:
    shop = await found(calls.app.house)
    customer = shop.customer()
    await customer.begin(calls.app.house)
    return shop, customer


async def test_the_shapes(tmp_path: Path) -> None:
    """[L7, L9, W8] 201 with ranges and what is retained; repeated, the same answer; `kept` before and after."""
    async with calling(tmp_path) as calls:
        shop, customer = await furnished(calls)
        letter = await say(calls.app.house, shop, customer.device, customer.epoch.key)
        await act(calls.app.house, shop.member, customer.conversation, "class", ("letter", letter[0].pos))
        until = int(datetime(2032, 12, 31, 23, tzinfo=UTC).timestamp() * 1000)
        stays = [{"pos": 4, "class": "letter", "until_ms": until}]
        assert await kept(calls, customer.device, customer) == {"erased_ms": None, "kept": stays}
        signed = command(customer.device, shop, customer.conversation)
        answer = await ask(calls, customer.device, customer, signed)
        assert answer.status_code == 201
        now = calls.clock.now_ms()
        assert answer.json() == {"pos": 5, "at_ms": now, "erased": [[3, 3]], "kept": stays}
        calls.clock.advance(1000)
        assert (await ask(calls, customer.device, customer, signed)).json() == answer.json()
        for reader in (customer.device, shop.owner, shop.member, shop.auditor):
            assert await kept(calls, reader, customer) == {"erased_ms": now, "kept": stays}
        other = command(customer.device, shop, customer.conversation, at_ms=2)
        refused = await ask(calls, customer.device, customer, other)
        assert (refused.status_code, problem_of(refused)["code"]) == (410, "conversation_erased")


async def test_what_is_refused(tmp_path: Path) -> None:
    """[I-10, A6] Bad bytes, bad signatures, foreign conversations: each has its own error."""
    async with calling(tmp_path) as calls:
        shop, customer = await furnished(calls)
        other = shop.customer()
        await other.begin(calls.app.house)
        said = await say(calls.app.house, shop, customer.device, customer.epoch.key)
        good = command(customer.device, shop, customer.conversation, [target(*said)])
        broken = Signed(good.body, bytes(64))
        assert problem_of(await ask(calls, customer.device, customer, broken))["code"] == "bad_signature"
        assert problem_of(await ask(calls, shop.owner, customer, good))["code"] == "forbidden"
        assert problem_of(await ask(calls, other.device, customer, good))["code"] == "unknown_conversation"
        assert problem_of(await ask(calls, shop.owner, other, good))["code"] == "bad_record"
        nonsense = Signed(b"nonsense", good.signature)
        assert problem_of(await ask(calls, customer.device, customer, nonsense))["code"] == "bad_record"
        bearer = await calls.bearer(customer.device.keys.id)
        path = f"/conversations/{b64(customer.conversation)}/erase"
        bodies: list[Any] = [
            {},
            {"command": {}},
            {"command": {"body": "=", "signature": "x"}},
            {"command": None},
        ]
        for body in bodies:
            assert problem_of(await calls.post(path, body, bearer))["code"] == "bad_request"
        assert (await ask(calls, customer.device, customer, good)).status_code == 201


async def test_a_blocked_customer_erases(tmp_path: Path) -> None:
    """[L12, L7] A customer who may no longer write may still have everything erased."""
    async with calling(tmp_path) as calls:
        shop, customer = await furnished(calls)
        await act(calls.app.house, shop.owner, customer.conversation, "block", True)
        signed = command(customer.device, shop, customer.conversation)
        assert (await ask(calls, customer.device, customer, signed)).status_code == 201


async def test_too_many(tmp_path: Path) -> None:
    """[W7] Each command empties the write-ahead log, so an address may ask sixty times at once, then waits."""
    async with calling(tmp_path) as calls:
        shop, customer = await furnished(calls)
        signed = command(shop.member, shop, customer.conversation)
        answers = [await ask(calls, shop.owner, customer, signed) for _ in range(61)]
        codes = [problem_of(each)["code"] for each in answers]
        assert codes == ["forbidden"] * 60 + ["too_many"]


async def test_everybody_connected_hears_of_it(server: Running) -> None:
    """[L3, L7] The event reaches the team and the customer, also the device that asked; later frames are refused by name."""
    customer = await server.customer()
    krause = await server.enter(customer.device)
    owner = await server.enter(server.shop.owner)
    signed = command(customer.device, server.shop, customer.conversation)
    async with httpx.AsyncClient(
        base_url=f"http://127.0.0.1:{server.port}", trust_env=False, timeout=PATIENCE
    ) as http:
        calls = Calls(server.app, server.port, server.clock, http)
        assert (await ask(calls, customer.device, customer, signed)).status_code == 201
    for line in (krause, owner):
        (event,) = (await line.take(Events)).events
        body, signature, erased, kept_ = msgspec.msgpack.decode(event.body)
        assert (event.kind, event.pos, event.device) == (10, 4, customer.device.keys.id)
        assert (event.seq is None) == (line is krause)
        assert (body, signature, erased, kept_) == (signed.body, signed.signature, [[3, 3]], [])
    krause.send(Mark(None, 4, 4))
    krause.send(customer.message())
    refused = await krause.take(Error)
    assert (refused.code, refused.retryable) == ("conversation_erased", False)
    owner.send(server.shop.message(server.shop.owner, server.shop.back_room, spoken=False))
    await owner.take(Stored)
