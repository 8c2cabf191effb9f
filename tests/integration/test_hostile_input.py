"""Every field of every signed body and frame, spoiled in every way: refused, never an internal error (I-10, I-12)."""

from __future__ import annotations

import ipaddress
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
import pytest_asyncio

from tests.world.calls import PUBLIC_URL, Calls, b64, calling, signed
from tests.world.clock import NOON
from tests.world.erase import command
from tests.world.profile import BAKERY
from tests.world.shop import Customer, Shop, found
from tests.world.wire_client import WireClient
from tresen.client.connection.http import unb64
from tresen.core.log import NIL
from tresen.core.records import (
    Profile,
    Revoke,
    Signed,
    Team,
    record_hash,
)
from tresen.core.wire import IN_FLIGHT, Act, Error, Mark, Send, Stored, Typing
from tresen.seal.epoch import MadeEpoch, Recipients, make_epoch
from tresen.seal.keys import DeviceKeys
from tresen.seal.records import customer_device, device_payload, sign_customer_devices, sign_public

encode = msgspec.msgpack.encode
DEEP = b"\x91" * 3000 + NIL
HOSTILE = [
    NIL, encode(True), encode(0), encode(-1), encode(2**53), encode(2**63), encode(2**64 - 1), encode(1.5),
    encode(float("nan")), encode(""), encode("ä" * 3000), encode(b""), encode(bytes(16)), encode(bytes(300)),
    encode([]), encode({}), encode({1: None}), b"\xc7\x01\x05a", b"\xd6\xff\x00\x00\x00\x01", b"\xc1", DEEP,
]  # fmt: skip
"""Values that no field accepts."""


def spoiled(body: bytes, depth: int = 2) -> Iterator[bytes]:
    """The array or map with each field replaced by each hostile value, with one field more, and with one fewer."""
    whole = msgspec.msgpack.decode(body, type=msgspec.Raw)
    yield from HOSTILE
    if depth == 0:
        return
    try:
        items = msgspec.msgpack.decode(whole, type=list[msgspec.Raw])
    except msgspec.DecodeError:
        yield from spoiled_map(body, depth)
        return
    for at, item in enumerate(items):
        for value in spoiled(bytes(item), depth - 1):
            yield encode([*items[:at], msgspec.Raw(value), *items[at + 1 :]])
    yield encode(items[:-1])
    yield encode([*items, msgspec.Raw(DEEP)])


def spoiled_map(body: bytes, depth: int) -> Iterator[bytes]:
    """The same for a map; other values have no parts."""
    try:
        items = msgspec.msgpack.decode(body, type=dict[str, msgspec.Raw])
    except msgspec.DecodeError:
        return
    for key, item in items.items():
        for value in spoiled(bytes(item), depth - 1):
            yield encode(items | {key: msgspec.Raw(value)})


@dataclass
class Place:
    """An open business with a customer, and who calls."""

    calls: Calls
    shop: Shop
    customer: Customer
    owner: str
    asker: str
    rev: int
    head: bytes
    visitors: int = 0

    @property
    def path(self) -> str:
        return f"/conversations/{b64(self.customer.conversation)}"

    async def refused(self, path: str, body: Any, bearer: str | None = None) -> None:
        """No limit gets in the way, because every call comes from another address."""
        self.visitors += 1
        headers = {"X-Forwarded-For": str(ipaddress.ip_address(0x0A000000 + self.visitors))}
        if bearer is not None:
            headers["Authorization"] = f"Bearer {bearer}"
        answer = await self.calls.http.post(f"/api/v1{path}", json=body, headers=headers)
        assert answer.status_code < 500, (path, body, answer.text)
        assert _told(answer) != "internal"


def _told(answer: httpx.Response) -> str | None:
    code: str | None = answer.json().get("code")
    return code


@pytest_asyncio.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    proxy = (ipaddress.ip_network("127.0.0.1/32"),)
    fast = dict.fromkeys(("customer_burst", "customer_per_minute", "team_burst", "team_per_minute"), 10**6)
    async with calling(tmp_path, trusted_proxy=proxy, **fast) as calls:
        shop = await found(calls.app.house)
        customer = shop.customer()
        await customer.begin(calls.app.house)
        owner = await calls.bearer(shop.owner.keys.id)
        asker = await calls.bearer(customer.device.keys.id)
        held = (await calls.get("/records", owner)).json()["records"]
        last = unb64(held[-1]["body"])
        profile = sign_public(
            shop.owner.keys, shop.business, len(held) + 1, record_hash(last), NOON, Profile(BAKERY)
        )
        answer = await calls.post("/records", {"records": [signed(profile)]}, owner)
        assert answer.status_code == 201, answer.text
        yield Place(calls, shop, customer, owner, asker, len(held) + 1, record_hash(profile.body))


def again(keys: DeviceKeys, body: bytes, purpose: str = "record") -> dict[str, str]:
    """Signed correctly; only the content is wrong."""
    return signed(Signed(body, keys.sign(purpose, body)))


async def test_public_records(place: Place) -> None:
    """[S4] Device, revoke, team, profile."""
    keys = place.shop.owner.keys
    new = device_payload(DeviceKeys.generate(), "member", 2)
    for payload in (new, Revoke(new.id, None), Team(2, bytes(32), bytes(60)), Profile(BAKERY)):
        made = sign_public(keys, place.shop.business, place.rev + 1, place.head, NOON, payload)
        depth = 1 if isinstance(payload, Profile) else 2
        for body in spoiled(made.body, depth):
            await place.refused("/records", {"records": [again(keys, body)]}, place.owner)
    made = sign_public(keys, place.shop.business, place.rev + 1, place.head, NOON, Profile(BAKERY))
    frame = msgspec.msgpack.decode(made.body, type=list[msgspec.Raw])
    for fields in spoiled_map(encode(BAKERY), 2):
        body = encode([*frame[:-1], msgspec.Raw(b"\x91" + fields)])
        wrong = again(keys, body)
        await place.refused(
            "/records", {"records": [wrong], "team_wraps": [{"n": 1, "to": "", "wrap": ""}]}, place.owner
        )


def successor(place: Place) -> tuple[Signed, MadeEpoch]:
    """The customer's next record, which lists a second device, and the epoch for it."""
    customer, shop = place.customer, place.shop
    devices = [customer.device.keys, customer.paper.keys, DeviceKeys.generate()]
    listed = [customer_device(each, at == 1) for at, each in enumerate(devices)]
    record = sign_customer_devices(
        customer.device.keys, shop.business, 2, record_hash(customer.devices.body), NOON, listed
    )
    to = Recipients(1, shop.team_hash, shop.team.x, 2, record_hash(record.body), listed)
    return record, make_epoch(
        customer.device.keys, shop.business, customer.conversation, NOON, to, customer.epoch.key
    )


def epoch_json(keys: DeviceKeys, body: bytes, made: MadeEpoch) -> dict[str, Any]:
    wraps = [{"to": b64(to), "wrap": b64(wrap)} for to, wrap in made.wraps]
    return again(keys, body) | {"wraps": wraps}


async def test_customers_devices_and_epochs(place: Place) -> None:
    """[S4, S6] The next customer-devices record and the next epoch."""
    keys = place.customer.device.keys
    record, epoch = successor(place)
    good = epoch_json(keys, epoch.signed.body, epoch)
    for body in spoiled(record.body, 2):
        await place.refused(
            f"{place.path}/devices", {"devices": again(keys, body), "epoch": good}, place.asker
        )
    for body in spoiled(epoch.signed.body, 1):
        wrong = epoch_json(keys, body, epoch)
        await place.refused(f"{place.path}/devices", {"devices": signed(record), "epoch": wrong}, place.asker)
        await place.refused(f"{place.path}/epochs", wrong, place.asker)


async def test_beginning(place: Place) -> None:
    """[W8] The three parts of a first message, from anybody."""
    fresh = place.shop.customer()
    keys, message = fresh.device.keys, fresh.message()
    parts = {name: b64(getattr(message, name)) for name in ("header", "slot", "ciphertext", "signature")}
    epoch = epoch_json(keys, fresh.epoch.signed.body, fresh.epoch)
    path = "/businesses/sonnenschein/conversations"
    good = {"devices": signed(fresh.devices), "epoch": epoch, "message": parts}
    for body in spoiled(fresh.devices.body, 2):
        await place.refused(path, good | {"devices": again(keys, body)})
    for body in spoiled(fresh.epoch.signed.body, 1):
        await place.refused(path, good | {"epoch": epoch_json(keys, body, fresh.epoch)})
    for body in spoiled(message.header, 2):
        await place.refused(path, good | {"message": parts | {"header": b64(body)}})


async def test_erase_commands(place: Place) -> None:
    """[S17] Every field of a command; the conversation is still there afterwards."""
    keys = place.customer.device.keys
    first = command(place.customer.device, place.shop, place.customer.conversation, [(3, bytes(32))])
    for body in spoiled(first.body, 3):
        if not _whole(body):
            await place.refused(f"{place.path}/erase", {"command": again(keys, body, "erase")}, place.asker)
    row = (await place.calls.get(place.path, place.asker)).json()
    assert (row["erased_ms"], row["head"]) == (None, 3)


def _whole(body: bytes) -> bool:
    try:
        return bool(msgspec.msgpack.decode(body)[6] is None)
    except (msgspec.DecodeError, TypeError, IndexError, KeyError, RecursionError, ValueError):
        return False


async def test_frames(place: Place) -> None:
    """[W1, S7] Every field of every frame; afterwards the connection still stores valid messages."""
    customer, shop = place.customer, place.shop
    acts: list[tuple[str, Any]] = [("assign", 1), ("block", False), ("auto", True), ("class", ["chat", 3])]
    ours = [Mark(customer.conversation, 1, 1), Typing(customer.conversation, True)]
    theirs = [Act(shop.owner.next_counter(), customer.conversation, *each) for each in acts]
    for device, epoch, others, fields in (
        (customer.device, customer.epoch.key, ours, {}),
        (shop.owner, shop.back_room, theirs, {"doc": b"d" * 16}),
    ):
        line = await WireClient.enter(place.calls.port, PUBLIC_URL, device)
        bad = [data for each in (shop.message(device, epoch, **fields), *others) for data in frames(each)]
        for at in range(0, len(bad), IN_FLIGHT // 2):
            for data in bad[at : at + IN_FLIGHT // 2]:
                line.send_raw(data)
            good = shop.message(device, epoch, 2**40 + at)
            line.send(good)
            while not isinstance(frame := await line.next(), Stored) or frame.counter != good.counter:
                assert frame is not None
                assert not isinstance(frame, Error) or frame.code not in ("internal", "too_many"), frame
        await line.close()


def frames(frame: Any) -> Iterator[bytes]:
    """The frame spoiled, and a message with its header spoiled, each under a counter that fits."""
    yield from spoiled(encode(frame), 2)
    if isinstance(frame, Send):
        for header in spoiled(frame.header, 2):
            yield encode(msgspec.structs.replace(frame, header=header))


@pytest.mark.parametrize(
    "query",
    ["cursor={0}.0.{1}", "cursor=-{0}.0.{1}", "cursor=1.{0}.{1}", "cursor=1.-1.{1}", "cursor=1.0.%C3%A9",
     "cursor=..", "cursor=1.x.{1}"],
)  # fmt: skip
async def test_cursors(place: Place, query: str) -> None:
    """[L6] A cursor that nobody handed out."""
    asked = query.format("9" * 40, b64(place.customer.conversation))
    answer = await place.calls.get(f"/marks?after=0&{asked}", place.owner)
    assert (answer.status_code, _told(answer)) == (400, "bad_request")


@pytest.mark.parametrize("path", ["/setup/look", "/preview"])
async def test_deep_json(place: Place, path: str) -> None:
    """[I-10] A body of 120 KB of brackets, in a known field and in an unknown one."""
    deep = b"[" * 60_000 + b"]" * 60_000
    for field in (b"profile", b"other"):
        body = b'{"secret": "AA", "' + field + b'": {"a": ' + deep + b"}}"
        answer = await place.calls.call("POST", path, place.owner, content=body)
        assert (answer.status_code, _told(answer)) == (400, "bad_request")
