"""Files under attack: races for room, slow uploads, odd requests, a full disk, what lies on the disk (F5–F8)."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.integration.test_storage_floor import FLOOR, Disk
from tests.world.bakery import bakery
from tests.world.calls import b64
from tests.world.carrying import Carrier, carrying, code, part
from tests.world.erase import erase, target, who
from tests.world.patience import PATIENCE
from tresen.core.files import FileQuotas, Layout, sealed_bytes
from tresen.core.model import Role
from tresen.core.policy import Who
from tresen.core.sizes import BLOB_SEALED_BYTES, BLOBS_AT_ONCE
from tresen.desk import fileroom as room_module
from tresen.desk.fileroom import OF_DEVICE
from tresen.errors import Refusal
from tresen.files.folder import Folder
from tresen.files.places import Threads
from tresen.transport.connections import Deadlines

MIB = 2**20


@pytest.fixture
async def at(tmp_path: Path) -> AsyncIterator[Carrier]:
    async with carrying(tmp_path) as made:
        yield made


def house_with(at: Carrier, **changes: Any) -> None:
    """The same house with other files: the routes hold the house itself."""
    house = at.calls.app.house
    for name, value in changes.items():
        object.__setattr__(house, name, value)


async def test_a_race_for_the_last_room(at: Carrier) -> None:
    """[F6] Of many files begun at the same moment, as many pass as there is room for, and not one more."""
    house = at.calls.app.house
    assert house.files is not None
    size = sealed_bytes(MIB)
    house_with(at, files=replace(house.files, quotas=FileQuotas(MIB, 3 * size + 5, 100 * MIB)))
    answers = await asyncio.gather(*(at.begin(os.urandom(16), size) for _ in range(12)))
    assert sorted(each.status_code for each in answers) == [201] * 3 + [507] * 9
    assert {code(each) for each in answers if each.status_code == 507} == {"conversation_full"}
    assert (await at.room())["conversation_bytes_left"] == 5
    owner = await at.as_(at.shop.owner.keys.id)
    assert code(await owner.begin(os.urandom(16), size)) == "conversation_full"
    house_with(at, files=replace(house.files, quotas=FileQuotas(MIB, 100 * MIB, 3 * size)))
    assert code(await at.begin(os.urandom(16), size)) == "business_full"
    assert (await owner.begin(os.urandom(16), sealed_bytes(MIB // 2))).status_code == 201
    assert code(await at.begin(os.urandom(16), sealed_bytes(MIB + 2**18))) == "too_large"


async def test_files_leave_messages_their_room(at: Carrier) -> None:
    """[F6] When files are full, or the disk is too full for them, messages go on."""
    house, disk = at.calls.app.house, Disk(2 * FLOOR + 100)
    blob, data = await at.carry(100)
    house_with(at, storage=disk.storage())
    assert code(await at.begin(os.urandom(16), 1000)) == "bad_request"
    assert code(await at.begin(os.urandom(16), sealed_bytes(1000))) == "storage_full"
    # What never fits is not told to come again.
    assert code(await at.begin(os.urandom(16), sealed_bytes(200 * MIB))) == "too_large"
    disk.free, disk.now = 2 * FLOOR - 1, 2.0
    assert code(await at.put(blob, 0, data)) == "storage_full"
    house.storage.require_room(staff=False)
    await at.say(blob)


async def test_completed_by_several_requests_at_once(at: Carrier) -> None:
    """[F4] Whoever says it again while the first is under way, as after a lost answer, gets the same answer."""
    blob, data = os.urandom(16), os.urandom(sealed_bytes(3 * MIB))
    for _ in range(5):
        await at.begin(blob, len(data))
        for n in range(0, Layout.of(len(data)).chunks, 16):
            await at.put(blob, n, part(data, n, 16))
        again = [at.begin(blob, len(data)) for _ in range(2)]
        done = await asyncio.gather(*(at.complete(blob) for _ in range(4)), *again)
        assert [each.status_code for each in done] == [200] * 4 + [201] * 2, [each.text for each in done]
        assert len(at.on_disk()) == 1
        await at.cancel(blob)
        assert at.on_disk() == []


async def test_a_copy_of_what_was_begun_otherwise(at: Carrier) -> None:
    """[F4, F6] What was carried of it before does not stay on the disk beside the copy, where nothing counts it."""
    source, data = await at.carry(MIB)
    await at.say(source)
    blob = os.urandom(16)
    await at.begin(blob, len(data))
    await at.put(blob, 0, part(data, 0, 16))
    copied = await at.begin(blob, len(data), copy=[b64(at.conversation), b64(source)])
    assert copied.json()["complete"] is True
    assert [each for each in at.on_disk() if "uploads" in each.parts] == []


async def test_so_many_under_way(at: Carrier) -> None:
    """[F6] Twenty files of a device are under way; the next is refused until one is said or given up."""
    blobs = [os.urandom(16) for _ in range(BLOBS_AT_ONCE)]
    for blob in blobs:
        assert (await at.begin(blob, sealed_bytes(10))).status_code == 201
    assert code(await at.begin(os.urandom(16), sealed_bytes(10))) == "too_many"
    assert (await at.begin(blobs[0], sealed_bytes(10))).status_code == 201
    await at.cancel(blobs[0])
    assert (await at.begin(os.urandom(16), sealed_bytes(10))).status_code == 201


@pytest.mark.parametrize(
    ("blob", "n", "size", "expected"),
    [
        ("../../../../etc/passwd", "0", 17, 404),
        ("..%2f..%2f..%2fetc%2fpasswd", "0", 17, 404),
        ("%00" * 16, "0", 17, 400),
        ("A" * 21, "0", 17, 400),
        ("A" * 22, "0", 17, 404),
        ("", "0", 17, 404),
        (None, "-1", BLOB_SEALED_BYTES, 400),
        (None, "10", 17, 400),
        (None, "9" * 40, 17, 400),
        (None, "x", 17, 404),
        (None, "0", 0, 400),
        (None, "0", 17, 400),
        (None, "0", BLOB_SEALED_BYTES + 1, 400),
        (None, "8", 3 * BLOB_SEALED_BYTES, 400),
        (None, "0", 16 * BLOB_SEALED_BYTES + 16, 400),
    ],
)
async def test_odd_ids_and_chunks(at: Carrier, blob: str | None, n: str, size: int, expected: int) -> None:
    """[F4, F8] What is no id, no chunk and no place of the file is refused, and changes nothing on the disk."""
    real, data = os.urandom(16), os.urandom(sealed_bytes(10 * 65536))
    await at.begin(real, len(data))
    before = [(each, each.read_bytes()) for each in at.on_disk()]
    headers = {"Content-Type": "application/octet-stream"}
    answer = await at.ask(
        "PUT", f"/{b64(real) if blob is None else blob}/chunks/{n}", headers, content=bytes(size)
    )
    assert answer.status_code == expected, answer.text
    assert [(each, each.read_bytes()) for each in at.on_disk()] == before
    for wanted in (1, 15, 2**53, 10 * 65536 + 16 * 10 + 1):
        assert code(await at.begin(os.urandom(16), wanted)) in {"bad_request", "too_large"}


async def test_other_bodies(at: Carrier) -> None:
    """[F4] Chunks come as octets with their length, and nothing else does as chunks."""
    blob, data = os.urandom(16), os.urandom(sealed_bytes(100))
    await at.begin(blob, len(data))
    path = f"/{b64(blob)}/chunks/0"
    for kind in ("application/json", "text/plain", "multipart/form-data; boundary=x"):
        assert (await at.ask("PUT", path, {"Content-Type": kind}, content=data)).status_code == 415

    async def pieces() -> AsyncIterator[bytes]:
        yield data

    sent = {"Content-Type": "application/octet-stream"}
    assert code(await at.ask("PUT", path, sent, content=pieces())) == "bad_request"
    other = sent | {"Sec-Fetch-Site": "cross-site"}
    assert (await at.ask("PUT", path, other, content=data)).status_code == 403
    assert (await at.begin(blob, len(data))).json()["have"] == []


async def test_a_slow_upload_is_cut_and_goes_on(at: Carrier) -> None:
    """[F6] A request has its seconds; what came whole in them is kept, and memory is not held meanwhile."""
    at.calls.app.connections.deadlines = Deadlines(headers=2.0, body=1.0, stalled=2.0)
    blob, data = os.urandom(16), os.urandom(sealed_bytes(16 * 65536))
    await at.begin(blob, len(data))
    reader, writer = await asyncio.open_connection("127.0.0.1", at.calls.port)
    writer.write(
        f"PUT /api/v1/conversations/{b64(at.conversation)}/blobs/{b64(blob)}/chunks/0 HTTP/1.1\r\nHost: x\r\n"
        f"Authorization: Bearer {at.bearer}\r\nContent-Type: application/octet-stream\r\n"
        f"Content-Length: {len(data)}\r\n\r\n".encode()
    )
    writer.write(data[: 9 * BLOB_SEALED_BYTES + 7])
    await writer.drain()
    assert b" 408 " in await reader.readline()
    writer.close()
    [[first, last]] = (await at.begin(blob, len(data))).json()["have"]
    assert (first, last) in {(0, 7), (0, 8)}
    assert at.calls.app.connections.held < 512 * 1024
    assert (await at.put(blob, 8, part(data, 8, 8))).status_code == 204
    assert (await at.complete(blob)).status_code == 200


async def test_so_many_transfers_at_once(at: Carrier) -> None:
    """[F6] The ninth transfer of a device is told to come again; when one ends there is room."""
    room = at.calls.app.house.files
    assert room is not None
    blob, data = await at.carry(1000)
    await at.say(blob)
    whose = await who(at.calls.app.house, at.customer.device)
    held = [room.transfers.one(whose) for _ in range(OF_DEVICE)]
    for each in held:
        each.__enter__()
    half = os.urandom(16)
    await at.begin(half, len(data))
    refused = await at.put(half, 0, data)
    assert code(refused) == "too_many"
    assert int(refused.json()["detail"].split()[0]) == room_module.BUSY_SECONDS * 1000
    assert code(await at.read(blob)) == "too_many"
    assert (await (await at.as_(at.shop.owner.keys.id)).read(blob)).content == data
    held.pop().__exit__(None, None, None)
    assert (await at.put(half, 0, data)).status_code == 204
    assert (await at.read(blob)).content == data
    for each in held:
        each.__exit__(None, None, None)
    assert not room.transfers._devices
    assert room.transfers._all == 0


def test_the_team_is_never_kept_out() -> None:
    """[F6] Customers have so many transfers together and no more; the rest is the team's."""
    transfers = room_module.Transfers()
    with contextlib.ExitStack() as held:
        for n in range(room_module.OF_CUSTOMERS):
            held.enter_context(transfers.one(Who(1, n, Role.CUSTOMER, 0, n)))
        with pytest.raises(Refusal, match="too_many"), transfers.one(Who(2, 1000, Role.CUSTOMER, 0, 1000)):
            pass
        for n in range(room_module.OF_ALL - room_module.OF_CUSTOMERS):
            held.enter_context(transfers.one(Who(1, 2000 + n, Role.MEMBER, 1)))
        with pytest.raises(Refusal, match="too_many"), transfers.one(Who(1, 3000, Role.OWNER, 1)):
            pass
    with transfers.one(Who(2, 1000, Role.CUSTOMER, 0, 1000)):
        pass


class Slow(Folder):
    """Something happens before a copy is there."""

    def __init__(self, root: Path, then: Callable[[], Awaitable[object]]) -> None:
        super().__init__(root, Threads())
        self.then = then

    async def copy(self, source: str, name: str, size: int) -> None:
        await super().copy(source, name, size)
        await self.then()


async def test_erased_while_it_is_copied(at: Carrier) -> None:
    """[F4, F7, A10] Then there is no copy either: what was erased is not forwarded, and counts nowhere."""
    house = at.calls.app.house
    assert house.files is not None
    source, data = await at.carry(1000)
    said = await at.say(source)
    empty = (await at.room())["conversation_bytes_left"]
    house_with(
        at,
        files=replace(
            house.files,
            store=Slow(
                at.calls.app.settings.data / "files", lambda: erase(house, at.customer, [target(*said)])
            ),
        ),
    )
    blob = os.urandom(16)
    refused = await at.begin(blob, len(data), copy=[b64(at.conversation), b64(source)])
    assert code(refused) == "not_found"
    assert at.on_disk() == []
    assert (await at.room())["conversation_bytes_left"] == empty + len(data)
    with pytest.raises(Refusal, match="blob_missing"):
        await at.say(blob)


async def test_readers_that_go_leave_nothing(at: Carrier) -> None:
    """[F6] Who asks for a file and does not read it counts no longer once the connection is gone."""
    room = at.calls.app.house.files
    assert room is not None
    blob, _ = await at.carry(8 * MIB)
    await at.say(blob)
    for _ in range(3 * OF_DEVICE):
        async with at.calls.http.stream(
            "GET",
            f"/api/v1/conversations/{b64(at.conversation)}/blobs/{b64(blob)}",
            headers={"Authorization": f"Bearer {at.bearer}"},
        ) as answer:
            assert answer.status_code in {200, 429}
            await anext(answer.aiter_raw())
    async with asyncio.timeout(PATIENCE):
        while room.transfers._all:  # noqa: ASYNC110 - nobody is told of it
            await asyncio.sleep(0.01)
    assert (await at.read(blob)).status_code == 200


async def test_a_file_that_went_from_the_disk(at: Carrier) -> None:
    """[F5] Somebody removed it beside Tresen: that is told, and nothing breaks."""
    blob, _ = await at.carry(1000)
    await at.say(blob)
    [path] = at.on_disk()
    path.unlink()
    assert code(await at.read(blob)) == "not_found"


async def test_strays_are_swept_after_a_day(at: Carrier) -> None:
    """[F7] Bytes that nothing knows of go when they are a day old, wherever they lie; those of a message never do."""
    blob, data = await at.carry(1000)
    await at.say(blob)
    [kept] = at.on_disk()
    now = at.calls.clock.now_ms() / 1000
    os.utime(kept, (1, 1))
    for folder in ("files", "uploads"):
        for age, name in ((86_000, "a" * 32), (87_000, "b" * 32)):
            path = at.calls.app.settings.data / folder / name[:2] / name[2:4] / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"?")
            os.utime(path, (now - age, now - age))
    assert await at.sweep() == 2
    assert sorted(each.name for each in at.on_disk()) == sorted([kept.name, "a" * 32, "a" * 32])
    assert (await at.read(blob)).content == data


async def test_erased_while_it_is_carried(at: Carrier) -> None:
    """[A10, F7] Chunks that are under way when a file is given up bring nothing of it back."""
    blob, data = os.urandom(16), os.urandom(sealed_bytes(16 * 65536))
    for _ in range(10):
        await at.begin(blob, len(data))
        puts = [asyncio.create_task(at.put(blob, n, part(data, n, 2))) for n in range(0, 16, 2)]
        await at.cancel(blob)
        answers = await asyncio.gather(*puts)
        assert {each.status_code for each in answers} <= {204, 404, 429}
        assert not at.on_disk()


async def test_a_full_disk(at: Carrier, monkeypatch: pytest.MonkeyPatch) -> None:
    """[F4] No chunk that could not be written counts; with room again the file is carried to its end."""
    blob, data = os.urandom(16), os.urandom(sealed_bytes(8 * 65536))
    await at.begin(blob, len(data))
    usual, left = os.pwrite, [3 * BLOB_SEALED_BYTES + 100]

    def full(opened: int, piece: Any, offset: int) -> int:
        if left[0] <= 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        left[0] -= len(piece)
        return usual(opened, piece, offset)

    monkeypatch.setattr(os, "pwrite", full)
    answers = [await at.put(blob, n, part(data, n)) for n in range(8)]
    assert {code(each) for each in answers if each.status_code != 204} == {"storage_full"}
    assert code(await at.complete(blob)) == "blob_missing"
    monkeypatch.undo()
    have = (await at.begin(blob, len(data))).json()["have"]
    assert have == [[0, 2]]
    for n in range(3, 8):
        await at.put(blob, n, part(data, n))
    assert (await at.complete(blob)).status_code == 200
    await at.say(blob)
    assert (await at.read(blob)).content == data


async def test_a_disk_that_does_not_sync(at: Carrier, monkeypatch: pytest.MonkeyPatch) -> None:
    """[F4] Nothing is complete before it is durable; after a failure all of it is carried again, as nothing is certain."""
    blob, data = os.urandom(16), os.urandom(sealed_bytes(100_000))
    await at.begin(blob, len(data))
    await at.put(blob, 0, data)

    def broken(_: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", broken)
    assert code(await at.complete(blob)) == "internal"
    monkeypatch.undo()
    assert (await at.begin(blob, len(data))).json() == {"have": [], "complete": False}
    assert code(await at.complete(blob)) == "blob_missing"


async def test_nothing_on_the_disk_says_what_it_is(tmp_path: Path) -> None:
    """[A1, F8] Neither words nor names, keys, hashes or ids of a file are in any byte that the server keeps of it."""
    async with bakery(tmp_path) as shop, await shop.customer() as customer:
        await customer.send("Guten Morgen!")
        path = tmp_path / "Röntgenbild Krause.txt"
        secret = b"Befund: alles in Ordnung. " * 4000
        path.write_bytes(secret)
        await customer.send_file(path, "Mein Befund")
        message = (await customer.history())[-1]
        file = message.payload["file"]
        needles = [b"Befund", "Röntgenbild".encode(), file["key"], file["hash"], secret[:24]]
        data = shop.app.settings.data
        found = [each for each in data.rglob("*") if each.is_file()]
        assert any("files" in each.parts for each in found)
        for each in found:
            raw = each.read_bytes()
            assert not [needle for needle in needles if needle in raw], each
            assert file["blob"].hex() not in each.name


async def test_an_ended_bearer_stops_everything(at: Carrier) -> None:
    """[F5] Without a bearer nothing is told, and a device that is shut out stops at its next request."""
    blob, data = await at.carry(1000)
    await at.say(blob)
    stranger = replace(at, bearer="x" * 43)
    answers: list[httpx.Response] = [
        await stranger.read(blob),
        await stranger.begin(os.urandom(16), 17),
        await stranger.put(blob, 0, data),
        await stranger.complete(blob),
        await stranger.cancel(blob),
    ]
    assert [each.status_code for each in answers] == [401] * 5
    at.calls.app.house.shut_out([(await who(at.calls.app.house, at.customer.device)).device])
    assert (await at.read(blob)).status_code == 401
