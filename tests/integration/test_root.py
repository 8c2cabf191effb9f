"""Root on a data folder of another user: commands work as its owner, and a link there leads root nowhere."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import sqlite3
import struct
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from tests.world.bakery import bakery
from tests.world.loaded import TRESEN, run
from tests.world.second_user import UID, give, others_in, shared_folder
from tresen.store.database import FILE

COMMANDS = (
    ("doctor",),
    ("stats", "sonnenschein"),
    ("compact",),
    ("business", "list"),
    ("business", "show", "sonnenschein"),
    ("business", "add"),
    ("audit", "verify"),
    ("law", "retention", "sonnenschein"),
    ("sign", "sonnenschein"),
)
TRAPS = (
    "tresen.lock",
    "tresen.reading",
    "tresen.checked.part",
    "tresen.backed-up",
    "tresen.erasures",
    "setup-link",
)
"""Names that commands write in the data folder."""


@pytest.fixture
def shared() -> Iterator[Path]:
    with shared_folder() as folder:
        yield folder


async def furnished(tmp_path: Path, shared: Path) -> Path:
    """The bakery's data folder, the second user's."""
    async with bakery(tmp_path) as shop, await shop.customer() as krause:
        await krause.send("Guten Tag")
    data = shared / "data"
    shutil.copytree(tmp_path / "data", data)
    give(data)
    return data


async def tresen(*words: object) -> tuple[int, str]:
    done = await asyncio.to_thread(run, TRESEN, *words)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout + done.stderr


async def test_root_works_as_the_owner(tmp_path: Path, shared: Path) -> None:
    """What root's commands write in a folder belongs to the folder's owner, whose server has to read it."""
    data = await furnished(tmp_path, shared)
    for words in COMMANDS:
        code, said = await tresen(*words, "--data", data)
        assert code == 0 or words == ("doctor",), (words, said)
        assert others_in(data) == [], words
    assert (data / "tresen.checked").exists(), await tresen("doctor", "--data", data)
    for name in ("backups", "exports"):
        (shared / name).mkdir()
        os.chown(shared / name, UID, -1)
    code, said = await tresen("backup", "--to", shared / "backups", "--data", data)
    assert code == 0, said
    code, said = await tresen(
        "business", "export", "sonnenschein", "--to", shared / "exports" / "a", "--data", data
    )
    assert code == 0, said
    assert others_in(shared / "backups") == others_in(shared / "exports") == others_in(data) == []
    code, said = await tresen("business", "export", "sonnenschein", "--to", shared / "closed", "--data", data)
    assert code == 1
    assert f"may not be used by #{UID}. Root works as that user" in said


async def test_links_lead_root_nowhere(tmp_path: Path, shared: Path) -> None:
    """Links that the second user laid where commands write: root's files keep their bytes, owner and mode."""
    data = await furnished(tmp_path, shared)
    victim, folder = shared / "victim", shared / "victims"
    victim.write_text("root's")
    victim.chmod(0o600)
    folder.mkdir(mode=0o700)
    (folder / "000000000000001.db").write_text("root's")
    for name in TRAPS:
        (data / name).unlink(missing_ok=True)
        (data / name).symlink_to(victim)
    (data / "set-aside").symlink_to(folder)
    give(data)
    before = [(each.lstat(), each.read_bytes()) for each in (victim, folder / "000000000000001.db")]
    for words in (*COMMANDS, ("business", "remove", "sonnenschein", "--yes-remove", "sonnenschein")):
        await tresen(*words, "--data", data)
    after = [(each.lstat(), each.read_bytes()) for each in (victim, folder / "000000000000001.db")]
    assert [(said.st_uid, said.st_mode, said.st_mtime_ns, held) for said, held in after] == [
        (said.st_uid, said.st_mode, said.st_mtime_ns, held) for said, held in before
    ]
    assert folder.stat().st_uid == 0


async def test_a_linked_folder_of_copies_is_refused(tmp_path: Path, shared: Path) -> None:
    """`business remove` empties the folder of copies, never what a link in its place leads to; nothing is removed."""
    data = await furnished(tmp_path, shared)
    others = shared / "others"
    others.mkdir()
    (others / "letter.txt").write_text("mine")
    (data / "set-aside").symlink_to(others)
    for folder in (data, others):
        give(folder)
    code, said = await tresen(
        "business", "remove", "sonnenschein", "--yes-remove", "sonnenschein", "--data", data
    )
    assert code == 1
    assert "set-aside is a link" in said
    assert (others / "letter.txt").exists()
    with closing(sqlite3.connect(data / FILE)) as raw:
        assert raw.execute("SELECT count(*) FROM businesses").fetchone() == (1,)


async def test_a_way_of_two_users_is_refused(tmp_path: Path, shared: Path) -> None:
    """A folder of one user below a folder of another: either could exchange what root works on."""
    data = await furnished(tmp_path, shared)
    (data / "inner").mkdir()
    shutil.copytree(tmp_path / "data", data / "inner" / "data")
    os.chown(data / "inner", UID + 1, -1)
    code, said = await tresen("compact", "--data", data / "inner" / "data")
    assert (code, said.count("\n")) == (1, 1)
    assert "root works for neither" in said


async def test_a_folder_of_root_that_others_may_write_in_is_refused(tmp_path: Path, shared: Path) -> None:
    """A link laid by the folder's group would have root write any file. Nothing is read or written."""
    data, victim = await furnished(tmp_path, shared), shared / "victim"
    victim.write_text("root's")
    (data / "tresen.backed-up.part").symlink_to(victim)
    for folder, mode in ((data, 0o770), (data, 0o1777), (shared, 0o777)):
        share(data, shared, folder, mode)
        code, said = await tresen("backup", "--to", tmp_path, "--data", data)
        assert (code, said.count("\n")) == (1, 1), said
        assert f"{folder} belongs to root, and others may write to it" in said
    give_by_list(data)
    code, said = await tresen("backup", "--to", tmp_path, "--data", data)
    assert (code, f"{data} belongs to root, and others may write to it" in said) == (1, True), said
    assert victim.read_text() == "root's"


async def test_settings_of_another_user_are_read_as_that_user(tmp_path: Path, shared: Path) -> None:
    """They say one folder first and another one then: root has become their owner before either."""
    data, secret = await furnished(tmp_path, shared), shared / "secret"
    secret.mkdir(mode=0o700)
    file = data / "tresen.toml"
    os.mkfifo(file)
    os.chown(file, UID, UID)
    (data / "tresen.lock").unlink(missing_ok=True)
    (data / "tresen.lock").symlink_to(secret / "made-by-root")

    def change() -> None:
        for named in (tmp_path, data):
            file.write_text(f'data = "{named}"\n')

    with ThreadPoolExecutor(1) as other:
        other.submit(change)
        code, said = await tresen("compact", "--config", file)
        # The second text waits for a reader, if the command has read once.
        with contextlib.suppress(OSError):
            os.close(os.open(file, os.O_RDONLY | os.O_NONBLOCK))
    assert code != 0, said
    assert list(secret.iterdir()) == []


async def step(*words: object) -> str:
    """A step of an update, as root, in a process of its own."""
    done = await asyncio.to_thread(run, "tests.world.root_step", *words)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


async def test_an_update_works_in_the_folder_as_its_owner(tmp_path: Path, shared: Path) -> None:
    """The database is set aside and put back as its owner, and root is root afterwards."""
    data = await furnished(tmp_path, shared)
    shutil.rmtree(data / "set-aside", ignore_errors=True)
    copy = Path(await step(data, "set-aside"))
    assert (copy.parent, mode_of(copy)) == (data / "set-aside", 0o600)
    with closing(sqlite3.connect(data / FILE)) as raw:
        raw.execute("DELETE FROM events")
        raw.commit()
    give(data)
    assert await step(data, "has-more", copy) == "True"
    assert await step(data, "put-back", copy) == "True"
    assert await step(data, "has-more", copy) == "False"
    assert others_in(data) == []


def share(data: Path, above: Path, folder: Path, mode: int) -> None:
    """The data folder is root's; of both folders one has this mode."""
    os.chown(data, 0, UID)
    data.chmod(0o700)
    above.chmod(0o755)
    folder.chmod(mode)


def give_by_list(folder: Path) -> None:
    """Root's folder with an access control list by which the second user may write: mode 0770 and root's group."""
    folder.parent.chmod(0o755)
    os.chown(folder, 0, 0)
    nobody = 2**32 - 1
    listed = ((1, 7, nobody), (2, 7, UID), (4, 5, nobody), (16, 7, nobody), (32, 0, nobody))
    packed = b"".join(struct.pack("<HHI", *each) for each in listed)
    os.setxattr(folder, "system.posix_acl_access", struct.pack("<I", 2) + packed)
    assert mode_of(folder) == 0o770


def mode_of(file: Path) -> int:
    return file.stat().st_mode & 0o777


def replace_by_link(file: Path, aim: Path) -> None:
    file.unlink()
    file.symlink_to(aim)


async def test_an_update_follows_no_link(tmp_path: Path, shared: Path) -> None:
    """Links in place of the folder of copies, of a copy and of the database are refused; root's files stay as they are."""
    data = await furnished(tmp_path, shared)
    victim = shared / "victims"
    victim.mkdir(mode=0o700)
    (victim / "000000000000001.db").write_text("root's")
    shutil.rmtree(data / "set-aside", ignore_errors=True)
    (data / "set-aside").symlink_to(victim)
    assert "set-aside is a link" in await step(data, "set-aside")
    (data / "set-aside").unlink()
    copy = Path(await step(data, "set-aside"))
    replace_by_link(copy, victim / "000000000000001.db")
    held = (data / FILE).read_bytes()
    assert "is a link" in await step(data, "put-back", copy)
    assert (data / FILE).read_bytes() == held
    (data / FILE).unlink()
    (data / FILE).symlink_to(victim / "000000000000001.db")
    for what in ("tables", "set-aside"):
        assert "tresen.db is a link" in await step(data, what)
    assert [(each.stat().st_uid, each.stat().st_mode & 0o777) for each in (victim, *victim.iterdir())] == [
        (0, 0o700),
        (0, 0o644),
    ]
    assert (victim / "000000000000001.db").read_text() == "root's"
