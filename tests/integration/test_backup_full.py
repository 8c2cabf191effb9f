"""A backup to another disk is made while the data disk is full: then it is needed most."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.test_crash import furnish, process
from tests.integration.test_serve import tresen
from tests.services import missing
from tresen.backup.sealed import new_pair
from tresen.store.backup import state

MIB = 1024 * 1024


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, as small as a database just fits into."""
    place = tmp_path / "small"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={8 * MIB}", "tmpfs", str(place)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        missing("the right to mount a file system (root)")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def fill(place: Path) -> None:
    """Not a byte is free afterwards."""
    with (place / "filler").open("wb", buffering=0) as out:
        for size in (MIB, 4096, 1):
            try:
                while True:
                    out.write(bytes(size))
            except OSError:
                continue
    assert os.statvfs(place).f_bavail == 0


@pytest.mark.parametrize("sealed", [False, True])
async def test_a_backup_of_a_full_disk_without_a_server(small: Path, tmp_path: Path, sealed: bool) -> None:
    """[S11] The server ended as by kill -9 and left its write-ahead log; there is no room for shared memory nor a lock file.

    The backup is whole, and what was in the log stands in it.
    """
    data = small / "data"
    data.mkdir(mode=0o700)
    await furnish(data)
    async with process(data) as (server, _):
        server.kill()
    for name in ("tresen.db-shm", "tresen.reading", state.FILE):
        (data / name).unlink(missing_ok=True)
    fill(small)
    public, secret = new_pair()
    more = ["--key", public] if sealed else []
    made = tresen("backup", "--data", data, "--to", tmp_path / "backup", *more)
    assert made.returncode == 0, made.stderr
    (tmp_path / "secret").write_text(secret)
    opening = ["--secret", tmp_path / "secret"] if sealed else []
    tried = tresen("backup", "--data", data, "--to", tmp_path / "backup", "--test", *opening)
    assert "restores" in tried.stdout, tried.stderr
    assert "1 messages" in tried.stdout


async def test_a_backup_of_a_full_disk_beside_the_server(small: Path, tmp_path: Path) -> None:
    """[S11] The server runs on, and refuses what it cannot store."""
    data = small / "data"
    data.mkdir(mode=0o700)
    await furnish(data)
    async with process(data):
        fill(small)
        made = tresen("backup", "--data", data, "--to", tmp_path / "backup")
        assert made.returncode == 0, made.stderr
    tried = tresen("backup", "--data", data, "--to", tmp_path / "backup", "--test")
    assert "restores" in tried.stdout, tried.stderr


async def test_a_trial_beside_a_full_disk(small: Path, tmp_path: Path) -> None:
    """[S11] A backup that restores is said to, whether or not the full data disk can note that it was tried."""
    data = small / "data"
    data.mkdir(mode=0o700)
    await furnish(data)
    made = tresen("backup", "--data", data, "--to", tmp_path / "backup")
    assert made.returncode == 0, made.stderr
    assert state.read(data) is not None
    fill(small)
    tried = tresen("backup", "--data", data, "--to", tmp_path / "backup", "--test")
    assert "restores" in tried.stdout, tried.stderr
    kept = state.read(data)
    assert kept is not None
    assert kept.tried_ms == 0
