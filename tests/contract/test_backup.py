"""A backup on a real database: what is in it, what a restore makes of it, what it refuses (L7, L9, L10, S11)."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
import pytest_asyncio
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from msgspec.structs import replace as replace_

from tests.contract.test_erased_bytes import seen_in, windows
from tests.integration.test_serve import tresen
from tests.world.clock import NOON
from tests.world.erase import act, command, erase, say, target, who
from tests.world.house import Opened, opened
from tests.world.older_backup import before
from tests.world.shop import Customer, Shop, found
from tresen.backup.choose import NoList, choose
from tresen.backup.folder import BackupFolder, BadBackup
from tresen.backup.put import Put, put, require_empty
from tresen.backup.sealed import new_pair, read_public, read_secret
from tresen.backup.take import take
from tresen.backup.trial import compare
from tresen.clock import SettableClock
from tresen.core.backups import DAY_MS, Part
from tresen.core.messages import peek_header
from tresen.core.wire import Send
from tresen.desk import messages
from tresen.desk.erasing.command import erase as take_command
from tresen.errors import Refusal
from tresen.store.backup.erasure_list import (
    MAGIC,
    REMOVED,
    Damaged,
    Entry,
    ErasureList,
    encode,
    read,
    removed,
)
from tresen.store.backup.restoring import NotServable
from tresen.store.state import Stored

Said = tuple[Stored, Send]


class World:
    """A shop with a customer, a backup folder, and the erasure list that its server keeps."""

    def __init__(self, house: Opened, folder: Path, shop: Shop, customer: Customer) -> None:
        self.house, self.folder, self.shop, self.customer = house, folder, shop, customer
        self.data, self.backups, self.restored = folder / "data", folder / "backups", folder / "restored"
        self.list = ErasureList(folder / "tresen.erasures")

    async def say(self, times: int = 1, by_team: bool = False) -> list[Said]:
        device = self.shop.owner if by_team else self.customer.device
        return [await say(self.house.house, self.shop, device, self.customer.epoch.key) for _ in range(times)]

    async def listed(self) -> None:
        await self.house.house.read(self.list.catch_up)

    def back_up(self, day: int = 0, keep: int | None = None, public: bytes | None = None) -> None:
        naming = b"" if public is None else b"n" * 32
        folder = BackupFolder(self.backups, public=public, naming=naming)
        take(self.data, folder, self.list.file, NOON + day * DAY_MS, keep)

    async def restore(self, at_ms: int | None = None, secret: X25519PrivateKey | None = None) -> Put:
        """In a thread, as a process of its own would."""
        await self.listed()

        def work() -> Put:
            shutil.rmtree(self.restored, ignore_errors=True)
            self.restored.mkdir()
            folder = BackupFolder(self.backups)
            chosen = choose(folder, secret, at_ms, self.list.file, lost=False)
            require_empty(self.restored, self.list.file)
            clock = SettableClock(self.house.clock.now_ms())
            done = put(folder, chosen, secret, self.restored, self.restored / "tresen.erasures", clock)
            compare(self.restored, chosen)
            return done

        return await asyncio.to_thread(work)

    def left(self, gone: list[Said], place: Path) -> int:
        """How many pieces of these messages are somewhere in the files of a folder."""
        files = (file for file in place.rglob("*") if file.is_file())
        return len(seen_in(files, {each for _, message in gone for each in windows(message)}))

    def tombstones(self, place: Path) -> int:
        with closing(sqlite3.connect(place / "tresen.db")) as tables:
            return int(
                tables.execute("SELECT count(*) FROM events WHERE kind = 1 AND header IS NULL").fetchone()[0]
            )


@pytest_asyncio.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    (tmp_path / "data").mkdir()
    async with opened(tmp_path / "data", SettableClock(NOON)) as house:
        shop = await found(house.house)
        customer = shop.customer()
        await customer.begin(house.house)
        yield World(house, tmp_path, shop, customer)


def slots_of(said: list[Said]) -> list[bytes]:
    return [message.slot for _, message in said]


def holds(place: Path, wanted: list[bytes]) -> int:
    data = b"".join(file.read_bytes() for file in place.rglob("*") if file.is_file())
    return sum(1 for each in wanted if each in data)


async def test_slots_lie_by_themselves(world: World) -> None:
    """[S11] No slot is in the content, and no ciphertext among the slots."""
    said = await world.say(5)
    world.back_up()
    assert holds(world.backups / "content", slots_of(said)) == 0
    assert holds(world.backups / "slots", slots_of(said)) == 5
    assert holds(world.backups / "content", [message.ciphertext for _, message in said]) == 5
    assert holds(world.backups / "slots", [message.ciphertext for _, message in said]) == 0


async def test_what_is_unchanged_is_stored_once(world: World) -> None:
    """Another backup of the same rows adds no part; erasing reaches the newer one only."""
    said = await world.say(20)
    world.back_up()
    parts = {file.name for file in world.backups.rglob("parts/*/*")}
    world.back_up(1)
    assert {file.name for file in world.backups.rglob("parts/*/*")} == parts
    assert len(BackupFolder(world.backups).sets(Part.CONTENT)) == 2
    await erase(world.house.house, world.customer, [target(*said[0])])
    world.back_up(2)
    assert {file.name for file in world.backups.rglob("parts/*/*")} > parts


async def test_slots_are_pruned_after_14_days(world: World) -> None:
    """[S11] What opened an erased message is gone from the folder then; the newest set opens all content that is left."""
    said = await world.say(3)
    world.back_up()
    await erase(world.house.house, world.customer, [target(*said[0])])
    world.back_up(13)
    assert holds(world.backups, slots_of(said)) == 3
    world.back_up(15)
    assert holds(world.backups, slots_of(said[:1])) == 0
    assert holds(world.backups, slots_of(said[1:])) == 2
    folder = BackupFolder(world.backups)
    assert len(folder.sets(Part.CONTENT)) == 3
    assert [each.made_ms for each in folder.sets(Part.SLOTS)] == [NOON + 13 * DAY_MS, NOON + 15 * DAY_MS]
    await world.restore(NOON)
    assert world.left(said[:1], world.restored) == 0
    assert holds(world.restored, slots_of(said[1:])) == 2


async def test_old_content_goes_when_the_host_says_so(world: World) -> None:
    """The newest set stays, however old it is."""
    await world.say()
    for day in (0, 10, 40):
        world.back_up(day, keep=30)
    assert [each.made_ms for each in BackupFolder(world.backups).sets(Part.CONTENT)] == [
        NOON + 10 * DAY_MS,
        NOON + 40 * DAY_MS,
    ]


async def test_erased_again(world: World) -> None:
    """[L7] Single messages, also a reply and more than go in one transaction: no byte of them is in the restored folder."""
    said = await world.say(150)
    stays = await world.say(2, by_team=True)
    world.back_up()
    await erase(world.house.house, world.customer, [target(*each) for each in said])
    done = await world.restore()
    assert done.replayed == (150, 0, 0)
    assert world.left(said, world.restored) == 0
    assert holds(world.restored, slots_of(stays)) == 2
    assert world.tombstones(world.restored) == 150


async def test_a_whole_conversation_is_erased_again(world: World) -> None:
    """[L7] With what the back room says about it."""
    said = await world.say(3)
    about = await say(
        world.house.house,
        world.shop,
        world.shop.owner,
        world.shop.back_room,
        spoken=False,
        about=world.customer.conversation,
    )
    world.back_up()
    await world.say(2)
    await erase(world.house.house, world.customer)
    await world.restore()
    assert world.left([*said, about], world.restored) == 0
    async with opened(world.restored, SettableClock(NOON)) as house:
        with pytest.raises(Refusal, match="conversation_erased"):
            await say(house.house, world.shop, world.customer.device, world.customer.epoch.key)


async def test_what_the_law_keeps_is_kept(world: World) -> None:
    """[L9] A message that was classed after the backup and then skipped by an erasure is there after a restore."""
    said = await world.say(3)
    world.back_up()
    assert said[1][0].pos is not None
    await act(
        world.house.house, world.shop.owner, world.customer.conversation, "class", ("letter", said[1][0].pos)
    )
    await erase(world.house.house, world.customer)
    await world.restore()
    assert world.left([said[0], said[2]], world.restored) == 0
    assert holds(world.restored, slots_of(said[1:2])) == 1
    with closing(sqlite3.connect(world.restored / "tresen.db")) as tables:
        kept = tables.execute("SELECT class, erasure_seq IS NOT NULL FROM retention").fetchall()
    assert kept == [("letter", 1)]


async def test_what_was_released_goes_as_well(world: World) -> None:
    """[L9] Kept first, erased later by the same command: a restore ends where the server was."""
    said = await world.say(2)
    assert said[0][0].pos is not None
    conversation, pos = world.customer.conversation, said[0][0].pos
    await act(world.house.house, world.shop.owner, conversation, "class", ("letter", pos))
    world.back_up()
    await erase(world.house.house, world.customer)
    await act(world.house.house, world.shop.owner, conversation, "class", ("chat", pos))
    await world.restore()
    assert world.left(said, world.restored) == 0


async def test_a_device_that_was_away_cannot_bring_it_back(world: World) -> None:
    """[L7, L10] It offers again what was said after the backup and erased; a repetition in the log has its first outcome."""
    world.back_up()
    said = await world.say(2)
    await erase(world.house.house, world.customer, [target(*said[0])])
    await world.restore()
    message = said[0][1]

    async def again(house: Opened) -> Stored:
        listed = ErasureList(world.list.file)
        await house.house.read(listed.catch_up)
        sender = await who(house.house, world.customer.device)
        return await house.house.write(
            messages.send(sender, message, peek_header(message.header), gone=listed.gone)
        )

    assert (await again(world.house)).pos == said[0][0].pos
    async with opened(world.restored, SettableClock(NOON)) as house:
        with pytest.raises(Refusal, match="not_found"):
            await again(house)


async def test_a_second_restore_of_the_same_backup(world: World) -> None:
    """[L10] The list goes on through restores: what was erased before and after one of them is erased in the next."""
    said = await world.say(4)
    world.back_up()
    await erase(world.house.house, world.customer, [target(*said[0])])
    await world.restore()
    async with opened(world.restored, SettableClock(NOON)) as house:
        listed = ErasureList(world.restored / "tresen.erasures")
        signed = command(
            world.customer.device, world.shop, world.customer.conversation, [target(*said[1])], 2
        )
        sender = await who(house.house, world.customer.device)
        await take_command(house.house, sender, world.customer.conversation, signed)
        await house.house.read(listed.catch_up)
    world.list = ErasureList(world.folder / "again.erasures")
    shutil.copy(world.restored / "tresen.erasures", world.list.file)
    await world.restore()
    assert world.left(said[:2], world.restored) == 0
    assert holds(world.restored, slots_of(said[2:])) == 2


async def test_every_log_is_of_a_new_generation(world: World) -> None:
    """[L10] So clients read it anew; everything else is as it was."""

    def facts(place: Path) -> tuple[bytes, list[tuple[object, ...]]]:
        with closing(sqlite3.connect(place / "tresen.db")) as tables:
            generation = tables.execute("SELECT generation FROM businesses").fetchone()[0]
            rows = tables.execute("SELECT * FROM events ORDER BY seq").fetchall()
            return generation, [*rows, *tables.execute("SELECT * FROM slots ORDER BY seq").fetchall()]

    await world.say(70)
    world.back_up()
    await world.restore()
    before, after = facts(world.data), facts(world.restored)
    assert before[0] != after[0]
    assert before[1] == after[1]


async def test_the_list_is_needed(world: World) -> None:
    """[L10] Without it, with an old copy, or with something else: refused. Told that it is lost: the one beside the sets."""
    said = await world.say(2)
    world.back_up()
    early = world.folder / "early.erasures"
    await world.listed()
    shutil.copy(world.list.file, early)
    await erase(world.house.house, world.customer, [target(*said[0])])
    world.back_up(1)
    folder = BackupFolder(world.backups)
    with pytest.raises(NoList, match="own erasure list is needed"):
        choose(folder, None, None, None, lost=False)
    with pytest.raises(NoList, match="an old copy"):
        choose(folder, None, NOON, early, lost=False)
    with pytest.raises(NoList, match="cannot be read"):
        choose(folder, None, None, world.folder / "nowhere", lost=False)
    early.write_bytes(b"something else altogether")
    with pytest.raises(NoList, match="is no erasure list"):
        choose(folder, None, None, early, lost=False)
    lacking = choose(folder, None, NOON, None, lost=True).lacking
    assert [each.kind for each in lacking] == [10]


async def test_sealed(world: World) -> None:
    """[S1] Nothing of it can be read without the secret key, and another key opens nothing."""
    said = await world.say(5)
    public, private = new_pair()
    world.back_up(public=read_public(public))
    world.back_up(1, public=read_public(public))
    assert holds(world.backups, slots_of(said) + [message.ciphertext for _, message in said]) == 0
    assert len({file.name for file in world.backups.rglob("slots/parts/*/*")}) == 1
    folder = BackupFolder(world.backups)
    for wrong in (None, read_secret(new_pair()[1])):
        with pytest.raises(BadBackup, match="sealed"):
            choose(folder, wrong, None, None, lost=True)
    await world.restore(secret=read_secret(private))
    assert holds(world.restored, slots_of(said)) == 5


@pytest.mark.parametrize("spoil", ["flip", "cut", "lose"])
async def test_a_damaged_part_is_found_and_replaced(world: World, spoil: str) -> None:
    """A restore names it; the next backup writes it anew."""
    await world.say(3)
    world.back_up()
    part = max(world.backups.rglob("content/parts/*/*"), key=lambda each: each.stat().st_size)
    data = bytearray(part.read_bytes())
    if spoil == "lose":
        part.unlink()
    else:
        data[len(data) // 2] ^= 1
        part.write_bytes(data if spoil == "flip" else data[:-1])
    with pytest.raises(BadBackup, match=r"damaged|missing"):
        await world.restore()
    world.back_up(1)
    await world.restore()


async def test_a_damaged_set_is_left_out(world: World) -> None:
    """The set before it is restored; the next backup removes what is worthless."""
    await world.say(3)
    world.back_up()
    world.back_up(1)
    newest = max(world.backups.rglob("content/sets/*.set"))
    newest.write_bytes(newest.read_bytes()[:-1])
    await world.listed()
    chosen = choose(BackupFolder(world.backups), None, None, world.list.file, lost=False)
    assert chosen.content.made_ms == NOON
    world.back_up(2)
    assert not newest.exists()


async def test_a_list_that_cannot_be_written_keeps_nobody_from_erasing(world: World) -> None:
    """[L7, L10] The disk of the list is gone: erasing goes on, and the list has it once the disk is back."""
    said = await world.say()
    place = world.folder / "disk" / "tresen.erasures"
    place.mkdir(parents=True)
    house = replace(world.house.house, erasures=ErasureList(place))
    sender = await who(house, world.customer.device)
    signed = command(world.customer.device, world.shop, world.customer.conversation, [target(*said[0])])
    outcome = await take_command(house, sender, world.customer.conversation, signed)
    assert outcome.erased == [(said[0][0].pos, said[0][0].pos)]
    with pytest.raises(OSError, match="directory"):
        await house.list_erased()
    place.rmdir()
    await house.list_erased()
    assert [each.kind for each in read(place)][-1] == 10


async def test_a_backup_of_an_older_version(world: World) -> None:
    """Its tables are brought to this version's; one of a newer version is refused with its name."""
    said = await world.say(3)
    world.back_up()
    folder = BackupFolder(world.backups)
    newest = folder.sets(Part.CONTENT)[-1]
    contents = folder.contents(newest, None)
    version = folder.put(Part.CONTENT, msgspec.msgpack.encode([["0018"]]))
    tables = [
        replace_(each, parts=[version]) if each.shape.name == "alembic_version" else before(folder, each)
        for each in contents.tables
        if each.shape.name not in ("former_handles", "invitations", "noted", "passkeys", "push_doubts")
    ]
    new = (
        "passkeys",
        "ix_invitations",
        "ix_blobs_invited",
        "ix_conversations_asked",
        "ix_conversations_answered",
    )
    indexes = [each for each in contents.indexes if not any(name in each for name in new)]
    older = replace_(contents, schema="0018", tables=tables, indexes=indexes)
    folder.finish(Part.CONTENT, NOON + 1, older)
    await world.restore()
    assert holds(world.restored, slots_of(said)) == 3
    async with opened(world.restored, SettableClock(NOON)) as house:
        await say(house.house, world.shop, world.customer.device, world.customer.epoch.key)
    folder.finish(Part.CONTENT, NOON + 2, replace_(contents, program="9.0", schema="9999"))
    with pytest.raises(BadBackup, match=r"newer version of Tresen \(9.0\)"):
        await world.restore()


async def test_a_folder_that_was_put_back_is_older_than_its_list(world: World) -> None:
    """[L10] A list that lies elsewhere tells: the server does not begin to serve. A list that was lost is written anew."""
    said = await world.say(2)
    await world.listed()
    copy = world.folder / "copy"
    shutil.copytree(world.data, copy)
    await erase(world.house.house, world.customer, [target(*said[0])])
    await world.listed()
    whole = world.list.file.read_bytes()
    world.list.file.unlink()
    await world.listed()
    assert world.list.file.read_bytes() == whole
    (world.list.file).write_bytes(whole + encode(Entry(10, b"", b"", 1, 1))[:-5])
    for held in (ErasureList(world.list.file), world.list):
        await world.house.house.read(held.catch_up)
    assert world.list.file.read_bytes() == whole
    async with opened(copy, SettableClock(NOON)) as house:
        with pytest.raises(NotServable, match="tresen restore"):
            await house.house.read(ErasureList(world.list.file).catch_up)
    served = await asyncio.to_thread(
        tresen, "serve", "--data", copy, "--port", 0, TRESEN_ERASURE_LIST=str(world.list.file)
    )
    assert served.returncode == 1
    assert "a copy was put back" in served.stderr
    assert "Traceback" not in served.stderr


@pytest.mark.parametrize("which", [0, 1, -3, -2])
@pytest.mark.parametrize("how", ["hole", "length", "half"])
async def test_a_hole_in_the_list_is_mended_from_the_log(world: World, which: int, how: str) -> None:
    """[L10] Zeros, a length that leads nowhere, or a lost half: backups go on, and nothing that the log holds is missing.

    What the list alone knew, and what is whole of it behind the hole, stays too: a business that was removed.
    """
    said = await world.say(6)
    for each in said[:3]:
        await erase(world.house.house, world.customer, [target(*each)])
    await world.listed()
    world.list.append([Entry(REMOVED, b"r" * 16, b"g" * 16, 9, NOON)])
    for each in said[3:5]:
        await erase(world.house.house, world.customer, [target(*each)])
    await world.house.house.read(ErasureList(world.list.file).catch_up)
    before = read(world.list.file)
    data = bytearray(world.list.file.read_bytes())
    damaged = [n for n, entry in enumerate(before) if entry.kind != REMOVED][which]
    at = len(MAGIC) + sum(len(encode(entry)) for entry in before[:damaged])
    size = len(encode(before[damaged]))
    data[at : at + size] = {
        "hole": bytes(size), "length": b"\xff\xff\xff\xff" + data[at + 4 : at + size], "half": data[at : at + size // 2],
    }[how]  # fmt: skip
    world.list.file.write_bytes(data)
    with pytest.raises(Damaged):
        read(world.list.file)
    world.back_up()
    told: list[Exception] = []
    await world.house.house.read(ErasureList(world.list.file, told.append).catch_up)
    after = read(world.list.file)
    assert sorted(map(encode, after)) == sorted(map(encode, before))
    assert removed(after) == {b"r" * 16}
    assert len(told) == 1
    assert world.list.file.with_name("tresen.erasures.damaged").read_bytes() == data
    await erase(world.house.house, world.customer, [target(*said[5])])
    await world.house.house.read(world.list.catch_up)
    world.back_up(1)
    await world.restore()
    assert world.left(said, world.restored) == 0


async def test_nothing_is_overwritten(world: World) -> None:
    """A folder with a database, or a backup folder with other files, is left alone."""
    world.back_up()
    with pytest.raises(BadBackup, match="is not empty"):
        require_empty(world.data, world.data / "tresen.erasures")
    with pytest.raises(BadBackup, match="holds other files"):
        take(world.data, BackupFolder(world.folder), world.list.file, NOON, None)
    with pytest.raises(BadBackup, match="no backup folder"):
        choose(BackupFolder(world.data), None, None, None, lost=True)
