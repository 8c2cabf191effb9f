"""What a restore believes of a backup folder and an erasure list that somebody else may have written to (L7, L10)."""

from __future__ import annotations

import msgspec
import pytest
from msgspec.structs import replace as replace_

from tests.contract.test_backup import World, world
from tests.world.clock import NOON
from tests.world.erase import command, erase, target
from tresen.backup.folder import BackupFolder
from tresen.config import CONFIG_FILE
from tresen.core.backups import Part
from tresen.core.erasing import Erased
from tresen.errors import Refusal
from tresen.store.backup.erasure_list import MAGIC, encode, read

__all__ = ["world"]


async def test_a_backup_does_nothing_but_create_tables(world: World) -> None:
    """Whoever can write to the backup folder gets no other statement run on the server."""
    world.back_up()
    folder = BackupFolder(world.backups)
    contents = folder.contents(folder.sets(Part.CONTENT)[-1], None)
    stolen = world.folder / "stolen.db"
    folder.finish(Part.CONTENT, NOON + 1, replace_(contents, indexes=[f"ATTACH DATABASE '{stolen}' AS s"]))
    with pytest.raises(Refusal, match="nothing else"):
        await world.restore()
    assert not stolen.exists()


@pytest.mark.parametrize("whose", ["the owner", "flipped", "another customer", "a member", "an auditor"])
async def test_the_lists_commands_are_verified(world: World, whose: str) -> None:
    """[L7] Whoever can write to the list has nothing erased in the name of a device that may not, or did not sign it."""
    said = await world.say(3)
    other = world.shop.customer()
    await other.begin(world.house.house)
    world.back_up()
    await erase(world.house.house, world.customer, [target(*said[0])], by=world.shop.owner)
    await world.listed()
    entries = read(world.list.file)
    true = msgspec.msgpack.decode(entries[-1].body, type=Erased)
    signers = {
        "another customer": other.device,
        "a member": world.shop.member,
        "an auditor": world.shop.auditor,
    }
    made = command(
        signers.get(whose, world.shop.owner), world.shop, world.customer.conversation, [target(*said[0])]
    )
    signature = (
        made.signature[:-1] + bytes([made.signature[-1] ^ 1]) if whose == "flipped" else made.signature
    )
    body = msgspec.msgpack.encode(replace_(true, body=made.body, signature=signature))
    changed = [*entries[:-1], replace_(entries[-1], body=body)]
    world.list.file.write_bytes(MAGIC + b"".join(map(encode, changed)))
    done = await world.restore()
    erased = int(whose == "the owner")
    assert (done.replayed.erased, world.tombstones(world.restored)) == (erased, erased)
    assert done.replayed.left == 1 - erased


async def test_a_backup_brings_its_own_files_alone(world: World) -> None:
    """Whoever can write to the backup folder gives the server no settings, and no file under any other name."""
    (world.data / "push.key").write_bytes(b"a key")
    world.back_up()
    folder = BackupFolder(world.backups)
    contents = folder.contents(folder.sets(Part.CONTENT)[-1], None)
    assert contents.files["push.key"] == b"a key"
    names = (
        CONFIG_FILE,
        "../tresen.toml",
        "tresen.erasures",
        "tresen.reading",
        "set-aside",
        "sitecustomize.py",
        "..",
    )
    planted = contents.files | dict.fromkeys(names, b"planted")
    folder.finish(Part.CONTENT, NOON + 1, replace_(contents, files=planted))
    await world.restore()
    assert (world.restored / "push.key").read_bytes() == b"a key"
    held = [each for each in world.folder.rglob("*") if each.is_file() and each.parent != world.backups]
    assert not [each for each in held if each.read_bytes() == b"planted"]
