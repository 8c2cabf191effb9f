"""A keys file has one program at a time: a second one is refused with who holds it, and nothing outlives a crash."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.world.bakery import Bakery, bakery
from tests.world.patience import PATIENCE
from tresen.client import Customer, KeysInUse, KeysUnavailable, Staff, Stopped, WrongKeys
from tresen.client.connection.keyfile import KeyFile

ROOT = Path(__file__).parents[2]
HOLDER = """\
import sys
from tresen.client.connection.keyfile import KeyFile
file = KeyFile(sys.argv[1])
file.device()
print("open", flush=True)
sys.stdin.readline()
"""
TRIES = """\
import sys
from tresen.client import KeysInUse
from tresen.client.connection.keyfile import KeyFile
try:
    KeyFile(sys.argv[1])
    print("opened")
except KeysInUse as refused:
    print(refused.pid)
"""


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Bakery]:
    async with asyncio.timeout(PATIENCE), bakery(tmp_path) as opened:
        yield opened


@contextmanager
def holder(folder: Path, keys: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Another program, `counter_bot.py`, that has opened the file. One of its arguments is a secret."""
    script = folder / "counter_bot.py"
    script.write_text(HOLDER)
    command = [sys.executable, str(script), str(keys), "https://chat.example/inbox#invite=SECRET"]
    env = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"open\n"
        try:
            yield process
        finally:
            process.kill()


def another_process(keys: Path) -> str:
    """What a program of its own makes of the file."""
    env = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, "-c", TRIES, str(keys)], capture_output=True, text=True, env=env, check=True
    )
    return done.stdout.strip()


def test_the_second_program_learns_who_holds_the_file(tmp_path: Path) -> None:
    """[L4] The error names file, process, program and what to do; no argument of that program, which may be a secret."""
    keys = tmp_path / "bot.keys"
    with holder(tmp_path, keys) as process:
        with pytest.raises(KeysInUse) as refused:
            KeyFile(keys)
        said = str(refused.value)
        assert isinstance(refused.value, KeysUnavailable)
        assert refused.value.pid == process.pid
        assert refused.value.program.endswith("counter_bot.py")
        assert f"program {process.pid} (" in said
        assert f"tresen keys NEW.keys --from {keys}" in said
        assert "SECRET" not in said


def test_no_lock_outlives_kill_9(tmp_path: Path) -> None:
    """[L4] The holder was killed: the file opens at once, with what was in it, and nothing has to be removed by hand."""
    keys = tmp_path / "bot.keys"
    with holder(tmp_path, keys) as process:
        process.kill()
        process.wait()
        with closing(KeyFile(keys)) as file:
            assert file.fact("device") is not None
    assert [each.name for each in tmp_path.glob("*.keys*")] == ["bot.keys"]


def test_one_process_opens_it_once(tmp_path: Path) -> None:
    """[L4] Also within a process; and what was refused there does not let go of the first one's lock."""
    keys, link = tmp_path / "bot.keys", tmp_path / "other-name.keys"
    with closing(KeyFile(keys)) as file:
        file.device()
        link.symlink_to(keys)
        for path in (keys, link):
            with pytest.raises(KeysInUse) as refused:
                KeyFile(path)
            assert refused.value.pid == os.getpid()
        assert another_process(keys) == str(os.getpid())
        file.learn(still=b"here")
    assert another_process(keys) == "opened"
    with closing(KeyFile(keys)) as file:
        assert file.fact("still") == b"here"


def test_a_file_that_others_could_read(tmp_path: Path) -> None:
    """A copy or a backup laid back with mode 0644 is its owner's alone once open; another kind of file stays as it is."""
    keys, other = tmp_path / "bot.keys", tmp_path / "letter.txt"
    KeyFile(keys).close()
    other.write_text("no keys" * 1000)
    for each in (keys, other):
        each.chmod(0o644)
    with closing(KeyFile(keys)) as file:
        file.device()
        assert {each.name: each.stat().st_mode & 0o777 for each in tmp_path.glob("bot*")} == {
            "bot.keys": 0o600,
            "bot.keys-wal": 0o600,
        }
    with pytest.raises(WrongKeys):
        KeyFile(other)
    assert other.stat().st_mode & 0o777 == 0o644


def test_a_file_that_was_dropped_is_free(tmp_path: Path) -> None:
    """[L4] A client that was never closed and is gone holds nothing."""
    keys = tmp_path / "bot.keys"
    file: KeyFile | None = KeyFile(keys)
    assert file is not None
    file._db.close()
    del file
    with closing(KeyFile(keys)):
        pass


async def test_the_first_program_goes_on(shop: Bakery) -> None:
    """[W9] A second start with the same keys is refused before it says hello: the first one is not replaced."""
    async with await shop.customer() as first:
        await first.send("eins")
        for again in (shop.customer(), Customer.open(keys=shop.folder / "krause.keys")):
            with pytest.raises(KeysInUse):
                await again
        with pytest.raises(KeysInUse):
            await Staff.open(keys=shop.folder / "owner.keys")
        await first.send("zwei")
        [row] = await shop.owner.conversations.list()
        said = await shop.owner.conversations.history(row)
    assert [(each.text, each.trouble) for each in said] == [("eins", None), ("zwei", None)]


async def test_a_copy_is_the_same_device(shop: Bakery) -> None:
    """[W9] A copy of a keys file is no second one: the later of the two goes on, the earlier ends and says why."""
    async with await shop.customer() as first:
        await first.send("eins")
    shutil.copy(shop.folder / "krause.keys", shop.folder / "copy.keys")
    first = await shop.customer()
    async with await shop.customer("copy") as second:
        await second.send("zwei")
        with pytest.raises(Stopped, match="replaced"):
            await first.send("drei")
        assert [each.text for each in await second.history()] == ["eins", "zwei"]
    await first.close()
