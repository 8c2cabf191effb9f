"""Files carried to a real server over HTTP: begun, in chunks, complete, named, read, erased (F3–F7)."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.world.calls import b64
from tests.world.carrying import Carrier, carrying, code, part
from tests.world.erase import act, erase, say, target
from tests.world.shop import Device, found
from tresen.core.files import sealed_bytes
from tresen.core.sizes import BLOB_CHUNK_BYTES, BLOB_SEALED_BYTES, BLOB_WAITS_MS
from tresen.desk.files.sweep import remove_replaced
from tresen.errors import Refusal

MIB = 2**20


@pytest.fixture
async def at(tmp_path: Path) -> AsyncIterator[Carrier]:
    async with carrying(tmp_path) as made:
        yield made


@pytest.mark.parametrize("size", [0, 1, BLOB_CHUNK_BYTES, BLOB_CHUNK_BYTES + 1, 3 * MIB])
async def test_whole_path(at: Carrier, size: int) -> None:
    """[F3, F4, F5] What was carried and named is read by both sides, byte by byte."""
    blob, data = await at.carry(size)
    assert (await at.read(blob)).status_code == 404
    await at.say(blob)
    for reader in (at, await at.as_(at.shop.owner.keys.id), await at.as_(at.shop.member.keys.id)):
        answer = await reader.read(blob)
        assert (answer.status_code, answer.content) == (200, data)
        assert answer.headers["content-type"] == "application/octet-stream"
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["content-length"] == str(len(data))


async def test_any_order_and_again(at: Carrier) -> None:
    """[F4] Chunks come in any order and as often as one likes; what is there is told in ranges."""
    blob, data = os.urandom(16), os.urandom(sealed_bytes(10 * BLOB_CHUNK_BYTES))
    assert (await at.begin(blob, len(data))).json() == {"have": [], "complete": False}
    for n in (7, 2, 3, 2):
        assert (await at.put(blob, n, part(data, n))).status_code == 204
    assert (await at.put(blob, 8, part(data, 8, 2))).status_code == 204
    assert (await at.begin(blob, len(data))).json() == {"have": [[2, 3], [7, 9]], "complete": False}
    assert code(await at.complete(blob)) == "blob_missing"
    for n in range(7):
        await at.put(blob, n, part(data, n))
    for _ in range(2):
        assert (await at.complete(blob)).json() == {"complete": True}
        assert (await at.begin(blob, len(data))).json() == {"have": [[0, 9]], "complete": True}
    assert (await at.put(blob, 0, os.urandom(BLOB_SEALED_BYTES))).status_code == 204
    await at.say(blob)
    assert (await at.read(blob)).content == data


async def test_ranges(at: Carrier) -> None:
    """[F5] One range is answered as asked; what is no range, or several, is all of it; beyond the end nothing."""
    blob, data = await at.carry(200_000)
    await at.say(blob)
    for asked, expected in {
        "bytes=0-0": data[:1],
        "bytes=65552-131103": data[65552:131104],
        "bytes=131104-": data[131104:],
        "bytes=-16": data[-16:],
        "bytes=100-99999999999": data[100:],
    }.items():
        answer = await at.read(blob, Range=asked)
        assert (answer.status_code, answer.content) == (206, expected), asked
        start = data.index(expected)
        assert answer.headers["content-range"] == f"bytes {start}-{start + len(expected) - 1}/{len(data)}"
    for asked in ("bytes=0-1,5-6", "chunks=1", "bytes=5-2", "bytes=", "bytes=" + "9" * 400 + "-"):
        assert (await at.read(blob, Range=asked)).content == data, asked
    for asked in (f"bytes={len(data)}-", "bytes=-0", "bytes=999999999999999-"):
        answer = await at.read(blob, Range=asked)
        assert (answer.status_code, answer.content) == (416, b""), asked
        assert answer.headers["content-range"] == f"bytes */{len(data)}"


async def test_a_message_names_only_what_is_whole_and_ones_own(at: Carrier) -> None:
    """[F3] Not begun, not complete, named already, another's, another conversation's: the message is refused."""
    half = os.urandom(16)
    await at.begin(half, sealed_bytes(100))
    other, owner = await at.another(), await at.as_(at.shop.owner.keys.id)
    foreign, of_owner = (await other.carry(100))[0], (await owner.carry(100))[0]
    named = (await at.carry(100))[0]
    await at.say(named)
    before = at.customer.device.num.copy(), at.customer.device.prev.copy()
    for wanted in ([half], [os.urandom(16)], [foreign], [of_owner], [named]):
        with pytest.raises(Refusal, match="blob_missing"):
            await at.say(*wanted)
        at.customer.device.num, at.customer.device.prev = before[0].copy(), before[1].copy()
    whole = (await at.carry(100))[0]
    for wanted in ([], [whole, whole], [whole[:15]], [whole] * 5):
        with pytest.raises(Refusal, match="header_mismatch"):
            await at.say(*wanted)
        at.customer.device.num, at.customer.device.prev = before[0].copy(), before[1].copy()
    await at.say(whole)


async def test_files_of_others_do_not_exist(at: Carrier) -> None:
    """[F5] Another customer of the shop, another shop, and auditors get nothing; nor can they write or cancel."""
    blob, data = await at.carry(1000)
    under_way = os.urandom(16)
    await at.begin(under_way, len(data))
    await at.say(blob)
    other, stranger = await at.another(), await found(at.calls.app.house, "krone")
    for caller in (
        await other.as_(other.customer.device.keys.id, at.conversation),
        await at.as_(stranger.owner.keys.id),
    ):
        for answer in (
            await caller.read(blob),
            await caller.put(under_way, 0, data),
            await caller.complete(under_way),
        ):
            assert code(answer) == "unknown_conversation"
    assert code(await other.read(blob)) == "not_found"
    auditor = await at.as_(at.shop.auditor.keys.id)
    for answer in (
        await auditor.read(blob),
        await auditor.begin(os.urandom(16), sealed_bytes(100)),
        await auditor.ask("GET", ""),
    ):
        assert code(answer) == "forbidden"
    owner = await at.as_(at.shop.owner.keys.id)
    for answer in (await owner.put(under_way, 0, data), await owner.complete(under_way)):
        assert code(answer) == "not_found"
    assert code(await owner.begin(under_way, len(data))) == "bad_request"
    assert (await owner.cancel(under_way)).status_code == 204
    assert (await at.begin(under_way, len(data))).json() == {"have": [], "complete": False}


async def test_cancel(at: Carrier) -> None:
    """[F4] What is cancelled is gone from the disk at once, and counts no more; what a message names stays."""
    room = await at.room()
    blob, data = os.urandom(16), os.urandom(sealed_bytes(100_000))
    await at.begin(blob, len(data))
    await at.put(blob, 0, part(data, 0))
    assert (await at.room())["conversation_bytes_left"] == room["conversation_bytes_left"] - len(data)
    for _ in range(2):
        assert (await at.cancel(blob)).status_code == 204
    assert not at.on_disk()
    assert await at.room() == room
    assert code(await at.put(blob, 1, part(data, 1))) == "not_found"
    named = (await at.carry(1000))[0]
    await at.say(named)
    assert code(await at.cancel(named)) == "forbidden"
    assert (await at.read(named)).status_code == 200


async def test_erasing_a_message_takes_its_files(at: Carrier) -> None:
    """[A10, F7] When the outcome is told, the bytes have left the disk; another message's files stay."""
    room = await at.room()
    one, two, stays = [(await at.carry(70_000))[0] for _ in range(3)]
    said = await at.say(one, two)
    await at.say(stays)
    await erase(at.calls.app.house, at.customer, [target(*said)])
    assert [(await at.read(each)).status_code for each in (one, two, stays)] == [404, 404, 200]
    assert len(at.on_disk()) == 1
    left = (await at.room())["conversation_bytes_left"]
    assert left == room["conversation_bytes_left"] - sealed_bytes(70_000)


async def test_erasing_a_conversation_takes_all_files(at: Carrier) -> None:
    """[A10, F7] Named, complete and under way: nothing stays, nothing can be added."""
    named, waiting, half = (await at.carry(70_000))[0], (await at.carry(70_000))[0], os.urandom(16)
    await at.say(named)
    await at.begin(half, sealed_bytes(70_000))
    await erase(at.calls.app.house, at.customer)
    assert not at.on_disk()
    assert code(await at.read(named)) == "not_found"
    for answer in (
        await at.put(half, 0, bytes(BLOB_SEALED_BYTES)),
        await at.complete(waiting),
        await at.begin(half, sealed_bytes(100)),
    ):
        assert code(answer) == "conversation_erased"


async def test_what_the_law_keeps_keeps_its_files(at: Carrier) -> None:
    """[L9, F7] A letter's file stays with the letter, and goes with it when it is released."""
    house, owner = at.calls.app.house, at.shop.owner
    letter, chat = (await at.carry(1000))[0], (await at.carry(1000))[0]
    said = await at.say(letter)
    await at.say(chat)
    await act(house, owner, at.conversation, "class", ("letter", said[0].pos))
    await erase(house, at.customer)
    staff = await at.as_(owner.keys.id)
    assert [(await staff.read(each)).status_code for each in (letter, chat)] == [200, 404]
    await act(house, owner, at.conversation, "class", ("chat", said[0].pos))
    await at.sweep()
    assert (await staff.read(letter)).status_code == 404
    assert not at.on_disk()


async def test_blocked_and_removed(at: Carrier) -> None:
    """[L12, F5] Who is blocked or shut out carries nothing more; the blocked may still read and cancel."""
    blob, data = await at.carry(1000)
    await at.say(blob)
    half = os.urandom(16)
    await at.begin(half, len(data))
    await act(at.calls.app.house, at.shop.owner, at.conversation, "block", True)
    for answer in (
        await at.begin(os.urandom(16), sealed_bytes(100)),
        await at.put(half, 0, data),
        await at.complete(half),
    ):
        assert code(answer) == "conversation_blocked"
    assert (await at.put(half, 0, data)).status_code == 403
    assert (await at.read(blob)).content == data
    assert (await at.cancel(half)).status_code == 204
    at.calls.app.house.bearers.drop([(await _key(at))])
    assert (await at.put(half, 0, data)).status_code == 401


async def _key(at: Carrier) -> int:
    from tests.world.erase import who

    return (await who(at.calls.app.house, at.customer.device)).device


async def test_unnamed_files_are_swept_after_a_day(at: Carrier) -> None:
    """[F7] Complete or not, what no message names for a day goes; the same id may then be begun anew."""
    room = await at.room()
    waiting, half = (await at.carry(1000))[0], os.urandom(16)
    await at.begin(half, sealed_bytes(1000))
    at.calls.clock.set(at.calls.clock.now_ms() + BLOB_WAITS_MS - 1)
    await at.sweep()
    assert (await at.begin(waiting, sealed_bytes(1000))).json()["complete"]
    at.calls.clock.set(at.calls.clock.now_ms() + 2)
    assert await at.sweep() == 2
    assert await at.room() == room
    assert not at.on_disk()
    assert not (await at.begin(waiting, sealed_bytes(1000))).json()["complete"]


async def test_copies(at: Carrier) -> None:
    """[F4] Forwarding copies at the server; each copy goes with its own message alone."""
    blob, data = await at.carry(100_000)
    said = await at.say(blob)
    other = await at.another()
    owner = await at.as_(at.shop.owner.keys.id, other.conversation)
    copy, source = os.urandom(16), [b64(at.conversation), b64(blob)]
    for _ in range(2):
        answer = await owner.begin(copy, len(data), copy=source)
        assert answer.json() == {"have": [[0, 1]], "complete": True}
    await say(at.calls.app.house, at.shop, at.shop.owner, other.customer.epoch.key, blobs=[copy])
    await erase(at.calls.app.house, at.customer, [target(*said)])
    assert (await at.read(blob)).status_code == 404
    assert (await other.read(copy)).content == data
    again = await owner.begin(os.urandom(16), len(data), copy=source)
    assert code(again) == "not_found"
    assert code(await other.begin(os.urandom(16), len(data), copy=source)) == "unknown_conversation"


async def test_the_back_room_takes_files_of_the_team(at: Carrier) -> None:
    """[L8, F5] The staff chat has files too; customers do not reach them."""
    room = at.shop.back_room
    owner = await at.as_(at.shop.owner.keys.id, room.conversation)
    blob, data = await owner.carry(1000)
    await say(at.calls.app.house, at.shop, at.shop.owner, room, blobs=[blob], spoken=False)
    member = await at.as_(at.shop.member.keys.id, room.conversation)
    assert (await member.read(blob)).content == data
    customer = await at.as_(at.customer.device.keys.id, room.conversation)
    assert code(await customer.read(blob)) == "unknown_conversation"


async def test_a_document_keeps_its_files_and_lets_them_go(at: Carrier) -> None:
    """[F3, F7, L8] The next version hands a file on, whoever writes it; what it no longer names is gone, with its bytes."""
    house, shop, room, doc = at.calls.app.house, at.shop, at.shop.back_room, os.urandom(16)
    owner = await at.as_(shop.owner.keys.id, room.conversation)
    member = await at.as_(shop.member.keys.id, room.conversation)
    begin = await owner.room()
    photo, data = await owner.carry(1000)

    async def write(device: Device, replaces: int, *blobs: bytes) -> int:
        named = list(blobs) or None
        stored, _ = await say(
            house, shop, device, room, blobs=named, doc=doc, replaces=replaces, spoken=False
        )
        assert stored.seq is not None
        return stored.seq

    first = await write(shop.owner, 0, photo)
    assert (await member.read(photo)).content == data
    second = await write(shop.member, first, photo)
    assert (await owner.read(photo)).content == data
    other, _ = await member.carry(2000)
    third = await write(shop.member, second, other)
    assert code(await owner.read(photo)) == "not_found"
    assert (await owner.read(other)).status_code == 200
    for stolen in (photo, os.urandom(16)):
        with pytest.raises(Refusal, match="blob_missing"):
            await write(shop.member, third, stolen)
    with pytest.raises(Refusal, match="blob_missing"):  # another document's
        await say(house, shop, shop.member, room, blobs=[other], doc=os.urandom(16), replaces=0, spoken=False)
    with pytest.raises(Refusal, match="stale_document"):
        await write(shop.owner, second, other)
    assert (await owner.read(other)).status_code == 200
    await write(shop.owner, third)
    await remove_replaced(house)
    assert code(await owner.read(other)) == "not_found"
    assert await owner.room() == begin
    assert at.on_disk() == []
